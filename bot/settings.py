"""Every setting, typed, from the environment and `.env` (the environment wins)."""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot import sealing
from bot.database.address import POSTGRESQL, SQLITE, is_address, sqlite_file
from bot.errors import OperatorError

DISCORD_API_URL = "https://discord.com/api/v10"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
MOST_RETENTION_DAYS = 365
"""What is no longer needed goes: a year after a flare-up is over its readings are of no use to its member."""
MOST_REMINDERS = 500
MOST_NEW_DMS = 60
"""Direct messages opened in a minute: from some 25 at once on, bots have been put under quarantine."""
MOST_BACKUPS = 365
MOST_SHARDS = 9999
_NUMBERS = {
    "flare_retention_days": MOST_RETENTION_DAYS,
    "delivery_retention_days": MOST_RETENTION_DAYS,
    "reminders_per_member": MOST_REMINDERS,
    "reminders_per_server": MOST_REMINDERS,
    "new_dms_per_minute": MOST_NEW_DMS,
    "backup_keep": MOST_BACKUPS,
    "shard_count": MOST_SHARDS,
    "shards_per_process": MOST_SHARDS,
}
"""Settings that are whole numbers from 1 on, with the highest that each may be."""
_OUR_PREFIXES = ("SPOTTER_", "DISCORD_")


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Field `log_level` is setting `LOG_LEVEL`, and so on; `.env.example` explains each."""

    discord_token: str = field(default="", repr=False)
    discord_api_url: str = DISCORD_API_URL
    database_url: str = field(default="sqlite:///data/spotter.db", repr=False)  # may carry a password
    spotter_secret_key: str = field(default="", repr=False)
    log_level: str = "INFO"
    log_format: str = "text"
    flare_retention_days: int = 90
    delivery_retention_days: int = 90
    reminders_per_member: int = 50
    reminders_per_server: int = 50
    new_dms_per_minute: int = 10
    metrics_address: str = ""
    backup_directory: str = ""
    backup_keep: int = 7
    shard_count: int = 1
    shard_ids: str = ""
    shards_per_process: int = 0
    """0: not set."""

    @property
    def database_path(self) -> Path | None:
        """The SQLite file that DATABASE_URL names; None where that is PostgreSQL."""
        return sqlite_file(self.database_url) if self.database_url.startswith(SQLITE) else None

    @property
    def backup_folder(self) -> Path | None:
        """Where backups are kept that the bot makes by itself; None: it makes none."""
        return Path(self.backup_directory) if self.backup_directory else None

    @property
    def metrics_listen(self) -> tuple[str, int] | None:
        """Host and port of METRICS_ADDRESS, loopback where it names no host; None when it is empty."""
        if not self.metrics_address:
            return None
        host, _, port = self.metrics_address.rpartition(":")
        return host.strip("[]") or "127.0.0.1", int(port)


NAMES = tuple(field.name.upper() for field in fields(Settings))


def read_settings(environment: Mapping[str, str], env_file: Path) -> Settings:
    """Read the settings from the environment and, where there is one, from `.env`.

    Raises OperatorError that names the setting when one is unknown or its value is not allowed, or when `.env` can't be
    read.
    """
    filed = _filed(env_file)
    _refuse_unknown(filed, environment)
    given: dict[str, Any] = {
        name.lower(): value.strip() for name in NAMES if (value := environment.get(name, filed.get(name, ""))).strip()
    }
    for name, most in _NUMBERS.items():
        if name in given:
            given[name] = _number(name, given[name], most)
    return _checked(Settings(**given))


def _number(name: str, text: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= most:
        raise OperatorError(f"{name.upper()} is a whole number from 1 to {most}, not {text!r}.")
    return int(text)


def _filed(env_file: Path) -> dict[str, str]:
    try:
        return {name: value or "" for name, value in dotenv_values(env_file).items()} if env_file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{env_file} can't be read as UTF-8 text ({_reason(error)}).") from error


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else error.reason


def _refuse_unknown(filed: Mapping[str, str], environment: Mapping[str, str]) -> None:
    unknown = [f"{name} in .env" for name in filed if name not in NAMES]
    unknown += [name for name in environment if name.startswith(_OUR_PREFIXES) and name not in NAMES]
    if unknown:
        raise OperatorError(f"Unknown setting: {', '.join(sorted(unknown))}. The settings are {', '.join(NAMES)}.")


def _checked(settings: Settings) -> Settings:
    if settings.log_level not in LOG_LEVELS:
        raise OperatorError(f"LOG_LEVEL is one of {', '.join(LOG_LEVELS)}, not {settings.log_level!r}.")
    if settings.log_format not in LOG_FORMATS:
        raise OperatorError(f"LOG_FORMAT is one of {', '.join(LOG_FORMATS)}, not {settings.log_format!r}.")
    if not _is_web_address(settings.discord_api_url):
        raise OperatorError("DISCORD_API_URL is an http:// or https:// address, such as " + DISCORD_API_URL + ".")
    if not settings.discord_token.isprintable():
        raise OperatorError("DISCORD_TOKEN has characters that no token has; copy it again, on one line.")
    if not is_address(settings.database_url):
        raise OperatorError(
            "DATABASE_URL is sqlite:/// followed by a file's path, such as sqlite:///data/spotter.db, or "
            "postgresql://user:password@host/database."
        )
    if settings.database_url.startswith(POSTGRESQL) and not settings.spotter_secret_key:
        raise OperatorError(_NO_KEY)
    if settings.shard_ids and settings.shards_per_process:
        raise OperatorError("SHARD_IDS and SHARDS_PER_PROCESS say the same in two ways; set one of them.")
    if settings.metrics_address and not _is_listening_address(settings.metrics_address):
        raise OperatorError("METRICS_ADDRESS is a host and a port, such as 127.0.0.1:9464, or :9464 for this machine.")
    return settings


_NO_KEY = (
    "SPOTTER_SECRET_KEY is not set. With PostgreSQL there is no database file to keep a key beside, and every process "
    "needs the same: take the one of data/spotter.key if you come from SQLite, else have one made by "
    'python -c "from bot.sealing import new_key; print(new_key())", and keep it.'
)


def _is_listening_address(text: str) -> bool:
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[\w.-]*):([0-9]{1,5})", text, flags=re.ASCII)
    return found is not None and int(found[2]) < 65536


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none
        return False


def key_file(settings: Settings) -> Path | None:
    """Return where the key is kept where SPOTTER_SECRET_KEY holds none: beside a SQLite file; None with PostgreSQL."""
    return settings.database_path.with_suffix(".key") if settings.database_path else None


def secret_key(settings: Settings) -> str:
    """Return the key that seals health fields: the setting, else the key file beside a SQLite database.

    The file is made on the first run, readable by its owner only. Raises OperatorError when it can't be read or made.
    """
    if settings.spotter_secret_key:
        return settings.spotter_secret_key
    path = key_file(settings)
    if path is None:
        raise OperatorError(_NO_KEY)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_key(path)
        key = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(
            f"The key file {path} can't be used ({_reason(error)}); set SPOTTER_SECRET_KEY instead."
        ) from error
    if not key:
        raise OperatorError(f"The key file {path} is empty: put the key back, or delete the file to have one made.")
    return key


def _make_key(path: Path) -> None:
    """Put a new key there, whole and on the disk or not at all: without it what it sealed can't be read again."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # readable by its owner only
    try:
        with os.fdopen(handle, "w") as file:
            file.write(sealing.new_key())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process made one meanwhile: that one holds
            os.link(name, path)
    finally:
        Path(name).unlink()

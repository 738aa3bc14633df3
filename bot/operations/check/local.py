"""What is checked on this machine: the settings, the key, the database, the disk."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from bot.database import migrate
from bot.database.sqlite_look import inspect
from bot.errors import OperatorError
from bot.operations.check.findings import Finding, ok, warning, wrong
from bot.sealing import Seal
from bot.settings import Settings, key_file
from bot.shards import shards_of

_MIB = 1024 * 1024
_LEAST_FREE = 64 * _MIB
"""Less than that on a disk, and the bot may soon be unable to write."""
_PUT_BACK = "Put the old key back from where you keep it"
_INSTALL = "Debian: apt-get install postgresql-client, of the server's version or newer"
_FRESH_HOURS = 30
_CLOCKS_AGREE = timedelta(seconds=5)
_COPIES = 2
"""Room for a copy of the database and its log: what a backup and a migration need."""


def check_settings(settings: Settings, env_file: Path, hostname: str) -> Iterator[Finding]:
    """Find what in the settings does not fit together, or is unwise. What is no value of one never gets here."""
    try:
        shards_of(settings, hostname)
    except OperatorError as error:
        yield wrong("settings", str(error))
    else:
        yield ok("settings", "every one can be used")
    if env_file.is_file() and _others_read(env_file):
        yield warning("settings", f"others on this machine can read {env_file} with the token: chmod 600 {env_file}")
    if settings.metrics_listen and not _is_loopback(settings.metrics_listen[0]):
        yield warning(
            "settings", f"METRICS_ADDRESS {settings.metrics_address} can be read by whoever reaches this machine there"
        )


def check_key(settings: Settings, fits: Callable[[Seal], bool] | None) -> Iterator[Finding]:
    """Find whether there is a key, and whether it fits what the database remembers of it; None: that is nothing yet."""
    path = None if settings.spotter_secret_key else key_file(settings)
    if path is not None and not path.exists():
        yield _no_key(path, kept=fits is not None)
        return
    try:
        seal = Seal(path.read_text().strip() if path else settings.spotter_secret_key)
    except (OSError, UnicodeDecodeError, OperatorError):
        yield wrong("key", f"is none, or can't be read. {_PUT_BACK}")
    else:
        yield _tried(fits, seal)
    if path is not None and _others_read(path):
        yield warning("key", f"others on this machine can read {path}: chmod 600 {path}")


def _no_key(path: Path, *, kept: bool) -> Finding:
    if not kept:
        return ok("key", f"none yet; the first run makes {path}")
    return wrong("key", f"{path}, which this database was sealed with, is gone. {_PUT_BACK}")


def _tried(fits: Callable[[Seal], bool] | None, seal: Seal) -> Finding:
    if fits is None:
        return ok("key", "is one; the database has seen none yet")
    if not fits(seal):
        return wrong(
            "key", f"does not open the health fields that are stored. {_PUT_BACK}, behind the new one and a comma"
        )
    return ok("key", "opens what is sealed")


def check_sqlite(path: Path) -> Finding:
    """Find whether a database is whole and of a version that this code can use."""
    if not path.exists():
        return ok("database", f"none yet; the first run makes {path}")
    try:
        version = inspect(path)
    except (OperatorError, sqlite3.Error, OSError) as error:
        return wrong("database", f"{error} If the file is lost, restore a backup: python -m bot restore FILE")
    if not os.access(path, os.W_OK):
        return wrong("database", f"{path} can't be written to by who runs this; whose is it?")
    said = f"{path} is whole, version {version}, {path.stat().st_size / _MIB:.1f} MiB"
    return ok("database", f"{said}; the next start migrates it, after a backup" if version < migrate.newest() else said)


def check_version(what: str, version: int) -> Finding:
    """Find whether the tables of a database that answers are those that this code needs."""
    if not version:
        return ok("database", f"{what}, empty; the first run makes the tables")
    said = f"{what}, tables of version {version}"
    return ok("database", f"{said}; the next start migrates them" if version < migrate.newest() else said)


def check_disk(what: str, folder: Path, needed: int) -> Finding:
    """Find whether a folder can be written to and has room for so many bytes, or will have once it is made."""
    there = next((parent for parent in (folder, *folder.absolute().parents) if parent.is_dir()), folder)
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return wrong(what, f"{folder} can't be used ({error.strerror})")
    if not os.access(there, os.W_OK | os.X_OK):
        return wrong(what, f"{there} can't be written to by who runs this; whose is it, is it mounted read-only?")
    said = f"{free / _MIB:,.0f} MiB free in {folder}"
    if free < _LEAST_FREE:
        return wrong(what, f"only {said}: make room before the bot can't write any more")
    if free < _COPIES * needed:
        return warning(what, f"{said}, less than two copies of the database: a backup may not fit")
    return ok(what, said)


def check_copy(name: str, source: str | None) -> Iterator[Finding]:
    """Find whether a database is the copy of a source that was never finished, which no bot opens."""
    if source is not None:
        yield wrong("database", f"{name} is an unfinished copy of {source}: run copy-database again")


def check_clock(ahead: timedelta) -> Finding:
    """Find whether this machine's clock agrees with that of the database's server, from which it is so far ahead."""
    seconds = abs(ahead).total_seconds()
    if seconds < _CLOCKS_AGREE.total_seconds():
        return ok("clock", "agrees with the server's")
    way = "ahead of" if ahead > timedelta(0) else "behind"
    return warning(
        "clock",
        f"{seconds:,.0f} s {way} the server's: have NTP set both. By this clock it is told what is due, what another "
        "process has claimed, and who is there",
    )


def check_programs(names: Iterable[str], server: str) -> Finding:
    """Find whether the programs are there that back PostgreSQL up, and new enough for a server of a version."""
    paths = {name: shutil.which(name) for name in names}
    if lacking := [name for name, path in paths.items() if path is None]:
        return wrong("backups", f"{', '.join(lacking)} not installed here ({_INSTALL})")
    old = [f"{name} {major}" for name, path in paths.items() if (major := _major(_version(path))) < _major(server)]
    if old:
        return wrong("backups", f"{', '.join(old)} can't back a server of version {server} up ({_INSTALL})")
    return ok("backups", "PostgreSQL's programs are there")


def _version(program: str | None) -> str:
    # a program that was found, asked for its version alone
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return said.stdout


def _major(version: str) -> int:
    """Return the first number of what PostgreSQL or one of its programs says of its version; 0 where there is none."""
    found = re.search(r"\d+", version)
    return int(found[0]) if found else 0


def check_backups(folder: Path | None, last: datetime | None, now: datetime) -> Finding:
    """Find whether backups are made, and when the last one was."""
    if folder is None:
        return warning("backups", "none are made: name a folder in BACKUP_DIRECTORY, best on another disk")
    if last is None:
        return ok("backups", f"none yet in {folder}; a running bot makes one at once")
    hours = (now - last).total_seconds() / 3600
    if hours > _FRESH_HOURS:
        return warning("backups", f"the newest is {hours / 24:.1f} days old. If the bot runs, its log says what failed")
    return ok("backups", f"the newest is {hours:.0f} h old")


def _others_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Settings come from the environment and .env; what is wrong is named."""

import re
import stat
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.settings import NAMES, Settings, read_settings, secret_key

ROOT = Path(__file__).parent.parent


def test_env_example_documents_exactly_the_settings_there_are() -> None:
    documented = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    assert sorted(documented) == sorted(NAMES)


def test_env_example_shows_the_defaults(tmp_path: Path) -> None:
    assert read_settings({}, ROOT / ".env.example") == read_settings({}, tmp_path / "none") == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=ERROR\nLOG_FORMAT=json\n")
    settings = read_settings({"LOG_LEVEL": "DEBUG"}, file)
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://host:port/x?no=such", "SPOTTER_SECRET_KEY": "x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://host/x"}, "SPOTTER_SECRET_KEY is not set"),
        ({"SHARD_COUNT": "0"}, "SHARD_COUNT"),
        ({"SHARD_COUNT": "4", "SHARD_IDS": "0", "SHARDS_PER_PROCESS": "1"}, "set one of them"),
        ({"DISCORD_API_URL": "discord.com"}, "DISCORD_API_URL"),
        ({"DISCORD_API_URL": "http://"}, "DISCORD_API_URL"),
        ({"DISCORD_API_URL": "http://127.0.0.1:99999/api"}, "DISCORD_API_URL"),
        ({"DISCORD_TOKEN": "two\nlines"}, "DISCORD_TOKEN"),
        ({"SPOTTER_SECRET": "typo"}, "SPOTTER_SECRET"),
        ({"FLARE_RETENTION_DAYS": "0"}, "FLARE_RETENTION_DAYS"),
        ({"FLARE_RETENTION_DAYS": "ninety"}, "FLARE_RETENTION_DAYS"),
        ({"FLARE_RETENTION_DAYS": "99999"}, "FLARE_RETENTION_DAYS"),
        ({"FLARE_RETENTION_DAYS": "-1"}, "FLARE_RETENTION_DAYS"),
        ({"METRICS_ADDRESS": "9464"}, "METRICS_ADDRESS"),
        ({"METRICS_ADDRESS": "127.0.0.1:"}, "METRICS_ADDRESS"),
        ({"METRICS_ADDRESS": "127.0.0.1:70000"}, "METRICS_ADDRESS"),
        ({"METRICS_ADDRESS": "http://127.0.0.1:9464"}, "METRICS_ADDRESS"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], named: str, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=named):
        read_settings(environment, tmp_path / "none")


@pytest.mark.parametrize(
    ("address", "listen"),
    [
        ("", None),
        (":9464", ("127.0.0.1", 9464)),
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("192.0.2.1:80", ("192.0.2.1", 80)),
        ("[::1]:9464", ("::1", 9464)),
        ("localhost:0", ("localhost", 0)),
    ],
)
def test_metrics_are_served_nowhere_unless_told_and_on_this_machine_unless_a_host_is_named(
    address: str, listen: tuple[str, int] | None, tmp_path: Path
) -> None:
    assert read_settings({"METRICS_ADDRESS": address}, tmp_path / "none").metrics_listen == listen


def test_the_retention_time_is_a_number_of_days(tmp_path: Path) -> None:
    assert read_settings({"FLARE_RETENTION_DAYS": "30"}, tmp_path / "none").flare_retention_days == 30


def test_an_unknown_name_in_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DISCORD_TOKN=x\n")
    with pytest.raises(OperatorError, match=r"DISCORD_TOKN in \.env"):
        read_settings({}, file)


def test_a_file_of_settings_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(OperatorError, match=r"\.env can't be read"):
        read_settings({}, file)


def test_the_token_is_not_shown_with_the_settings() -> None:
    assert "secret" not in repr(Settings(discord_token="secret", spotter_secret_key="secret"))


def test_the_databases_password_is_not_shown_with_the_settings() -> None:
    assert "secret" not in repr(Settings(database_url="postgresql://me:secret@host/x"))


def test_postgresql_has_no_file_to_keep_a_key_beside() -> None:
    settings = Settings(database_url="postgresql://host/x")
    assert settings.database_path is None
    with pytest.raises(OperatorError, match="SPOTTER_SECRET_KEY"):
        secret_key(settings)


def test_a_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'new' / 'spotter.db'}")
    made = secret_key(settings)
    assert secret_key(settings) == made
    assert stat.S_IMODE((tmp_path / "new" / "spotter.key").stat().st_mode) == 0o600


def test_a_key_that_is_set_makes_no_file(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'spotter.db'}", spotter_secret_key="abc")
    assert secret_key(settings) == "abc"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("held", "said"), [(b"\xff\xfe", "can't be used"), (b"", "is empty"), (b" \n", "is empty")])
def test_a_key_file_that_holds_no_key_is_named_and_left_alone(held: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "spotter.key"
    file.write_bytes(held)
    with pytest.raises(OperatorError, match=f"spotter.key {said}"):
        secret_key(Settings(database_url=f"sqlite:///{tmp_path / 'spotter.db'}"))
    assert file.read_bytes() == held


def test_making_a_key_leaves_nothing_else_behind(tmp_path: Path) -> None:
    secret_key(Settings(database_url=f"sqlite:///{tmp_path / 'spotter.db'}"))
    assert [path.name for path in tmp_path.iterdir()] == ["spotter.key"]

"""Token, key and the database's password stay out of every line the bot writes, whatever goes wrong, DEBUG too."""

from pathlib import Path

import pytest

from bot.sealing import new_key
from tests.postgres import Server
from tests.wire import BotProcess
from tests.wire.place import Place
from tests.wire.test_process import eventually

PASSWORD = "a-password-of-the-database"


def held(bot: BotProcess, *secrets: str) -> list[str]:
    """Return the lines that hold one of the secrets."""
    return [line for line in (bot.stderr + bot.stdout).splitlines() if any(secret in line for secret in secrets)]


@pytest.mark.parametrize("style", ["text", "json"])
async def test_a_bot_that_much_goes_wrong_for_writes_no_secret(place: Place, style: str, tmp_path: Path) -> None:
    key = new_key()
    in_the_way = tmp_path / "no-folder"
    in_the_way.write_text("")
    settings = {
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": style,
        "SPOTTER_SECRET_KEY": key,
        "BACKUP_DIRECTORY": str(in_the_way),
    }
    async with place.running(**settings) as bot:
        place.change("ALTER TABLE entries RENAME TO elsewhere")
        answer = await place.wire.slash(place.anna, place.channel, "history")
        assert "tell whoever runs this bot the id" in answer.text
        place.wire.fail("POST", "*/callback", status=500)
        place.wire.drop_gateway(resumable=False)
        await place.wire.connected()
        await place.wire.slash(place.anna, place.channel, "help")
        assert await bot.terminate() == 0
    for expected in ("unexpected error", "backup failed"):
        assert expected in bot.stderr
    assert held(bot, key, place.wire.token) == []


async def test_a_key_that_is_none_is_not_written(place: Place) -> None:
    bot = await place.start(SPOTTER_SECRET_KEY="nearly-a-key", LOG_LEVEL="DEBUG")
    assert await bot.ended() == 2
    assert held(bot, "nearly-a-key") == []


async def test_a_running_bot_on_a_server_writes_no_password(place: Place, postgres_server: Server) -> None:
    postgres_server.create("secrets")
    url, key = postgres_server.loopback("secrets"), new_key()
    folder = place.folder / "backups"
    async with place.running(
        DATABASE_URL=url, SPOTTER_SECRET_KEY=key, LOG_LEVEL="DEBUG", BACKUP_DIRECTORY=str(folder)
    ) as bot:
        await place.wire.slash(place.anna, place.channel, "log", entry="deadlift 100kg 3x5")
        await eventually(lambda: list(folder.glob("spotter-*.dump")))
        assert await bot.terminate() == 0
    assert "commands synced" in bot.stderr
    assert held(bot, key, url, "spotter:secret@") == []


@pytest.mark.parametrize("command", ["run", "migrate", "check", "backup one.dump"])
async def test_a_password_that_is_refused_is_not_written(place: Place, postgres_server: Server, command: str) -> None:
    env = {
        "DATABASE_URL": postgres_server.loopback("postgres", PASSWORD),
        "SPOTTER_SECRET_KEY": new_key(),
        "DISCORD_TOKEN": place.wire.token,
        "DISCORD_API_URL": place.wire.api_url,
        "LOG_LEVEL": "DEBUG",
    }
    bot = await BotProcess.start("-m", "bot", *command.split(), env=env, cwd=place.folder)
    assert await bot.ended(30) == 2
    assert "password authentication failed" in bot.stderr + bot.stdout
    assert held(bot, PASSWORD, place.wire.token, env["SPOTTER_SECRET_KEY"]) == []

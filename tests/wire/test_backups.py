"""Backups of the real bot while it runs, and the one process that a database takes."""

from datetime import timedelta
from pathlib import Path

from bot.instants import compact, system_clock, to_micros
from tests import look
from tests.wire import BotProcess
from tests.wire.place import Place
from tests.wire.test_process import eventually


async def command(place: Place, *arguments: str) -> BotProcess:
    """Run one of the bot's other commands to its end, with the settings of the bot."""
    env = {
        "DISCORD_TOKEN": place.wire.token,
        "DISCORD_API_URL": place.wire.api_url,
        "DATABASE_URL": f"sqlite:///{place.folder / 'spotter.db'}",
    }
    done = await BotProcess.start("-m", "bot", *arguments, env=env, cwd=place.folder)
    await done.ended(30)
    return done


async def test_a_backup_of_a_running_bot_is_put_back_once_it_has_stopped(place: Place) -> None:
    async with place.running() as bot:
        await place.wire.slash(place.anna, place.channel, "log", entry="deadlift 100kg 3x5")
        assert (await command(place, "backup", "one.db")).process.returncode == 0
        await place.wire.slash(place.anna, place.channel, "log", entry="squat 60kg 5x5")
        refused = await command(place, "restore", "one.db")
        assert refused.process.returncode == 2
        assert "Another process of Spotter has" in refused.stderr
        assert await bot.terminate() == 0
    assert (await command(place, "restore", "one.db")).process.returncode == 0
    async with place.running():
        shown = await place.wire.slash(place.anna, place.channel, "history")
    assert ("3×5" in shown.text, "5×5" in shown.text) == (True, False)


async def test_a_second_bot_on_the_same_file_is_refused_and_the_first_goes_on(place: Place) -> None:
    async with place.running():
        second = await place.start()
        assert await second.ended() == 2
        assert "Another process of Spotter has" in second.stderr
        assert "Traceback" not in second.stderr
        assert "Log your lifts" in (await place.wire.slash(place.anna, place.channel, "help")).text


async def test_a_bot_with_a_folder_for_backups_makes_one_by_itself(place: Place) -> None:
    folder = place.folder / "backups"

    def made() -> list[Path]:
        return list(folder.glob("spotter-*.db"))

    async with place.running(BACKUP_DIRECTORY=str(folder)) as bot:
        await eventually(made)
        assert await bot.terminate() == 0
    assert len(made()) == 1


async def test_old_copies_go_from_the_folder_of_each_process_and_are_no_chore_of_one_for_all(place: Place) -> None:
    folder = place.folder / "backups"
    folder.mkdir()
    old = folder / f"spotter.version-12-{compact(system_clock() - timedelta(days=31))}.db"
    old.touch()
    url, tomorrow = look.new_sqlite(place.folder / "spotter.db"), to_micros(system_clock() + timedelta(days=1))
    look.rows(url, "INSERT INTO leases VALUES ('chore copies', 'another', ?) RETURNING 1", tomorrow)
    async with place.running(BACKUP_DIRECTORY=str(folder)):
        await eventually(lambda: not old.exists())


async def test_a_check_of_a_running_bot_asks_discord_what_it_has(place: Place) -> None:
    async with place.running():
        done = await command(place, "check")
    assert "ok       commands: all" in done.stdout
    assert "ok       permissions: the bot has what it needs in all of its 1 servers" in done.stdout
    assert done.process.returncode == 1  # no backups are made

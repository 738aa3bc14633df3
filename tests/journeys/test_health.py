"""`/spotter health`: how the bot is, without names or texts, for who manages a server."""

from pathlib import Path

from bot.observer import Observer
from bot.operations.backups import Backups
from tests.journeys.test_channel_reminders import moderator
from tests.journeys.world import World, seen, text_of


async def test_it_says_what_waits_and_what_failed_without_texts(world: World) -> None:
    mona = await moderator(world)
    await mona.slash(world.channel, "remind me", what="a secret", when="in 1 hour")
    await mona.slash(world.channel, "remind me", what="another", when="in 5 hours")
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    world.clock.move(hours=2)
    await world.run_due()
    result = await mona.slash(world.channel, "spotter health")
    assert result.ephemeral
    said = text_of(seen(result))
    for words in ("Version", "1 to come, 0 waiting now", "1 × dms closed", "**Backup** I make none"):
        assert words in said
    assert "secret" not in said


async def test_who_does_not_manage_the_server_is_refused(world: World) -> None:
    anna = await world.member("anna")
    assert "*Manage Server*" in text_of(seen(await anna.slash(world.channel, "spotter health")))


async def test_it_says_when_the_last_backup_was_made(world: World, tmp_path: Path) -> None:
    mona = await moderator(world)
    backups = Backups(tmp_path, 7, lambda target, _: target.touch(), ".db", world.clock, Observer())
    object.__setattr__(world.house, "backups", backups)
    assert "**Backup** none yet." in text_of(seen(await mona.slash(world.channel, "spotter health")))
    await backups.run_due()
    assert "**Backup** made <t:" in text_of(seen(await mona.slash(world.channel, "spotter health")))


async def test_it_says_which_commands_went_wrong_lately(world: World) -> None:
    mona = await moderator(world)
    world.house.faults.note(world.clock.now, "import")
    said = text_of(seen(await mona.slash(world.channel, "spotter health")))
    assert "Went wrong on my side in the last 24 hours\n1 × import" in said

"""`/spotter health`: how the bot is, without names or texts, for who manages a server."""

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
    for words in ("Version", "1 to come, 0 waiting now", "1 × dms closed"):
        assert words in said
    assert "secret" not in said


async def test_who_does_not_manage_the_server_is_refused(world: World) -> None:
    anna = await world.member("anna")
    assert "*Manage Server*" in text_of(seen(await anna.slash(world.channel, "spotter health")))

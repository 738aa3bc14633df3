"""Who asks for too much at once of what costs more than a moment is told when to try again; nobody else notices."""

from contextlib import suppress
from typing import Any

import discord
import simcord

from bot.pace import Cost, TooFast
from tests.journeys.world import World, seen, text_of

A_LOT = "That was a lot at once. Please try again <t:"
COSTLY = {
    Cost.FILE: {"import", "export"},
    Cost.WORK: {"progress", "bodyweight", "flare status", "spotter digest"},
    Cost.LOOK: {"tip browse"},
    Cost.SEARCH: {"leaderboard", "tip search", "spotter moderation"},
    Cost.CREATION: {
        *("tip suggest", "flare log", "remind me", "remind channel"),
        *("Log these lifts", "Suggest as tip", "Remind me about this"),
    },
    Cost.SUM: {f"calc {what}" for what in ("plates", "warmup", "e1rm", "points", "convert")},
}


def use_up(world: World, who: simcord.MemberActor, cost: Cost) -> None:
    """Take all that a member has of something."""
    with suppress(TooFast):
        while True:
            world.house.pace.take(who.id, cost)


async def test_every_costly_command_says_what_it_costs(world: World) -> None:
    found: dict[Any, set[str]] = {}
    for command in [*world.bot.tree.walk_commands(), *world.bot.tree.get_commands(type=discord.AppCommandType.message)]:
        if "cost" in command.extras:
            found.setdefault(command.extras["cost"], set()).add(command.qualified_name)
    assert found == COSTLY


async def test_a_command_is_refused_until_the_bucket_fills_and_nobody_else_notices(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    use_up(world, anna, Cost.CREATION)
    refused = await anna.slash(world.channel, "remind me", what="stretch", when="in 1 hour")
    assert refused.ephemeral
    assert A_LOT in text_of(seen(refused))
    assert world.rows("SELECT id FROM reminders") == []
    assert A_LOT not in text_of(seen(await ben.slash(world.channel, "remind me", what="stretch", when="in 1 hour")))
    world.clock.move(seconds=10)
    assert A_LOT not in text_of(seen(await anna.slash(world.channel, "remind me", what="stretch", when="in 1 hour")))
    assert len(world.rows("SELECT id FROM reminders")) == 2


async def test_logging_costs_nothing(world: World) -> None:
    anna = await world.member("anna")
    for cost in Cost:
        use_up(world, anna, cost)
    assert A_LOT not in text_of(seen(await anna.slash(world.channel, "log", entry="squat 100 5x5")))


async def test_a_form_is_refused_and_what_it_would_have_changed_stays(world: World) -> None:
    anna = await world.member("anna")
    form = await anna.slash(world.channel, "workout")
    use_up(world, anna, Cost.CREATION)
    assert A_LOT in text_of(seen(await anna.submit_modal(form, {"text": "squat 100 5x5", "when": ""})))
    assert world.rows("SELECT id FROM drafts") == []


async def test_a_button_is_refused(world: World) -> None:
    anna = await world.member("anna")
    panel = seen(await anna.slash(world.channel, "privacy"))
    use_up(world, anna, Cost.FILE)
    assert A_LOT in text_of(seen(await anna.click(panel, label="Export everything")))


async def test_choices_wait_while_somebody_types_too_fast(world: World) -> None:
    anna = await world.member("anna")
    assert await anna.autocomplete(world.channel, "log", "entry", "squat 100 5x5")
    use_up(world, anna, Cost.TYPING)
    assert not await anna.autocomplete(world.channel, "log", "entry", "squat 100 5x5")
    world.clock.move(seconds=1)
    assert await anna.autocomplete(world.channel, "log", "entry", "squat 100 5x5")

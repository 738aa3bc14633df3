"""Deleting everything leaves nothing, whatever else happens meanwhile."""

import asyncio
import json
from collections.abc import Awaitable
from datetime import timedelta

import pytest
import simcord

from bot.areas import Area
from bot.delivery.schedule import Due
from bot.flares.asking import KIND
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.screening import Level
from tests.journeys.world import World, seen, text_of

WORDS = "Ten slow squats before benching helped my knee"
TIP = {
    "text": WORDS,
    "area": ["knee"],
    "kind": ["exercise"],
    "when": ["before"],
    "name": "hidden",
}
FILLED = {
    *("members", "consents", "drafts", "entries", "tips", "tip_votes", "flares", "flare_readings"),
    *("reminders", "reminder_occurrences", "deliveries", "dm_channels", "tip_asks", "tip_ask_forms"),
}
"""Tables of every wing that hold something of somebody who used each."""


def rows_of(world: World, member: simcord.MemberActor) -> dict[str, int]:
    """Return how often a member's id stands in each table of the database, whatever the column."""
    found = {table: json.dumps(world.rows(f"SELECT * FROM {table}")).count(str(member.id)) for table in world.tables()}
    return {table: times for table, times in found.items() if times}


async def flare_of(world: World, member: simcord.MemberActor) -> int:
    """Log a flare-up with a plan and check-ins; return its id."""
    care = world.house.care
    await care.intake.agree(member.id)
    situation = await care.intake.screened(
        member.id, Entry(world.house.ids(), Area.KNEE, "back_squat", 4), Level.PASSED
    )
    flare, reading = situation.flare, situation.reading
    await care.answer(member.id, flare.id, reading.id, Step.LOG, Answers(masked=False))
    await care.choosing.settle(member.id, flare.id, reading.id, Choice.HOLD, day="", weight="")
    await care.asking.accept(member.id, flare.id)
    return flare.id


async def asking_form(
    world: World, asker: simcord.MemberActor, author: simcord.MemberActor
) -> simcord.InteractionResult:
    """Open the form in which a member asks about a message of another."""
    return await asker.context_menu(world.channel, "Suggest as tip", await author.send(world.channel, WORDS))


async def asked_about(
    world: World, asker: simcord.MemberActor, author: simcord.MemberActor
) -> simcord.InteractionResult:
    """Have a member ask about a message of another."""
    form = await asking_form(world, asker, author)
    return await asker.submit_modal(form, {key: value for key, value in TIP.items() if key != "name"})


async def everything(world: World) -> simcord.MemberActor:
    """Return a member of whom something is stored in every wing."""
    anna = await world.member("anna")
    await anna.slash(world.channel, "settings", zone="Europe/Berlin")
    await anna.slash(world.channel, "log", entry="squat 100 5x5")
    for when in ("in 1 hour", "every mon at 18:00", "some time"):
        await anna.slash(world.channel, "remind me", what="stretch", when=when)
    await flare_of(world, anna)
    form = await anna.slash(world.channel, "tip suggest")
    await anna.submit_modal(form, TIP)
    page = seen(await anna.slash(world.channel, "tip browse", area="knee"))
    (helps, *_) = (label for label in labels(page) if label.endswith("Helps"))
    await anna.click(page, label=helps)
    ben = await world.member("ben")
    for asker, author in ((anna, ben), (ben, anna)):
        await asked_about(world, asker, author)
        await asking_form(world, asker, author)
    world.clock.move(hours=1)
    await world.run_due()
    return anna


def labels(message: simcord.ResponseMessage) -> list[str]:
    return [part.get("label", "") for row in message.components for part in row["components"]]


async def delete_everything(world: World, member: simcord.MemberActor) -> simcord.InteractionResult:
    panel = seen(await member.slash(world.channel, "privacy"))
    asked = await member.click(panel, label="Delete everything")
    return await member.click(seen(asked), label="Yes, delete everything")


async def test_no_table_names_a_member_who_deleted_everything(world: World) -> None:
    anna = await everything(world)
    assert rows_of(world, anna).keys() >= FILLED
    await delete_everything(world, anna)
    assert rows_of(world, anna) == {}


async def test_nobody_is_asked_by_a_form_that_was_opened_before_they_deleted_everything(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    form = await asking_form(world, ben, anna)
    await delete_everything(world, anna)
    result = await ben.submit_modal(form, {key: value for key, value in TIP.items() if key != "name"})
    assert "Nobody was asked" in text_of(seen(result))
    assert rows_of(world, anna) == {}


async def test_what_is_deleted_can_be_taken_along_before(world: World) -> None:
    anna = await everything(world)
    exported = await world.house.privacy.export(anna.id)
    held = [holding.name for holding in world.house.privacy.holdings if FILLED & set(holding.tables)]
    assert [name for name in held if not any(exported[name].values())] == []


async def test_the_panel_counts_every_row_that_names_a_member(world: World) -> None:
    anna = await everything(world)
    counted = {holding.name: count for holding, count in (await world.house.privacy.overview(anna.id)).held}
    there = {
        holding.name: sum(
            str(anna.id) in json.dumps(row) for table in holding.tables for row in world.rows(f"SELECT * FROM {table}")
        )
        for holding in world.house.privacy.holdings
    }
    assert counted == there | {"check-ins": 1}
    await delete_everything(world, anna)
    assert {count for _, count in (await world.house.privacy.overview(anna.id)).held} == {0}


async def test_every_old_button_is_answered_after_everything_was_deleted(world: World) -> None:
    anna = await world.member("anna")
    made = seen(await anna.slash(world.channel, "remind me", what="stretch", when="in 1 hour"))
    unclear = seen(await anna.slash(world.channel, "remind me", what="stretch", when="some time"))
    logged = seen(await anna.slash(world.channel, "log", entry="squat 100 5x5"))
    await flare_of(world, anna)
    status = seen(await anna.slash(world.channel, "flare status"))
    await delete_everything(world, anna)
    for message in (made, unclear, logged, status):
        for label in labels(message):
            result = await anna.click(message, label=label)
            assert "no longer" in text_of(seen(result)), label
            assert result.ephemeral
    assert rows_of(world, anna) == {}


@pytest.mark.parametrize("first", [True, False])
async def test_a_screen_that_ends_while_everything_is_deleted_leaves_nothing(world: World, first: bool) -> None:
    anna = await world.member("anna")
    await world.house.care.intake.agree(anna.id)
    screened = world.house.care.intake.screened(anna.id, Entry(world.house.ids(), Area.KNEE, None, 4), Level.PASSED)
    acts: list[Awaitable[object]] = [screened, world.house.privacy.delete(anna.id)]
    await asyncio.gather(*(acts if first else reversed(acts)), return_exceptions=True)
    assert rows_of(world, anna) == {}


@pytest.mark.parametrize("first", [True, False])
async def test_check_ins_agreed_to_while_everything_is_deleted_leave_nothing(world: World, first: bool) -> None:
    anna = await world.member("anna")
    flare_id = await flare_of(world, anna)
    acts: list[Awaitable[object]] = [
        world.house.care.asking.accept(anna.id, flare_id),
        world.house.privacy.delete(anna.id),
    ]
    await asyncio.gather(*(acts if first else reversed(acts)), return_exceptions=True)
    assert rows_of(world, anna) == {}


async def test_a_check_in_that_is_due_at_night_while_everything_is_deleted_leaves_nothing(world: World) -> None:
    anna = await world.member("anna")
    flare_id = await flare_of(world, anna)
    world.clock.set(world.clock.now.replace(hour=2) + timedelta(days=1))
    due = Due(anna.id, 1, KIND, flare_id, Step.MORNING, world.clock.now, attempts=1, channel_id=None)
    await asyncio.gather(world.house.care.asking.wanted(due), world.house.privacy.delete(anna.id))
    assert rows_of(world, anna) == {}


async def test_who_deletes_everything_is_told_how_long_copies_of_the_database_still_have_it(world: World) -> None:
    done = await delete_everything(world, await world.member("anna"))
    assert "are deleted within 30 days" in text_of(seen(done))

"""The forum thread that Spotter grew out of, played through by its members.

A lifter on Madcow 5×5 pulls heavy on Wednesday, his lower back spasms on the bench, people answer with remedies that
contradict each other, and he decides to play it by ear next Wednesday and back down if anything feels off.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import simcord

from tests.journeys.flaring import letters, tell_in_dm
from tests.journeys.world import World, seen, text_of

WEDNESDAY = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
NEXT_WEDNESDAY = "2026-03-11"
SUGGESTION = "Banded pull-throughs after every deadlift day. What helped me most was doing them slowly."


async def press_in_dm(who: simcord.MemberActor, label: str) -> simcord.InteractionResult:
    pressed: simcord.InteractionResult = await who.user.click(letters(who)[-1], label=label)
    return pressed


async def find_page(who: simcord.MemberActor, shown: Any, words: str) -> Any:
    """Turn the pages of tips until one says these words."""
    for _ in range(20):
        if words.casefold() in text_of(shown).casefold():
            return shown
        await who.click(shown, label="▶")
    raise AssertionError(f"no page says {words!r}")


@pytest.mark.on_both
async def test_the_thread(world: World) -> None:
    bram = await world.member("bram")
    panel = seen(await bram.slash(world.channel, "settings", zone="Europe/Amsterdam"))
    await bram.click(panel, label="kg")
    await wednesdays_deadlifts_are_logged(world, bram)
    flare = await his_back_spasms_on_the_bench(world, bram)
    await the_others_vote_on_both_sides_of_the_stretching_argument(world)
    await somebody_adds_a_tip(world)
    await world.restart()
    await he_looks_at_the_tips_and_backs_down(world, bram, flare)
    await he_is_asked_the_next_morning(world, bram)
    await world.restart()
    await he_is_reminded_and_asked_before_wednesdays_session(world, bram)
    await he_pulls_his_fallback_and_closes(world, bram)
    the_database_holds_what_happened_and_nothing_else(world, bram)


async def wednesdays_deadlifts_are_logged(world: World, bram: simcord.MemberActor) -> None:
    assert world.clock.now == WEDNESDAY
    await bram.slash(world.channel, "log", entry="deadlift 142.5 x5", when="2026-02-25")
    result = await bram.slash(world.channel, "log", entry="deadlift 92,5x5, 110x5, 130x5, 145x5")
    assert not result.ephemeral
    said = text_of(seen(result))
    assert "145 kg" in said
    assert "142.5 kg" in said, "what it beat is told"
    await bram.slash(world.channel, "log", entry="bench 45x5, 57.5x5, 67.5x5, 80x5, 90x3")


async def his_back_spasms_on_the_bench(world: World, bram: simcord.MemberActor) -> Any:
    """Log the flare-up, pass the screen, and return the message that goes on from there."""
    result = await bram.slash(world.channel, "flare log", area="lower_back", lift="deadlift", pain=4)
    assert result.ephemeral
    assert "I agree" in str(seen(result).components)
    assert world.rows("SELECT * FROM flares") == [], "nothing is kept before he agrees"
    shown = seen(result)
    await bram.click(shown, label="I agree")
    for _ in range(3):
        assert "Tips" not in text_of(shown), "no tip before the questions"
        await bram.click(shown, label="None of these")
    assert "Relative rest" in text_of(shown)
    return shown


async def the_others_vote_on_both_sides_of_the_stretching_argument(world: World) -> None:
    for number, name in enumerate(("cleo", "dirk", "emma", "finn")):
        who = await world.member(name)
        shown = seen(await who.slash(world.channel, "tip browse", area="lower_back"))
        page = await find_page(who, shown, "do not stretch")
        assert "static" in text_of(page).casefold(), "both sides stand together"
        side = "1 · Helps" if number % 2 else "2 · Helps"
        await who.click(page, label=side)
    assert len(world.rows("SELECT * FROM tip_votes")) == 4


async def somebody_adds_a_tip(world: World) -> None:
    emma = await world.member("emma")
    form = await emma.slash(world.channel, "tip suggest")
    values = {"text": SUGGESTION, "area": ["lower_back"], "kind": ["exercise"], "when": ["after"], "name": "shown"}
    said = text_of(seen(await emma.submit_modal(form, values)))
    assert "Your tip is posted" in said
    assert [row["state"] for row in world.rows("SELECT state FROM tips")] == ["published"]


async def he_looks_at_the_tips_and_backs_down(world: World, bram: simcord.MemberActor, flare: Any) -> None:
    browsed = seen(await bram.slash(world.channel, "tip browse", area="lower_back"))
    await find_page(bram, browsed, "pull-throughs")
    await bram.click(browsed, label="Helps")
    await bram.click(flare, label="No painkillers")
    form = await bram.click(flare, label="Back down")
    await bram.submit_modal(form, {"day": [NEXT_WEDNESDAY], "weight": "130"})
    said = text_of(flare)
    assert "145 kg" in said
    assert "130 kg" in said
    assert re.search(r"\b5 weeks\b", said), "the cut is spoken in weeks"
    await bram.click(flare, label="Yes, ask me by DM")
    reminder = await bram.slash(world.channel, "remind me", what="banded good mornings", when="wed 17:00")
    assert f"<t:{int(datetime(2026, 3, 11, 16, tzinfo=UTC).timestamp())}:F>" in text_of(seen(reminder))


async def he_is_asked_the_next_morning(world: World, bram: simcord.MemberActor) -> None:
    world.clock.set(datetime(2026, 3, 5, 7, 0, tzinfo=UTC))
    await world.run_due()
    await tell_in_dm(bram, pain="2", besides="none", tried="11")
    assert "Noted, thank you." in text_of(letters(bram)[-1])


async def he_is_reminded_and_asked_before_wednesdays_session(world: World, bram: simcord.MemberActor) -> None:
    world.clock.set(datetime(2026, 3, 11, 7, 0, tzinfo=UTC))
    await world.run_due()
    question = text_of(letters(bram)[-1])

    assert "130 kg" in question, "his own fallback is in it"
    await tell_in_dm(bram, besides="none", pain="1", ability="7")
    await press_in_dm(bram, "Back down to 130 kg")
    world.clock.set(datetime(2026, 3, 11, 16, 0, tzinfo=UTC))
    await world.run_due()
    assert "banded good mornings" in text_of(letters(bram)[-1])
    await press_in_dm(bram, "Done")


async def he_pulls_his_fallback_and_closes(world: World, bram: simcord.MemberActor) -> None:
    world.clock.set(datetime(2026, 3, 11, 19, 0, tzinfo=UTC))
    said = text_of(seen(await bram.slash(world.channel, "log", entry="deadlift 130x5")))
    assert "130 kg" in said
    status = seen(await bram.slash(world.channel, "flare status"))
    await bram.click(status, label="Close")
    history = text_of(seen(await bram.slash(world.channel, "history", lift="deadlift")))
    assert history.index("130 kg") < history.index("145 kg") < history.index("142.5 kg")


def the_database_holds_what_happened_and_nothing_else(world: World, bram: simcord.MemberActor) -> None:
    states = world.rows(
        "SELECT kind, step, state FROM deliveries WHERE member_id = ? AND step NOT LIKE '%:%' ORDER BY due_at", bram.id
    )
    assert [(row["kind"], row["step"], row["state"]) for row in states] == [
        ("checkin", "morning", "delivered"),
        ("checkin", "before_session", "delivered"),
        ("checkin", "day_7", "delivered"),
        ("reminder", "", "delivered"),
        ("checkin", "after_session", "cancelled"),
        ("checkin", "not_better", "cancelled"),
    ]
    assert len(world.rows("SELECT * FROM tip_votes")) == 5
    assert b"130 kg" not in world.held()
    in_channel = [text_of(message) for message in world.channel.history()]
    assert not [said for said in in_channel if "back" in said.casefold() and "flare" in said.casefold()]

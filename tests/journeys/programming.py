"""What the journeys of programmes share: a lifter, a programme that runs, and what is seen and stored of it."""

import json
from datetime import UTC, datetime
from typing import Any

import simcord

from tests.journeys.world import World, seen, text_of

MAXES = "squat 132.5x4, bench 97.5x5, row 80x6, press 50x6, deadlift 170x3"
NONSENSE = ["x" * 200, "💪💪", "\u202eabc", "@everyone **x**", "-5", "<@123>", "1e9"]
MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)


async def lifter(
    world: World, name: str = "anna", unit: str | None = "kg", *, public: bool = True
) -> simcord.MemberActor:
    """Return a member in Berlin who speaks American English; with no unit, one who never chose one."""
    who = await world.member(name)
    if unit is not None:
        await world.house.members.choose_unit(who.id, unit)
    await world.house.members.choose_zone(who.id, "Europe/Berlin")
    await world.house.members.share_log(who.id, public=public)
    return who


async def program(world: World, who: simcord.MemberActor, command: str, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, f"program {command}", **options)
    assert result.acknowledged
    return result


async def start(
    world: World, who: simcord.MemberActor, name: str = "madcow", maxes: str = MAXES, **options: Any
) -> Any:
    """Start a programme on a Monday and return its first session."""
    world.clock.set(MONDAY)
    shown = await program(world, who, "start", name=name, maxes=maxes, **options)
    return seen(await who.click(seen(shown), label="Start"))


async def train(world: World, who: simcord.MemberActor, sessions: int = 1) -> simcord.InteractionResult:
    """Do sessions as written, two days apart, and return the answer to the last."""
    for _ in range(sessions):
        shown = await program(world, who, "today")
        result: simcord.InteractionResult = await who.click(seen(shown), label="Done as written")
        world.clock.move(days=2)
    return result


def custom_ids(message: simcord.ResponseMessage) -> dict[str, str]:
    """Return the custom ids of a message's buttons by their labels."""
    buttons = [child for action_row in message.components for child in action_row["components"]]
    return {str(child["label"]): str(child["custom_id"]) for child in buttons}


def filled(form: simcord.InteractionResult) -> dict[str, str]:
    """Return what the fields of a form are filled in with."""
    assert form.modal is not None
    fields = [label["component"] for label in form.modal["components"]]
    return {field["custom_id"]: field.get("value", "") for field in fields}


def shown(result: simcord.InteractionResult) -> str:
    return text_of(seen(result))


def running(world: World) -> dict[str, Any]:
    (row,) = world.rows("SELECT * FROM programmes WHERE ended_at IS NULL")
    return {**row, "state": json.loads(row["state"])}


def standing(world: World, line: str) -> dict[str, Any]:
    found: dict[str, Any] = running(world)["state"]["lines"][line]
    return found


def logged(world: World) -> list[str]:
    """Return what stands in the log: `back_squat 60×5 75×5`."""
    rows = world.rows(
        "SELECT e.id, e.exercise_id, s.amount, s.unit, s.count FROM entries e JOIN sets s ON s.member_id = e.member_id "
        "AND s.entry_id = e.id WHERE e.undone_at IS NULL ORDER BY e.id, s.position"
    )
    entries: dict[int, list[str]] = {}
    for row in rows:
        entries.setdefault(row["id"], [row["exercise_id"]]).append(f"{row['amount']}×{row['count']}")
    return [" ".join(parts) for parts in entries.values()]


# --- Starting -------------------------------------------------------------------------------------------------------

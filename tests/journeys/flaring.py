"""What the journeys of flare-ups share: short ways to log one, to answer, and to look at what is owed."""

import copy
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from simcord.actors import _component_interaction

from tests.journeys.world import World, seen, text_of

NONE, SOME = "None of these", "One of these, or not sure"
CHECKED = "I have been checked by a professional"

Shown = simcord.ResponseMessage | discord.Message


def buttons(message: Any) -> dict[str, str]:
    """Return the custom ids of what can be pressed, by label or placeholder."""
    found = {}
    for row in message.components:
        for item in row["components"] if isinstance(row, dict) else [child.to_dict() for child in row.children]:
            found[item.get("label") or item.get("placeholder")] = item["custom_id"]
    return found


class Stale:
    """A message as it stood at one moment, to press a button that another press has replaced since."""

    def __init__(self, world: World, message: Any) -> None:
        self._stored = copy.deepcopy(world.env.backend.get_message(channel_of(message), message.id))
        self._buttons = buttons(message)

    async def click(self, who: Any, label: str) -> simcord.InteractionResult:
        data = {"custom_id": self._buttons[label], "component_type": 2}
        pressed: simcord.InteractionResult = await _component_interaction(who, self._stored, data)
        return pressed


def channel_of(message: Any) -> int:
    return message.channel.id if isinstance(message, discord.Message) else message.channel_id


def letters(who: simcord.MemberActor) -> list[discord.Message]:
    """Return the bot's direct messages to a member, oldest first."""
    return sorted(who.user.dm_channel.history(), key=lambda message: message.id)


async def in_dm(who: simcord.MemberActor, label: str) -> simcord.InteractionResult:
    """Press a button of the member's newest direct message."""
    clicked: simcord.InteractionResult = await who.user.click(letters(who)[-1], label=label)
    return clicked


async def tell(who: Any, message: Any, **answers: str | list[str]) -> simcord.InteractionResult:
    """Answer questions of a reading: `tell(anna, card, pain="2", besides=["killers", "woke"])`; returns the last."""
    for what, values in answers.items():
        menu = next(one for one in buttons(message).values() if one.startswith(f"flare:tell:{what}:"))
        told = await who.select(message, values=[values] if isinstance(values, str) else values, custom_id=menu)
    result: simcord.InteractionResult = told
    return result


async def tell_in_dm(who: simcord.MemberActor, **answers: str | list[str]) -> simcord.InteractionResult:
    """Answer questions in the member's newest direct message."""
    return await tell(who.user, letters(who)[-1], **answers)


def questions(message: Any) -> list[str]:
    """Return what a reading asks, in order."""
    menus = [one.split(":") for one in buttons(message).values() if one.startswith("flare:tell:")]
    return [what for _, _, what, *_ in menus]


async def anna_in_berlin(world: World, *, agreed: bool = True) -> simcord.MemberActor:
    anna = await world.member("anna")
    await world.house.members.choose_zone(anna.id, "Europe/Berlin")
    if agreed:
        await world.house.care.intake.agree(anna.id)
    return anna


async def log(world: World, who: simcord.MemberActor, *, pain: int = 4, area: str = "lower_back", **more: Any) -> Shown:
    """Send `/flare log` and return what is shown."""
    result = await who.slash(world.channel, "flare log", area=area, pain=pain, **more)
    assert result.ephemeral
    return seen(result)


async def passed(world: World, who: simcord.MemberActor, **options: Any) -> Shown:
    """Log a flare-up and pass the screen."""
    shown = await log(world, who, **options)
    for _ in range(3):
        await who.click(shown, label=NONE)
    return shown


async def planned(
    world: World, who: simcord.MemberActor, *, day: str = "2026-03-11", weight: str = "130 kg", **options: Any
) -> Shown:
    """Log a flare-up, pass the screen, and back down with a fallback."""
    shown = await passed(world, who, **options)
    await who.click(shown, label="No painkillers")
    form = await who.click(shown, label="Back down")
    await who.submit_modal(form, {"day": [day], "weight": weight})
    return shown


async def asked(world: World, who: simcord.MemberActor, **options: Any) -> Shown:
    """Log, plan, and take the offer of check-ins."""
    shown = await planned(world, who, **options)
    await who.click(shown, label="Yes, ask me by DM")
    return shown


def flares(world: World) -> list[dict[str, Any]]:
    return world.rows("SELECT * FROM flares")


def owed(world: World) -> list[datetime]:
    rows = world.rows("SELECT due_at FROM deliveries WHERE kind = 'checkin' AND try_at IS NOT NULL ORDER BY due_at")
    return [datetime.fromtimestamp(row["due_at"] / 1_000_000, UTC) for row in rows]


async def before_session(world: World, who: simcord.MemberActor) -> None:
    """Let time pass to the check-in before the session."""
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    world.clock.set(datetime(2026, 3, 11, 7, tzinfo=UTC))
    await world.run_due()
    assert "Before today's session" in text_of(letters(who)[-1])

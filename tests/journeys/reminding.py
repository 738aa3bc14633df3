"""What members do with reminders, and what of them can be seen, for the journeys of reminders."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import discord
import simcord

from tests.journeys.world import World


async def at_home(world: World, name: str = "anna") -> simcord.MemberActor:
    """Return a member who has said that they live in Berlin; it is Wednesday, 19:30 there."""
    member = await world.member(name)
    await world.house.members.choose_zone(member.id, "Europe/Berlin")
    return member


async def remind(
    world: World, who: simcord.MemberActor, what: str = "stretch hips", when: str = "in 2 hours"
) -> simcord.InteractionResult:
    return await who.slash(world.channel, "remind me", what=what, when=when)


def labels(message: Any) -> list[str]:
    """Return the labels and placeholders of what can be pressed."""
    return [
        component.get("label") or component.get("placeholder")
        for row in message.components
        for component in row["components"]
        if not component.get("disabled")
    ]


def letters(who: simcord.MemberActor) -> list[discord.Message]:
    """Return the bot's direct messages to a member, oldest first."""
    return sorted(who.user.dm_channel.history(), key=lambda message: message.id)


def close_door(world: World, who: simcord.MemberActor) -> None:
    """Refuse the next direct message to a member."""
    world.env.inject_error("POST", f"/channels/{who.user.dm_channel.id}/messages", status=403, code=50007)


def keep_buttons(world: World, message: Any) -> Callable[[], None]:
    """Return what shows a message's buttons again: a slow client may press them a second time."""
    stored = world.env.backend.get_message(
        message.channel_id if hasattr(message, "channel_id") else message.channel.id, message.id
    )
    before = deepcopy(stored.components)

    def show_again() -> None:
        stored.components = deepcopy(before)

    return show_again


def open_rows(world: World) -> list[dict[str, Any]]:
    return world.rows("SELECT * FROM deliveries WHERE try_at IS NOT NULL")


async def delivered(world: World, who: simcord.MemberActor, **when: float) -> discord.Message:
    """Let time pass, turn the courier, and return the message that came."""
    world.clock.move(**when)
    assert await world.run_due() == 1
    return letters(who)[-1]


def custom_ids_of(message: simcord.ResponseMessage) -> dict[str, str]:
    return {
        component.get("label") or component.get("placeholder"): component["custom_id"]
        for row in message.components
        for component in row["components"]
    }


def next_due(world: World) -> datetime:
    (row,) = world.rows("SELECT MIN(due_at) AS at FROM deliveries WHERE try_at IS NOT NULL")
    return datetime.fromtimestamp(row["at"] / 1_000_000, UTC)


def shown_ids(message: Any) -> list[str]:
    """Return the ids of the reminders that a page offers to delete."""
    menus = (
        part for line in message.components for part in line["components"] if part.get("placeholder") == "Delete …"
    )
    return [option["value"] for menu in menus for option in menu["options"]]

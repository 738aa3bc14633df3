"""Sends forged interactions, many at a time, and notes which of them were not answered and how long the rest took."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from simcord.enums import InteractionType

from cogs.ui.shapes import well_shaped
from tests.wire import Missing, WireDiscord
from tests.wire.acts import command_data
from tests.wire.forging.forger import Forged, Forger
from tests.wire.forging.stage import Stage

AT_ONCE = 24
_REPLAYED = 40
"""One of so many is sent a second time as it was, with its id and token."""


@dataclass
class Assault:
    """What came of it."""

    sent: int = 0
    waits: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


async def assault(wire: WireDiscord, forger: Forger, count: int) -> Assault:
    """Send so many, and wait for the answers that are owed."""
    done = Assault()
    turns = iter(range(count))
    recent: deque[dict[str, Any]] = deque(maxlen=_REPLAYED)

    async def go_on() -> None:
        for turn in turns:
            await _send(wire, forger, forger.draw(), done, recent)
            if turn % _REPLAYED == 0:
                wire.world.emit("INTERACTION_CREATE", recent[0])
            done.sent += 1

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return done


async def _send(
    wire: WireDiscord, forger: Forger, forged: Forged, done: Assault, recent: deque[dict[str, Any]]
) -> None:
    record, payload = wire.interaction(forged.person, forged.place, forged.kind, {})
    payload["data"] = forged.data
    if forged.message is not None:
        payload["message"] = forged.message
    recent.append(payload)
    if not forged.owed or not well_shaped(payload):
        wire.world.emit("INTERACTION_CREATE", payload)
        await asyncio.sleep(0)
        return
    try:
        answer = await wire.deliver(forged.person, record, payload)
    except Missing:
        done.unanswered.append(f"{forged.kind!r} {forged.data} on {bool(forged.message)}")
    else:
        done.waits.append(answer.seconds)
        forger.learn(answer.callback)


async def honest(wire: WireDiscord, stage: Stage, count: int) -> list[float]:
    """Let forgers use the bot as members do, as many at a time, and return how long the answers took."""
    place = stage.iron.channel
    members = [person for name, person in stage.people.items() if name.startswith("eve")]
    acts = [
        ("log", {"entry": "squat 100 5x5"}),
        ("history", {}),
        ("remind list", {}),
        ("tip browse", {}),
        ("calc plates", {"weight": "100 kg"}),
    ]
    prepared = [command_data(wire.world, members[0], place, name, options) for name, options in acts]
    waits: list[float] = []
    turns = iter(range(count))

    async def go_on() -> None:
        for turn in turns:
            data, member = prepared[turn % len(prepared)], members[turn % len(members)]
            waits.append((await wire.interact(member, place, InteractionType.APPLICATION_COMMAND, data)).seconds)

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return waits

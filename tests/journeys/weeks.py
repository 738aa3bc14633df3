"""What the journeys of weeks and holidays share: short ways to switch check-ins on, and to tell of a week."""

from datetime import UTC, datetime
from typing import Any

import simcord

from tests.journeys.flaring import Shown, buttons, in_dm
from tests.journeys.world import World, seen, text_of

FIRST = datetime(2026, 3, 8, 17, tzinfo=UTC)
"""Sunday, six in the evening in Berlin."""
TOLD = {"sleep": ["4"], "energy": ["3"], "soreness": ["2"], "weight": "82,5 kg", "line": "Deadlifts felt heavy."}


async def weekly(world: World, who: simcord.MemberActor, *, day: int = 6, time: str = "18:00") -> Shown:
    """Use `/checkin weekly` and agree, where that is asked."""
    result = await who.slash(world.channel, "checkin weekly", day=day, time=time)
    assert result.ephemeral
    shown = seen(result)
    if "I agree" in buttons(shown):
        await who.click(shown, label="I agree")
    return shown


async def told(world: World, who: simcord.MemberActor, at: datetime, **typed: Any) -> None:
    """Let a check-in come and answer it."""
    world.clock.set(at)
    await world.run_due()
    form = await in_dm(who, "Tell me")
    await who.user.submit_modal(form, TOLD | typed)


async def history(world: World, who: simcord.MemberActor) -> str:
    return text_of(seen(await who.slash(world.channel, "checkin history")))

"""Who is there: a process that serves shards says so in `leases`, and whoever must have all to himself says so too.

Each looks for what the other writes in the unit in which it writes its own, so of two that come at once one gives way.
Both say it again and again, for a lease runs out: who was killed is gone half a minute later. SQLite needs none of this
(see lock.py).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.database.leases import Leases, Running
from bot.errors import OperatorError

log = logging.getLogger("spotter.database")

LASTING = timedelta(seconds=30)
"""How long a lease lasts that is not taken anew: so long somebody counts as there who is not."""
RENEW_SECONDS = 10.0
EVERYTHING = "everything"
"""The lease of who copies, reseals or restores."""
SHARD = "shard "
"""With the shard's number behind it, the lease of who serves it."""
_LOOK_SECONDS = 1.0
_LEAVE_SECONDS = 2.0


@asynccontextmanager
async def serving(leases: Leases, shards: Iterable[int], stop: asyncio.Event) -> AsyncIterator[None]:
    """Have shards to oneself until the block ends; `stop` is set as soon as they are lost.

    Who was killed has them for LASTING more: for so long this waits, or until `stop` is set. Raises OperatorError when
    somebody else has one of them, or the whole database; and at the end, when they were lost meanwhile.
    """
    names = [f"{SHARD}{shard}" for shard in shards]
    await _come(leases, names, stop)
    over = asyncio.Event()
    staying = asyncio.create_task(_stay(leases, names, stop, over), name="presence")
    try:
        yield
    finally:
        over.set()
        lost = await _leave(leases, names, staying)
    if lost is not None:
        raise OperatorError(
            f"{_what(lost)} was taken while this process was suspended or cut off from the database, so it has ended."
        )


async def _come(leases: Leases, names: list[str], stop: asyncio.Event) -> None:
    first = None
    while (held := await leases.take_all(names, LASTING, unless=EVERYTHING)) is not None:
        if first is None:
            first = held
            log.info("somebody is there; waiting whether they have gone", extra={"lease": held.name})
        if held.until > first.until:  # he takes it anew, so he lives
            raise OperatorError(_refusal(held))
        if await _set_within(stop, _LOOK_SECONDS):
            return


async def _stay(leases: Leases, names: list[str], stop: asyncio.Event, over: asyncio.Event) -> Running | None:
    """Take the leases again and again until it is over; return what is in the way as soon as something is."""
    while not await _set_within(over, RENEW_SECONDS):
        try:
            lost = await leases.take_all(names, LASTING, unless=EVERYTHING)
        except Exception as error:  # noqa: BLE001 - a database that is away ends no process
            log.warning("leases are not renewed, tried again soon", extra={"because": type(error).__name__})
            continue
        if lost is not None:
            stop.set()
            return lost
    return None


async def _leave(leases: Leases, names: list[str], staying: asyncio.Task[Running | None]) -> Running | None:
    """Give the leases back, if the database answers soon, and return what was in the way of keeping them."""
    try:
        async with asyncio.timeout(_LEAVE_SECONDS):
            lost = await staying
            await leases.give_back(*names)
    except Exception as error:  # noqa: BLE001 - whatever it is, they end by themselves
        log.warning("leases are not given back, but run out", extra={"because": type(error).__name__})
        return None
    return lost


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait so long for an event at the most, and return whether it is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


def _refusal(held: Running) -> str:
    if held.name == EVERYTHING:
        return "The database is being copied, resealed or restored. Start again once that is done."
    return (
        f"{_what(held)} is served by another process, or by this one's predecessor, which has not ended. Each shard "
        "has one process: see SHARD_IDS."
    )


def _what(held: Running) -> str:
    return "The database" if held.name == EVERYTHING else held.name.capitalize()

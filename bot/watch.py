"""The bot's end of `/healthz` and `/metrics`: what they read of the client and its house."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.app import ManyShards, Spotter
from bot.operations.health import DATABASE_WITHIN, Ping, Vitals
from bot.operations.metrics import Deliveries, Metrics, Readings
from bot.operations.requests import tracing
from bot.operations.web import serving, watch_loop
from bot.settings import Settings

log = logging.getLogger("spotter")

__all__ = ["Metrics", "served", "tracing"]


@asynccontextmanager
async def served(spotter: Spotter, metrics: Metrics, address: tuple[str, int]) -> AsyncIterator[None]:
    """Serve the bot's health and figures until the block ends.

    Raises OperatorError when the address can't be listened on.
    """

    async def figures() -> bytes:
        return metrics.text(await readings(spotter))

    async with serving(address, vitals(spotter).examine, figures) as port:
        log.info("serving health and figures", extra={"host": address[0], "port": port})
        lag = asyncio.create_task(watch_loop(metrics), name="loop-lag")
        try:
            yield
        finally:
            lag.cancel()


def vitals(spotter: Spotter) -> Vitals:
    """Return what asks the bot's parts how they are."""
    ping = Ping(spotter.house.database, spotter.house.clock)
    return Vitals(spotter.link, ping, lambda: spotter.courier.looked_at)


async def readings(spotter: Spotter) -> Readings:
    """Return what is so of the bot now."""
    return Readings(
        gateway_connected=spotter.link.connected,
        gateway_latency=_latencies(spotter),
        servers=len(spotter.guilds),
        tasks=len(asyncio.all_tasks()),
        deliveries=await _deliveries(spotter),
        last_backup=spotter.house.backups.made_at,
        disk_free=await asyncio.to_thread(disk_free, spotter.house.settings),
    )


async def _deliveries(spotter: Spotter) -> Deliveries | None:
    """Return what is owed; None when the database does not say so in time: all other figures are told then too."""
    now = spotter.house.clock()
    try:
        async with asyncio.timeout(DATABASE_WITHIN):
            queue = await spotter.courier.health()
    except Exception:
        log.warning("the figures of deliveries can't be read", exc_info=True)
        return None
    oldest = max(now - queue.oldest, timedelta(0)) if queue.oldest else timedelta(0)
    return Deliveries(queue.ahead, queue.waiting, oldest)


def disk_free(settings: Settings) -> dict[str, int]:
    """Return how many bytes are free where the database and its backups are; nothing of a disk that does not say."""
    path = settings.database_path
    found = {}
    for of, folder in (("database", path.parent if path else None), ("backups", settings.backup_folder)):
        with suppress(OSError):
            if folder is not None:
                found[of] = shutil.disk_usage(folder).free
    return found


def _latencies(spotter: Spotter) -> dict[int, float]:
    if isinstance(spotter, ManyShards):
        return dict(spotter.latencies)
    return {spotter.served.ids[0]: spotter.latency}

"""The bot's process: opens what it needs, runs until it is told to stop, and closes in order."""

import asyncio
import contextlib
import gc
import importlib.metadata
import logging
import random
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import discord

from bot.app import Spotter, spotter_for, under_way
from bot.database import backup, open_database, sqlite_backup
from bot.database.lock import alone
from bot.database.presence import serving
from bot.errors import OperatorError
from bot.flares.archive import Resealed
from bot.house import House, build_house
from bot.instants import system_clock
from bot.logs import log_the_uncaught, log_when_it_fails
from bot.observer import Observer
from bot.operations.copies import keep_clear
from bot.operations.housekeeping import Chore, Housekeeping
from bot.settings import Settings
from bot.shards import shards_of

log = logging.getLogger("spotter")

WRONG_KEY = (
    "SPOTTER_SECRET_KEY, or the key file beside the database, does not open the flare-ups that are stored. Put the old "
    "key back, behind the new one and a comma. Until then their members are told; everything else works."
)
GRACE_SECONDS = 8.0
"""How long what is under way may take after a stop. The whole stop stays within 10 s, unless PostgreSQL is away.

Then what has to do with it waits for limits of its own, one after the other: up to 23 s. Whoever ends the process
before that loses nothing, but its shards count as served until their leases have run out.
"""
_REFUSED = (
    "Discord refuses DISCORD_TOKEN. Copy it again from https://discord.com/developers/applications "
    "(your application, Bot, Reset Token)."
)
_FEW_SHARDS = (
    "Discord wants more shards of this bot: set SHARD_COUNT, one for each 1,000 servers or so. It may not have changed "
    "in one process alone; see docs/scaling.md."
)
_CLOSED = {4004: _REFUSED, 4010: _FEW_SHARDS, 4011: _FEW_SHARDS}
"""What the gateway's own words for an end mean: token replaced while the bot runs, no such shard, too few of them."""
GARBAGE = (10_000, 20, 100)
"""Look for cycles less often than after every 700 objects: of an answer's processor time that takes 7 % less."""


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises OperatorError when it can't start."""
    gc.set_threshold(*GARBAGE)
    # Spotter never speaks, so that the libraries for it are missing is no news.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    log_the_uncaught(loop)
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    async with watched(settings) as spotter:
        await _try_the_key(spotter)
        async with _to_itself(spotter, stop):
            if not stop.is_set():
                await _until_stopped(spotter, settings.discord_token, stop)
    log.info("stopped")


async def reseal(settings: Settings) -> tuple[Resealed, int, datetime | None]:
    """Seal everything anew with the newest key. No bot can run meanwhile.

    Returns what that came to, how many blocked authors the older keys alone may know, and until when they are blocked.
    Raises OperatorError when a bot runs.
    """
    async with opened(settings) as spotter:
        with _alone(settings) as confirm:
            resealed = await _reseal(spotter.house)
            blocked, until = await spotter.house.desk.known_by_older_keys()
            confirm()
            return resealed, blocked, until


async def _reseal(house: House) -> Resealed:
    flares = await house.care.archive.reseal()
    done, lost = await house.database.write(house.weekly.reseal)
    tips_done, tips_lost = await house.database.write(house.library.reseal)
    return Resealed(flares.done + done + tips_done, flares.lost + lost + tips_lost)


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[Callable[[], None]]:
    """Keep every bot away from a PostgreSQL database (from a SQLite file it is), and give what confirms that."""
    if settings.database_path is not None:
        yield lambda: None
        return
    from bot.database.postgres_alone import alone_on  # its library is loaded where it is used

    with alone_on(settings.database_url, system_clock) as alone:
        yield alone.confirm


async def migrate(settings: Settings) -> None:
    """Make or migrate the database and close it again."""
    async with _kept_apart(settings):
        database = await open_database(settings.database_url)
        await database.close()


def back_up(settings: Settings, target: Path) -> None:
    """Back the database up into a file; the bot may run. Raises OperatorError when that can't be done."""
    backup.make(settings.database_url, target)


def restore(settings: Settings, source: Path) -> Path | None:
    """Put a backup in the database's place, and return where that is kept if there was one.

    Raises OperatorError when the bot runs, or the file is no backup that this code can use.
    """
    path = settings.database_path
    with alone(path) if path else contextlib.nullcontext():
        return backup.restore(settings.database_url, source, system_clock, settings.backup_folder)


@contextlib.asynccontextmanager
async def opened(
    settings: Settings, observer: Observer | None = None, http_trace: aiohttp.TraceConfig | None = None
) -> AsyncIterator[Spotter]:
    """Give a wired bot over an open database, and close the database after it. A SQLite file has no other process."""
    async with _kept_apart(settings):
        database = await open_database(settings.database_url, observer)
        try:
            shards = shards_of(settings, socket.gethostname())
            chance = random.SystemRandom()
            house = build_house(settings, database, system_clock, chance, observer=observer, shards=shards)
            spotter = spotter_for(shards, house, http_trace)
            try:
                yield spotter
            finally:
                await spotter.house.charts.close()
        finally:
            await database.close()


@contextlib.asynccontextmanager
async def _kept_apart(settings: Settings) -> AsyncIterator[None]:
    """Keep other processes away from a SQLite file; migrate either, what is about to be changed backed up first.

    PostgreSQL is backed up only where backups are kept: its programs may not be on this machine.
    """
    path, folder = settings.database_path, settings.backup_folder
    if path is not None:
        with alone(path):
            before = partial(sqlite_backup.before_migrating, path, folder or path.parent, system_clock())
            _tell_of(await asyncio.to_thread(before))
            yield
        return
    from bot.database import postgres, postgres_backup  # their library is loaded where it is used

    def dump(version: int) -> None:
        if folder is not None:
            _tell_of(postgres_backup.before_migrating(settings.database_url, version, folder, system_clock()))

    await asyncio.to_thread(postgres.prepare, settings.database_url, dump)
    yield


def _tell_of(copy: Path | None) -> None:
    if copy is not None:
        log.info("backed up before migrating", extra={"backup": str(copy)})


@contextlib.asynccontextmanager
async def watched(settings: Settings) -> AsyncIterator[Spotter]:
    """Give a wired bot, whose health and figures are served where METRICS_ADDRESS says, if it does."""
    if settings.metrics_listen is None:
        async with opened(settings) as spotter:
            yield spotter
        return
    from bot import watch  # with Prometheus' library: 0.1 s and 2 MiB that only who wants figures pays

    metrics = watch.Metrics()
    async with (
        opened(settings, metrics, watch.tracing(metrics)) as spotter,
        watch.served(spotter, metrics, settings.metrics_listen),
    ):
        yield spotter


def _to_itself(spotter: Spotter, stop: asyncio.Event) -> contextlib.AbstractAsyncContextManager[None]:
    """Have the shards to this process alone. A SQLite file has one process anyway."""
    if spotter.house.settings.database_path is not None:
        return contextlib.nullcontext()
    return serving(spotter.house.leases, spotter.served.ids, stop)


async def _try_the_key(spotter: Spotter) -> None:
    """Say so where the key is not the one that health fields were sealed with; everything else goes on working."""
    if not await spotter.house.care.archive.opens():
        log.error("wrong key", extra={"do": WRONG_KEY})


async def _until_stopped(spotter: Spotter, token: str, stop: asyncio.Event) -> None:
    connected = asyncio.create_task(_connect(spotter, token), name="gateway")
    stopped = asyncio.create_task(stop.wait(), name="stop-signal")
    errands = [
        asyncio.create_task(_deliver(spotter), name="courier"),
        asyncio.create_task(_post(spotter), name="board"),
        asyncio.create_task(_housekeeping(spotter).run(), name="housekeeping"),
        asyncio.create_task(spotter.house.backups.run(), name="backups"),
        asyncio.create_task(_clear_out_copies(spotter.house.settings), name="copies"),
        asyncio.create_task(_follow_zone_rules(spotter), name="zone-rules"),
    ]
    for errand in errands:
        log_when_it_fails(errand)
    try:
        await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            log.info("stopping")
            spotter.stopping = True
            await asyncio.wait([_finish(spotter)], timeout=GRACE_SECONDS)
    finally:
        for task in (stopped, *errands):
            task.cancel()
        await spotter.close()
    if stop.is_set():
        # Closed under its feet, a connection half made fails in ways that concern nobody any more.
        connected.cancel()
        await asyncio.gather(connected, return_exceptions=True)
    else:
        await connected


def _finish(spotter: Spotter) -> asyncio.Future[Any]:
    """Have what is being answered and what is being delivered come to its end."""
    return asyncio.gather(under_way(within=GRACE_SECONDS), spotter.courier.close(), spotter.poster.close())


async def _deliver(spotter: Spotter) -> None:
    """Deliver what is due once requests can be made; a gateway that is down keeps nothing back."""
    await spotter.logged_in.wait()
    await spotter.courier.run()


async def _follow_zone_rules(spotter: Spotter) -> None:
    """Have reminders follow a new release of tzdata."""
    release = importlib.metadata.version("tzdata")
    try:
        moved = await spotter.house.zone_rules.follow(release)
    except Exception:
        log.exception("following the rules of time zones failed")
    else:
        if moved:
            log.info("time zones have new rules", extra={"release": release, "reminders_moved": moved})


async def _post(spotter: Spotter) -> None:
    """Keep servers' channels up to date, once there is a connection to post through."""
    await spotter.wait_until_ready()
    await spotter.poster.run()


def _housekeeping(spotter: Spotter) -> Housekeeping:
    """Return what has everything deleted that is past its time, and the next digests arranged."""
    house = spotter.house
    kept_for = timedelta(days=house.settings.delivery_retention_days)
    daily: dict[str, Chore] = {
        "past_retention": house.care.archive.clear_out,
        "files": house.importing.clear_out,
        "tips": house.library.clear_out,
        "asks": house.asks.clear_out,
        "blocks": house.desk.clear_out,
        "deliveries": partial(spotter.courier.clear_out, kept_for),
        "digests": house.digest.arrange_all,
    }
    return Housekeeping(house.leases, daily, {"drafts": house.drafts.clear_out})


async def _clear_out_copies(settings: Settings) -> None:
    """Delete old copies of the database where this process keeps them: of its folders no other one knows."""
    path = settings.database_path
    folders = [folder for folder in (settings.backup_folder, path.parent if path else None) if folder]
    await keep_clear(folders, path.stem if path else "spotter", system_clock)


async def _connect(spotter: Spotter, token: str) -> None:
    address = spotter.house.settings.discord_api_url
    try:
        async with spotter:
            await spotter.start(token)
    except discord.LoginFailure:
        raise OperatorError(_REFUSED) from None
    except discord.ConnectionClosed as error:
        said = _CLOSED.get(error.code, f"Discord closed the connection for good (code {error.code}).")
        raise OperatorError(said) from None
    except aiohttp.ClientConnectorError as error:
        raise OperatorError(f"Discord can't be reached at {address} ({error.strerror}).") from None
    except (aiohttp.ClientError, TimeoutError) as error:
        raise OperatorError(f"Discord can't be reached at {address} ({type(error).__name__}).") from None
    except discord.GatewayNotFound:
        raise OperatorError(f"{address} names no gateway; check DISCORD_API_URL.") from None
    except discord.HTTPException as error:
        raise OperatorError(
            f"{address} answered {error.status} (code {error.code}) to what the bot needs to start; "
            "check DISCORD_API_URL, or try again later."
        ) from None

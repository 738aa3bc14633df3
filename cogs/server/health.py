"""`/spotter health`: how the bot is, for whoever keeps a server; no names, no texts."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import discord

from bot import __version__
from bot.delivery.store import Queue
from cogs.ui.answer import answer
from cogs.ui.card import ASK, GOOD, card
from cogs.ui.text import stamp

if TYPE_CHECKING:
    from bot.app import Spotter

_LONGEST_LATENCY = 1.0
_LATE = timedelta(minutes=1)
_BACKUP_LATE = timedelta(hours=30)
_LATELY = timedelta(days=1)
_TOLD = 8
_ABOUT_HEALTH = {"flare", "safety", "checkin", "weekly", "holiday", "bodyweight", "weight"}
"""First words of commands and buttons."""


@dataclass(frozen=True)
class State:
    """How the bot is."""

    now: datetime
    started_at: datetime
    latency: float
    """Seconds; not a number before the first heartbeat."""
    queue: Queue
    faults: Sequence[tuple[str, int]]
    """What failed unexpectedly within a day, and how often."""
    backups: bool
    """Whether any are made."""
    backups_here: bool
    """Whether by this process."""
    last_backup: datetime | None
    backup_failed: bool

    @property
    def needs_a_look(self) -> bool:
        """Whether something is not as it should be."""
        late = self.queue.oldest is not None and self.now - self.queue.oldest > _LATE
        old = self.last_backup is not None and self.now - self.last_backup > _BACKUP_LATE
        slow = not self.latency < _LONGEST_LATENCY
        return late or slow or bool(self.faults) or self.backup_failed or (self.backups and old)


async def show_health(interaction: discord.Interaction[Any]) -> None:
    """Answer with how the bot is."""
    spotter = cast("Spotter", interaction.client)
    house = spotter.house
    now, backups = house.clock(), house.backups
    state = State(
        now=now,
        started_at=spotter.started_at,
        latency=spotter.latency,
        queue=await spotter.courier.health(),
        faults=house.faults.since(now - _LATELY),
        backups=backups.wanted,
        backups_here=backups.here,
        last_backup=backups.made_at,
        backup_failed=backups.failed_at is not None,
    )
    await answer(interaction, embed=health_card(state))


def health_card(state: State) -> discord.Embed:
    """Return version, uptime, latency, the queue, the last backup, and what failed within a day."""
    queue, started_at = state.queue, state.started_at
    unknown = math.isnan(state.latency)
    lines = [
        f"**Version** {__version__}, up since {stamp(started_at)} ({stamp(started_at, 'R')})",
        f"**Gateway** {'no heartbeat yet' if unknown else f'{1000 * state.latency:.0f} ms'}",
        f"**Deliveries** {queue.ahead:,} to come, {queue.due:,} waiting now" + _waiting(queue),
        f"**Backup** {_backup(state)}",
    ]
    undelivered = [(code.replace("_", " "), number) for code, number in queue.failed]
    fields = [
        ("Could not be delivered in the last 24 hours", _counts(undelivered)),
        ("Went wrong on my side in the last 24 hours", _counts(_by_feature(state.faults))),
    ]
    return card("How I am", "\n".join(lines), colour=ASK if state.needs_a_look else GOOD, fields=fields)


def _by_feature(faults: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return faults by the first word of what failed, without naming what is about health: few may be one's own."""
    counted = Counter[str]()
    for name, number in faults:
        feature = name.partition(" ")[0]
        counted["other" if feature in _ABOUT_HEALTH else feature] += number
    return counted.most_common()


def _counts(counted: Sequence[tuple[str, int]]) -> str:
    return "\n".join(f"{number:,} × {name}" for name, number in counted[:_TOLD]) or "Nothing."


def _backup(state: State) -> str:
    if not state.backups_here:
        return f"the part of me with shard 0 makes them, where they are made{_seen_from_here(state)}."
    if not state.backups:
        return "I make none by myself."
    made = f"made {stamp(state.last_backup, 'R')}" if state.last_backup else "none yet"
    return f"{made}; the latest try failed, the log says why." if state.backup_failed else f"{made}."


def _seen_from_here(state: State) -> str:
    if state.backup_failed:
        return "; their folder can't be read from here, the log says why"
    return f"; the newest I see was made {stamp(state.last_backup, 'R')}" if state.last_backup else ""


def _waiting(queue: Queue) -> str:
    if queue.oldest is None:
        return "."
    again = f", {queue.again:,} of them again after a failure" if queue.again else ""
    return f"{again}; the oldest was due {stamp(queue.oldest, 'R')}."

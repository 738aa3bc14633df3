"""`/spotter health`: how the bot is, for whoever keeps a server; no names, no texts."""

import math
from datetime import datetime
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
_LATE = 60
_TOLD = 8


async def show_health(interaction: discord.Interaction[Any]) -> None:
    """Answer with how the bot is."""
    spotter = cast("Spotter", interaction.client)
    queue = await spotter.courier.health()
    await answer(interaction, embed=health_card(queue, spotter.started_at, spotter.house.clock(), spotter.latency))


def health_card(queue: Queue, started_at: datetime, now: datetime, latency: float) -> discord.Embed:
    """Return version, uptime, latency, the queue, and what failed within a day."""
    slow = not latency < _LONGEST_LATENCY  # not a number before the first heartbeat
    lines = [
        f"**Version** {__version__}, up since {stamp(started_at)} ({stamp(started_at, 'R')})",
        f"**Gateway** {'no heartbeat yet' if math.isnan(latency) else f'{1000 * latency:.0f} ms'}",
        f"**Deliveries** {queue.ahead:,} to come, {queue.due:,} waiting now" + _waiting(queue),
    ]
    late = queue.oldest is not None and (now - queue.oldest).total_seconds() > _LATE
    failed = "\n".join(f"{number:,} × {code.replace('_', ' ')}" for code, number in queue.failed[:_TOLD])
    fields = [("Could not be delivered in the last 24 hours", failed or "Nothing.")]
    return card("How I am", "\n".join(lines), colour=ASK if slow or late else GOOD, fields=fields)


def _waiting(queue: Queue) -> str:
    if queue.oldest is None:
        return "."
    again = f", {queue.again:,} of them again after a failure" if queue.again else ""
    return f"{again}; the oldest was due {stamp(queue.oldest, 'R')}."

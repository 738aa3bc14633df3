"""Posts on the board: claimed, composed, posted or edited or taken down, and what became of it recorded.

Like deliveries, a post is a row before it is a message: after a crash or a restart whatever is owed is caught up with.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.board import store
from bot.board.policy import next_try
from bot.board.store import Post
from bot.database import Connection, Database
from bot.delivery.bell import Bell
from bot.delivery.post import Later, Refused
from bot.instants import Clock, to_micros

log = logging.getLogger("spotter.board")

AT_ONCE = 10
"""Most posts under way: a fifth of the requests a second that Discord grants."""
LEASE = timedelta(seconds=60)
WITHIN = timedelta(seconds=40)
"""The longest one attempt may take; shorter than the lease."""
LONGEST_NAP = timedelta(seconds=60)
_AFTER_A_FAULT = timedelta(seconds=5)
GONE = frozenset({"message_gone", "channel_gone", "server_gone"})
"""Reasons after which there is nothing to keep up to date: somebody took it down."""


class Wall(Protocol):
    """Discord's end of the board. Each method raises Refused or Later when it can't."""

    async def put(self, channel_id: int, letter: Any, *, nonce: str) -> int:
        """Post a letter and return the message's id. The same nonce within minutes is posted once."""
        ...

    async def edit(self, channel_id: int, message_id: int, letter: Any) -> None:
        """Have a message show a letter."""
        ...

    async def take_down(self, channel_id: int, message_id: int) -> None:
        """Delete a message."""
        ...


class Line(Protocol):
    """What one kind of post says; one for each kind, wired in `bot/app.py`."""

    async def compose(self, guild_id: int, subject_id: int) -> Any | None:
        """Return the letter as it is to be now, or None when it is to stand there no longer."""
        ...


Forget = Callable[[Connection, int, int], None]
"""Deletes what a feature noted of a post that stands no longer; takes the connection, the server and the subject."""


class Board:
    """What features see of it: they put subjects up and say when one changed, inside their own units of work."""

    def __init__(self, clock: Clock, bell: Bell) -> None:
        self._clock = clock
        self.bell = bell

    def put(
        self,
        connection: Connection,
        guild_id: int,
        kind: str,
        subject_id: int,
        channel_id: int,
        at: datetime | None = None,
    ) -> bool:
        """Have a subject posted into a channel, now or at an instant; False when it is on the board already."""
        now = self._clock()
        return store.put(connection, guild_id, kind, subject_id, channel_id, now, at or now)

    def unput(self, connection: Connection, guild_id: int, kind: str) -> list[int]:
        """Drop what was to be posted of a kind and is not yet; return its subjects."""
        return store.unput(connection, guild_id, kind)

    def touch(self, connection: Connection, guild_id: int, kind: str, subject_id: int) -> None:
        """Have a subject's post show what is so now, soon, if there is one."""
        store.touch(connection, guild_id, kind, subject_id, self._clock())

    def wake(self) -> None:
        """Have it looked at; called after the unit is committed."""
        self.bell.ring()


class Poster:
    """Does what the board owes. `run` is the process's loop; `run_due` is one round of it, turned by hand."""

    def __init__(
        self,
        database: Database,
        wall: Wall,
        lines: Mapping[str, Line],
        clock: Clock,
        bell: Bell,
        forget: Mapping[str, Forget],
    ) -> None:
        """Take, beside what it works with, by kind what posts say and, where something is noted of them, its end."""
        self._forget = forget
        self._database = database
        self._wall = wall
        self._lines = lines
        self._clock = clock
        self._bell = bell
        self._closing = False
        self._round: asyncio.Task[Any] | None = None

    async def run_due(self) -> int:
        """Do what is due now and return how many posts that were."""
        now = self._clock()
        posts = await self._database.write(store.claim, now, now + LEASE, AT_ONCE)
        await asyncio.gather(*(self._do(post) for post in posts))
        return len(posts)

    async def run(self) -> None:
        """Do what is due until closed. Faults are logged and slept over."""
        self._round = asyncio.current_task()
        while not self._closing:
            try:
                nap = timedelta(0) if await self.run_due() else await self._nap()
            except Exception:
                log.exception("looking at the board failed")
                nap = _AFTER_A_FAULT
            if nap:
                await self._bell.wait(nap)

    async def close(self) -> None:
        """Take on nothing more and return once what is under way has been recorded."""
        self._closing = True
        self._bell.ring()
        if self._round is not None and self._round is not asyncio.current_task():
            await asyncio.wait([self._round])

    async def _nap(self) -> timedelta:
        at = await self._database.read(store.next_look)
        return LONGEST_NAP if at is None else min(max(at - self._clock(), timedelta(0)), LONGEST_NAP)

    async def _do(self, post: Post) -> None:
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                await self._bring_up_to_date(post)
        except Refused as refused:
            await self._fail(post, refused.reason, None)
        except Later as later:
            await self._fail(post, later.code, later.after)
        except TimeoutError:
            await self._fail(post, "timeout", None)
        except Exception:
            # The row stays claimed; once the lease has ended it is tried again, with the same nonce.
            log.exception("a post failed", extra={"kind": post.kind, "subject": post.subject_id})

    async def _bring_up_to_date(self, post: Post) -> None:
        letter = await self._lines[post.kind].compose(post.guild_id, post.subject_id)
        if letter is None:
            if post.message_id is not None:
                await self._wall.take_down(post.channel_id, post.message_id)
            await self._database.write(self._remove, post)
        elif post.message_id is None:
            message_id = await self._wall.put(post.channel_id, letter, nonce=_nonce(post))
            await self._database.write(store.shown, post, message_id, self._clock())
        else:
            await self._wall.edit(post.channel_id, post.message_id, letter)
            await self._database.write(store.shown, post, post.message_id, self._clock())

    def _remove(self, connection: Connection, post: Post) -> None:
        if store.remove(connection, post, self._clock()) and post.kind in self._forget:
            self._forget[post.kind](connection, post.guild_id, post.subject_id)

    async def _fail(self, post: Post, code: str, asked: timedelta | None) -> None:
        log.info("not posted", extra={"kind": post.kind, "subject": post.subject_id, "code": code})
        if code in GONE:
            await self._database.write(self._remove, post)
            return
        again = next_try(now=self._clock(), attempts=post.attempts, asked=asked)
        await self._database.write(store.failed, post, again, code)


def _nonce(post: Post) -> str:
    """Return what is the same at every attempt of a post: 24 of the 25 characters that Discord allows.

    What comes back after it was taken down has another: Discord would take the same one for the message that is gone.
    """
    name = f"{post.guild_id}:{post.kind}:{post.subject_id}:{to_micros(post.put_at)}"
    return hashlib.sha256(name.encode()).hexdigest()[:24]

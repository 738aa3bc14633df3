"""The courier: claims what is due, has it composed, sends it by the ladder, and records what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.database import Connection, Database
from bot.delivery import store
from bot.delivery.bell import Bell
from bot.delivery.due import Due
from bot.delivery.pace import NewDoors
from bot.delivery.post import SHUT, WHY, Later, Post, Refused
from bot.delivery.retries import next_try
from bot.instants import Clock
from bot.observer import Observer

log = logging.getLogger("spotter.delivery")

AT_ONCE = 25
"""Most deliveries under way: half of the 50 requests a second that Discord grants, so that presses go first."""
SEND_WITHIN = timedelta(seconds=60)
"""The longest one attempt may take; discord.py's own retries of a 5xx take 25 s."""
LEASE = timedelta(seconds=90)
"""How long a claim holds; longer than an attempt, short enough that Discord still knows the nonce afterwards."""
LATE = timedelta(minutes=1)
"""What arrives later than this says so."""
NEW_A_MINUTE = 10
KNOCK_AGAIN = timedelta(hours=6)
"""How long a closed door is left alone: 10,000 refused requests in ten minutes would ban the bot."""
TOO_FAST = "discord_40003"
"""Discord's word for direct messages that are opened too fast: then none is opened for a while."""
LONGEST_NAP = timedelta(seconds=60)
"""The longest sleep between looks, which heals clock jumps and rows of other processes."""
_A_DAY = timedelta(days=1)
_A_PART = 2000
"""Rows deleted in one go, so that nobody waits for it."""
_AFTER_A_FAULT = timedelta(seconds=5)


class Line(Protocol):
    """What one kind of delivery says and does; one for each kind, wired in `bot/app.py`."""

    private: bool
    """True: direct message only. False: may fall back to a bare mention in the channel it was made in."""

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Any | None:
        """Return the letter, or None when it is no longer wanted. `late_by` is given from a minute on, to be said."""
        ...

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after it arrived (the next occurrence), in the unit of work that records the arrival."""
        ...

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after it could not be delivered, in the unit of work that records that."""
        ...

    async def missed_text(self, due: Due) -> str | None:
        """Return what the member missed as one sentence (markdown, texts escaped), or None if it no longer matters."""
        ...


@dataclass(frozen=True)
class Missed:
    """Something a member could not be told of when it was due."""

    due: Due
    reason: str
    text: str

    @property
    def why(self) -> str:
        """The reason in the words that follow "because"."""
        return WHY.get(self.reason, WHY["rejected"])


@dataclass(frozen=True)
class _Unreached:
    """The member was not reached by direct message; `called` tells whether a channel mentioned them."""

    reason: str
    called: bool


class _NotYet(Exception):
    """Too many members were written to for the first time; this one's turn comes at an instant."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


_ARRIVED = "arrived"
_UNWANTED = "unwanted"
_Outcome = str | _Unreached | Later | _NotYet


class Courier:
    """Delivers due rows, each once. `run` is the process's loop; `run_due` is one round of it, turned by hand."""

    def __init__(
        self,
        database: Database,
        post: Post,
        lines: Mapping[str, Line],
        clock: Clock,
        bell: Bell,
        *,
        owner: str,
        welcome: Callable[[int], Awaitable[bool]],
        into_channels: Collection[str] = (),
        new_a_minute: float = NEW_A_MINUTE,
        lease: timedelta = LEASE,
        observer: Observer | None = None,
    ) -> None:
        """Wire the courier. `owner` names this process; `welcome` tells whether a member wants direct messages.

        `into_channels` are the kinds that go into a channel of a server; all others go to their members.
        `new_a_minute`: how many members are written to for the first time in a minute; below 1, one in several.
        """
        self._database = database
        self._post = post
        self._lines = lines
        self._clock = clock
        self._bell = bell
        self._owner = owner
        self._welcome = welcome
        self._into_channels = frozenset(into_channels)
        self._new_doors = NewDoors(new_a_minute)
        self._lease = lease
        self._observer = observer or Observer()
        self.looked_at: float | None = None
        """When it last looked for what is due, by the event loop's clock; None before it has."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._loop: asyncio.Task[Any] | None = None
        self._closing = False

    async def run_due(self) -> int:
        """Claim what is due now, deliver it, and return how many rows that were; 0 when nothing is due."""
        started = await self._start_what_is_due()
        if started:
            await asyncio.wait(started)
        return len(started)

    async def run(self) -> None:
        """Deliver until closed: sleep to the next due row, woken by the bell. Faults are logged and slept over."""
        self._loop = asyncio.current_task()
        while not self._closing:
            try:
                await self._start_what_is_due()
                nap = await self._nap()
            except Exception:
                log.exception("looking for what is due failed")
                nap = _AFTER_A_FAULT
            await self._bell.wait(nap)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def close(self) -> None:
        """Take on nothing more and return once what is under way has been recorded."""
        self._closing = True
        self._bell.ring()
        waiting_for = {*self._under_way, *([self._loop] if self._loop else [])} - {asyncio.current_task()}
        if waiting_for:
            await asyncio.wait(waiting_for)

    async def missed(self, member_id: int) -> list[Missed]:
        """Return what a member has missed and not been told of, oldest first; once they have been, say so (`told`)."""
        if not await self._database.glance(store.has_untold, member_id):
            return []
        found: list[Missed] = []
        over: list[Due] = []
        for due, reason in await self._database.read(store.untold, member_id):
            try:
                text = await self._lines[due.kind].missed_text(due)
            except Exception:
                log.exception("what was missed can't be told", extra={"delivery": due.id, "kind": due.kind})
                continue
            if text is None:
                over.append(due)
            else:
                found.append(Missed(due, reason, text))
        await self._tell(over)
        return found

    async def told(self, missed: Iterable[Missed]) -> None:
        """Count as told what a member has been shown."""
        await self._tell([one.due for one in missed])

    async def _tell(self, dues: Sequence[Due]) -> None:
        if dues:
            await self._database.write(store.tell, dues, self._clock())

    async def health(self) -> store.Queue:
        """Return how much is due and what failed within a day, without names or texts."""
        now = self._clock()
        return await self._database.read(store.queue, now, now - _A_DAY)

    async def clear_out(self, kept_for: timedelta) -> int:
        """Delete what is settled and older than that, a part at a time, and return how many rows that were."""
        before, gone = self._clock() - kept_for, 0
        while part := await self._database.write(store.clear_out, before, _A_PART):
            gone += part
        return gone

    async def _start_what_is_due(self) -> list[asyncio.Task[None]]:
        self.looked_at = asyncio.get_running_loop().time()
        free = AT_ONCE - len(self._under_way)
        if free <= 0 or self._closing:
            return []
        now = self._clock()
        dues = await self._database.write(store.claim, now=now, until=now + self._lease, owner=self._owner, limit=free)
        return [self._start(due) for due in dues]

    def _start(self, due: Due) -> asyncio.Task[None]:
        task = asyncio.create_task(self._deliver(due), name=f"delivery-{due.id}")
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if len(self._under_way) <= AT_ONCE // 2:  # so that many are claimed at once, not each by itself
            self._bell.ring()

    async def _nap(self) -> timedelta:
        if len(self._under_way) > AT_ONCE // 2:
            return LONGEST_NAP  # the bell rings as soon as half of them have ended
        at = await self._database.read(store.next_look)
        return LONGEST_NAP if at is None else min(max(at - self._clock(), timedelta(0)), LONGEST_NAP)

    async def _deliver(self, due: Due) -> None:
        try:
            await self._record(due, await self._attempt(due))
        except Exception:
            # The row stays claimed; once the lease has ended it is tried again, with the same nonce.
            log.exception("recording a delivery failed", extra={"delivery": due.id, "kind": due.kind})

    async def _attempt(self, due: Due) -> _Outcome:
        try:
            async with asyncio.timeout(SEND_WITHIN.total_seconds()), self._turn_of(due.member_id):
                return await self._by_the_ladder(due)
        except (Later, _NotYet) as later:
            return later
        except TimeoutError:
            return Later("timeout")
        except Exception:
            log.exception("a delivery failed", extra={"delivery": due.id, "kind": due.kind})
            return Later("fault")

    def _turn_of(self, member_id: int) -> asyncio.Lock:
        """One thing after another to each member: in order, and a door found closed is not knocked at by the next."""
        return self._turns.setdefault(member_id, asyncio.Lock())

    async def _by_the_ladder(self, due: Due) -> _Outcome:
        """Try the direct message, then a bare mention where it was made, else keep it for the member's next command."""
        line = self._lines[due.kind]
        late_by = self._clock() - due.due_at
        letter = await line.compose(due, late_by=late_by if late_by > LATE else None)
        if letter is None:
            return _UNWANTED
        if due.kind in self._into_channels:
            return await self._into_the_channel(due, letter)
        door = await self._database.read(store.door, due.member_id)
        if due.attempts > 1 and door.channel_id is not None and await self._stands_in(door.channel_id, letter):
            return _ARRIVED
        try:
            await self._to_the_member(due, letter, door)
        except Refused as refused:
            called = not line.private and await self._called(due)
            return _Unreached(refused.reason, called)
        return _ARRIVED

    async def _into_the_channel(self, due: Due, letter: Any) -> _Outcome:
        try:
            if due.channel_id is None:
                raise Refused("channel_gone")
            await self._post.post(due.channel_id, letter, nonce=due.nonce)
        except Refused as refused:
            return _Unreached(refused.reason, called=False)
        return _ARRIVED

    async def _stands_in(self, channel_id: int, letter: Any) -> bool:
        """Tell whether an earlier attempt arrived of which nobody heard, because the answer or the process was lost.

        Discord forgets a nonce after some minutes, and of a door that has closed since it would tell nothing.
        """
        try:
            return await self._post.stands(channel_id, letter)
        except Refused:
            return False

    async def _to_the_member(self, due: Due, letter: Any, door: store.Door) -> None:
        if not await self._welcome(due.member_id):
            raise Refused("dms_off")
        if reason := door.closed(self._clock()):
            raise Refused(reason)
        try:
            if door.channel_id is None or not await self._still_there(due, letter, door.channel_id):
                await self._send(await self._open(due), due, letter)
        except Refused as refused:
            if refused.reason in SHUT:
                await self._database.write(store.shut, due, self._clock() + KNOCK_AGAIN, refused.reason)
            raise

    async def _still_there(self, due: Due, letter: Any, channel_id: int) -> bool:
        """Send through a channel known from before; False when Discord no longer knows it."""
        try:
            await self._send(channel_id, due, letter)
        except Refused as refused:
            if refused.reason != "channel_gone":
                raise
            return False
        return True

    async def _send(self, channel_id: int, due: Due, letter: Any) -> None:
        await self._post.send(channel_id, letter, nonce=due.nonce)

    async def _open(self, due: Due) -> int:
        if at := self._new_doors.ask(self._clock()):
            raise _NotYet(at)
        try:
            channel_id = await self._post.open(due.member_id)
        except Later as later:
            if later.code == TOO_FAST and later.after:
                self._new_doors.close(self._clock() + later.after)
            raise
        await self._database.write(store.remember_channel, due, channel_id)
        return channel_id

    async def _called(self, due: Due) -> bool:
        if due.channel_id is None:
            return False
        try:
            await self._post.call(due.channel_id, due.member_id, nonce=due.nonce)
        except Refused as refused:
            log.info("no mention either", extra={"delivery": due.id, "kind": due.kind, "code": refused.reason})
            return False
        return True

    async def _record(self, due: Due, outcome: _Outcome) -> None:
        match outcome:
            case _NotYet(at=at):
                state = await self._database.write(self._wait, due, at)
            case Later() as later:
                state = await self._database.write(self._put_off, due, later)
            case _Unreached() as unreached:
                state = await self._database.write(self._give_up, due, unreached.reason, unreached.called)
            case _:
                state = await self._database.write(self._settle, due, outcome)
        late = self._clock() - due.due_at
        about = {"delivery": due.id, "kind": due.kind, "state": state, "attempts": due.attempts}
        log.info("delivery", extra=about | {"late_ms": late // timedelta(milliseconds=1)})
        self._observer.delivery(due.kind, state, late)

    def _settle(self, connection: Connection, due: Due, outcome: str) -> str:
        now = self._clock()
        if outcome == _UNWANTED:
            return "cancelled" if store.drop(connection, due, self._owner, now) else "overtaken"
        if not store.confirm(connection, due, self._owner, now):
            return "overtaken"
        self._lines[due.kind].delivered(connection, due, now)
        return "delivered"

    def _wait(self, connection: Connection, due: Due, at: datetime) -> str:
        return "in a row" if store.wait(connection, due, self._owner, at) else "overtaken"

    def _put_off(self, connection: Connection, due: Due, later: Later) -> str:
        at = next_try(attempts=due.attempts, now=self._clock(), asked=later.after, delivery_id=due.id)
        if at is None:
            return self._give_up(connection, due, "gave_up", called=False)
        return later.code if store.try_again(connection, due, self._owner, at, later.code) else "overtaken"

    def _give_up(self, connection: Connection, due: Due, reason: str, called: bool) -> str:
        now = self._clock()
        if not store.give_up(connection, due, self._owner, now, reason, called=called):
            return "overtaken"
        self._lines[due.kind].missed(connection, due, now)
        return reason

"""A chaos run: many reminders, and everything that can go wrong while they are delivered; then the reckoning."""

import asyncio
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.database import open_database
from bot.house import build_house
from bot.reminders.outcomes import Made
from bot.settings import Settings
from tests.conftest import FakeClock
from tests.wire import BotProcess, Missing, Person, WireDiscord
from tests.wire.answers import words

PEOPLE = 25
CLOSED = 4
"""People who never accept direct messages."""
FICKLE = 4
"""People who close and open theirs."""
KILLS = 2
HOUR = 3600
_TOO_MANY = 429
_SENDS = "/channels/*/messages"
_FIRST, _DUE_WITHIN = 60, 300
"""Seconds by the fast clock, which the trouble takes as well; one in five is due hours later, when the clock jumps."""
_KEPT, _FORGOTTEN = 180.0, 0.0
"""Seconds for which Discord remembers a nonce: for longer than the run, or as if attempts were hours apart."""
_SETTLED_WITHIN = 60.0


@dataclass
class Chaos:
    """One run. `chance` decides everything that is not the machine's own timing."""

    wire: WireDiscord
    folder: Path
    chance: random.Random
    rows: int
    what_happened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jump = self.folder / "jump"
        self.jump.write_text("0")
        self.jumped = 0
        self.origin = 0.0
        self.wire.rest.nonce_seconds = self.chance.choice((_KEPT, _FORGOTTEN))
        self._note(f"nonces are remembered for {self.wire.rest.nonce_seconds:g} s")
        guild = self.wire.guild()
        self.channel = self.wire.channel(guild)
        self.people = [self.wire.member(guild, f"lifter-{number}") for number in range(PEOPLE)]
        self.closed, self.fickle = self.people[:CLOSED], self.people[CLOSED : CLOSED + FICKLE]

    async def run(self) -> None:
        """Set the reminders, let everything happen, and wait until each is settled."""
        await self._set_reminders()
        for person in self.closed:
            self.wire.close_dms(person)
        self.origin = time.time()
        bot = await self._start()
        try:
            for kill in range(KILLS + 1):
                await self._trouble(self.chance.uniform(0.3, 1.0))
                if kill < KILLS:
                    bot = await self._killed(bot)
            self._calm()
            await self._settled()
            self._note("settled")
        finally:
            await bot.kill()

    # --- Before and after -------------------------------------------------------------------------------------------

    async def _set_reminders(self) -> None:
        settings = Settings(database_url=f"sqlite:///{self.path}")
        database = await open_database(settings.database_url)
        try:
            house = build_house(settings, database, FakeClock(datetime.now(UTC)), self.chance)
            for number in range(self.rows):
                person = self.people[number % PEOPLE]
                seconds = _FIRST + self.chance.randrange(_DUE_WITHIN if number % 5 else 2 * HOUR)
                made = await house.agenda.remind(person.id, f"row {number} end", f"in {seconds} secs", self.channel.id)
                assert isinstance(made, Made), made
        finally:
            await database.close()

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / "spotter.db"

    async def _start(self) -> BotProcess:
        identified = self.wire.gateway.identifies
        env = {
            "DISCORD_TOKEN": self.wire.token,
            "DISCORD_API_URL": self.wire.api_url,
            "DATABASE_URL": f"sqlite:///{self.path}",
            "NEW_DMS_PER_MINUTE": "60",
            "CHAOS_ORIGIN": repr(self.origin),
            "CHAOS_JUMP": str(self.jump),
        }
        bot = await BotProcess.start("-m", "tests.wire.chaos_bot", env=env, cwd=self.folder)
        try:
            await self.wire.until(lambda: self.wire.gateway.identifies > identified, seconds=30, what="the bot")
        except Missing:
            await bot.kill()
            print(bot.stderr)  # noqa: T201 - pytest shows it with a failure
            raise
        return bot

    async def _killed(self, bot: BotProcess) -> BotProcess:
        """Kill it at once, or while an accepted message waits for its answer."""
        if self.chance.random() < 0.5:
            self._note("killed while an answer is on its way")
            fault = self.wire.fail("POST", _SENDS, status=200, delay=5.0, after=True, times=3)
            await self._until(lambda: fault.hits, seconds=1.0)
            fault.times = 0
        else:
            self._note("killed")
        await bot.kill()
        return await self._start()

    async def _settled(self) -> None:
        """Wait for the end of every row; jumps of the clock bring retries about that are hours away."""
        try:
            async with asyncio.timeout(_SETTLED_WITHIN):
                while self.open_rows():
                    await asyncio.sleep(0.3)
                    self._jump(HOUR)
        except TimeoutError:
            raise AssertionError(f"{self.open_rows()} rows were never settled") from None

    def open_rows(self) -> int:
        """Return how many rows are still owed."""
        return int(self._read("SELECT COUNT(*) FROM deliveries WHERE try_at IS NOT NULL")[0][0])

    def _read(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql).fetchall()

    # --- What goes wrong --------------------------------------------------------------------------------------------

    async def _trouble(self, seconds: float) -> None:
        ends = asyncio.get_running_loop().time() + seconds
        kinds = (self._refuse, self._lose, self._lose, self._slow, self._doors, self._drop, self._hour)
        while asyncio.get_running_loop().time() < ends:
            self.chance.choice(kinds)()
            await asyncio.sleep(self.chance.uniform(0.02, 0.12))

    def _refuse(self) -> None:
        status = self.chance.choice((429, 500, 502, 503))
        path = self.chance.choice((_SENDS, _SENDS, "/users/@me/channels"))
        # discord.py repeats a 5xx by itself within seconds, for which any nonce is remembered.
        after = status != _TOO_MANY and self.wire.rest.nonce_seconds == _KEPT and self.chance.random() < 0.3
        self._note(f"{status} for {path}{', carried out all the same' if after else ''}")
        self.wire.fail("POST", path, status=status, times=self.chance.randint(1, 4), retry_after=0.05, after=after)

    def _lose(self) -> None:
        """Carry a request out and cut the connection instead of answering."""
        after = self.chance.random() < 0.7
        self._note(f"an answer lost {'after' if after else 'before'} it was carried out")
        self.wire.fail("POST", _SENDS, status=None, after=after, times=self.chance.randint(1, 3))

    def _slow(self) -> None:
        self._note("slow answers")
        self.wire.fail("POST", _SENDS, status=200, delay=0.3, after=True, times=2)

    def _doors(self) -> None:
        person = self.chance.choice(self.fickle)
        if person.id in self.wire.rest.closed_dms:
            self._note(f"{person.name} opens")
            self.wire.open_dms(person)
        else:
            self._note(f"{person.name} closes")
            self.wire.close_dms(person)

    def _drop(self) -> None:
        resumable = self.chance.random() < 0.5
        self._note(f"the gateway drops, {'resumable' if resumable else 'for good'}")
        self.wire.drop_gateway(resumable=resumable)

    def _hour(self) -> None:
        if self.chance.random() < 0.3:
            hours = self.chance.choice((1, 1, -1))
            self._note(f"the clock jumps by {hours} h")
            self._jump(hours * HOUR)

    def _jump(self, seconds: int) -> None:
        self.jumped += seconds
        fresh = self.jump.with_suffix(".new")
        fresh.write_text(str(self.jumped))
        fresh.replace(self.jump)

    def _calm(self) -> None:
        self._note("calm")
        self.wire.rest.faults.clear()

    def _note(self, what: str) -> None:
        since = time.time() - self.origin if self.origin else 0.0
        self.what_happened.append(f"{since:6.2f} {what}")

    async def _until(self, question: Callable[[], object], seconds: float) -> None:
        ends = asyncio.get_running_loop().time() + seconds
        while not question() and asyncio.get_running_loop().time() < ends:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)

    # --- The reckoning ----------------------------------------------------------------------------------------------

    def wrong(self) -> list[str]:
        """Return every row that was not seen exactly once, and is not listed as undeliverable with the right reason."""
        seen = self._seen()
        owner = {person.id: person for person in self.people}
        found = []
        rows = self._read(
            "SELECT r.member_id, r.what, d.state, d.code FROM reminders r JOIN deliveries d "
            "ON d.member_id = r.member_id AND d.subject_id = r.id AND d.kind = 'reminder'"
        )
        if len(rows) != self.rows:
            found.append(f"{len(rows)} rows of {self.rows}")
        for member_id, what, state, code in rows:
            problem = self._problem(owner[member_id], state, code, seen[what])
            if problem:
                found.append(f"{what}: {problem} ({state}, {code}, seen {seen[what]} times)")
        return found

    def effort(self) -> str:
        """Return how hard it was, to be printed."""
        ((again, most),) = self._read("SELECT SUM(attempts > 1), MAX(attempts) FROM deliveries")
        sends = len(self.wire.sent("POST", "/messages"))
        return f"{again} rows took more than one attempt, at most {most}; {sends} sends for {self.rows} rows"

    def _problem(self, person: Person, state: str, code: str | None, seen: int) -> str | None:
        if person in self.closed:
            fine = (state, code, seen) == ("undeliverable", "dms_closed", 0)
            return None if fine else "their door is closed"
        if state == "delivered":
            return None if seen == 1 else "delivered is seen once"
        if person in self.fickle and (state, code) == ("undeliverable", "dms_closed"):
            return None if seen == 0 else "undeliverable is never seen"
        return "should have been delivered"

    def _seen(self) -> Counter[str]:
        messages = [message for person in self.people for message in self.wire.dms(person)]
        return Counter(re.findall(r"row \d+ end", "\n".join(words(*messages))))

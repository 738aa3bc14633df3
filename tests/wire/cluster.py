"""Four processes with a shard each on one PostgreSQL, and members who log, vote and are reminded on all of them."""

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.database import open_database
from bot.house import build_house
from bot.reminders.outcomes import Made
from bot.settings import Settings
from tests import look
from tests.conftest import FakeClock
from tests.journeys.world import KEY
from tests.wire import Answer, BotProcess, Person, WireDiscord
from tests.wire.answers import words
from tests.wire.chaos_bot import SPEED

SHARDS = 4
MEMBERS = 5
REMINDERS = 4
"""Of each member."""
_FIRST, _LAST = 6 * SPEED, 16 * SPEED
"""Seconds by the fast clock in which reminders are due: while all of this goes on."""
_VOTES = 0.25
"""Of all acts: a member who does nothing else is told that it was a lot at once."""
_VOTE = re.compile(r"tip:vote:.*:(\d+):(yes|no|none)")

Vote = tuple[int, int, int]
"""Server, tip and member."""


@dataclass
class Load:
    """What the members of one server did, and what must be true of it afterwards."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    """When each answer came (the loop's clock), and after how many seconds."""
    votes: dict[Vote, bool | None] = field(default_factory=dict)
    """What each voted last; None took it back."""
    unsure: set[Vote] = field(default_factory=set)
    """The vote that was under way when its process was killed."""
    logged: int = 0


class Cluster:
    """The processes, their servers and members."""

    def __init__(self, wire: WireDiscord, url: str, folder: Path) -> None:
        self.wire = wire
        self.url = url
        self.folder = folder
        self.guilds = [wire.guild(f"Iron {shard}", shard=(shard, SHARDS)) for shard in range(SHARDS)]
        self.channels = [wire.channel(guild) for guild in self.guilds]
        self.people = [[wire.member(guild, f"m{number}") for number in range(MEMBERS)] for guild in self.guilds]
        self.loads = [Load() for _ in self.guilds]
        self.enough = asyncio.Event()
        self.origin = time.time()
        (folder / "jump").write_text("0")

    async def owe_reminders(self) -> None:
        """Have every member reminded a few times in the seconds to come."""
        settings = Settings(database_url=self.url, spotter_secret_key=KEY)
        database = await open_database(self.url)
        chance = random.Random(1)
        house = build_house(settings, database, FakeClock(datetime.now(UTC)), chance)
        for shard, people in enumerate(self.people):
            for person in people:
                for number in range(REMINDERS):
                    what, when = f"row {shard} {person.name} {number} end", f"in {chance.randint(_FIRST, _LAST)} secs"
                    made = await house.agenda.remind(person.id, what, when, self.channels[shard].id)
                    assert isinstance(made, Made), made
        await database.close()

    def leave_a_file(self) -> None:
        """Have one thing lie there that is past its time, for whichever process clears out."""
        look.rows(
            self.url,
            "INSERT INTO staged_imports (member_id, id, file, size, listed, names, staged_at) "
            "VALUES (?, 1, '', 0, '[]', '{}', 0) RETURNING 1",
            self.people[0][0].id,
        )

    async def start(self, shard: int) -> BotProcess:
        """Start the process of a shard; it need not connect."""
        env = {
            "DISCORD_TOKEN": self.wire.token,
            "DISCORD_API_URL": self.wire.api_url,
            "DATABASE_URL": self.url,
            "SPOTTER_SECRET_KEY": KEY,
            "SHARD_COUNT": str(SHARDS),
            "SHARD_IDS": str(shard),
            "NEW_DMS_PER_MINUTE": "60",
            "CHAOS_ORIGIN": repr(self.origin),
            "CHAOS_JUMP": str(self.folder / "jump"),
        }
        return await BotProcess.start("-m", "tests.wire.chaos_bot", env=env, cwd=self.folder)

    async def act(self, shard: int, chance: random.Random) -> None:
        """Log and vote in a server until `enough`. Raises Missing when an answer does not come."""
        load = self.loads[shard]
        while not self.enough.is_set():
            for person in self.people[shard]:
                logged = await self.wire.slash(
                    person, self.channels[shard], "log", entry=f"squat {100 + load.logged % 50}kg 5"
                )
                self._note(load, logged)
                load.logged += 1
                if chance.random() < _VOTES:
                    shelf = await self.wire.slash(person, self.channels[shard], "tip browse", area="lower_back")
                    self._note(load, shelf)
                    await self._vote(load, person, shelf, chance)

    async def _vote(self, load: Load, person: Person, shelf: Answer, chance: random.Random) -> None:
        custom_id, tip, vote = chance.choice(
            [(found[0], int(found[1]), found[2]) for found in map(_VOTE.fullmatch, shelf.custom_ids) if found]
        )
        key = (person.guild_id, tip, person.id)
        load.unsure.add(key)
        self._note(load, await self.wire.press(person, shelf, custom_id))
        load.unsure.discard(key)
        load.votes[key] = {"yes": True, "no": False, "none": None}[vote]

    def _note(self, load: Load, answer: Answer) -> None:
        load.answers.append((asyncio.get_running_loop().time(), answer.seconds))

    # --- The reckoning ----------------------------------------------------------------------------------------------

    async def settled(self) -> None:
        """Wait until no reminder is owed any more, wherever it was claimed."""
        async with asyncio.timeout(30):
            while self._open_rows():  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.1)

    def _open_rows(self) -> int:
        return int(look.rows(self.url, "SELECT COUNT(*) FROM deliveries WHERE try_at IS NOT NULL")[0][0])

    def seen(self) -> Counter[str]:
        """Return how often each reminder stands in a member's direct messages."""
        messages = [message for people in self.people for person in people for message in self.wire.dms(person)]
        return Counter(re.findall(r"row \d \w+ \d end", "\n".join(words(*messages))))

    def wrong_votes(self) -> list[Vote]:
        """Return the votes that are not in the database as they were last pressed."""
        sure = {key: vote for load in self.loads for key, vote in load.votes.items() if vote is not None}
        unsure = {key for load in self.loads for key in load.unsure}
        rows = look.rows(self.url, "SELECT guild_id, tip_id, member_id, helps FROM tip_votes")
        held = {(row[0], row[1], row[2]): bool(row[3]) for row in rows}
        return [key for key in held | sure if held.get(key) != sure.get(key) and key not in unsure]

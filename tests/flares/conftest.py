"""A care wired by hand: a real database, a clock and ids that count, and a top set that the test sets."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.areas import Area
from bot.data import data_path
from bot.database import Connection, Database
from bot.delivery.bell import Bell
from bot.delivery.schedule import Due, Schedule
from bot.flares.asking import KIND
from bot.flares.care import Care
from bot.flares.checkins import Step
from bot.flares.decisions import Choice, load_guide
from bot.flares.evidence import Tally
from bot.flares.lifts import Lifts
from bot.flares.notes import Answers
from bot.flares.record import Entry, Flare, Situation
from bot.flares.regions import load_regions
from bot.flares.screening import Level, load_screen
from bot.ids import Ids
from bot.lifts.exercises import Catalogue
from bot.lifts.weight import Weight
from bot.lifts.words.words import Words
from bot.members.people import Members
from bot.sealing import Seal, new_key
from tests.conftest import FakeClock

ANNA, BEN = 101, 202
GUILD = 77
KEPT_FOR = timedelta(days=90)
HEAT, WALKING = 10, 14
"""Two tips that are shown for every area."""


async def tips_shown(guild_id: int | None, member_id: int, area: Area) -> dict[int, str]:
    await asyncio.sleep(0)
    return {HEAT: "Heat", WALKING: "Easy walking"}


@dataclass
class Ward:
    """The care, what it is wired to, and short ways to get somewhere."""

    care: Care
    members: Members
    schedule: Schedule
    database: Database
    clock: FakeClock
    ids: Ids
    top_sets: dict[tuple[int, str], Weight] = field(default_factory=dict)
    done_on: dict[tuple[int, str], date] = field(default_factory=dict)
    doubts: list[tuple[int, int, Sequence[Tally]]] = field(default_factory=list)
    """What was said of tips that somebody felt worse with: server, tip, reports."""

    async def agree(self, member_id: int = ANNA) -> None:
        await self.care.intake.agree(member_id)
        await self.members.choose_zone(member_id, "Europe/Berlin")

    async def log(
        self,
        pain: int = 4,
        level: Level = Level.PASSED,
        *,
        member_id: int = ANNA,
        area: Area = Area.LOWER_BACK,
        lift: str | None = "deadlift",
        guild_id: int | None = GUILD,
    ) -> Situation:
        return await self.care.intake.screened(member_id, Entry(self.ids(), area, lift, pain, guild_id), level)

    async def answer(self, situation: Situation, **answers: Any) -> Situation:
        flare, reading = situation.flare, situation.reading
        return await self.care.answer(flare.member_id, flare.id, reading.id, reading.step, Answers(**answers))

    async def settle(self, situation: Situation, choice: Choice, *, day: str = "", weight: str = "") -> Flare:
        flare, reading = situation.flare, situation.reading
        return await self.care.choosing.settle(flare.member_id, flare.id, reading.id, choice, day=day, weight=weight)

    async def planned(self, choice: Choice = Choice.BACK_DOWN, **logged: Any) -> Flare:
        """Agree, log one, and choose for the next session."""
        await self.agree()
        return await self.settle(await self.answer(await self.log(**logged), masked=False), choice, weight="130")

    async def check_in(
        self,
        flare_id: int,
        *,
        pain: int,
        masked: bool = False,
        member_id: int = ANNA,
        step: Step = Step.BEFORE_SESSION,
        **more: Any,
    ) -> Situation:
        answers = Answers(pain=pain, masked=masked, nothing_new=True, **more)
        return await self.care.answer(member_id, flare_id, self.ids(), step, answers)

    async def owed(self, member_id: int = ANNA) -> list[Due]:
        return await self.database.read(
            lambda connection: self.schedule.owed(connection, member_id=member_id, kind=KIND)
        )


@pytest.fixture
def seal() -> Seal:
    return Seal(new_key())


@pytest.fixture
def build(database: Database, clock: FakeClock, ids: Ids) -> Callable[[Seal], Ward]:
    """Wire a care that seals with a key of the test's choice."""

    def built(seal: Seal) -> Ward:
        members, schedule = Members(database, clock), Schedule(Bell())
        top_sets: dict[tuple[int, str], Weight] = {}

        async def last_top_set(member_id: int, lift: str) -> Weight | None:
            await asyncio.sleep(0)
            return top_sets.get((member_id, lift))

        doubts: list[tuple[int, int, Sequence[Tally]]] = []

        def alarm(_: Connection, guild_id: int, tip_id: int, reports: Sequence[Tally]) -> None:
            doubts.append((guild_id, tip_id, reports))

        done_on: dict[tuple[int, str], date] = {}

        async def last_day(member_id: int, lift: str) -> date | None:
            await asyncio.sleep(0)
            return done_on.get((member_id, lift))

        words = Words(database, Catalogue.from_csv(data_path("exercises.csv")))
        lifts = Lifts(words.catalogue, words.of, last_top_set, last_day)
        rules = (load_screen(), load_guide(), load_regions())
        care = Care(database, clock, ids, seal, members, schedule, *rules, lifts, tips_shown, alarm, KEPT_FOR)
        members.follow_clocks(care.asking.follow_clock)
        return Ward(care, members, schedule, database, clock, ids, top_sets, done_on, doubts)

    return built


@pytest.fixture
def ward(build: Callable[[Seal], Ward], seal: Seal) -> Ward:
    wired = build(seal)
    wired.top_sets[ANNA, "deadlift"] = Weight(Decimal(145), "kg")
    return wired

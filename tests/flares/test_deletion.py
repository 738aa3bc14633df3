"""Whatever a member did: without consent nothing is stored, and after deletion no table knows them."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.areas import Area
from bot.data import data_path
from bot.database import Database, open_database
from bot.delivery import store as delivery_store
from bot.delivery.bell import Bell
from bot.delivery.schedule import Schedule
from bot.errors import SpotterError
from bot.flares.asking import KIND
from bot.flares.care import Care
from bot.flares.checkins import Step
from bot.flares.decisions import Choice, load_guide
from bot.flares.lifts import Lifts
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.regions import load_regions
from bot.flares.screening import Level, load_screen
from bot.ids import Ids
from bot.lifts.exercises import Catalogue
from bot.lifts.words.words import Words
from bot.members import store as members_store
from bot.members.people import Members
from bot.sealing import Seal, new_key
from tests import look
from tests.conftest import FakeClock
from tests.flares.conftest import ANNA, BEN, GUILD, HEAT, KEPT_FOR, tips_shown

_RULES = (load_screen(), load_guide(), load_regions())
_CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))
_KEY = new_key()

Act = tuple[str, int, int]
"""What is done, by whom, and how much or which."""
ACTS = (*("agree", "log", "flag", "answer", "choose"), *("ask", "stop", "close", "wait", "withdraw", "clear"))
acts = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from([ANNA, BEN]),
        st.integers(0, 10),
    ),
    max_size=14,
)


def nobody_listens(*_: object) -> None:
    """Take what is said of tips."""


class Clinic:
    """A care on a database of its own, in which acts are done whatever comes of them."""

    def __init__(self, database: Database) -> None:
        self.clock, count = FakeClock(), itertools.count(10_000)
        self.database = database
        self.members, schedule = Members(database, self.clock), Schedule(Bell())
        self.ids: Ids = lambda: next(count)

        async def never_done(_: int, __: str) -> None:
            await asyncio.sleep(0)

        lifts = Lifts(_CATALOGUE, Words(database, _CATALOGUE).of, never_done, never_done)
        wired = (self.members, schedule, *_RULES, lifts, tips_shown, nobody_listens, KEPT_FOR)
        self.care = Care(database, self.clock, self.ids, Seal(_KEY), *wired)

    async def do(self, act: Act) -> None:
        """Do one act; what is refused is refused."""
        what, member_id, number = act
        with suppress(SpotterError):
            await getattr(self, f"_{what}")(member_id, number)

    async def _agree(self, member_id: int, _: int) -> None:
        await self.care.intake.agree(member_id)

    async def _log(self, member_id: int, number: int) -> None:
        entry = Entry(self.ids(), list(Area)[number], "deadlift", number, GUILD)
        await self.care.intake.screened(member_id, entry, Level.PASSED)

    async def _flag(self, member_id: int, number: int) -> None:
        level = [Level.E1, Level.E2, Level.E3][number % 3]
        await self.care.intake.screened(member_id, Entry(self.ids(), list(Area)[number], None, number, None), level)

    async def _answer(self, member_id: int, number: int) -> None:
        for flare in (await self.care.status(member_id)).flares[:1]:
            answers = Answers(pain=number, masked=number % 4 == 0, nothing_new=True, tried=(HEAT,), change=1)
            await self.care.answer(member_id, flare.id, self.ids(), Step.MORNING, answers)

    async def _choose(self, member_id: int, number: int) -> None:
        for flare in (await self.care.status(member_id)).flares[:1]:
            choice = list(Choice)[number % 3]
            await self.care.choosing.settle(member_id, flare.id, flare.readings[-1].id, choice, day="", weight="100 kg")

    async def _ask(self, member_id: int, _: int) -> None:
        for flare in (await self.care.status(member_id)).flares[:1]:
            await self.care.asking.accept(member_id, flare.id)

    async def _stop(self, member_id: int, _: int) -> None:
        for flare in (await self.care.status(member_id)).flares[:1]:
            await self.care.asking.stop(member_id, flare.id)

    async def _close(self, member_id: int, _: int) -> None:
        for flare in (await self.care.status(member_id)).flares[:1]:
            await self.care.close(member_id, flare.id)

    async def _wait(self, _: int, number: int) -> None:
        self.clock.now += timedelta(days=number)

    async def _withdraw(self, member_id: int, _: int) -> None:
        await self.members.withdraw_consent(member_id, "flare")
        await self.database.write(self.care.delete_member, member_id)

    async def _clear(self, _: int, __: int) -> None:
        self.clock.now += KEPT_FOR
        await self.care.archive.clear_out()


def in_a_clinic(url: str, story: Callable[[Clinic], Awaitable[None]]) -> None:
    """Run a story on an empty database."""

    async def run() -> None:
        database = await open_database(url)
        try:
            await story(Clinic(database))
        finally:
            await database.close()

    asyncio.run(run())


def knows(url: str, member_id: int, *, but_not: tuple[str, ...] = ()) -> list[str]:
    """Return the tables in which a member's id stands."""
    return [
        table
        for table, rows in look.contents(url).items()
        if table not in but_not and any(member_id in row.values() for row in rows)
    ]


in_some_clinics = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@in_some_clinics
@given(done=acts)
def test_after_deletion_no_table_knows_the_member_and_the_other_keeps_theirs(
    new_database: Callable[[], str], done: list[Act]
) -> None:
    url = new_database()

    async def story(clinic: Clinic) -> None:
        for act in done:
            await clinic.do(act)
        before = await clinic.database.read(clinic.care.export_member, BEN)
        for delete in (clinic.care.delete_member, members_store.delete_member, delivery_store.delete_member):
            await clinic.database.write(delete, ANNA)
        assert knows(url, ANNA) == []
        assert await clinic.database.read(clinic.care.export_member, BEN) == before

    in_a_clinic(url, story)


@in_some_clinics
@given(done=acts)
def test_without_consent_nothing_is_stored_whatever_is_pressed(
    new_database: Callable[[], str], done: list[Act]
) -> None:
    url = new_database()

    async def story(clinic: Clinic) -> None:
        for what, member_id, number in done:
            if what != "agree":
                await clinic.do((what, member_id, number))
        assert knows(url, ANNA, but_not=("consents",)) == knows(url, BEN, but_not=("consents",)) == []

    in_a_clinic(url, story)


@in_some_clinics
@given(done=acts)
def test_check_ins_are_owed_only_for_open_flare_ups_that_they_are_on_for(
    new_database: Callable[[], str], done: list[Act]
) -> None:
    url = new_database()

    async def story(clinic: Clinic) -> None:
        for act in done:
            await clinic.do(act)
        owed = {row[0] for row in look.rows(url, "SELECT subject_id FROM deliveries WHERE try_at IS NOT NULL")}
        on = look.rows(url, "SELECT id FROM flares WHERE asked_since IS NOT NULL AND closed_at IS NULL")
        assert owed <= {row[0] for row in on}
        assert {row[0] for row in look.rows(url, "SELECT DISTINCT kind FROM deliveries")} <= {KIND}

    in_a_clinic(url, story)

"""An own exercise that is another lift takes all that was logged of it along, and back."""

from datetime import timedelta

import pytest

from bot.database import Database
from bot.errors import Gone, SpotterError
from bot.lifts.exercises import custom_id
from bot.lifts.logbook import Logbook
from bot.lifts.outcomes import Logged
from bot.lifts.posting.followed import Nobody
from bot.lifts.words.merging import UNDO_WITHIN, Merging
from bot.lifts.words.words import Words
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN, CATALOGUE, kg

PRESS, OTHER = custom_id("tate press"), custom_id("elbow out press")


class Gym:
    """A logbook with own exercises, and what merges them."""

    def __init__(self, database: Database, clock: FakeClock, logbook: Logbook) -> None:
        self.logbook, self.words = logbook, Words(database, CATALOGUE)
        self.merging = Merging(database, clock, self.words, Nobody())
        self._ids = iter(range(1, 1000))

    async def log(self, text: str, member_id: int = ANNA) -> int:
        logged = await self.logbook.log(member_id, next(self._ids), text)
        assert isinstance(logged, Logged), logged
        return logged.entry.id

    async def days(self, lift: str, member_id: int = ANNA) -> list[str]:
        history = await self.logbook.history(member_id, member_id, lift, 0)
        return [str(done.load) for session in history.sessions for one in session.lifts for done in one.reading.sets]


@pytest.fixture
async def gym(database: Database, clock: FakeClock, logbook: Logbook) -> Gym:
    gym = Gym(database, clock, logbook)
    for member_id in (ANNA, BEN):
        await gym.words.keep(member_id, "tate press")
        await gym.log("tate press 20x12", member_id)
    await gym.words.keep(ANNA, "elbow out press")
    return gym


async def test_the_plan_counts_what_would_move_and_changes_nothing(gym: Gym) -> None:
    planned = await gym.merging.plan(ANNA, PRESS, "pushdowns")
    assert (planned.name, planned.entries, planned.days) == ("tate press", 1, 1)
    assert await gym.days(PRESS) == ["20 kg"]


async def test_entries_records_and_the_name_follow(gym: Gym) -> None:
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    await gym.log("tate press 22.5x12")
    assert await gym.days("triceps_pushdown") == ["20 kg", "22.5 kg"]
    assert await gym.days(PRESS) == []
    heaviest = (await gym.logbook.bests(ANNA, "triceps_pushdown")).heaviest()
    assert heaviest is not None
    assert heaviest.load.weight == kg("22.5")


async def test_others_keep_theirs(gym: Gym) -> None:
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    assert await gym.days(PRESS, BEN) == ["20 kg"]


async def test_undo_takes_back_what_moved_and_leaves_what_came_since(gym: Gym) -> None:
    await gym.log("pushdown 30x12")
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    await gym.log("tate press 25x12")
    assert await gym.merging.undo(ANNA, PRESS) == "tate press"
    assert await gym.days(PRESS) == ["20 kg"]
    assert await gym.days("triceps_pushdown") == ["30 kg", "25 kg"]


async def test_what_was_edited_into_another_lift_since_stays_there(gym: Gym) -> None:
    entry_id = await gym.log("tate press 22.5x12")
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    await gym.logbook.edit(ANNA, entry_id, "bench 60x5", "", "")
    await gym.merging.undo(ANNA, PRESS)
    assert await gym.days(PRESS) == ["20 kg"]
    assert await gym.days("bench_press") == ["60 kg"]


async def test_an_undone_entry_moves_too(gym: Gym) -> None:
    entry_id = await gym.log("tate press 22.5x12")
    await gym.logbook.undo(ANNA, entry_id)
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    await gym.logbook.redo(ANNA, entry_id)
    assert await gym.days("triceps_pushdown") == ["20 kg", "22.5 kg"]


async def test_merging_and_undoing_twice_is_once(gym: Gym) -> None:
    for _ in range(2):
        assert (await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")).lift.id == "triceps_pushdown"
    for _ in range(2):
        assert await gym.merging.undo(ANNA, PRESS) == "tate press"
    assert await gym.days(PRESS) == ["20 kg"]


async def test_merged_twice_over_all_of_it_is_the_last_lift_and_each_comes_back(gym: Gym) -> None:
    await gym.log("elbow out press 30x12")
    await gym.merging.merge(ANNA, PRESS, OTHER)
    await gym.merging.merge(ANNA, OTHER, "triceps_pushdown")
    await gym.log("tate press 25x12")
    assert await gym.days("triceps_pushdown") == ["20 kg", "30 kg", "25 kg"]
    await gym.merging.undo(ANNA, PRESS)
    assert await gym.days(PRESS) == ["20 kg"]
    await gym.merging.undo(ANNA, OTHER)
    assert (await gym.days(OTHER), await gym.days("triceps_pushdown")) == (["30 kg"], ["25 kg"])


async def test_after_a_while_it_is_for_good(gym: Gym, clock: FakeClock) -> None:
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    clock.now += UNDO_WITHIN + timedelta(seconds=1)
    with pytest.raises(SpotterError, match="for good"):
        await gym.merging.undo(ANNA, PRESS)


@pytest.mark.parametrize(
    ("logged", "lift", "why"),
    [
        ("tate press 20x12", "pull-up", "2 entries with a plain weight"),
        ("tate press 12,12", "bench", "1 entry with your body weight alone"),
        ("tate press 20x12", "tate presses", "that exercise itself"),
        ("tate press 20x12", "pusdown", "Did you mean `Triceps pushdown`"),
        ("tate press 20x12", "", "don't know that lift"),
    ],
)
async def test_what_it_cannot_be_is_refused_and_nothing_changes(gym: Gym, logged: str, lift: str, why: str) -> None:
    await gym.log(logged)
    with pytest.raises(SpotterError, match=why):
        await gym.merging.plan(ANNA, PRESS, lift)
    assert len(await gym.days(PRESS)) > 1


async def test_what_is_not_the_members_own_cannot_be_merged(gym: Gym) -> None:
    for exercise_id in (OTHER, "deadlift", custom_id("nothing")):
        with pytest.raises(Gone):
            await gym.merging.merge(BEN, exercise_id, "triceps_pushdown")
        with pytest.raises(Gone):
            await gym.merging.undo(BEN, exercise_id)


async def test_the_list_says_what_it_is_now_and_forgetting_leaves_the_log(gym: Gym) -> None:
    await gym.merging.merge(ANNA, PRESS, "triceps_pushdown")
    own = (await gym.words.own(ANNA)).exercises
    assert [(one.name, one.lift and one.lift.id) for one in own] == [
        ("elbow out press", None),
        ("tate press", "triceps_pushdown"),
    ]
    assert await gym.words.forget(ANNA, PRESS) == "tate press"
    assert not (await gym.words.of(ANNA, None)).find("tate press")
    assert await gym.days("triceps_pushdown") == ["20 kg"]

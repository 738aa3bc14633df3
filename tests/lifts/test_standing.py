"""What an entry beats in the log: firsts, bests, the volume of its session; and how that mends itself."""

from datetime import date

import pytest

from bot.database import Connection, Database
from bot.lifts.logbook import Logbook
from bot.lifts.outcomes import Doubted, Logged
from bot.lifts.records import Feat
from bot.lifts.weight import Weight
from bot.lifts.words.words import Words
from bot.lifts.workouts import Workouts
from bot.members.drafts import Drafts
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN, CATALOGUE, kg, lb


class Log:
    """Logs as Anna, with a new id each time."""

    def __init__(self, logbook: Logbook) -> None:
        self.logbook = logbook
        self.last = 0

    async def __call__(self, text: str, when: str = "", member_id: int = ANNA) -> Logged:
        self.last += 1
        outcome = await self.logbook.log(member_id, self.last, text, when)
        assert isinstance(outcome, Logged), outcome
        return outcome

    async def edit(self, entry_id: int, text: str, when: str = "") -> Logged:
        outcome = await self.logbook.edit(ANNA, entry_id, text, when, "")
        assert isinstance(outcome, Logged), outcome
        return outcome


@pytest.fixture
def log(logbook: Logbook) -> Log:
    return Log(logbook)


def feats(logged: Logged) -> set[Feat]:
    return {record.feat for record in logged.records}


def volume(logged: Logged) -> tuple[str, str] | None:
    """Return the session's volume and the one it beat, in kg."""
    if logged.volume is None:
        return None
    one = kg(1).key
    return f"{logged.volume.key / one:g}", f"{logged.volume.before.key / one:g}"


async def test_the_first_is_told_as_the_first_and_as_no_record(log: Log) -> None:
    first = await log("squat 100x5")
    assert (first.first, first.records, first.volume) == (True, [], None)
    assert not (await log("squat 100x5")).first


@pytest.mark.parametrize("text", ["squat 100x5 w", "squat 100x0", "squat 100x5 fail"])
async def test_what_cannot_be_a_record_is_no_first_either(log: Log, text: str) -> None:
    assert not (await log(text)).first
    assert (await log("squat 100x5")).first


async def test_another_members_lifts_are_nothing_to_beat(log: Log) -> None:
    await log("squat 200x5", member_id=BEN)
    assert (await log("squat 100x5")).first


async def test_more_volume_than_any_other_session_is_told_with_what_it_was(log: Log) -> None:
    await log("squat 100 5x5", "2 days ago")
    assert volume(await log("squat 100 6x5")) == ("3000", "2500")


async def test_volume_is_that_of_the_whole_session(log: Log) -> None:
    await log("squat 100 5x5", "2 days ago")
    assert volume(await log("squat 60x5, 80x5")) is None
    assert volume(await log("squat 90 5x5")) == ("2950", "2500")


async def test_a_session_beats_the_best_volume_once(log: Log) -> None:
    await log("squat 100 5x5", "2 days ago")
    await log("squat 100 6x5")
    assert volume(await log("squat 100x5")) is None


async def test_as_much_volume_as_before_is_no_record_whatever_the_unit(log: Log) -> None:
    await log("squat 220.5lb 5x4", "2 days ago")
    assert volume(await log("squat 220.5lb 4x5")) is None
    assert volume(await log("squat 0.001kg x1")) is not None


async def test_warm_ups_failed_sets_and_bodyweight_sets_are_no_volume(log: Log) -> None:
    await log("squat 100x5", "2 days ago")
    assert volume(await log("squat 90x5, 60 5x5 w, 140x5 fail, bw x100")) is None


async def test_volume_of_sets_with_one_s_own_body_is_not_told(log: Log) -> None:
    await log("pull-up bw+20 3x5", "2 days ago")
    assert volume(await log("pull-up bw+20 5x5")) is None


async def test_a_mended_entry_no_longer_stands_in_the_way(log: Log) -> None:
    await log("squat 100x5", "4 days ago")
    await log("squat 140x5", "2 days ago")
    assert feats(await log("squat 110x5")) == set()
    await log.edit(2, "squat 104x5", "2 days ago")
    mended = await log.edit(3, "squat 110x5")
    assert feats(mended) == {Feat.HEAVIEST, Feat.FOR_REPS, Feat.E1RM}
    assert {str(record.before.load) for record in mended.records} == {"104 kg"}


async def test_what_is_undone_is_nothing_to_beat_until_it_is_put_back(log: Log) -> None:
    await log("squat 100x5", "4 days ago")
    await log("squat 140 5x5", "2 days ago")
    await log.logbook.undo(ANNA, 2)
    beaten = await log("squat 110x5")
    assert feats(beaten) == {Feat.HEAVIEST, Feat.FOR_REPS, Feat.E1RM}
    assert volume(beaten) == ("550", "500")
    await log.logbook.redo(ANNA, 2)
    again = await log.edit(3, "squat 111x5")
    assert (feats(again), again.volume) == (set(), None)


async def test_undoing_the_only_other_entry_makes_the_next_a_first_again(log: Log) -> None:
    await log("squat 100x5")
    await log.logbook.undo(ANNA, 1)
    assert (await log("squat 90x5")).first


async def test_an_entry_moved_to_another_day_counts_for_that_session(log: Log) -> None:
    await log("squat 100 5x5", "6 days ago")
    await log("squat 100 3x5", "4 days ago")
    await log("squat 100 3x5", "2 days ago")
    assert volume(await log.edit(3, "squat 100 3x5", "4 days ago")) == ("3000", "2500")


async def test_a_workout_tells_firsts_and_volume_line_by_line(log: Log, workouts: Workouts) -> None:
    await log("squat 100 5x5", "2 days ago")
    preview = await workouts.preview(ANNA, 99, "squat 100 3x5\nsquat 100 3x5\nbench 80x5")
    saved = (await workouts.save(ANNA, preview.draft_id)).logged
    assert [volume(logged) for logged in saved] == [None, ("3000", "2500"), None]
    assert [logged.first for logged in saved] == [False, False, True]


def weighed(connection: Connection, member_id: int, day: date) -> Weight | None:
    """Say that Anna weighs 80 kg, and 180 lb from the 4th of March on."""
    if member_id != ANNA:
        return None
    return lb(180) if day >= date(2026, 3, 4) else kg(80)


@pytest.fixture
def weighing(database: Database, clock: FakeClock, members: Members, drafts: Drafts) -> Log:
    return Log(Logbook(database, clock, members, drafts, Words(database, CATALOGUE), weighed))


async def test_a_bodyweight_lift_comes_with_the_weight_of_that_day_where_only_the_member_sees_it(
    weighing: Log, members: Members
) -> None:
    await members.share_log(ANNA, public=False)
    assert (await weighing("pull-up bw+20 x5")).body == lb(180)
    assert (await weighing("pull-up bw+20 x5", "yesterday")).body == kg(80)
    assert (await weighing("squat 100x5")).body is None


async def test_what_everyone_sees_never_tells_the_bodyweight(weighing: Log) -> None:
    assert (await weighing("pull-up bw+20 x5")).body is None


async def test_volume_may_be_beyond_all_reason(log: Log) -> None:
    for entry_id, when in ((501, "2 days ago"), (502, "")):
        outcome = await log.logbook.log(ANNA, entry_id, "squat 99999 20x100", when)
        assert isinstance(outcome, Doubted)
        assert isinstance(await log.logbook.confirm(ANNA, outcome.draft_id, other_unit=False), Logged)


async def test_an_entry_of_many_counts_for_its_session_whatever_was_logged_first(log: Log) -> None:
    await log("squat 100 5x5")
    await log("squat 100 6x5", "2 days ago")
    assert volume(await log("squat 100 2x5")) == ("3500", "3000")
    assert volume(await log("squat 100 3x5", "3 days ago")) is None

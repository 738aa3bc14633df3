"""Trials: once in 30 days, changeable, sealed; the counts are always what a recount of the rows gives."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.areas import Area
from bot.database import Connection
from bot.sealing import Seal, Unreadable, new_key
from bot.tips.trials import store
from bot.tips.trials.evidence import Felt, Window
from bot.tips.trials.trials import KEPT_FOR, Trials
from tests.tips.conftest import ANNA, BEN, CARA, HOME

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HEAT, COLD = 9, 10
ACT = st.one_of(
    st.tuples(st.just("tried"), st.sampled_from([HEAT, COLD]), st.sampled_from([ANNA, BEN, CARA]), st.none()),
    st.tuples(
        st.just("felt"),
        st.sampled_from([HEAT, COLD]),
        st.sampled_from([ANNA, BEN, CARA]),
        st.tuples(st.sampled_from(list(Window)), st.sampled_from(list(Felt))),
    ),
    st.tuples(st.just("later"), st.integers(1, 40), st.none(), st.none()),
    st.tuples(st.just("delete"), st.none(), st.sampled_from([ANNA, BEN, CARA]), st.none()),
    st.tuples(st.just("merge"), st.none(), st.none(), st.none()),
)


@pytest.fixture(scope="module")
def trials() -> Trials:
    return Trials(Seal(new_key()))


def counted(connection: Connection) -> Counter[tuple[int, str, str]]:
    rows = connection.execute("SELECT tip_id, at_time, felt, members FROM tip_outcomes WHERE members > 0")
    return Counter({(row["tip_id"], row["at_time"], row["felt"]): row["members"] for row in rows})


def recounted(connection: Connection, trials: Trials) -> Counter[tuple[int, str, str]]:
    found: Counter[tuple[int, str, str]] = Counter()
    for tip_id in (HEAT, COLD):
        for trial in store.of_tip(connection, HOME, tip_id):
            found[tip_id, "any", "tried"] += 1
            said = trials._opened(trial)
            if said is not None:
                found[(tip_id, *said)] += 1
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(ACT, max_size=40))
def test_any_acts_in_any_order_count_as_a_plain_recount(
    connection: Connection, trials: Trials, acts: list[tuple[str, int, int, tuple[Window, Felt] | None]]
) -> None:
    for table in ("tip_trials", "tip_outcomes"):
        connection.execute(f"DELETE FROM {table}")
    now, merged = NOW, False
    for act, what, member, felt in acts:
        now += timedelta(seconds=1)
        if act == "later":
            now += timedelta(days=what)
        elif act == "delete":
            trials.delete_member(connection, member)
        elif act == "merge":
            (trials.part if merged else trials.merge)(connection, HOME, COLD, HEAT)
            merged = not merged
        elif not merged or what != COLD:
            trial = trials.tried(connection, HOME, what, member, now)
            if felt is not None:
                trials.report(connection, trial, *felt)
    assert counted(connection) == recounted(connection, trials)


def test_a_member_counts_once_in_thirty_days(connection: Connection, trials: Trials) -> None:
    for days in (0, 1, 29, 30):
        trials.tried(connection, HOME, HEAT, ANNA, NOW + timedelta(days=days))
    assert counted(connection)[HEAT, "any", "tried"] == 2


@pytest.mark.parametrize(("logged", "tried"), [(-1, 1), (20, 2), (None, 1)])
def test_a_new_flare_up_is_a_new_trial_and_the_same_one_never_is(
    connection: Connection, logged: int | None, tried: int
) -> None:
    since = None if logged is None else NOW + timedelta(days=logged)
    trials = Trials(Seal(new_key()), lambda *_: since)
    for days in (0, 25):
        trials.tried(connection, HOME, HEAT, ANNA, NOW + timedelta(days=days), [Area.KNEE])
    assert counted(connection) == {(HEAT, "any", "tried"): tried}


def test_one_flare_up_is_one_trial_however_long_it_lasts(connection: Connection) -> None:
    trials = Trials(Seal(new_key()), lambda *_: NOW)
    for days in (0, 25, 50, 75):
        trials.tried(connection, HOME, HEAT, ANNA, NOW + timedelta(days=days), [Area.KNEE])
    assert counted(connection) == {(HEAT, "any", "tried"): 1}


def test_who_tried_both_of_two_merged_tips_counts_once(connection: Connection, trials: Trials) -> None:
    for tip_id, felt in ((HEAT, Felt.BETTER), (COLD, Felt.WORSE)):
        trials.report(connection, trials.tried(connection, HOME, tip_id, ANNA, NOW), Window.WEEK, felt)
    before = counted(connection)
    trials.merge(connection, HOME, COLD, HEAT)
    assert counted(connection) == before
    assert counted(connection)[HEAT, "any", "tried"] == 1


def test_what_a_merged_tip_had_counts_for_the_other_until_they_are_taken_apart(
    connection: Connection, trials: Trials
) -> None:
    trials.report(connection, trials.tried(connection, HOME, COLD, ANNA, NOW), Window.WEEK, Felt.WORSE)
    trials.report(connection, trials.tried(connection, HOME, COLD, BEN, NOW), Window.WEEK, Felt.WORSE)
    trials.clear_out(connection, NOW + KEPT_FOR + timedelta(seconds=1))
    trials.report(connection, trials.tried(connection, HOME, COLD, CARA, NOW), Window.WEEK, Felt.BETTER)
    before = counted(connection)
    trials.merge(connection, HOME, COLD, HEAT)
    assert counted(connection)[HEAT, "day7", "worse"] == 2
    later = NOW + timedelta(days=1)
    trials.report(connection, trials.tried(connection, HOME, HEAT, CARA, later), Window.WEEK, Felt.SAME)
    assert counted(connection)[HEAT, "any", "tried"] == 3
    trials.part(connection, HOME, COLD, HEAT)
    assert counted(connection) == before


def test_after_ninety_days_only_counts_are_left(connection: Connection, trials: Trials) -> None:
    trials.report(connection, trials.tried(connection, HOME, HEAT, ANNA, NOW), Window.WEEK, Felt.BETTER)
    before = counted(connection)
    assert trials.clear_out(connection, NOW + timedelta(days=91)) == 1
    assert store.of_member(connection, ANNA) == []
    assert counted(connection) == before


def test_with_a_lost_key_counts_stay_and_a_change_is_refused(connection: Connection, trials: Trials) -> None:
    trial = trials.tried(connection, HOME, HEAT, ANNA, NOW)
    trials.report(connection, trial, Window.WEEK, Felt.BETTER)
    stranger = Trials(Seal(new_key()))
    with pytest.raises(Unreadable):
        stranger.said(connection, HOME, HEAT, ANNA)
    assert stranger.export_member(connection, ANNA)[0]["felt"].startswith("unreadable")
    assert stranger.reseal(connection) == (0, 1)


def test_a_change_of_keys_seals_anew(connection: Connection) -> None:
    old, new = new_key(), new_key()
    first = Trials(Seal(old))
    first.report(connection, first.tried(connection, HOME, HEAT, ANNA, NOW), Window.WEEK, Felt.SAME)
    assert Trials(Seal(f"{new},{old}")).reseal(connection) == (1, 0)
    assert Trials(Seal(new)).said(connection, HOME, HEAT, ANNA) == (Window.WEEK, Felt.SAME)

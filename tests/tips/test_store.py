"""Votes and reports in the tables: any acts in any order come to what a plain recount gives."""

import inspect
import re
from datetime import UTC, datetime
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.areas import Area
from bot.database import Connection
from bot.tips import store
from bot.tips.desk import store as desk_store
from bot.tips.kinds import Kind, When
from bot.tips.tip import Reason, State, Suggestion
from bot.tips.voices import store as voices
from tests.tips.conftest import ANNA, BEN, CARA, DAN, ELSEWHERE, HOME

NOW = datetime(2026, 3, 4, tzinfo=UTC)
WALK = Suggestion(2000, "I walk between my sets", Area.KNEE, Kind.RECOVERY, When.DURING, anonymous=True)
ACTS = st.lists(
    st.tuples(
        st.sampled_from([HOME, ELSEWHERE]),
        st.sampled_from([1, 2, 2000]),
        st.sampled_from([ANNA, BEN, CARA, DAN]),
        st.sampled_from([True, False, None]),
    ),
    max_size=60,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_votes_in_any_order_count_as_a_plain_recount(
    connection: Connection, acts: list[tuple[int, int, int, bool | None]]
) -> None:
    connection.execute("DELETE FROM tip_votes")
    last: dict[tuple[int, int, int], bool | None] = {}
    for guild_id, tip_id, member_id, helps in acts:
        last[guild_id, tip_id, member_id] = helps
        if helps is None:
            voices.withdraw_vote(connection, guild_id, member_id, [tip_id])
        else:
            voices.vote(connection, guild_id, member_id, tip_id, NOW, helps=helps)
    for guild_id in (HOME, ELSEWHERE):
        counted = store.counts_of(connection, guild_id, [1, 2, 2000])
        for tip_id in (1, 2, 2000):
            cast = [helps for (guild, tip, _), helps in last.items() if (guild, tip) == (guild_id, tip_id)]
            standing = [helps for helps in cast if helps is not None]
            assert counted.get(tip_id, store.Count()) == store.Count(sum(standing), len(standing))


def test_a_suggestion_kept_twice_is_one_row(connection: Connection) -> None:
    assert store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    assert not store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    assert connection.execute("SELECT COUNT(*) FROM tips").fetchone()[0] == 1


def test_only_its_author_replaces_a_held_tip(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.HELD, NOW)
    assert not store.put(connection, HOME, BEN, WALK, State.PUBLISHED, NOW)
    assert store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)


def test_the_author_of_an_anonymous_tip_is_not_read_back(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    tip, mine = store.tips(connection, HOME, [WALK.id], BEN)[WALK.id]
    assert tip.author_id is None
    assert not mine


def test_a_tip_hides_at_the_third_report_and_only_once(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    hidden = []
    for member_id in (BEN, BEN, CARA, DAN):
        voices.report(connection, HOME, member_id, WALK.id, Reason.SPAM, NOW)
        hidden.append(store.hide_when_reported(connection, HOME, WALK.id, 3))
    assert hidden == [False, False, False, True]
    assert not store.hide_when_reported(connection, HOME, WALK.id, 3)


def test_reports_of_another_server_do_not_count(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    for member_id in (BEN, CARA, DAN):
        voices.report(connection, ELSEWHERE, member_id, WALK.id, Reason.SPAM, NOW)
    assert not store.hide_when_reported(connection, HOME, WALK.id, 3)


def test_everything_a_member_gave_is_exported(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.HELD, NOW)
    voices.vote(connection, ELSEWHERE, ANNA, 1, NOW, helps=False)
    voices.report(connection, HOME, ANNA, 3000, Reason.SPAM, NOW)
    held = store.export_member(connection, ANNA)
    assert held["tips"][0]["body"] == WALK.text
    assert held["votes"] == [{"guild_id": ELSEWHERE, "tip_id": 1, "helps": 0}]
    assert held["reports"] == [{"guild_id": HOME, "tip_id": 3000, "reason": "spam"}]


def test_after_deletion_no_trace_of_the_member_or_their_tips_is_left(connection: Connection) -> None:
    store.put(connection, HOME, ANNA, WALK, State.PUBLISHED, NOW)
    voices.vote(connection, HOME, BEN, WALK.id, NOW, helps=True)
    voices.vote(connection, HOME, ANNA, 1, NOW, helps=True)
    voices.vote(connection, HOME, BEN, 1, NOW, helps=True)
    voices.report(connection, HOME, ANNA, 3000, Reason.SPAM, NOW)
    voices.report(connection, HOME, CARA, WALK.id, Reason.SPAM, NOW)
    store.delete_member(connection, ANNA)
    left = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in store.TABLES}
    assert [tuple(row)[:4] for row in left["tip_votes"]] == [(HOME, 1, BEN, 1)]
    assert not left["tips"]
    assert not left["tip_reports"]


@pytest.mark.parametrize("module", [store, desk_store, voices])
def test_no_query_of_a_store_gives_voters_or_reporters_away(module: ModuleType) -> None:
    source = re.sub(r'"\s*\n\s*f?"', "", inspect.getsource(module))
    read = re.findall(r"SELECT ((?:(?!SELECT).)*?) FROM (?:tip_votes|tip_reports)", source)
    moved = [columns for columns in read if columns.startswith("guild_id, ?, member_id")]
    assert read != moved
    assert not [columns for columns in read if columns not in moved and ("member_id" in columns or columns == "*")]

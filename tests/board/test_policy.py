"""When posts are edited and tried again: at most every ten seconds, calmer for old messages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.board.policy import EDIT_EVERY, EDIT_OLD_EVERY, MOST_ATTEMPTS, next_edit, next_try

NOW = datetime(2026, 3, 4, tzinfo=UTC)
AGO = st.timedeltas(timedelta(0), timedelta(days=30))


def test_what_is_not_posted_is_posted_at_once() -> None:
    assert next_edit(now=NOW, posted_at=None, edited_at=None) == NOW


def test_the_first_change_waits_ten_seconds_for_those_that_follow() -> None:
    posted = NOW - timedelta(minutes=5)
    assert next_edit(now=NOW, posted_at=posted, edited_at=posted) == NOW + timedelta(seconds=10)


def test_an_old_message_is_edited_every_two_minutes_at_most() -> None:
    edited = NOW - timedelta(seconds=30)
    assert next_edit(now=NOW, posted_at=NOW - timedelta(hours=2), edited_at=edited) == edited + EDIT_OLD_EVERY


@given(AGO, AGO)
def test_no_message_is_edited_twice_within_ten_seconds(since_posted: timedelta, since_edited: timedelta) -> None:
    edited = NOW - min(since_posted, since_edited)
    at = next_edit(now=NOW, posted_at=NOW - since_posted, edited_at=edited)
    assert at - edited >= EDIT_EVERY
    assert at - NOW >= EDIT_EVERY


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1 / 6), (2, 1), (3, 10), (4, 60), (23, 60)])
def test_failures_are_tried_again_ever_later(attempts: int, minutes: float) -> None:
    assert next_try(now=NOW, attempts=attempts, asked=None) == NOW + timedelta(minutes=minutes)


def test_discord_is_left_alone_for_as_long_as_it_asks() -> None:
    assert next_try(now=NOW, attempts=1, asked=timedelta(hours=1)) == NOW + timedelta(hours=1)


def test_it_is_let_be_after_a_day_of_failures() -> None:
    assert next_try(now=NOW, attempts=MOST_ATTEMPTS, asked=None) is None

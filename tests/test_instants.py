"""Instants go into the database as microseconds and come back the same."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import IdSource, made_at
from bot.instants import compact, from_compact, from_micros, to_micros


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001 - made aware below
def test_an_instant_comes_back_the_same(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    assert from_micros(to_micros(instant)) == instant


def test_an_instant_in_a_files_name_comes_back_by_the_second() -> None:
    instant = datetime(2026, 11, 28, 4, 30, 7, 5000, tzinfo=timezone(timedelta(hours=1)))
    assert compact(instant) == "20261128T033007Z"
    assert from_compact(compact(instant)) == instant.replace(microsecond=0)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


class Chance:
    """Random bits that are always the same."""

    def getrandbits(self, _: int) -> int:
        return 5


def test_ids_of_one_instant_differ_and_grow() -> None:
    ids = IdSource(lambda: datetime(2026, 1, 1, tzinfo=UTC), Chance())  # type: ignore[arg-type]  # a stand-in
    made = [ids() for _ in range(100)]
    assert made == sorted(set(made))


def test_ids_sort_by_time_and_fit_63_bits() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    early = IdSource(lambda: now, Chance())()  # type: ignore[arg-type]
    late = IdSource(lambda: now + timedelta(days=365 * 60), Chance())()  # type: ignore[arg-type]
    assert early < late < 2**63


@given(st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001 - made aware below
def test_an_id_tells_when_it_was_made_by_the_millisecond(naive: datetime) -> None:
    now = naive.replace(tzinfo=UTC)
    made = made_at(IdSource(lambda: now, Chance())())  # type: ignore[arg-type]
    assert timedelta(0) <= now - made < timedelta(milliseconds=1)


def test_digits_that_are_no_day_are_no_instant() -> None:
    assert from_compact("20269999T999999Z") is None

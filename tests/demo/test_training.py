"""The months of training: plans become entries on their weekdays."""

from datetime import date
from typing import Any

import pytest

from bot.data import data_path, read_toml
from bot.demo.cast import PEOPLE, Person
from bot.demo.training import lifted
from bot.lifts.exercises import Catalogue
from bot.lifts.reading import read

SUNDAY = date(2026, 3, 8)


def plan(**changes: Any) -> dict[str, Any]:
    lift = {"lift": "squat", "sets": "{w} 5x5", "start": 100, "step": 2.5} | changes
    return {"who": "nils", "weeks": 3, "days": ["wed"], "lifts": [lift]}


def test_each_week_is_on_the_plans_weekday() -> None:
    days = [one.day for one in lifted([plan()], SUNDAY)]
    assert days == [date(2026, 2, 18), date(2026, 2, 25), date(2026, 3, 4)]


def test_the_last_day_itself_counts() -> None:
    assert lifted([plan()], date(2026, 3, 4))[-1].day == date(2026, 3, 4)


def test_the_working_weight_climbs_by_the_step() -> None:
    entries = [one.entry for one in lifted([plan()], SUNDAY)]
    assert entries == ["squat 100 5x5", "squat 102.5 5x5", "squat 105 5x5"]


def test_a_reset_takes_the_weight_back_and_climbs_again() -> None:
    entries = [one.entry for one in lifted([plan(dip=2, back=10)], SUNDAY)]
    assert entries == ["squat 100 5x5", "squat 102.5 5x5", "squat 95 5x5"]


def test_shares_of_the_working_weight_can_be_loaded() -> None:
    assert lifted([plan(sets="{w:62.5}x5, {w}x5")], SUNDAY)[-1].entry == "squat 65x5, 105x5"


@pytest.mark.parametrize(
    "plan", read_toml("demo.toml")["training"], ids=lambda plan: f"{plan['who']}-{plan['days'][0]}"
)
def test_a_plan_of_the_demo_ends_in_the_last_week(plan: dict[str, Any]) -> None:
    assert (SUNDAY - lifted([plan], SUNDAY)[-1].day).days < 7


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_every_entry_of_the_demo_is_read_in_one_way(person: Person) -> None:
    catalogue = Catalogue.from_csv(data_path("exercises.csv"))
    mine = [one for one in lifted(read_toml("demo.toml")["training"], SUNDAY) if one.who == person.key]
    assert [one.entry for one in mine if len(read(one.entry, catalogue, person.unit)) != 1] == []

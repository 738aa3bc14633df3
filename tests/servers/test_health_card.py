"""When `/spotter health` asks for a look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.store import Queue
from cogs.server.health import State, health_card
from cogs.ui.card import ASK, GOOD
from tests.conftest import START

EMPTY = Queue(ahead=0, waiting={}, oldest=None, failed=())
LATE = replace(EMPTY, waiting={("reminder", "again"): 2}, oldest=START - timedelta(hours=1))
WELL = State(
    now=START,
    started_at=START - timedelta(days=3),
    latency=0.04,
    queue=EMPTY,
    faults=(),
    backups=True,
    backups_here=True,
    last_backup=START - timedelta(hours=23),
    backup_failed=False,
)


def test_a_bot_that_is_well_looks_so() -> None:
    assert health_card(WELL).colour == GOOD


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (replace(WELL, latency=float("nan")), "no heartbeat yet"),
        (replace(WELL, latency=2.5), "2500 ms"),
        (replace(WELL, queue=LATE), "2 waiting now, 2 of them again after a failure; the oldest was due"),
        (replace(WELL, backup_failed=True), "the latest try failed"),
        (replace(WELL, last_backup=START - timedelta(days=3)), "**Backup** made"),
    ],
)
def test_what_is_not_as_it_should_be_is_said_and_seen(state: State, said: str) -> None:
    shown = health_card(state)
    assert said in str(shown.description)
    assert shown.colour == ASK


def test_a_bot_that_makes_no_backups_is_well_all_the_same() -> None:
    shown = health_card(replace(WELL, backups=False, last_backup=None))
    assert (shown.colour, "I make none by myself." in str(shown.description)) == (GOOD, True)


def test_a_process_that_leaves_backups_to_another_says_so() -> None:
    shown = health_card(replace(WELL, backups_here=False, last_backup=None))
    assert (shown.colour, "the part of me with shard 0 makes them" in str(shown.description)) == (GOOD, True)


def test_a_process_that_leaves_backups_to_another_says_that_it_cannot_see_them() -> None:
    shown = health_card(replace(WELL, backups_here=False, backup_failed=True))
    assert (shown.colour, "their folder can't be read from here" in str(shown.description)) == (ASK, True)


def test_a_process_that_leaves_backups_to_another_asks_for_a_look_where_the_newest_it_sees_is_old() -> None:
    shown = health_card(replace(WELL, backups_here=False, last_backup=START - timedelta(days=3)))
    assert (shown.colour, "where they are made; the newest I see was made" in str(shown.description)) == (ASK, True)


def test_faults_are_counted_by_the_first_word_of_what_failed() -> None:
    shown = health_card(replace(WELL, faults=[("remind me", 2), ("log", 2), ("remind", 1)]))
    assert [field.value for field in shown.fields] == ["Nothing.", "3 × remind\n2 × log"]


def test_faults_in_what_is_about_health_are_told_without_a_name() -> None:
    shown = health_card(replace(WELL, faults=[("flare log", 1), ("checkin weekly", 1), ("safety", 1)]))
    assert [field.value for field in shown.fields] == ["Nothing.", "3 × other"]
    assert shown.colour == ASK

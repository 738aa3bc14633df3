"""The demo's clock: real time, held in the story, moved ahead on request."""

from datetime import timedelta

from bot.demo.clock import DemoClock
from tests.conftest import START, FakeClock

MINUTE = timedelta(minutes=1)


def test_the_clock_tells_the_machines_time() -> None:
    system = FakeClock()
    clock = DemoClock(system)
    system.move(minutes=1)
    assert clock() == START + MINUTE


def test_a_held_clock_stands_still() -> None:
    system = FakeClock()
    clock = DemoClock(system)
    clock.hold(START - MINUTE)
    system.move(minutes=1)
    assert clock() == START - MINUTE


def test_a_clock_that_flows_again_tells_the_machines_time() -> None:
    clock = DemoClock(FakeClock())
    clock.hold(START - MINUTE)
    clock.flow()
    assert clock() == START


def test_time_goes_on_from_where_it_was_skipped_to() -> None:
    system = FakeClock()
    clock = DemoClock(system)
    clock.skip_to(START + 10 * MINUTE)
    system.move(minutes=1)
    assert clock() == START + 11 * MINUTE


def test_skipping_to_the_past_changes_nothing() -> None:
    clock = DemoClock(FakeClock())
    clock.skip_to(START - MINUTE)
    assert clock() == START

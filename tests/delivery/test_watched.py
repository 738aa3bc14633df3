"""What whoever watches the courier is told."""

from datetime import timedelta

from tests.observing import Recorder

from .conftest import Office


async def test_the_observer_is_told_what_became_of_a_delivery_and_how_late_it_was(office: Office) -> None:
    recorder = Recorder()
    courier = office.new_courier("watched", observer=recorder)
    await office.owe()
    office.clock.move(seconds=5)
    await courier.run_due()
    assert recorder.told == [("delivery", "note", "delivered", timedelta(seconds=5))]


async def test_it_is_seen_when_the_courier_last_looked(office: Office) -> None:
    assert office.courier.looked_at is None
    await office.courier.run_due()
    assert office.courier.looked_at is not None

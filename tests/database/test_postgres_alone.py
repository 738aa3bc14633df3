"""Who copies, reseals or restores has a PostgreSQL database alone, or is told that somebody was there."""

import threading
from datetime import timedelta

import pytest

from bot.database import postgres_alone
from bot.database.leases import take_all
from bot.database.postgres_alone import alone_on
from bot.database.presence import EVERYTHING, LASTING, SHARD
from bot.errors import OperatorError
from bot.instants import to_micros
from tests import look
from tests.conftest import FakeClock
from tests.postgres import Room, Server

LEASES = "SELECT name FROM leases ORDER BY name"


@pytest.fixture
def url(postgres_room: Room) -> str:
    return postgres_room.emptied()


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_alone, "RENEW_SECONDS", 0.01)


def serve(url: str, clock: FakeClock, shard: int = 3) -> None:
    """Have a bot say that it is there."""
    until = to_micros(clock() + LASTING)
    look.rows(url, "INSERT INTO leases (name, owner, until) VALUES (?, 'bot', ?) RETURNING 1", f"{SHARD}{shard}", until)


def test_it_is_refused_while_a_bot_serves(url: str, clock: FakeClock) -> None:
    serve(url, clock)
    with pytest.raises(OperatorError, match="A bot with shard 3"), alone_on(url, clock):
        pass
    clock.now += LASTING
    with alone_on(url, clock) as alone:
        alone.confirm()


def test_it_is_refused_while_somebody_else_is_at_it(url: str, clock: FakeClock) -> None:
    with (
        alone_on(url, clock),
        pytest.raises(OperatorError, match="Somebody who copies, reseals or restores is at"),
        alone_on(url, clock),
    ):
        pass


def test_it_is_kept_for_longer_than_one_lease_lasts(url: str, clock: FakeClock, often: None) -> None:
    with alone_on(url, clock) as alone:
        for _ in range(3):
            clock.move(seconds=20)
            alone.confirm()
        assert [row["until"] for row in look.rows(url, "SELECT until FROM leases")] == [to_micros(clock() + LASTING)]


def test_it_is_given_back(url: str, clock: FakeClock) -> None:
    with alone_on(url, clock):
        assert [row["name"] for row in look.rows(url, LEASES)] == [EVERYTHING]
    assert look.rows(url, LEASES) == []


def test_a_bot_that_came_meanwhile_is_told_of_though_it_has_left_again(url: str, clock: FakeClock) -> None:
    with alone_on(url, clock) as alone:
        serve(url, clock)  # as if this had slept until its lease ran out
        alone._renew()
        look.rows(url, "DELETE FROM leases WHERE owner = 'bot' RETURNING 1")
        with pytest.raises(OperatorError, match="A process may have come"):
            alone.confirm()


def test_a_lease_that_ran_out_before_it_was_taken_anew_is_told_of(
    url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_alone, "LASTING", timedelta(0))
    with alone_on(url, clock) as alone, pytest.raises(OperatorError, match="A process may have come"):
        alone.confirm()


def test_a_database_without_tables_needs_no_lease(postgres_server: Server, clock: FakeClock) -> None:
    with alone_on(postgres_server.create("bare"), clock) as alone:
        alone.confirm()


def test_of_a_bot_and_one_who_wants_all_that_come_at_once_one_gives_way(url: str, clock: FakeClock) -> None:
    for number in range(30):
        serving: list[bool] = []
        both = threading.Barrier(2)

        def serve_too(serving: list[bool] = serving, both: threading.Barrier = both) -> None:
            both.wait()
            now = clock()
            held = postgres_alone._in_one_go(
                url, lambda connection: take_all(connection, ["shard 0"], "bot", now, now + LASTING, EVERYTHING)
            )
            serving.append(held is None)

        bot = threading.Thread(target=serve_too)
        bot.start()
        both.wait()
        try:
            with alone_on(url, clock):
                alone = True
                bot.join()
        except OperatorError:
            alone = False
        bot.join()
        assert [alone] != serving, f"round {number}"
        look.rows(url, "DELETE FROM leases RETURNING 1")

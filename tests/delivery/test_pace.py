"""Discord's limits are kept to: requests a second, new direct messages a minute."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.delivery.pace import NewDoors, Pace
from bot.delivery.post import Later

from .conftest import ANNA, START, Office


async def turns(pace: Pace, count: int, *, takes: float = 0.0) -> list[tuple[int, float, float]]:
    """Have so many ask at once; return who went when and was answered when, by the loop's clock."""
    gone, loop = list[tuple[int, float, float]](), asyncio.get_running_loop()

    async def go(number: int) -> None:
        async with pace.turn():
            went = loop.time()
            await asyncio.sleep(takes)
            gone.append((number, went, loop.time()))

    await asyncio.gather(*(go(number) for number in range(count)))
    return gone


async def test_requests_go_in_their_order_and_no_faster_than_agreed() -> None:
    began = asyncio.get_running_loop().time()
    gone = await turns(Pace(200), 60)
    assert [number for number, *_ in gone] == list(range(60))
    assert gone[-1][1] - began >= 59 / 200 - 0.1


async def test_no_second_has_more_than_agreed_even_after_the_process_was_held_up() -> None:
    pace = Pace(20)
    first = await turns(pace, 12)
    time.sleep(0.3)  # noqa: ASYNC251 - the loop itself is to stand still
    gone = first + await turns(pace, 14)
    assert all(gone[number + 20][1] - gone[number][2] >= 1 for number in range(len(gone) - 20))


async def test_a_place_is_free_again_a_second_after_the_answer_for_it_counts_until_then() -> None:
    pace = Pace(2)
    gone = await turns(pace, 3, takes=0.2)
    assert gone[2][1] - gone[0][2] >= 1


async def test_who_gives_up_waiting_leaves_the_place_to_others() -> None:
    pace = Pace(1)
    await turns(pace, 1)
    waiting = asyncio.create_task(turns(pace, 1))
    await asyncio.sleep(0)
    waiting.cancel()
    assert len(await turns(pace, 1)) == 1


def test_so_many_new_ones_a_minute_go_at_once_and_the_others_stand_in_a_row() -> None:
    doors = NewDoors(6)
    asked = [doors.ask(START) for _ in range(10)]
    assert asked[:6] == [None] * 6
    later = [at for at in asked[6:] if at]
    assert [at - START for at in later] == [timedelta(seconds=10 * place) for place in (1, 2, 3, 4)]
    for at in later:
        assert doors.ask(at) is None


@pytest.mark.parametrize("processes", [1, 3, 4, 7, 30])
def test_processes_that_share_the_minute_open_no_more_than_that_in_the_long_run(processes: int) -> None:
    doors, minutes = [NewDoors(10 / processes) for _ in range(processes)], 30
    opened = sum(one.ask(START + timedelta(seconds=second)) is None for second in range(60 * minutes) for one in doors)
    assert 10 * minutes * 0.8 <= opened <= 10 * minutes + max(10, processes)


def test_a_minute_later_there_is_room_again() -> None:
    doors = NewDoors(2)
    for _ in range(3):
        doors.ask(START)
    assert doors.ask(START + timedelta(minutes=2)) is None


def test_what_discord_calls_too_fast_closes_all_new_ones() -> None:
    doors = NewDoors(10)
    doors.close(START + timedelta(minutes=10))
    at = doors.ask(START)
    assert at is not None
    assert at >= START + timedelta(minutes=10)
    assert doors.ask(START + timedelta(minutes=11)) is None


async def test_many_members_who_were_never_written_to_are_reached_slowly_and_no_attempt_is_counted(
    office: Office,
) -> None:
    for number in range(25):
        await office.owe(number + 1, member_id=ANNA + number)
    while await office.courier.run_due():
        pass
    assert len(office.post.opened) == 10
    office.clock.move(seconds=60)
    while await office.courier.run_due():
        pass
    assert len(office.post.opened) == 20
    office.clock.move(seconds=60)
    while await office.courier.run_due():
        pass
    assert len(office.post.arrived) == 25
    assert [(await office.row(number + 1))["attempts"] for number in range(25)] == [1] * 25


async def test_a_known_door_waits_for_nobody(office: Office) -> None:
    for number in range(12):
        await office.owe(number + 1, member_id=ANNA + number)
    while await office.courier.run_due():
        pass
    await office.owe(50, member_id=ANNA)
    await office.courier.run_due()
    assert "50" in office.post.arrived


async def test_too_fast_for_one_keeps_all_new_ones_waiting(office: Office) -> None:
    office.post.open_fails = [Later("discord_40003", timedelta(minutes=10))]
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2, member_id=ANNA + 1)
    await office.courier.run_due()
    assert len(office.post.opened) == 1
    office.clock.move(minutes=13)
    while await office.courier.run_due():
        pass
    assert set(office.post.arrived) == {"1", "2"}


async def test_what_is_settled_goes_after_its_time_and_what_is_owed_stays(office: Office) -> None:
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2, due_at=START + timedelta(days=400))
    office.clock.move(days=91)
    await office.owe(3)
    await office.courier.run_due()
    assert await office.courier.clear_out(timedelta(days=90)) == 1
    assert [(await office.row(row_id))["id"] for row_id in (2, 3)] == [2, 3]


async def test_the_operator_sees_how_much_and_why_and_nobodys_name(office: Office) -> None:
    await office.owe(1)
    office.line.private = True
    office.welcome = False
    await office.courier.run_due()
    await office.owe(2, due_at=START - timedelta(minutes=5))
    await office.owe(3, due_at=START + timedelta(days=1))
    health = await office.courier.health()
    assert (health.ahead, health.due, health.again, health.oldest) == (2, 1, 0, START - timedelta(minutes=5))
    assert health.failed == (("dms_off", 1),)
    office.clock.move(days=2)
    assert (await office.courier.health()).failed == ()

"""Claim, send, confirm, and what becomes of it when that does not work."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.delivery import store
from bot.delivery.courier import AT_ONCE, KNOCK_AGAIN, LEASE
from bot.delivery.post import Later, Refused
from bot.delivery.retries import MOST_ATTEMPTS
from bot.delivery.schedule import Due

from .conftest import ANNA, BEN, BUSY, CHANNEL, CLOSED, START, Office


async def test_a_due_row_is_sent_and_confirmed(office: Office) -> None:
    await office.owe()
    assert await office.courier.run_due() == 1
    assert office.post.arrived == {"1": "letter 1"}
    row = await office.row()
    assert (row["state"], row["attempts"], row["try_at"]) == ("delivered", 1, None)
    assert office.line.went_out == [1]


async def test_nothing_is_sent_before_it_is_due(office: Office) -> None:
    await office.owe(due_at=office.clock.now + timedelta(seconds=1))
    assert await office.courier.run_due() == 0
    office.clock.move(seconds=1)
    assert await office.courier.run_due() == 1


async def test_what_arrived_is_not_sent_again(office: Office) -> None:
    await office.owe()
    await office.courier.run_due()
    office.clock.move(days=2)
    assert await office.courier.run_due() == 0


async def test_the_same_occurrence_is_owed_once(office: Office) -> None:
    await office.owe(1, subject_id=5)
    await office.owe(2, subject_id=5)
    assert await office.courier.run_due() == 1


async def test_two_processes_never_both_win_a_row(office: Office) -> None:
    for row_id in range(1, 41):
        await office.owe(row_id)
    other = office.new_courier("second", database=office.second)
    handled = 0
    while got := sum(await asyncio.gather(office.courier.run_due(), other.run_due())):
        handled += got
    assert handled == 40
    assert len(office.post.sends) == 40


async def test_a_claim_holds_until_its_lease_ends(office: Office) -> None:
    await office.owe()
    now = office.clock.now
    [mine] = await office.database.write(store.claim, now=now, until=now + LEASE, owner="dead", limit=5)
    office.clock.move(seconds=LEASE.total_seconds() - 1)
    assert await office.courier.run_due() == 0
    office.clock.move(seconds=1)
    assert await office.courier.run_due() == 1
    assert (await office.row())["attempts"] == 2
    assert not await office.database.write(store.confirm, mine, "dead", office.clock.now)


async def test_an_earlier_claim_of_the_same_process_confirms_nothing(office: Office) -> None:
    await office.owe()
    claims = []
    for _ in range(2):
        now = office.clock.now
        claims += await office.database.write(store.claim, now=now, until=now + LEASE, owner="same", limit=5)
        office.clock.move(seconds=LEASE.total_seconds())
    first, second = claims
    assert not await office.database.write(store.confirm, first, "same", office.clock.now)
    assert await office.database.write(store.confirm, second, "same", office.clock.now)


async def lose_the_answer(office: Office, row_id: int = 1) -> None:
    """Have a row arrive, and the process end before it hears so; another takes over when the lease has ended."""
    await office.owe(row_id)
    office.post.answer_lost = True
    await office.courier.run_due()
    office.post.answer_lost = False
    assert (await office.row(row_id))["state"] == "claimed"
    office.courier = office.new_courier("next")


async def test_what_arrived_before_a_crash_is_found_where_it_stands_however_long_ago(office: Office) -> None:
    await lose_the_answer(office)
    office.clock.move(days=3)
    assert await office.courier.run_due() == 1
    assert [nonce for _, nonce in office.post.sends] == ["1"]
    assert (await office.row())["state"] == "delivered"
    assert office.line.went_out == [1]


async def test_what_is_not_known_by_its_buttons_repeats_its_nonce(office: Office) -> None:
    office.post.has_buttons = False
    await lose_the_answer(office)
    office.clock.move(seconds=LEASE.total_seconds())
    assert await office.courier.run_due() == 1
    assert [nonce for _, nonce in office.post.sends] == ["1", "1"]
    assert len(office.post.arrived) == 1
    assert office.line.went_out == [1]


async def test_a_first_attempt_looks_for_nothing(office: Office) -> None:
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2)
    await office.courier.run_due()
    assert office.post.looks == []


async def test_where_nothing_can_be_looked_at_it_is_sent_with_the_same_nonce(office: Office) -> None:
    await lose_the_answer(office)
    office.clock.move(seconds=LEASE.total_seconds())
    office.post.look_fails = [Refused("no_access")]
    await office.courier.run_due()
    assert [nonce for _, nonce in office.post.sends] == ["1", "1"]


async def test_a_look_that_may_work_later_is_tried_again_before_anything_is_sent(office: Office) -> None:
    await lose_the_answer(office)
    office.clock.move(seconds=LEASE.total_seconds())
    office.post.look_fails = [BUSY]
    await office.courier.run_due()
    row = await office.row()
    assert (row["state"], row["code"], len(office.post.sends)) == ("scheduled", "http_503", 1)


async def test_a_door_closed_meanwhile_does_not_make_undeliverable_what_arrived_without_an_answer(
    office: Office,
) -> None:
    await lose_the_answer(office)
    office.post.send_fails = [CLOSED]
    await office.owe(2)
    await office.courier.run_due()
    assert (await office.row(2))["state"] == "undeliverable"
    office.clock.move(seconds=LEASE.total_seconds())
    await office.courier.run_due()
    assert (await office.row(1))["state"] == "delivered"
    assert [nonce for _, nonce in office.post.sends] == ["1", "2"]


async def test_direct_messages_switched_off_meanwhile_do_not_either(office: Office) -> None:
    await lose_the_answer(office)
    office.welcome = False
    office.clock.move(seconds=LEASE.total_seconds())
    await office.courier.run_due()
    assert (await office.row(1))["state"] == "delivered"


def test_the_longest_nonce_fits() -> None:
    assert len(Due(ANNA, 2**63 - 1, "note", 1, "", START, 1, None).nonce) <= 25


@pytest.mark.parametrize(
    ("late", "said"),
    [(timedelta(0), None), (timedelta(seconds=60), None), (timedelta(seconds=61), timedelta(seconds=61))],
)
async def test_what_is_more_than_a_minute_late_says_so(office: Office, late: timedelta, said: timedelta | None) -> None:
    await office.owe()
    office.clock.now += late
    await office.courier.run_due()
    assert office.line.late == [said]


async def test_a_failure_that_may_pass_is_tried_again(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [BUSY]
    await office.courier.run_due()
    row = await office.row()
    assert (row["state"], row["code"], row["attempts"]) == ("scheduled", "http_503", 1)
    assert await office.courier.run_due() == 0
    office.clock.move(seconds=6)
    assert await office.courier.run_due() == 1
    assert (await office.row())["state"] == "delivered"


async def test_discord_is_left_alone_for_as_long_as_it_asked(office: Office) -> None:
    await office.owe()
    office.post.open_fails = [Later("discord_40003", timedelta(minutes=10))]
    await office.courier.run_due()
    office.clock.move(minutes=9)
    assert await office.courier.run_due() == 0
    office.clock.move(minutes=3)
    assert await office.courier.run_due() == 1


async def test_a_fault_of_our_own_is_tried_again_and_does_not_stop_the_others(office: Office) -> None:
    await office.owe(1)
    await office.owe(2)
    office.post.send_fails = [KeyError("a mistake")]
    assert await office.courier.run_due() == 2
    states = sorted([(await office.row(1))["state"], (await office.row(2))["state"]])
    assert states == ["delivered", "scheduled"]


async def test_it_is_given_up_at_last_and_the_member_is_told(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [BUSY] * MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS):
        await office.courier.run_due()
        office.clock.move(hours=2)
    row = await office.row()
    assert (row["state"], row["code"]) == ("undeliverable", "gave_up")
    assert office.line.did_not == [1]
    [missed] = await office.courier.missed(ANNA)
    assert missed.why == "Discord did not answer for a day"


async def test_what_is_no_longer_wanted_is_cancelled(office: Office) -> None:
    await office.owe()
    office.line.wanted = False
    await office.courier.run_due()
    assert (await office.row())["state"] == "cancelled"
    assert office.post.sends == []


async def test_cancelling_takes_only_what_has_not_arrived(office: Office) -> None:
    await office.owe(1, subject_id=5, step="a")
    await office.courier.run_due()
    await office.owe(2, subject_id=5, step="b", due_at=office.clock.now + timedelta(hours=1))
    await office.owe(3, subject_id=5, step="c", due_at=office.clock.now + timedelta(hours=1))
    assert await office.cancel(5, step="b") == 1
    assert await office.cancel(5) == 1
    assert await office.cancel(5) == 0
    assert [(await office.row(row_id))["state"] for row_id in (1, 2, 3)] == ["delivered", "cancelled", "cancelled"]


async def test_another_members_rows_are_not_cancelled(office: Office) -> None:
    await office.owe(1, member_id=BEN)
    assert await office.cancel(1) == 0


async def test_a_subject_cancelled_while_it_is_on_its_way_does_not_go_on(office: Office) -> None:
    await office.owe(1)

    async def cancel() -> None:
        await office.cancel(1)

    office.post.before_answer = cancel
    await office.courier.run_due()
    assert (await office.row())["state"] == "cancelled"
    assert office.line.went_out == []


async def test_stopping_finishes_what_is_under_way_and_takes_on_nothing_more(office: Office) -> None:
    await office.owe(1)
    gate = asyncio.Event()
    office.post.before_answer = gate.wait
    round_ = asyncio.create_task(office.courier.run_due())
    await office.post.reached.wait()
    closing = asyncio.create_task(office.courier.close())
    await asyncio.sleep(0)
    assert not closing.done()
    gate.set()
    await closing
    await round_
    assert (await office.row())["state"] == "delivered"
    await office.owe(2)
    assert await office.courier.run_due() == 0


async def test_the_loop_is_woken_by_an_insert_and_ends_when_closed(office: Office) -> None:
    loop = asyncio.create_task(office.courier.run())
    await asyncio.sleep(0)
    await office.owe()
    office.schedule.wake()
    async with asyncio.timeout(5):
        await office.post.reached.wait()
        await office.courier.close()
    assert loop.done()
    assert (await office.row())["state"] == "delivered"


async def test_the_loop_outlives_a_fault_of_the_database(office: Office) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    write = office.database.write
    office.database.write = broken  # type: ignore[method-assign,assignment]
    loop = asyncio.create_task(office.courier.run())
    for _ in range(5):
        await asyncio.sleep(0)
    office.database.write = write  # type: ignore[method-assign]
    await office.owe()
    office.schedule.wake()
    async with asyncio.timeout(5):
        await office.post.reached.wait()
        await office.courier.close()
    assert loop.done()
    assert office.line.went_out == [1]


async def test_one_round_takes_no_more_than_may_be_under_way(office: Office) -> None:
    for row_id in range(1, AT_ONCE + 6):
        await office.owe(row_id)
    assert await office.courier.run_due() == AT_ONCE
    assert await office.courier.run_due() == 5


async def test_a_channel_that_is_known_is_not_opened_again(office: Office) -> None:
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2)
    await office.new_courier("after a restart").run_due()
    assert office.post.opened == [ANNA]


async def test_a_known_channel_that_is_gone_is_opened_anew(office: Office) -> None:
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2)
    office.post.send_fails = [Refused("channel_gone")]
    await office.courier.run_due()
    assert office.post.opened == [ANNA, ANNA]
    assert (await office.row(2))["state"] == "delivered"


async def test_closed_doors_lead_to_a_bare_mention_where_it_was_made(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    await office.courier.run_due()
    assert office.post.calls == [(CHANNEL, ANNA)]
    row = await office.row()
    assert (row["state"], row["code"], row["called"]) == ("undeliverable", "dms_closed", 1)
    assert office.line.did_not == [1]


async def test_what_is_private_never_goes_near_a_channel(office: Office) -> None:
    await office.owe()
    office.line.private = True
    office.post.send_fails = [CLOSED]
    await office.courier.run_due()
    assert office.post.calls == []
    assert (await office.row())["state"] == "undeliverable"


@pytest.mark.parametrize("failure", [Refused("no_permission"), Refused("channel_gone")])
async def test_with_no_way_left_it_is_kept(office: Office, failure: Refused) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    office.post.call_fails = [failure]
    await office.courier.run_due()
    row = await office.row()
    assert (row["state"], row["code"], row["called"]) == ("undeliverable", "dms_closed", 0)


async def test_a_mention_that_may_work_later_is_tried_again_without_knocking_again(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    office.post.call_fails = [BUSY]
    await office.courier.run_due()
    assert (await office.row())["state"] == "scheduled"
    office.clock.move(seconds=6)
    await office.courier.run_due()
    assert office.post.calls == [(CHANNEL, ANNA)]
    assert len(office.post.sends) == 1


async def test_closed_doors_are_not_tried_for_every_row(office: Office) -> None:
    office.post.open_fails = [CLOSED]
    for row_id in range(1, 6):
        await office.owe(row_id, channel_id=None)
        await office.courier.run_due()
    assert office.post.opened == [ANNA]
    office.clock.now += KNOCK_AGAIN
    await office.owe(6, channel_id=None)
    await office.courier.run_due()
    assert (await office.row(6))["state"] == "delivered"


async def test_of_rows_due_together_only_the_first_knocks_at_a_closed_door(office: Office) -> None:
    office.post.open_fails = [CLOSED]
    for row_id in range(1, 6):
        await office.owe(row_id)
    assert await office.courier.run_due() == 5
    assert office.post.opened == [ANNA]
    assert office.post.sends == []


async def test_what_is_due_together_arrives_in_order(office: Office) -> None:
    for row_id in (3, 1, 2):
        await office.owe(row_id, due_at=office.clock.now + timedelta(minutes=row_id))
    office.clock.move(minutes=5)
    await office.courier.run_due()
    assert list(office.post.arrived) == ["1", "2", "3"]


async def test_other_members_doors_are_their_own(office: Office) -> None:
    office.post.open_fails = [CLOSED]
    await office.owe(1)
    await office.courier.run_due()
    await office.owe(2, member_id=BEN)
    await office.courier.run_due()
    assert (await office.row(2))["state"] == "delivered"


async def test_a_text_that_discord_refuses_does_not_shut_the_door(office: Office) -> None:
    await office.owe(1)
    office.post.send_fails = [Refused("text_refused")]
    await office.courier.run_due()
    await office.owe(2)
    await office.courier.run_due()
    assert (await office.row(2))["state"] == "delivered"


async def test_a_member_who_wants_no_direct_messages_gets_none(office: Office) -> None:
    office.welcome = False
    await office.owe()
    await office.courier.run_due()
    assert office.post.opened == []
    [missed] = await office.courier.missed(ANNA)
    assert missed.reason == "dms_off"


async def test_what_was_missed_is_told_once_with_the_reason_and_opens_the_door_for_the_next(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    await office.courier.run_due()
    assert await office.courier.missed(BEN) == []
    [missed] = await office.courier.missed(ANNA)
    assert (missed.text, missed.why) == ("missed 1", "your direct messages are closed to me")
    await office.courier.told([missed])
    assert await office.courier.missed(ANNA) == []
    await office.owe(2)
    await office.courier.run_due()
    assert (await office.row(2))["state"] == "delivered"


async def test_what_was_missed_is_told_again_until_the_member_has_been_shown_it(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    await office.courier.run_due()
    for _ in range(2):
        assert [missed.due.id for missed in await office.courier.missed(ANNA)] == [1]


async def test_what_cannot_be_told_keeps_nothing_else_from_being_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def missed_text(due: Due) -> str:
        if due.id == 1:
            raise ValueError("a secret")
        return f"missed {due.id}"

    for row_id in (1, 2):
        await office.owe(row_id)
    office.post.send_fails = [CLOSED]
    while await office.courier.run_due():
        pass
    monkeypatch.setattr(office.line, "missed_text", missed_text)
    missed = await office.courier.missed(ANNA)
    await office.courier.told(missed)
    assert [one.due.id for one in missed] == [2]
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == [
        "what was missed can't be told"
    ]
    assert (await office.row(1))["told_at"] is None


async def test_what_no_longer_matters_is_not_told(office: Office) -> None:
    await office.owe()
    office.post.send_fails = [CLOSED]
    await office.courier.run_due()
    office.line.wanted = False
    assert await office.courier.missed(ANNA) == []
    assert (await office.row())["told_at"] is not None


@pytest.mark.parametrize("failure", [None, CLOSED])
async def test_nothing_is_remembered_of_a_member_who_deletes_everything_meanwhile(
    office: Office, failure: Refused | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deleted_while_it_opens(member_id: int) -> int:
        await office.database.write(store.delete_member, member_id)
        if failure:
            raise failure
        return member_id + 1

    await office.owe()
    monkeypatch.setattr(office.post, "open", deleted_while_it_opens)
    await office.courier.run_due()
    assert await office.database.read(store.export_member, ANNA) == {"deliveries": [], "dm_channels": []}


async def test_what_goes_into_a_channel_goes_there_and_never_to_its_author(office: Office) -> None:
    office.courier = office.new_courier("into channels", into_channels=("note",))
    await office.owe(1)
    await office.courier.run_due()
    assert office.post.sends == [(CHANNEL, "1")]
    office.post.send_fails = [Refused("no_permission")]
    await office.owe(2)
    await office.courier.run_due()
    row = await office.row(2)
    assert (row["state"], row["code"], row["called"]) == ("undeliverable", "no_permission", 0)
    assert (office.post.opened, office.post.calls) == ([], [])
    assert office.line.did_not == [2]

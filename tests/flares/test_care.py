"""The use cases of flare-ups, on a real database."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.areas import Area
from bot.errors import Gone, SpotterError
from bot.flares import store
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.notes import Answers
from bot.flares.screening import Level
from bot.lifts.weight import Weight
from bot.sealing import Seal, Unreadable, new_key
from tests import look
from tests.flares.conftest import ANNA, BEN, KEPT_FOR, Ward
from tests.look import rows

# Readings and the decision


async def test_nothing_is_suggested_before_painkillers_were_asked_about(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.log(1)
    assert situation.suggestion is None
    assert (await ward.answer(situation, masked=True)).suggestion.row == "D4"  # type: ignore[union-attr]
    assert (await ward.answer(situation, masked=False)).suggestion.row == "D7"  # type: ignore[union-attr]


async def test_the_threads_deadlift_is_proposed_ten_per_cent_lighter(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.answer(await ward.log(4), masked=False)
    assert situation.weights == {Choice.BACK_DOWN: Weight(Decimal(130), "kg")}


async def test_a_first_session_back_is_proposed_a_little_lighter_with_more_to_fall_back(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.answer(await ward.log(1), masked=False)
    weights = {Choice.RESUME: Weight(Decimal("137.5"), "kg"), Choice.BACK_DOWN: Weight(Decimal(130), "kg")}
    assert situation.weights == weights


async def test_without_a_top_set_no_weight_is_proposed(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.answer(await ward.log(4, lift="squat"), masked=False)
    assert situation.weights == {}
    assert situation.suggestion is not None


async def test_an_answer_can_be_changed(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(4)
    first = await ward.check_in(logged.flare.id, pain=4)
    changed = await ward.answer(first, pain=2)
    assert [reading.pain for reading in changed.flare.readings] == [4, 2]


async def test_two_points_more_than_logged_lead_to_an_appointment(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(3)
    situation = await ward.check_in(logged.flare.id, pain=5)
    assert situation.suggestion is not None
    assert situation.suggestion.row == "D2"


async def test_amber_after_the_days_of_the_area_suggests_a_professional(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(4)
    ward.clock.move(days=21)
    situation = await ward.check_in(logged.flare.id, pain=4)
    assert situation.suggestion is not None
    assert (situation.suggestion.row, situation.suggestion.see_professional) == ("D10", True)


# Check-ins


async def test_agreeing_to_check_ins_twice_asks_once(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    await ward.settle(logged, Choice.BACK_DOWN, day="2026-03-11", weight="130")
    first = await ward.care.asking.accept(ANNA, logged.flare.id)
    assert await ward.care.asking.accept(ANNA, logged.flare.id) == first
    assert [(due.step, due.due_at.isoformat()) for due in await ward.owed()] == [
        ("morning", "2026-03-05T07:00:00+00:00"),
        ("before_session", "2026-03-11T07:00:00+00:00"),
        ("day_7", "2026-03-11T13:30:00+00:00"),
        ("after_session", "2026-03-12T07:00:00+00:00"),
        ("not_better", "2026-03-26T07:00:00+00:00"),
    ]


async def test_another_session_day_moves_its_check_in(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    await ward.care.asking.accept(ANNA, logged.flare.id)
    for day in ("2026-03-11", "2026-03-09"):
        await ward.settle(logged, Choice.HOLD, day=day)
    assert [(due.step, due.due_at.day) for due in await ward.owed()] == [
        ("morning", 5),
        ("before_session", 9),
        ("after_session", 10),
        ("day_7", 11),
        ("not_better", 26),
    ]


async def test_an_e3_answer_is_asked_about_after_two_nights(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(2, level=Level.E3)
    first, *_ = await ward.care.asking.accept(ANNA, logged.flare.id)
    assert first.due_at.day == 6


async def test_stop_cancels_all_that_is_to_come_and_may_be_pressed_twice(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.care.asking.accept(ANNA, logged.flare.id)
    await ward.care.asking.stop(ANNA, logged.flare.id)
    await ward.care.asking.stop(ANNA, logged.flare.id)
    assert await ward.owed() == []


@pytest.mark.parametrize(("level", "left"), [(Level.E1, 0), (Level.E2, 3)])
async def test_a_red_flag_in_a_check_in_stops_check_ins(ward: Ward, level: Level, left: int) -> None:
    await ward.agree()
    knee, back = await ward.log(area=Area.KNEE), await ward.log()
    for situation in (knee, back):
        await ward.care.asking.accept(ANNA, situation.flare.id)
    await ward.care.intake.rescreened(ANNA, back.flare.id, ward.ids(), Step.MORNING, level)
    assert len(await ward.owed()) == left


async def test_check_ins_are_not_offered_under_a_red_flag(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(level=Level.E2)
    with pytest.raises(SpotterError, match="checked"):
        await ward.care.asking.accept(ANNA, logged.flare.id)


async def test_with_direct_messages_off_the_member_is_told_where_to_allow_them(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.members.allow_dms(ANNA, allowed=False)
    with pytest.raises(SpotterError, match="/settings"):
        await ward.care.asking.accept(ANNA, logged.flare.id)
    assert await ward.members.consent(ANNA, "checkins") is None


async def test_a_check_in_is_wanted_when_the_member_is_up(ward: Ward) -> None:
    await ward.agree()
    await ward.care.asking.accept(ANNA, (await ward.log()).flare.id)
    due, *_ = await ward.owed()
    ward.clock.set(due.due_at)
    assert await ward.care.asking.wanted(due)


async def test_a_check_in_that_would_wake_the_member_is_put_off_once_to_their_morning(ward: Ward) -> None:
    await ward.agree()
    await ward.care.asking.accept(ANNA, (await ward.log()).flare.id)
    due, *_ = await ward.owed()
    ward.clock.set(due.due_at + timedelta(hours=15))  # 23:00 in Berlin: the bot was away all day
    assert not await ward.care.asking.wanted(due)
    assert not await ward.care.asking.wanted(due)
    mornings = [later.due_at.isoformat() for later in await ward.owed() if later.step == "morning"]
    assert mornings == [due.due_at.isoformat(), "2026-03-06T07:00:00+00:00"]


async def test_a_check_in_is_not_sent_without_its_consent(ward: Ward) -> None:
    await ward.agree()
    await ward.care.asking.accept(ANNA, (await ward.log()).flare.id)
    due, *_ = await ward.owed()
    ward.clock.set(due.due_at)
    await ward.members.withdraw_consent(ANNA, "checkins")
    assert not await ward.care.asking.wanted(due)


# The whole


async def test_closing_stops_check_ins_and_reopening_leaves_them_off(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.care.asking.accept(ANNA, logged.flare.id)
    await ward.care.close(ANNA, logged.flare.id)
    assert (await ward.owed(), (await ward.care.status(ANNA)).flares) == ([], ())
    await ward.care.reopen(ANNA, logged.flare.id)
    (flare,) = (await ward.care.status(ANNA)).flares
    assert flare.asked_since is None


async def test_one_is_not_reopened_beside_a_newer_one_of_the_same(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.care.close(ANNA, logged.flare.id)
    newer = await ward.log()
    with pytest.raises(SpotterError, match="newer one"):
        await ward.care.reopen(ANNA, logged.flare.id)
    assert [flare.id for flare in (await ward.care.status(ANNA)).flares] == [newer.flare.id]


async def test_one_is_reopened_beside_that_of_another_lift_and_twice_is_once(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.care.close(ANNA, logged.flare.id)
    await ward.log(lift="back_squat")
    for _ in range(2):
        await ward.care.reopen(ANNA, logged.flare.id)
    assert len((await ward.care.status(ANNA)).flares) == 2


async def test_a_red_flag_is_not_closed_away(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(level=Level.E1)
    with pytest.raises(SpotterError, match="checked"):
        await ward.care.close(ANNA, logged.flare.id)


async def test_a_closed_flare_up_takes_no_answers(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log()
    await ward.care.close(ANNA, logged.flare.id)
    with pytest.raises(Gone, match="closed"):
        await ward.answer(logged, pain=3)


async def test_another_member_finds_nothing(ward: Ward) -> None:
    await ward.agree()
    await ward.agree(BEN)
    logged = await ward.log()
    with pytest.raises(Gone):
        await ward.care.flare(BEN, logged.flare.id)
    with pytest.raises(Gone):
        await ward.care.answer(BEN, logged.flare.id, logged.reading.id, Step.LOG, Answers(pain=0))
    with pytest.raises(Gone):
        await ward.care.asking.stop(BEN, logged.flare.id)
    assert (await ward.care.status(BEN)).flares == ()


async def test_what_was_left_alone_for_the_retention_time_is_deleted(ward: Ward, database_url: str) -> None:
    await ward.agree()
    await ward.log()
    await ward.care.close(ANNA, (await ward.log(area=Area.KNEE)).flare.id)
    ward.clock.move(days=1)
    kept = await ward.log(area=Area.HIP)
    ward.clock.set(kept.flare.created_at + KEPT_FOR)
    assert await ward.care.archive.clear_out() == 2
    left = [rows(database_url, sql) for sql in ("SELECT id FROM flares", "SELECT flare_id FROM flare_readings")]
    assert [row[0] for row in left[0]] == [row[0] for row in left[1]]
    assert [flare.area for flare in (await ward.care.status(ANNA)).flares] == [Area.HIP]


# What stands in the database


async def test_nothing_about_health_is_readable_in_the_database_file(ward: Ward, database_url: str) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(7), masked=True)
    await ward.settle(logged, Choice.HOLD, day="2026-03-09", weight="117.5 kg")
    await ward.log(3, level=Level.E2, area=Area.KNEE)
    await ward.care.intake.checked(ANNA, (await ward.care.status(ANNA)).flares[0].id)
    held = look.held(database_url)
    for plain in (
        b"lower_back",
        b"knee",
        b"deadlift",
        b"117.5",
        b"back_down",
        b'"hold"',
        b"PASSED",
        b'"E2"',
        b"2026-03-09",
    ):
        assert plain not in held


async def test_plain_columns_are_ids_times_and_occasions_only(database_url: str, ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(7), masked=True)
    await ward.settle(logged, Choice.HOLD)
    await ward.care.intake.checked(ANNA, (await ward.log(level=Level.E3, area=Area.KNEE)).flare.id)
    more = {"disturbed": True, "ability": 7, "warmup": 3, "worst": 4, "change": -1, "tried": (10,), "besides": True}
    await ward.answer(logged, **more, felt={10: "worse"})
    sealed = {"subject", "screen", "checked", "choice", "terms", "plan", "pain", "masked", *more, "felt"}
    for table in store.TABLES:
        for name in dict(rows(database_url, f"SELECT * FROM {table}")[0]):
            values = [value for (value,) in rows(database_url, f"SELECT {name} FROM {table}") if value is not None]
            if name in sealed:
                assert all(str(value).startswith("gAAAA") for value in values)
            else:
                assert {type(value) for value in values} <= {int} or (name, set(values)) == ("step", {"log"})


async def test_the_export_is_readable_and_whole(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(7), masked=True)
    await ward.settle(logged, Choice.HOLD, day="2026-03-09", weight="130")
    (exported,) = (await ward.database.read(ward.care.export_member, ANNA))["flare_ups"]
    assert (exported["area"], exported["lift"]) == ("lower_back", "deadlift")
    assert exported["plan"] == {
        "choice": "hold",
        "no_heavier_than": None,
        "last_top_set": "145 kg",
        "fallback": "130 kg",
        "next_session": "2026-03-09",
        "next_session_is_the_programmes": False,
    }
    assert [(reading["pain"], reading["painkillers"]) for reading in exported["readings"]] == [(7, True)]
    assert json.loads(json.dumps(exported)) == exported


async def test_deletion_takes_the_member_and_nobody_else(ward: Ward, database_url: str) -> None:
    for member_id in (ANNA, BEN):
        await ward.agree(member_id)
        logged = await ward.answer(await ward.log(member_id=member_id), masked=False)
        await ward.care.choosing.choose(member_id, logged.flare.id, logged.reading.id, Choice.HOLD)
        await ward.care.asking.accept(member_id, logged.flare.id)
    await ward.database.write(ward.care.delete_member, ANNA)
    for table in store.TABLES:
        assert [tuple(row) for row in rows(database_url, f"SELECT DISTINCT member_id FROM {table}")] == [(BEN,)]
    assert (await ward.owed(ANNA), len(await ward.owed(BEN))) == ([], 3)


async def test_with_another_key_what_was_stored_is_said_to_be_unreadable_and_the_rest_goes_on(
    ward: Ward, build: Callable[[Seal], Ward]
) -> None:
    await ward.agree()
    old = await ward.log()
    rekeyed = build(Seal(new_key()))
    status = await rekeyed.care.status(ANNA)
    assert (status.flares, status.unreadable) == ((), 1)
    with pytest.raises(Unreadable):
        await rekeyed.care.flare(ANNA, old.flare.id)
    assert "unreadable" in (await rekeyed.database.read(rekeyed.care.export_member, ANNA))["flare_ups"][0]
    new = await rekeyed.log()
    assert new.flare.id != old.flare.id


async def test_a_rotated_key_opens_what_the_old_one_sealed(
    ward: Ward, build: Callable[[Seal], Ward], database_url: str
) -> None:
    old, new = new_key(), new_key()
    before, after = build(Seal(old)), build(Seal(f"{new},{old}"))
    await before.agree()
    logged = await before.log()
    assert (await after.care.flare(ANNA, logged.flare.id)).area is Area.LOWER_BACK


async def test_since_when_an_area_hurts_is_known_while_its_flare_up_is_open(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.log(area=Area.KNEE)

    async def since(*areas: Area) -> datetime | None:
        return await ward.database.read(ward.care.hurting_since, ANNA, areas)

    assert await since(Area.NECK, Area.KNEE) == logged.flare.created_at
    assert await since(Area.NECK) is None
    await ward.care.close(ANNA, logged.flare.id)
    assert await since(Area.KNEE) is None

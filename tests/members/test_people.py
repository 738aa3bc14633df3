"""Preferences, consents and drafts are kept by member and found again."""

import pytest

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.lifts.plates import plates_of
from bot.members.drafts import MOST, Drafts
from bot.members.people import Members
from tests.conftest import FakeClock


@pytest.fixture
def members(database: Database, clock: FakeClock) -> Members:
    return Members(database, clock)


@pytest.fixture
def drafts(database: Database, clock: FakeClock, ids: Ids) -> Drafts:
    return Drafts(database, clock, ids, lambda text: "despair" in text)


async def test_a_new_member_has_defaults(members: Members) -> None:
    assert (await members.preferences(1, "en-US")).unit == "lb"


async def test_a_chosen_unit_outlives_the_guess(members: Members) -> None:
    await members.choose_unit(1, "kg")
    assert (await members.preferences(1, "en-US")).unit == "kg"


async def test_choices_of_one_member_are_not_anothers(members: Members) -> None:
    await members.choose_zone(1, "Europe/Berlin")
    assert (await members.preferences(2)).zone is None


async def test_an_unknown_region_counts_as_other(members: Members) -> None:
    await members.choose_region(1, "MARS")
    assert (await members.preferences(1)).region == "OTHER"


async def test_a_consent_is_in_force_until_it_is_withdrawn(members: Members) -> None:
    await members.give_consent(1, "flare", 1)
    assert await members.consent(1, "flare") is not None
    assert await members.withdraw_consent(1, "flare")
    assert await members.consent(1, "flare") is None


async def test_withdrawing_twice_says_that_nothing_was_in_force(members: Members) -> None:
    assert not await members.withdraw_consent(1, "flare")


async def test_a_consent_can_be_given_again(members: Members) -> None:
    await members.give_consent(1, "flare", 1)
    await members.withdraw_consent(1, "flare")
    await members.give_consent(1, "flare", 2)
    consent = await members.consent(1, "flare")
    assert consent is not None
    assert consent.version == 2


async def test_a_draft_comes_back_as_it_was(drafts: Drafts) -> None:
    body = {"text": "dead lift 14o kg 🏋️", "lines": [1, 2]}
    assert await drafts.recall(1, "log", await drafts.keep(1, "log", body)) == body


async def test_another_members_draft_is_not_found(drafts: Drafts) -> None:
    draft_id = await drafts.keep(1, "log", {})
    with pytest.raises(Gone):
        await drafts.recall(2, "log", draft_id)


async def test_a_draft_of_another_kind_is_not_found(drafts: Drafts) -> None:
    draft_id = await drafts.keep(1, "log", {})
    with pytest.raises(Gone):
        await drafts.recall(1, "workout", draft_id)


async def test_a_draft_is_gone_after_a_week(drafts: Drafts, clock: FakeClock) -> None:
    draft_id = await drafts.keep(1, "log", {})
    clock.move(days=8)
    assert await drafts.clear_out() == 1
    with pytest.raises(Gone):
        await drafts.recall(1, "log", draft_id)


@pytest.mark.parametrize("body", [{"text": "in despair"}, {"lines": [["squat", "despair"]]}])
async def test_words_of_self_harm_are_a_draft_for_an_hour_only(
    drafts: Drafts, clock: FakeClock, body: dict[str, object]
) -> None:
    draft_id = await drafts.keep(1, "log", body)
    clock.move(minutes=59)
    assert await drafts.recall(1, "log", draft_id) == body
    clock.move(minutes=1)
    with pytest.raises(Gone):
        await drafts.recall(1, "log", draft_id)
    assert await drafts.clear_out() == 1


async def test_a_member_keeps_their_newest_drafts_and_takes_nothing_of_others(
    drafts: Drafts, database: Database, clock: FakeClock
) -> None:
    of_another = await drafts.keep(2, "log", {})
    kept = []
    for number in range(MOST + 5):
        kept.append(await drafts.keep(1, "log", {"number": number}))
        clock.move(seconds=number % 2)

    def left(connection: Connection) -> list[int]:
        rows = connection.execute("SELECT id FROM drafts WHERE member_id = 1 ORDER BY created_at, id")
        return [row["id"] for row in rows]

    assert await database.read(left) == kept[5:]
    assert await drafts.recall(2, "log", of_another) == {}
    with pytest.raises(Gone):
        await drafts.recall(1, "log", kept[4])


async def test_plates_are_the_usual_ones_of_the_unit_until_the_member_says_theirs(members: Members) -> None:
    assert (await members.preferences(1, "en-US")).plates == plates_of("lb")
    await members.choose_unit(1, "kg")
    assert (await members.preferences(1, "en-US")).plates == plates_of("kg")


async def test_plates_are_kept_in_their_own_unit(members: Members) -> None:
    await members.choose_plates(1, "45 lb: 45x4 25 10 5 2,5")
    await members.choose_unit(1, "kg")
    assert str((await members.preferences(1)).plates) == "45 lb: 45×4 25×2 10×2 5×2 2.5×2"


async def test_plates_without_a_unit_are_in_the_members(members: Members) -> None:
    await members.choose_plates(1, "45: 45 25", "en-US")
    assert (await members.preferences(1)).plates.unit == "lb"


async def test_no_plates_typed_brings_the_usual_ones_back(members: Members) -> None:
    await members.choose_plates(1, "15 kg: 10 5")
    await members.choose_plates(1, " ")
    assert (await members.preferences(1)).own_plates is None


async def test_plates_that_cannot_be_read_change_nothing(members: Members) -> None:
    await members.choose_plates(1, "15 kg: 10 5")
    with pytest.raises(SpotterError):
        await members.choose_plates(1, "15 kg: 10 5 heavy")
    assert str((await members.preferences(1)).plates) == "15 kg: 10×2 5×2"

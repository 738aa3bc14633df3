"""The use cases of tips on a real database."""

import asyncio

import pytest

from bot.areas import Area
from bot.database import Database
from bot.errors import Gone, SpotterError
from bot.safety import Level
from bot.tips.kinds import Kind
from bot.tips.library import Library
from bot.tips.outcomes import AlreadyIn, Held, Posted, Similar
from bot.tips.starters import Starters
from bot.tips.tip import Card, Page, Shelf, Spot, Suggestion
from tests.tips.conftest import ANNA, BEN, CARA, DAN, ELSEWHERE, HOME, Writer

HEAT, COLD, STRETCH, DO_NOT, SALT, ARCH, REST = 9, 10, 5, 6, 8, 7, 12
BACK = Spot(Area.LOWER_BACK)


async def post(library: Library, suggestion: Suggestion, author: int = ANNA, guild: int = HOME) -> int:
    outcome = await library.suggest(guild, author, suggestion)
    assert isinstance(outcome, Posted)
    return outcome.tip_id


async def pages(library: Library, spot: Spot = BACK, guild: int | None = HOME, reader: int = BEN) -> list[Page]:
    count = (await library.browse(guild, reader, spot)).pages
    shelves = [await library.browse(guild, reader, Spot(spot.area, spot.kind, page)) for page in range(count)]
    return [shelf.page for shelf in shelves if shelf.page]


def ids_on(page: Page | None) -> list[int]:
    return [card.tip.id for card in page.cards] if page else []


def card_of(shelf: Shelf, tip_id: int) -> Card:
    assert shelf.page is not None
    return next(card for card in shelf.page.cards if card.tip.id == tip_id)


async def test_a_new_server_has_every_starter_tip_and_no_votes(library: Library, starters: Starters) -> None:
    cards = [card for page in await pages(library, Spot()) for card in page.cards]
    assert {card.tip.id for card in cards} == set(starters.tips)
    assert {(card.helps, card.votes, card.my_vote) for card in cards} == {(0, 0, None)}


async def test_without_votes_the_better_evidence_comes_first(library: Library) -> None:
    first = await pages(library)
    grades = [min(card.tip.starter.grade for card in page.cards if card.tip.starter) for page in first]
    assert grades == sorted(grades)


async def test_the_surest_votes_come_first(library: Library) -> None:
    for member_id in (ANNA, BEN, CARA):
        await library.vote(HOME, member_id, SALT, True, BACK)
    await library.vote(HOME, ANNA, 1, True, BACK)
    assert [ids_on(page) for page in (await pages(library))[:2]] == [[SALT], [1]]


async def test_a_tip_that_three_voted_down_stands_below_those_without_votes(library: Library) -> None:
    for member_id in (ANNA, BEN, CARA):
        await library.vote(HOME, member_id, REST, False, BACK)
    assert ids_on((await pages(library))[-1]) == [REST]


async def test_one_vote_against_buries_nothing(library: Library) -> None:
    before = [ids_on(page) for page in await pages(library)]
    await library.vote(HOME, ANNA, REST, False, BACK)
    assert [ids_on(page) for page in await pages(library)] == before


async def test_contested_advice_stands_on_one_page_with_the_reason(library: Library) -> None:
    contested = [page for page in await pages(library) if len(page.cards) > 1]
    assert {tuple(ids_on(page)) for page in contested} == {(STRETCH, DO_NOT), (HEAT, COLD), (ARCH, 2)}
    assert all(page.why for page in contested)


async def test_the_other_side_comes_along_though_it_was_not_asked_for(library: Library) -> None:
    asked = await pages(library, Spot(Area.KNEE, Kind.RECOVERY))
    assert [ids_on(page) for page in asked] == [[HEAT, COLD]]


async def test_sides_keep_their_places_whatever_the_votes(library: Library) -> None:
    shelf = await library.vote(HOME, ANNA, DO_NOT, True, BACK)
    assert ids_on(shelf.page) == [STRETCH, DO_NOT]


async def test_a_vote_is_counted_changed_and_withdrawn(library: Library) -> None:
    seen = [card_of(await library.vote(HOME, ANNA, HEAT, helps, BACK), HEAT) for helps in (True, True, False, None)]
    assert [(card.helps, card.votes, card.my_vote) for card in seen] == [
        (1, 1, True),
        (1, 1, True),
        (0, 1, False),
        (0, 0, None),
    ]


async def test_a_member_sees_the_count_but_only_their_own_vote(library: Library) -> None:
    await library.vote(HOME, ANNA, HEAT, True, BACK)
    seen = card_of(await library.find(HOME, BEN, HEAT), HEAT)
    assert (seen.helps, seen.votes, seen.my_vote) == (1, 1, None)


async def test_a_vote_keeps_the_reader_where_they_stand(library: Library) -> None:
    shelf = await library.vote(HOME, ANNA, SALT, True, Spot(Area.LOWER_BACK, page=7))
    assert (ids_on(shelf.page), shelf.spot.page) == ([SALT], 7)


async def test_a_vote_that_moves_a_tip_leaves_the_reader_between_the_same_others(library: Library) -> None:
    before = await library.browse(HOME, ANNA, Spot(Area.LOWER_BACK, page=4))
    assert before.page is not None
    around = [
        await library.browse(HOME, ANNA, Spot(Area.LOWER_BACK, page=page or 0)) for page in (before.back, before.on)
    ]
    after = await library.vote(HOME, ANNA, ids_on(before.page)[0], True, before.spot)
    now = [await library.browse(HOME, ANNA, Spot(Area.LOWER_BACK, page=page or 0)) for page in (after.back, after.on)]
    assert after.back != before.back
    assert [ids_on(shelf.page) for shelf in now] == [ids_on(shelf.page) for shelf in around]


async def test_two_hundred_members_voting_at_once_are_two_hundred_votes(library: Library) -> None:
    await asyncio.gather(*(library.vote(HOME, member, HEAT, member % 3 > 0, BACK) for member in range(100, 300)))
    seen = card_of(await library.find(HOME, ANNA, HEAT), HEAT)
    assert (seen.helps, seen.votes) == (sum(member % 3 > 0 for member in range(100, 300)), 200)


async def test_voting_on_a_tip_that_is_not_shown_is_answered_and_not_counted(
    library: Library, database: Database
) -> None:
    with pytest.raises(Gone):
        await library.vote(HOME, ANNA, 999_999, True, BACK)
    assert await database.read(lambda connection: connection.execute("SELECT * FROM tip_votes").fetchall()) == []


async def test_a_suggestion_is_seen_by_the_server_it_was_made_in_only(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    at_home = [ids_on(page) for page in await pages(library)]
    elsewhere = [ids_on(page) for page in await pages(library, guild=ELSEWHERE)]
    assert [tip_id] in at_home
    assert [tip_id] not in elsewhere
    with pytest.raises(Gone):
        await library.find(ELSEWHERE, BEN, tip_id)
    with pytest.raises(Gone):
        await library.vote(ELSEWHERE, BEN, tip_id, True, BACK)


async def test_votes_of_one_server_are_not_counted_in_another(library: Library) -> None:
    await library.vote(HOME, ANNA, HEAT, True, BACK)
    assert card_of(await library.find(ELSEWHERE, ANNA, HEAT), HEAT).votes == 0


async def test_in_a_dm_there_are_the_starter_tips_only(library: Library, write: Writer, starters: Starters) -> None:
    tip_id = await post(library, write())
    shown = {card.tip.id for page in await pages(library, Spot(), guild=None) for card in page.cards}
    assert shown == set(starters.tips)
    with pytest.raises(Gone):
        await library.find(None, ANNA, tip_id)


async def test_an_anonymous_author_is_known_to_nobody_but_sees_that_it_is_theirs(
    library: Library, write: Writer
) -> None:
    tip_id = await post(library, write(anonymous=True))
    for reader, mine in ((ANNA, True), (BEN, False)):
        card = card_of(await library.find(HOME, reader, tip_id), tip_id)
        assert (card.tip.author_id, card.mine) == (None, mine)


async def test_the_same_form_sent_twice_is_one_tip(library: Library, write: Writer) -> None:
    once = write()
    assert await post(library, once) == await post(library, once)
    assert len([page for page in await pages(library) if not page.cards[0].tip.starter]) == 1


async def test_the_same_form_sent_twice_at_once_is_one_tip(library: Library, write: Writer) -> None:
    once = write()
    outcomes = await asyncio.gather(*(library.suggest(HOME, ANNA, once) for _ in range(8)))
    assert outcomes == [Posted(once.id)] * 8


async def test_a_posted_form_sent_again_with_other_words_changes_nothing(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    with pytest.raises(AlreadyIn):
        await library.suggest(HOME, ANNA, write("A rowing machine, ten easy minutes", id=tip_id))
    assert card_of(await library.find(HOME, BEN, tip_id), tip_id).tip.text == write().text


async def test_nobody_replaces_anothers_tip_through_its_id(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    with pytest.raises(AlreadyIn):
        await library.suggest(HOME, BEN, write(id=tip_id), though_similar=True)


async def test_similar_tips_are_shown_before_anything_is_posted(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    copy = write("I walk up and down the hall, between sets")
    outcome = await library.suggest(HOME, BEN, copy)
    assert isinstance(outcome, Similar)
    assert [page.cards[0].tip.id for page in outcome.pages] == [tip_id]
    with pytest.raises(Gone):
        await library.find(HOME, BEN, copy.id)


async def test_a_starter_tip_counts_as_similar(library: Library, write: Writer, starters: Starters) -> None:
    outcome = await library.suggest(HOME, ANNA, write(starters.tips[HEAT].text + " Nice."))
    assert isinstance(outcome, Similar)
    assert outcome.pages[0].cards[0].tip.id == HEAT


async def test_another_servers_tips_are_never_called_similar(library: Library, write: Writer) -> None:
    await post(library, write())
    await post(library, write(), author=BEN, guild=ELSEWHERE)


async def test_a_similar_tip_is_posted_when_its_author_insists(library: Library, write: Writer) -> None:
    await post(library, write())
    assert isinstance(await library.suggest(HOME, BEN, write(), though_similar=True), Posted)


@pytest.mark.parametrize("though_similar", [False, True])
async def test_a_held_text_is_shown_to_nobody(library: Library, write: Writer, though_similar: bool) -> None:
    held = write("I took 400 mg of ibuprofen before benching")
    outcome = await library.suggest(HOME, ANNA, held, though_similar=though_similar)
    assert isinstance(outcome, Held)
    assert outcome.finding.reasons
    for reader in (ANNA, BEN):
        with pytest.raises(Gone):
            await library.find(HOME, reader, held.id)


async def test_a_symptom_holds_a_text_and_brings_help(library: Library, write: Writer) -> None:
    outcome = await library.suggest(HOME, ANNA, write("Went on benching though my groin is numb"))
    assert isinstance(outcome, Held)
    assert outcome.finding.level is Level.E1
    assert outcome.finding.help


async def test_a_held_tip_put_in_other_words_is_posted_in_its_place(library: Library, write: Writer) -> None:
    held = write("I took 400 mg of ibuprofen before benching")
    await library.suggest(HOME, ANNA, held)
    assert await post(library, write("I warmed up twice as long before benching", id=held.id)) == held.id
    assert card_of(await library.find(HOME, BEN, held.id), held.id).tip.text.startswith("I warmed up")


async def test_three_members_reports_hide_a_tip_and_it_stays_hidden(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    hidden = [(await library.report(HOME, member_id, tip_id, BACK))[1] for member_id in (BEN, CARA, DAN)]
    assert hidden == [False, False, True]
    with pytest.raises(Gone):
        await library.find(HOME, ANNA, tip_id)
    with pytest.raises(Gone):
        await library.report(HOME, BEN, tip_id, BACK, take_back=True)


async def test_one_member_reporting_often_counts_once(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    for _ in range(5):
        shelf, hidden = await library.report(HOME, BEN, tip_id, BACK)
    assert not hidden
    assert card_of(shelf, tip_id).my_report


async def test_a_report_can_be_taken_back(library: Library, write: Writer) -> None:
    tip_id = await post(library, write())
    await library.report(HOME, BEN, tip_id, BACK)
    shelf, _ = await library.report(HOME, BEN, tip_id, BACK, take_back=True)
    assert not card_of(shelf, tip_id).my_report


async def test_starter_tips_are_voted_on_but_not_reported_away(library: Library) -> None:
    with pytest.raises(SpotterError, match="vote on them"):
        await library.report(HOME, BEN, STRETCH, BACK)


@pytest.mark.parametrize("page", [-3, 99])
async def test_a_page_beyond_the_last_is_the_nearest_there_is(library: Library, page: int) -> None:
    shelf = await library.browse(HOME, ANNA, Spot(Area.LOWER_BACK, page=page))
    assert shelf.spot.page in {0, shelf.pages - 1}
    assert shelf.page is not None


async def test_a_vote_from_a_page_that_is_no_more_stands_on_the_last(library: Library) -> None:
    shelf = await library.vote(HOME, ANNA, HEAT, True, Spot(Area.LOWER_BACK, page=99))
    assert shelf.spot.page == shelf.pages - 1
    assert shelf.back is not None
    assert shelf.on is None


async def test_where_there_are_no_tips_there_is_no_page(library: Library) -> None:
    shelf = await library.browse(HOME, ANNA, Spot(Area.KNEE, Kind.FOOD_DRINK))
    assert (shelf.page, shelf.pages) == (None, 0)


async def test_found_tips_come_with_their_place_on_the_shelf(library: Library) -> None:
    shelf = await library.find(HOME, ANNA, SALT)
    assert (await library.browse(HOME, ANNA, shelf.spot)) == shelf


async def test_the_first_tips_for_an_area_come_ranked_and_no_more_than_asked_for(library: Library) -> None:
    await library.vote(HOME, ANNA, STRETCH, True, BACK)
    first = await library.for_area(HOME, BEN, Area.LOWER_BACK, 2)
    assert [ids_on(page) for page in first] == [[STRETCH, DO_NOT], [HEAT, COLD]]


async def test_filters_take_members_tips_by_area_and_kind(library: Library, write: Writer) -> None:
    tip_id = await post(library, write(area=Area.ELBOW, kind=Kind.EQUIPMENT))
    assert [tip_id] in [ids_on(page) for page in await pages(library, Spot(Area.ELBOW, Kind.EQUIPMENT))]
    assert [tip_id] not in [ids_on(page) for page in await pages(library, Spot(Area.ELBOW, Kind.EXERCISE))]
    assert [tip_id] not in [ids_on(page) for page in await pages(library, BACK)]

"""The desk on a real database: merging, side by side, flags, blocks; every act logged once."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.data import read_toml
from bot.database import Database, open_database
from bot.errors import Gone, SpotterError
from bot.safety import Tripwires
from bot.sealing import Seal, new_key
from bot.servers.rules import Moderator
from bot.servers.servers import Servers
from bot.tips.desk.case import Act, Section
from bot.tips.desk.desk import Desk
from bot.tips.library import Library
from bot.tips.outcomes import Blocked, Posted, Queued
from bot.tips.room import NOBODY, Rooms
from bot.tips.starters import Starters
from bot.tips.tip import Card, Reason, Spot, State, Why
from bot.tips.trials.evidence import Felt, Window
from bot.tips.trials.trials import Trials
from bot.tips.trials.trying import Trying
from tests.conftest import FakeClock
from tests.tips.conftest import ANNA, BEN, CARA, DAN, ELSEWHERE, HOME, MONA, Shown, Told, Writer, note

HEAT, COLD, STRETCH, DO_NOT = 9, 10, 5, 6
ROW = "Ten slow minutes on the rowing machine"
SIT = "Sitting down for the whole rest between sets"
ANYWHERE = Spot()


async def post(library: Library, writer: Writer, text: str, author: int = ANNA, **options: bool) -> int:
    suggestion = replace(writer(text), anonymous=options.get("anonymous", False))
    outcome = await library.suggest(HOME, author, suggestion, though_similar=True)
    assert isinstance(outcome, Posted | Queued)
    return outcome.tip_id


async def seen(library: Library, tip_id: int) -> Card | None:
    """Return a tip as everybody sees it."""
    page = await library.page_of(HOME, NOBODY, tip_id)
    return next((card for card in page.cards if card.tip.id == tip_id), None) if page else None


async def votes(library: Library, tip_id: int) -> tuple[int, int]:
    card = await seen(library, tip_id)
    assert card is not None
    return card.helps, card.votes


async def test_votes_reports_and_lists_follow_a_merged_tip(library: Library, desk: Desk, write: Writer) -> None:
    walk, row = await post(library, write, write().text), await post(library, write, ROW, BEN)
    await library.vote(HOME, CARA, row, True, ANYWHERE)
    await library.save(HOME, CARA, row, ANYWHERE, keep=True)
    await library.report(HOME, DAN, row, ANYWHERE, Reason.SPAM)
    await desk.merge(MONA, row, walk)
    assert await votes(library, walk) == (1, 1)
    shelf = await library.browse(HOME, CARA, Spot(saved=True))
    assert shelf.page is not None
    assert [card.tip.id for card in shelf.page.cards] == [walk]
    assert (await desk.case(MONA, walk)).reports == {Reason.SPAM: 1}


async def test_who_voted_on_both_counts_once_by_their_vote_on_the_one_that_stays(
    library: Library, desk: Desk, write: Writer
) -> None:
    walk, row = await post(library, write, write().text), await post(library, write, ROW, BEN)
    for tip_id, helps in ((walk, False), (row, True)):
        await library.vote(HOME, CARA, tip_id, helps, ANYWHERE)
    await desk.merge(MONA, row, walk)
    assert await votes(library, walk) == (0, 1)


async def test_taken_apart_each_tip_has_its_own_again_and_what_was_said_since(
    library: Library, desk: Desk, write: Writer, clock: FakeClock, servers: Servers, told: Told
) -> None:
    walk, row = await post(library, write, write().text), await post(library, write, ROW, BEN)
    for member in (CARA, DAN, ANNA):
        await library.vote(HOME, member, row, True, ANYWHERE)
        await library.save(HOME, member, row, ANYWHERE, keep=True)
    await library.report(HOME, DAN, row, ANYWHERE, Reason.SPAM)
    await desk.merge(MONA, row, walk)
    clock.move(minutes=1)
    await library.vote(HOME, DAN, walk, False, ANYWHERE)
    await library.vote(HOME, ANNA, walk, None, ANYWHERE)
    for _ in range(2):
        with suppress(Gone):
            await desk.decide(MONA, row, Act.UNMERGE)
    assert (await votes(library, walk), await votes(library, row)) == ((0, 1), (2, 2))
    saved = (await library.browse(HOME, CARA, Spot(saved=True))).page
    assert saved is not None
    assert [card.tip.id for card in saved.cards] == [row]
    assert ((await desk.case(MONA, walk)).reports, (await desk.case(MONA, row)).reports) == ({}, {Reason.SPAM: 1})
    assert [act.act for act in (await servers.log(MONA, 0)).acts] == ["unmerge", "merge"]
    assert told.news[-1] == (BEN, row, Act.UNMERGE)


async def test_out_of_a_chain_a_tip_leaves_all_that_it_led_to(library: Library, desk: Desk, write: Writer) -> None:
    walk, row = await post(library, write, write().text), await post(library, write, ROW, BEN)
    sit = await post(library, write, SIT, CARA)
    await library.vote(HOME, CARA, row, True, ANYWHERE)
    await library.vote(HOME, DAN, walk, True, ANYWHERE)
    await desk.merge(MONA, row, walk)
    await desk.merge(MONA, walk, sit)
    assert await votes(library, sit) == (2, 2)
    await desk.decide(MONA, row, Act.UNMERGE)
    assert (await votes(library, sit), await votes(library, row)) == ((1, 1), (1, 1))
    await desk.decide(MONA, walk, Act.UNMERGE)
    assert (await votes(library, sit), await votes(library, walk)) == ((0, 0), (1, 1))


async def test_a_hidden_tip_that_is_taken_out_again_is_hidden_and_a_held_one_waits(
    library: Library, desk: Desk, write: Writer, servers: Servers
) -> None:
    row, walk = await post(library, write, ROW), await post(library, write, write().text)
    await servers.choose(HOME, 1, "approval", True)
    sit = await post(library, write, SIT, CARA)
    await desk.decide(MONA, row, Act.HIDE)
    for tip_id, stands in ((row, State.HIDDEN), (sit, State.HELD)):
        await desk.merge(MONA, tip_id, walk)
        await desk.decide(MONA, tip_id, Act.UNMERGE)
        assert (await desk.case(MONA, tip_id)).state is stands


async def test_what_stood_beside_a_merged_tip_stands_beside_the_one_that_took_it_in(
    library: Library, desk: Desk, write: Writer
) -> None:
    row, walk = await post(library, write, ROW), await post(library, write, write().text)
    sit = await post(library, write, SIT)
    await desk.contest(MONA, row, sit)
    await desk.merge(MONA, row, walk)
    page = (await library.find(HOME, BEN, walk)).page
    assert page is not None
    assert {card.tip.id for card in page.cards} == {walk, sit}
    await desk.decide(MONA, row, Act.UNMERGE)
    page = (await library.find(HOME, BEN, row)).page
    assert page is not None
    assert {card.tip.id for card in page.cards} >= {row, sit}


async def test_merging_twice_is_once_and_chains_lead_on(
    library: Library, desk: Desk, write: Writer, servers: Servers
) -> None:
    walk, row = await post(library, write, write().text), await post(library, write, ROW, BEN)
    sit = await post(library, write, SIT, CARA)
    for _ in range(2):
        await desk.merge(MONA, row, walk)
    await desk.merge(MONA, walk, sit)
    shelf = await library.find(HOME, BEN, row)
    assert shelf.page is not None
    assert [card.tip.id for card in shelf.page.cards] == [sit]
    assert [act.act for act in (await servers.log(MONA, 0)).acts] == ["merge", "merge"]


async def test_a_tip_merges_into_a_starter_tip_but_not_into_itself_or_what_is_gone(
    library: Library, desk: Desk, write: Writer
) -> None:
    row = await post(library, write, ROW)
    await library.vote(HOME, BEN, row, True, ANYWHERE)
    with pytest.raises(SpotterError, match="itself"):
        await desk.merge(MONA, row, row)
    with pytest.raises(Gone):
        await desk.merge(MONA, row, 999_999)
    with pytest.raises(SpotterError, match="Starter tips"):
        await desk.merge(MONA, HEAT, row)
    await desk.merge(MONA, row, HEAT)
    assert await votes(library, HEAT) == (1, 1)


async def test_a_tip_joins_the_two_sides_of_a_starter_argument_but_no_fourth_does(
    library: Library, desk: Desk, write: Writer
) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT)
    await desk.contest(MONA, row, DO_NOT)
    page = (await library.find(HOME, BEN, row)).page
    assert page is not None
    assert [card.tip.id for card in page.cards] == [STRETCH, DO_NOT, row]
    assert "side by side" in (page.why or "")
    with pytest.raises(SpotterError, match="At most 3"):
        await desk.contest(MONA, sit, row)
    await desk.decide(MONA, row, Act.PART)
    alone = (await library.find(HOME, BEN, row)).page
    assert alone is not None
    assert len(alone.cards) == 1


async def test_a_hidden_side_leaves_the_other_alone_and_without_a_why(
    library: Library, desk: Desk, write: Writer
) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT)
    await desk.contest(MONA, row, sit)
    await desk.decide(MONA, sit, Act.HIDE)
    page = (await library.find(HOME, BEN, row)).page
    assert page is not None
    assert ([card.tip.id for card in page.cards], page.why) == ([row], None)


async def test_a_kept_flag_comes_back_only_when_three_more_felt_worse(trying: Trying, desk: Desk) -> None:
    async def feel_worse(first: int, many: int) -> None:
        for member in range(first, first + many):
            await trying.felt(HOME, member, HEAT, Window.MORNING, Felt.WORSE)

    await feel_worse(100, 3)
    assert (await desk.look(MONA, Section.QUEUE, 0)).waiting[Section.QUEUE] == 1
    await desk.decide(MONA, HEAT, Act.KEEP)
    await feel_worse(200, 2)
    assert (await desk.look(MONA, Section.QUEUE, 0)).waiting[Section.QUEUE] == 0
    await feel_worse(300, 1)
    assert (await desk.look(MONA, Section.QUEUE, 0)).waiting[Section.QUEUE] == 1


async def test_a_flagged_tip_stands_below_all_others(library: Library, trying: Trying) -> None:
    for member in range(100, 110):
        await library.vote(HOME, member, HEAT, True, ANYWHERE)
        await trying.felt(HOME, member, HEAT, Window.MORNING, Felt.WORSE)
    shelf = await library.browse(HOME, BEN, ANYWHERE)
    last = await library.browse(HOME, BEN, Spot(page=shelf.pages - 1))
    assert last.page is not None
    on_last = [card.tip.id for card in last.page.cards]
    shelf_of_heat = await library.find(HOME, BEN, HEAT)
    assert HEAT in on_last or shelf_of_heat.spot.page > 0


@pytest.mark.parametrize("members", [3, 4])
async def test_a_flag_that_few_reports_raised_is_the_moderators_alone(
    library: Library, trying: Trying, desk: Desk, members: int
) -> None:
    before = (await library.find(HOME, BEN, HEAT)).spot
    for member in range(100, 100 + members):
        await trying.felt(HOME, member, HEAT, Window.MORNING, Felt.WORSE)
    found = await library.find(HOME, BEN, HEAT)
    assert found.page is not None
    assert [card.flagged for card in found.page.cards if card.tip.id == HEAT] == [False]
    assert found.spot == before
    assert (await desk.case(MONA, HEAT)).flagged


async def test_blocking_two_tips_of_one_author_tells_nobody_that_they_are_one(
    library: Library, desk: Desk, write: Writer
) -> None:
    named = await post(library, write, ROW)
    hidden = await post(library, write, SIT, anonymous=True)
    await desk.decide(MONA, hidden, Act.BLOCK)
    case = await desk.case(MONA, named)
    assert not case.blocked
    await desk.decide(MONA, named, Act.BLOCK)
    assert {block.tip_id for block, _ in await desk.blocks(MONA)} == {named, hidden}
    with pytest.raises(Blocked):
        await post(library, write, "Something quite different for once")
    await desk.unblock(MONA, named)
    with pytest.raises(Blocked):
        await post(library, write, "Something quite different for once")


async def test_a_blocked_author_still_votes_and_is_welcome_elsewhere(
    library: Library, desk: Desk, write: Writer
) -> None:
    await desk.decide(MONA, await post(library, write, ROW), Act.BLOCK)
    await library.vote(HOME, ANNA, HEAT, True, ANYWHERE)
    assert isinstance(await library.suggest(ELSEWHERE, ANNA, write(SIT)), Posted)


async def test_no_case_of_an_anonymous_tip_names_its_author(library: Library, desk: Desk, write: Writer) -> None:
    tip_id = await post(library, write, ROW, anonymous=True)
    case = await desk.case(MONA, tip_id)
    assert case.tip.author_id is None
    assert str(ANNA) not in str(case)


async def test_authors_are_told_of_acts_but_not_of_their_own(
    library: Library, desk: Desk, write: Writer, told: Told
) -> None:
    tip_id = await post(library, write, ROW)
    mine = await post(library, write, SIT, MONA.member_id)
    for tip in (tip_id, mine):
        await desk.decide(MONA, tip, Act.HIDE)
    await desk.decide(MONA, tip_id, Act.HIDE)
    assert told.news == [(ANNA, tip_id, "hide")]


async def test_a_withdrawn_or_removed_tip_is_no_longer_on_the_desk(library: Library, desk: Desk, write: Writer) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT)
    await library.withdraw(HOME, ANNA, row)
    await desk.decide(MONA, sit, Act.REMOVE)
    for tip_id in (row, sit, 999_999):
        with pytest.raises(Gone):
            await desk.decide(MONA, tip_id, Act.APPROVE)


async def test_a_removed_tip_goes_for_good_after_thirty_days(
    library: Library, desk: Desk, write: Writer, clock: FakeClock, database: Database
) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT)
    await library.vote(HOME, BEN, sit, True, ANYWHERE)
    await desk.decide(MONA, sit, Act.REMOVE)
    clock.move(days=29)
    await library.clear_out()
    assert [own.tip.id for own in await library.own(HOME, ANNA)] == [sit, row]
    clock.move(days=2)
    await library.clear_out()
    assert [own.tip.id for own in await library.own(HOME, ANNA)] == [row]
    held = await database.read(library.export_member, BEN)
    assert held["votes"] == []


@pytest.mark.parametrize("words", ["Take 400 mg of ibuprofen first", "My groin went numb, then I rowed"])
async def test_words_that_no_tip_may_say_go_back_into_the_queue_whoever_wrote_them(
    library: Library, desk: Desk, write: Writer, words: str
) -> None:
    tip_id = await post(library, write, ROW)
    await desk.reword(MONA, tip_id, words)
    case = await desk.case(MONA, tip_id)
    assert (case.state, case.why) == (State.HELD, Why.WORDS)
    assert await seen(library, tip_id) is None


async def test_no_moderator_puts_words_of_self_harm_into_a_tip(library: Library, desk: Desk, write: Writer) -> None:
    tip_id = await post(library, write, ROW)
    with pytest.raises(SpotterError, match="Nothing was changed"):
        await desk.reword(MONA, tip_id, "It keeps me from wanting to kill myself")
    assert (await desk.case(MONA, tip_id)).tip.text == ROW


async def test_another_servers_moderator_finds_nothing(library: Library, desk: Desk, write: Writer) -> None:
    tip_id = await post(library, write, ROW)
    stranger = Moderator(ELSEWHERE, 99)
    acts: list[Callable[[], Awaitable[object]]] = [
        lambda: desk.case(stranger, tip_id),
        lambda: desk.decide(stranger, tip_id, Act.REMOVE),
        lambda: desk.reword(stranger, tip_id, "I do something else instead"),
        lambda: desk.merge(stranger, tip_id, HEAT),
        lambda: desk.contest(stranger, tip_id, HEAT),
        lambda: desk.unblock(stranger, tip_id),
    ]
    for act in acts:
        with pytest.raises(Gone):
            await act()


@pytest.mark.parametrize(
    "through",
    [
        (ROW + ", slowly",),
        ("I take 400 mg of ibuprofen first", ROW),
        ("It keeps me from wanting to kill myself", ROW),
    ],
)
async def test_no_way_of_changing_it_gets_a_hidden_tip_past_the_moderators(
    library: Library, desk: Desk, write: Writer, through: tuple[str, ...]
) -> None:
    tip_id = await post(library, write, ROW)
    await desk.decide(MONA, tip_id, Act.HIDE)
    for text in through:
        await library.edit(HOME, ANNA, write(text, id=tip_id))
        with pytest.raises(SpotterError):
            await library.suggest(HOME, ANNA, write(SIT, id=tip_id), though_similar=True)
        await library.withdraw(HOME, ANNA, tip_id)
        await library.put_back(HOME, ANNA, tip_id)
    assert await seen(library, tip_id) is None
    assert "kill" not in (await desk.case(MONA, tip_id)).tip.text


async def test_a_text_held_for_its_words_is_out_once_its_author_puts_it_otherwise(
    library: Library, write: Writer
) -> None:
    held = write("I take 400 mg of ibuprofen first")
    await library.suggest(HOME, ANNA, held)
    assert isinstance(await library.edit(HOME, ANNA, write(ROW, id=held.id)), Posted)


MEMBERS = st.sampled_from([ANNA, BEN, CARA, DAN])
TIPS = st.sampled_from([0, 1, 2])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), MEMBERS, TIPS, st.sampled_from([True, False, None])),
        st.tuples(st.just("merge"), TIPS, TIPS, st.none()),
        st.tuples(st.just("unmerge"), TIPS, st.none(), st.none()),
        st.tuples(st.just("withdraw"), TIPS, st.none(), st.none()),
        st.tuples(st.just("back"), TIPS, st.none(), st.none()),
        st.tuples(st.just("hide"), TIPS, st.none(), st.none()),
        st.tuples(st.just("show"), TIPS, st.none(), st.none()),
    ),
    max_size=25,
)


Acted = tuple[str, int, int, bool | None]


class Model:
    """Three tips and their votes, as plainly as can be: each vote knows the turn it was cast in."""

    def __init__(self) -> None:
        self.votes: list[dict[int, tuple[int, bool]]] = [{}, {}, {}]
        self.into: dict[int, int] = {}

    def led_to(self, tip: int) -> list[int]:
        into = self.into.get(tip)
        return [] if into is None else [into, *self.led_to(into)]

    def vote(self, turn: int, member: int, tip: int, helps: bool | None) -> None:
        if helps is not None:
            self.votes[tip][member] = (turn, helps)
            return
        for one in range(3):
            if one == tip or tip in self.led_to(one):
                self.votes[one].pop(member, None)

    def merge(self, tip: int, into: int) -> None:
        if tip not in self.into:
            self.votes[into] = self.votes[tip] | self.votes[into]
            self.into[tip] = into

    def unmerge(self, tip: int) -> None:
        for into in self.led_to(tip):
            mine = self.votes[tip]
            self.votes[into] = {who: vote for who, vote in self.votes[into].items() if mine.get(who) != vote}
        self.into.pop(tip, None)

    def counts(self, tip: int) -> tuple[int, int]:
        return sum(helps for _, helps in self.votes[tip].values()), len(self.votes[tip])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_votes_through_any_life_of_tips_count_as_a_plain_recount(
    new_database: Callable[[], str], acts: list[Acted]
) -> None:
    database = await open_database(new_database())
    try:
        await live(database, acts)
    finally:
        await database.close()


async def live(database: Database, acts: list[Acted]) -> None:
    """Act on three tips, and on the model beside; what is shown in the end agrees with it."""
    clock, seal, model = FakeClock(), Seal(new_key()), Model()
    ids = iter(range(1000, 10_000)).__next__
    servers = Servers(database, clock, ids)
    starters = Starters(read_toml("tips.toml"), read_toml("tip_conflicts.toml"))
    rooms, tripwires = Rooms(starters, servers.rules_in, Trials(seal)), Tripwires(read_toml("tripwires.toml"))
    library = Library(database, clock, rooms, tripwires, seal, Shown([]))
    desk = Desk(database, clock, rooms, tripwires, seal, Shown([]), Told([]), partial(note, servers))
    write = Writer(ids)
    tips = [await post(library, write, text, 50 + place) for place, text in enumerate((ROW, SIT, write().text))]
    for turn, (act, one, other, helps) in enumerate(acts):
        clock.move(seconds=1)
        with suppress(SpotterError):
            if act == "vote":
                await library.vote(HOME, one, tips[other], helps, ANYWHERE)
                model.vote(turn, one, other, helps)
            elif act == "merge":
                await desk.merge(MONA, tips[one], tips[other])
                model.merge(one, other)
            elif act == "unmerge":
                await desk.decide(MONA, tips[one], Act.UNMERGE)
                model.unmerge(one)
            elif act in OF_AN_AUTHOR:
                await OF_AN_AUTHOR[act](library, HOME, 50 + one, tips[one])
            else:
                await desk.decide(MONA, tips[one], Act(act))
    for place, tip_id in enumerate(tips):
        card = await seen(library, tip_id)
        if card is not None:
            assert (card.helps, card.votes) == model.counts(place)


OF_AN_AUTHOR = {"withdraw": Library.withdraw, "back": Library.put_back}


async def test_the_public_cards_of_all_sides_follow_a_vote_on_one(
    library: Library, desk: Desk, write: Writer, shown: Shown
) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT)
    await desk.contest(MONA, row, sit)
    shown.told.clear()
    await library.vote(HOME, BEN, sit, True, ANYWHERE)
    assert {tip_id for _, _, tip_id in shown.told} == {row, sit}


async def test_votes_that_came_at_once_are_told_to_moderators_without_a_name(
    library: Library, desk: Desk, write: Writer, clock: FakeClock
) -> None:
    row = await post(library, write, ROW)
    for member in range(100, 112):
        clock.move(minutes=1)
        await library.vote(HOME, member, row, True, ANYWHERE)
    assert (await desk.case(MONA, row)).votes_at_once == 12


async def test_the_public_card_of_a_tip_follows_the_starter_tip_beside_it(
    desk: Desk, library: Library, write: Writer, shown: Shown
) -> None:
    row = await post(library, write, ROW)
    await desk.contest(MONA, row, DO_NOT)
    for act in (Act.HIDE, Act.SHOW):
        shown.told.clear()
        await desk.decide(MONA, STRETCH, act)
        assert ("changed", HOME, row) in shown.told


async def test_the_public_card_beside_a_deleted_tip_follows(
    desk: Desk, library: Library, write: Writer, shown: Shown, database: Database
) -> None:
    row, sit = await post(library, write, ROW), await post(library, write, SIT, BEN)
    await desk.contest(MONA, row, sit)
    shown.told.clear()
    await database.write(library.delete_member, BEN)
    assert ("changed", HOME, row) in shown.told

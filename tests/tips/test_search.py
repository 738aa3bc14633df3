"""Search: spelling and order do not matter, rarer words tell more, the index follows the versions."""

import pytest

from bot.tips.library import Library
from bot.tips.search import SERVERS, Index, Indexes
from tests.tips.conftest import ANNA, BEN, ELSEWHERE, HOME, Writer

TEXTS = [
    (1, "Heat pad on the lower back before squats"),
    (2, "Foam rolling the quads after squats"),
    (3, "Stretching the hips, kneeling, before squats"),
    (4, "Sitting still"),
]


@pytest.fixture
def index() -> Index:
    made = Index()
    made.renew(TEXTS)
    return made


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("heat pad", 1),
        ("pad heat", 1),
        ("haet pad", 1),
        ("HEAT", 1),
        ("stretch", 3),
        ("hip streching", 3),
        ("foam roling quads", 2),
        ("squats quads", 2),
        ("sitting", 4),
        ("*heat* `pad`", 1),
    ],
)
def test_what_is_meant_is_found_first(index: Index, query: str, first: int) -> None:
    assert index.find(query, 3)[0] == first


@pytest.mark.parametrize("query", ["", " ", "💪", "zzzzzz", "?!", "\u202e"])
def test_what_nothing_says_finds_nothing(index: Index, query: str) -> None:
    assert index.find(query, 3) == []


def test_a_very_long_query_is_looked_at_in_part(index: Index) -> None:
    assert index.find("heat " * 5000, 3) == [1]


def test_no_more_is_returned_than_asked_for(index: Index) -> None:
    assert len(index.find("squats", 2)) == 2


def test_a_text_that_changed_is_found_by_its_new_words_only(index: Index) -> None:
    index.renew([(1, "Ice bath in the evening"), *TEXTS[1:]])
    assert index.find("ice bath", 3) == [1]
    assert index.find("heat pad", 3) == []


def test_texts_are_read_anew_only_with_a_new_version() -> None:
    indexes, read = Indexes(), []

    def texts() -> list[tuple[int, str]]:
        read.append(1)
        return TEXTS

    for version in (1, 1, 2, 2):
        indexes.find(HOME, version, texts, "heat", 3)
    assert len(read) == 2


def test_indexes_of_servers_that_nobody_asks_are_let_go() -> None:
    indexes = Indexes()
    for guild_id in range(SERVERS + 10):
        indexes.find(guild_id, 1, lambda: TEXTS, "heat", 3)
    assert len(indexes._kept) == SERVERS


async def test_a_new_edited_or_withdrawn_tip_is_found_at_once_as_it_is(library: Library, write: Writer) -> None:
    suggestion = write("Hanging from the bar for a minute")
    await library.suggest(HOME, ANNA, suggestion)
    assert [page.cards[0].tip.id for page in await library.search(HOME, BEN, "hangin bar")] == [suggestion.id]
    assert await library.search(ELSEWHERE, BEN, "hangin bar") == ()
    await library.edit(HOME, ANNA, write("Swimming slowly on rest days", id=suggestion.id))
    assert [page.cards[0].tip.id for page in await library.search(HOME, BEN, "swiming")] == [suggestion.id]
    await library.withdraw(HOME, ANNA, suggestion.id)
    assert await library.search(HOME, BEN, "swimming") == ()


async def test_starter_tips_are_found_by_their_titles_too(library: Library) -> None:
    (first, *_) = (await library.search(None, BEN, "agile 8"))[0].cards
    assert first.tip.starter is not None
    assert "Agile 8" in first.tip.starter.title


async def test_contested_advice_is_found_with_all_its_sides(library: Library) -> None:
    page = (await library.search(None, BEN, "do not stretch your lower back"))[0]
    assert len(page.cards) == 2
    assert page.why

"""Own exercises and a server's names for lifts, kept in the database."""

import pytest

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.lifts.exercises import CUSTOM, custom_id
from bot.lifts.posting.followed import Nobody
from bot.lifts.words import words as module
from bot.lifts.words.merging import Merging
from bot.lifts.words.words import OwnName, Words
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN, CATALOGUE

GUILD, OTHER = 77, 78


@pytest.fixture
def words(database: Database) -> Words:
    return Words(database, CATALOGUE)


async def test_an_own_exercise_is_its_member_s_alone(words: Words) -> None:
    await words.keep(ANNA, "tate press")
    assert (await words.of(ANNA, None)).find("Tate Press")
    assert not (await words.of(BEN, None)).find("Tate Press")


async def test_kept_twice_is_once(words: Words) -> None:
    await words.keep(ANNA, "tate press")
    await words.keep(ANNA, "Tate presses")
    assert (await words.own(ANNA)).exercises == (OwnName(custom_id("tate press"), "tate press"),)


async def test_a_forgotten_exercise_is_unknown_again(words: Words) -> None:
    await words.keep(ANNA, "tate press")
    assert await words.forget(ANNA, custom_id("tate press")) == "tate press"
    assert not (await words.of(ANNA, None)).find("tate press")
    with pytest.raises(Gone):
        await words.forget(ANNA, custom_id("tate press"))


async def test_another_s_exercise_cannot_be_forgotten(words: Words) -> None:
    await words.keep(ANNA, "tate press")
    with pytest.raises(Gone):
        await words.forget(BEN, custom_id("tate press"))


async def test_own_exercises_have_an_end_and_pages(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OWN", 30)
    for number in range(30):
        await words.keep(ANNA, f"press {number} up")
    with pytest.raises(SpotterError, match="30 exercises"):
        await words.keep(ANNA, "one more")
    assert (len((await words.own(ANNA, 9)).exercises), (await words.own(ANNA, 9)).page) == (5, 1)


async def test_a_merged_exercise_counts_among_those_a_member_has(
    words: Words, database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_OWN", 1)
    await words.keep(ANNA, "tate press")
    await Merging(database, clock, words, Nobody()).merge(ANNA, custom_id("tate press"), "deadlift")
    with pytest.raises(SpotterError, match="1 exercises"):
        await words.keep(ANNA, "one more")


async def test_who_has_more_than_are_kept_has_so_many_at_hand_and_keeps_the_rest(
    words: Words, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        await words.keep(ANNA, f"press {number} up")
    monkeypatch.setattr(module, "MOST_OWN", 10)
    assert sum(exercise.id.startswith(CUSTOM) for exercise in await words.of(ANNA, None)) == 10
    assert len((await words.own(ANNA, 0)).exercises) == 25


async def test_a_server_s_name_is_known_there_alone(words: Words) -> None:
    await words.set_alias(GUILD, ANNA, " king  lift ", "dl")
    assert (await words.of(ANNA, GUILD)).find("King lift") == CATALOGUE["deadlift"]
    assert not (await words.of(ANNA, OTHER)).find("king lift")
    assert not (await words.of(ANNA, None)).find("king lift")


async def test_a_name_given_to_another_lift_means_that_one(words: Words) -> None:
    await words.set_alias(GUILD, ANNA, "king lift", "deadlift")
    await words.set_alias(GUILD, ANNA, "King lifts", "squat")
    (alias,) = await words.aliases(GUILD)
    assert (alias.name, alias.exercise.id) == ("King lifts", "back_squat")


async def test_a_name_that_was_taken_away_is_unknown(words: Words) -> None:
    await words.set_alias(GUILD, ANNA, "king lift", "deadlift")
    await words.remove_alias(GUILD, ANNA, "KING LIFT")
    assert await words.aliases(GUILD) == []
    with pytest.raises(SpotterError, match="no such name"):
        await words.remove_alias(GUILD, ANNA, "king lift")


@pytest.mark.parametrize(
    ("name", "lift", "why"),
    [
        ("bench", "squat", "a name of Bench press"),
        ("king lift", "bnech", "Did you mean `Bench press`"),
        ("drop", "squat", "word of its own"),
        ("leg press 45", "leg press", "word of its own"),
        ("", "squat", "word of its own"),
        ("💪", "squat", "word of its own"),
        ("k" * 10_000, "squat", "at most 60"),
        ("king lift", "k" * 10_000, "don't know that lift"),
    ],
)
async def test_a_name_that_would_mislead_is_refused(words: Words, name: str, lift: str, why: str) -> None:
    with pytest.raises(SpotterError, match=why):
        await words.set_alias(GUILD, ANNA, name, lift)
    assert await words.aliases(GUILD) == []


async def test_a_server_s_log_tells_who_named_what(database: Database) -> None:
    told: list[tuple[int, int, str, str]] = []

    def note(_: Connection, guild_id: int, actor_id: int, act: str, *, detail: str = "") -> None:
        told.append((guild_id, actor_id, act, detail))

    words = Words(database, CATALOGUE, note)
    await words.set_alias(GUILD, ANNA, "king lift", "deadlift")
    await words.remove_alias(GUILD, BEN, "King lift")
    assert told == [
        (GUILD, ANNA, "settings", "“king lift” is Deadlift"),
        (GUILD, BEN, "settings", "“King lift” is no lift any more"),
    ]

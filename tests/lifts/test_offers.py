"""What is offered while an entry is typed."""

import pytest

from bot.lifts.exercises import Catalogue
from bot.lifts.offers import MOST, offers
from bot.lifts.reading import read


def test_one_reading_is_one_offer_that_names_everything(catalogue: Catalogue) -> None:
    (offer,) = offers("dl 5x5 140", catalogue, "kg")
    assert offer.label == "Deadlift · 5×5 · 140 kg · e1RM 163.3 kg (Epley)"
    assert offer.text == "Deadlift 140 kg 5×5"


def test_each_reading_is_an_offer(catalogue: Catalogue) -> None:
    assert [offer.text for offer in offers("squat 5x100", catalogue, "kg")] == [
        "Back squat 100 kg ×5",
        "Back squat 100 kg 5×1",
    ]


def test_an_unknown_lift_offers_the_nearest_with_the_rest_as_it_was_read(catalogue: Catalogue) -> None:
    assert offers("bnech 100x5", catalogue, "kg")[0].text == "Bench press 100 kg ×5"


def test_a_name_being_typed_offers_lifts_that_begin_so(catalogue: Catalogue) -> None:
    assert offers("zerch", catalogue, "kg")[0].text == "Zercher squat"


def test_an_unfinished_entry_is_offered_as_it_is_with_what_may_follow(catalogue: Catalogue) -> None:
    (offer,) = offers("bench", catalogue, "kg")
    assert offer.text == "bench"
    assert "Weight, sets and reps come next" in offer.label


def test_nothing_typed_offers_nothing(catalogue: Catalogue) -> None:
    assert offers("  ", catalogue, "kg") == []


@pytest.mark.parametrize("typed", ["squat " + ", ".join(f"{60 + n}x5" for n in range(18)), "squat " + "x" * 6_000])
def test_a_text_too_long_for_an_offer_is_never_cut(catalogue: Catalogue, typed: str) -> None:
    assert offers(typed, catalogue, "kg") == []


def test_a_reading_too_long_for_an_offer_is_offered_as_typed(catalogue: Catalogue) -> None:
    typed = "squat " + ",".join(f"{60 + n}x5" for n in range(12))
    (offer,) = offers(typed, catalogue, "kg")
    assert offer.text == typed


@pytest.mark.parametrize("typed", ["squat 5x100", "bnech 100x5", "pull-up 10x5", "dl 150 3x5 fail", "chins 8,8,6"])
def test_an_offer_reads_as_one_thing(catalogue: Catalogue, typed: str) -> None:
    for offer in offers(typed, catalogue, "kg"):
        assert len(offer.text) <= MOST
        assert len(read(offer.text, catalogue, "lb")) == 1

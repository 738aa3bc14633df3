"""Health fields are sealed with the operator's key."""

import pytest

from bot.errors import OperatorError
from bot.sealing import Seal, Unreadable, new_key


def test_what_is_sealed_opens_again() -> None:
    seal = Seal(new_key())
    assert seal.open(seal.seal("lower_back 4")) == "lower_back 4"


def test_the_sealed_text_does_not_hold_the_plain_one() -> None:
    assert "lower_back" not in Seal(new_key()).seal("lower_back 4")


def test_an_old_key_behind_the_new_one_still_opens() -> None:
    old, new = new_key(), new_key()
    sealed = Seal(old).seal("x")
    assert Seal(f"{new}, {old}").open(sealed) == "x"


def test_sealed_anew_it_opens_with_the_new_key_alone() -> None:
    old, new = new_key(), new_key()
    renewed = Seal(f"{new},{old}").renew(Seal(old).seal("x"))
    assert Seal(new).open(renewed) == "x"
    with pytest.raises(Unreadable):
        Seal(old).open(renewed)


def test_what_no_key_opens_is_not_sealed_anew() -> None:
    with pytest.raises(Unreadable):
        Seal(new_key()).renew(Seal(new_key()).seal("x"))


def test_a_foreign_key_says_that_it_does_not_fit() -> None:
    with pytest.raises(Unreadable):
        Seal(new_key()).open(Seal(new_key()).seal("x"))


def test_a_key_that_is_none_is_refused_by_the_name_of_its_setting() -> None:
    with pytest.raises(OperatorError, match="SPOTTER_SECRET_KEY"):
        Seal("not a key")

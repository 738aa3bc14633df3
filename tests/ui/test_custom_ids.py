"""What comes back in custom ids and menus is held to what could have been put there."""

import pytest

from bot.errors import Gone
from cogs.ui.custom_ids import LARGEST, chosen_number


@pytest.mark.parametrize("number", [0, 7, LARGEST])
def test_a_number_that_was_offered_is_read(number: int) -> None:
    assert chosen_number(str(number)) == number


@pytest.mark.parametrize("value", ["", "x", "-1", "1.0", "٣", "²", " 1", str(LARGEST + 1), "9" * 5000])
def test_what_no_menu_offers_is_gone(value: str) -> None:
    with pytest.raises(Gone):
        chosen_number(value)

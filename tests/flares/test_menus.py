"""What is picked in the menus of a reading is held to what they offer."""

import pytest

from bot.errors import Gone
from cogs.flares.menus import told


@pytest.mark.parametrize(
    ("what", "values"), [("tried", ["nothing"]), ("felt", ["x:better"]), ("felt", ["7:anything"]), ("pain", ["a lot"])]
)
def test_what_no_menu_offers_is_refused(what: str, values: list[str]) -> None:
    with pytest.raises(Gone):
        told(what, values)

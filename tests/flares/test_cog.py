"""What the commands say and carry: words that the bot may use, and custom ids within Discord's limit."""

import ast
import re
from itertools import product
from pathlib import Path

import discord
import pytest

import cogs.flares
from bot.areas import Area
from bot.data import data_path
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.lifts import as_carried
from bot.flares.screening import ORDER
from bot.lifts.exercises import Catalogue
from bot.lifts.exercises import custom_id as own_id
from cogs.flares import ITEMS, Typed
from cogs.flares.menus import WHATS
from cogs.flares.plan import AgainPress, ChoosePress, PlanForm
from cogs.flares.screen import DecidePress, NonePress, PainkillersPress, Screening, SomePress, TellChoice
from tests.flares.test_data import DISEASES, FORBIDDEN, REASSURING

LONGEST_ID = 2**63 - 1
"""The greatest id of a row; a member's is shorter until the year 2084."""
OWNER = 10**19 - 1
LIMIT = 100


def said_in(path: Path) -> list[str]:
    """Return the strings of a module that are no docstrings, custom ids or templates."""
    tree = ast.parse(path.read_text())
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [str(node.value) for node in strings if id(node) not in bare and " " in str(node.value)]


MODULES = sorted(
    [*Path(cogs.flares.__file__).parent.glob("*.py"), *(data_path(".").parent / "bot/flares").glob("*.py")]
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_what_is_said_names_no_disease_promises_nothing_and_does_not_reassure(path: Path) -> None:
    for said in said_in(path):
        for pattern in (FORBIDDEN, DISEASES, REASSURING):
            assert not pattern.search(said.lower())


def test_the_strings_of_a_module_are_found() -> None:
    (cards,) = (path for path in MODULES if path.name == "cards.py")
    assert any("Please book an appointment" in said for said in said_in(cards))


LIFTS = [
    None,
    *(exercise.id for exercise in Catalogue.from_csv(data_path("exercises.csv"))),
    *(own_id(name) for name in ("x" * 200, "belt squat march", "przysiad z gumą", "スクワット")),
]


@pytest.mark.parametrize(("area", "level"), list(product(Area, ORDER)))
def test_the_screens_buttons_carry_any_lift_and_find_their_way_back(area: Area, level: object) -> None:
    for lift in LIFTS:
        screening = Screening(OWNER, LONGEST_ID, level, area, lift, 10)  # type: ignore[arg-type]  # one of ORDER
        for press, verb in ((NonePress, "none"), (SomePress, "some")):
            carrying = screening.custom_id(verb)
            assert len(carrying) <= LIMIT
            assert press(carrying).word("lift") == as_carried(lift)


READ = [step for step in Step if step is not Step.NOT_BETTER]
"""The occasions of readings; the one left out asks nothing."""


@pytest.mark.parametrize("step", READ)
def test_the_buttons_of_a_screen_gone_through_again_fit(step: Step) -> None:
    screening = Screening(OWNER, LONGEST_ID, ORDER[0], Area.KNEE, flare_id=LONGEST_ID, step=step)
    press = NonePress(screening.custom_id("none"))
    assert (press.number("flare"), press.word("step")) == (LONGEST_ID, step)
    assert not press.word("area")
    assert len(screening.custom_id("none")) <= LIMIT


@pytest.mark.parametrize("area", Area)
def test_what_was_typed_fits_into_a_button_until_it_is_agreed_to(area: Area) -> None:
    for lift, verb in product(LIFTS, ("agree", "lift")):
        assert len(Typed(area, lift, 10).custom_id(verb, OWNER)) <= LIMIT


@pytest.mark.parametrize(("step", "what"), list(product(READ, WHATS.split("|"))))
def test_the_menus_of_a_reading_fit_and_find_their_way_back(step: Step, what: str) -> None:
    custom_id = f"flare:tell:{what}:{OWNER}:{LONGEST_ID}:{LONGEST_ID}:{step}"
    menu = TellChoice(custom_id, options=[discord.SelectOption(label="0")])
    assert (menu.word("what"), menu.word("step")) == (what, step)
    assert len(custom_id) <= LIMIT


@pytest.mark.parametrize("step", READ)
def test_the_buttons_of_a_reading_fit(step: Step) -> None:
    place = f"{OWNER}:{LONGEST_ID}:{LONGEST_ID}"
    for press, custom_id in (
        (PainkillersPress, f"flare:killers:{place}:{step}:1"),
        (DecidePress, f"flare:decide:{place}:{Choice.BACK_DOWN}"),
        (ChoosePress, f"flare:choose:{place}:{Choice.BACK_DOWN}"),
    ):
        assert press(custom_id).word("owner") == str(OWNER)
        assert len(custom_id) <= LIMIT


def test_a_weight_to_mend_fits_into_its_button_whatever_was_typed() -> None:
    typed = "😀\n:‮)*\\d" + "x" * 12
    custom_id = f"flare:again:{LONGEST_ID}:{LONGEST_ID}:{Choice.BACK_DOWN}:2026-03-11:{typed}"
    assert AgainPress(custom_id).word("typed") == typed
    assert len(custom_id) <= LIMIT


def test_the_form_of_a_plan_fits() -> None:
    assert PlanForm.template.fullmatch(f"flare:plan:{LONGEST_ID}:{LONGEST_ID}:{Choice.BACK_DOWN}")


def test_every_button_belongs_to_one_template_only() -> None:
    templates = [item.__discord_ui_compiled_template__.pattern for item in ITEMS]
    verbs = [match[1] for pattern in templates if (match := re.match(r"((?:flare|safety):\w+)", pattern))]
    assert len(verbs) == len(set(verbs)) == len(ITEMS)

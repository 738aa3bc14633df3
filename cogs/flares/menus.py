"""The menus of a reading: what each occasion asks, and what was picked in them.

A check-in wants at most four answers: before a session the choice is one of them, and how well the lift goes may stay
open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.errors import Gone
from bot.flares.checkins import Step
from bot.flares.notes import Answers
from bot.flares.record import CHANGES, FEELINGS, LEFT_OUT, Situation
from bot.flares.screening import Level
from cogs.ui.text import clip

NONE, KILLERS, WOKE, TASKS, SPREADS, NEW, CHANGED = "none", "killers", "woke", "tasks", "spreads", "new", "changed"
_MOST_FELT = 6
"""Tips with four options each that one menu has room for."""
_MOST_TIPS = 24
_LABEL = 100
_FELT = dict(zip(FEELINGS, ("made it worse", "no difference", "made it better", "can't tell"), strict=True))


@dataclass(frozen=True)
class Menu:
    """One question."""

    what: str
    placeholder: str
    options: Sequence[discord.SelectOption]
    most: int = 1


@dataclass(frozen=True)
class Told:
    """What was picked in a menu."""

    answers: Answers
    level: Level = Level.PASSED
    """What it comes to by itself: pain that moves further down, or new tingling, is worth an appointment."""
    screen: bool = False
    """Whether the whole safety screen is to be gone through now."""


def menus_of(situation: Situation, rescreen: str, hours: int) -> list[Menu]:
    """Return what is asked on an occasion; `rescreen` asks for what is new, painkillers count for so many hours."""
    asked = {
        Step.UPDATE: ("pain", "besides", "ability", "tried"),
        Step.MORNING: ("pain", "besides", "tried"),
        Step.BEFORE_SESSION: ("pain", "besides", "ability", "warmup"),
        Step.AFTER_SESSION: ("pain", "besides", "worst", "tried"),
        Step.DAY_7: ("change", "pain", "besides", "felt" if situation.flare.tried else "tried"),
    }.get(situation.reading.step, ())
    made: dict[str, Callable[[], Menu | None]] = {
        "besides": lambda: _besides(situation, rescreen, hours),
        "tried": lambda: _tried(situation),
        "felt": lambda: _felt(situation),
        "worst": lambda: _scale(situation, "worst", "Highest pain in the session, 0-10", _LEFT_OUT),
        "change": lambda: _change(situation),
        "pain": lambda: _scale(situation, "pain", "Pain right now, 0-10"),
        "ability": lambda: _scale(situation, "ability", _able(situation), ends=("can't", "as before")),
        "warmup": lambda: _scale(situation, "warmup", "In the gym: highest pain in your warm-ups, 0-10"),
    }
    menus = [made[what]() for what in asked]
    return [menu for menu in menus if menu is not None]


def told(what: str, values: Sequence[str]) -> Told:
    """Return what was picked in a menu. Raises Gone for what no menu of ours offers."""
    try:
        return _READERS[what](values)
    except ValueError as error:
        raise Gone from error


_LEFT_OUT = discord.SelectOption(label="I left the lift out", value=str(LEFT_OUT))


def _scale(
    situation: Situation,
    what: str,
    placeholder: str,
    *before: discord.SelectOption,
    ends: tuple[str, str] = ("none", "worst imaginable"),
) -> Menu:
    names = {0: f"0 · {ends[0]}", 10: f"10 · {ends[1]}"}
    numbers = [discord.SelectOption(label=names.get(number, str(number)), value=str(number)) for number in range(11)]
    return Menu(what, placeholder, _marked([*before, *numbers], getattr(situation.reading, what)))


def _able(situation: Situation) -> str:
    lift = "that lift" if situation.flare.lift else "what it bothers most"
    if situation.reading.step is Step.BEFORE_SESSION:
        return f"If you like: how well does {lift} go today? 0-10"
    return f"How well does {lift} go today? 0-10"


def _change(situation: Situation) -> Menu:
    middle = len(CHANGES) // 2
    options = [
        discord.SelectOption(label=words.capitalize(), value=str(number - middle))
        for number, words in enumerate(CHANGES)
    ]
    return Menu("change", "Compared with when you logged it", _marked(options, situation.reading.change))


def _besides(situation: Situation, rescreen: str, hours: int) -> Menu:
    options = [
        discord.SelectOption(label="None of these", value=NONE),
        discord.SelectOption(label=f"Painkillers in the last {hours} hours", value=KILLERS),
        discord.SelectOption(label="It woke me in the night", value=WOKE),
        discord.SelectOption(label="Daily tasks don't go", value=TASKS),
        discord.SelectOption(label="It moves further down, or new tingling", value=SPREADS),
        discord.SelectOption(label="Something new, or not sure", description=clip(rescreen, _LABEL), value=NEW),
    ]
    if situation.reading.step is Step.DAY_7:
        changed = "Something else changed: rest, sleep, other care, a professional"
        options.append(discord.SelectOption(label=changed, value=CHANGED))
    return Menu("besides", "Is any of this so? Tick all, or none", options, len(options))


def _tried(situation: Situation) -> Menu | None:
    if situation.flare.level is not Level.PASSED:
        return None  # tips are for those whom no question concerns
    tried = situation.reading.tried
    options = [discord.SelectOption(label="Nothing of these", value=NONE, default=tried == ())]
    for tip, name in list(situation.tips.items())[:_MOST_TIPS]:
        chosen = tried is not None and tip in tried
        options.append(discord.SelectOption(label=clip(name, _LABEL), value=str(tip), default=chosen))
    return Menu("tried", "Tried anything since? Tick all, or nothing", options, len(options))


def _felt(situation: Situation) -> Menu | None:
    if situation.flare.level is not Level.PASSED:
        return None
    tips = [(tip, situation.tips.get(tip, "A tip that is gone")) for tip in situation.flare.tried[:_MOST_FELT]]
    options = [
        discord.SelectOption(
            label=f"{clip(name, _LABEL - len(words) - 2)}: {words}",
            value=f"{tip}:{feeling}",
            default=situation.reading.felt.get(tip) == feeling,
        )
        for tip, name in tips
        for feeling, words in _FELT.items()
    ]
    return Menu("felt", "What you tried: tick one for each", options, len(tips))


def _marked(options: list[discord.SelectOption], known: int | None) -> list[discord.SelectOption]:
    """Return the options with the one that was picked before as the default."""
    return [
        discord.SelectOption(
            label=option.label, value=option.value, description=option.description, default=option.value == str(known)
        )
        for option in options
    ]


def _read_besides(values: Sequence[str]) -> Told:
    """Read what was ticked. What is new is not answered by it: the whole screen is, which follows."""
    screen = NEW in values or SPREADS in values
    answers = Answers(
        masked=KILLERS in values,
        disturbed=WOKE in values or TASKS in values,
        besides=CHANGED in values,
        nothing_new=not screen,
    )
    return Told(answers, Level.E3 if SPREADS in values else Level.PASSED, screen)


def _read_tried(values: Sequence[str]) -> Told:
    return Told(Answers(tried=tuple(int(value) for value in values if value != NONE)))


def _read_felt(values: Sequence[str]) -> Told:
    """Two answers about one tip are none: that is "can't tell"."""
    felt: dict[int, str] = {}
    for value in values:
        tip, _, feeling = value.partition(":")
        if feeling not in FEELINGS:
            raise ValueError(feeling)
        felt[int(tip)] = feeling if int(tip) not in felt else FEELINGS[-1]
    return Told(Answers(felt=felt))


_READERS: dict[str, Callable[[Sequence[str]], Told]] = {
    "besides": _read_besides,
    "tried": _read_tried,
    "felt": _read_felt,
    "pain": lambda values: Told(Answers(pain=int(values[0]))),
    "ability": lambda values: Told(Answers(ability=int(values[0]))),
    "warmup": lambda values: Told(Answers(warmup=int(values[0]))),
    "worst": lambda values: Told(Answers(worst=int(values[0]))),
    "change": lambda values: Told(Answers(change=int(values[0]))),
}
WHATS = "|".join(_READERS)
"""The questions, as a pattern."""

"""Reads when something is to happen. Every character is understood, or the phrase is refused; nothing is guessed.

A phrase is cut into slots (`bot/reminders/grammar/`) in every way that consumes it whole. Each way that makes sense
gives readings; where several remain, the member chooses.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import SpotterError
from bot.reminders.grammar import SLOTS
from bot.reminders.grammar.values import (
    Count,
    Dates,
    Every,
    Moment,
    Nth,
    Part,
    Relative,
    Several,
    Span,
    Starting,
    ThisHour,
    Times,
    Training,
    Until,
    Value,
    Weekday,
    Weekend,
    Zone,
)
from bot.reminders.misspelt import mended
from bot.reminders.parse import Parse, Reading
from bot.reminders.readings import readings_of
from bot.reminders.series import fits

LONGEST = 100
"""Characters of a phrase; none that can be read comes near."""
HORIZON = timedelta(days=5 * 366)
"""How far ahead a reminder is kept: beyond five years it is more likely a slip than a plan."""
MOST_READINGS = 5
"""As many as there are buttons in a row."""

EXAMPLES = (
    *("in 90 min", "tomorrow 7am", "fri 18:30", "12 nov 18:00", "weekdays 6:30", "every mon and thu at 18:00"),
    *("every other tuesday 7pm", "last friday of the month 17:00"),
)


class Unreadable(SpotterError):
    """A phrase that can't be taken; the text says what was read, what was not and why."""


class Past(Unreadable):
    """What was read is over."""


class Misspelt(Unreadable):
    """A word is not known, but near one that is; `meant` is the phrase with that, which has not been agreed to."""

    def __init__(self, phrase: str, meant: str) -> None:
        super().__init__(f"I can't read {quoted(phrase)}. Do you mean {quoted(meant)}?")
        self.meant = meant


class ZoneNeeded(SpotterError):
    """The phrase speaks of clock times or days, and the member's time zone is not known."""

    def __init__(self) -> None:
        super().__init__("To know when that is for you, I need your time zone first.")


class TrainingNeeded(Unreadable):
    """The phrase speaks of the member's next session, and no programme plans one."""

    def __init__(self) -> None:
        super().__init__(
            "I know of no session to come, for you run no programme. `/program start` begins one, or say the day."
        )


def speaks_of_training(text: str) -> bool:
    """Tell whether the day of the member's next session has to be known to read a phrase."""
    return any(word in text.casefold() for word in ("training", "workout", "session", "gym", "lifting"))


def read(text: str, now: datetime, zone: ZoneInfo | None, training: date | None = None) -> list[Reading]:
    """Return what a phrase may mean, seen from now (aware) in a zone: one reading, or several, soonest first.

    `training` is the day of the member's next session. Raises Unreadable, Misspelt, Past, or ZoneNeeded when there is
    no zone and the phrase needs one.
    """
    phrase = _tidied(text)
    parses = _spelt(phrase)
    if zone is None and any(parse.needs_zone for parse in parses):
        raise ZoneNeeded
    if training is None and all(parse.needs_training for parse in parses):
        raise TrainingNeeded
    try:
        found = {reading: None for parse in parses for reading in readings_of(parse, now, zone, training)}
        readings = sorted(found, key=lambda reading: reading.at)
        near = [reading for reading in readings if reading.at <= now + HORIZON]
    except (OverflowError, ValueError):
        raise Unreadable(_too_far(phrase)) from None
    ahead = [reading for reading in near if reading.at > now]
    if ahead and len(ahead) <= MOST_READINGS:
        return ahead
    if ahead:
        raise Unreadable(f"{quoted(phrase)} can be read in {len(ahead)} ways. Say am or pm and the date in full.")
    if near:
        raise Past(f"{quoted(phrase)} is over: that was <t:{int(near[-1].at.timestamp())}:F>.")
    raise Unreadable(_too_far(phrase) if readings else _no_such(phrase))


_UNSHOWN = re.compile(r"[`\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTED = 60


def quoted(text: str) -> str:
    """Return a member's text as inline code, in which nothing is a mention or markdown, and cut where it is long."""
    shown = " ".join(_UNSHOWN.sub("", text).split())
    return f"`{shown if len(shown) <= _QUOTED else shown[:_QUOTED] + '…'}`" if shown else "what you typed"


_FILLERS = re.compile(
    r"^\W*(?:(?:please|pls)\s+)?(?:remind\s+me|ping\s+me|set|wait)\b|"
    r"\b(?:please|pls|plz|thanks|thx|exactly|sharp|or\s+so|approximately|approx|roughly|(?:my|local)\s+time)\b\.?|"
    r"\b(?:about|around|circa)(?=\s)|~(?=\s?\d)|\bon\s+the\s+dot\b|"
    r"\blater(?=\s+(?:today|this|tonight)\b)|\bearly(?=\s+(?:tomorrow\s+)?morning\b)"
)
"""Words that say nothing of the time."""


def _tidied(text: str) -> str:
    words = _FILLERS.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace("\u2044", "/"))
    phrase = " ".join(words.split()).strip(" .!,()")
    if not phrase:
        raise Unreadable("I need to know when.")
    if len(phrase) > LONGEST:
        raise Unreadable(f"{quoted(phrase)} is longer than any time I can read ({LONGEST} characters).")
    return phrase


def _spelt(phrase: str) -> list[Parse]:
    try:
        return _parses(phrase)
    except Unreadable:
        meant = mended(phrase)
        if meant is None or not _can_be_read(meant):
            raise
    raise Misspelt(phrase, meant)


def _can_be_read(phrase: str) -> bool:
    try:
        return bool(_parses(phrase))
    except Unreadable:
        return False


def _parses(phrase: str) -> list[Parse]:
    """Return the ways to cut the phrase that make sense. Raises Unreadable when there is none."""
    whole: list[Parse] = []
    furthest = 0
    for parse, end in _cuts(phrase, 0, ()):
        furthest = max(furthest, end)
        if end == len(phrase):
            whole.append(parse)
    if not whole:
        raise Unreadable(_unread(phrase[:furthest].rstrip(" ,;"), phrase[furthest:].lstrip(" ,;")))
    sensible = [parse for parse in whole if _lack(parse) is None]
    if not sensible:
        raise Unreadable(min(lack for parse in whole if (lack := _lack(parse)))[1].format(quoted(phrase)))
    return sensible


_GAP = re.compile(r"(?:[ ,;()]|(?<= )[-–](?= ))*")
_CLOSE = frozenset("@+")
"""What may stand right behind a word: `fri@18:30`, `18:00+02:00`."""


def _cuts(phrase: str, at: int, values: tuple[Value, ...]) -> Iterator[tuple[Parse, int]]:
    """Give every way to read slots from here, each with where it ends; no kind of value comes twice."""
    yield Parse(values), at
    gap = _GAP.match(phrase, at)
    start = gap.end() if gap else at
    if values and start == at:
        # Nothing stands between: only what ends itself ("2026-11-12t") may be followed at once.
        start = at if phrase[at - 1 : at] == "t" or phrase[at : at + 1] in _CLOSE else len(phrase)
    for slot in SLOTS:
        match = slot.pattern.match(phrase, start) if start < len(phrase) else None
        said = slot.build(match) if match else ()
        kinds = {type(value) for value in values}
        if match and said and not any(type(value) in kinds for value in said):
            yield from _cuts(phrase, match.end(), values + said)


_MIXED = (9, "{} names several things that don't go together.")
_WEAK = (8, "{} alone may be an hour or a length of time: say `at 7pm` or `in 7 min`.")
_TIMELESS = (1, "I read {}, but no time of day in it. Add one, such as `18:30` or `7am`.")
_HOURLESS = (2, "I know the day of your next session, but not its hour. Add it: `1 hour before training at 18:00`.")
_DAYLESS = (3, "I read {}, but not on which day. Add it, such as `on monday`, `on the 15th` or `on 12 nov`.")
_TWICE = (4, "{} are several times. One reminder has one; `every day at 9:00 and 21:00` has several.")
_UNCOUNTED = (5, "{} counts several times a day. Say `until` a day instead.")
_ENDLESS = (6, "{} has a beginning or an end, but does not say how often it comes.")
_A_DAY = {Relative, Weekday, Weekend, Dates, Nth, Part}
_BOUNDS = {Starting, Until, Count}
_TOGETHER: tuple[tuple[set[type[Value]], set[type[Value]]], ...] = (
    ({Moment}, set()),
    ({Span}, set()),
    ({Span, Times}, {Part, Zone, Weekday}),
    ({Span, ThisHour}, set()),
    ({Every, Times}, {Part, Zone, Weekday, Dates, *_BOUNDS}),
    ({Every, Several}, {Part, Zone, Weekday, Dates, *_BOUNDS}),
    ({Times}, {Part, Relative, Weekday, Weekend, Dates, Nth, Zone}),
    ({ThisHour}, {Relative, Weekday, Dates, Nth}),
    ({Training, Times}, {Part, Zone}),
)
"""What has to be there, and what may be there as well."""


def _lack(parse: Parse) -> tuple[int, str] | None:
    """Return what keeps a parse from making sense, the most helpful first, or None when it does."""
    kinds = {type(value) for value in parse.values}
    times, span, every = parse.get(Times), parse.get(Span), parse.get(Every)
    if times and times.weak and kinds == {Times}:
        return _WEAK
    if span and span.exact and kinds != {Span}:
        return _MIXED
    if every and kinds & {Times, Several} and not fits(parse, every):
        return _DAYLESS if every.dayless and not kinds & {Weekday, Dates} else _MIXED
    part = parse.get(Part)
    if {Until, Count} <= kinds or (part and part.often and not every):
        return _MIXED
    if {Several, Count} <= kinds:
        return _UNCOUNTED
    if any(needed <= kinds <= needed | allowed for needed, allowed in _TOGETHER):
        return None
    return _missing(kinds)


def _missing(kinds: set[type[Value]]) -> tuple[int, str]:
    """Return what a parse of such kinds would need to make sense."""
    if not kinds & {Times, Several}:
        if Training in kinds and kinds <= {Training, Part}:
            return _HOURLESS
        if kinds <= _A_DAY | {Zone} or (Every in kinds and kinds <= {Every, Part, Zone, Weekday, Dates, *_BOUNDS}):
            return _TIMELESS
    if Several in kinds and Every not in kinds:
        return _TWICE
    return _ENDLESS if kinds & _BOUNDS and Every not in kinds else _MIXED


_HOURLY = re.compile(r"(?:every|each)\s.*\b(?:hours?|hrs?|minutes?|mins?|h|m)\b")


def _unread(read: str, rest: str) -> str:
    if not read and _HOURLY.match(rest):
        return f"I repeat at set times of the day, not {quoted(rest)}. Try `every day at 9:00, 13:00 and 17:00`."
    if not read:
        return f"I can't read {quoted(rest)} as a time."
    return f"I read {quoted(read)}, but not {quoted(rest)}."


def _no_such(phrase: str) -> str:
    return f"There is no such time as {quoted(phrase)}: its date, its day of the week or its part of the day don't fit."


def _too_far(phrase: str) -> str:
    return f"{quoted(phrase)} is further off than I keep reminders: {HORIZON.days // 366} years."

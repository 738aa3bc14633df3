"""Reading an entry: the lift by its name, then everything else, to the last character or not at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice, product
from typing import NoReturn

from bot.lifts.exercises import Catalogue, Exercise, Loading, Measure
from bot.lifts.grammar import MOST_READINGS, Group, Way, ways
from bot.lifts.naming import named_lift
from bot.lifts.notation import Unreadable, written
from bot.lifts.sets import Kind as SetKind
from bot.lifts.sets import Reading, Set
from bot.lifts.tokens import Kind, Token, tokens_of
from bot.lifts.weight import Load, Unit, Weight

LONGEST = 1_500
"""Characters in an entry."""
MOST_SETS = 40
"""Sets in an entry."""
_MOST_TOKENS = 6 * MOST_SETS
_MOST_TRIED = 32
"""Possible meanings looked at: they double with each group that may mean two things."""

_NOTES = (Kind.RPE, Kind.RIR, Kind.MARK)
_MEASURES = {
    "reps": Measure.REPS,
    "seconds": Measure.SECONDS,
    "minutes": Measure.SECONDS,
    "metres": Measure.METRES,
}
_THOUSANDS = re.compile(r"[0-9]+,[0-9]{3}(?![0-9])")
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_HARDEST = 10
_OF_A_PAIR = "With a pair in hand, type the weight of one: `30kg 3x10`."
_KINDS = {"warm-up": SetKind.WARM_UP, "drop": SetKind.DROP}


def read(text: str, catalogue: Catalogue, unit: Unit) -> list[Reading]:
    """Return the ways to read an entry, the likeliest first; more than one when lifters may mean either.

    A weight without a unit is in the unit that the text names for another, or else in the member's `unit`.
    Raises Unreadable unless every character is understood.
    """
    return list(_read(text, catalogue, unit))


@lru_cache(maxsize=512)  # what is sent was read a moment before, while its member typed
def _read(text: str, catalogue: Catalogue, unit: Unit) -> tuple[Reading, ...]:
    _refuse_too_long(text)
    lift = named_lift(text, catalogue)
    tokens = [*tokens_of(text, 0, lift.start), *tokens_of(text, lift.end, len(text))]
    try:
        return tuple(_Reader(text, lift.exercise, unit, tokens).readings())
    except Unreadable as stopped:
        if catalogue.find(text[stopped.at : stopped.until]) is None:
            raise
        raise stopped.because("One entry is one lift: a session goes into `/workout`, each lift on a line.") from None


def read_sets(text: str, exercise: Exercise, unit: Unit) -> list[Reading]:
    """Return the ways to read sets of a lift that the text does not name. Raises Unreadable as `read` does."""
    _refuse_too_long(text)
    return _Reader(text, exercise, unit, list(tokens_of(text, 0, len(text)))).readings()


def _refuse_too_long(text: str) -> None:
    if len(text) > LONGEST:
        raise Unreadable(
            f"One entry has at most {LONGEST} characters; a whole session goes into `/workout`.", LONGEST, len(text)
        )


@dataclass(frozen=True, slots=True)
class _Note:
    """An RPE, RIR or mark, and how many of the other tokens stand before it."""

    token: Token
    place: int


class _Reader:
    """Turns the tokens of one entry into its readings."""

    def __init__(self, text: str, exercise: Exercise, unit: Unit, tokens: Sequence[Token]) -> None:
        self._text = text
        self._exercise = exercise
        self._tokens = [token for token in tokens if token.kind not in _NOTES]
        self._notes = _notes(tokens)
        self._assisted = self._marked("assisted")
        units = {token.unit for token in self._tokens} & {"kg", "lb"}
        self._both_units = len(units) > 1
        self._unit: Unit = unit if len(units) != 1 else "lb" if "lb" in units else "kg"

    def _marked(self, mark: str) -> Token | None:
        return next((note.token for note in self._notes if note.token.text == mark), None)

    def readings(self) -> list[Reading]:
        """Return what the tokens may mean. Raises Unreadable unless all of them are understood."""
        if self._assisted and self._exercise.load is not Loading.ADDED:
            self._fail("Only lifts with your own bodyweight can be assisted.", self._assisted)
        self._refuse_metres_held()
        self._refuse_listed_efforts()
        if len(self._tokens) > _MOST_TOKENS:
            self._fail(f"One entry has at most {MOST_SETS} sets.", self._tokens[_MOST_TOKENS])
        found, consumed = ways(self._tokens, self._exercise)
        if consumed < len(self._tokens) or not found[0]:
            self._stopped(found[0], consumed)
        meant = list(islice(chain.from_iterable(map(self._meant, found)), _MOST_TRIED))
        if len(meant) == 1:
            return meant
        return list({written(reading): reading for reading in meant}.values())[:MOST_READINGS]

    def _meant(self, way: Way) -> Iterator[Reading]:
        """Yield the readings of one way: each group may mean one thing or two."""
        way = tuple(part for group in way for part in self._parted(group))
        notes = self._noted(way)
        for loads in self._loads(way):
            options = [
                _sets(group, load, noted, self._exercise.counted)
                for group, load, noted in zip(way, loads, notes, strict=True)
            ]
            for chosen in product(*options):
                sets = tuple(done for group in chosen for done in group)
                if len(sets) > MOST_SETS:
                    self._fail(f"One entry has at most {MOST_SETS} sets.")
                yield Reading(self._exercise, sets)

    def _parted(self, group: Group) -> Iterator[Group]:
        """Yield a group in parts where efforts stand between its counts: `80 8 @8, 7 @9`."""
        places = {token.start: place for place, token in enumerate(self._tokens)}
        # A single that no figure stands for has no place of its own, and belongs to the start.
        counted = [(max(group.start, places.get(count.start, 0)), count) for count in group.counts]
        ends = [
            note.place
            for note in self._notes
            if note.token.kind is Kind.RPE and counted[0][0] < note.place <= counted[-1][0]
        ]
        start = group.start
        for end in [*ends, group.end]:
            counts = tuple(count for place, count in counted if start <= place < end)
            if counts:
                yield Group(group.weight, counts, start, end)
            start = end

    def _refuse_metres_held(self) -> None:
        """Refuse `plank 2m`: two metres is what it says and two minutes what is meant."""
        metres = next((token for token in self._tokens if token.unit == "metres"), None)
        if metres and self._exercise.counted is Measure.SECONDS:
            self._fail("`m` is metres: for minutes type `min`, for seconds `s`.", metres)

    def _refuse_listed_efforts(self) -> None:
        """Refuse `5,5,5 @7,8,9`: are these efforts of each set, or more sets? What is no effort, or has its own, is."""
        for note in self._notes:
            after = self._tokens[note.place : note.place + 3]
            if note.token.kind is not Kind.RPE or [one.kind for one in after[:2]] != [Kind.COMMA, Kind.NUMBER]:
                continue
            followed = after[2].kind is Kind.TIMES or after[2].kind is Kind.NUMBER if len(after) > 2 else False
            efforts = {other.place for other in self._notes if other.token.kind is Kind.RPE}
            if after[1].bare and after[1].value <= _HARDEST and not followed and note.place + 2 not in efforts:
                self._fail("One RPE goes with the sets before it. Each its own: `100x5 @7, 100x5 @8`.", after[1])

    def _loads(self, way: Way) -> Iterator[tuple[Load, ...]]:
        """Yield the loads of the groups; where none is written it is the one before, or the body alone."""
        options: list[list[Load]] = []
        for place, group in enumerate(way):
            before = options[-1] if options else []
            said = group.weight is not None and (not group.weight.bare or _is_turned(group))
            if place and _of_a_pair(way[place - 1]) and not said:
                self._fail(_OF_A_PAIR, way[place - 1].weight)
            if group.weight is not None:
                options.append([self._load(group.weight)])
            elif self._assisted:
                self._fail("How much help was it? Write it like `-15kg`.")
            elif self._marked("weighted") and self._exercise.load is Loading.ADDED and not before:
                self._fail("How much was added? Write it like `+20kg`.")
            elif self._exercise.load is Loading.WEIGHT:
                options.append(before)
            else:
                alone = Load(Weight(Decimal(0), self._unit), bodyweight=True)
                options.append(list(dict.fromkeys([alone, *before])))
        yield from product(*options)

    def _load(self, token: Token) -> Load:
        if token.unit is None and token.value and self._both_units:
            self._fail("There are kg and lb in it, so every weight needs its unit.", token)
        unit: Unit = "lb" if token.unit == "lb" else "kg" if token.unit == "kg" else self._unit
        amount = -abs(token.value) if self._assisted else token.value
        return Load(Weight(amount, unit), bodyweight=token.body or self._exercise.load is Loading.ADDED)

    def _noted(self, way: Way) -> list[list[_Note]]:
        """Give each note to its group: the one it follows or stands in, or after a comma the one it precedes."""
        noted: list[list[_Note]] = [[] for _ in way]
        for note in self._notes:
            begun = [place for place, group in enumerate(way) if group.start < note.place]
            leads = [place for place, group in enumerate(way) if group.start == note.place and self._leads(note)]
            noted[(leads or begun or [0])[-1]].append(note)
        for notes in noted:
            self._once_each(notes)
        return noted

    def _leads(self, note: _Note) -> bool:
        return note.place == 0 or self._tokens[note.place - 1].kind is Kind.COMMA

    def _once_each(self, notes: list[_Note]) -> None:
        """Refuse two RPEs, or two kinds, for the same sets."""
        seen: set[object] = set()
        for note in notes:
            marked = "kind" if note.token.text in _KINDS else note.token.text
            what = marked if note.token.kind is Kind.MARK else note.token.kind
            if what in seen:
                self._fail("The same sets can have that only once.", note.token)
            seen.add(what)

    def _stopped(self, way: Way, consumed: int) -> NoReturn:
        """Say what was read and why it stopped there."""
        sets = next(self._meant(way)).sets if way else ()
        left = self._tokens[consumed:]
        token = next((token for token in left if token.kind is Kind.UNKNOWN), left[0] if left else None)
        if left and way and _of_a_pair(way[-1]):
            self._fail(_OF_A_PAIR, way[-1].weight)
        self._fail(self._why(token, bool(sets)), token, sets)

    def _why(self, token: Token | None, begun: bool) -> str:
        name = self._exercise.name
        if token is None:
            return f"{name} – and then? Weight, sets and reps come next."
        if token.body and token.value < 0:
            return f"A weight for {name} can't be below zero."
        if token.kind is Kind.AT:
            return "After `@` comes a weight, or an RPE from 1 to 10 in halves."
        if _THOUSANDS.match(self._text, token.start):
            return "A comma stands before decimals here: please type thousands without it."
        if token.kind is Kind.UNKNOWN:
            return _why_unknown(token)
        if begun:
            return "I can't tell what this adds to the sets before it."
        return self._why_nothing(token)

    def _why_nothing(self, token: Token) -> str:
        """Say why no sets could be read at all."""
        name = self._exercise.name
        if self._marked("fail"):
            return "A failed set has its weight and its reps: `150x0`, or `150x5 fail`."
        if token.kind is Kind.NUMBER and not token.value:
            return "A weight is above zero; for your bodyweight alone type `bw`."
        if self._is_weight_alone(token):
            return f"{name} with {token.text.strip()} – and then? Sets and reps come next."
        _, readable = ways(self._tokens, replace(self._exercise, load=Loading.EITHER))
        if readable == len(self._tokens):
            return f"I read sets and reps for {name}, but no weight."
        return "I can't tell which of these is the weight, the sets and the reps."

    def _is_weight_alone(self, token: Token) -> bool:
        """Whether there is one number so far, and it can only be the weight: an entry that is still being typed."""
        numbers = [one for one in self._tokens if one.kind is Kind.NUMBER]
        return numbers == [token] and (token.unit in ("kg", "lb") or (token.bare and token.value > MOST_SETS))

    def _fail(self, why: str, at: Token | None = None, sets: tuple[Set, ...] = ()) -> NoReturn:
        start, end = (at.start, at.end) if at else (len(self._text), len(self._text))
        raise Unreadable(why, start, end, exercise=self._exercise, sets=sets)


def _of_a_pair(group: Group) -> bool:
    """Whether sets may be meant as a weight in each hand: `2x30kg`, `2 x 30`."""
    counts = group.counts
    two = counts[0].value == 2 if len(counts) == 1 else len(counts) == 2 and {count.value for count in counts} == {1}
    return two and _is_turned(group)


def _is_turned(group: Group) -> bool:
    """Whether a weight stands behind its counts."""
    return group.weight is not None and group.counts[0].start < group.weight.start


def _why_unknown(token: Token) -> str:
    if token.text[0].isalpha():
        return "I don't know that word here. Remarks go into `note`."
    if _FIGURE.fullmatch(token.text):
        return "That number is more than I take: weights go up to 99,999 with at most three decimals."
    if token.text[0].isdecimal():
        return "I can't read that as a number: type it in digits, like `102.5`."
    return "I can't read that sign."


def _notes(tokens: Sequence[Token]) -> list[_Note]:
    notes, place = [], 0
    for token in tokens:
        if token.kind in _NOTES:
            notes.append(_Note(token, place))
        else:
            place += 1
    return notes


def _sets(group: Group, load: Load, notes: Sequence[_Note], counted: Measure) -> list[tuple[Set, ...]]:
    """Return what a group may mean: of several sets marked as failed, or as AMRAP, the last one or all of them."""
    marks = {note.token.text for note in notes if note.token.kind is Kind.MARK}
    rpe = next((note.token.value for note in notes if note.token.kind is Kind.RPE), None)
    rir = next((int(note.token.value) for note in notes if note.token.kind is Kind.RIR), None)
    kind = next((kind for mark, kind in _KINDS.items() if mark in marks), SetKind.WORKING)
    unit = next((count.unit for count in group.counts if count.unit), None)
    counts = [_counted(count, unit, counted) for count in group.counts]
    made = {
        (count, measure, plus): Set(load, count, measure, kind, failed=count == 0, rpe=rpe, rir=rir, amrap=plus)
        for count, measure, plus in set(counts)
    }
    meant = [tuple(map(made.__getitem__, counts))]
    if "amrap" in marks:
        meant = [one for sets in meant for one in _last_or_all(sets, [replace(done, amrap=True) for done in sets])]
    if "fail" in marks:
        meant = [one for sets in meant for one in _last_or_all(sets, [replace(done, failed=True) for done in sets])]
    return meant


def _last_or_all(sets: tuple[Set, ...], marked: list[Set]) -> list[tuple[Set, ...]]:
    return [tuple(marked)] if len(sets) == 1 else [(*sets[:-1], marked[-1]), tuple(marked)]


def _counted(token: Token, unit: str | None, unsaid: Measure) -> tuple[int, Measure, bool]:
    """Return a count; of `60,60,45s` all are in the unit of the one that says it."""
    measured = token.unit or unit
    count = int(token.value) * (60 if measured == "minutes" else 1)
    return count, _MEASURES[measured] if measured else unsaid, token.plus

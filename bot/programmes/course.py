"""The course of a programme: how it starts, what a finished session does to it, and how the last change is undone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import SpotterError
from bot.programmes.programme import MOST_TESTED_REPS, Max, Move, Programme
from bot.programmes.sessions import SKIPPED, Outcome, Result, Session, Work
from bot.programmes.state import Line, State
from bot.programmes.terms import Terms

_KEPT_LIGHT = "kept light: it stays where it was, and nothing counts as missed"


class NotTested(SpotterError):
    """A programme can't start because sets of some lifts are missing."""


class MovedOn(SpotterError):
    """A change can't be undone any more, because the lift has been trained or changed since."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one session or reset did: the lines it touched, before and after, and the sessions that were behind."""

    number_before: int
    number_after: int
    lines: Mapping[str, tuple[Line, Line]]

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        lines = {key: [before.to_body(), after.to_body()] for key, (before, after) in self.lines.items()}
        return {"before": self.number_before, "after": self.number_after, "lines": lines}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Change":
        """Return what `to_body` made."""
        lines = {key: (Line.from_body(old), Line.from_body(new)) for key, (old, new) in body["lines"].items()}
        return cls(body["before"], body["after"], lines)


@dataclass(frozen=True, slots=True)
class Moved:
    """How one lift goes on after a session, for the member to read."""

    work: Work
    outcome: Outcome
    before: Line
    after: Line
    why: str


def started(programme: Programme, tested: Mapping[str, Max], terms: Terms) -> State:
    """Return the state in which a programme starts, given tested sets by exercise.

    Raises NotTested with the names of the lifts that are missing.
    """
    lines = {lift.key: programme.begin(lift, tested.get(lift.exercise), terms) for lift in programme.lifts}
    missing = [lift for lift in programme.lifts if lift.needed and lines[lift.key] is None]
    if missing:
        names = dict.fromkeys(lift.name.removesuffix(" T1").removesuffix(" T2").lower() for lift in missing)
        raise NotTested(
            f"{programme.name} has to know what you can lift. Missing: {', '.join(names)}. Add it to `maxes`, like "
            f"`{next(iter(names))} 100x5` (any number of reps up to {MOST_TESTED_REPS})."
        )
    return State(0, {key: line for key, line in lines.items() if line is not None})


def finished(
    programme: Programme, state: State, session: Session, outcomes: Mapping[str, Outcome], terms: Terms
) -> tuple[State, Change, list[Moved]]:
    """Return the state after a session, given what came of its lifts by line; what has no outcome was skipped.

    Work that was eased is left out, whatever came of it: its weight does not go up even where a cycle ends with it.
    """
    moved = []
    for work in session.work:
        if not work.moves:
            continue
        line, result = state.lines[work.line], outcomes.get(work.line, SKIPPED)
        move = programme.after(session, work, SKIPPED if work.eased else result, line, terms)
        if work.eased and move.line.weight >= line.weight:
            move = Move(replace(move.line, weight=line.weight), _KEPT_LIGHT)
        moved.append(Moved(work, result, line, move.line, move.why))
    change = Change(state.number, state.number + 1, {one.work.line: (one.before, one.after) for one in moved})
    return applied(state, change), change, moved


def applied(state: State, change: Change) -> State:
    """Return the state after a change."""
    return State(change.number_after, {**state.lines, **{key: after for key, (_, after) in change.lines.items()}})


def undone(state: State, change: Change) -> State:
    """Return the state as it was before a change, exactly. Raises MovedOn when something has happened to it since.

    A change that was no session, as a reset, can be undone after sessions of other lifts.
    """
    was_session = change.number_before != change.number_after
    touched = any(state.lines.get(key) != after for key, (_, after) in change.lines.items())
    if touched or (was_session and state.number != change.number_after):
        raise MovedOn("the lift has gone on since")
    number = change.number_before if was_session else state.number
    return State(number, {**state.lines, **{key: before for key, (before, _) in change.lines.items()}})


def as_planned(programme: Programme, session: Session) -> dict[str, Outcome]:
    """Return the outcomes of a session in which all went well, by line: where reps decide, enough for one step up."""
    moving = [work for work in session.work if work.moves]
    return {work.line: Outcome(Result.DONE, programme.good_reps(work) if work.has_amrap else None) for work in moving}


def ahead(programme: Programme, state: State, terms: Terms) -> Iterator[Session]:
    """Yield the next sessions without end, if all goes well."""
    while True:
        session = programme.session(state.number, state.lines, terms)
        yield session
        state, _, _ = finished(programme, state, session, as_planned(programme, session), terms)

"""Texas Method: volume on the first day, recovery on the second, a new five-rep max on the third.

Follows hollis-png/barlore and the Liftosaur text as to shares and jumps, and the 4chanfit text as to what is tried in
which order when a record fails.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from bot.lifts.weight import Weight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, SQUAT, Lift, Max, Move, Programme, day_name
from bot.programmes.sessions import Outcome, Result, Session, Target, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Steps, Terms, percent

START = percent("85")
"""Of the one-rep max: the first record to try."""
VOLUME = percent("90")
"""Of the five-rep max that the week is about: 77 % of the one-rep max."""
RECOVERY_SQUAT = percent("80")
"""Of the volume day."""
RECOVERY_PRESS = percent("70") / START
"""70 % of the one-rep max, as a share of the record."""
LESS_VOLUME_WEIGHT = percent("95")
TAKEN_BACK = percent("90")
LIGHT = percent("50")
"""Of the record, in the week after a lift was taken back."""
_JUMP = Steps(kg="2.5", lb="5")
VOLUME_DAY, RECOVERY_DAY, RECORD_DAY = range(3)

_MEASURES = (
    "4×5 instead of 5×5 on volume day",
    "3×5 on volume day",
    "5 % less on volume day",
    "2×3 instead of 1×5 on record day",
    "3×2 on record day",
    "five singles on record day",
)
"""What is tried when a record fails, in this order; after the last the lift is taken back by a tenth, and has a light
week before it goes on."""
_LIGHT_WEEK = len(_MEASURES) + 1
_VOLUME_SETS = (5, 4, 3)
_RECORD_SETS = {4: (2, 3), 5: (3, 2), 6: (5, 1)}


class TexasMethod(Programme):
    """A line is the next record for five; `stage` is how many of the measures against a stall are taken."""

    key = "texas"
    name = "Texas Method"
    lifts = (SQUAT, BENCH, PRESS, DEADLIFT)
    days = range(3, 4)
    standing_name = "5RM to lift"

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start with a record at 85 % of the one-rep max; the deadlift, which has no record day, at 90 % of that."""
        if tested is None:
            return None
        del terms
        return Line(tested.share(START * VOLUME if lift is DEADLIFT else START))

    def week_length(self, days: tuple[int, ...]) -> int:
        """Return three: volume, recovery, record."""
        del days
        return 3

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return the session of a volume, recovery or record day; bench and press change places every week."""
        week, day = divmod(number, 3)
        press, other = (BENCH, PRESS) if week % 2 == 0 else (PRESS, BENCH)
        work: tuple[Work, ...]
        if day == VOLUME_DAY:
            pull = Work(DEADLIFT.key, DEADLIFT.exercise, (terms.target(lines["deadlift"].weight, 1, 5),))
            work, role = (*(self._volume(lift, lines[lift.key], terms) for lift in (SQUAT, press)), pull), "volume"
        elif day == RECOVERY_DAY:
            squat = self._volume(SQUAT, lines["squat"], terms).top
            work, role = (_easy(SQUAT, squat, RECOVERY_SQUAT, 2, terms), self._other(other, lines, terms)), "recovery"
        else:
            work, role = tuple(self._record(lift, lines[lift.key], terms) for lift in (SQUAT, press)), "record"
        extra = ("", "3 × chin-ups, 5 × 10 back extensions", "5 × 3 power cleans")[day]
        return Session(
            number, f"Week {week + 1} · {day_name(self.place(number, terms).days[day])} · {role}", work, extra
        )

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Go up after a record; after a failed one take the next measure, and after the last go back by a tenth."""
        del session
        if outcome.result is Result.LEFT_OUT:
            return Move(line)
        if line.stage == _LIGHT_WEEK:
            return Move(Line(line.weight), f"the light week is over: {terms.load(line.weight)} for five next")
        if outcome.result is Result.DONE:
            return Move(line.up(terms.jump(work.exercise, _JUMP), terms.unit, misses=0))
        if work.line == DEADLIFT.key:
            return Move(replace(line, misses=line.misses + 1), "reps were missing: the same weight next week")
        if line.stage < len(_MEASURES):
            measure = _MEASURES[line.stage]
            return Move(replace(line, stage=line.stage + 1, misses=line.misses + 1), f"no record: now {measure}")
        to = terms.load(line.weight, TAKEN_BACK)
        return Move(Line(to, stage=_LIGHT_WEEK), f"no record after all measures: 10 % off, {to}, after a light week")

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return a jump a week, every other week for bench and press."""
        weeks = 2 if lift in {BENCH, PRESS} else 1
        return Pace(jump=terms.jump(lift.exercise, _JUMP), every=Fraction(weeks))

    def _volume(self, lift: Lift, line: Line, terms: Terms) -> Work:
        share = _volume_share(line)
        sets = _VOLUME_SETS[min(line.stage, len(_VOLUME_SETS) - 1)]
        targets = (terms.target(line.weight, share, 5),) * sets
        return Work(lift.key, lift.exercise, targets, "volume", moves=False)

    def _other(self, lift: Lift, lines: Mapping[str, Line], terms: Terms) -> Work:
        line = lines[lift.key]
        return _easy(lift, line.weight, LIGHT if line.stage == _LIGHT_WEEK else RECOVERY_PRESS, 3, terms)

    def _record(self, lift: Lift, line: Line, terms: Terms) -> Work:
        sets, reps = _RECORD_SETS.get(line.stage, (1, 5))
        share = LIGHT if line.stage == _LIGHT_WEEK else 1
        targets: tuple[Target, ...] = (terms.target(line.weight, share, reps),) * sets
        return Work(lift.key, lift.exercise, targets, "record")


def _volume_share(line: Line) -> Fraction:
    if line.stage == _LIGHT_WEEK:
        return LIGHT
    return VOLUME * LESS_VOLUME_WEIGHT if line.stage >= len(_VOLUME_SETS) else VOLUME


def _easy(lift: Lift, weight: Weight, share: Fraction, sets: int, terms: Terms) -> Work:
    return Work(lift.key, lift.exercise, (terms.target(weight, share, 5),) * sets, "recovery", moves=False)

"""The RPE table (Mike Tuchscherer, Reactive Training Systems): how much of a single a set is, by its reps and effort.

A rep more and one in reserve more come to the same, so that one row holds the whole table.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bot.lifts.sets import Set
from bot.lifts.strength import Estimate, estimate
from bot.lifts.weight import Weight

NAME = "RPE table"
MOST_REPS = 12
LEAST, MOST = Decimal(6), Decimal(10)
"""The table has RPE 6 to 10 in halves, for 1 to 12 reps; nothing is made up beyond it."""

_STEPS = """
    100 97.8 95.5 93.9 92.2 90.7 89.2 87.8 86.3 85.0 83.7 82.4 81.1 79.9 78.6 77.4
    76.2 75.1 73.9 72.3 70.7 69.4 68.0 66.7 65.3 64.0 62.6 61.3 59.9 58.6 57.4
"""
_PERCENTAGES = tuple(map(Decimal, _STEPS.split()))
# From one rep at RPE 10 on, half a rep or half an RPE a step.


def percentage(reps: int, rpe: Decimal) -> Decimal | None:
    """Return the percentage of the one-rep max that is lifted for so many reps at an RPE; None beyond the table."""
    halves = 2 * (reps - 1 + MOST - rpe)
    if not (1 <= reps <= MOST_REPS and LEAST <= rpe <= MOST) or halves != int(halves):
        return None
    return _PERCENTAGES[int(halves)]


def effort(done: Set) -> Decimal | None:
    """Return how hard a set was as RPE: as noted, or 10 less the reps in reserve."""
    return done.rpe if done.rpe is not None or done.rir is None else MOST - done.rir


def e1rm_by_rpe(done: Set, body: Weight | None = None) -> Estimate | None:
    """Estimate from a set whose RPE or RIR is noted; None where the table or the set has nothing to say."""
    rpe = effort(done)
    share = percentage(done.count, rpe) if done.clean and rpe is not None else None
    return None if share is None else estimate(done.load, 100 / Fraction(share), _name(share), body=body)


def best_by_rpe(sets: Iterable[Set], body: Weight | None = None) -> Estimate | None:
    """Return the highest estimate by the table among sets; None where none of them has one."""
    different = dict.fromkeys(done for done in sets if effort(done) is not None)
    return max(filter(None, (e1rm_by_rpe(done, body) for done in different)), key=lambda found: found.key, default=None)


def _name(share: Decimal) -> str | None:
    return NAME if share < 100 else None

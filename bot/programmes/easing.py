"""Keeping a lift light for a while: left out, held at a weight, logged, and no business of the programme's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.lifts.plates import amount_in
from bot.lifts.weight import Weight
from bot.programmes.sessions import Session, Work
from bot.programmes.terms import Terms


@dataclass(frozen=True, slots=True)
class Easing:
    """What a member does about a lift that hurts: leave it out, or go no heavier than a limit."""

    limit: Weight | None = None
    """None where only the programme keeps still."""
    rest: bool = False


def eased_session(session: Session, easings: Mapping[str, Easing], terms: Terms) -> Session:
    """Return a session with the lifts kept light that the member wants so, by exercise."""
    work = (eased(one, easings[one.exercise], terms) if one.exercise in easings else one for one in session.work)
    return replace(session, work=tuple(work))


def eased(work: Work, easing: Easing, terms: Terms) -> Work:
    """Return the work no heavier than its limit, every set by the same share, and no set to the last possible rep."""
    top, limit = work.top, easing.limit
    share = amount_in(limit, "kg") / amount_in(top, "kg") if limit is not None and limit < top else 1
    if share == 1:
        sets = tuple(replace(target, amrap=False) for target in work.sets)
    else:
        sets = tuple(terms.target(target.weight, share, target.reps, barbell=work.barbell) for target in work.sets)
    return replace(work, sets=sets, eased=True, rested=easing.rest)

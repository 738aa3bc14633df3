"""Keeping a lift light for a while: held at a weight or lightened, logged, and no business of the programme's."""

from dataclasses import replace

from bot.lifts.plates import amount_in
from bot.lifts.weight import Weight
from bot.programmes.sessions import Work
from bot.programmes.terms import Terms


def eased(work: Work, limit: Weight | None, terms: Terms) -> Work:
    """Return the work no heavier than a limit, every set by the same share, without sets to the last possible rep.

    Without a limit the weights stay, and only the programme keeps still.
    """
    top = work.top
    share = amount_in(limit, "kg") / amount_in(top, "kg") if limit is not None and limit < top else 1
    if share == 1:
        sets = tuple(replace(target, amrap=False) for target in work.sets)
    else:
        sets = tuple(terms.target(target.weight, share, target.reps, barbell=work.barbell) for target in work.sets)
    return replace(work, sets=sets, eased=True)

"""What comes every week."""

import re

from bot.reminders.grammar.values import Every, Match, Value, always, slot
from bot.reminders.grammar.words import DAY, DAYS
from bot.reminders.recurrence import EVERY_DAY, WEEKDAYS, WEEKEND

_AND = r"(?:\s*(?:,\s*and|,|/|&|\+)\s*|\s+and\s+|\s+)"
_TO = r"\s*(?:-|–|\bto\b|\bthrough\b)\s*"
_ITEM = rf"{DAY}s?(?:{_TO}{DAY}s?)?"
_LIST = rf"{_ITEM}(?:{_AND}{_ITEM})*"
_PLURALS = rf"{DAY}s(?:{_AND}{DAY}s)*"
_RANGE = re.compile(rf"(?P<first>{DAY})s?(?:{_TO}(?P<last>{DAY})s?)?")


def _listed(match: Match) -> tuple[Value, ...]:
    """`mon, wed and fri`, `mon-fri`, `fri to mon`."""
    days: set[int] = set()
    for found in _RANGE.finditer(match["days"]):
        first, last = DAYS[found["first"]], DAYS[found["last"] or found["first"]]
        days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return (Every(tuple(sorted(days))),)


_EVERY = r"(?:every|each)\s+(?:single\s+)?"

SLOTS = (
    slot(rf"{_EVERY}(?:week\s+(?:on\s+)?)?(?P<days>{_LIST})", _listed),
    slot(rf"(?:on\s+)?(?P<days>{_PLURALS})", _listed),
    slot(rf"weekly\s+(?:on\s+)?(?P<days>{_LIST})", _listed),
    slot(rf"{_EVERY}day|everyday|daily", always(Every(EVERY_DAY))),
    slot(r"(?:every|each)(?=\s+(?:morning|afternoon|evening|night)\b)", always(Every(EVERY_DAY))),
    slot(rf"(?:on\s+)?(?:{_EVERY}weekday|(?:{_EVERY})?weekdays)", always(Every(WEEKDAYS))),
    slot(rf"(?:on\s+|at\s+)?(?:{_EVERY}weekend|(?:{_EVERY})?weekends)", always(Every(WEEKEND))),
)

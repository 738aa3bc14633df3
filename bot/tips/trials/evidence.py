"""What reports of those who tried a tip come to, and what may be said of them.

Rules: reports are apart from votes; the denominator is everyone who tried; only one window is compared with itself;
under five reports nothing is told; small cells are masked; worse is told as loudly as better.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.areas import Area
from bot.database import Connection
from bot.tips.ranking import wilson_interval, wilson_lower_bound

LEAST = 5
"""Under so many reports nothing is told: it would be noise, and could name somebody."""
FOR_AN_INTERVAL = 10
FOR_A_COMPARISON = 30
"""So many reports on both sides, before those who tried are set beside those who did not."""
LEAST_RESPONSE = 0.6
"""Where less than this share of those who tried reported back, that is said."""
HARM_REPORTS = 3
HARM_SHARE = 0.10
"""So many felt worse, and surely more than this share of the reports: moderators look at it."""


class Window(StrEnum):
    """When after trying a report is about. Reports of different windows are never added for a comparison."""

    MORNING = "morning"
    BEFORE = "before"
    WEEK = "day7"

    @property
    def label(self) -> str:
        """What a member reads."""
        return {Window.MORNING: "next morning", Window.BEFORE: "before the workout", Window.WEEK: "a week on"}[self]


class Felt(StrEnum):
    """How somebody felt after trying a tip, compared with before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class Reports:
    """How many felt what in one window."""

    better: int = 0
    same: int = 0
    worse: int = 0

    @property
    def total(self) -> int:
        """How many reported."""
        return self.better + self.same + self.worse


@dataclass(frozen=True)
class Evidence:
    """How many tried a tip, what they reported by window, and what those did who had it and did not try."""

    tried: int = 0
    windows: Mapping[Window, Reports] = field(default_factory=dict)
    untried: Mapping[Window, Reports] = field(default_factory=dict)

    @property
    def reported(self) -> int:
        """How many of those who tried reported back, in any window: each reports once."""
        return sum(reports.total for reports in self.windows.values())

    @property
    def worse(self) -> int:
        """How many felt worse, in any window."""
        return sum(reports.worse for reports in self.windows.values())

    @property
    def may_do_harm(self) -> bool:
        """Tell whether moderators are to look at it: 3 of 10 felt worse, for example."""
        surely = wilson_lower_bound(self.worse, self.reported) if self.reported else 0.0
        return self.worse >= HARM_REPORTS and surely > HARM_SHARE


Untried = Callable[[Connection, int, int, Area], Mapping[Window, Reports]]
"""Counts, without names, how a flare-up of an area went for members of a server who did not try a tip.

Takes the connection, the server, the tip and the area.
"""


def in_words(evidence: Evidence) -> list[str]:
    """Return what may be told, a line each; nothing where no window has enough reports."""
    enough = {window: evidence.windows[window] for window in Window if _total(evidence, window) >= LEAST}
    if not enough:
        return []
    lines = [f"{evidence.tried} tried · {evidence.reported} reported"]
    if evidence.reported < LEAST_RESPONSE * evidence.tried:
        lines[0] += " · many did not report back"
    for window, reports in enough.items():
        lines.append(_window_in_words(window, reports))
        if reports.worse == 0:
            lines.append(f"0 of {reports.total} felt worse; it could still be up to about 3 in {reports.total}.")
        lines += _comparison(reports, evidence.untried.get(window, Reports()))
    return [*lines, "Most aches ease on their own, tip or no tip."]


def _window_in_words(window: Window, reports: Reports) -> str:
    """Return one window's counts. An interval would give a masked cell away, so it needs an unmasked one."""
    said = (
        f"{window.label.capitalize()}, {reports.total} reported: {_cell(reports.better)} reported feeling better after "
        f"trying, {_cell(reports.same)} the same, {_cell(reports.worse)} worse"
    )
    if reports.total >= FOR_AN_INTERVAL and _cell(reports.better).isdigit():
        low, high = wilson_interval(reports.better, reports.total)
        said += f" (better: 95 % interval {low:.0%} to {high:.0%})"
    return said


def _comparison(tried: Reports, untried: Reports) -> list[str]:
    if min(tried.total, untried.total) < FOR_A_COMPARISON:
        return []
    line = f"Who logged it but did not try this: {_cell(untried.better)} of {untried.total} felt better."
    (low, high), (other_low, other_high) = (
        wilson_interval(reports.better, reports.total) for reports in (tried, untried)
    )
    if low <= other_high and other_low <= high:
        line += " No clear difference from people who did not try it."
    return [line]


def _cell(count: int) -> str:
    """Return a count, or "<3" where it could point at somebody."""
    return "<3" if 1 <= count <= 2 else str(count)


def _total(evidence: Evidence, window: Window) -> int:
    reports = evidence.windows.get(window)
    return reports.total if reports else 0

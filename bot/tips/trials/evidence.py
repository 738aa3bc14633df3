"""What reports of those who tried a tip come to, and what may be said of them.

Rules: reports are apart from votes; the denominator is everyone who tried; only one window is compared with itself;
under five reports nothing is told; small cells are masked; worse is told as loudly as better.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
class Asked:
    """How flare-ups went by check-ins: of members who had tried a tip by then, and of like ones who had not."""

    tried: int
    did: Reports
    did_not: Reports


@dataclass(frozen=True)
class Evidence:
    """How many tried a tip and what they reported by window; beside it, and never added to it, what check-ins found."""

    tried: int = 0
    windows: Mapping[Window, Reports] = field(default_factory=dict)
    asked: Mapping[Window, Asked] = field(default_factory=dict)

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
        """Tell whether moderators are to look at it, by what members reported."""
        return may_do_harm(self.worse, self.reported)

    @property
    def tells_of_harm(self) -> bool:
        """Tell whether everybody may be told that several felt worse: by reports, or by check-ins, of enough members.

        Moderators look at it from fewer on.
        """
        answers = [(self.worse, self.reported), *((one.did.worse, one.did.total) for one in self.asked.values())]
        return any(worse >= HARM_REPORTS and total >= LEAST for worse, total in answers)


CheckIns = Callable[[Connection, int, int, Sequence[Area]], Mapping[Window, Asked]]
"""Counts, without names, how flare-ups of some areas went for members of a server who tried a tip or did not.

Takes the connection, the server, the tip and its areas.
"""


def may_do_harm(worse: int, reported: int) -> bool:
    """Tell whether so many who felt worse are a sign of harm: 3 of 10, for example."""
    return worse >= HARM_REPORTS and wilson_lower_bound(worse, reported) > HARM_SHARE


ON_THEIR_OWN = "Most aches ease on their own, tip or no tip."
"""Said wherever anything is told of how it went."""


def reports_in_words(evidence: Evidence) -> Iterator[str]:
    """Yield what may be told of what members reported, a line each; nothing where no window has enough reports."""
    enough = [window for window in Window if evidence.windows.get(window, Reports()).total >= LEAST]
    if not enough:
        return
    yield f"{evidence.tried} tried · {evidence.reported} reported{_silence(evidence.tried, evidence.reported)}"
    for window in enough:
        reports = evidence.windows[window]
        yield f"{window.label.capitalize()}, {reports.total} reported: {_counts(reports)}"
        yield from _no_harm_seen(reports)


def check_ins_in_words(evidence: Evidence) -> Iterator[str]:
    """Yield what may be told of what check-ins found, and, from enough of both, of those who did not try it."""
    for window in Window:
        found = evidence.asked.get(window)
        if found is None or found.did.total < LEAST:
            continue
        told = f"{found.tried} had tried it · {found.did.total} reported{_silence(found.tried, found.did.total)}"
        yield f"{window.label.capitalize()}, {told}: {_counts(found.did)}"
        yield from _no_harm_seen(found.did)
        yield from _comparison(found.did, found.did_not)


def _silence(tried: int, reported: int) -> str:
    return " · many did not report back" if reported < LEAST_RESPONSE * tried else ""


def _no_harm_seen(reports: Reports) -> Iterator[str]:
    if reports.worse == 0:
        yield f"0 of {reports.total} felt worse; it could still be up to about 3 in {reports.total}."


def _counts(reports: Reports) -> str:
    """Return one window's counts. An interval would give a masked cell away, so it needs an unmasked one."""
    said = (
        f"{_cell(reports.better)} reported feeling better after trying, {_cell(reports.same)} the same, "
        f"{_cell(reports.worse)} worse"
    )
    if reports.total >= FOR_AN_INTERVAL and _cell(reports.better).isdigit():
        low, high = wilson_interval(reports.better, reports.total)
        said += f" (better: 95 % interval {low:.0%} to {high:.0%})"
    return said


def _comparison(tried: Reports, untried: Reports) -> Iterator[str]:
    if min(tried.total, untried.total) < FOR_A_COMPARISON:
        return
    line = f"Who logged it but did not try this: {_cell(untried.better)} of {untried.total} felt better."
    (low, high), (other_low, other_high) = (
        wilson_interval(reports.better, reports.total) for reports in (tried, untried)
    )
    if low <= other_high and other_low <= high:
        line += " No clear difference from people who did not try it."
    yield line


def _cell(count: int) -> str:
    """Return a count, or "<3" where it could point at somebody."""
    return "<3" if 1 <= count <= 2 else str(count)

"""What a check finds: one line each, with a grade."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Grade(IntEnum):
    """How good it is; the worst of a check is its exit code."""

    OK = 0
    WARNING = 1
    WRONG = 2


@dataclass(frozen=True)
class Finding:
    """How one thing is and, where that is not well, what to do."""

    grade: Grade
    what: str
    said: str

    def __str__(self) -> str:
        """Return the one line an operator reads: nothing printed can move the cursor or start another."""
        line = f"{self.grade.name.lower():<8} {self.what}: {self.said}"
        return "".join(char if char.isprintable() else " " for char in line)


def ok(what: str, said: str) -> Finding:
    """Return that something is well."""
    return Finding(Grade.OK, what, said)


def warning(what: str, said: str) -> Finding:
    """Return that something works, and should be looked at."""
    return Finding(Grade.WARNING, what, said)


def wrong(what: str, said: str) -> Finding:
    """Return that something does not work."""
    return Finding(Grade.WRONG, what, said)


def worst(findings: Iterable[Finding]) -> Grade:
    """Return the worst grade; OK where nothing was found."""
    return max((finding.grade for finding in findings), default=Grade.OK)

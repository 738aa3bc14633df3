"""What a tip is about and when it is meant for."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a tip is; the value is what stands in the database and in the data files."""

    EXERCISE = "exercise"
    EQUIPMENT = "equipment"
    MOBILITY = "mobility"
    TECHNIQUE = "technique"
    FOOD_DRINK = "food_drink"
    RECOVERY = "recovery"

    @property
    def label(self) -> str:
        """What a member reads."""
        return "Food and drink" if self is Kind.FOOD_DRINK else self.value.capitalize()


class When(StrEnum):
    """When a tip is for, seen from the training session."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @property
    def label(self) -> str:
        """What a member reads."""
        return f"{self.value.capitalize()} training"


class Grade(StrEnum):
    """How good the evidence for a starter tip is; it says nothing about the reader."""

    A = "A"
    B = "B"
    C = "C"
    X = "X"

    @property
    def label(self) -> str:
        """What a member reads."""
        return _GRADES[self]


_GRADES = {
    Grade.A: "backed by guidelines for this use",
    Grade.B: "trials, but small or indirect",
    Grade.C: "expert or community opinion only",
    Grade.X: "evidence against it",
}

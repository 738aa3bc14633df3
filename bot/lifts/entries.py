"""Entries: what was logged, and what a member typed to log it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.instants import from_micros, to_micros
from bot.lifts.sets import Set
from bot.lifts.weight import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise as it was logged."""

    member_id: int
    id: int
    exercise_id: str
    sets: tuple[Set, ...]
    day: date
    """In the member's zone when it was logged: entries of one day are a session."""
    performed_at: datetime
    logged_at: datetime
    note: str | None = None
    workout_id: int | None = None
    again_of: int | None = None
    undone_at: datetime | None = None


class Purpose(StrEnum):
    """What a typed text is for."""

    NEW = "new"
    """A new entry; if there is one of that id already, it was sent twice."""
    MEND = "mend"
    """A new entry, typed again; if there is one of that id already, it is mended."""
    EDIT = "edit"
    """A change of an entry."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a member typed for one entry, and when (aware); `entry_id` is the id it has or will have."""

    entry_id: int
    text: str
    asked_at: datetime
    when: str = ""
    note: str = ""
    purpose: Purpose = Purpose.NEW
    unit: Unit | None = None
    """What weights without a unit were read in, once the member has seen a reading of it."""
    guild_id: int | None = None
    """The server it was typed in, whose names for lifts it may use."""

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it; the id as text, for it has more digits than every JSON reader keeps."""
        return {
            "entry_id": str(self.entry_id),
            "text": self.text,
            "asked_at": to_micros(self.asked_at),
            "when": self.when,
            "note": self.note,
            "purpose": self.purpose.value,
            "unit": self.unit,
            "guild_id": None if self.guild_id is None else str(self.guild_id),
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "Typed":
        """Return what `to_body` made."""
        return cls(
            entry_id=int(body["entry_id"]),
            text=body["text"],
            asked_at=from_micros(body["asked_at"]),
            when=body["when"],
            note=body["note"],
            purpose=Purpose(body["purpose"]),
            unit=body["unit"],
            guild_id=int(body["guild_id"]) if body.get("guild_id") else None,
        )

    def mended(self, text: str, when: str, note: str) -> "Typed":
        """Return it with other words, for the same entry."""
        purpose = Purpose.MEND if self.purpose is Purpose.NEW else self.purpose
        return replace(self, text=text, when=when, note=note, purpose=purpose, unit=None)

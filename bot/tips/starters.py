"""The starter tips and what is contested among them, from `data/tips.toml` and `data/tip_conflicts.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.areas import Area
from bot.tips.kinds import Grade, Kind, When
from bot.tips.tip import Starter, Tip

FIRST_MEMBER_ID = 1000
"""Ids below are starter tips' numbers; ids of members' tips are far above."""


@dataclass(frozen=True)
class Conflict:
    """Starter tips that contradict each other, by number: wholly (they share a page) or in part (a note on each)."""

    sides: tuple[int, ...]
    wholly: bool
    why: str


class Starters:
    """All starter tips by number, and their conflicts."""

    def __init__(self, tips: Mapping[str, Any], conflicts: Mapping[str, Any]) -> None:
        self._sources: Mapping[str, Any] = tips["sources"]
        self.tips = {tip.id: tip for tip in map(self._tip, tips["tips"])}
        self.disclaimer = str(tips["disclaimer"])
        numbers = {tip.starter.key: tip.id for tip in self.tips.values() if tip.starter}
        self.conflicts = tuple(
            Conflict(tuple(numbers[key] for key in entry["tips"]), entry["type"] == "opposite", str(entry["why"]))
            for entry in conflicts["conflicts"]
        )

    def matching(self, area: Area | None, kind: Kind | None) -> list[int]:
        """Return the numbers of the tips for an area and of a kind; None asks for any."""
        return [
            tip.id
            for tip in self.tips.values()
            if (area is None or area in tip.areas) and (kind is None or kind is tip.kind)
        ]

    def contested(self, tip_id: int) -> Conflict | None:
        """Return the conflict whose sides always stand together, when this tip is one of them."""
        return next((conflict for conflict in self.conflicts if conflict.wholly and tip_id in conflict.sides), None)

    def notes(self, tip_ids: tuple[int, ...]) -> tuple[str, ...]:
        """Return what others hold against a part of these tips, one line each."""
        return tuple(
            conflict.why
            for conflict in self.conflicts
            if not conflict.wholly and any(side in tip_ids for side in conflict.sides)
        )

    def _tip(self, entry: Mapping[str, Any]) -> Tip:
        return Tip(
            id=int(entry["number"]),
            areas=tuple(Area(area) for area in entry["areas"]),
            kind=Kind(entry["kind"]),
            when=When(entry["when"]),
            text=str(entry["text"]),
            starter=Starter(
                key=str(entry["id"]),
                title=str(entry["title"]),
                grade=Grade(entry["grade"]),
                evidence=str(entry["evidence"]),
                caution=str(entry["caution"]),
                sources=tuple(f"{key} ({self._sources[key]['type']})" for key in entry["sources"]),
            ),
        )

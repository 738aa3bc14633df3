"""Sealing and opening what is kept of a flare-up: each column is one sealed JSON value."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.areas import Area
from bot.database import Row
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.evidence import Cell
from bot.flares.record import Flare, Plan, Reading, Screened, Terms
from bot.flares.screening import Level
from bot.instants import from_micros, to_micros
from bot.lifts.weight import Weight
from bot.sealing import Seal, Unreadable


class Vault:
    """Turns records into sealed columns and back. Opening raises Unreadable when no key fits."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def seal(self, value: Any) -> str:
        """Return a JSON-ready value sealed."""
        return self._seal.seal(json.dumps(value))

    def subject(self, area: Area, lift: str | None) -> str:
        """Return the column `subject`."""
        return self.seal([area, lift])

    def screen(self, screened: Screened) -> str:
        """Return the column `screen`."""
        return self.seal([screened.version, screened.level.name, to_micros(screened.at)])

    def choice(self, choice: Choice, light: Weight | None) -> str:
        """Return the column `choice`."""
        return self.seal([choice, _packed(light)])

    def moment(self, instant: datetime) -> str:
        """Return the column `checked`: when it was checked says that there was something to check."""
        return self.seal(to_micros(instant))

    def terms(self, terms: Terms) -> str:
        """Return the column `terms`."""
        day = terms.session and terms.session.isoformat()
        return self.seal([_packed(terms.before), _packed(terms.fallback), day, terms.by_programme])

    def plan(self, plan: Plan) -> str:
        """Return the column `plan`."""
        return self.seal([plan.lift, plan.light, _packed(plan.before)])

    def counts(self, counts: Mapping[Cell, int]) -> str:
        """Return nameless counts as one sealed value."""
        return self.seal([[*cell, count] for cell, count in counts.items()])

    def opened_counts(self, sealed: str | None) -> Counter[Cell]:
        """Return nameless counts, opened; none for None."""
        return Counter({Cell(*cell): count for *cell, count in self._open(sealed) or ()})

    def flare(self, row: Row, readings: Sequence[Row], plans: Sequence[Row]) -> Flare:
        """Return a flare-up with its readings and plans, opened."""
        area, lift = self._open(row["subject"])
        checked, chosen = self._open(row["checked"]), self._open(row["choice"])
        choice, light = chosen if isinstance(chosen, list) else (chosen, None)
        return Flare(
            member_id=row["member_id"],
            id=row["id"],
            created_at=from_micros(row["created_at"]),
            closed_at=_instant(row["closed_at"]),
            asked_since=_instant(row["asked_since"]),
            area=Area(area),
            lift=lift,
            screened=self._screened(row["screen"]),
            checked_at=_instant(checked),
            choice=None if choice is None else Choice(choice),
            light=_unpacked(light),
            terms=self._terms(row["terms"]),
            readings=tuple(self._reading(reading) for reading in readings),
            guild_id=row["guild_id"],
            nudges=row["nudges"],
            plans=tuple(self._plan(plan) for plan in plans),
        )

    def _plan(self, row: Row) -> Plan:
        lift, light, before = self._open(row["plan"])
        return Plan(from_micros(row["at"]), lift, light, _unpacked(before))

    def _reading(self, row: Row) -> Reading:
        return Reading(
            id=row["id"],
            step=Step(row["step"]),
            at=from_micros(row["at"]),
            pain=self._open(row["pain"]),
            masked=self._open(row["masked"]),
            screened=None if row["screen"] is None else self._screened(row["screen"]),
            disturbed=self._open(row["disturbed"]),
            ability=self._open(row["ability"]),
            warmup=self._open(row["warmup"]),
            worst=self._open(row["worst"]),
            change=self._open(row["change"]),
            tried=None if row["tried"] is None else tuple(self._open(row["tried"])),
            felt={int(tip): feeling for tip, feeling in (self._open(row["felt"]) or {}).items()},
            besides=self._open(row["besides"]),
        )

    def _screened(self, sealed: str) -> Screened:
        version, level, at = self._open(sealed)
        return Screened(version, Level[level], from_micros(at))

    def _terms(self, sealed: str | None) -> Terms:
        if sealed is None:
            return Terms()
        before, fallback, session, *rest = self._open(sealed)  # what was sealed at first ends with the session
        by_programme = bool(rest and rest[0])
        return Terms(_unpacked(before), _unpacked(fallback), session and date.fromisoformat(session), by_programme)

    def marks(self, word: str) -> list[str]:
        """Return what stands for a word by each key, the newest first."""
        return self._seal.marks(word)

    def fits(self, sealed: str) -> bool:
        """Tell whether one of the keys opens a sealed value."""
        try:
            self._seal.open(sealed)
        except Unreadable:
            return False
        return True

    def renewed(self, sealed: str) -> str:
        """Return a sealed value sealed anew, with the newest key."""
        return self._seal.renew(sealed)

    def _open(self, sealed: str | None) -> Any:
        return None if sealed is None else json.loads(self._seal.open(sealed))


def _packed(weight: Weight | None) -> list[str] | None:
    return None if weight is None else [str(weight.amount), weight.unit]


def _unpacked(packed: Any) -> Weight | None:
    return None if packed is None else Weight(Decimal(packed[0]), packed[1])


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)

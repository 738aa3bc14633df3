"""A member's flare-ups, looked up and opened: what the use cases share inside their units of work."""

from contextlib import suppress
from typing import Any

from bot.areas import Area
from bot.database import Connection, Row
from bot.errors import Gone
from bot.flares import store
from bot.flares.record import CHANGES, LEFT_OUT, Flare, Reading, Status
from bot.flares.screening import Level
from bot.flares.vault import Vault
from bot.sealing import Unreadable


class Files:
    """Flare-ups of one member at a time, read inside a unit of work."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def flare(self, connection: Connection, member_id: int, flare_id: int) -> Flare:
        """Return a flare-up. Raises Gone when there is none, Unreadable when no key opens it."""
        row = store.flare(connection, member_id, flare_id)
        if row is None:
            raise Gone
        return self._opened(connection, row)

    def status(self, connection: Connection, member_id: int) -> Status:
        """Return the open flare-ups, newest first; what no key opens is counted."""
        found, unreadable = [], 0
        for row in store.flares(connection, member_id):
            if row["closed_at"] is None:
                try:
                    found.append(self._opened(connection, row))
                except Unreadable:
                    unreadable += 1
        return Status(tuple(found), unreadable)

    def kept(self, connection: Connection, member_id: int) -> list[Flare]:
        """Return all flare-ups, open and closed, newest first; what no key opens is left out."""
        found = []
        for row in store.flares(connection, member_id):
            with suppress(Unreadable):
                found.append(self._opened(connection, row))
        return found

    def open_in(self, connection: Connection, member_id: int, area: Area) -> list[Flare]:
        """Return the open flare-ups of an area, newest first."""
        return [flare for flare in self.status(connection, member_id).flares if flare.area is area]

    def open_for(self, connection: Connection, member_id: int, area: Area, lift: str | None) -> Flare | None:
        """Return the open flare-up that takes in what is logged of an area and a lift, or None.

        That of the same lift, else one in which nothing was chosen yet, and any where no lift was named: a choice is
        for one lift and is never moved to another.
        """
        flares = self.open_in(connection, member_id, area)
        taking = [flare for flare in flares if lift in (None, flare.lift) or flare.choice is None]
        return max(taking, key=lambda flare: flare.lift == lift, default=None)

    def stop(self, connection: Connection, member_id: int, area: Area | None) -> Flare | None:
        """Return the flare-up that stops everything for an area: an E1 answer stops all areas, an E2 answer its own.

        Without an area, where no such answer may stand at all: the most urgent one.
        """
        flares = self.status(connection, member_id).flares
        here = [flare for flare in flares if area is None or flare.level is Level.E1 or flare.area is area]
        return max((flare for flare in here if flare.level.stops), key=lambda flare: flare.level, default=None)

    def with_stop(self, connection: Connection, member_id: int, flare_id: int) -> tuple[Flare, Flare | None]:
        """Return a flare-up and the one that stops everything for its area. Raises as `flare`."""
        flare = self.flare(connection, member_id, flare_id)
        return flare, self.stop(connection, member_id, flare.area)

    def export(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return everything held of a member's flare-ups, readable; what no key opens says so."""
        return {"flare_ups": [self._exported(connection, row) for row in store.flares(connection, member_id)]}

    def _exported(self, connection: Connection, row: Row) -> dict[str, Any]:
        try:
            return _readable(self._opened(connection, row))
        except Unreadable as error:
            return {"id": row["id"], "unreadable": str(error)}

    def _opened(self, connection: Connection, row: Row) -> Flare:
        key = row["member_id"], row["id"]
        return self._vault.flare(row, store.readings(connection, *key), store.plans(connection, *key))


def _readable(flare: Flare) -> dict[str, Any]:
    return {
        "id": flare.id,
        "area": flare.area.value,
        "lift": flare.lift,
        "server": flare.guild_id,
        "logged_at": flare.created_at.isoformat(),
        "closed_at": flare.closed_at and flare.closed_at.isoformat(),
        "check_ins_since": flare.asked_since and flare.asked_since.isoformat(),
        "screen": {
            "version": flare.screened.version,
            "result": flare.screened.level.name,
            "at": flare.screened.at.isoformat(),
            "checked_at": flare.checked_at and flare.checked_at.isoformat(),
        },
        "plan": {
            "choice": flare.choice and flare.choice.value,
            "no_heavier_than": flare.light and str(flare.light),
            "last_top_set": flare.terms.before and str(flare.terms.before),
            "fallback": flare.terms.fallback and str(flare.terms.fallback),
            "next_session": flare.terms.session and flare.terms.session.isoformat(),
            "next_session_is_the_programmes": flare.terms.by_programme,
        },
        "plans": [
            {
                "at": plan.at.isoformat(),
                "lift": plan.lift,
                "kept_light": plan.light,
                "last_top_set": plan.before and str(plan.before),
            }
            for plan in flare.plans
        ],
        "readings": [_readable_reading(reading) for reading in flare.readings],
    }


def _readable_reading(reading: Reading) -> dict[str, Any]:
    return {
        "at": reading.at.isoformat(),
        "occasion": reading.step.value,
        "pain": reading.pain,
        "painkillers": reading.masked,
        "screen": reading.screened and {"version": reading.screened.version, "result": reading.screened.level.name},
        "woke_me_or_daily_tasks_dont_go": reading.disturbed,
        "how_well_the_lift_goes": reading.ability,
        "pain_in_warm_ups": reading.warmup,
        "pain_in_the_workout": reading.worst if reading.trained else None,
        "lift_left_out": reading.worst == LEFT_OUT,
        "compared_with_the_log": None if reading.change is None else CHANGES[reading.change + len(CHANGES) // 2],
        "tips_tried": None if reading.tried is None else list(reading.tried),
        "tips_felt": {str(tip): feeling for tip, feeling in reading.felt.items()},
        "anything_else_changed": reading.besides,
    }

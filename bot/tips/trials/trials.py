"""Trials inside a unit of work: one for each member and tip in a flare-up, its report changeable, counts kept in step.

What a member felt is sealed; the counts that everyone reads hold no names and are all that stays after 90 days.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.areas import Area
from bot.database import Connection
from bot.errors import SpotterError
from bot.sealing import Seal, Unreadable
from bot.tips.trials import store
from bot.tips.trials.evidence import Evidence, Felt, Window
from bot.tips.trials.store import ANY, TRIED, Trial

ONE_IN = timedelta(days=30)
"""A member without a flare-up tries a tip once in so long, as far as counts go."""
KEPT_FOR = timedelta(days=90)
"""How long it is kept who tried what."""


Hurting = Callable[[Connection, int, Sequence[Area]], datetime | None]
"""Tells since when a member has an open flare-up of one of these areas, or None."""


class Trials:
    """Synchronous, of a connection: runs inside the units of the use cases of tips."""

    def __init__(self, seal: Seal, hurting: Hurting | None = None) -> None:
        self._seal = seal
        self._hurting = hurting

    def tried(
        self,
        connection: Connection,
        guild_id: int,
        tip_id: int,
        member_id: int,
        now: datetime,
        areas: Sequence[Area] = (),
    ) -> Trial:
        """Note that a member tries a tip, once in a flare-up of its areas, else in 30 days, and return that trial."""
        known = store.latest(connection, guild_id, tip_id, member_id)
        since = self._hurting(connection, member_id, areas) if self._hurting else None
        if known is not None and (now - known.tried_at < ONE_IN if since is None else known.tried_at >= since):
            return known
        trial = Trial(guild_id, tip_id, member_id, now, None)
        store.add(connection, trial)
        store.count(connection, guild_id, tip_id, ANY, TRIED, +1)
        return trial

    def report(self, connection: Connection, trial: Trial, window: Window, felt: Felt) -> None:
        """Record what a member felt, in place of what they said before. Raises Unreadable when no key opens that."""
        said = self._opened(trial)
        if said == (window, felt):
            return
        if said is not None:
            store.count(connection, trial.guild_id, trial.tip_id, *said, -1)
        store.set_felt(connection, trial, self._seal.seal(f"{window}:{felt}"))
        store.count(connection, trial.guild_id, trial.tip_id, window, felt, +1)

    def said(self, connection: Connection, guild_id: int, tip_id: int, member_id: int) -> tuple[Window, Felt] | None:
        """Return what the member last reported of a tip, or None."""
        trial = store.latest(connection, guild_id, tip_id, member_id)
        return None if trial is None else self._opened(trial)

    def evidence(self, connection: Connection, guild_id: int, tip_ids: Collection[int]) -> dict[int, Evidence]:
        """Return what was reported of these tips."""
        return store.evidence(connection, guild_id, tip_ids)

    def tried_at(self, connection: Connection, guild_id: int, tip_id: int) -> list[datetime]:
        """Return when a tip was tried, as far as that is kept, by nobody's name."""
        return [trial.tried_at for trial in store.of_tip(connection, guild_id, tip_id)]

    def merge(self, connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
        """Have trials and counts of a tip count for another too; who tried both in 30 days counts once, as there."""
        for (at, felt), members in self._nameless(connection, guild_id, tip_id).items():
            store.count(connection, guild_id, into, at, felt, members)
        for trial in store.of_tip(connection, guild_id, tip_id):
            theirs = store.latest(connection, guild_id, into, trial.member_id)
            if theirs is None or abs(trial.tried_at - theirs.tried_at) >= ONE_IN:
                store.add(connection, replace(trial, tip_id=into))
                for at, felt in self._counted(trial):
                    store.count(connection, guild_id, into, at, felt, +1)

    def part(self, connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
        """Take out of another tip what `merge` had counted for it, as it was reported by now."""
        for (at, felt), members in self._nameless(connection, guild_id, tip_id).items():
            store.count(connection, guild_id, into, at, felt, -members)
        for trial in store.of_tip(connection, guild_id, tip_id):
            copy = store.at(connection, replace(trial, tip_id=into))
            if copy is not None:
                self._take_out(connection, copy)

    def forget_tip(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Delete everything about a tip: it says something else from now on, or is gone."""
        store.forget_tip(connection, guild_id, tip_id)

    def clear_out(self, connection: Connection, now: datetime) -> int:
        """Delete who tried what longer ago than it is kept, and return how many trials that were."""
        return store.drop_before(connection, now - KEPT_FOR)

    def reseal(self, connection: Connection) -> tuple[int, int]:
        """Seal everything anew with the newest key; returns how many rows that were, and how many no key opens."""
        done = lost = 0
        for trial in store.sealed(connection):
            try:
                store.set_felt(connection, trial, self._seal.renew(str(trial.felt)))
                done += 1
            except Unreadable:
                lost += 1
        return done, lost

    def export_member(self, connection: Connection, member_id: int) -> list[dict[str, Any]]:
        """Return a member's trials, readable; what no key opens says so."""
        return [
            {"guild_id": trial.guild_id, "tip_id": trial.tip_id, "tried_at": trial.tried_at.isoformat()}
            | {"felt": self._told(trial)}
            for trial in store.of_member(connection, member_id)
        ]

    def count_member(self, connection: Connection, member_id: int) -> int:
        """Return how many trials of a member there are."""
        return store.count_member(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete a member's trials and take them out of the counts; what no key opens stays a number there."""
        for trial in store.of_member(connection, member_id):
            self._take_out(connection, trial)

    def _take_out(self, connection: Connection, trial: Trial) -> None:
        store.drop(connection, trial)
        for at, felt in self._counted(trial):
            store.count(connection, trial.guild_id, trial.tip_id, at, felt, -1)

    def _counted(self, trial: Trial) -> list[tuple[str, str]]:
        """Return where a trial is counted; what no key opens is a number in the rest."""
        try:
            said = self._opened(trial)
        except Unreadable:
            said = None
        return [(ANY, TRIED), *([said] if said is not None else [])]

    def _nameless(self, connection: Connection, guild_id: int, tip_id: int) -> Counter[tuple[str, str]]:
        """Return what of a tip's counts belongs to no trial that is still kept."""
        counts = Counter(store.counts(connection, guild_id, tip_id))
        counts.subtract(place for trial in store.of_tip(connection, guild_id, tip_id) for place in self._counted(trial))
        return +counts

    def _opened(self, trial: Trial) -> tuple[Window, Felt] | None:
        if trial.felt is None:
            return None
        window, _, felt = self._seal.open(trial.felt).partition(":")
        return Window(window), Felt(felt)

    def _told(self, trial: Trial) -> str | None:
        try:
            said = self._opened(trial)
        except Unreadable:
            return "unreadable: sealed with another key"
        return None if said is None else f"{said[1]}, {said[0].label}"


def too_early(created_at: datetime | None, now: datetime) -> None:
    """Raise SpotterError when an author reports on their own tip in its first 24 hours."""
    if created_at is not None and now - created_at < timedelta(hours=24):
        raise SpotterError("This tip is yours and new: you can report how it went from its second day on.")

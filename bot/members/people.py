"""Use cases about members: their preferences and consents."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bot.database import Connection, Database
from bot.instants import Clock
from bot.lifts.plates import read_plates
from bot.members import store
from bot.members.preferences import REGIONS, Preferences, checked_hours, checked_zone
from bot.members.store import Consent

ZoneFollower = Callable[[int, str], Awaitable[int]]
"""Is told a member and their new zone (IANA), moves what is due by their clock, and returns how much that was."""
ClockFollower = Callable[[int], Awaitable[int]]
"""Is told a member whose zone or waking hours changed, moves what is due by them, and returns how much that was."""


class TellsOfLogs(Protocol):
    """What shows members' logs to others: it lets go of one that is no longer to be seen."""

    def keep_quiet(self, connection: Connection, member_id: int) -> None:
        """Take back, inside the unit of work, what is told of a member's log."""
        ...

    def wake(self) -> None:
        """Have it looked at soon; called after the unit."""
        ...


class Members:
    """Preferences and consents of members."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._followers: list[ZoneFollower] = []
        self._clock_followers: list[ClockFollower] = []
        self._tellers: list[TellsOfLogs] = []

    def follow_zones(self, follower: ZoneFollower) -> None:
        """Have a use case told of each change of zone; wired once, in `bot/app.py`."""
        self._followers.append(follower)

    def follow_clocks(self, follower: ClockFollower) -> None:
        """Have a use case told of each change of zone or waking hours; wired once, in `bot/app.py`."""
        self._clock_followers.append(follower)

    def follow_sharing(self, teller: TellsOfLogs) -> None:
        """Have a use case told of members who keep their log to themselves; wired once, in `bot/app.py`."""
        self._tellers.append(teller)

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences; the locale decides the unit while they have chosen none."""
        return await self._database.glance(store.preferences, member_id, locale)

    async def choose_unit(self, member_id: int, unit: str) -> None:
        """Set the unit of weights typed without one: "kg" or "lb". What is logged keeps the unit it was entered in."""
        await self._change(member_id, unit=unit)

    async def choose_zone(self, member_id: int, zone: str) -> int:
        """Set the time zone by its name or city and return how many things due were moved to the new clock.

        Raises SpotterError when there is no such zone.
        """
        known = checked_zone(zone)
        await self._change(member_id, zone=known)
        moved = sum([await follower(member_id, known) for follower in self._followers])
        return moved + await self._clock_changed(member_id)

    async def choose_waking_hours(self, member_id: int, text: str) -> int:
        """Set the hours in which Spotter may write, such as `7-22`, and return how many things due moved along.

        Raises SpotterError when they can't be read.
        """
        start, end = checked_hours(text)
        await self._change(member_id, waking_from=f"{start:%H:%M}", waking_until=f"{end:%H:%M}")
        return await self._clock_changed(member_id)

    async def choose_plates(self, member_id: int, text: str, locale: str | None = None) -> None:
        """Set the bar and plates, such as `20 kg: 20 15 10 5 2.5 1.25`; nothing typed brings the usual ones back.

        Raises SpotterError when they can't be read.
        """
        unit = (await self.preferences(member_id, locale)).unit
        await self._change(member_id, plates=str(read_plates(text, unit)) if text.strip() else None)

    async def choose_region(self, member_id: int, region: str) -> None:
        """Set where emergency numbers are taken from; one of REGIONS, anything else counts as OTHER."""
        await self._change(member_id, region=region if region in REGIONS else "OTHER")

    async def share_log(self, member_id: int, public: bool) -> None:
        """Set whether log replies are public and others may see the history; if not, posts of it are taken back."""
        await self._database.write(self._share, member_id, public)
        for teller in self._tellers:
            teller.wake()

    async def allow_dms(self, member_id: int, allowed: bool) -> None:
        """Set whether Spotter may send direct messages."""
        await self._change(member_id, dms=int(allowed))

    async def consent(self, member_id: int, purpose: str) -> Consent | None:
        """Return the consent in force for a purpose, or None."""
        return await self._database.read(store.consent, member_id, purpose)

    async def give_consent(self, member_id: int, purpose: str, version: int) -> None:
        """Record that a member agreed to this version of the words for a purpose."""
        await self._database.write(store.give_consent, member_id, purpose, version, self._clock())

    def shares(self, connection: Connection, member_id: int) -> bool:
        """Tell, inside a unit of work, whether others may see a member's log."""
        return store.preferences(connection, member_id, None).public_log

    def agreed(self, connection: Connection, member_id: int, purpose: str, version: int) -> bool:
        """Tell, inside a unit of work, whether a member agrees to this version of the words for a purpose, or newer."""
        consent = store.consent(connection, member_id, purpose)
        return consent is not None and consent.version >= version

    def agree(self, connection: Connection, member_id: int, purpose: str, version: int) -> None:
        """Record, inside a unit of work, that a member agrees to this version of the words for a purpose."""
        store.give_consent(connection, member_id, purpose, version, self._clock())

    async def withdraw_consent(self, member_id: int, purpose: str) -> bool:
        """Record that a member took a consent back; False when none was in force."""
        return await self._database.write(store.withdraw_consent, member_id, purpose, self._clock())

    def _share(self, connection: Connection, member_id: int, public: bool) -> None:
        store.change(connection, member_id, {"public_log": int(public)})
        if not public:
            for teller in self._tellers:
                teller.keep_quiet(connection, member_id)

    async def _clock_changed(self, member_id: int) -> int:
        return sum([await follower(member_id) for follower in self._clock_followers])

    async def _change(self, member_id: int, **columns: Any) -> None:
        await self._database.write(store.change, member_id, columns)

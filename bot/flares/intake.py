"""How flare-ups come in: with consent, through the safety screen, and once a professional has looked at them."""

from datetime import timedelta

from bot.areas import Area
from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.flares import store
from bot.flares.asking import Asking
from bot.flares.checkins import Step
from bot.flares.files import Files
from bot.flares.notes import Answers, Notes, done
from bot.flares.record import Entry, Flare, Situation, Stand
from bot.flares.screening import Level
from bot.flares.vault import Vault
from bot.instants import Clock
from bot.members.people import Members

CONSENT = "flare"
"""The purpose of the consent to store flare-ups."""
CONSENT_VERSION = 2
"""Raised with the words of that consent, so that members are asked again."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
"""New flare-ups of one member in a day; what an open one takes in is no new one."""


class NotAgreed(SpotterError):
    """The member has not agreed to having flare-ups stored, or took that back."""

    def __init__(self) -> None:
        super().__init__("You have not agreed to me storing this, so I stored nothing. `/flare log` asks you again.")


class TooMany(SpotterError):
    """The member has logged as many flare-ups today as they can."""

    def __init__(self) -> None:
        super().__init__(
            f"That would be more than {MOST_A_DAY} new ones in a day. `/flare status`, **Update** notes how an open "
            "one is now; tomorrow there is room again. If you are worried, get it looked at today."
        )


class Intake:
    """Consent and the screen: nothing is stored before the one is given and the other gone through."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        members: Members,
        vault: Vault,
        files: Files,
        notes: Notes,
        asking: Asking,
        situation: Stand,
    ) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._vault = vault
        self._files = files
        self._notes = notes
        self._asking = asking
        self._situation = situation

    async def agreed(self, member_id: int) -> bool:
        """Tell whether the member agreed to the words in force."""
        consent = await self._members.consent(member_id, CONSENT)
        return consent is not None and consent.version >= CONSENT_VERSION

    async def must_be_agreed(self, member_id: int) -> None:
        """Raise NotAgreed where the member has not agreed."""
        if not await self.agreed(member_id):
            raise NotAgreed

    async def agree(self, member_id: int) -> None:
        """Record that the member agrees to having flare-ups stored."""
        await self._members.give_consent(member_id, CONSENT, CONSENT_VERSION)

    async def has_room(self, member_id: int, area: Area, lift: str | None) -> bool:
        """Tell whether a flare-up can be logged: there is room today, or an open one takes it in."""
        return await self._database.read(self._has_room, member_id, area, lift)

    async def screened(self, member_id: int, entry: Entry, level: Level) -> Situation:
        """Log an entry with what its screen came to. Twice is once; an open flare-up may take it in.

        Raises NotAgreed, or TooMany where it stops nothing, and then nothing is stored.
        """
        flare_id = await self._database.write(self._screened, member_id, entry, level)
        return await self._situation(member_id, flare_id, entry.id, Step.LOG)

    async def rescreened(self, member_id: int, flare_id: int, reading_id: int, step: Step, level: Level) -> Situation:
        """Record what a screen came to that was gone through again: it can raise the level, never lower it.

        The level is that of all open flare-ups of the area. Raises Gone, Unreadable, NotAgreed.
        """
        await self.must_be_agreed(member_id)
        await self._database.write(self._rescreened, member_id, flare_id, reading_id, step, level)
        return await self._situation(member_id, flare_id, reading_id, step)

    async def checked(self, member_id: int, flare_id: int) -> Situation:
        """Record that a professional has looked at it, by the member's own word; that alone reopens its area.

        Raises Gone.
        """
        flare = await self._database.write(self._checked, member_id, flare_id)
        last = flare.readings[-1]
        return await self._situation(member_id, flare_id, last.id, last.step)

    def _screened(self, connection: Connection, member_id: int, entry: Entry, level: Level) -> int:
        if not self._members.agreed(connection, member_id, CONSENT, CONSENT_VERSION):
            raise NotAgreed
        known = store.flare_of(connection, member_id, entry.id)
        joined = None if known else self._files.open_for(connection, member_id, entry.area, entry.lift)
        flare_id = known or (joined.id if joined else entry.id)
        if known is None and joined is None:
            if not level.stops and not self._has_room(connection, member_id, entry.area, entry.lift):
                raise TooMany
            self._add(connection, member_id, entry, level)
        elif joined and entry.lift and entry.lift != joined.lift:
            store.set_subject(connection, member_id, flare_id, self._vault.subject(entry.area, entry.lift))
        self._rescreened(connection, member_id, flare_id, entry.id, Step.LOG, level)
        self._notes.answer(connection, member_id, flare_id, entry.id, Step.LOG, Answers(pain=entry.pain))
        return flare_id

    def _add(self, connection: Connection, member_id: int, entry: Entry, level: Level) -> None:
        beside = self._files.open_in(connection, member_id, entry.area)
        store.add_flare(
            connection,
            member_id,
            entry.id,
            self._clock(),
            guild_id=entry.guild_id,
            subject=self._vault.subject(entry.area, entry.lift),
            screen=self._notes.screen(max([level, *(flare.level for flare in beside)])),
        )

    def _has_room(self, connection: Connection, member_id: int, area: Area, lift: str | None) -> bool:
        if self._files.open_for(connection, member_id, area, lift) is not None:
            return True
        return store.logged_since(connection, member_id, self._clock() - A_DAY) < MOST_A_DAY

    def _rescreened(
        self, connection: Connection, member_id: int, flare_id: int, reading_id: int, step: Step, level: Level
    ) -> None:
        flare = self._files.flare(connection, member_id, flare_id)
        self._notes.screened(connection, member_id, flare_id, reading_id, step, level)
        here = self._files.open_in(connection, member_id, flare.area)
        for one in here:
            if level > one.level:
                done(store.set_screen(connection, member_id, one.id, self._clock(), self._notes.screen(level)))
        if level is Level.E1:
            self._asking.silence(connection, member_id)
        elif level.stops:
            for one in here:
                self._asking.silence(connection, member_id, one.id)

    def _checked(self, connection: Connection, member_id: int, flare_id: int) -> Flare:
        flare, now = self._files.flare(connection, member_id, flare_id), self._clock()
        done(flare.closed_at is None)
        beside = [one for one in self._files.open_in(connection, member_id, flare.area) if one.id != flare_id]
        for one in (flare, *beside):
            if one.level is not Level.PASSED:
                done(store.set_checked(connection, member_id, one.id, now, self._vault.moment(now)))
        return flare

"""The use cases of weekly check-ins: when, asked, told, rested, stopped, looked back on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.database import Connection, Database, Row
from bot.delivery.schedule import Due, Schedule
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.amounts import names_no_unit, read_weight
from bot.lifts.weight import Weight
from bot.members.people import Members
from bot.reminders import phrases
from bot.reminders.parse import Reading
from bot.sealing import Seal, Unreadable
from bot.weeks import store
from bot.weeks.week import LONGEST_LINE, OPEN_FOR, SCALE, Answers, Rhythm, Week, ends_unless_told, streak

KIND = "weekly"
"""The kind of delivery that weekly check-ins are."""
CONSENT = "weekly"
"""The purpose of the consent to store what is told of a week."""
CONSENT_VERSION = 1
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SUBJECT = 1
"""Each member has one series."""
_WARNING = ":warning"
"""Follows the week in the step of what tells a member that a streak is about to end."""
_WARNED_BEFORE = timedelta(days=1)
_LONGEST_WEIGHT = 20
_LIKE = "Type it like `18:30` or `6:30 pm`."


@dataclass(frozen=True)
class Diary:
    """What a member told, newest week first, and how many weeks in a row that is."""

    weeks: tuple[Week, ...]
    streak: int
    unreadable: int = 0
    """Weeks that no key opens."""

    def week(self, day: date) -> Week:
        """Return a week by the day it was asked on."""
        return next((week for week in self.weeks if week.day == day), Week(day))


class Weekly:
    """Weekly check-ins by direct message."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        seal: Seal,
        members: Members,
        schedule: Schedule,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._seal = seal
        self._members = members
        self._schedule = schedule

    async def agreed(self, member_id: int) -> bool:
        """Tell whether the member agreed to the words in force."""
        consent = await self._members.consent(member_id, CONSENT)
        return consent is not None and consent.version >= CONSENT_VERSION

    async def agree(self, member_id: int) -> None:
        """Record that the member agrees to being asked, and to what they tell being stored."""
        await self._members.give_consent(member_id, CONSENT, CONSENT_VERSION)

    async def read_time(self, member_id: int, weekday: int, typed: str) -> time:
        """Read the time of day. Raises SpotterError where it is none, is two, says more, or the zone is not known."""
        zone = (await self._members.preferences(member_id)).zone
        if zone is None:
            raise SpotterError(
                "To ask you at that time, I need your time zone first: `/settings` sets it. Then use this again."
            )

        def read(at: str) -> list[Reading]:
            return phrases.read(f"every {DAYS[weekday]} at {at}", self._clock(), ZoneInfo(zone))

        try:
            readings = read(typed)
        except phrases.Unreadable:
            raise SpotterError(f"I can't read {phrases.quoted(typed)} as a time of day. {_LIKE}") from None
        times = {reading.local.time() for reading in readings if reading.local}
        if len(times) != 1:
            raise SpotterError(f"{phrases.quoted(typed)} may be morning or evening. {_LIKE}")
        at = times.pop()
        if readings != read(f"{at:%H:%M}"):
            raise SpotterError(f"{phrases.quoted(typed)} says more than a time of day by your own clock. {_LIKE}")
        return at

    async def ask(self, member_id: int, weekday: int, at: time) -> datetime:
        """Ask each week from now on, and return when first. Chosen again, it moves. Raises SpotterError."""
        if not await self.agreed(member_id):
            raise SpotterError("You have not agreed to weekly check-ins. `/checkin weekly` asks you again.")
        preferences = await self._members.preferences(member_id)
        if not preferences.dms:
            raise SpotterError("Direct messages from me are off in your `/settings`. Allow them there and try again.")
        first = await self._database.write(self._ask, member_id, Rhythm(weekday, at, preferences.tzinfo))
        self._schedule.wake()
        return first

    async def rhythm(self, member_id: int) -> Rhythm | None:
        """Return when a member is asked, or None when they are not."""
        row = await self._database.read(store.rhythm, member_id)
        return None if row is None else _rhythm(row)

    async def stop(self, member_id: int) -> None:
        """Ask no more; what was told stays. Twice is fine."""
        await self._database.write(self._stop, member_id)

    async def warned(self, member_id: int) -> bool:
        """Tell whether a member is told a day before a streak ends."""
        row = await self._database.read(store.rhythm, member_id)
        return row is not None and bool(row["warned"])

    async def warn(self, member_id: int, *, wanted: bool) -> None:
        """Tell a member before a streak ends, or don't, from the open week on. Raises Gone when they are not asked."""
        await self._database.write(self._warn, member_id, wanted)
        self._schedule.wake()

    async def wanted(self, due: Due) -> Week | None:
        """Return the week that a due check-in asks or warns about, or None when it is no longer wanted."""
        if not await self.agreed(due.member_id) or await self.rhythm(due.member_id) is None:
            return None
        return (await self.diary(due.member_id)).week(_week_of(due))

    async def ending(self, due: Due) -> int:
        """Return how many weeks the streak has that a due warning is about; 0 where it is not wanted or not needed."""
        if not await self.warned(due.member_id):
            return 0
        return ends_unless_told((await self.diary(due.member_id)).weeks, _week_of(due))

    def warns(self, due: Due) -> bool:
        """Tell whether what is due warns of a streak's end rather than asking about a week."""
        return due.step.endswith(_WARNING)

    async def passes(self, _: Due) -> bool:
        """Tell that a week goes by, so that there is no point in asking about it after a holiday."""
        return True

    def went_by(self, connection: Connection, due: Due, now: datetime, *, asked: bool) -> None:
        """Go on after a check-in arrived, or was missed or skipped: plan the next one after now, and its warning."""
        row = store.rhythm(connection, due.member_id)
        if row is None or self.warns(due):
            return
        if asked:
            store.asked(connection, due.member_id, _week_of(due))
            self._owe_warning(connection, due.member_id)
        self._owe(connection, due.member_id, _rhythm(row), max(now, due.due_at))

    async def tell(self, member_id: int, week: date, typed: Mapping[str, str], locale: str | None = None) -> bool:
        """Record what was told of a week, over what was told before: `sleep`, `energy`, `soreness`, `weight`, `line`.

        A body weight that can't be read is kept as it was typed. Tells whether its unit is a guess: none was typed, and
        while the member has chosen none the locale decides. Raises SpotterError.
        """
        await self._must_be_agreed(member_id, week)
        preferences = await self._members.preferences(member_id, locale)
        weight, unread, guessed = None, "", False
        if given := typed.get("weight", "").strip():
            try:
                weight = read_weight(given, preferences.unit)
                guessed = not preferences.unit_chosen and names_no_unit(given)
            except SpotterError:
                unread = given[:_LONGEST_WEIGHT]
        line = " ".join(typed.get("line", "").split())[:LONGEST_LINE]
        sleep, energy, soreness = (_scaled(typed.get(what)) for what in ("sleep", "energy", "soreness"))
        answers = Answers(sleep, energy, soreness, weight, line, unread)
        await self._database.write(store.put_answers, member_id, week, self._sealed(answers))
        return guessed

    async def rest(self, member_id: int, week: date) -> None:
        """Record that a week was a rest; one that was told of stays as it was told. Raises SpotterError."""
        await self._must_be_agreed(member_id, week)
        await self._database.write(store.put_rest, member_id, week)

    async def diary(self, member_id: int) -> Diary:
        """Return what a member told of their weeks."""
        zone = (await self._members.preferences(member_id)).tzinfo
        return await self._database.read(self._diary, member_id, zone, self._clock().astimezone(zone).date())

    async def follow_clock(self, member_id: int) -> int:
        """Ask at the same hour of a member's new zone; returns how many check-ins that moved."""
        zone = (await self._members.preferences(member_id)).tzinfo
        moved = await self._database.write(self._follow_clock, member_id, zone)
        self._schedule.wake()
        return moved

    def reseal(self, connection: Connection) -> tuple[int, int]:
        """Seal everything anew with the newest key; returns how many rows that were, and how many no key opens."""
        done = lost = 0
        for row in store.sealed_rows(connection):
            try:
                store.put_sealed(connection, row["member_id"], row["week"], self._seal.renew(row["answers"]))
                done += 1
            except Unreadable:
                lost += 1
        return done, lost

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return everything held of a member's weeks, readable; what no key opens says so."""
        row = store.rhythm(connection, member_id)
        told = ("at", "zone", "warned")
        asked = [] if row is None else [{"weekday": DAYS[row["weekday"]]} | {what: row[what] for what in told}]
        return {"asked": asked, "weeks": [self._readable(week) for week in store.weeks(connection, member_id)]}

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete everything held of a member's weeks, and what was asked or was to be."""
        self._schedule.forget(connection, member_id=member_id, kind=KIND, subject_id=_SUBJECT)
        store.delete_member(connection, member_id)

    def _ask(self, connection: Connection, member_id: int, rhythm: Rhythm) -> datetime:
        store.put_rhythm(connection, member_id, rhythm.weekday, f"{rhythm.at:%H:%M}", rhythm.zone.key)
        self._schedule.cancel(connection, member_id=member_id, kind=KIND, subject_id=_SUBJECT)
        self._owe_warning(connection, member_id)
        return self._owe(connection, member_id, rhythm, self._clock())

    def _warn(self, connection: Connection, member_id: int, wanted: bool) -> None:
        if not store.set_warned(connection, member_id, wanted):
            raise Gone("Weekly check-ins are off, so there is nothing to warn you of. `/checkin weekly` begins them.")
        self._owe_warning(connection, member_id)

    def _owe(self, connection: Connection, member_id: int, rhythm: Rhythm, after: datetime) -> datetime:
        day, at = rhythm.next_after(after)
        self._schedule_at(connection, member_id, day.isoformat(), at)
        return at

    def _owe_warning(self, connection: Connection, member_id: int) -> None:
        """Owe the warning of the week asked about last, where it is wanted and a day before the end is still to come.

        Switched off before it is due, or told of meanwhile, it is not sent (`ending`).
        """
        row, week = store.rhythm(connection, member_id), store.last_asked(connection, member_id)
        if row is None or week is None or not row["warned"]:
            return
        at = _rhythm(row).on(week + OPEN_FOR - _WARNED_BEFORE)
        if at > self._clock():
            self._schedule_at(connection, member_id, f"{week.isoformat()}{_WARNING}", at)

    def _schedule_at(self, connection: Connection, member_id: int, step: str, at: datetime) -> None:
        self._schedule.add(
            connection, member_id=member_id, id=self._ids(), kind=KIND, subject_id=_SUBJECT, step=step, due_at=at
        )

    def _stop(self, connection: Connection, member_id: int) -> None:
        self._schedule.cancel(connection, member_id=member_id, kind=KIND, subject_id=_SUBJECT)
        store.drop_rhythm(connection, member_id)

    def _follow_clock(self, connection: Connection, member_id: int, zone: ZoneInfo) -> int:
        row = store.rhythm(connection, member_id)
        if row is None or row["zone"] == zone.key:
            return 0
        self._ask(connection, member_id, Rhythm(row["weekday"], time.fromisoformat(row["at"]), zone))
        return 1

    def _diary(self, connection: Connection, member_id: int, zone: ZoneInfo, today: date) -> Diary:
        weeks, unreadable = [], 0
        holidays = [
            (since.astimezone(zone).date(), until.astimezone(zone).date() if until else today)
            for since, until in store.holidays(connection, member_id)
        ]
        for row in store.weeks(connection, member_id):
            try:
                week = self._opened(row)
                away = any(since < week.day + OPEN_FOR and week.day <= until for since, until in holidays)
                weeks.append(replace(week, away=away))
            except Unreadable:
                unreadable += 1
        return Diary(tuple(weeks), streak(weeks, today), unreadable)

    async def _must_be_agreed(self, member_id: int, week: date) -> None:
        if not await self.agreed(member_id):
            raise SpotterError("You have not agreed to me storing this, so I did not. `/checkin weekly` asks you.")
        zone = (await self._members.preferences(member_id)).tzinfo
        if week > self._clock().astimezone(zone).date():
            raise SpotterError("That week is still to come. Nothing was changed.")

    def _sealed(self, answers: Answers) -> str:
        weight = None if answers.weight is None else [str(answers.weight.amount), answers.weight.unit]
        told = [answers.sleep, answers.energy, answers.soreness, weight, answers.line, answers.unread]
        return self._seal.seal(json.dumps(told))

    def _opened(self, row: Row) -> Week:
        day, rested = date.fromisoformat(row["week"]), bool(row["rested"])
        if row["answers"] is None:
            return Week(day, rested)
        sleep, energy, soreness, told, line, unread = json.loads(self._seal.open(row["answers"]))
        weight = None if told is None else Weight(Decimal(told[0]), told[1])
        return Week(day, rested, Answers(sleep, energy, soreness, weight, line, unread))

    def _readable(self, row: Row) -> dict[str, Any]:
        try:
            week = self._opened(row)
        except Unreadable as error:
            return {"week": row["week"], "unreadable": str(error)}
        told = week.answers
        return {
            "week": row["week"],
            "rested": week.rested,
            "sleep": told and told.sleep,
            "energy": told and told.energy,
            "soreness": told and told.soreness,
            "body_weight": told and told.weight and str(told.weight),
            "line": told and told.line,
        }


def _week_of(due: Due) -> date:
    return date.fromisoformat(due.step.removesuffix(_WARNING))


def _rhythm(row: Row) -> Rhythm:
    return Rhythm(row["weekday"], time.fromisoformat(row["at"]), ZoneInfo(row["zone"]))


def _scaled(value: str | None) -> int:
    if value is None or not value.isdecimal() or int(value) not in SCALE:
        raise SpotterError("Sleep, energy and soreness go from 1 to 5. Press the button again and pick one of each.")
    return int(value)

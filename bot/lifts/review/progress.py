"""The use case of progress: how a lift went, as numbers and as a picture."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.charts.chart import Band, CannotDraw, Chart, Charts, Shade
from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts.exercises import Exercise, Loading
from bot.lifts.review import store
from bot.lifts.review.done import Body, Group
from bot.lifts.review.finding import Finder
from bot.lifts.review.periods import Period, read_period
from bot.lifts.review.series import Metric, Series, Value, series_of
from bot.lifts.review.spells import Spell, Spells
from bot.lifts.weight import Weight
from bot.members.preferences import Preferences

log = logging.getLogger("spotter.charts")


class Members(Protocol):
    """Knows how a member wants things."""

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences."""
        ...


class Scales(Protocol):
    """Knows what members weighed."""

    async def book(self, member_id: int) -> "Book":
        """Return what a member weighed."""
        ...


class Book(Protocol):
    """What one member weighed."""

    def on(self, day: date) -> Weight | None:
        """Return what they weighed nearest to a day; None when they never said."""
        ...


@dataclass(frozen=True, slots=True)
class Dip:
    """Days on which a lift was kept light, in the member's zone."""

    shade: Shade
    first: date
    last: date | None = None
    """None while it goes on."""
    until: Weight | None = None
    """It ends on the day on which this much is lifted again."""


Dips = Callable[[int, str], Awaitable[Sequence[Dip]]]
"""Gives the dips of a member's lift, by its id. They are the member's own to see."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a lift went in a period; `series` has each of its days, `chart` perhaps the best of each week."""

    exercise: Exercise
    period: Period
    series: Series
    bands: tuple[Band, ...]
    chart: Chart
    stretch: str
    """Of what the chart shows the best: "" for each day, week, month, year."""
    picture: bytes | None
    """PNG; None where it could not be drawn."""

    @property
    def best(self) -> Value:
        """The highest of the period, the first where equal."""
        return max(self.series.values, key=lambda value: value.amount)

    @property
    def records(self) -> list[Value]:
        """The days of the period that beat every day before them, ever."""
        return [value for value in self.series.values if value.record]

    @property
    def steady(self) -> list[Value]:
        """The days that tell how the lift goes: all but those on which it was kept light."""
        return [value for value in self.series.values if not value.light]

    @property
    def light(self) -> list[Value]:
        """The days on which it was kept light because of a flare-up."""
        return [value for value in self.series.values if value.light]


class Progress:
    """Shows members how their lifts go: their own, to themselves."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        members: Members,
        finder: Finder,
        scales: Scales,
        charts: Charts,
        dips: Sequence[Dips],
        spells: Spells,
    ) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._finder = finder
        self._scales = scales
        self._charts = charts
        self._dips = dips
        self._spells = spells

    async def show(self, member_id: int, lift: str, metric: Metric, period: str, guild_id: int | None = None) -> Shown:
        """Return how a lift went. Raises SpotterError for an unknown lift or period, and where there is nothing."""
        preferences = await self._members.preferences(member_id)
        today = self._clock().astimezone(preferences.tzinfo).date()
        when = read_period(period, today)
        exercise = await self._finder.find(member_id, lift, guild_id)
        body = await self._body(member_id, exercise)
        spells = await self._spells(member_id, exercise.id)
        groups, series = await self._database.read(_went, member_id, exercise.id, metric, body, spells)
        if series is None:
            raise SpotterError(f"You have not logged {exercise.name} yet. `/log` begins it.")
        within = series.within(when.first, when.last)
        if not within.values:
            raise SpotterError(_nothing(exercise, when, groups))
        bands = await self._bands(member_id, exercise, groups, today)
        return await self._drawn(exercise, when, within, bands)

    async def _drawn(self, exercise: Exercise, when: Period, series: Series, bands: Sequence[Band]) -> Shown:
        first, last = series.values[0].day, series.values[-1].day
        seen = tuple(band for band in bands if band.first <= last and band.last >= first)
        thinned, stretch = series.thinned()
        chart = thinned.chart(f"{exercise.name} · {series.label}", seen)
        shown = Shown(exercise, when, series, seen, chart, stretch, None)
        try:
            return replace(shown, picture=await self._charts.draw(chart))
        except CannotDraw:
            log.warning("a chart was not drawn", exc_info=True)
            return shown

    async def _body(self, member_id: int, exercise: Exercise) -> Body:
        if exercise.load is Loading.WEIGHT:
            return _unknown
        return (await self._scales.book(member_id)).on

    async def _bands(
        self, member_id: int, exercise: Exercise, groups: Sequence[Group], today: date
    ) -> tuple[Band, ...]:
        dips = [dip for source in self._dips for dip in await source(member_id, exercise.id)]
        return tuple(Band(dip.first, max(dip.first, _end(dip, groups, today)), dip.shade) for dip in dips)


def _went(
    connection: Connection,
    member_id: int,
    exercise_id: str,
    metric: Metric,
    body: Body,
    spells: Sequence[Spell],
) -> tuple[list[Group], Series | None]:
    """Return all that was done of a lift, and how it went; reckoned here, off the loop that answers members."""
    groups = store.groups(connection, member_id, exercise_id)
    return groups, series_of(groups, metric, body).apart(spells) if groups else None


def _end(dip: Dip, groups: Sequence[Group], today: date) -> date:
    """Return the last day of a dip: as it says, or the day before the weight was lifted again, or today."""
    if dip.last:
        return dip.last
    until = dip.until
    if until is None:
        return today
    back = (group.day for group in groups if group.day > dip.first and group.key >= until.key)
    return next(back, today)


def _unknown(_: date) -> Weight | None:
    return None


def _nothing(exercise: Exercise, when: Period, groups: Sequence[Group]) -> str:
    last = groups[-1].day
    return (
        f"Nothing of {exercise.name} in {when.label if when.label[0].isdigit() else f'the {when.label}'}; "
        f"the last time was {last.day} {last:%B %Y}. `period: all` shows everything."
    )

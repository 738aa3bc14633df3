"""What stands in the log besides an entry, and what that entry beats of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.database import Connection
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue
from bot.lifts.outcomes import Logged
from bot.lifts.records import Bests, Volume, beaten, outdone, volume_of
from bot.lifts.sets import Reading
from bot.lifts.weight import Weight

BodyOn = Callable[[Connection, int, date], Weight | None]
"""Tells, inside a unit of work, what a member weighed nearest to a day; None when they never said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry has to beat: all other entries of its exercise, those of later days too."""

    bests: Bests
    session: int = 0
    """What its session comes to without it, as `Weight.key`."""
    most: Volume | None = None
    """The most that a session of another day came to."""
    body: Weight | None = None
    """What the member weighed that day, where it is part of the load."""


def standing(connection: Connection, entry: Entry, body_on: BodyOn | None = None) -> Standing:
    """Return what stands besides an entry, which may be in the log already or not yet."""
    bests = Bests(store.bests(connection, entry.member_id, entry.exercise_id, besides=entry.id))
    body = None
    if body_on and any(done.load.bodyweight for done in entry.sets):
        body = body_on(connection, entry.member_id, entry.day)
    return Standing(bests, *_volumes(connection, entry, bests), body)


def _volumes(connection: Connection, entry: Entry, bests: Bests) -> tuple[int, Volume | None]:
    """Return what the entry's session comes to without it, and the most of another day where that may be beaten."""
    own = volume_of(entry.sets)
    if not own or not bests:
        return 0, None
    session = store.volume_of_session(connection, entry)
    if store.has_volume(connection, entry, session + own):
        return session, None
    return session, store.most_volume(connection, entry)


def logged(entry: Entry, stands: Standing, catalogue: Catalogue, *, public: bool) -> Logged:
    """Return an entry with what it beats; the member's own weight only where nobody else sees it."""
    return Logged(
        entry,
        Reading(catalogue[entry.exercise_id], entry.sets),
        beaten(entry.sets, stands.bests),
        public,
        first=not stands.bests and any(done.clean for done in entry.sets),
        volume=outdone(entry.sets, stands.session, stands.most),
        body=None if public else stands.body,
    )

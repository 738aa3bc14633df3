"""Units of work on single entries: each looks at the log and changes it in one go."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.database import Connection
from bot.errors import Gone, SpotterError
from bot.lifts import store
from bot.lifts.entries import Entry, Purpose
from bot.lifts.plausibility import Doubt, doubt
from bot.lifts.records import Bests
from bot.lifts.sets import Reading
from bot.lifts.standing import BodyOn, Standing, standing

REDO_WITHIN = timedelta(days=30)
"""How long an undone entry is kept to be put back."""
_TWICE_WITHIN = timedelta(minutes=1)
"""Again pressed twice within this is one more set, not two: nobody rests that little between them."""
_UNDONE = "That entry is undone. **Put it back** first, then it can be changed or repeated."


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry that is in the log, and what stands besides it."""

    entry: Entry
    stands: Standing
    repeated: bool = False
    mended: bool = False


def save(
    connection: Connection, entry: Entry, reading: Reading, purpose: Purpose, sure: bool, body_on: BodyOn | None
) -> Saved | Doubt:
    """Add or change an entry, unless it has to be asked about first. Raises Gone, and SpotterError when undone."""
    known = store.entry(connection, entry.member_id, entry.id)
    if known is None and purpose is Purpose.EDIT:
        raise Gone
    if known and purpose is Purpose.NEW:
        return Saved(known, standing(connection, known, body_on), repeated=True)
    if known and known.undone_at:
        raise SpotterError(_UNDONE)
    stands = standing(connection, entry, body_on)
    asked = None if sure else doubted(reading, stands.bests)
    if asked:
        return asked
    if known is None:
        store.add_entry(connection, entry)
        return Saved(entry, stands)
    changed = _changed(known, entry)
    store.replace_entry(connection, changed)
    return Saved(changed, stands, repeated=changed == known, mended=changed != known)


def doubted(reading: Reading, bests: Bests) -> Doubt | None:
    """Return what to ask about an entry, given the member's bests of its exercise; None when it is plausible."""
    heaviest = bests.heaviest(bodyweight=reading.top.load.bodyweight)
    return doubt(reading, heaviest.load.weight if heaviest else None)


def in_log(connection: Connection, member_id: int, entry_id: int) -> Entry:
    """Return an entry that is in the log. Raises Gone when there is none, SpotterError when it is undone."""
    entry = store.entry(connection, member_id, entry_id)
    if entry is None:
        raise Gone
    if entry.undone_at:
        raise SpotterError(_UNDONE)
    return entry


def undo(connection: Connection, member_id: int, entry_id: int, now: datetime) -> Entry:
    """Take an entry out of the log; undone before, it stays so. Raises Gone."""
    store.forget_undone(connection, member_id, now - REDO_WITHIN)
    store.set_undone(connection, member_id, entry_id, now)
    entry = store.entry(connection, member_id, entry_id)
    if entry is None:
        raise Gone
    return entry


def redo(connection: Connection, member_id: int, entry_id: int, body_on: BodyOn | None) -> Saved:
    """Put an undone entry back. Raises Gone."""
    store.set_undone(connection, member_id, entry_id, None)
    entry = in_log(connection, member_id, entry_id)
    return Saved(entry, standing(connection, entry, body_on))


def again(
    connection: Connection,
    member_id: int,
    entry_id: int,
    new_id: int,
    now: datetime,
    day: date,
    body_on: BodyOn | None,
) -> Saved:
    """Log the sets of an entry once more; twice within a minute is once. Raises Gone, and SpotterError when undone."""
    source = in_log(connection, member_id, entry_id)
    made = store.repeated_since(connection, member_id, entry_id, now - _TWICE_WITHIN)
    if made is not None:
        entry = in_log(connection, member_id, made)
        return Saved(entry, standing(connection, entry, body_on), repeated=True)
    entry = Entry(member_id, new_id, source.exercise_id, source.sets, day, now, now, again_of=source.id)
    stands = standing(connection, entry, body_on)
    store.add_entry(connection, entry)
    return Saved(entry, stands)


def _changed(known: Entry, entry: Entry) -> Entry:
    """Return a known entry as it was mended; its time stays unless its day changed."""
    same_day = entry.day == known.day
    return replace(
        known,
        exercise_id=entry.exercise_id,
        sets=entry.sets,
        note=entry.note,
        day=entry.day,
        performed_at=known.performed_at if same_day else entry.performed_at,
    )

"""Small exports in every shape, written for the tests: invented lifters, real layouts."""

from bot.lifts.transfer.found import ImportedSet, Passed, Row, Unread, Weighed
from bot.lifts.transfer.reading import read_export

HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)
STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,Sets×Time,"
    "Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),Start Time (h:mm),"
    "End Time (h:mm),Notes,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG),Set 3 (Reps),Set 3 (KG)"
)
LIFTOSAUR = (
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,Is AMRAP?,Required RPE,"
    "Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,Completed Weight Value,Completed Weight Unit,"
    "Ask Weight?,Completed Reps Time,Target Muscles,Synergist Muscles,Notes"
)


def lines(*rows: str, end: str = "\n") -> bytes:
    """Return rows as a file."""
    return (end.join(rows) + end).encode()


def hevy(*rows: str, header: str = HEVY) -> bytes:
    """Return a file of Hevy's, of rows without the title and end that all share: `7 Mar 2025, 18:05|Squat|0|…`."""
    return lines(header, *rows)


def strong(*rows: str, header: str = STRONG) -> bytes:
    """Return a file of Strong's classic layout."""
    return lines(header, *rows)


def everything(data: bytes) -> list[Row]:
    """Return all that a file was read as."""
    return list(read_export(data).rows)


def sets(data: bytes) -> list[ImportedSet]:
    """Return the sets of a file in which all could be understood."""
    found = everything(data)
    assert [row for row in found if isinstance(row, Unread)] == []
    return [row for row in found if isinstance(row, ImportedSet)]


def only(data: bytes) -> ImportedSet:
    """Return the one set of a file."""
    (done,) = sets(data)
    return done


def passed(data: bytes) -> list[Passed]:
    """Return the rows of a file that are left out on purpose."""
    return [row for row in everything(data) if isinstance(row, Passed)]


def weighed(data: bytes) -> list[Weighed]:
    """Return what the lifter weighed by a file."""
    return [row for row in everything(data) if isinstance(row, Weighed)]


def unread(data: bytes) -> list[Unread]:
    """Return the rows of a file that could not be understood."""
    return [row for row in everything(data) if isinstance(row, Unread)]

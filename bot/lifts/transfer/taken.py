"""What can be taken of a block: its sets as the log has them, what they say besides, and which are rather slips."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.lifts.exercises import Exercise
from bot.lifts.plausibility import LEAP
from bot.lifts.sets import Set
from bot.lifts.transfer.blocks import Block
from bot.lifts.transfer.converting import Converted, doubtful
from bot.lifts.transfer.found import ImportedSet
from bot.lifts.weight import Weight

_DAYS_TO_LEAP = 3  # on how many other days a lift was done before a weight far above all of them is doubted


@dataclass(slots=True)
class Taken:
    """A block whose exercise and time are known, and those of its sets that could be understood."""

    block: Block
    exercise: Exercise
    day: date
    at: datetime
    rows: list[ImportedSet] = field(default_factory=list)
    sets: list[Converted] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)

    def add(self, row: ImportedSet, result: Converted, fingerprint: str) -> None:
        """Add a set: as the file has it, as the log will, and its fingerprint."""
        self.rows.append(row)
        self.sets.append(result)
        self.prints.append(fingerprint)

    def without(self, places: Collection[int]) -> "Taken":
        """Return it without the sets at these places; what was noted on them stays, on the first that is left."""
        left = Taken(self.block, self.exercise, self.day, self.at)
        notes = [self.rows[place].note for place in sorted(places)]
        for place, (row, converted, fingerprint) in enumerate(zip(self.rows, self.sets, self.prints, strict=True)):
            if place not in places:
                noted = row if left.rows else row._replace(note="\n".join(filter(None, [*notes, row.note])))
                left.add(noted, converted, fingerprint)
        return left

    def note(self, new: list[int], *, begins: bool, partners: Sequence[str] = ()) -> str:
        """Return all the file says besides: of the workout on its first entry, of the exercise, of single sets.

        `partners` are the other exercises of its superset.
        """
        first = self.rows[0]
        said = [_workout(first), first.workout_note.strip().replace("\r\n", "\n")] if begins and new[0] == 0 else []
        if first.superset and new[0] == 0:
            said.append(f"Superset with {' and '.join(partners)}" if partners else "Superset")
        said += [self.rows[place].note.strip().replace("\r\n", "\n") for place in new]
        said += [f"Set {at}: {self.sets[place].besides}" for at, place in enumerate(new, 1) if self.sets[place].besides]
        return "\n".join(dict.fromkeys(filter(None, said)))


def slips(taken: Taken, leaps: dict[str, Weight]) -> dict[int, str]:
    """Return why sets are rather slips than lifts, by their places; `leaps` is what `leaps_of` found."""
    usual = leaps.get(taken.exercise.id)
    found = {}
    for place, converted in enumerate(taken.sets):
        why = doubtful(converted.done, taken.exercise)
        if not why and usual and _plain(converted.done) and converted.done.load.weight.key > LEAP * usual.key:
            why = f"over one and a half times {usual}, the heaviest of all other days"
        if why:
            found[place] = why
    return found


def leaps_of(everything: Iterable[Taken]) -> dict[str, Weight]:
    """Return the heaviest of all other days for exercises in which days stand far above: 225 lb that became 225 kg."""
    heaviest: dict[str, dict[date, Weight]] = defaultdict(dict)
    for taken in everything:
        days = heaviest[taken.exercise.id]
        for converted in taken.sets:
            weight = converted.done.load.weight
            if _plain(converted.done) and (taken.day not in days or weight > days[taken.day]):
                days[taken.day] = weight
    found = {}
    for exercise_id, days in heaviest.items():
        by_weight = sorted(days.values())
        usual = by_weight
        while len(usual) > _DAYS_TO_LEAP and usual[-1].key > LEAP * usual[-2].key:
            usual = usual[:-1]
        if len(usual) < len(by_weight):
            found[exercise_id] = usual[-1]
    return found


def _plain(done: Set) -> bool:
    return done.clean and not done.load.bodyweight


def _workout(row: ImportedSet) -> str:
    name, lasted = row.workout.strip(), row.lasted or ""
    if not isinstance(lasted, str):
        minutes = round(lasted / 60)
        lasted = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min" if minutes else ""
    said = f"Workout: {name}" if name else "Workout"
    return f"{said} ({lasted})" if lasted else said if name else ""

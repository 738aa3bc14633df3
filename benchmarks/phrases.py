"""How well times are read: of the table of the tests, and of phrases put together here with what they mean.

`python -m benchmarks.phrases [seed]`. A phrase is right (one reading, the one that is meant), asked about (several
readings, the one that is meant among them), refused, or silently wrong, which is the only thing that harms.
"""

import random
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.reminders.parse import Reading
from bot.reminders.phrases import Unreadable, read

_TABLES = Path(__file__).resolve().parent.parent / "tests" / "reminders"
TABLES = (_TABLES / "phrases.toml", _TABLES / "unseen_phrases.toml")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 11, 11, tzinfo=UTC)
TODAY = date(2026, 11, 11)
TRAINING = date(2026, 11, 13)
_MADE_UP = 3000
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def shown(reading: Reading) -> str:
    """Return a reading as the table writes it."""
    if reading.local is None:
        return f"+{(reading.at - NOW) // timedelta(minutes=1)}m"
    recurs = f", {reading.words(None)}" if reading.rule else ""
    return f"{reading.local:%a %Y-%m-%d %H:%M}{recurs}"


def judge(phrase: str, meant: str) -> str:
    """Return what became of a phrase that means one thing."""
    try:
        found = [shown(reading) for reading in read(phrase, NOW, BERLIN, TRAINING)]
    except Unreadable:
        return "refused"
    if found == [meant]:
        return "right"
    return "asked" if meant in found and len(found) > 1 else "silently wrong"


def made_up(chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Give phrases with what they mean, put together from a day, a time and now and then a recurrence."""
    for _ in range(count):
        hour, minute = chance.randrange(24), chance.choice((0, 0, 15, 30, 45))
        clock = f"{hour:02}:{minute:02}"
        spoken = chance.choice(_times(hour, minute))
        if chance.random() < 0.3:
            phrase, first, words = chance.choice(_series(chance))
            yield _joined(chance, phrase, spoken), f"{first:%a %Y-%m-%d} {clock}, {words} at {clock}"
        else:
            ahead = chance.randrange(1, 300)
            day = TODAY + timedelta(days=ahead)
            yield _joined(chance, chance.choice(_days(day, ahead)), spoken), f"{day:%a %Y-%m-%d} {clock}"


def _joined(chance: random.Random, day: str, spoken: str) -> str:
    joined = chance.choice((f"{day} {spoken}", f"{day} at {spoken}", f"{spoken} {day}", f"{day}, {spoken}"))
    return chance.choice((joined, joined.upper(), joined.title()))


def _times(hour: int, minute: int) -> list[str]:
    half, short = ("pm" if hour >= 12 else "am"), hour % 12 or 12
    said = [f"{short}:{minute:02}{half}", f"{short}:{minute:02} {half}", f"{short}.{minute:02} {half[0]}.m."]
    said += [f"{hour:02}:{minute:02}", f"{hour:02}{minute:02}h", f"{hour}:{minute:02} Uhr"]
    if minute == 0:
        said += [f"{short}{half}", f"{short} {half}", f"{hour} Uhr"]
    if minute == 15:
        said.append(f"quarter past {short} {half}")
    if minute == 30:
        said.append(f"half past {short} {half}")
    return said


def _days(day: date, ahead: int) -> list[str]:
    month, name = _MONTHS[day.month - 1], _DAYS[day.weekday()]
    said = [f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", f"{day.day} {month[:3]} {day.year}"]
    said += [
        f"{month} {day.day}, {day.year}",
        f"on {name}, {day.day} {month} {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
    ]
    said += [f"in {ahead} days"] if ahead > 1 else ["tomorrow"]
    if ahead < 7:
        said += [name, f"on {name}", name[:3], f"this {name}"]
    if day.day > 12:
        said += [f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"]
    return said


def _series(chance: random.Random) -> list[tuple[str, date, str]]:
    """Return phrases that recur, with the first day after today and how it is said; none of them today."""
    weekday = chance.choice([day for day in range(7) if day != TODAY.weekday()])
    first = TODAY + timedelta(days=(weekday - TODAY.weekday()) % 7)
    name = _DAYS[weekday]
    shown_name = name.title()
    number = chance.randrange(13, 28)
    of_month = date(2026, 11, number)
    n = chance.randrange(3, 9)
    return [
        (f"every {name}", first, f"every {shown_name}"),
        (f"each {name}", first, f"every {shown_name}"),
        (f"{name}s", first, f"every {shown_name}"),
        (f"every other {name}", first, f"every other {shown_name}"),
        (f"every 2 weeks on {name}", first, f"every other {shown_name}"),
        (f"every {n} weeks on {name}", first, f"every {n} weeks on {shown_name}"),
        (f"the {number}th of every month", of_month, f"on the {_ordinal(number)} of every month"),
        (f"every month on the {_ordinal(number)}", of_month, f"on the {_ordinal(number)} of every month"),
        ("last friday of the month", date(2026, 11, 27), "on the last Friday of every month"),
        ("first monday of every month", date(2026, 12, 7), "on the first Monday of every month"),
    ]


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') if number > 20 else 'th' }"


def main(seed: int) -> int:
    """Read everything and say how it went; return 1 when more than one in 200 was silently wrong."""
    tables = [tomllib.loads(path.read_text()) for path in TABLES]
    kept = Counter(judge(phrase, meant) for table in tables for phrase, meant in table["clear"].items())
    made, wrong, took = Counter[str](), list[str](), list[float]()
    for phrase, meant in made_up(random.Random(seed), _MADE_UP):
        began = time.perf_counter()
        verdict = judge(phrase, meant)
        took.append(time.perf_counter() - began)
        made[verdict] += 1
        if verdict in ("silently wrong", "refused"):
            wrong.append(f"{verdict}: {phrase!r} for {meant!r}")
    for name, counted in (("table", kept), (f"made up, seed {seed}", made)):
        total = counted.total()
        print(f"{name} ({total}): " + ", ".join(f"{what} {100 * n / total:.1f} %" for what, n in counted.most_common()))
    asked, refused = (sum(len(table[kind]) for table in tables) for kind in ("asked", "refused"))
    print(f"table: {asked} more are asked about, {refused} refused, as they should be")
    print(f"reading one takes {1000 * statistics.median(took):.2f} ms (median)")
    print(*wrong[:20], sep="\n")
    return int(made["silently wrong"] > _MADE_UP / 200)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))

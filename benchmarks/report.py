"""The page that a run writes: figures and relations beside their floors, as Markdown tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from benchmarks.figures import Chapter, Comparison, Fact, Floor, Relation, Spread

_INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. Spotter runs as its own process against a small Discord on loopback (real HTTP, a
real gateway; `tests/wire/`), and so, in the same run and in turn with it, does a bare discord.py bot with one command
and a fixed reply (`tests/wire/bare_bot.py`). Absolute figures belong to the machine; the claims are the relations,
taken round by round. Where the heads of columns name others, raw sqlite3, Red-DiscordBot or Spotter itself is on the
other side. A cell shows the median of the rounds and, in brackets, the least and the most. One benchmark by itself:
`python -m benchmarks answer`; to see only that all of it runs: `--quick`."""


def page(chapters: Sequence[Chapter], about: dict[str, str], taken_at: datetime) -> str:
    """Return the whole page."""
    parts = [_INTRODUCTION, _about(about, taken_at)]
    for chapter in chapters:
        parts += [f"## {chapter.title}", chapter.method]
        if chapter.comparisons:
            parts.append(table(chapter.comparisons, chapter.sides))
        if chapter.facts:
            parts.append("\n".join(f"- {fact_line(fact)}" for fact in chapter.facts))
    return "\n\n".join(parts) + "\n"


def table(comparisons: Iterable[Comparison], sides: tuple[str, str] = ("bare bot", "Spotter")) -> str:
    """Return comparisons as a Markdown table."""
    rows = [["", *sides, "relation", "floor", "held"]]
    rows += [_row(comparison) for comparison in comparisons]
    rows.insert(1, ["---", "---:", "---:", "---:", "---", "---"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def fact_line(fact: Fact) -> str:
    """Return a fact as a line of text, with its floor and whether it holds."""
    held = f" (floor {_floor(fact.floor, fact.unit)}: {'held' if fact.holds else '**not held**'})" if fact.floor else ""
    return f"{fact.name}: {spread(Spread.of(fact.values), fact.unit)}{held}"


def spread(values: Spread, unit: str) -> str:
    """Return a spread with its unit: `3.1 ms (2.9 to 3.4)`."""
    return f"{number(values.median)} {unit} ({number(values.least)} to {number(values.most)})".replace(" %", "%")


def number(value: float) -> str:
    """Return a number with three digits that count."""
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def _row(comparison: Comparison) -> list[str]:
    unit = comparison.unit if comparison.relation is Relation.MORE else comparison.relation.value
    bare, spotter = (spread(Spread.of(values), comparison.unit) for values in (comparison.bare, comparison.spotter))
    related = spread(comparison.relations, unit)
    if comparison.floor is None:
        return [comparison.name, bare, spotter, related, "", ""]
    held = "yes" if comparison.holds else "**no**"
    return [comparison.name, bare, spotter, related, _floor(comparison.floor, unit), held]


def _floor(floor: Floor, unit: str) -> str:
    goal = "" if floor.goal is None else f", goal {floor.sign} {floor.goal:g} {unit}"
    return f"{floor.sign} {floor.value:g} {unit}{goal}".replace(" %", "%")


def _about(about: dict[str, str], taken_at: datetime) -> str:
    lines = {"Taken": f"{taken_at:%d %B %Y, %H:%M} UTC", **about}
    return "\n".join(f"- {name}: {value}" for name, value in lines.items())

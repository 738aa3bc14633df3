"""Run the benchmarks and write their page."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    commands,
    databases,
    deliveries,
    looking_back,
    machine,
    moving_in,
    parts,
    processes,
    red,
    storage,
    tip_search,
    typing_in,
)
from benchmarks.effort import QUICK, THOROUGH, Effort
from benchmarks.figures import Chapter
from benchmarks.report import fact_line, page, table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"

BENCHMARKS: dict[str, Callable[[Effort], Awaitable[Chapter]]] = {
    "answer": commands.one_at_a_time,
    "sustained": commands.many_at_once,
    "parts": parts.of_an_answer,
    "typing": typing_in.letter_by_letter,
    "start": processes.start,
    "memory": processes.memory,
    "red": red.beside_red,
    "writing": storage.writing,
    "reading": storage.reading,
    "looking back": looking_back.in_a_large_database,
    "charts": looking_back.charts,
    "moving in": moving_in.imports,
    "tips": tip_search.search,
    "deliveries": deliveries.in_the_same_second,
    "scheduled": deliveries.of_many,
    "databases": databases.both,
}


async def run(names: list[str], effort: Effort) -> list[Chapter]:
    """Run benchmarks one after the other and show each as it is done."""
    chapters = []
    for name in names:
        began = time.perf_counter()
        chapter = await BENCHMARKS[name](effort)
        print(f"\n{chapter.title} ({time.perf_counter() - began:.0f} s)")
        if chapter.comparisons:
            print(table(chapter.comparisons, chapter.sides))
        for fact in chapter.facts:
            print(f"  {fact_line(fact)}")
        chapters.append(chapter)
    return chapters


def main() -> int:
    """Run what was asked for; return 1 when a floor was missed in a full run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Spotter beside a bare discord.py bot.")
    parser.add_argument("names", nargs="*", metavar="benchmark", help=f"{', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="only see that they run; the figures prove nothing")
    options = parser.parse_args()
    if unknown := set(options.names) - BENCHMARKS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    about = machine.about(Path(tempfile.gettempdir()))
    taken_at = datetime.now(UTC)
    began = time.perf_counter()
    chapters = asyncio.run(run(options.names or list(BENCHMARKS), QUICK if options.quick else THOROUGH))
    if options.quick:
        return 0
    if not options.names:
        PAGE.parent.mkdir(exist_ok=True)
        about["The whole run took"] = f"{(time.perf_counter() - began) / 60:.0f} min"
        PAGE.write_text(page(chapters, about, taken_at))
        print(f"\nWritten to {PAGE}.")
    missed = [name for chapter in chapters for name in chapter.missed]
    if missed:
        print(f"Below their floors: {', '.join(missed)}.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

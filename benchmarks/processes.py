"""What a bot is before anyone uses it: how soon it is there, and how much memory it takes."""

from benchmarks.bots import BARE, SPOTTER, Stage, stages
from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Floor, Relation


async def start(effort: Effort) -> Chapter:
    """Measure the time from exec to READY, on a fresh database and on one that is there."""
    fresh: list[list[float]] = []
    again: list[list[float]] = []
    for _ in range(effort.rounds):
        async with stages(BARE, SPOTTER, servers=1, members=1) as both:
            fresh.append([await _started(stage) for stage in both])
            again.append([await _started(stage) for stage in both])
    return Chapter(
        "Start to READY",
        f"{effort.rounds} rounds, in turn; from exec to the READY that the gateway gives. A first start also makes the "
        "database, the key and the commands.",
        [
            Comparison("start", "s", *_columns(again), Relation.MORE, Floor(1.0)),
            Comparison("first start", "s", *_columns(fresh), Relation.MORE, Floor(1.0)),
        ],
    )


async def memory(effort: Effort) -> Chapter:
    """Measure resident memory in many servers, at rest and after use."""
    rest: list[list[float]] = []
    used: list[list[float]] = []
    for _ in range(effort.rounds):
        async with stages(BARE, SPOTTER, servers=effort.servers) as both:
            for stage in both:
                await stage.start()
                await stage.ask()  # answered after every server was taken in
            rest.append([stage.resident_mib for stage in both])
            for stage in both:
                for _ in range(effort.used):
                    await stage.ask()
            used.append([stage.resident_mib for stage in both])
    return Chapter(
        f"Resident memory in {effort.servers:,} servers",
        f"{effort.rounds} rounds, both bots at once; each server has 5 channels and 3 roles beside its own.",
        [
            Comparison("after the first command", "MiB", *_columns(rest), Relation.TIMES, Floor(1.6, goal=1.5)),
            Comparison(f"after {effort.used} more", "MiB", *_columns(used), Relation.TIMES, Floor(1.6, goal=1.5)),
        ],
    )


async def _started(stage: Stage) -> float:
    seconds = await stage.start()
    await stage.stop()
    return seconds


def _columns(rounds: list[list[float]]) -> tuple[list[float], list[float]]:
    return [bare for bare, _ in rounds], [spotter for _, spotter in rounds]

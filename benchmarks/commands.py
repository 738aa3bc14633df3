"""A command's answer: how long a member waits, and how many a second."""

import asyncio
import gc
import time
from dataclasses import dataclass

from benchmarks.bots import BARE, CARDED, ECHO, SPOTTER, Stage, stages
from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Fact, Floor, Relation, percentile

_PAUSE = 0.002
"""Seconds between commands that come alone: what a bot does after its answer must not fall into another's turn."""
_MEMBERS = 1000
"""So many that none of them logs a lift hundreds of times a day, which nobody does."""
_PERCENTILES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


@dataclass(frozen=True, slots=True)
class Burst:
    """What one bot did in one round of many commands at once."""

    rate: float
    waits: list[float]
    processor: float
    server: float


async def one_at_a_time(effort: Effort) -> Chapter:
    """Measure the answer to one command while nothing else is asked."""
    async with stages(BARE, SPOTTER, ECHO, CARDED, members=_MEMBERS) as measured:
        await _warm_up(effort, *measured)
        rounds = [await in_turn(measured, effort.singles) for _ in range(effort.rounds)]
    comparisons = [
        Comparison(
            f"answer, {name}",
            "ms",
            [1000 * percentile(waits[0], share) for waits in rounds],
            [1000 * percentile(waits[1], share) for waits in rounds],
            floor=Floor(3.0, goal=2.0) if name == "p50" else None,
        )
        for name, share in _PERCENTILES
    ]
    medians = [[1000 * percentile(waits, 0.5) for waits in turn] for turn in rounds]
    comparisons.append(
        Comparison(
            "answer, p50, less the server's part",
            "ms",
            [bare - echo for bare, _, echo, _ in medians],
            [spotter - echo for _, spotter, echo, _ in medians],
        )
    )
    return Chapter(
        f"`/{SPOTTER.command}` alone",
        f"{effort.rounds} rounds of {effort.singles} commands for each bot, strictly in turn and 2 ms apart, by "
        f"{_MEMBERS:,} members; from the event's sending to the arrival of the answer.",
        comparisons,
        [
            Fact(
                "The server's part of both: the wait when a client on plain sockets answers at once, p50",
                "ms",
                [echo for _, _, echo, _ in medians],
            ),
            Fact(
                "The bare bot when it sends a card with three buttons, and knows nothing, p50",
                "ms",
                [carded for *_, carded in medians],
            ),
        ],
    )


async def many_at_once(effort: Effort) -> Chapter:
    """Measure how many commands a second a bot answers when many are always waiting."""
    async with stages(BARE, SPOTTER, ECHO, CARDED, members=_MEMBERS) as measured:
        await _warm_up(effort, *measured)
        rounds = [
            [await _burst(stage, effort.many, effort.in_flight) for stage in measured] for _ in range(effort.rounds)
        ]
    bares, spotters, echoes, cardeds = ([burst[which] for burst in rounds] for which in range(4))
    comparisons = [
        Comparison(
            "answers a second",
            "/s",
            [burst.rate for burst in bares],
            [burst.rate for burst in spotters],
            Relation.SHARE,
            Floor(30.0, goal=50.0, at_least=True),
        ),
        *(
            Comparison(
                f"answer meanwhile, {name}",
                "ms",
                [1000 * percentile(burst.waits, share) for burst in bares],
                [1000 * percentile(burst.waits, share) for burst in spotters],
            )
            for name, share in _PERCENTILES
        ),
        Comparison(
            "processor time for an answer",
            "ms",
            [1000 * burst.processor / effort.many for burst in bares],
            [1000 * burst.processor / effort.many for burst in spotters],
        ),
    ]
    return Chapter(
        f"`/{SPOTTER.command}` sustained",
        f"{effort.rounds} rounds of {effort.many} commands for each bot, in turn, {effort.in_flight} always under way, "
        f"by {_MEMBERS:,} members; Spotter commits with `synchronous=FULL`.",
        comparisons,
        [
            Fact("The server alone (a client on plain sockets)", "/s", [burst.rate for burst in echoes]),
            Fact("The bare bot when it sends a card with three buttons", "/s", [burst.rate for burst in cardeds]),
            Fact(
                "Processor time of that bot for an answer",
                "ms",
                [1000 * burst.processor / effort.many for burst in cardeds],
            ),
            Fact(
                "Processor time of the server for an answer",
                "ms",
                [1000 * burst.server / effort.many for burst in bares],
            ),
            Fact(
                "Of one core, the bare bot used",
                "%",
                [100 * burst.processor * burst.rate / effort.many for burst in bares],
            ),
            Fact(
                "Of one core, Spotter used",
                "%",
                [100 * burst.processor * burst.rate / effort.many for burst in spotters],
            ),
        ],
    )


async def _warm_up(effort: Effort, *stages: Stage) -> None:
    for stage in stages:
        await stage.start()
        await _burst(stage, effort.warm_up, effort.in_flight)
    await in_turn(list(stages), effort.singles)
    gc.collect()
    gc.freeze()  # the server's world is no work for the collector while it is measured; see `stages`


async def in_turn(stages: list[Stage], count: int) -> list[list[float]]:
    """Ask each bot in turn, so many times, and return the waits for each."""
    waits: list[list[float]] = [[] for _ in stages]
    for _ in range(count):
        for stage, waited in zip(stages, waits, strict=True):
            waited.append(await stage.ask())
            await asyncio.sleep(_PAUSE)
    return waits


async def _burst(stage: Stage, count: int, in_flight: int) -> Burst:
    waits: list[float] = []
    turns = iter(range(count))

    async def ask_again() -> None:
        for _ in turns:
            waits.append(await stage.ask())  # noqa: PERF401 - several of these fill the same list

    bot, server, began = stage.processor_seconds, time.process_time(), time.perf_counter()
    await asyncio.gather(*(ask_again() for _ in range(in_flight)))
    took = time.perf_counter() - began
    return Burst(count / took, waits, stage.processor_seconds - bot, time.process_time() - server)

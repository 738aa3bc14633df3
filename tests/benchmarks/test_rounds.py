"""The benchmarks run, and Spotter gives the answers that they wait for. What they measure is not looked at here."""

import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.bots import BARE, Bot, stages
from benchmarks.effort import Effort

LEAST = Effort(
    rounds=1,
    warm_up=4,
    singles=2,
    many=4,
    in_flight=2,
    servers=2,
    used=1,
    sets=1_000,
    charts=2,
    tips=50,
    due=130,
    scheduled=2_000,
    rows=500,
    idle=3.0,
)


@pytest.mark.parametrize("name", [name for name in BENCHMARKS if name != "red"])  # which installs what it runs
async def test_a_round_gives_its_figures_of_both_sides(name: str) -> None:
    chapter = await BENCHMARKS[name](LEAST)
    assert chapter.comparisons or chapter.facts
    assert all(len(comparison.bare) == len(comparison.spotter) == 1 for comparison in chapter.comparisons)


async def test_a_bot_that_ends_is_not_waited_for() -> None:
    broken = Bot("broken", ("-c", "raise SystemExit('no such thing')"), "bare", ({},), "")
    async with stages(broken) as (stage,):
        with pytest.raises(RuntimeError, match="no such thing"):
            await stage.start()


async def test_a_wrong_answer_is_no_measurement() -> None:
    async with stages(Bot("bare", BARE.arguments, "bare", ({},), "something else")) as (stage,):
        await stage.start()
        with pytest.raises(Exception, match="bare answered"):
            await stage.ask()

"""Members look at how a lift went: what the chart shows, what is said of it, and who sees it."""

import io
from datetime import date
from typing import Any

import pytest
import simcord
from PIL import Image

from bot.areas import Area
from bot.charts.chart import Look, Shade
from bot.charts.workshop import Workshop
from bot.flares.record import Entry as FlareEntry
from bot.flares.screening import Level
from tests.charts.easel import PICTURE
from tests.journeys.flaring import anna_in_berlin, flares, planned
from tests.journeys.test_logging import lifter, log
from tests.journeys.world import World, seen, text_of


async def trained(world: World, who: simcord.MemberActor, *entries: str, every: int = 7) -> None:
    """Log entries, one each so many days."""
    for entry in entries:
        await log(world, who, entry)
        world.clock.move(days=every)


async def progress(world: World, who: simcord.MemberActor, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, "progress", **options)
    assert result.acknowledged
    return result


async def test_a_chart_comes_privately_with_what_it_shows_in_words(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", "squat 105x5", "squat 102.5x5")
    result = await progress(world, anna, lift="squat")
    assert result.ephemeral
    told = text_of(seen(result))
    assert "**e1RM (Epley)** · last year · 3 sessions" in told
    assert "From 116.7 kg" in told
    assert "Best: 122.5 kg" in told
    assert "🏅 1 record: 122.5 kg" in told
    assert await seen(result).attachments[0].read() == PICTURE


async def test_the_picture_is_described_for_who_cannot_see_it(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", "squat 105x5")
    described = seen(await progress(world, anna, lift="squat")).attachments[0].description
    assert described == (
        "Chart: Back squat, e1RM (Epley), last year, 2 days. From 116.7 kg on 4 March 2026 to 122.5 kg on "
        "11 March 2026. Best: 122.5 kg on 11 March 2026. 1 record marked, the last 122.5 kg on 11 March 2026."
    )


async def test_the_record_is_marked_in_the_chart(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", "squat 105x5", "squat 102.5x5")
    await progress(world, anna, lift="squat")
    (chart,) = world.easel.charts
    assert [(point.day, point.record) for point in chart.points] == [
        (date(2026, 3, 4), False),
        (date(2026, 3, 11), True),
        (date(2026, 3, 18), False),
    ]


@pytest.mark.parametrize(
    ("metric", "said", "look"),
    [("top set", "Best: 105 kg ×3", Look.LINE), ("volume", "Best: 2500 kg", Look.BARS)],
)
async def test_a_metric_can_be_chosen(world: World, metric: str, said: str, look: Look) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100 5x5", "squat 105x3")
    assert said in text_of(seen(await progress(world, anna, lift="squat", metric=metric)))
    assert world.easel.charts[0].look is look


async def test_a_period_leaves_out_what_was_before(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 120x5", "squat 100x5", every=40)
    told = text_of(seen(await progress(world, anna, lift="squat", period="2 months")))
    assert "last 2 months · 1 session" in told
    assert "Best: 116.7 kg" in told


async def test_a_flare_up_is_shaded(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "deadlift 140x5")
    care = world.house.care
    await care.intake.agree(anna.id)
    await care.intake.screened(anna.id, FlareEntry(1, Area.LOWER_BACK, "deadlift", 4), Level.PASSED)
    await trained(world, anna, "deadlift 100x5", "deadlift 120x5")
    await care.close(anna.id, 1)
    await trained(world, anna, "deadlift 140x5")
    told = text_of(seen(await progress(world, anna, lift="deadlift")))
    assert "Flare-up: " in told
    (band,) = world.easel.charts[0].bands
    assert (band.shade, band.first, band.last) == (Shade.FLARE, date(2026, 3, 11), date(2026, 3, 25))


async def test_a_reset_is_shaded_until_the_weight_is_back(world: World) -> None:
    anna = await lifter(world)
    maxes = "squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5"
    shown = await anna.slash(world.channel, "program start", name="madcow", maxes=maxes)
    await anna.click(seen(shown), label="Start")
    await trained(world, anna, "deadlift 180x5")
    await anna.slash(world.channel, "program reset", lift="deadlift", weeks=2)
    await trained(world, anna, "deadlift 160x5", "deadlift 185x5", "deadlift 187.5x5")
    await progress(world, anna, lift="deadlift")
    (band,) = world.easel.charts[-1].bands
    assert (band.shade, band.first, band.last) == (Shade.RESET, date(2026, 3, 11), date(2026, 3, 18))


async def test_pounds_stay_pounds(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 225lb x5", "squat 230lb x5")
    assert "Best: 230 lb ×5" in text_of(seen(await progress(world, anna, lift="squat", metric="top set")))
    assert world.easel.charts[0].unit == "lb"
    assert world.easel.charts[0].points[0].value == pytest.approx(225)


async def test_a_bodyweight_lift_counts_the_body_once_it_is_known(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "pull-up bw+20 x5")
    told = text_of(seen(await progress(world, anna, lift="pull-up")))
    assert "/bodyweight weight: 82.5 kg" in told
    assert "Best: bw+20 kg ×5" in told
    await anna.slash(world.channel, "bodyweight", weight="80 kg")
    assert "Best: 116.7 kg" in text_of(seen(await progress(world, anna, lift="pull-up")))


async def test_timed_work_shows_its_longest_set(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "plank 3x60s", "plank 90s")
    assert "Best: 90 s" in text_of(seen(await progress(world, anna, lift="plank")))


async def test_an_unknown_lift_is_answered_with_the_nearest(world: World) -> None:
    anna = await lifter(world)
    result = await progress(world, anna, lift="skwat")
    assert result.ephemeral
    assert "`Back squat`" in text_of(seen(result))


@pytest.mark.parametrize("period", ["soon", "0 days", "-3 months", "9999", "🏋️" * 100, "@everyone", "3 fortnights"])
async def test_a_period_that_is_none_is_answered_with_what_to_type(world: World, period: str) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5")
    result = await progress(world, anna, lift="squat", period=period)
    assert result.ephemeral
    assert "`all`" in text_of(seen(result))
    assert "@everyone" not in text_of(seen(result))


async def test_a_lift_that_was_never_done_says_so(world: World) -> None:
    anna = await lifter(world)
    assert "You have not logged Deadlift yet" in text_of(seen(await progress(world, anna, lift="deadlift")))


async def test_nothing_in_the_period_says_when_the_last_was(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", every=100)
    told = text_of(seen(await progress(world, anna, lift="squat", period="1 month")))
    assert "in the last month; the last time was 4 March 2026" in told


async def test_an_undone_entry_is_not_in_it(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5")
    await anna.click(seen(await log(world, anna, "squat 110x5")), label="Undo")
    assert "1 session" in text_of(seen(await progress(world, anna, lift="squat")))


async def test_without_a_picture_the_numbers_are_told(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5")
    world.easel.broken = True
    result = await progress(world, anna, lift="squat")
    assert "Best: 116.7 kg" in text_of(seen(result))
    assert "could not draw" in text_of(seen(result))
    assert not seen(result).attachments


async def test_ones_own_lifts_are_offered_first(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "front squat 60x5")
    offered = await anna.autocomplete(world.channel, "progress", "lift", "squat")
    assert offered[0]["value"] == "Front squat"
    assert "Back squat" in [choice["value"] for choice in offered]


async def test_progress_works_in_the_bots_direct_messages(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5")
    assert "Best: 116.7 kg" in text_of(seen(await anna.user.slash("progress", lift="squat")))


async def test_a_real_picture_reaches_the_member(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", "squat 105x5")
    workshop = Workshop()
    monkeypatch.setattr(world.easel, "draw", workshop.draw)
    try:
        result = await progress(world, anna, lift="squat")
        with Image.open(io.BytesIO(await seen(result).attachments[0].read())) as image:
            assert image.size == (1000, 750)
    finally:
        await workshop.close()


async def test_what_was_kept_light_because_of_a_flare_up_is_shown_apart_and_only_to_its_lifter(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.members.choose_unit(anna.id, "kg")
    await world.house.members.share_log(anna.id, public=True)
    await trained(world, anna, "deadlift 140x5")
    await planned(world, anna, lift="deadlift", day="2026-03-16", weight="130 kg")
    await trained(world, anna, "deadlift 130x5", "deadlift 130x5")
    await world.house.care.close(anna.id, flares(world)[0]["id"])
    await trained(world, anna, "deadlift 142.5x5")
    result = await progress(world, anna, lift="deadlift", metric="top set")
    told = text_of(seen(result))
    assert result.ephemeral
    assert "Kept light because of a flare-up, so apart from the rest: 2 sessions: 130 kg ×5" in told
    assert "From 140 kg ×5" in told
    assert ": +2.5 kg" in told
    assert [point.light for point in world.easel.charts[-1].points] == [False, True, True, False]
    assert "2 days kept light because of a flare-up, drawn apart" in (seen(result).attachments[0].description or "")
    ben = await world.member("ben")
    others = text_of(seen(await ben.slash(world.channel, "history", member=anna)))
    assert "130 kg" in others
    assert "light" not in others.lower()
    assert "flare" not in others.lower()

"""Members log what hurts: what they agree to, what stands of it, and who else sees it, which is nobody."""

import pytest

from tests.journeys.flaring import (
    CHECKED,
    NONE,
    SOME,
    Stale,
    anna_in_berlin,
    asked,
    before_session,
    buttons,
    flares,
    log,
    owed,
    passed,
    planned,
    tell,
    tell_in_dm,
)
from tests.journeys.world import World, seen, text_of

# --- Consent --------------------------------------------------------------------------------------------------------


async def test_the_first_time_asks_for_consent_and_stores_nothing(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna)
    assert "90 days" in text_of(shown)
    assert "/privacy" in text_of(shown)
    assert list(buttons(shown)) == ["I agree", "No thanks"]
    assert flares(world) == world.rows("SELECT * FROM flare_readings") == world.rows("SELECT * FROM consents") == []


async def test_refused_consent_stores_nothing_and_still_says_when_to_get_help(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna)
    await anna.click(shown, label="No thanks")
    assert "Nothing was stored" in text_of(shown)
    assert "chest pain" in text_of(shown)
    assert flares(world) == world.rows("SELECT * FROM consents") == world.rows("SELECT * FROM drafts") == []


async def test_agreeing_after_a_restart_goes_on_with_what_was_typed(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna, area="knee", pain=3)
    await world.restart()
    await anna.click(shown, label="I agree")
    assert "Knee: is any of this so?" in text_of(shown)
    assert [row["purpose"] for row in world.rows("SELECT * FROM consents")] == ["flare"]
    assert flares(world) == []


async def test_consent_given_once_is_not_asked_for_again(world: World) -> None:
    anna = await anna_in_berlin(world)
    assert "Safety questions, 1 of 3" in text_of(await log(world, anna))


async def test_withdrawing_consent_deletes_flare_ups_and_cancels_check_ins(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    panel = seen(await anna.slash(world.channel, "privacy"))
    (custom_id,) = (custom_id for label, custom_id in buttons(panel).items() if custom_id.endswith(":flare"))
    await anna.click(panel, custom_id=custom_id)
    assert flares(world) == world.rows("SELECT * FROM flare_readings") == owed(world) == []


# --- Status ---------------------------------------------------------------------------------------------------------


async def test_withdrawing_the_consent_to_be_asked_leaves_the_flare_up_and_stops_the_questions(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    await world.house.privacy.withdraw(anna.id, "checkins")
    assert owed(world) == []
    assert "None to come." in text_of(seen(await anna.slash(world.channel, "flare status")))


async def test_status_without_a_flare_up_says_how_to_log_one(world: World) -> None:
    anna = await anna_in_berlin(world)
    result = await anna.slash(world.channel, "flare status")
    assert result.ephemeral
    assert "`/flare log`" in text_of(seen(result))


async def test_status_shows_the_readings_and_the_plan_and_update_adds_one(world: World) -> None:
    anna = await anna_in_berlin(world)
    await planned(world, anna, lift="deadlift")
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert "**4**" in text_of(shown)
    assert "Back down: Deadlift **130 kg**" in text_of(shown)
    result = await anna.click(shown, label="Update")
    assert result.ephemeral
    card = seen(result)
    assert len(world.rows("SELECT * FROM flare_readings")) == 1
    await tell(anna, card, pain="2", besides="none")
    assert {"Resume, light", "Back down"} <= set(buttons(card))
    assert "**2**" in text_of(seen(await anna.slash(world.channel, "flare status")))


async def test_several_flare_ups_have_pages(world: World) -> None:
    anna = await anna_in_berlin(world)
    await passed(world, anna)
    await passed(world, anna, area="knee")
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert "Knee" in text_of(shown)
    await world.restart()
    await anna.click(shown, label="▶")
    assert "Lower back" in text_of(shown)


async def test_close_stops_check_ins_and_can_be_taken_back(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    shown = seen(await anna.slash(world.channel, "flare status"))
    still_open = Stale(world, shown)
    for _ in range(2):
        await still_open.click(anna, "Close")
    assert owed(world) == []
    await anna.click(shown, label="Open it again")
    assert "Lower back" in text_of(shown)


async def test_a_button_of_a_deleted_flare_up_is_answered_kindly(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await world.house.privacy.delete(anna.id)
    await world.house.care.intake.agree(anna.id)
    result = await anna.click(shown, label="No painkillers")
    assert "no longer here" in text_of(seen(result)) or "gone" in text_of(seen(result))
    assert flares(world) == []


async def test_an_unchecked_red_flag_hides_all_tips_until_a_professional_has_looked(world: World) -> None:
    anna = await anna_in_berlin(world)
    before = seen(await anna.slash(world.channel, "tip browse", area="knee"))
    stopped = await log(world, anna)
    await anna.click(stopped, label=SOME)
    for shown in (
        seen(await anna.slash(world.channel, "tip browse", area="knee")),
        seen(await anna.slash(world.channel, "tip search", text="heat")),
        seen(await anna.click(before, label="▶")),
    ):
        assert "No tips for now" in text_of(shown)
        assert "Heat" not in text_of(shown)
    await anna.click(stopped, label=CHECKED)
    assert "Heat" in text_of(seen(await anna.slash(world.channel, "tip search", text="heat")))


# --- Nobody else's --------------------------------------------------------------------------------------------------


async def test_no_plain_value_reaches_the_database_the_log_or_a_channel(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="spotter")
    anna = await anna_in_berlin(world)
    await asked(world, anna, pain=7, area="hamstring", weight="117.5 kg")
    await before_session(world, anna)
    await tell_in_dm(anna, besides=["killers", "woke"], pain="8")
    held = world.held()
    for plain in (b"hamstring", b"117.5", b"back_down"):
        assert plain not in held
    logged = "\n".join(
        record.getMessage() + str(record.__dict__) for record in caplog.records if record.name.startswith("spotter")
    )
    for word in ("hamstring", "117.5", "back_down"):
        assert word not in logged
    assert all("amstring" not in text_of(message) for message in world.channel.history() if not message.flags.ephemeral)


async def test_everything_works_in_the_bots_direct_messages(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = seen(await anna.user.slash("flare log", area="lower_back", pain=4))
    for _ in range(3):
        await anna.user.click(shown, label=NONE)
    assert "What other lifters found" in text_of(shown)

"""The demo in real Chromium, as its own process: open it, be somebody, log a lift, read the answer."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.demo.browser import CHROMIUM, Visitor, visiting
from tests.demo.process import DemoProcess

TIPS = {
    "desktop": "Ninety seconds in a deep squat, holding the rack, before the first warm-up set.",
    "phone": "Ten slow Cossack squats to each side; since then my hips no longer pinch at the bottom.",
}
"""Both are posted in the same server, so they must not be alike."""
SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="needs Chromium: scripts/install-chromium"
    ),
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo() -> AsyncIterator[DemoProcess]:
    async with DemoProcess.started() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
async def visitor(demo: DemoProcess, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with visiting(demo.address, *request.param) as come:
        yield come


async def test_a_visitor_logs_a_lift_and_reads_the_answer(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    await visitor.page.goto(visitor.address)
    await visitor.page.get_by_role("list", name="Go as Nils to").get_by_role("link", name="#training-log").click()
    await visitor.settled()
    await visitor.command("log", entry="deadlift 150kg x5")
    await expect(visitor.messages().last.get_by_text("150 kg").first).to_be_in_viewport()
    await visitor.picture(SCREENSHOTS / f"{request.node.name}.png")


async def test_a_visitor_skips_ahead_to_their_reminder_and_snoozes_it(visitor: Visitor) -> None:
    await visitor.go("ruth", "dm")
    await visitor.command("remind me", what="Whistle", when="in 1 min")
    await visitor.skip_ahead()
    await expect(visitor.messages().last).to_contain_text("Whistle")
    await visitor.press("Snooze 10 min")
    await expect(visitor.messages().last).to_contain_text("Again")


async def test_a_visitor_suggests_a_tip_through_the_form(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    await visitor.go("ruth", "tips")
    await visitor.command("tip suggest")
    await visitor.choose("Area of the body", "Hip")
    await visitor.choose("Kind of tip", "Mobility")
    await visitor.choose("When", "Before training")
    await visitor.submit(text=TIPS[request.node.callspec.id])
    await expect(visitor.messages().last).to_contain_text("Your tip is posted")


async def test_a_tab_that_was_left_for_another_leads_back(visitor: Visitor) -> None:
    await visitor.go("nils", "general")
    await (await visitor.in_another_tab()).go("dana", "tips")
    await visitor.page.get_by_role("link", name="Come back here").click()
    await expect(visitor.page.locator("#channel-composer-input")).to_be_visible()


async def test_nothing_is_wider_than_the_screen(visitor: Visitor) -> None:
    await visitor.go("nils", "general")
    wider = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await visitor.page.evaluate(wider) <= 0


async def test_a_long_description_leaves_the_button_that_sends_on_the_screen(visitor: Visitor) -> None:
    await visitor.go("nils", "general")
    await visitor.write("program today")
    await expect(visitor.page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)


async def test_a_command_that_is_refused_makes_room_for_the_next(visitor: Visitor) -> None:
    await visitor.go("dana", "dm")
    await visitor.command("program today")
    await expect(visitor.messages().last).to_contain_text("You run no programme")
    await expect(visitor.page.locator("#channel-composer-input")).to_be_empty()


async def test_the_keyboard_alone_leads_from_the_foyer_to_a_place(visitor: Visitor) -> None:
    await visitor.page.goto(visitor.address)
    await visitor.page.keyboard.press("Tab")
    await visitor.page.keyboard.press("Enter")
    await visitor.page.wait_for_url("**/as/nils/in/training-log*")


async def test_ctrl_c_ends_the_demo_in_order() -> None:
    async with DemoProcess.started() as demo:
        assert await demo.ended_by(signal.SIGINT) == 0

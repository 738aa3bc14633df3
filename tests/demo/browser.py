"""A visitor of the demo in real Chromium, for the browser test and the README's pictures."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
"""Where Chromium is, or None; `scripts/install-chromium` installs it."""

_QUIETLY = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_WHEN_READY = """() => new Promise((done) => {
  const look = () => {
    const shown = window.simcordPreview;
    if (shown?.ready && !shown.pendingAction) done(); else setTimeout(look, 30);
  };
  look();
})"""
_PATIENCE_SECONDS = 20


class Visitor:
    """Uses the demo as a person does: goes to places, types commands, presses, reads."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    async def in_another_tab(self) -> "Visitor":
        """Open a second tab."""
        return Visitor(await self.page.context.new_page(), self.address)

    async def go(self, member: str, room: str) -> None:
        """Go to a place and wait until one can type there."""
        await self.page.goto(f"{self.address}as/{member}/in/{room}")
        await self.page.locator("#channel-composer-input").wait_for()
        await self.settled()

    async def command(self, name: str, **options: str) -> None:
        """Type a slash command with these options and send it."""
        await self.write(name, **options)
        await self.page.keyboard.press("Escape")
        await self.page.get_by_role("button", name="Send", exact=True).click()
        await self.settled()

    async def write(self, name: str, **options: str) -> None:
        """Type a slash command with these options, and do not send it yet."""
        await self.page.locator("#channel-composer-input").click()
        await self.page.keyboard.type(f"/{name}")
        entry = self.page.locator(".command-entry", has=self.page.get_by_text(f"/{name}", exact=True))
        await entry.click()
        for option, value in options.items():
            await self._fill(option, value)

    async def press(self, label: str) -> None:
        """Press the newest button with this label."""
        await self.page.locator("#channel-message-list").get_by_role("button", name=label).last.click()
        await self.settled()

    async def skip_ahead(self) -> None:
        """Jump to the next message that is due."""
        menu = self.page.locator("#demo-menu")
        if await menu.get_attribute("open") is None:
            await menu.locator("summary").click()
        async with self.page.expect_navigation():
            await self.page.get_by_role("button", name="Skip ahead").click()
        await self.settled()

    async def choose(self, label: str, option: str) -> None:
        """Choose from a menu of the open form."""
        await self.page.locator("#modal-root").get_by_label(label).click()
        await self.page.get_by_role("option", name=option, exact=True).click()

    async def submit(self, **fields: str) -> None:
        """Fill in text fields of the open form, by their custom ids, and send it."""
        form = self.page.locator("#modal-root")
        await form.get_by_role("button", name="Submit").wait_for()
        for custom_id, value in fields.items():
            await form.locator(f'[name="{custom_id}"]').fill(value)
        await form.get_by_role("button", name="Submit").click()
        await self.settled()

    def messages(self) -> Locator:
        """Return the messages that are shown, oldest first."""
        return self.page.locator("#channel-message-list > article")

    async def settled(self) -> None:
        """Wait until the page shows all that has happened."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await self.page.evaluate(_WHEN_READY)

    async def picture(self, path: Path) -> None:
        """Keep a screenshot."""
        path.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=path)

    async def _fill(self, option: str, value: str) -> None:
        field = self.page.locator(f'.command-option-input[data-option="{option}"]')
        if not await field.count():
            await self.page.locator(".command-chip").click()
            await self.page.locator(f'.command-suggestion[data-value="{option}"]').click()
        await field.fill(value)
        choice = self.page.locator(".command-suggestion-label").get_by_text(value, exact=True)
        if await choice.count():
            await choice.first.click()


@asynccontextmanager
async def visiting(address: str, width: int = 1280, height: int = 800, *, scale: float = 1) -> AsyncIterator[Visitor]:
    """Give a visitor in a Chromium of their own, with a window of this size."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIETLY))
        try:
            context = await browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce"
            )
            yield Visitor(await context.new_page(), address)
        finally:
            await browser.close()

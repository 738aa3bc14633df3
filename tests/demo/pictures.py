"""Takes the pictures of the README: a visitor plays the thread in the demo, in Chromium (`scripts/take-pictures`)."""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.demo.browser import CHROMIUM, Visitor, visiting
from tests.demo.process import ROOT, DemoProcess

_WIDE, _TALL = (1280, 800), (840, 1900)
"""Windows: for a whole page, and for one message however long."""
_SHARP = 1.5
"""Pixels for each one that a page counts: sharp enough for a README, small enough for a repository."""
_MOST_SKIPS = 20


async def main(folder: Path) -> None:
    """Play every scene in one demo and keep its picture in the folder."""
    async with DemoProcess.started() as demo, visiting(demo.address, *_WIDE, scale=_SHARP) as visitor:
        await _the_demo(visitor, folder)
    async with DemoProcess.started() as demo, visiting(demo.address, *_TALL, scale=_SHARP) as visitor:
        await _a_record(visitor, folder)
        await _contested_tips(visitor, folder)
        await _a_flare_up(visitor, folder)
        await _a_check_in(visitor, folder)
        await _a_reminder(visitor, folder)


async def _the_demo(visitor: Visitor, folder: Path) -> None:
    await visitor.go("nils", "training-log")
    await visitor.picture(folder / "demo.png")


async def _a_record(visitor: Visitor, folder: Path) -> None:
    await visitor.go("nils", "training-log")
    await visitor.command("log", entry="deadlift 150kg x5")
    await _newest(visitor, folder / "log.png")


async def _contested_tips(visitor: Visitor, folder: Path) -> None:
    await visitor.go("joe", "tips")
    await visitor.command("tip browse", area="Lower back")
    contested = visitor.messages().last.get_by_text("Static lower-back stretching").first
    while not await contested.count():
        await visitor.press("▶")
    await _newest(visitor, folder / "tips.png")


async def _a_flare_up(visitor: Visitor, folder: Path) -> None:
    await visitor.go("nils", "training-log")
    await visitor.command("flare log", area="Lower back", pain="4", lift="Deadlift (conventional)")
    await visitor.press("I agree")
    for _ in range(3):
        await visitor.press("None of these")
    await visitor.press("No painkillers")
    await _newest(visitor, folder / "flare.png")
    await visitor.press("Back down")
    await visitor.submit(weight="-15 kg")
    await visitor.press("Yes, ask me by DM")


async def _a_check_in(visitor: Visitor, folder: Path) -> None:
    for _ in range(_MOST_SKIPS):
        await visitor.skip_ahead()
        asked = await visitor.messages().last.get_by_role("button", name="Stop these").count()
        if asked and "/as/nils/" in visitor.page.url:
            break
    await _newest(visitor, folder / "check-in.png")


async def _a_reminder(visitor: Visitor, folder: Path) -> None:
    await visitor.go("dana", "dm")
    await visitor.command("remind me", what="Chalk, and the belt", when="in 1 min")
    await visitor.skip_ahead()
    await _newest(visitor, folder / "reminder.png")


async def _newest(visitor: Visitor, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    await visitor.page.mouse.move(0, 0)
    await visitor.page.evaluate("() => document.activeElement?.blur()")
    await visitor.messages().last.screenshot(path=path)


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Chromium is missing: scripts/install-chromium")
    parser = argparse.ArgumentParser(prog="scripts/take-pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "pictures")
    asyncio.run(main(parser.parse_args().folder))

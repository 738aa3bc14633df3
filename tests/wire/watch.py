"""Waiting until something is true, looked at whenever the bot has done something."""

import asyncio
from collections.abc import Callable


class Missing(AssertionError):
    """What was waited for did not come in time."""


class Watch:
    """Holds those who wait; `look` lets each look again. Costs nothing while nobody waits."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[], object], asyncio.Future[None]]] = []

    def look(self) -> None:
        """Wake everyone whose question is answered now."""
        for question, future in self._waiting:
            if future.done():
                continue
            try:
                if question():
                    future.set_result(None)
            except Exception as error:  # noqa: BLE001 - whoever asked gets it, not the request that woke them
                future.set_exception(error)

    async def until(self, question: Callable[[], object], seconds: float, what: str) -> None:
        """Wait until `question()` is true. Raises Missing, naming `what`, after `seconds`."""
        if question():
            return
        entry = (question, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        try:
            async with asyncio.timeout(seconds):
                await entry[1]
        except TimeoutError:
            raise Missing(f"{what} did not come within {seconds:g} s") from None
        finally:
            self._waiting.remove(entry)

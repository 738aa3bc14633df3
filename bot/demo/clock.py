"""The demo's clock: the machine's, held in the past while the story is played, and moved ahead on request."""

from datetime import datetime, timedelta

from bot.instants import Clock


class DemoClock:
    """Now in the demo, aware UTC; handed to the bot as its clock."""

    def __init__(self, system: Clock) -> None:
        self._system = system
        self._ahead = timedelta(0)
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        """Return the held instant, else the machine's time and what was skipped."""
        return self._held or self._system() + self._ahead

    def hold(self, instant: datetime) -> None:
        """Stand still at an aware instant."""
        self._held = instant

    def flow(self) -> None:
        """Let real time through again."""
        self._held = None

    def skip_to(self, instant: datetime) -> None:
        """Go on from an aware instant; one that is past already changes nothing."""
        self._ahead += max(instant - self(), timedelta(0))

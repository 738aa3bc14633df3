"""The port to whoever measures: told what happened and how long it took, never who it was or what was said.

Use cases know this and nothing of how figures are kept; `bot/operations/metrics.py` keeps them.
"""

from datetime import timedelta


class Observer:
    """Is told what happens, and lets it pass. Durations are seconds; every name is from a small set the code knows."""

    def received(self, interaction_id: int, kind: str, name: str) -> None:
        """Take note that an interaction came in: its kind (command, autocomplete, component, form) and its name."""

    def answered(self, interaction_id: int) -> None:
        """Take note that Discord has the first answer to an interaction."""

    def failed(self, kind: str, name: str, how: str) -> None:
        """Take note of an interaction on the error path: refused (in its own words), fault, late, unanswered."""

    def requested(self, method: str, status: str, seconds: float) -> None:
        """Take note that a request to Discord's REST API ended with an HTTP status, or "none" without an answer."""

    def delivery(self, kind: str, outcome: str, late: timedelta) -> None:
        """Take note that a delivery was tried: its kind, what became of it, and how long after it was due."""

    def database(self, what: str, seconds: float) -> None:
        """Take note of the database's work: read, write (from the asking to what is on disk) or commit."""

    def chart(self, outcome: str, seconds: float) -> None:
        """Take note that a chart was drawn, or could not be."""

    def backup(self, outcome: str) -> None:
        """Take note that a backup was made, or failed."""

    def lagged(self, seconds: float) -> None:
        """Take note that the event loop came so late to what was due."""

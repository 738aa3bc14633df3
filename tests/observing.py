"""An observer that writes down what it is told."""

from datetime import timedelta

from bot.observer import Observer


class Recorder(Observer):
    """Keeps what it was told, without the times that vary."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def answered(self, interaction_id: int) -> None:
        self.told.append(("answered", interaction_id))

    def requested(self, method: str, status: str, seconds: float) -> None:
        self.told.append(("requested", method, status))

    def delivery(self, kind: str, outcome: str, late: timedelta) -> None:
        self.told.append(("delivery", kind, outcome, late))

    def database(self, what: str, seconds: float) -> None:
        self.told.append(("database", what))

    def backup(self, outcome: str) -> None:
        self.told.append(("backup", outcome))

    def chart(self, outcome: str, seconds: float) -> None:
        self.told.append(("chart", outcome))

"""What is written down of a reading, sealed, inside a unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.database import Connection
from bot.errors import Gone
from bot.flares import store
from bot.flares.checkins import Step
from bot.flares.record import Screened
from bot.flares.screening import Level
from bot.flares.vault import Vault
from bot.instants import Clock


@dataclass(frozen=True)
class Answers:
    """What one press answers (see Reading); the others stay as they are."""

    pain: int | None = None
    masked: bool | None = None
    nothing_new: bool = False
    """The one-tap screen of a check-in was answered with "nothing new"."""
    disturbed: bool | None = None
    ability: int | None = None
    warmup: int | None = None
    worst: int | None = None
    change: int | None = None
    tried: tuple[int, ...] | None = None
    felt: Mapping[int, str] | None = None
    besides: bool | None = None


class Notes:
    """Answers and screens of readings; those of a closed flare-up are refused with Gone."""

    def __init__(self, clock: Clock, vault: Vault, screen_version: int) -> None:
        self._clock = clock
        self._vault = vault
        self._screen_version = screen_version

    def answer(
        self,
        connection: Connection,
        member_id: int,
        flare_id: int,
        reading_id: int,
        step: Step,
        answers: Answers,
    ) -> None:
        """Record what was answered, over what was answered before."""
        for answer, sealed in self._sealed(answers).items():
            self._put(connection, member_id, flare_id, reading_id, step, answer, sealed)

    def screened(
        self, connection: Connection, member_id: int, flare_id: int, reading_id: int, step: Step, level: Level
    ) -> None:
        """Record what the screen of a reading came to."""
        self._put(connection, member_id, flare_id, reading_id, step, "screen", self.screen(level))

    def screen(self, level: Level) -> str:
        """Return what a screen comes to now, sealed."""
        return self._vault.screen(Screened(self._screen_version, level, self._clock()))

    def _put(
        self,
        connection: Connection,
        member_id: int,
        flare_id: int,
        reading_id: int,
        step: Step,
        answer: store.Answer,
        sealed: str,
    ) -> None:
        done(store.put_answer(connection, member_id, flare_id, reading_id, self._clock(), step, answer, sealed))

    def _sealed(self, answers: Answers) -> dict[store.Answer, str]:
        told: dict[store.Answer, Any] = {
            "pain": answers.pain,
            "masked": answers.masked,
            "disturbed": answers.disturbed,
            "ability": answers.ability,
            "warmup": answers.warmup,
            "worst": answers.worst,
            "change": answers.change,
            "tried": answers.tried,
            "felt": answers.felt,
            "besides": answers.besides,
        }
        sealed = {answer: self._vault.seal(value) for answer, value in told.items() if value is not None}
        return sealed | ({"screen": self.screen(Level.PASSED)} if answers.nothing_new else {})


def done(changed: bool) -> None:
    """Raise Gone where a change found no open flare-up to change."""
    if not changed:
        raise Gone("This flare-up is closed or gone, so nothing was changed. `/flare log` starts another.")

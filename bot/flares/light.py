"""What open flare-ups keep light: where several speak of one lift, the strictest counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.flares.decisions import Choice
from bot.flares.record import Flare
from bot.flares.screening import Level
from bot.lifts.exercises import Catalogue
from bot.lifts.weight import Weight


@dataclass(frozen=True, slots=True)
class Light:
    """How light a lift is kept: left out, no heavier than a limit, or only not raised."""

    limit: Weight | None = None
    """None where no weight was named."""
    rest: bool = False

    def stricter(self, other: "Light") -> "Light":
        """Return what satisfies both."""
        if self.rest or other.rest:
            return Light(rest=True)
        return Light(min((one.limit for one in (self, other) if one.limit is not None), default=None))


def kept_light(flares: Iterable[Flare], catalogue: Catalogue) -> dict[str, Light]:
    """Return what a member keeps light because of open flare-ups, by the lift's id.

    Each adds what was chosen for its own lift; one without a choice, or resumed without a limit, adds nothing and takes
    nothing away. While a red flag stands that nobody has checked, what loads its area rests; with the most urgent one,
    everything.
    """
    found: dict[str, Light] = {}
    for flare in flares:
        for lift, light in _because_of(flare, catalogue):
            found[lift] = found.get(lift, light).stricter(light)
    return found


def _because_of(flare: Flare, catalogue: Catalogue) -> Iterator[tuple[str, Light]]:
    chosen = _chosen(flare)
    if flare.lift is not None and chosen is not None:
        yield flare.lift, chosen
    if flare.level.stops:
        everything = flare.level is Level.E1
        resting = [lift.id for lift in catalogue if everything or flare.area in catalogue.areas_for(lift.id)]
        yield from ((lift, Light(rest=True)) for lift in (*resting, *([flare.lift] if flare.lift else [])))


def _chosen(flare: Flare) -> Light | None:
    match flare.choice:
        case Choice.HOLD:
            return Light(rest=True)
        case Choice.BACK_DOWN:
            return Light(flare.terms.fallback or flare.terms.before)
        case _:
            return None if flare.light is None else Light(flare.light)

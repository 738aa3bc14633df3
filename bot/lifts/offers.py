"""What a text that is still being typed would log: one offer for each reading, or what is still missing."""

from bot.lifts.exercises import Catalogue
from bot.lifts.notation import Unreadable, labelled, written
from bot.lifts.outcomes import Offer
from bot.lifts.reading import read
from bot.lifts.sets import Reading
from bot.lifts.strength import best_e1rm
from bot.lifts.weight import Unit

MOST = 100
"""Characters that Discord takes in the text of an offer, and in its label."""
_LIFTS = 8


def offers(text: str, catalogue: Catalogue, unit: Unit) -> list[Offer]:
    """Return what to offer for a text: its readings, lifts that come near, or what may follow.

    Nothing is offered that could not be sent whole: a text that is cut would log something else.
    """
    if not text.strip():
        return []
    try:
        readings = read(text, catalogue, unit)
    except Unreadable as stopped:
        found = _nearest(text, stopped, catalogue, unit) if stopped.nearest else [_unfinished(text, stopped)]
    else:
        found = [Offer(label(reading), _short(reading, text, alone=len(readings) == 1)) for reading in readings]
    return [offer for offer in found if len(offer.text) <= MOST]


def label(reading: Reading) -> str:
    """Return how a reading is shown: `Deadlift · 5×5 · 140 kg · e1RM 163.3 kg (Epley)`."""
    estimate = best_e1rm(reading.sets)
    return labelled(reading) + (f" · {estimate}" if estimate else "")


def _short(reading: Reading, typed: str, *, alone: bool) -> str:
    """Return the text that logs a reading: as it is written, or as it was typed when only that is short enough."""
    text = written(reading)
    return typed if alone and len(text) > MOST else text


def _nearest(text: str, stopped: Unreadable, catalogue: Catalogue, unit: Unit) -> list[Offer]:
    """Offer the lifts whose names come near, with the rest of the text where that can be read."""
    found = []
    for exercise in stopped.nearest[:_LIFTS]:
        candidate = stopped.with_lift(text, exercise)
        try:
            reading = read(candidate, catalogue, unit)[0]
        except Unreadable:
            found.append(Offer(f"{exercise.name} …", candidate))
        else:
            found.append(Offer(label(reading), written(reading)))
    return found


def _unfinished(text: str, stopped: Unreadable) -> Offer:
    """Offer the text as it is, labelled with what is missing; sent so, it is answered with the same."""
    return Offer(f"{stopped} E.g. {stopped.example}".replace("`", ""), text)

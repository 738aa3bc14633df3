"""What the readings of a flare-up add up to: the workouts since, and the facts that a suggestion rests on."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.flares.checkins import Step
from bot.flares.decisions import Facts, Guide, Session, Suggestion, Zones
from bot.flares.record import Flare, Reading
from bot.flares.screening import Level


def workouts(readings: Iterable[Reading], guide: Guide) -> Iterator[Session]:
    """Yield the workouts that were told of on the mornings after, oldest first; left-out lifts are none.

    What it was before comes from the morning of the session, else from the reading before.
    """
    before: Reading | None = None
    for reading in readings:
        if reading.step is Step.AFTER_SESSION and reading.trained and before and reading.pain is not None:
            yield _workout(before, reading, guide.settling)
        if reading.pain is not None:
            before = reading


def _workout(before: Reading, after: Reading, settling: int) -> Session:
    calm, worst, now = before.pain or 0, after.worst or 0, after.pain or 0
    masked = before.masked is not False or after.masked is not False
    return Session(worst, worst - calm, settled=masked or now - calm <= settling, left=now - calm, masked=masked)


def amber_run(sessions: Iterable[Session], zones: Zones) -> int:
    """Return how many workouts lately were amber or worse, one after another, without any being better than the last.

    Better is less pain at its worst than in the workout before.
    """
    run, worst_before = 0, None
    for session in sessions:
        if session.clean(zones):
            run, worst_before = 0, None
            continue
        better = worst_before is not None and session.worst < worst_before
        run, worst_before = (1 if better else run + 1), session.worst
    return run


def clean_run(sessions: Iterable[Session], zones: Zones) -> int:
    """Return how many of the latest workouts were green; one that painkillers may have covered up is not."""
    run = 0
    for session in sessions:
        run = run + 1 if session.clean(zones) and not session.masked else 0
    return run


def facts(flare: Flare, reading: Reading, guide: Guide, now: datetime) -> Facts | None:
    """Return what is known with a reading, or None while too little is.

    With an E3 answer the number alone is enough: nothing else changes what is said then.
    """
    if reading.pain is None or not (reading.complete or flare.level is Level.E3):
        return None
    logged = flare.logged_pain
    told = [one for one in flare.readings if one.at <= reading.at and one.id != reading.id]
    sessions = list(workouts([*told, reading], guide))
    return Facts(
        pain=_pain(reading, reading.pain, guide.zones),
        masked=reading.masked,
        level=flare.level,
        worse=logged is not None and guide.is_worse(logged, reading.pain),
        disturbing=bool(reading.disturbed),
        last_session=sessions[-1] if sessions else None,
        amber_sessions=amber_run(sessions, guide.zones),
        clean_sessions=clean_run(sessions, guide.zones),
        function=_ability([*told, reading]),
        overdue=guide.is_overdue(flare.area, (now - flare.created_at).days),
    )


def weighed(flare: Flare, reading: Reading, guide: Guide, now: datetime) -> Suggestion | None:
    """Return the row of the decision table that applies to a reading, or None while too little is known."""
    known = facts(flare, reading, guide, now)
    return None if known is None else guide.decide(known)


def is_better(flare: Flare, guide: Guide) -> bool:
    """Tell whether the last reading without painkillers was green."""
    pains = [reading.pain for reading in flare.readings if reading.pain is not None and reading.masked is False]
    return bool(pains) and pains[-1] <= guide.zones.green_max


def _pain(reading: Reading, pain: int, zones: Zones) -> int:
    """Return the pain to go by: that of the warm-ups once they are done, unless it was red before them."""
    return pain if reading.warmup is None or pain > zones.amber_max else reading.warmup


def _ability(readings: Iterable[Reading]) -> int | None:
    """Return how well the lift went when it was last asked."""
    told = [reading.ability for reading in readings if reading.ability is not None]
    return told[-1] if told else None

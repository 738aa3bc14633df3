"""How lifts are shown: entries and what they beat, questions, workouts, sessions."""

import discord

from bot.errors import SpotterError
from bot.lifts.notation import Unreadable, labelled
from bot.lifts.offers import label
from bot.lifts.outcomes import Doubted, History, Line, Logged, Preview, Session, Several, Unclear, Undone, WorkoutLogged
from bot.lifts.records import Feat, Record
from bot.lifts.rpe import best_by_rpe
from bot.lifts.sets import Reading
from bot.lifts.strength import best_e1rm, e1rm
from bot.lifts.weight import in_tenths
from cogs.ui.card import ASK, BODY, GOOD, card
from cogs.ui.pages import page_note
from cogs.ui.text import clip, fitting, guessed_unit, one_line, plain, stamp, utc_day

_BEFORE_STOP, _STOPPED, _NOTE, _LINE = 160, 60, 500, 90
_LIFTS_A_SESSION, _MENDS_SHOWN = 12, 5
_WIDTHS = (180, 90, 60, 40)
"""Characters of a lift in a history: the fewer, the more lifts there are."""
_WORKOUT_WIDTHS = ((180, 2), (90, 2), (90, 1), (60, 0))
"""The same for a workout, and how many lines of what each lift beat."""
_UNDONE = "\nIt no longer counts."


def logged_card(logged: Logged, heading: str = "") -> discord.Embed:
    """Show an entry: its sets, e1RM, what it beat, its note and its day."""
    estimates = best_e1rm(logged.reading.sets, body=logged.body), best_by_rpe(logged.reading.sets, logged.body)
    parts = [
        f"**{_sets(logged.reading)}**",
        *(str(estimate) for estimate in estimates if estimate),
        f"Your first {logged.reading.exercise.name} here: from now on there is something to beat."
        if logged.first
        else "",
        *beats(logged),
        f"> {plain(clip(one_line(logged.note), _NOTE))}" if logged.note else "",
        stamp(logged.entry.performed_at, "D"),
    ]
    title = f"{heading} · {logged.reading.exercise.name}" if heading else logged.reading.exercise.name
    unit = logged.reading.sets[0].load.weight.unit
    guesses = [
        f"{guessed_unit(unit)} Edit mends this." if logged.unit_guessed else "",
        utc_day(logged.entry.day) if logged.day_guessed else "",
    ]
    return card(title, "\n".join(filter(None, parts)), colour=GOOD, footer="\n".join(filter(None, guesses)))


def record_card(logged: Logged) -> discord.Embed:
    """Show everybody in a server what an entry beat; the mention pings nobody, and notes are left out."""
    name = plain(one_line(logged.reading.exercise.name))
    return card(f"Record · {name}", "\n".join([f"<@{logged.entry.member_id}>", *beats(logged)]), colour=GOOD)


def undone_card(undone: Undone) -> discord.Embed:
    """Show that an entry is out of the log."""
    return card(f"Undone · {undone.reading.exercise.name}", f"~~{_sets(undone.reading)}~~\nIt no longer counts.")


def unclear_card(unclear: Unclear) -> discord.Embed:
    """Show what was understood of a text, where it stopped, and what can be read instead."""
    problem, text = unclear.problem, unclear.typed.text
    if not isinstance(problem, Unreadable):
        return card("Not logged yet", f"{problem}\nWhat you typed is kept: **Mend** brings it back.", colour=ASK)
    body = [f"{marked(text, problem)}\n{problem}"]
    if problem.sets and problem.exercise:
        body.append(f"Read so far: {labelled(Reading(problem.exercise, problem.sets))}")
    if problem.nearest:
        body.append("Is it one of these? I never log a guess.")
    else:
        body.append(f"This I can read: `{problem.example}`")
    return card("Not logged yet", "\n\n".join(body), colour=ASK, footer="Mend brings back what you typed.")


def several_card(several: Several) -> discord.Embed:
    """Ask which reading is meant."""
    return card("Which one is it?", "\n".join(f"- {labelled(reading)}" for reading in several.readings), colour=ASK)


def doubted_card(doubted: Doubted) -> discord.Embed:
    """Ask whether an implausible lift is right."""
    why = doubted.doubt.why(doubted.reading.exercise.name)
    return card("Is that right?", f"**{labelled(doubted.reading)}**\n{why} I ask before it counts.", colour=ASK)


def preview_card(preview: Preview) -> discord.Embed:
    """Show a workout as it was read, line by line, and what has to be mended."""
    lines = "\n".join(f"{number}. {_line(line)}" for number, line in enumerate(preview.lines, 1))
    to_mend = [f"{number}. {_mend(line)}" for number, line in enumerate(preview.lines, 1) if not line.ready]
    to_check = [
        f"{number}. {line.doubt.why(line.readings[0].exercise.name)}"
        for number, line in enumerate(preview.lines, 1)
        if line.doubt
    ]
    fields = [("Please mend", "\n".join(to_mend[:_MENDS_SHOWN]))] if to_mend else []
    if to_check:
        fields.append(("Is that right?", "\n".join(to_check[:_MENDS_SHOWN])))
    if preview.problem:
        fields.append(("Before it can be saved", str(preview.problem)))
    title = "Your workout, as I read it" if preview.ready else "Not all of it can be saved yet"
    footer = "Nothing is saved yet." if preview.ready else "Mend brings back everything you typed."
    return card(title, lines, colour=GOOD if preview.ready else ASK, fields=fields, footer=footer)


def workout_card(outcome: WorkoutLogged) -> discord.Embed:
    """Show a workout that was saved, or undone."""
    day = stamp(outcome.logged[0].entry.performed_at, "D")
    versions = (
        "\n".join([*(f"- {_workout_line(logged, width, beats)}" for logged in outcome.logged), day])
        for width, beats in _WORKOUT_WIDTHS
    )
    body = fitting(versions, BODY - len(_UNDONE))
    if outcome.undone_at:
        return card("Workout · undone", body + _UNDONE)
    if outcome.repeated:
        again = "Undo takes it out of the log; then it can be logged anew."
        return card("Workout · already logged", body, footer=again)
    guess = utc_day(outcome.logged[0].entry.day) if outcome.day_guessed else None
    return card("Workout", body, colour=GOOD, footer=guess)


def history_card(history: History, *, own: bool) -> discord.Embed:
    """Show one page of sessions."""
    title = f"History · {history.exercise.name}" if history.exercise else "History"
    whose = "" if own else f"of <@{history.owner_id}>\n\n"
    if not history.sessions:
        nothing = "Nothing logged yet." + (" Begin with `/log entry: squat 100 5x5`." if own else "")
        return card(title, whose + nothing)
    versions = ("\n\n".join(_session(session, width) for session in history.sessions) for width in _WIDTHS)
    return card(
        title, whose + fitting(versions, BODY - len(whose)), footer=page_note(history.page, history.pages) or None
    )


def _sets(reading: Reading) -> str:
    return labelled(reading).removeprefix(f"{reading.exercise.name} · ")


def beats(logged: Logged) -> list[str]:
    """Say what an entry beat, a line each."""
    told = [_beat(record) for record in _worth_telling(logged.records)]
    if logged.volume:
        unit = logged.reading.sets[0].load.weight.unit
        now, then = in_tenths(logged.volume.key, unit), in_tenths(logged.volume.before.key, unit)
        told.append(f"Most volume in a session: {now} (before: {then}, {stamp(logged.volume.before.at, 'D')})")
    return [f"🏅 {line}" for line in told]


def _worth_telling(records: list[Record]) -> list[Record]:
    """Leave out that the heaviest set ever is also the best for its number of reps."""
    heaviest = [record.done for record in records if record.feat is Feat.HEAVIEST]
    return [record for record in records if record.feat is not Feat.FOR_REPS or record.done not in heaviest]


def _beat(record: Record) -> str:
    before = record.before
    when = stamp(before.performed_at, "D")
    match record.feat:
        case Feat.HEAVIEST:
            return f"Heaviest: {record.done.load} (before: {before.load}, {when})"
        case Feat.FOR_REPS:
            reps = "1 rep" if record.done.count == 1 else f"{record.done.count} reps"
            return f"Best for {reps}: {record.done.load} (before: {before.load} ×{before.reps}, {when})"
        case Feat.MOST_REPS:
            return f"Most reps at {record.done.load}: {record.done.count} (before: {before.reps}, {when})"
        case Feat.E1RM:
            now, then = e1rm(record.done.load, record.done.count), e1rm(before.load, before.reps)
            return f"Best {now} (before: {then}, {when})"


def marked(text: str, stopped: Unreadable) -> str:
    """Show the text with the place where reading stopped."""
    begun, left = text[: stopped.at], text[stopped.at : stopped.until]
    if len(begun) > _BEFORE_STOP:
        begun = "…" + begun[-_BEFORE_STOP:]
    rest = text[stopped.until :]
    return (
        f"> {plain(one_line(begun))} **⟦{plain(clip(one_line(left), _STOPPED))}⟧** "
        f"{plain(clip(one_line(rest), _STOPPED))}"
    )


def _line(line: Line) -> str:
    if line.ready:
        return ("⚠️ " if line.doubt else "") + clip(label(line.readings[0]), _LINE)
    return f"❌ {plain(clip(line.text, _LINE))}"


def _mend(line: Line) -> str:
    if line.problem:
        return _why(line.problem)
    readings = " or ".join(f"`{labelled(reading)}`" for reading in line.readings)
    return f"That may mean {clip(readings, 150)}: choose, or type one of these."


def _why(problem: SpotterError) -> str:
    if isinstance(problem, Unreadable) and problem.nearest:
        return f"{problem} Near: " + ", ".join(exercise.name for exercise in problem.nearest[:3])
    example = f" E.g. `{problem.example}`" if isinstance(problem, Unreadable) else ""
    return f"{problem}{example}"


def _workout_line(logged: Logged, width: int, most: int) -> str:
    told = [" · first here"] if logged.first else [f"\n  {line}" for line in beats(logged)[:most]]
    return clip(label(logged.reading), width) + "".join(told)


def _session(session: Session, width: int) -> str:
    lines = [f"**{stamp(session.at, 'D')}**"]
    for lift in session.lifts[:_LIFTS_A_SESSION]:
        lines.append(f"- {clip(label(lift.reading), width)}")
        lines += [f"> {plain(clip(one_line(note), min(width, _LINE)))}" for note in lift.notes]
    if session.more:
        lines.append("- … and more than I show of one day: `/export` has all of it")
    elif len(session.lifts) > _LIFTS_A_SESSION:
        lines.append(f"- … and {len(session.lifts) - _LIFTS_A_SESSION} more")
    return "\n".join(lines)

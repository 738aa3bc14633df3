"""How programmes are shown: the list, a plan, a session with its plates, a week, a reset."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

import discord

from bot.lifts.exercises import Catalogue
from bot.lifts.outcomes import WorkoutLogged
from bot.lifts.plates import Plates, amount_in
from bot.lifts.weight import Weight, figure
from bot.programmes.calendar import days_in_words
from bot.programmes.course import Moved
from bot.programmes.maxes import in_words
from bot.programmes.outcomes import Finished, Plan, Running, Today, Unclear, Undone, WasReset, Week, WeekDay
from bot.programmes.programme import Programme
from bot.programmes.resets import Reset
from bot.programmes.sessions import Session, Target, Work
from bot.programmes.shelf import Shelf
from bot.programmes.state import Line
from bot.programmes.terms import EVERY_LIFT
from cogs.lifts.cards import workout_card
from cogs.ui.card import ASK, CALM, GOOD, card
from cogs.ui.text import clip, guessed_unit, stamp, utc_day

_KINDS = {"session": " ✓ done", "skip": " · skipped", "ahead": ""}
_STANDS = "Each lift stands where it stood; its sets are the nearest you can load, and an exact tie goes up."
_BECAME = {"session": "done", "skip": "skipped"}
_NOTHING_LOGGED = {
    "session": "All of it is left out for now: nothing was logged, and nothing counts as missed.",
    "skip": "Nothing was logged, nothing goes up, nothing counts as missed.",
}
_UNDONE = {
    "session": "The session is out of the log, and your programme stands where it stood before it.",
    "skip": "The session is no longer skipped: it is next again.",
    "reset": "The lift stands where it stood before, exactly.",
}


def list_card(shelf: Shelf) -> discord.Embed:
    """Show what programmes there are, for whom, and how many days a week."""
    lines = [f"**{one.name}** · {_days_a_week(one)} · {shelf.about(one).summary}" for one in shelf]
    footer = "/program start name: madcow maxes: squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5"
    return card("Programmes", "\n".join(lines), footer=footer)


def plan_card(plan: Plan, catalogue: Catalogue) -> discord.Embed:
    """Show what a programme would be like: what was understood, its rules, and its first week."""
    running, programme = plan.running, plan.running.programme
    understood = [f"{catalogue[one].name} {in_words(best)}" for one, best in plan.maxes.items()]
    lines = [
        f"Maxes: {', '.join(understood) or 'none, so it starts with its own weights'}",
        *([f"Not part of it: {', '.join(catalogue[one].name for one in plan.unused)}"] if plan.unused else []),
        f"Days: {days_in_words(running.terms.days)} · first session {stamp(running.noon(plan.week[0][1]), 'D')}",
        *([] if running.zone else [utc_day(plan.week[0][1])]),
        f"Plates: {running.terms.plates}",
        *([f"Jumps of your own: {jumps_in_words(running, catalogue)}"] if running.terms.jumps else []),
        "",
        plan.about.rules,
        f"-# {plan.about.source}",
        "",
        f"**Your first week** ({running.terms.unit})",
        *_days_of([WeekDay(session, day, "ahead") for session, day in plan.week], running, catalogue),
    ]
    if plan.replaces is not None:
        lines += ["", f"⚠️ You run {plan.replaces.programme.name}, week {plan.replaces.week}: it ends. The log stays."]
    notes = [
        f"{guessed_unit(plan.guessed)} Mend reads it again." if plan.guessed else "",
        _bar_note(session for session, _ in plan.week) or "Nothing has started yet.",
    ]
    footer = "\n".join(filter(None, notes))
    return card(f"{programme.name}: shall we start?", "\n".join(lines), colour=ASK, footer=footer)


def unclear_card(unclear: Unclear) -> discord.Embed:
    """Say what can't be taken, and that it is kept."""
    title = "Is that right?" if unclear.sure_helps else "Not yet"
    return card(title, str(unclear.problem), colour=ASK, footer="Mend brings back what you typed.")


def today_card(today: Today, catalogue: Catalogue) -> discord.Embed:
    """Show the next session: every set with its weight and the plates for each side."""
    running, session = today.running, today.session
    fields = [(_name_of(work, catalogue), _sets_with_plates(work, running.terms.plates)) for work in session.work]
    if session.assistance:
        fields.append(("Besides", f"{session.assistance} (not logged)"))
    when = "Today" if today.is_today else f"Next on {stamp(running.noon(today.day), 'D')}; earlier is fine too"
    body = [f"{when} · {running.programme.name}"]
    if today.changed:
        body.insert(0, "**This has changed since that message, so nothing was logged. Now it is this:**")
    if any(work.has_amrap for work in session.work):
        body.append("`+` means as many reps as you can: **Done, with reps …** asks how many they were.")
    if running.zone is None:
        body.append(f"-# {utc_day(today.day)}")
    colour = ASK if today.changed else CALM
    return card(session.name, "\n".join(body), colour=colour, fields=fields, footer=_bar_note([session]) or None)


def finished_card(finished: Finished, catalogue: Catalogue, *, private: bool) -> discord.Embed:
    """Show a session that was done or skipped: the log and, to the member alone, how each lift goes on."""
    kind = finished.step.kind
    if finished.logged:
        embed = workout_card(
            WorkoutLogged(finished.step.workout_id or 0, list(finished.logged), public=finished.public)
        )
    else:
        embed = card("", _NOTHING_LOGGED[kind], colour=GOOD)
    embed.title = f"{finished.session.name} · {'already ' if finished.repeated else ''}{_BECAME[kind]}"
    if private:
        if finished.moved and kind == "session":
            moves = [_move(one, finished.running, catalogue) for one in finished.moved]
            text = "\n".join(filter(None, moves)) or "As planned."
            embed.add_field(name="How it goes on", value=clip(text, 1024), inline=False)
        coming = finished.coming
        embed.add_field(
            name="Next",
            value=f"{coming.session.name} · {stamp(finished.running.noon(coming.day), 'D')}",
            inline=False,
        )
    return embed


def undone_card(undone: Undone) -> discord.Embed:
    """Say that a step is taken back."""
    return card("Undone", _UNDONE[undone.kind])


def week_card(week: Week, catalogue: Catalogue) -> discord.Embed:
    """Show a week: what was done of it, and what comes if all goes well."""
    running = week.running
    title = f"{running.programme.name} · week {week.number} · in {running.terms.unit}"
    if not week.days:
        return card(title, "Nothing of that week was kept.")
    lines = [
        *_days_of(week.days, running, catalogue),
        "",
        f"-# Days: {days_in_words(running.terms.days)} · {running.terms.plates}",
        f"-# Jumps: {jumps_in_words(running, catalogue)}",
    ]
    footer = "Weights ahead are what comes if every session goes well." if _is_ahead(week) else None
    return card(title, "\n".join(lines), footer=footer)


def reset_card(was: WasReset, catalogue: Catalogue) -> discord.Embed:
    """Say what a reset did: from, to, how much that is, and when the lift is back."""
    running, name = was.running, catalogue[was.exercise].name
    lines = [_reset(one, running) for one in was.resets]
    others = [
        lift.name
        for lift in running.programme.lifts
        if lift.key in running.state.lines and lift.exercise != was.exercise
    ]
    lines.append(f"Only this lift: {', '.join(dict.fromkeys(others))} stay where they are.")
    title = f"{name} · taken back{' already' if was.repeated else ''}"
    return card(
        title, "\n".join(lines), colour=GOOD, footer="Undo puts it back exactly, as long as it has not gone on."
    )


def changed_card(before: Running, after: Running, catalogue: Catalogue) -> discord.Embed:
    """Say what is different now, and what that means."""
    lines = []
    if before.terms.days != after.terms.days:
        lines.append(f"Days: {days_in_words(after.terms.days)} (before: {days_in_words(before.terms.days)}).")
        if after.ends_week_as_it_was:
            lines.append(
                f"This week's sessions stay; week {after.week + 1} is the first of {len(after.terms.days)} days."
            )
        elif before.session().name != after.session().name:
            lines.append(f"Next is now {after.session().name}.")
    if before.terms.jumps != after.terms.jumps:
        lines.append(f"Jumps: {jumps_in_words(after, catalogue)}. They count from the next time a lift goes up.")
    if before.terms.plates != after.terms.plates:
        lines.append(f"Plates: {after.terms.plates}. {_STANDS}")
    return card("Changed" if lines else "All as it was", "\n".join(lines) or "Nothing is different.", colour=GOOD)


def other_plates(running: Running) -> str:
    """Say what another unit, or other plates, of the member mean for the programme that they run."""
    name, plates = running.programme.name, running.terms.plates
    if running.kept.plates:
        return f"{name} keeps the plates that you chose for it, {plates}: `/program week` changes them."
    return f"{name} goes on in {running.terms.unit}, with {plates}. {_STANDS}"


def jumps_in_words(running: Running, catalogue: Catalogue) -> str:
    """Return the member's own jumps, or that they are the programme's."""
    named = [
        str(jump) if key == EVERY_LIFT else f"{catalogue[key].name} {jump}" for key, jump in running.terms.jumps.items()
    ]
    return ", ".join(named) or "the programme's own"


def sets_in_words(targets: Iterable[Target]) -> str:
    """Return sets in short: `60, 75, 90 ×5 · 122.5 ×3`, `100 5×5`, `100 5×3+`."""
    alike = [list(run) for _, run in groupby(targets, key=lambda target: (target.weight, target.reps))]
    groups = []
    for shape, runs in groupby(alike, key=lambda run: f"{_times(run)}{run[0].reps}{'+' if run[-1].amrap else ''}"):
        weights = [figure(run[0].weight.amount) for run in runs]
        groups.append(f"{', '.join(weights)} {shape}")
    return " · ".join(groups)


def _times(alike: Sequence[Target]) -> str:
    return f"{len(alike)}×" if len(alike) > 1 else "×"


def both_units(weight: Weight) -> str:
    """Return a weight in its own unit and, to a tenth, in the other."""
    other = "lb" if weight.unit == "kg" else "kg"
    amount = amount_in(weight, "lb" if weight.unit == "kg" else "kg")
    tenths = (Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{weight} ({figure(tenths)} {other})"


def _days_a_week(programme: Programme) -> str:
    days = f"{programme.days.start}-{programme.days.stop - 1}" if len(programme.days) > 1 else str(programme.days.start)
    return f"{days} days a week"


def _days_of(days: Sequence[WeekDay], running: Running, catalogue: Catalogue) -> list[str]:
    lines = []
    for day in days:
        name = day.session.name.partition(" · ")[2]
        lines.append(f"**{name}** · {stamp(running.noon(day.day), 'D')}{_KINDS[day.kind]}")
        names = [_name_of(work, catalogue) for work in day.session.work]
        width = max(len(name) for name in names)
        lines += [
            f"`{name.ljust(width)}` {'left out' if work.rested else sets_in_words(work.sets)}"
            for name, work in zip(names, day.session.work, strict=True)
        ]
    return lines


def _name_of(work: Work, catalogue: Catalogue) -> str:
    return f"{catalogue[work.exercise].name}{f' · {work.role}' if work.role else ''}"


def _sets_with_plates(work: Work, plates: Plates) -> str:
    if work.rested:
        return "Left out: `/flare status` says why. The programme keeps it where it is."
    lines = []
    for target, run in groupby(work.sets):
        plus = "+" if target.amrap else ""
        lines.append(f"**{target.weight}** {_times(list(run))}{target.reps}{plus}{_plates(target, work, plates)}")
    if work.eased:
        lines.append("*Kept light, as you decided in `/flare status`: logged, but no progress and no miss.*")
    return "\n".join(lines)


def _plates(target: Target, work: Work, plates: Plates) -> str:
    side = plates.per_side(target.weight) if work.barbell else None
    if side is None:
        return ""
    note = " (the plan asks for less than the bar)" if target.under_bar else ""
    return f" — a side: {' + '.join(figure(plate) for plate in side)}" if side else f" — the empty bar{note}"


def _bar_note(sessions: Iterable[Session]) -> str:
    under = any(target.under_bar for session in sessions for work in session.work for target in work.sets)
    return "Where the plan asks for less than the empty bar, it is the bar." if under else ""


def _move(moved: Moved, running: Running, catalogue: Catalogue) -> str:
    """Say how a lift goes on; nothing where that is as it stood, for no reason worth telling."""
    name = _name_of(moved.work, catalogue)
    before, after = (_standing(moved.work.line, line, running) for line in (moved.before, moved.after))
    if before == after and not moved.why:
        return ""
    change = f"stays at {after}" if before == after else f"{before} → {after}"
    return f"{name}: {change}{f' ({moved.why})' if moved.why else ''}"


def _standing(key: str, line: Line, running: Running) -> Weight:
    return running.programme.standing(running.programme.lift(key), line, running.terms)


def _reset(reset: Reset, running: Running) -> str:
    plates = running.terms.plates.per_side(reset.to) if reset.lift.barbell else None
    side = f", a side: {' + '.join(figure(plate) for plate in plates)}" if plates else ""
    weeks = "1 week" if reset.weeks == 1 else f"{reset.weeks} weeks"
    name = f"{reset.lift.name}, {running.programme.standing_name}"
    lines = [
        f"**{name}: {both_units(reset.start)} → {both_units(reset.to)}**{side}",
        (
            f"{figure(reset.percent)} % off. Back at {reset.start} in {weeks}, by week {running.week + reset.weeks}, "
            "if every week goes up."
        ),
    ]
    if reset.at_bar:
        lines.append("That is the empty bar; it goes no lower.")
    return "\n".join(lines)


def _is_ahead(week: Week) -> bool:
    return any(day.kind == "ahead" for day in week.days)

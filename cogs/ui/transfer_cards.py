"""How moving in is shown: what a file holds, what a name in it means, what was saved."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time

import discord

from bot.lifts.exercises import CUSTOM, UNNAMED, Exercise
from bot.lifts.transfer.found import Unread
from bot.lifts.transfer.importing import Imported, Preview
from bot.lifts.transfer.work import NameUse, Overview
from cogs.ui.card import ASK, GOOD, card
from cogs.ui.text import clip, one_line, plain, stamp

Near = Callable[[str, int], Sequence[Exercise]]
"""Tells so many exercises that a name may mean, nearest first."""
_NAME, _WHY = 60, 110
_MOST_NAMES, _MOST_ROWS = 30, 7
_NAMES = 2600  # characters: with two fields of 1,024 a card stays under Discord's 6,000 in all


def preview_card(preview: Preview, lifts: dict[str, Exercise], near: Near) -> discord.Embed:
    """Show what a file holds and what of it is new, before anything is saved; `lifts` are its exercises by id.

    Of the names that are not known it says what they are `near`.
    """
    overview = preview.overview
    head = [_span(overview), _news(overview), _unit(preview)]
    if overview.new:
        head += [_zone(preview), _notes(preview), _supersets(overview), _unknown(overview)]
    head.append(_passed(overview))
    names = _names([_use(use, lifts[use.exercise_id], near) for _, use in by_need(overview)[:_MOST_NAMES]], overview)
    body = "\n".join(filter(None, head)) + (f"\n\n{names}" if names else "")
    fields = []
    if overview.unread_count:
        fields.append(
            (f"Not understood: {_count(overview.unread_count, 'row')}", _rows(overview.unread, overview.unread_count))
        )
    if overview.doubt_count and not preview.asks_unit:
        fields.append(
            (f"Doubtful: {_count(overview.doubt_count, 'set')}", _rows(overview.doubts, overview.doubt_count))
        )
    title = f"{overview.app}: {_count(overview.sets, 'set')} in {_count(overview.sessions, 'session')}"
    footer = "Nothing is saved yet. The file waits here for a day." if overview.news else "Nothing was changed."
    return card(title, body, colour=ASK if overview.news else GOOD, fields=fields, footer=footer)


def name_card(name: str) -> discord.Embed:
    """Ask which exercise a name of the file is."""
    body = (
        "Choose the exercise it is, and its sets count there. What is none of these stays an exercise of your own.\n"
        "I remember it for your next file."
    )
    return card(f"What is “{plain(clip(visible(name), _NAME))}”?", body, colour=ASK)


def reading_card(size: int) -> discord.Embed:
    """Show that a large file is being read."""
    return card(
        "Reading …", f"{size / 1024 / 1024:.1f} MB; that takes some seconds. Nothing is saved before you say so."
    )


def saving_card(done: int, of: int) -> discord.Embed:
    """Show how far a large file is saved."""
    return card("Saving …", f"{100 * done // of} % of it is written.")


def saved_card(imported: Imported) -> discord.Embed:
    """Show what was saved, or undone."""
    saved = imported.saved
    weighed = f" and {_weighings(saved.weighings)}" if saved.weighings else ""
    what = f"{_count(saved.sets, 'set')}{weighed} from {saved.app}"
    if saved.undone_at:
        return card("Import undone", f"{what} no longer count. `/import` the file again to bring them back.")
    again = "This file is in your log already." if imported.repeated else f"{what} are in your log."
    return card("Imported", f"{again} `/history` shows them.", colour=GOOD)


def visible(name: str) -> str:
    """Return a name of the file on one line, without what can't be seen."""
    return one_line("".join(char if char.isprintable() else " " for char in name)) or "(no name)"


def by_need(overview: Overview) -> list[tuple[int, NameUse]]:
    """Return the names of a file with their places: unknown ones first, then those with the most sets."""
    return sorted(enumerate(overview.names), key=lambda placed: (placed[1].known, -placed[1].sets, placed[0]))


def meaning(use: NameUse, lift: Exercise) -> str:
    """Return in words what a name stands for."""
    if use.exercise_id.startswith(UNNAMED):
        return f"your own exercise, shown to others as “{lift.name}”"
    return "your own exercise" if use.exercise_id.startswith(CUSTOM) else lift.name


def _names(shown: list[str], overview: Overview) -> str:
    """Return what the names mean, as many lines as leave room for the rest of the card."""
    while sum(map(len, shown)) > _NAMES:
        shown.pop()
    left = len(overview.names) - len(shown)
    return "\n".join([*shown, *([f"… and {_count(left, 'more exercise')}"] if left else [])])


def _span(overview: Overview) -> str:
    if overview.first is None or overview.last is None:
        return ""
    return f"{_day(overview.first)} – {_day(overview.last)}" if overview.first < overview.last else _day(overview.first)


def _day(day: date) -> str:
    return stamp(datetime.combine(day, time(12), UTC), "D")


def _news(overview: Overview) -> str:
    known = overview.sets - overview.new
    said = []
    if not overview.sets and not overview.weighed:
        said.append("**There is no set in it that I can read.**")
    elif not overview.news:
        said.append("**Nothing new:** all of it is in your log already.")
    elif overview.new:
        said.append(
            f"**New: {_count(overview.new, 'set')}**, which make {_count(overview.entries, 'entry', 'entries')}."
        )
    if overview.weighings:
        said.append(f"**New: {_weighings(overview.weighings)}**, for `/bodyweight`, which only you see.")
    if known and overview.new:
        said.append(f"{known:,} are known already and stay as they are.")
    if overview.changed:
        said.append(f"{_count(overview.changed, 'known set')} stand differently in it now; your log keeps yours.")
    return " ".join(said)


def _unit(preview: Preview) -> str:
    if preview.asks_unit:
        return "**The file does not say its unit.** Are its weights in kg or lb?"
    return f"Its weights are read in **{preview.unit}**." if preview.overview.needs_unit else ""


def _zone(preview: Preview) -> str:
    if preview.zone:
        return f"Its times are read in {preview.zone}."
    return "Its times are read in UTC, for I don't know your time zone: `/settings` sets it."


def _notes(preview: Preview) -> str:
    if not preview.overview.noted or not preview.public:
        return ""
    return "Its notes come along, and who may see your history can read them: `/settings` keeps it to yourself."


def _supersets(overview: Overview) -> str:
    if not overview.supersets:
        return ""
    return f"{_count(overview.supersets, 'superset')}: the notes say which exercises belong together."


def _passed(overview: Overview) -> str:
    """Say what is left out on purpose."""
    if not overview.passed:
        return ""
    return f"Left out, for nothing was lifted: {', '.join(_count(count, what) for what, count in overview.passed)}."


def _weighings(number: int) -> str:
    return _count(number, "body weight")


def _unknown(overview: Overview) -> str:
    if not any(map(_is_unknown, overview.names)):
        return ""
    return "❔ Names I don't know stay exercises of your own, unless you choose below what they are."


def _is_unknown(use: NameUse) -> bool:
    return not use.known and use.exercise_id.startswith(CUSTOM)


def _use(use: NameUse, lift: Exercise, near: Near) -> str:
    name, known = plain(clip(visible(use.name), _NAME)), not _is_unknown(use)
    nearest = [] if known else near(use.name, 1)
    maybe = f" · perhaps {nearest[0].name}" if nearest else ""
    return f"- {'' if known else '❔ '}{name} → {meaning(use, lift)} · {_count(use.sets, 'set')}{maybe}"


def _rows(rows: Iterable[Unread], count: int) -> str:
    listed = [f"line {row.line}: {plain(clip(one_line(row.why), _WHY))}" for row in list(rows)[:_MOST_ROWS]]
    return "\n".join([*listed, *([f"… and {count - len(listed)} more"] if count > len(listed) else [])])


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"

"""`/records`: the bests of a member, of one lift or of all."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.lifts.exercises import Measure
from bot.lifts.review.done import Group
from bot.lifts.review.marks import Marks, RepMax
from bot.lifts.review.records import Overview
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.lift_choices import lift_choices
from cogs.ui.pages import PAGE_SUFFIX, page_buttons, page_note
from cogs.ui.press import Press
from cogs.ui.text import plain, stamp
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House

_REP_MAXES = 20


def marks_card(marks: Marks, owner_id: int, *, own: bool) -> discord.Embed:
    """Return the records of one lift, each with its date."""
    fields = []
    if marks.rep_maxes:
        lines = [_rep_max(best) for best in marks.rep_maxes[:_REP_MAXES]]
        if len(marks.rep_maxes) > _REP_MAXES:
            lines.append(f"… and {len(marks.rep_maxes) - _REP_MAXES} more")
        fields.append(("Best weight for reps", "\n".join(lines)))
    if marks.e1rm:
        best = marks.e1rm
        fields.append(("Best e1RM", f"{best.estimate} from {_set(best.done)} · {stamp(best.done.at, 'd')}"))
    if marks.volume:
        fields.append(("Most volume in a session (weight × reps)", f"{marks.volume} · {stamp(marks.volume.at, 'd')}"))
    if marks.most_reps:
        fields.append(("Most reps in a set", f"{_set(marks.most_reps)} · {stamp(marks.most_reps.at, 'd')}"))
    for longest in marks.longest:
        what = "Longest set" if longest.measure is Measure.SECONDS else "Farthest set"
        fields.append((what, f"{_set(longest)} · {stamp(longest.at, 'd')}"))
    whose = "" if own else f"of <@{owner_id}> · "
    body = f"{whose}{_sessions(marks)}; warm-ups and failed sets don't count"
    return card(f"Records · {plain(marks.exercise.name)}", body, fields=fields, footer=_missing(marks, own=own))


def overview_page(viewer_id: int, overview: Overview) -> tuple[discord.Embed, ui.View]:
    """Return a page of lifts with their records, and the buttons to the pages beside it."""
    own = viewer_id == overview.owner_id
    whose = "" if own else f"of <@{overview.owner_id}>\n\n"
    body = "\n\n".join(_short(marks) for marks in overview.lifts)
    if not body:
        body = "Nothing logged yet." + (" Begin with `/log entry: squat 100 5x5`." if own else "")
    buttons = page_buttons(RecordsPress, f"records:{viewer_id}:{overview.owner_id}", overview.page, overview.pages)
    return card("Records", whose + body, footer=page_note(overview.page, overview.pages) or None), row(*buttons)


def _short(marks: Marks) -> str:
    lines = [f"**{plain(marks.exercise.name)}** · {_sessions(marks)}"]
    if best := marks.heaviest:
        lines.append(f"Heaviest: {_set(best)} · {stamp(best.at, 'd')}")
    if marks.e1rm:
        lines.append(f"Best {marks.e1rm.estimate} · {stamp(marks.e1rm.done.at, 'd')}")
    elif marks.most_reps:
        lines.append(f"Most reps: {_set(marks.most_reps)} · {stamp(marks.most_reps.at, 'd')}")
    lines += [f"Most: {_set(longest)} · {stamp(longest.at, 'd')}" for longest in marks.longest]
    return "\n".join(lines)


def _rep_max(best: RepMax) -> str:
    reps = "1 rep" if best.reps == 1 else f"{best.reps} reps"
    of_more = f" (in a set of {best.done.count})" if best.done.count > best.reps else ""
    return f"{reps} · {best.done.load}{of_more} · {stamp(best.done.at, 'd')}"


def _set(done: Group) -> str:
    sign = {Measure.REPS: "", Measure.SECONDS: " s", Measure.METRES: " m"}[done.measure]
    return f"{done.load} ×{done.count}{sign}"


def _sessions(marks: Marks) -> str:
    return "1 session" if marks.days == 1 else f"{marks.days:,} sessions"


def _missing(marks: Marks, *, own: bool) -> str | None:
    """Say why a bodyweight lift has no e1RM, where the member can change that."""
    if own and marks.most_reps and not marks.e1rm and not marks.with_body:
        return "With your body weight (/bodyweight) this lift has an e1RM and a volume too."
    return None


class RecordsPress(Press, template=rf"records:(?P<owner>\d+):(?P<of>\d+){PAGE_SUFFIX}"):
    """Turns a page of the overview."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        viewer = interaction.user.id
        overview = await house_of(interaction).records.overview(viewer, self.number("of"), self.number("page"))
        embed, view = overview_page(viewer, overview)
        await update(interaction, embed=embed, view=view)


class RecordsCog(commands.Cog, name="Records"):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._records = house.records

    @app_commands.command(
        name="records", description="Best weight for reps, best e1RM, most volume; yours, or of a member who shares"
    )
    @app_commands.describe(lift="Only this lift, in full", member="Someone else who shares their log")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def records(
        self, interaction: discord.Interaction[Any], lift: Word | None = None, member: discord.User | None = None
    ) -> None:
        """Show them, privately."""
        viewer = interaction.user.id
        owner = member.id if member else viewer
        if lift:
            marks = await self._records.of_lift(viewer, owner, lift, interaction.guild_id)
            await answer(interaction, embed=marks_card(marks, owner, own=viewer == owner))
            return
        embed, view = overview_page(viewer, await self._records.overview(viewer, owner, 0))
        await answer(interaction, embed=embed, view=view)

    records.autocomplete("lift")(lift_choices)


ITEMS = (RecordsPress,)
FORMS: tuple[type[Form], ...] = ()
cog = RecordsCog

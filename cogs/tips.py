"""`/tip`: what other lifters found useful. Suggest, browse, vote, report."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.areas import Area
from bot.errors import SpotterError
from bot.flares.regions import load_regions
from bot.tips.kinds import Kind, When
from bot.tips.library import AlreadyIn, Held, Outcome, Posted, Similar
from bot.tips.safety import Finding
from bot.tips.tip import LONGEST, Card, Shelf, Spot, Suggestion
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, GOOD, STOP, card, row
from cogs.ui.custom_ids import number
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_note
from cogs.ui.press import Press
from cogs.ui.text import clip, plain
from cogs.ui.tip_cards import page_embeds, title_of, votes_in_words

if TYPE_CHECKING:
    from bot.app import House

REGIONS = load_regions()

_ANY = "any"
_AREA, _KIND = "|".join(Area), "|".join(Kind)
_SPOT = rf"(?P<area>{_ANY}|{_AREA}):(?P<kind>{_ANY}|{_KIND})"
_HERE = _SPOT + r":(?P<page>\d+):(?P<tip>\d+)"
_DRAFT = r"(?P<owner>\d+):(?P<draft>\d+)"
_MODAL_LIMIT = 4000

# --- Browsing -------------------------------------------------------------------------------------------------------


def shelf_message(shelf: Shelf, disclaimer: str, *, can_vote: bool) -> tuple[list[discord.Embed], ui.View]:
    """Return the page a member stands on, with its buttons; votes belong to a server, so a DM shows none."""
    if shelf.page is None:
        nothing = card("Nothing here yet", "Be the first: `/tip suggest`. Or look at all tips.", footer=disclaimer)
        return [nothing], row(PagePress(f"tip:page:{_ANY}:{_ANY}:0:on", label="All tips"))
    buttons: list[Press] = []
    if can_vote:
        numbered = len(shelf.page.cards) > 1
        for number, shown in enumerate(shelf.page.cards, start=1):
            buttons += _tip_buttons(shown, shelf.spot, prefix=f"{number} · " if numbered else "", row=number - 1)
    buttons += _page_buttons(shelf)
    place = page_note(shelf.spot.page, shelf.pages)
    return page_embeds(shelf.page, disclaimer=disclaimer, place=place), row(*buttons)


def _tip_buttons(shown: Card, spot: Spot, *, prefix: str, row: int) -> list[Press]:
    """Return the buttons of one tip. Each says what it sets, so that pressing one twice by accident sets it once."""
    here = f"{_asked(spot)}:{spot.page}:{shown.tip.id}"
    yes, no = shown.my_vote is True, shown.my_vote is False
    buttons: list[Press] = [
        VotePress(
            f"tip:vote:{here}:{'none' if yes else 'yes'}",
            label=f"{prefix}Helps{' ✓' if yes else ''}",
            style=discord.ButtonStyle.success if yes else discord.ButtonStyle.secondary,
            row=row,
        ),
        VotePress(
            f"tip:vote:{here}:{'none' if no else 'no'}",
            label=f"{prefix}Doesn't{' ✓' if no else ''}",
            style=discord.ButtonStyle.primary if no else discord.ButtonStyle.secondary,
            row=row,
        ),
    ]
    if not shown.tip.starter and not shown.mine:
        reported = shown.my_report
        label = "Reported ✓" if reported else "Report"
        buttons.append(ReportPress(f"tip:report:{here}:{'off' if reported else 'on'}", label=label, row=row))
    return buttons


def _page_buttons(shelf: Shelf) -> list[Press]:
    if shelf.back is None and shelf.on is None:
        return []
    prefix, row = f"tip:page:{_asked(shelf.spot)}", len(shelf.page.cards) if shelf.page else 0
    return [
        PagePress(f"{prefix}:{shelf.back or 0}:back", label="◀", disabled=shelf.back is None, row=row),
        PagePress(f"{prefix}:{shelf.on or 0}:on", label="▶", disabled=shelf.on is None, row=row),
    ]


def _asked(spot: Spot) -> str:
    return f"{spot.area or _ANY}:{spot.kind or _ANY}"


def _spot(press: Press) -> Spot:
    """Return the spot that a button's custom id names."""
    area, kind = press.word("area"), press.word("kind")
    return Spot(None if area == _ANY else Area(area), None if kind == _ANY else Kind(kind), press.number("page"))


async def _show(interaction: discord.Interaction[Any], shelf: Shelf, *, anew: bool, content: str | None = None) -> None:
    """Show a page in a new private message, or in place of the one whose button was pressed."""
    disclaimer = house_of(interaction).library.disclaimer
    embeds, view = shelf_message(shelf, disclaimer, can_vote=interaction.guild_id is not None)
    await (answer if anew else update)(interaction, content, embeds=embeds, view=view)


def _guild(interaction: discord.Interaction[Any]) -> int:
    if interaction.guild_id is None:
        raise SpotterError("Members' tips and votes belong to a server: please do this there.")
    return interaction.guild_id


class PagePress(Press, template=rf"tip:page:{_SPOT}{PAGE_SUFFIX}"):
    """Leads to another page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page, or the nearest there is by now."""
        library = house_of(interaction).library
        await _show(
            interaction, await library.browse(interaction.guild_id, interaction.user.id, _spot(self)), anew=False
        )


class AreaPress(Press, template=rf"tip:area:(?P<area>{_AREA})"):
    """Opens the tips for an area, wherever it stands: `AreaPress.for_(area)`."""

    @classmethod
    def for_(cls, area: Area) -> "AreaPress":
        """Return the button for an area."""
        return cls(f"tip:area:{area}", label=f"Tips: {area.label}")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page in a message of its own."""
        spot = Spot(Area(self.word("area")))
        library = house_of(interaction).library
        await _show(interaction, await library.browse(interaction.guild_id, interaction.user.id, spot), anew=True)


class OpenPress(Press, template=r"tip:open:(?P<tip>\d+)"):
    """Opens the page of one tip."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in a message of its own."""
        library = house_of(interaction).library
        shelf = await library.find(interaction.guild_id, interaction.user.id, self.number("tip"))
        await _show(interaction, shelf, anew=True)


class VotePress(Press, template=rf"tip:vote:{_HERE}:(?P<vote>yes|no|none)"):
    """Sets, changes or withdraws the presser's vote."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the vote and show the page with the new count."""
        helps = {"yes": True, "no": False, "none": None}[self.word("vote")]
        shelf = await house_of(interaction).library.vote(
            _guild(interaction), interaction.user.id, self.number("tip"), helps, _spot(self)
        )
        await _show(interaction, shelf, anew=False)


class ReportPress(Press, template=rf"tip:report:{_HERE}:(?P<report>on|off)"):
    """Reports a member's tip, or takes that back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Record it and show the page again, or the next one when the tip is hidden by it."""
        shelf, hidden = await house_of(interaction).library.report(
            _guild(interaction),
            interaction.user.id,
            self.number("tip"),
            _spot(self),
            take_back=self.word("report") == "off",
        )
        said = "Thank you. Several members reported that tip, so nobody is shown it any more." if hidden else None
        await _show(interaction, shelf, anew=False, content=said)


# --- Suggesting -----------------------------------------------------------------------------------------------------


class SuggestForm(Form, template=r"tip:suggest:(?P<id>\d{4,})"):
    """A tip. The id in the form is the tip's own, so a form sent twice is one tip; starter tips have shorter ones."""

    @classmethod
    def for_(cls, suggestion_id: int, typed: Mapping[str, Any]) -> "SuggestForm":
        """Return the form, filled in with what was typed before."""
        text = clip(str(typed.get("text", "")), _MODAL_LIMIT)
        form = cls(f"tip:suggest:{suggestion_id}", title="Suggest a tip")
        words: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=text or None,
            placeholder="I did … before benching, and my back felt …",
            max_length=max(LONGEST, len(text)),
        )
        form.add_item(_labelled("What helped you?", words, "Your own experience. No drugs, no doses, no diagnoses."))
        form.add_item(_labelled("Area of the body", _select("area", Area, typed)))
        form.add_item(_labelled("Kind of tip", _select("kind", Kind, typed)))
        form.add_item(_labelled("When", _select("when", When, typed)))
        anonymous = bool(typed.get("anonymous"))
        names: ui.RadioGroup[ui.View] = ui.RadioGroup(
            custom_id="name",
            options=[
                discord.RadioGroupOption(label="Show my name", value="shown", default=not anonymous),
                discord.RadioGroupOption(label="Post it anonymously", value="hidden", default=anonymous),
            ],
        )
        form.add_item(_labelled("Your name", names, "Anonymous: nobody in this server can see that it was you."))
        return form

    @classmethod
    async def submitted(
        cls, interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
    ) -> None:
        """Post what was typed, hold it, or show what is similar; what can't be taken can be mended."""
        typed = {
            "id": number(match, "id"),
            "text": values["text"],
            "area": values["area"][0],
            "kind": values["kind"][0],
            "when": values["when"][0],
            "anonymous": values["name"] == "hidden",
        }
        await _suggest(interaction, typed, though_similar=False)


def _labelled(text: str, component: ui.Item[Any], description: str | None = None) -> ui.Label[Any]:
    return ui.Label(text=text, component=component, description=description)


def _select(name: str, choices: type[Area | Kind | When], typed: Mapping[str, Any]) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=choice.label, value=choice, default=typed.get(name) == choice) for choice in choices
    ]
    return ui.Select(custom_id=name, options=options)


async def _suggest(interaction: discord.Interaction[Any], typed: dict[str, Any], *, though_similar: bool) -> None:
    """Hand a suggestion to the library and show what became of it; keep what was typed unless it was posted."""
    house, member_id = house_of(interaction), interaction.user.id
    try:
        outcome: Outcome | SpotterError = await house.library.suggest(
            _guild(interaction), member_id, Suggestion.read(typed), though_similar=though_similar
        )
    except AlreadyIn as error:
        outcome, typed = error, typed | {"id": house.ids()}
    except SpotterError as error:
        outcome = error
    if isinstance(outcome, Posted):
        await _say_posted(interaction, outcome, typed)
        return
    draft = f"{member_id}:{await house.drafts.keep(member_id, 'tip', typed)}"
    match outcome:
        case Held(finding):
            await _say_held(interaction, finding, draft)
        case Similar(cards):
            await _say_similar(interaction, cards, draft)
        case SpotterError():
            await update(interaction, str(outcome), view=row(MendPress(f"tip:mend:{draft}", label="Mend")))


async def _say_posted(interaction: discord.Interaction[Any], posted: Posted, typed: Mapping[str, Any]) -> None:
    named = "without your name" if typed["anonymous"] else "with your name"
    body = f"Members of this server find it {named} in `/tip browse`. Their votes decide where it stands."
    view = row(OpenPress(f"tip:open:{posted.tip_id}", label="See it"), AreaPress.for_(Area(typed["area"])))
    await update(interaction, embed=card("Your tip is posted", body, colour=GOOD), view=view)


async def _say_held(interaction: discord.Interaction[Any], finding: Finding, draft: str) -> None:
    """Say where to find help first, then why the tip is kept back."""
    members = house_of(interaction).members
    region = REGIONS.of((await members.preferences(interaction.user.id, str(interaction.locale))).region)
    reasons = [f"A tip can't {reason}." for reason in finding.reasons] or [
        "A tip can't describe signs that need a professional, so that nobody takes a tip for help."
    ]
    body = "\n".join([*reasons, "", "It is held: no other member sees it. Put it in other words and I look again."])
    embeds = [card("Your tip is held", body, colour=ASK)]
    if finding.help:
        embeds.insert(0, card("First: how are you?", region.fill(finding.help), colour=STOP))
    await update(interaction, embeds=embeds, view=row(MendPress(f"tip:mend:{draft}", label="Mend")))


async def _say_similar(interaction: discord.Interaction[Any], cards: Sequence[Card], draft: str) -> None:
    fields = [
        (f"{number} · {title_of(shown.tip)}", f"{clip(plain(shown.tip.text), 400)}\n*{votes_in_words(shown)}*")
        for number, shown in enumerate(cards, start=1)
    ]
    body = "Your tip is not posted yet. If one of these says the same, a vote for it helps more than a second copy."
    see = [
        OpenPress(f"tip:open:{shown.tip.id}", label=f"See {number}" if len(cards) > 1 else "See it")
        for number, shown in enumerate(cards, start=1)
    ]
    view = row(
        *see,
        PostPress(f"tip:post:{draft}", label="Post it anyway", style=discord.ButtonStyle.primary),
        MendPress(f"tip:mend:{draft}", label="Mend"),
    )
    await update(interaction, embed=card("Something like it is here", body, colour=ASK, fields=fields), view=view)


class PostPress(Press, template=rf"tip:post:{_DRAFT}"):
    """Posts a suggestion although similar tips stand there."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Post what was kept."""
        typed = await house_of(interaction).drafts.recall(interaction.user.id, self.number("draft"))
        await _suggest(interaction, typed, though_similar=True)


class MendPress(Press, template=rf"tip:mend:{_DRAFT}"):
    """Opens the form again with what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        typed = await house_of(interaction).drafts.recall(interaction.user.id, self.number("draft"))
        await SuggestForm.for_(typed["id"], typed).open(interaction)


# --- The commands ---------------------------------------------------------------------------------------------------


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Tips(commands.GroupCog, group_name="tip", group_description="What other lifters found useful"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._house = house

    @app_commands.command(description="Tell others what helped you")
    async def suggest(self, interaction: discord.Interaction[Any]) -> None:
        """Open an empty form."""
        await SuggestForm.for_(self._house.ids(), {}).open(interaction)

    @app_commands.command(description="What members here found useful, the best supported first")
    @app_commands.describe(area="Only for this area of the body", kind="Only of this kind")
    @app_commands.choices(
        area=[app_commands.Choice(name=area.label, value=area.value) for area in Area],
        kind=[app_commands.Choice(name=kind.label, value=kind.value) for kind in Kind],
    )
    async def browse(
        self, interaction: discord.Interaction[Any], area: str | None = None, kind: str | None = None
    ) -> None:
        """Show the first page."""
        spot = Spot(Area(area) if area else None, Kind(kind) if kind else None)
        shelf = await self._house.library.browse(interaction.guild_id, interaction.user.id, spot)
        await _show(interaction, shelf, anew=True)


ITEMS = (PagePress, AreaPress, OpenPress, VotePress, ReportPress, PostPress, MendPress)
FORMS = (SuggestForm,)
cog = Tips

"""Suggesting a tip: the form, and what becomes of what was typed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.areas import Area
from bot.errors import SpotterError
from bot.pace import Cost
from bot.tips.kinds import Kind, When
from bot.tips.outcomes import AlreadyIn, Held, NotKept, Outcome, Posted, Queued, Similar
from bot.tips.tip import LONGEST, Own, Page, Suggestion
from cogs.tips.shelf import AreaPress, OpenPress, guild_of
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, GOOD, card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import clip
from cogs.ui.tip_cards import fitting, page_fields

_DRAFT = r"(?P<owner>\d+):(?P<draft>\d+)"
_MODAL_LIMIT = 4000


def fields_of(form: Form, typed: Mapping[str, Any], *, asked: str, named: bool = True) -> None:
    """Add the fields of a tip to a form, filled in with what was typed before; `named` asks about the name too."""
    text = clip(str(typed.get("text", "")), _MODAL_LIMIT)
    words: ui.TextInput[ui.View] = ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=text or None,
        placeholder="I did … before benching, and my back felt …",
        max_length=max(LONGEST, len(text)),
    )
    form.add_item(_labelled(asked, words, "Own experience. No drugs, no doses, no diagnoses."))
    form.add_item(_labelled("Area of the body", _select("area", Area, typed)))
    form.add_item(_labelled("Kind of tip", _select("kind", Kind, typed)))
    form.add_item(_labelled("When", _select("when", When, typed)))
    if not named:
        return
    anonymous = bool(typed.get("anonymous"))
    names: ui.RadioGroup[ui.View] = ui.RadioGroup(
        custom_id="name",
        options=[
            discord.RadioGroupOption(label="Show my name", value="shown", default=not anonymous),
            discord.RadioGroupOption(label="Post it anonymously", value="hidden", default=anonymous),
        ],
    )
    form.add_item(_labelled("Your name", names, "Anonymous: nobody in this server can see that it was you."))


def typed_in(tip_id: int, values: Filled) -> dict[str, Any]:
    """Return what was filled in, as `Suggestion.read` takes it. Raises SpotterError where a choice is missing."""
    if not all(values[name] for name in ("area", "kind", "when")):
        raise SpotterError("Please choose the area, the kind and the time too.")
    about = {name: values[name] for name in ("text", "area", "kind", "when")}
    return {"id": tip_id, **about, "anonymous": values["name"] == "hidden"}


def typed_of(own: Own) -> dict[str, Any]:
    """Return a tip as it would have been typed."""
    tip = own.tip
    about = {"area": tip.areas[0].value, "kind": tip.kind.value, "when": tip.when.value}
    return {"id": tip.id, "text": tip.text, **about, "anonymous": own.anonymous}


class SuggestForm(Form, template=r"tip:suggest:(?P<id>[1-9]\d{3,18})"):
    """A tip. The id in the form is the tip's own, so that a form sent twice is one tip; starter tips are below 1000."""

    cost = Cost.CREATION

    @classmethod
    def for_(cls, suggestion_id: int, typed: Mapping[str, Any]) -> "SuggestForm":
        """Return the form, filled in with what was typed before."""
        form = cls(f"tip:suggest:{suggestion_id}", title="Suggest a tip")
        fields_of(form, typed, asked="What helped you?")
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Post what was typed, hold it, or show what is similar; what can't be taken can be mended."""
        await _suggest(interaction, typed_in(int(match["id"]), values), though_similar=False)


class EditForm(Form, template=r"tip:edit:(?P<id>\d+)"):
    """A tip of one's own, to be changed."""

    cost = Cost.CREATION

    @classmethod
    def for_(cls, typed: Mapping[str, Any]) -> "EditForm":
        """Return the form, filled in with the tip as it is."""
        form = cls(f"tip:edit:{typed['id']}", title="Change your tip")
        fields_of(form, typed, asked="What helped you?")
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Change it, and say where it stands now; what can't be taken can be mended."""
        typed = typed_in(int(match["id"]), values)
        house, member_id = house_of(interaction), interaction.user.id
        try:
            outcome: Outcome | SpotterError = await house.library.edit(
                guild_of(interaction), member_id, Suggestion.read(typed)
            )
        except SpotterError as error:
            outcome = error
        if isinstance(outcome, Posted | Queued):
            await say_outcome(interaction, outcome, typed, None)
            return
        draft = f"{member_id}:{await house.drafts.keep(member_id, 'tip', typed)}"
        mend = EditMendPress(f"tip:remend:{draft}", label="Mend")
        if isinstance(outcome, SpotterError):
            await update(interaction, str(outcome), view=row(mend))
        else:
            await say_outcome(interaction, outcome, typed, mend)


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
            guild_of(interaction), member_id, Suggestion.read(typed), though_similar=though_similar
        )
    except AlreadyIn as error:
        outcome, typed = error, typed | {"id": house.ids()}
    except SpotterError as error:
        outcome = error
    if isinstance(outcome, Posted | Queued):
        await say_outcome(interaction, outcome, typed, None)
        return
    draft = f"{member_id}:{await house.drafts.keep(member_id, 'tip', typed)}"
    mend = MendPress(f"tip:mend:{draft}", label="Mend")
    if isinstance(outcome, Similar):
        await _say_similar(interaction, fitting(outcome.pages), draft, mend)
    elif isinstance(outcome, Held | NotKept):
        await say_outcome(interaction, outcome, typed, mend)
    else:
        await update(interaction, str(outcome), view=row(mend))


async def say_outcome(
    interaction: discord.Interaction[Any], outcome: Outcome, typed: Mapping[str, Any], mend: Press | None
) -> None:
    """Say where a tip stands now that was handed in."""
    named = "without your name" if typed["anonymous"] else "with your name"
    buttons = await _news_button(interaction)
    if isinstance(outcome, Posted):
        body = f"Members of this server find it {named} in `/tip browse`. Their votes decide where it stands."
        shown = card("Your tip is posted", body, colour=GOOD)
        see = OpenPress(f"tip:open:{outcome.tip_id}", label="See it")
        await update(interaction, embed=shown, view=row(see, AreaPress.for_(Area(typed["area"])), *buttons))
    elif isinstance(outcome, Queued):
        body = f"This server's moderators look at every tip first. Once they approve it, it is shown {named}."
        await update(interaction, embed=card("Your tip waits for a moderator", body, colour=GOOD), view=row(*buttons))
    elif isinstance(outcome, Held):
        await _say_held(interaction, outcome, [*([mend] if mend else []), *buttons])
    elif isinstance(outcome, NotKept):
        body = (
            "Nothing was posted or changed: no other member sees what you typed, and no moderator either. **Mend** "
            "opens it again within the hour; then it is gone."
        )
        await update(
            interaction, embed=card("Only you saw that", body, colour=ASK), view=row(*([mend] if mend else []))
        )


async def _news_button(interaction: discord.Interaction[Any]) -> list[Press]:
    """Return the button that has its author told by DM what becomes of a tip, unless they are already."""
    owner = interaction.user.id
    if (await house_of(interaction).asks.wishes(owner)).news:
        return []
    return [NewsPress(f"tip:news:{owner}:on", label="Tell me by DM what becomes of it")]


async def _say_held(interaction: discord.Interaction[Any], held: Held, buttons: Sequence[Press]) -> None:
    """Say why the tip is kept back; where to find help follows by itself."""
    reasons = [f"A tip can't {reason}." for reason in held.finding.reasons] or [
        "A tip can't describe signs that need a professional, so that nobody takes a tip for help."
    ]
    who = (
        "It is held: no other member sees it, only this server's moderators can look at it. Put it in other words and "
        "I look again; `/tip mine` takes it back."
    )
    shown = card("Your tip is held", "\n".join([*reasons, "", who]), colour=ASK)
    await update(interaction, embed=shown, view=row(*buttons))


async def _say_similar(interaction: discord.Interaction[Any], pages: Sequence[Page], draft: str, mend: Press) -> None:
    fields = [field for page in pages for field in page_fields(page)]
    body = "Your tip is not posted yet. If one of these says the same, a vote for it helps more than a second copy."
    post = PostPress(f"tip:post:{draft}", label="Post it anyway", style=discord.ButtonStyle.primary)
    view = row(*see_buttons(pages), post, mend)
    footer = house_of(interaction).library.disclaimer
    shown = card("Something like it is here", body, colour=ASK, fields=fields, footer=footer)
    await update(interaction, embed=shown, view=view)


def see_buttons(pages: Sequence[Page]) -> list[Press]:
    """Return a button for each page of tips that opens it."""
    return [
        OpenPress(f"tip:open:{page.cards[0].tip.id}", label=f"See {number}" if len(pages) > 1 else "See it")
        for number, page in enumerate(pages, start=1)
    ]


class PostPress(Press, template=rf"tip:post:{_DRAFT}"):
    """Posts a suggestion although similar tips stand there."""

    cost = Cost.CREATION

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Post what was kept."""
        typed = await house_of(interaction).drafts.recall(interaction.user.id, "tip", self.number("draft"))
        await _suggest(interaction, typed, though_similar=True)


class MendPress(Press, template=rf"tip:mend:{_DRAFT}"):
    """Opens the form again with what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        typed = await house_of(interaction).drafts.recall(interaction.user.id, "tip", self.number("draft"))
        await SuggestForm.for_(typed["id"], typed).open(interaction)


class EditMendPress(Press, template=rf"tip:remend:{_DRAFT}"):
    """Opens the form for a change again with what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        typed = await house_of(interaction).drafts.recall(interaction.user.id, "tip", self.number("draft"))
        await EditForm.for_(typed).open(interaction)


class NewsPress(Press, template=r"tip:news:(?P<owner>\d+):(?P<wanted>on|off)"):
    """Chooses whether an author is told by DM what moderators do with their tips."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and say so."""
        wanted = self.word("wanted") == "on"
        await house_of(interaction).asks.wish(interaction.user.id, news=wanted)
        said = (
            "I'll tell you by DM what this server's moderators do with your tips. `/tip mine` switches it off."
            if wanted
            else "I won't write to you about your tips any more."
        )
        await answer(interaction, said)


ITEMS = (PostPress, MendPress, EditMendPress, NewsPress)
FORMS = (SuggestForm, EditForm)

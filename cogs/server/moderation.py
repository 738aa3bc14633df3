"""`/spotter moderation`: what waits, what was reported, what is hidden; every act checked anew and logged."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.errors import Gone, SpotterError
from bot.pace import Cost
from bot.servers.rules import Moderator
from bot.tips.desk.case import Act, Case, Section, View
from bot.tips.desk.store import Block
from bot.tips.tip import LONGEST, State, Tip
from cogs.server.authority import moderator_of
from cogs.server.cards import DONE, LABELS, blocks_card, case_card, log_card
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, CALM, STOP, card, row
from cogs.ui.custom_ids import chosen_number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_buttons, page_note
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip, one_line, plain

_FOUND = "found"
_SECTIONS = "|".join(Section)
_SECTION = rf"(?P<section>{_SECTIONS}|found)"
_CASE = _SECTION + r":(?P<page>\d+):(?P<tip>\d+)"
_OPTION = 100
_BLOCKS_SHOWN = 25
# --- The desk -------------------------------------------------------------------------------------------------------


def desk_message(view: View) -> tuple[discord.Embed, ui.View]:
    """Return a page of the desk, with what can be done."""
    items: list[ui.Item[Any]] = list(_sections(view.waiting))
    if view.case is None:
        shown = card("Nothing here", "Nothing waits in this section.", colour=CALM)
        return shown, row(*items)
    items += _case_buttons(view.case, view.section, view.page)
    for button in page_buttons(DeskPress, f"mod:desk:{view.section}", view.page, view.pages):
        button.item.row = 3
        items.append(button)
    return case_card(view.case, page_note(view.page, view.pages)), row(*items)


def _sections(waiting: dict[Section, int]) -> list[Press]:
    counted = [
        DeskPress(f"mod:desk:{section}:0:on", label=f"{section.label} ({waiting[section]})", row=0)
        for section in Section
    ]
    return [
        *counted,
        BlocksPress("mod:blocks", label="Blocked", row=4),
        LogPress("mod:log:0:on", label="Log", row=4),
    ]


def _case_buttons(case: Case, section: str, page: int) -> list[Press]:
    here = f"{section}:{page}:{case.tip.id}"
    starter = case.tip.starter is not None
    acts = {
        State.HELD: (Act.APPROVE, Act.REMOVE),
        State.PUBLISHED: (Act.KEEP, Act.HIDE, Act.REMOVE),
        State.HIDDEN: (Act.SHOW, Act.REMOVE),
        State.MERGED: (Act.UNMERGE,),
    }.get(case.state, ())
    shown = [act for act in acts if not (starter and act is Act.REMOVE)]
    good = {Act.APPROVE, Act.KEEP, Act.SHOW, Act.UNMERGE}
    open_ = not starter and case.state is not State.MERGED
    first: list[Press] = [
        ActPress(
            f"mod:act:{act}:{here}",
            label=LABELS[act],
            style=discord.ButtonStyle.success if act in good else discord.ButtonStyle.secondary,
            row=1,
        )
        for act in shown
    ]
    if open_:
        first.append(EditPress(f"mod:edit:{here}", label="Edit for safety", row=1))
    second: list[Press] = []
    if open_:
        second.append(FindPress(f"mod:find:merge:{here}", label="Merge …", row=2))
    if case.state is State.PUBLISHED:
        second.append(FindPress(f"mod:find:contest:{here}", label="Put beside …", row=2))
    if case.contested:
        second.append(ActPress(f"mod:act:part:{here}", label=LABELS[Act.PART], row=2))
    if not starter and not case.blocked:
        second.append(ActPress(f"mod:act:block:{here}", label=LABELS[Act.BLOCK], row=2))
    return [*first, *second]


async def show_desk(
    interaction: discord.Interaction[Any],
    moderator: Moderator,
    section: Section = Section.QUEUE,
    page: int = 0,
    *,
    anew: bool = False,
    said: str | None = None,
) -> None:
    """Show a page of the desk, or the nearest there is."""
    embed, view = desk_message(await house_of(interaction).desk.look(moderator, section, page))
    await (answer if anew else update)(interaction, said, embed=embed, view=view)


async def show_found(interaction: discord.Interaction[Any], moderator: Moderator, text: str) -> None:
    """Show the tips that say some words, to open one on the desk."""
    found = await house_of(interaction).library.search(moderator.guild_id, moderator.member_id, text)
    if not found:
        raise SpotterError(f"No tip that is shown says “{plain(text)}”. What is not shown stands in the sections.")
    options = [_option(shown.tip) for page in found for shown in page.cards]
    await answer(interaction, "Which one?", view=row(OpenChoice("mod:open", options=options, placeholder="A tip …")))


async def _show_after(
    interaction: discord.Interaction[Any], moderator: Moderator, section: str, page: int, tip_id: int, said: str
) -> None:
    """Show where a moderator stood, as it is after an act."""
    if section != _FOUND:
        await show_desk(interaction, moderator, Section(section), page, said=said)
        return
    try:
        case = await house_of(interaction).desk.case(moderator, tip_id)
    except Gone:
        await show_desk(interaction, moderator, said=said)
        return
    await update(interaction, said, embed=case_card(case), view=row(*_case_buttons(case, _FOUND, 0)))


def _option(tip: Tip) -> discord.SelectOption:
    words = tip.starter.title if tip.starter else one_line(tip.text)
    about = f"{tip.kind.label} · {tip.areas[0].label}" if not tip.starter else "Starter tip"
    return discord.SelectOption(label=clip(words, _OPTION), value=str(tip.id), description=about)


class DeskPress(Press, template=rf"mod:desk:(?P<section>{_SECTIONS}){PAGE_SUFFIX}"):
    """Leads to a section and page of the desk."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        moderator = await moderator_of(interaction)
        await show_desk(interaction, moderator, Section(self.word("section")), self.number("page"))


class OpenChoice(Choice, template=r"mod:open"):
    """Opens a tip that was looked for."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it with what can be done."""
        moderator = await moderator_of(interaction)
        case = await house_of(interaction).desk.case(moderator, chosen_number(self.values[0]))
        await update(interaction, embed=case_card(case), view=row(*_case_buttons(case, _FOUND, 0)))


class ActPress(Press, template=rf"mod:act:(?P<act>approve|keep|hide|show|remove|part|unmerge|block):{_CASE}"):
    """Does something to a tip; removing asks first."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, or ask."""
        moderator, act, tip_id = await moderator_of(interaction), Act(self.word("act")), self.number("tip")
        desk = house_of(interaction).desk
        if act is Act.REMOVE:
            case = await desk.case(moderator, tip_id)
            here = ":".join(self.word(part) for part in ("section", "page", "tip"))
            sure = SurePress(f"mod:sure:{here}", label="Yes, remove it", style=discord.ButtonStyle.danger)
            back = DeskPress("mod:desk:queue:0:on", label="No")
            footer = "Hiding can be undone; this can't."
            asked = card("Remove it for good?", plain(case.tip.text), colour=STOP, footer=footer)
            await update(interaction, embed=asked, view=row(sure, back))
            return
        await desk.decide(moderator, tip_id, act)
        place = (self.word("section"), self.number("page"), tip_id)
        await _show_after(interaction, moderator, *place, DONE[act])


class SurePress(Press, template=rf"mod:sure:{_CASE}"):
    """Removes a tip for good."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Remove it and show the desk."""
        moderator = await moderator_of(interaction)
        await house_of(interaction).desk.decide(moderator, self.number("tip"), Act.REMOVE)
        place = (self.word("section"), self.number("page"), self.number("tip"))
        await _show_after(interaction, moderator, *place, DONE[Act.REMOVE])


# --- Words, merging, side by side -----------------------------------------------------------------------------------


class EditPress(Press, template=rf"mod:edit:{_CASE}"):
    """Opens the words of a tip."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        moderator = await moderator_of(interaction)
        case = await house_of(interaction).desk.case(moderator, self.number("tip"))
        here = ":".join(self.word(part) for part in ("section", "page", "tip"))
        await WordsForm.for_(here, case.tip.text).open(interaction)


class WordsForm(Form, template=rf"mod:edit:{_CASE}"):
    """The words of a tip, to be made safe."""

    @classmethod
    def for_(cls, here: str, text: str) -> "WordsForm":
        """Return the form, filled in."""
        form = cls(f"mod:edit:{here}", title="Edit for safety")
        field: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, default=text, max_length=LONGEST
        )
        said = "Votes stay; the card says that moderators changed it."
        form.add_item(ui.Label(text="The words of this tip", component=field, description=said))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Change them and show the desk."""
        moderator, tip_id = await moderator_of(interaction), int(match["tip"])
        await house_of(interaction).desk.reword(moderator, tip_id, values["text"])
        await _show_after(interaction, moderator, match["section"], int(match["page"]), tip_id, DONE[Act.EDIT])


class FindPress(Press, template=rf"mod:find:(?P<act>merge|contest):{_CASE}"):
    """Asks which other tip is meant."""

    cost = Cost.SEARCH

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the likest tips, and a way to look for others."""
        moderator = await moderator_of(interaction)
        desk, tip_id = house_of(interaction).desk, self.number("tip")
        case = await desk.case(moderator, tip_id)
        others = await desk.candidates(moderator, tip_id, case.tip.text)
        here = ":".join(self.word(part) for part in ("act", "section", "page", "tip"))
        await _offer(interaction, here, others)


async def _offer(interaction: discord.Interaction[Any], here: str, others: Sequence[Tip]) -> None:
    verb = "Merge it into which tip?" if here.startswith(Act.MERGE) else "Put it beside which tip?"
    view = row(
        TargetChoice(f"mod:target:{here}", options=[_option(tip) for tip in others], placeholder="A tip …"),
        SearchPress(f"mod:search:{here}", label="Look for another …"),
        DeskPress("mod:desk:queue:0:on", label="Back"),
    )
    await update(interaction, embed=card(verb, "The likest come first.", colour=ASK), view=view)


class SearchPress(Press, template=rf"mod:search:(?P<act>merge|contest):{_CASE}"):
    """Opens a form for words of the other tip."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        await moderator_of(interaction)
        here = ":".join(self.word(part) for part in ("act", "section", "page", "tip"))
        await SearchForm.for_(here).open(interaction)


class SearchForm(Form, template=rf"mod:search:(?P<act>merge|contest):{_CASE}"):
    """Words of the other tip."""

    cost = Cost.SEARCH

    @classmethod
    def for_(cls, here: str) -> "SearchForm":
        """Return the form."""
        form = cls(f"mod:search:{here}", title="Look for a tip")
        field: ui.TextInput[ui.View] = ui.TextInput(custom_id="text", max_length=_OPTION)
        form.add_item(ui.Label(text="Some words of it", component=field))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Offer what was found."""
        moderator, tip_id = await moderator_of(interaction), int(match["tip"])
        found = await house_of(interaction).library.search(moderator.guild_id, moderator.member_id, values["text"])
        others = [shown.tip for page in found for shown in page.cards if shown.tip.id != tip_id]
        if not others:
            raise SpotterError("No other tip that is shown says that. Please try other words.")
        await _offer(interaction, ":".join(match[part] for part in ("act", "section", "page", "tip")), others)


class TargetChoice(Choice, template=rf"mod:target:(?P<act>merge|contest):{_CASE}"):
    """Merges a tip into the chosen one, or puts it beside it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it and show the desk."""
        moderator, desk = await moderator_of(interaction), house_of(interaction).desk
        act, tip_id, other = Act(self.word("act")), self.number("tip"), chosen_number(self.values[0])
        await (desk.merge if act is Act.MERGE else desk.contest)(moderator, tip_id, other)
        place = (self.word("section"), self.number("page"), tip_id)
        await _show_after(interaction, moderator, *place, DONE[act])


# --- Blocks and the log ---------------------------------------------------------------------------------------------


def blocks_message(blocks: Sequence[tuple[Block, str | None]]) -> tuple[discord.Embed, ui.View]:
    """Return whom the server refuses, by the tips it came from; nobody is told who that is."""
    latest = blocks[:_BLOCKS_SHOWN]
    back = DeskPress("mod:desk:queue:0:on", label="Back to the desk", row=1)
    if not latest:
        return blocks_card(latest), row(back)
    options = [
        discord.SelectOption(label=clip(one_line(text or "a tip that is gone"), _OPTION), value=str(block.tip_id))
        for block, text in latest
    ]
    unblock = UnblockChoice("mod:unblock", options=options, placeholder="Unblock the author of …", row=0)
    return blocks_card(latest), row(unblock, back)


class BlocksPress(Press, template=r"mod:blocks"):
    """Leads to blocked authors."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show them by their tips."""
        moderator = await moderator_of(interaction)
        embed, view = blocks_message(await house_of(interaction).desk.blocks(moderator))
        await update(interaction, embed=embed, view=view)


class UnblockChoice(Choice, template=r"mod:unblock"):
    """Takes suggestions of a tip's author again."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Unblock and show who is left."""
        moderator, desk = await moderator_of(interaction), house_of(interaction).desk
        await desk.unblock(moderator, chosen_number(self.values[0]))
        embed, view = blocks_message(await desk.blocks(moderator))
        await update(interaction, "This server takes their suggestions again.", embed=embed, view=view)


class LogPress(Press, template=rf"mod:log{PAGE_SUFFIX}"):
    """Leads to a page of the log."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        moderator, house = await moderator_of(interaction), house_of(interaction)
        log = await house.servers.log(moderator, self.number("page"))
        names = await house.desk.names(moderator, [act.tip_id for act in log.acts if act.tip_id is not None])
        back = DeskPress("mod:desk:queue:0:on", label="Back to the desk")
        view = row(*page_buttons(LogPress, "mod:log", log.page, log.pages), back)
        await update(interaction, embed=log_card(log, names), view=view)


ITEMS = (
    *(DeskPress, OpenChoice, ActPress, SurePress, EditPress, FindPress, SearchPress, TargetChoice),
    *(BlocksPress, UnblockChoice, LogPress),
)
FORMS = (WordsForm, SearchForm)

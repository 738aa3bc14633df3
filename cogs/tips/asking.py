"""Suggest as tip: a message becomes a tip of its author, if they agree by DM; and news of tips by DM."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.database import Connection
from bot.delivery.schedule import Due
from bot.errors import SpotterError
from bot.pace import Cost
from bot.tips.asks.store import Ask, Message
from bot.tips.desk.case import Act
from bot.tips.outcomes import Held, NotKept, Posted
from bot.tips.tip import LONGEST, Suggestion
from cogs.tips.shelf import guild_of
from cogs.tips.suggesting import SuggestForm, fields_of, typed_in
from cogs.ui.answer import answer, update
from cogs.ui.card import GOOD, Letter, card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import clip, one_line, plain

if TYPE_CHECKING:
    from bot.house import House

_ASK = r"(?P<owner>\d+):(?P<ask>\d+)"
_BECAME = {
    Act.APPROVE: "was approved: members see it now.",
    Act.SHOW: "is shown again.",
    Act.HIDE: "was hidden. A change of it goes to the moderators.",
    Act.REMOVE: "was taken away.",
    Act.EDIT: "was put in other words, for safety. `/tip mine` shows how it reads now.",
    Act.UNMERGE: "was taken out of the one it had been merged with: it stands by itself again.",
    Act.MERGE: "was merged with one that says the same; its votes went there.",
}
"""What authors are told, by the act."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def suggest_as_tip(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the form with a message: one's own goes straight in, another's author is asked."""
    if message.author.bot or message.webhook_id is not None:
        raise SpotterError("That message is not a member's, so nobody could agree to it being their tip.")
    if not message.content.strip():
        raise SpotterError("That message has no words I could take.")
    house = house_of(interaction)
    if message.author.id == interaction.user.id:
        await SuggestForm.for_(house.ids(), {"text": clip(message.content, LONGEST)}).open(interaction)
        return
    about = Message(guild_of(interaction), message.channel.id, message.id, message.author.id)
    await AskForm.for_(await house.asks.begin(interaction.user.id, about), message.content).open(interaction)


class AskForm(Form, template=r"tip:ask:(?P<id>\d+)"):
    """What somebody's message would say as a tip."""

    cost = Cost.CREATION

    @classmethod
    def for_(cls, ask_id: int, text: str) -> "AskForm":
        """Return the form with the words of the message."""
        form = cls(f"tip:ask:{ask_id}", title="Suggest as tip")
        fields_of(form, {"text": clip(text, LONGEST)}, asked="Their words", named=False)
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Ask the author; nothing is posted before they agree."""
        suggestion = Suggestion.read(typed_in(int(match["id"]), values))
        author_id = await house_of(interaction).asks.ask(interaction.user.id, suggestion)
        body = f"I ask <@{author_id}> by DM. If they agree, it becomes a tip of theirs; if not, nothing does."
        await answer(interaction, embed=card("Asked", body, colour=GOOD))


def ask_message(ask: Ask) -> tuple[discord.Embed, discord.ui.View]:
    """Return the question to an author, with its answers."""
    about = ask.about
    here = f"{about.author_id}:{ask.id}"
    body = (
        f"<@{ask.asker_id}> would like to see what you wrote as a tip in a server we share. This is how it would read, "
        f"in the words that they put it in:\n\n> {plain(one_line(ask.suggestion.text))}\n\n"
        f"*{ask.suggestion.kind.label} · {ask.suggestion.area.label} · {ask.suggestion.when.label}*"
    )
    if about.channel_id is not None:
        body += f"\n-# What you wrote: https://discord.com/channels/{about.guild_id}/{about.channel_id}/{about.id}"
    view = row(
        AgreePress(f"tip:agree:{here}:named", label="Yes, with my name", style=discord.ButtonStyle.success),
        AgreePress(f"tip:agree:{here}:anonymous", label="Yes, without my name"),
        DeclinePress(f"tip:decline:{here}:once", label="No"),
        DeclinePress(f"tip:decline:{here}:ever", label="Never ask me"),
    )
    return card("May this be a tip of yours?", body, footer="Nothing is posted unless you say yes."), view


class AgreePress(Press, template=rf"tip:agree:{_ASK}:(?P<name>named|anonymous)"):
    """Agrees that a message becomes a tip of its author."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Post it as theirs and say where it stands."""
        anonymous = self.word("name") == "anonymous"
        asks = house_of(interaction).asks
        _, outcome = await asks.agree(interaction.user.id, self.number("ask"), anonymous=anonymous)
        if isinstance(outcome, NotKept):
            raise SpotterError("I can't take these words as a tip after all. Nothing was posted.")
        if isinstance(outcome, Posted):
            said = "Thank you. It is a tip of yours now."
        elif isinstance(outcome, Held):
            said = "Thank you. It is held until a moderator has looked at its words."
        else:
            said = "Thank you. It is shown as soon as a moderator has looked at it."
        body = f"{said} `/tip mine`, in that server, changes it or takes it back."
        await update(interaction, embed=card("It may be a tip", body, colour=GOOD))


class DeclinePress(Press, template=rf"tip:decline:{_ASK}:(?P<how>once|ever)"):
    """Declines, this time or for good."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Note it and say so."""
        ever = self.word("how") == "ever"
        await house_of(interaction).asks.decline(interaction.user.id, self.number("ask"), ever=ever)
        said = "Nothing was posted." + (" I won't ask you about messages of yours any more." if ever else "")
        await update(interaction, embed=card("No tip then", said))


class AskedPress(Press, template=r"tip:asked:(?P<owner>\d+)"):
    """Opens what one is asked, for those whom a DM did not reach."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the oldest question."""
        asked = await house_of(interaction).asks.all_asked(interaction.user.id)
        if not asked:
            raise SpotterError("Nothing is asked of you any more.")
        embed, view = ask_message(asked[0])
        await answer(interaction, embed=embed, view=view)


class AskLine:
    """The question to an author, by direct message only."""

    private = True

    def __init__(self, house: "House") -> None:
        self._asks = house.asks

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:  # noqa: ARG002 - it can wait
        """Return the question, or None when it was answered or has run out."""
        ask = next((ask for ask in await self._asks.all_asked(due.member_id) if ask.id == due.subject_id), None)
        if ask is None:
            return None
        embed, view = ask_message(ask)
        return Letter(embeds=[embed], view=view)

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Nothing follows."""

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Leave it in `/tip mine`, where it waits."""

    async def missed_text(self, due: Due) -> str | None:
        """Say where the question waits, while it does."""
        if all(ask.id != due.subject_id for ask in await self._asks.all_asked(due.member_id)):
            return None
        return "Somebody would like to see a message of yours as a tip: `/tip mine` has the question."


class NewsLine:
    """What moderators did with a tip, told to its author by direct message only."""

    private = True

    def __init__(self, house: "House") -> None:
        self._library = house.library
        self._asks = house.asks

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:  # noqa: ARG002 - it can wait
        """Return the news, or None when the tip is gone or its author no longer wishes to be told."""
        if not (await self._asks.wishes(due.member_id)).news:
            return None
        said = await self._said(due)
        if said is None:
            return None
        off = NewsPressOff.for_(due.member_id)
        return Letter(embeds=[card("Your tip", said, footer="You asked to be told this.")], view=row(off))

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Nothing follows."""

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Nothing follows."""

    async def missed_text(self, due: Due) -> str | None:
        """Return the news on one line."""
        return await self._said(due)

    async def _said(self, due: Due) -> str | None:
        guild_id, _, act = due.step.partition(":")
        own = [own for own in await self._library.own(int(guild_id), due.member_id) if own.tip.id == due.subject_id]
        if not own:
            return None
        return f"“{plain(clip(one_line(own[0].tip.text), 80))}” {_BECAME[Act(act)]}"


class NewsPressOff(Press, template=r"tip:nonews:(?P<owner>\d+)"):
    """Stops news of tips, in each of them."""

    @classmethod
    def for_(cls, owner: int) -> "NewsPressOff":
        """Return the button for a member."""
        return cls(f"tip:nonews:{owner}", label="Stop these")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Stop them and say so."""
        await house_of(interaction).asks.wish(interaction.user.id, news=False)
        await answer(interaction, "I won't write to you about your tips any more. `/tip mine` switches it on again.")


ITEMS = (AgreePress, DeclinePress, AskedPress, NewsPressOff)
FORMS = (AskForm,)

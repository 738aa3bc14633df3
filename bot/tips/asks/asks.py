"""Use cases by DM: asking an author whether their message may be a tip, and telling authors what became of theirs."""

from dataclasses import replace
from datetime import timedelta

from bot.database import Connection, Database
from bot.delivery.schedule import Schedule
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.tips.asks import store
from bot.tips.asks.store import Ask, Message, Wishes
from bot.tips.library import Library
from bot.tips.outcomes import Outcome
from bot.tips.tip import Suggestion

NEWS, ASK = "tip_news", "tip_ask"
"""Kinds of delivery; both by direct message only."""
ANSWER_WITHIN = timedelta(days=14)
"""An ask goes after so long. Until then nobody asks about that message again, whatever its author answered."""
SENT_WITHIN = timedelta(days=1)
"""For so long after it was opened a form asks."""
ASKS_A_DAY = 5
"""So many messages one member asks about in a day."""


class Asks:
    """Asks, their answers, and what members wish to be written to about."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, schedule: Schedule, library: Library) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._schedule = schedule
        self._library = library

    async def wishes(self, member_id: int) -> Wishes:
        """Return what a member wants to be written to about."""
        return await self._database.glance(store.wishes, member_id)

    async def wish(self, member_id: int, *, news: bool | None = None, asks: bool | None = None) -> Wishes:
        """Change what a member wants to be written to about; None leaves it as it is."""
        return await self._database.write(self._wish, member_id, news, asks)

    async def begin(self, asker_id: int, about: Message) -> int:
        """Return the id of a form about a message, by which its author can be asked, once, for a day.

        Whom to ask is kept here and not in the form: with a made-up form anybody could have anybody written to.
        """
        form_id = self._ids()
        await self._database.write(store.keep_form, asker_id, form_id, about, self._clock())
        return form_id

    async def ask(self, asker_id: int, suggestion: Suggestion) -> int:
        """Ask the author of the message that a form (`begin`) is about whether it may be a tip of theirs.

        Nothing is posted before they agree. Returns whom it asks. Raises Gone when there is no such form of the asker,
        SpotterError when it can't be a tip, when they don't want to be asked, or when too much was asked.
        """
        finding = self._library.check(suggestion.text)
        if finding.held:
            reasons = " ".join(f"A tip can't {reason}." for reason in finding.reasons)
            raise SpotterError(f"I can't ask about that text. {reasons}".strip())
        author_id = await self._database.write(self._ask, asker_id, suggestion)
        self._schedule.wake()
        return author_id

    async def asked(self, author_id: int, ask_id: int) -> Ask:
        """Return what an author is asked. Raises Gone."""
        ask = await self._database.read(store.of_author, author_id, ask_id)
        if ask is None:
            raise _answered()
        return ask

    async def all_asked(self, author_id: int) -> tuple[Ask, ...]:
        """Return everything an author is asked, oldest first."""
        return tuple(await self._database.read(store.all_of_author, author_id))

    async def agree(self, author_id: int, ask_id: int, *, anonymous: bool) -> tuple[Ask, Outcome]:
        """Have the message be a tip of its author, with their name or without. Raises Gone, and as `suggest` does."""
        ask = await self.asked(author_id, ask_id)
        suggestion = replace(ask.suggestion, anonymous=anonymous)
        outcome = await self._library.suggest(ask.about.guild_id, author_id, suggestion, though_similar=True)
        await self._database.write(store.answer, author_id, ask_id, self._clock())
        return ask, outcome

    async def decline(self, author_id: int, ask_id: int, *, ever: bool) -> None:
        """Say no to an ask; `ever` means that the author does not want to be asked again. Twice is once."""
        await self._database.write(store.answer, author_id, ask_id, self._clock())
        if ever:
            await self.wish(author_id, asks=False)

    async def clear_out(self) -> int:
        """Delete asks of two weeks ago, answered or not, and forms of a day ago; return how many."""
        forms = await self._database.write(store.drop_forms_before, self._clock() - SENT_WITHIN)
        return forms + await self._database.write(store.drop_before, self._clock() - ANSWER_WITHIN)

    def _wish(self, connection: Connection, member_id: int, news: bool | None, asks: bool | None) -> Wishes:
        before = store.wishes(connection, member_id)
        wanted = Wishes(before.news if news is None else news, before.asks if asks is None else asks)
        store.wish(connection, member_id, wanted)
        return wanted

    def _ask(self, connection: Connection, asker_id: int, suggestion: Suggestion) -> int:
        now = self._clock()
        about = store.form(connection, asker_id, suggestion.id)
        if about is None:
            raise Gone("Nobody was asked: that form has run out. Open **Suggest as tip** on the message again.")
        if not store.wishes(connection, about.author_id).asks:
            raise SpotterError("That member does not want to be asked. Nothing was sent.")
        if not store.add(connection, Ask(suggestion.id, about, asker_id, suggestion, now)):
            if store.is_asked(connection, asker_id, suggestion.id):
                return about.author_id  # the form was sent again
            raise SpotterError("Its author has been asked about that message already. Nothing was sent.")
        if store.asked_since(connection, asker_id, now - timedelta(days=1)) > ASKS_A_DAY:
            raise SpotterError(f"You have asked about {ASKS_A_DAY} messages today. Please try again tomorrow.")
        self._schedule.add(
            connection, member_id=about.author_id, id=self._ids(), kind=ASK, subject_id=suggestion.id, due_at=now
        )
        return about.author_id


class Tidings:
    """Tells authors what moderators did with their tips, if they wish; runs inside the units of the desk."""

    def __init__(self, schedule: Schedule, clock: Clock, ids: Ids) -> None:
        self._schedule = schedule
        self._clock = clock
        self._ids = ids

    def tell(self, connection: Connection, author_id: int, guild_id: int, tip_id: int, act: str) -> None:
        """Have an author written to, if they wish. The step says in which server, and what was done."""
        if not store.wishes(connection, author_id).news:
            return
        self._schedule.add(
            connection,
            member_id=author_id,
            id=self._ids(),
            kind=NEWS,
            subject_id=tip_id,
            step=f"{guild_id}:{act}",
            due_at=self._clock(),
        )

    def wake(self) -> None:
        """Have it sent soon."""
        self._schedule.wake()


def _answered() -> Gone:
    return Gone("That is no longer asked: you answered it, or it was two weeks ago. Nothing was changed.")

"""The use cases of moderators. Each takes a Moderator, who was found to be one for this very act, and is logged.

What a moderator sees of a tip never names an anonymous author, a voter or who reported.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Protocol

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.safety import Level, Tripwires
from bot.sealing import Seal
from bot.servers.rules import Moderator
from bot.tips import store as tips_store
from bot.tips.desk import merging, store
from bot.tips.desk.case import Act, Case, Section, View
from bot.tips.desk.rush import rush
from bot.tips.desk.store import Block
from bot.tips.library import Public, author_marks
from bot.tips.room import MOST_SIDES, Rooms
from bot.tips.similarity import alike
from bot.tips.store import Count
from bot.tips.tip import Own, State, Tip, Why, checked_text
from bot.tips.voices import store as voices

BLOCKED_FOR = timedelta(days=365)
"""A block ends by itself after so long."""
CANDIDATES = 10
"""So many tips are offered to merge with, or to put beside."""


_BACK = {State.PUBLISHED: (State.PUBLISHED, Why.NONE), State.HIDDEN: (State.HIDDEN, Why.MODERATOR)}
"""Where a tip stands that is taken out of another, by where it stood; what was held waits again."""
_TOLD = {Act.APPROVE, Act.HIDE, Act.SHOW, Act.REMOVE, Act.EDIT, Act.MERGE, Act.UNMERGE}
"""What the author of a tip is told of, if they wish."""


class News(Protocol):
    """Tells authors what became of their tips, if they wish."""

    def tell(self, connection: Connection, author_id: int, guild_id: int, tip_id: int, act: str) -> None:
        """Have an author written to, inside the unit of the act."""
        ...

    def wake(self) -> None:
        """Have it sent soon; called after the unit."""
        ...


Note = Callable[[Connection, int, int, Act, int], None]
"""Logs an act: connection, server, actor, act, tip."""


class Desk:
    """What moderators look at and decide."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        rooms: Rooms,
        tripwires: Tripwires,
        seal: Seal,
        public: Public,
        news: News,
        note: Note,
    ) -> None:
        self._database = database
        self._clock = clock
        self._rooms = rooms
        self._starters = rooms.starters
        self._tripwires = tripwires
        self._seal = seal
        self._public = public
        self._news = news
        self._note = note

    async def look(self, moderator: Moderator, section: Section, page: int) -> View:
        """Return a page of a section, or the nearest there is."""
        return await self._database.read(self._look, moderator, section, page)

    async def case(self, moderator: Moderator, tip_id: int) -> Case:
        """Return one tip as it lies on the desk. Raises Gone."""
        return await self._database.read(self._case, moderator.guild_id, tip_id)

    async def decide(self, moderator: Moderator, tip_id: int, act: Act) -> None:
        """Approve, keep, hide, show, remove, part, take a merged one out again, block. Twice is once.

        Raises Gone, and SpotterError for starters.
        """
        await self._act(self._decide, moderator, tip_id, act)

    async def reword(self, moderator: Moderator, tip_id: int, typed: str) -> None:
        """Change the words of a member's tip, for safety; votes stay. Raises Gone, SpotterError for the text.

        Words that the tripwires see something in take a shown tip back into the queue, whoever wrote them; words of
        self-harm are not taken.
        """
        await self._act(self._reword, moderator, tip_id, checked_text(typed))

    async def candidates(self, moderator: Moderator, tip_id: int, text: str) -> list[Tip]:
        """Return shown tips that a tip could be merged with or put beside, the likest to the text first."""
        return await self._database.read(self._candidates, moderator, tip_id, text)

    async def merge(self, moderator: Moderator, tip_id: int, into: int) -> None:
        """Have a tip taken in by another: votes, reports, trials and lists follow; who voted on both counts once.

        `Act.UNMERGE` undoes it. Raises Gone when one of them is no longer there, SpotterError when they are the same.
        """
        await self._act(self._merge, moderator, tip_id, into)

    async def contest(self, moderator: Moderator, tip_id: int, other: int) -> None:
        """Have two tips stand side by side. Raises Gone, and SpotterError when too many would stand together."""
        await self._act(self._contest, moderator, tip_id, other)

    async def blocks(self, moderator: Moderator) -> list[tuple[Block, str | None]]:
        """Return whom the server refuses, by the tips it came from, each with its words while it is there."""
        return await self._database.read(self._blocks, moderator)

    async def unblock(self, moderator: Moderator, tip_id: int) -> None:
        """Take suggestions of a tip's author again. Raises Gone when that is so already."""
        await self._act(self._unblock, moderator, tip_id)

    async def names(self, moderator: Moderator, tip_ids: Collection[int]) -> dict[int, str]:
        """Return what tips of the log are called; one that is gone, or its author's alone, is left out."""
        return await self._database.read(self._names, moderator, tip_ids)

    async def known_by_older_keys(self) -> tuple[int, datetime | None]:
        """Return how many blocked authors no change of keys can mark anew, and when the last of these blocks ends.

        Their tips are gone, so nothing says who they are; without the key of the block they would be welcome again.
        """
        blocks, last = await self._database.read(store.blocks_without_tip)
        return blocks, None if last is None else last + BLOCKED_FOR

    async def clear_out(self) -> int:
        """Delete blocks that ended, and return how many."""
        return await self._database.write(store.drop_blocks_before, self._clock() - BLOCKED_FOR)

    async def _act(self, unit: Callable[..., None], moderator: Moderator, tip_id: int, *what: object) -> None:
        await self._database.write(unit, moderator, tip_id, *what)
        self._public.wake()
        self._news.wake()

    def _look(self, connection: Connection, moderator: Moderator, section: Section, page: int) -> View:
        guild_id = moderator.guild_id
        lists = {
            Section.QUEUE: list(
                dict.fromkeys([*store.flagged(connection, guild_id), *store.held(connection, guild_id)])
            ),
            Section.REPORTED: store.reported(connection, guild_id),
            Section.HIDDEN: store.hidden(connection, guild_id),
            Section.MERGED: store.merged(connection, guild_id),
        }
        waiting = {name: len(tip_ids) for name, tip_ids in lists.items()}
        pages = len(lists[section])
        if not pages:
            return View(section, 0, 0, None, waiting)
        page = max(0, min(page, pages - 1))
        return View(section, page, pages, self._case(connection, guild_id, lists[section][page]), waiting)

    def _case(self, connection: Connection, guild_id: int, tip_id: int) -> Case:
        own = self._standing(connection, guild_id, tip_id)[0]
        evidence = self._rooms.evidence(connection, guild_id, (own.tip,))
        pairs = tips_store.contests(connection, guild_id)
        return Case(
            tip=own.tip,
            state=own.state,
            why=own.why,
            anonymous=own.anonymous,
            flagged=tip_id in voices.flagged(connection, guild_id),
            finding=self._tripwires.check(own.tip.text),
            votes=tips_store.counts_of(connection, guild_id, (tip_id,)).get(tip_id, Count()),
            reports=store.reports_of(connection, guild_id, tip_id),
            evidence=evidence.get(tip_id),
            contested=any(tip_id in pair for pair in pairs),
            votes_at_once=rush(voices.voted_at(connection, guild_id, tip_id)),
            trials_at_once=rush(self._rooms.trials.tried_at(connection, guild_id, tip_id)),
            into=self._name(connection, guild_id, own.merged_into) if own.merged_into else None,
            blocked=any(block.tip_id == tip_id for block in store.blocks(connection, guild_id)),
        )

    def _standing(self, connection: Connection, guild_id: int, tip_id: int) -> tuple[Own, int | None]:
        """Return a tip of the desk, and its author for use inside the unit only. Raises Gone."""
        if starter := self._starters.tips.get(tip_id):
            hidden = tip_id in tips_store.starters_hidden(connection, guild_id)
            state = State.HIDDEN if hidden else State.PUBLISHED
            return Own(starter, state, Why.MODERATOR if hidden else Why.NONE, anonymous=False), None
        found = tips_store.standing(connection, guild_id, tip_id)
        if found is None or found[0].state in {State.REMOVED, State.WITHDRAWN}:
            raise _gone()
        return found

    def _decide(self, connection: Connection, moderator: Moderator, tip_id: int, act: Act) -> None:
        own, author_id = self._standing(connection, moderator.guild_id, tip_id)
        if own.state is State.MERGED and act not in {Act.BLOCK, Act.UNMERGE}:
            raise _gone()
        if author_id is None:
            changed = self._decide_on_starter(connection, moderator.guild_id, own, act)
        else:
            changed = self._decide_on_tip(connection, moderator.guild_id, own, author_id, act)
        if changed:
            self._logged(connection, moderator, tip_id, act, author_id)

    def _decide_on_starter(self, connection: Connection, guild_id: int, own: Own, act: Act) -> bool:
        """Decide on a starter tip: all sides of contested advice are hidden and shown together."""
        conflict = self._starters.contested(own.tip.id)
        sides = conflict.sides if conflict else (own.tip.id,)
        match act:
            case Act.HIDE:
                store.hide_starters(connection, guild_id, sides)
                for side in sides:
                    store.drop_flag(connection, guild_id, side)
                    self._changed(connection, guild_id, side)
                return own.state is not State.HIDDEN
            case Act.SHOW | Act.APPROVE:
                store.show_starters(connection, guild_id, sides)
                self._changed(connection, guild_id, own.tip.id)
                return own.state is State.HIDDEN
            case Act.KEEP:
                return store.keep_flagged(connection, guild_id, own.tip.id, self._clock())
            case Act.PART:
                return self._parted(connection, guild_id, own.tip.id)
        raise SpotterError("That is a starter tip: it can be hidden, kept, shown, or put beside another.")

    def _decide_on_tip(self, connection: Connection, guild_id: int, own: Own, author_id: int, act: Act) -> bool:
        tip_id = own.tip.id
        match act:
            case Act.APPROVE | Act.SHOW | Act.KEEP:
                looked_at = [
                    store.drop_reports(connection, guild_id, tips_store.with_taken_in(connection, guild_id, tip_id)),
                    store.keep_flagged(connection, guild_id, tip_id, self._clock()),
                    self._moved(connection, guild_id, own, State.PUBLISHED, Why.NONE),
                ]
                return any(looked_at)
            case Act.HIDE:
                return self._moved(connection, guild_id, own, State.HIDDEN, Why.MODERATOR)
            case Act.REMOVE:
                self._parted(connection, guild_id, tip_id)
                return self._moved(connection, guild_id, own, State.REMOVED, Why.MODERATOR)
            case Act.PART:
                return self._parted(connection, guild_id, tip_id)
            case Act.UNMERGE:
                return self._taken_apart(connection, guild_id, own)
            case Act.BLOCK:
                mark = author_marks(self._seal, guild_id, author_id)[0]
                return store.block(connection, guild_id, tip_id, mark, self._clock())
        raise SpotterError("I can't do that with this tip.")

    def _parted(self, connection: Connection, guild_id: int, tip_id: int) -> bool:
        """Take a tip from the side of others; the public cards of all show it."""
        self._changed(connection, guild_id, tip_id)
        return store.part(connection, guild_id, tip_id) > 0

    def _changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have the public cards of a tip, and of what stands beside it, show what is so now."""
        for side in self._rooms.sides(connection, guild_id, tip_id):
            self._public.changed(connection, guild_id, side)

    def _moved(self, connection: Connection, guild_id: int, own: Own, state: State, why: Why) -> bool:
        if (own.state, own.why) == (state, why):
            return False
        tips_store.move(connection, guild_id, own.tip.id, state, why, self._clock())
        if state is State.PUBLISHED:
            self._public.published(connection, guild_id, own.tip.id)
        else:
            store.drop_flag(connection, guild_id, own.tip.id)
        self._changed(connection, guild_id, own.tip.id)
        return True

    def _reword(self, connection: Connection, moderator: Moderator, tip_id: int, text: str) -> None:
        own, author_id = self._member_tip(connection, moderator.guild_id, tip_id)
        if own.tip.text == text:
            return
        finding = self._tripwires.check(text)
        if finding.level is Level.CRISIS:
            raise SpotterError("Words of self-harm can't stand in a tip. Nothing was changed.")
        tips_store.reword(connection, moderator.guild_id, tip_id, text)
        if own.state is State.PUBLISHED and finding.held:
            tips_store.move(connection, moderator.guild_id, tip_id, State.HELD, Why.WORDS, self._clock())
        self._changed(connection, moderator.guild_id, tip_id)
        self._logged(connection, moderator, tip_id, Act.EDIT, author_id)

    def _candidates(self, connection: Connection, moderator: Moderator, tip_id: int, text: str) -> list[Tip]:
        room = self._rooms.open(connection, moderator.guild_id, moderator.member_id)
        known = [*tips_store.texts(connection, moderator.guild_id), *room.texts()]
        others = [(other, words) for other, words in known if other != tip_id]
        near = alike(text, others, CANDIDATES, least=0)
        return [card.tip for card in room.cards(near)]

    def _merge(self, connection: Connection, moderator: Moderator, tip_id: int, into: int) -> None:
        guild_id = moderator.guild_id
        if tip_id == into:
            raise SpotterError("A tip can't be merged into itself. Nothing was changed.")
        known = tips_store.standing(connection, guild_id, tip_id)
        if known is not None and known[0].merged_into == into:
            return
        own, author_id = self._member_tip(connection, guild_id, tip_id)
        room = self._rooms.open(connection, guild_id, moderator.member_id)
        room.must_show(into)
        merging.stand_beside(connection, room, guild_id, tip_id, into)
        merging.follow(connection, self._rooms.trials, guild_id, tip_id, into)
        store.drop_flag(connection, guild_id, tip_id)
        tips_store.move(connection, guild_id, tip_id, State.MERGED, own.state, self._clock(), merged_into=into)
        self._public.changed(connection, guild_id, tip_id)
        self._changed(connection, guild_id, into)
        self._logged(connection, moderator, tip_id, Act.MERGE, author_id)

    def _taken_apart(self, connection: Connection, guild_id: int, own: Own) -> bool:
        """Have a merged tip stand by itself again, as it stood before, with what it had."""
        if own.state is not State.MERGED:
            return False
        tip_id = own.tip.id
        for into in merging.come_back(connection, self._rooms.trials, guild_id, tip_id):
            self._changed(connection, guild_id, into)
        state, why = _BACK.get(own.was or State.PUBLISHED, (State.HELD, Why.EDITED))
        self._moved(connection, guild_id, own, state, why)
        if len(self._rooms.sides(connection, guild_id, tip_id)) > MOST_SIDES:
            store.part(connection, guild_id, tip_id)
        return True

    def _contest(self, connection: Connection, moderator: Moderator, tip_id: int, other: int) -> None:
        guild_id = moderator.guild_id
        if tip_id == other:
            raise SpotterError("A tip can't be put beside itself. Nothing was changed.")
        room = self._rooms.open(connection, guild_id, moderator.member_id)
        for side in (tip_id, other):
            room.must_show(side)
        if other in room.together(tip_id):
            return
        if len({*room.together(tip_id), *room.together(other)}) > MOST_SIDES:
            raise SpotterError(f"At most {MOST_SIDES} tips can stand side by side. Part one of them first.")
        store.contest(connection, guild_id, tip_id, other)
        self._changed(connection, guild_id, tip_id)
        self._logged(connection, moderator, tip_id, Act.CONTEST, None)

    def _blocks(self, connection: Connection, moderator: Moderator) -> list[tuple[Block, str | None]]:
        return [
            (block, self._name(connection, moderator.guild_id, block.tip_id))
            for block in store.blocks(connection, moderator.guild_id)
        ]

    def _names(self, connection: Connection, moderator: Moderator, tip_ids: Collection[int]) -> dict[int, str]:
        names = {tip_id: self._name(connection, moderator.guild_id, tip_id) for tip_id in set(tip_ids)}
        return {tip_id: name for tip_id, name in names.items() if name is not None}

    def _name(self, connection: Connection, guild_id: int, tip_id: int) -> str | None:
        """Return what a tip is called; None for one that is gone, or its author's alone."""
        if (tip := self._starters.tips.get(tip_id)) and tip.starter:
            return tip.starter.title
        known = tips_store.standing(connection, guild_id, tip_id)
        if known is None or known[0].state is State.WITHDRAWN:
            return None
        return known[0].tip.text

    def _unblock(self, connection: Connection, moderator: Moderator, tip_id: int) -> None:
        if not store.unblock(connection, moderator.guild_id, tip_id):
            raise Gone("That author is not blocked any more. Nothing was changed.")
        self._logged(connection, moderator, tip_id, Act.UNBLOCK, None)

    def _member_tip(self, connection: Connection, guild_id: int, tip_id: int) -> tuple[Own, int]:
        own, author_id = self._standing(connection, guild_id, tip_id)
        if author_id is None:
            raise SpotterError("Starter tips come with me: their words and sources stand in a file, not here.")
        if own.state is State.MERGED:
            raise _gone()
        return own, author_id

    def _logged(
        self, connection: Connection, moderator: Moderator, tip_id: int, act: Act, author_id: int | None
    ) -> None:
        self._note(connection, moderator.guild_id, moderator.member_id, act, tip_id)
        told = act in _TOLD
        if author_id is not None and author_id != moderator.member_id and told:
            self._news.tell(connection, author_id, moderator.guild_id, tip_id, act)


def _gone() -> Gone:
    return Gone("This tip is no longer on the desk: it was withdrawn, merged or removed. Nothing was changed.")

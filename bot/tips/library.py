"""The use cases of tips: suggest, browse, vote, save, try, report. Starter tips stand in every server."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.areas import Area
from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.safety import Finding, Level, Tripwires
from bot.sealing import Seal
from bot.tips import store
from bot.tips.outcomes import AlreadyIn, Blocked, NotKept, Outcome, Similar, outcome
from bot.tips.room import Room, Rooms, no_longer_shown
from bot.tips.search import Indexes
from bot.tips.similarity import alike, still_says
from bot.tips.tip import Own, Page, Reason, Shelf, Spot, State, Suggestion, Why
from bot.tips.voices import store as voices

GONE_FOR = timedelta(days=30)
"""How long a withdrawn tip can be put back, and a removed one is known to its author; then they go for good."""
FOUND = 5
"""So many tips a search shows."""


class Public(Protocol):
    """Keeps public cards in step; runs inside the units here."""

    def published(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have a tip posted where the server wants that."""
        ...

    def changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have what is told of a tip publicly be what is so now; the card of a tip no longer shown is taken down."""
        ...

    def counted(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have a tip's public card, if there is one, show its count; nothing else of it changed."""
        ...

    def wake(self) -> None:
        """Have it looked at soon; called after the unit."""
        ...


class Library:
    """What members of a server tell each other, with the starter tips. Without a server (in a DM) only those."""

    def __init__(
        self, database: Database, clock: Clock, rooms: Rooms, tripwires: Tripwires, seal: Seal, public: Public
    ) -> None:
        self._database = database
        self._clock = clock
        self._rooms = rooms
        self._starters = rooms.starters
        self._trials = rooms.trials
        self._tripwires = tripwires
        self._seal = seal
        self._public = public
        self._indexes = Indexes()

    @property
    def disclaimer(self) -> str:
        """The words that stand under every page of tips."""
        return self._starters.disclaimer

    def check(self, text: str) -> Finding:
        """Return what the tripwires see in a member's text."""
        return self._tripwires.check(text)

    async def suggest(
        self, guild_id: int, member_id: int, suggestion: Suggestion, *, though_similar: bool = False
    ) -> Outcome:
        """Post a suggestion; or hold it when the tripwires see something; or show first what is similar.

        Words of self-harm are not taken at all.

        The same suggestion again has the same outcome, once. Raises AlreadyIn when its id stands for another text,
        Blocked when the server takes none of this author, SpotterError for an area that it keeps closed.
        """
        finding = self._tripwires.check(suggestion.text)
        if not finding.held and not though_similar:
            similar = await self._database.read(self._similar, guild_id, member_id, suggestion)
            if similar:
                return Similar(similar)
        done = await self._database.write(self._suggest, guild_id, member_id, suggestion, finding)
        self._public.wake()
        return done

    async def edit(self, guild_id: int, member_id: int, suggestion: Suggestion) -> Outcome:
        """Change the author's own tip; it goes back to review where the server reviews, or when it was hidden.

        Votes and trials stay while it says nearly the same. Raises Gone, Blocked.
        """
        finding = self._tripwires.check(suggestion.text)
        done = await self._database.write(self._edit, guild_id, member_id, suggestion, finding)
        self._public.wake()
        return done

    async def withdraw(self, guild_id: int, member_id: int, tip_id: int) -> Own:
        """Take the author's own tip back; it can be put back for a while. Raises Gone."""
        withdrawn = await self._database.write(self._withdraw, guild_id, member_id, tip_id)
        self._public.wake()
        return withdrawn

    async def put_back(self, guild_id: int, member_id: int, tip_id: int) -> Own:
        """Put a withdrawn tip back, where it stood or into the moderators' queue.

        Raises Gone, Blocked, SpotterError for words that are not taken.
        """
        back = await self._database.write(self._put_back, guild_id, member_id, tip_id)
        self._public.wake()
        return back

    async def own(self, guild_id: int, member_id: int) -> list[Own]:
        """Return the member's own tips in a server, newest first."""
        return await self._database.read(store.all_own, guild_id, member_id)

    async def own_tip(self, guild_id: int, member_id: int, tip_id: int) -> Own:
        """Return one of the member's own tips. Raises Gone."""
        return _there(await self._database.read(store.own, guild_id, member_id, tip_id))

    async def browse(self, guild_id: int | None, member_id: int, spot: Spot) -> Shelf:
        """Return the page at a spot, or the nearest there is; all sides of contested advice if one was asked for."""
        return await self._database.read(self._in_room, guild_id, member_id, lambda room: room.shelf(spot))

    async def find(self, guild_id: int | None, member_id: int, tip_id: int) -> Shelf:
        """Return the page of a tip, or of the one it was merged into, among those for its area. Raises Gone."""
        return await self._database.read(self._found, guild_id, member_id, tip_id)

    async def page_of(self, guild_id: int, member_id: int, tip_id: int) -> Page | None:
        """Return one tip as a member sees it, with all it is contested by; None when the tip is not shown."""
        return await self._database.read(self._in_room, guild_id, member_id, lambda room: room.page_of(tip_id))

    async def for_area(self, guild_id: int | None, member_id: int, area: Area, limit: int) -> list[Page]:
        """Return the first pages for an area, at most `limit`."""
        return await self._database.read(
            self._in_room, guild_id, member_id, lambda room: [*map(room.page, room.ranked(Spot(area))[:limit])]
        )

    async def fresh(self, guild_id: int, member_id: int, since: datetime, until: datetime) -> tuple[Page, ...]:
        """Return the pages of tips that were suggested between two instants and are shown, the best liked first."""
        return await self._database.read(self._fresh, guild_id, member_id, since, until)

    async def search(self, guild_id: int | None, member_id: int, text: str) -> tuple[Page, ...]:
        """Return the pages of the tips that say most of a text, however it is spelt, the best first."""
        return await self._database.read(self._search, guild_id, member_id, text)

    async def vote(self, guild_id: int, member_id: int, tip_id: int, helps: bool | None, spot: Spot) -> Shelf:
        """Set the member's vote (None withdraws it) and return the tip's page as it is now, at the spot they stand on.

        Raises Gone when the tip is no longer shown.
        """
        shelf = await self._database.write(self._vote, guild_id, member_id, tip_id, helps, spot)
        self._public.wake()
        return shelf

    async def save(self, guild_id: int, member_id: int, tip_id: int, spot: Spot, *, keep: bool) -> Shelf:
        """Put a tip on the member's list, or take it off, and return its page. Raises Gone."""
        return await self._database.write(self._save, guild_id, member_id, tip_id, spot, keep)

    async def report(
        self,
        guild_id: int,
        member_id: int,
        tip_id: int,
        spot: Spot,
        reason: Reason = Reason.DANGEROUS,
        *,
        take_back: bool = False,
    ) -> tuple[Shelf, bool]:
        """Report a member's tip, or take that back. Returns the page to show, and whether the tip is now hidden.

        Starter tips can't be reported: three accounts must not make one side of a contested question vanish.
        Raises Gone when the tip is no longer shown.
        """
        reported = await self._database.write(self._report, guild_id, member_id, tip_id, spot, reason, take_back)
        self._public.wake()
        return reported

    async def clear_out(self) -> int:
        """Delete what is kept no longer: tips that are gone, and who tried what. Returns how many rows that were."""
        return await self._database.write(self._clear_out)

    def reseal(self, connection: Connection) -> tuple[int, int]:
        """Seal everything anew with the newest key, and mark blocked authors by it.

        Returns how many rows that were, and how many no key opens.
        """
        for guild_id, tip_id, author_id in store.blocked_authors(connection):
            store.remark(connection, guild_id, tip_id, author_marks(self._seal, guild_id, author_id)[0])
        return self._trials.reseal(connection)

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return what a member wrote, voted, reported, saved and tried, readable."""
        refusing = [
            guild_id
            for guild_id in store.servers_with_blocks(connection)
            if store.is_blocked(connection, guild_id, author_marks(self._seal, guild_id, member_id))
        ]
        tried = self._trials.export_member(connection, member_id)
        return store.export_member(connection, member_id) | {"tried": tried, "servers_that_take_none": refusing}

    def count_member(self, connection: Connection, member_id: int) -> int:
        """Return how many rows there are of that."""
        return store.count_member(connection, member_id) + self._trials.count_member(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete all that; public cards of what they wrote are taken down, and counts are without them."""
        written = self._with_sides(connection, store.written(connection, member_id))
        voted = self._with_sides(connection, store.voted(connection, member_id))
        self._trials.delete_member(connection, member_id)
        store.delete_member(connection, member_id)
        for guild_id, tip_id in written:
            self._public.changed(connection, guild_id, tip_id)
        for guild_id, tip_id in voted - written:
            self._public.counted(connection, guild_id, tip_id)

    def _with_sides(self, connection: Connection, tips: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        return {
            (guild_id, side) for guild_id, tip_id in tips for side in self._rooms.sides(connection, guild_id, tip_id)
        }

    def _in_room(self, connection: Connection, guild_id: int | None, member_id: int, look: Any) -> Any:
        return look(self._rooms.open(connection, guild_id, member_id))

    def _found(self, connection: Connection, guild_id: int | None, member_id: int, tip_id: int) -> Shelf:
        led_to = [] if guild_id is None else store.leads_to(connection, guild_id, tip_id)
        return self._rooms.open(connection, guild_id, member_id).found([tip_id, *led_to][-1])

    def _similar(
        self, connection: Connection, guild_id: int, member_id: int, suggestion: Suggestion
    ) -> tuple[Page, ...]:
        room = self._rooms.open(connection, guild_id, member_id)
        known = [(tip_id, text) for tip_id, text in store.texts(connection, guild_id) if tip_id != suggestion.id]
        return room.pages(alike(suggestion.text, known + room.texts()))

    def _fresh(
        self, connection: Connection, guild_id: int, member_id: int, since: datetime, until: datetime
    ) -> tuple[Page, ...]:
        room = self._rooms.open(connection, guild_id, member_id)
        new = set(store.published_between(connection, guild_id, since, until))
        ranked = [tip_id for group in room.ranked(Spot()) for tip_id in group if tip_id in new]
        return room.pages(ranked)

    def _search(self, connection: Connection, guild_id: int | None, member_id: int, text: str) -> tuple[Page, ...]:
        starters = [(tip.id, f"{tip.starter.title} {tip.text}") for tip in self._starters.tips.values() if tip.starter]

        def texts() -> list[tuple[int, str]]:
            return starters if guild_id is None else store.texts(connection, guild_id) + starters

        version = 0 if guild_id is None else store.version(connection, guild_id)
        found = self._indexes.find(guild_id or 0, version, texts, text, 2 * FOUND)
        return self._rooms.open(connection, guild_id, member_id).pages(found)[:FOUND]

    def _suggest(
        self, connection: Connection, guild_id: int, member_id: int, suggestion: Suggestion, finding: Finding
    ) -> Outcome:
        self._must_be_welcome(connection, guild_id, member_id, suggestion.area)
        if finding.level is Level.CRISIS:
            return NotKept()
        state, why = self._standing(connection, guild_id, finding, Why.APPROVAL)
        put = store.put(connection, guild_id, member_id, suggestion, state, self._clock(), why)
        if not put and store.posted(connection, guild_id, member_id, suggestion.id) != suggestion.text:
            raise AlreadyIn
        if put and state is State.PUBLISHED:
            self._public.published(connection, guild_id, suggestion.id)
        return outcome(suggestion.id, State.PUBLISHED if not put else state, finding)

    def _edit(
        self, connection: Connection, guild_id: int, member_id: int, suggestion: Suggestion, finding: Finding
    ) -> Outcome:
        self._must_be_welcome(connection, guild_id, member_id, suggestion.area)
        before = _there(store.own(connection, guild_id, member_id, suggestion.id))
        if not before.editable:
            raise Gone("This tip is no longer yours to change: it was merged, taken away or withdrawn.")
        if finding.level is Level.CRISIS:
            return NotKept()
        state, why = self._standing(connection, guild_id, finding, Why.EDITED)
        if before.state is State.HIDDEN or before.why is Why.EDITED:
            state, why = State.HELD, Why.EDITED  # it stays with the moderators whatever it says by now
        store.rewrite(connection, guild_id, member_id, suggestion, state, why, self._clock())
        if not still_says(before.tip.text, suggestion.text):
            voices.drop_votes(connection, guild_id, suggestion.id)
            self._trials.forget_tip(connection, guild_id, suggestion.id)
        self._show_publicly(connection, guild_id, suggestion.id, state)
        return outcome(suggestion.id, state, finding)

    def _withdraw(self, connection: Connection, guild_id: int, member_id: int, tip_id: int) -> Own:
        own = _there(store.own(connection, guild_id, member_id, tip_id))
        if own.state in {State.PUBLISHED, State.HELD, State.HIDDEN}:
            store.move(connection, guild_id, tip_id, State.WITHDRAWN, own.state, self._clock())
            self._changed(connection, guild_id, tip_id)
        return _there(store.own(connection, guild_id, member_id, tip_id))

    def _put_back(self, connection: Connection, guild_id: int, member_id: int, tip_id: int) -> Own:
        own = _there(store.own(connection, guild_id, member_id, tip_id))
        if own.state is State.WITHDRAWN:
            self._must_be_welcome(connection, guild_id, member_id, own.tip.areas[0])
            finding = self._tripwires.check(own.tip.text)
            if finding.level is Level.CRISIS:
                raise SpotterError("I don't post these words. Suggest it anew in others; nothing was changed.")
            state, why = self._standing(connection, guild_id, finding, Why.EDITED)
            if own.was is not State.PUBLISHED:
                state, why = State.HELD, Why.EDITED
            store.move(connection, guild_id, tip_id, state, why, self._clock())
            self._show_publicly(connection, guild_id, tip_id, state)
        return _there(store.own(connection, guild_id, member_id, tip_id))

    def _standing(self, connection: Connection, guild_id: int, finding: Finding, why: Why) -> tuple[State, Why]:
        """Return where a text stands that an author hands in, and why."""
        if finding.held:
            return State.HELD, Why.WORDS
        if self._rooms.rules_in(connection, guild_id).approval:
            return State.HELD, why
        return State.PUBLISHED, Why.NONE

    def _must_be_welcome(self, connection: Connection, guild_id: int, member_id: int, area: Area) -> None:
        if store.is_blocked(connection, guild_id, author_marks(self._seal, guild_id, member_id)):
            raise Blocked
        if not self._rooms.rules_in(connection, guild_id).takes(area):
            raise SpotterError(f"This server keeps no tips for the area “{area.label}”.")

    def _changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have the public cards of a tip, and of what stands beside it, show what is so now."""
        for side in self._rooms.sides(connection, guild_id, tip_id):
            self._public.changed(connection, guild_id, side)

    def _show_publicly(self, connection: Connection, guild_id: int, tip_id: int, state: State) -> None:
        if state is State.PUBLISHED:
            self._public.published(connection, guild_id, tip_id)
        self._changed(connection, guild_id, tip_id)

    def _vote(
        self, connection: Connection, guild_id: int, member_id: int, tip_id: int, helps: bool | None, spot: Spot
    ) -> Shelf:
        self._shown(connection, guild_id, member_id, tip_id)
        if helps is None:
            voices.withdraw_vote(connection, guild_id, member_id, store.with_taken_in(connection, guild_id, tip_id))
        else:
            voices.vote(connection, guild_id, member_id, tip_id, self._clock(), helps=helps)
        for side in self._rooms.sides(connection, guild_id, tip_id):
            self._public.counted(connection, guild_id, side)
        return self._rooms.open(connection, guild_id, member_id).same_page(tip_id, spot)

    def _save(
        self, connection: Connection, guild_id: int, member_id: int, tip_id: int, spot: Spot, keep: bool
    ) -> Shelf:
        room = self._shown(connection, guild_id, member_id, tip_id)
        if keep:
            voices.save(connection, guild_id, member_id, tip_id, self._clock())
        else:
            voices.unsave(connection, guild_id, member_id, store.with_taken_in(connection, guild_id, tip_id))
        return room.same_page(tip_id, spot)

    def _report(
        self,
        connection: Connection,
        guild_id: int,
        member_id: int,
        tip_id: int,
        spot: Spot,
        reason: Reason,
        take_back: bool,
    ) -> tuple[Shelf, bool]:
        room = self._shown(connection, guild_id, member_id, tip_id)
        if tip_id in self._starters.tips:
            raise SpotterError("Starter tips come with me and carry their sources: vote on them instead.")
        if take_back:
            voices.withdraw_report(connection, guild_id, member_id, store.with_taken_in(connection, guild_id, tip_id))
        else:
            voices.report(connection, guild_id, member_id, tip_id, reason, self._clock())
        enough = self._rooms.rules_in(connection, guild_id).reports_to_hide
        if store.hide_when_reported(connection, guild_id, tip_id, enough):
            self._changed(connection, guild_id, tip_id)
            return self._rooms.open(connection, guild_id, member_id).shelf(spot), True
        return room.same_page(tip_id, spot), False

    def _shown(self, connection: Connection, guild_id: int, member_id: int, tip_id: int) -> Room:
        room = self._rooms.open(connection, guild_id, member_id)
        room.must_show(tip_id)
        return room

    def _clear_out(self, connection: Connection) -> int:
        now = self._clock()
        return store.forget_gone(connection, now - GONE_FOR) + self._trials.clear_out(connection, now)


def author_marks(seal: Seal, guild_id: int, author_id: int) -> list[str]:
    """Return what stands for an author in a server's list of blocked ones, the one to keep first."""
    return seal.marks(f"blocked:{guild_id}:{author_id}")


def _there(own: Own | None) -> Own:
    if own is None:
        raise no_longer_shown()
    return own

"""The use cases of tips: suggest, browse, vote, report. Each server has its own; starter tips stand in all of them."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.areas import Area
from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.tips import store
from bot.tips.kinds import Kind
from bot.tips.ranking import wilson_lower_bound
from bot.tips.safety import Finding, Tripwires
from bot.tips.similarity import alike
from bot.tips.starters import FIRST_MEMBER_ID, Starters
from bot.tips.store import Count
from bot.tips.tip import Card, Page, Shelf, Spot, State, Suggestion, Tip

REPORTS_TO_HIDE = 3
"""So many members' reports hide a tip by themselves."""

VOTES_TO_SINK = 3
"""So many votes against, and none in favour, put a tip below those without votes: one alone buries nothing."""

_NO_VOTES = Count()
_UNGRADED = "Z"  # members' tips carry no grade: among tips without votes they follow the starter tips


@dataclass(frozen=True)
class Posted:
    """The tip is out and other members of the server see it."""

    tip_id: int


@dataclass(frozen=True)
class Held:
    """The tip is kept and shown to nobody, for these reasons."""

    finding: Finding


@dataclass(frozen=True)
class Similar:
    """Nothing was posted yet: these say nearly the same, the nearest first."""

    cards: tuple[Card, ...]


Outcome: TypeAlias = Posted | Held | Similar


class AlreadyIn(SpotterError):
    """A form was sent again with other words after its tip was posted."""

    def __init__(self) -> None:
        super().__init__("That form was sent before and its tip is in; what you changed since is not. Send it anew?")


class Library:
    """What members of a server tell each other, with the starter tips. Without a server (in a DM) only those."""

    def __init__(self, database: Database, clock: Clock, starters: Starters, tripwires: Tripwires) -> None:
        self._database = database
        self._clock = clock
        self._starters = starters
        self._tripwires = tripwires

    @property
    def disclaimer(self) -> str:
        """The words that stand under every page of tips."""
        return self._starters.disclaimer

    async def suggest(
        self, guild_id: int, member_id: int, suggestion: Suggestion, *, though_similar: bool = False
    ) -> Outcome:
        """Post a suggestion; or hold it when the tripwires see something; or show first what is similar.

        The same suggestion again has the same outcome, once. Raises AlreadyIn when its id stands for another text.
        """
        finding = self._tripwires.check(suggestion.text)
        if finding.held:
            await self._put(guild_id, member_id, suggestion, State.HELD)
            return Held(finding)
        if not though_similar:
            similar = await self._database.read(self._similar, guild_id, member_id, suggestion)
            if similar:
                return Similar(similar)
        await self._put(guild_id, member_id, suggestion, State.PUBLISHED)
        return Posted(suggestion.id)

    async def browse(self, guild_id: int | None, member_id: int, spot: Spot) -> Shelf:
        """Return the page at a spot, or the nearest there is; all sides of contested advice if one was asked for."""
        return await self._database.read(self._shelf, guild_id, member_id, spot)

    async def find(self, guild_id: int | None, member_id: int, tip_id: int) -> Shelf:
        """Return the page of a tip among those for its area. Raises Gone when it is no longer shown."""
        return await self._database.read(self._found, guild_id, member_id, tip_id)

    async def for_area(self, guild_id: int | None, member_id: int, area: Area, limit: int) -> list[Page]:
        """Return the first pages for an area, at most `limit`."""
        return await self._database.read(self._first_pages, guild_id, member_id, area, limit)

    async def vote(self, guild_id: int, member_id: int, tip_id: int, helps: bool | None, spot: Spot) -> Shelf:
        """Set the member's vote (None withdraws it) and return the tip's page as it is now, at the spot they stand on.

        Raises Gone when the tip is no longer shown.
        """
        return await self._database.write(self._vote, guild_id, member_id, tip_id, helps, spot)

    async def report(
        self, guild_id: int, member_id: int, tip_id: int, spot: Spot, *, take_back: bool = False
    ) -> tuple[Shelf, bool]:
        """Report a member's tip, or take that back. Returns the page to show, and whether the tip is now hidden.

        Starter tips can't be reported: three accounts must not make one side of a contested question vanish.
        Raises Gone when the tip is no longer shown.
        """
        return await self._database.write(self._report, guild_id, member_id, tip_id, spot, take_back)

    async def _put(self, guild_id: int, member_id: int, suggestion: Suggestion, state: State) -> None:
        if not await self._database.write(self._put_once, guild_id, member_id, suggestion, state):
            raise AlreadyIn

    def _put_once(
        self, connection: Connection, guild_id: int, member_id: int, suggestion: Suggestion, state: State
    ) -> bool:
        """Return whether the suggestion now stands as given, be it from this time or an earlier one."""
        if store.put(connection, guild_id, member_id, suggestion, state, self._clock()):
            return True
        return store.posted(connection, guild_id, member_id, suggestion.id) == suggestion.text

    def _similar(
        self, connection: Connection, guild_id: int, member_id: int, suggestion: Suggestion
    ) -> tuple[Card, ...]:
        starters = [(tip.id, tip.text) for tip in self._starters.tips.values()]
        known = [(tip_id, text) for tip_id, text in store.texts(connection, guild_id) if tip_id != suggestion.id]
        near = alike(suggestion.text, known + starters)
        return self._cards(connection, guild_id, member_id, tuple(near))

    def _shelf(self, connection: Connection, guild_id: int | None, member_id: int, spot: Spot) -> Shelf:
        groups = self._ranked(connection, guild_id, spot.area, spot.kind)
        if not groups:
            return Shelf(None, replace(spot, page=0), 0)
        page = max(0, min(spot.page, len(groups) - 1))
        return self._open(connection, guild_id, member_id, groups[page], replace(spot, page=page), groups)

    def _found(self, connection: Connection, guild_id: int | None, member_id: int, tip_id: int) -> Shelf:
        group = self._together(tip_id)
        page = self._page(connection, guild_id, member_id, group)
        area = next(card.tip.areas[0] for card in page.cards if card.tip.id == tip_id)
        groups = self._ranked(connection, guild_id, area, None)
        return self._open(connection, guild_id, member_id, group, Spot(area, page=groups.index(group)), groups)

    def _first_pages(
        self, connection: Connection, guild_id: int | None, member_id: int, area: Area, limit: int
    ) -> list[Page]:
        groups = self._ranked(connection, guild_id, area, None)[:limit]
        return [self._page(connection, guild_id, member_id, group) for group in groups]

    def _vote(
        self, connection: Connection, guild_id: int, member_id: int, tip_id: int, helps: bool | None, spot: Spot
    ) -> Shelf:
        self._must_be_shown(connection, guild_id, tip_id)
        if helps is None:
            store.withdraw_vote(connection, guild_id, member_id, tip_id)
        else:
            store.vote(connection, guild_id, member_id, tip_id, helps=helps)
        return self._same_page(connection, guild_id, member_id, tip_id, spot)

    def _report(
        self, connection: Connection, guild_id: int, member_id: int, tip_id: int, spot: Spot, take_back: bool
    ) -> tuple[Shelf, bool]:
        self._must_be_shown(connection, guild_id, tip_id)
        if tip_id in self._starters.tips:
            raise SpotterError("Starter tips come with me and carry their sources: vote on them instead.")
        if take_back:
            store.withdraw_report(connection, guild_id, member_id, tip_id)
        else:
            store.report(connection, guild_id, member_id, tip_id)
        if store.hide_when_reported(connection, guild_id, tip_id, REPORTS_TO_HIDE):
            return self._shelf(connection, guild_id, member_id, spot), True
        return self._same_page(connection, guild_id, member_id, tip_id, spot), False

    def _must_be_shown(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        if tip_id not in self._starters.tips and not store.is_published(connection, guild_id, tip_id):
            raise _no_longer_shown()

    def _same_page(self, connection: Connection, guild_id: int, member_id: int, tip_id: int, spot: Spot) -> Shelf:
        groups = self._ranked(connection, guild_id, spot.area, spot.kind)
        return self._open(connection, guild_id, member_id, self._together(tip_id), spot, groups)

    def _open(
        self,
        connection: Connection,
        guild_id: int | None,
        member_id: int,
        group: tuple[int, ...],
        spot: Spot,
        groups: list[tuple[int, ...]],
    ) -> Shelf:
        """Return a group's page at the spot; where a vote moved its rank, the reader stays between the same others."""
        others = [other for other in groups if other != group]
        back = groups.index(others[spot.page - 1]) if 0 < spot.page <= len(others) else None
        on = groups.index(others[spot.page]) if spot.page < len(others) else None
        return Shelf(self._page(connection, guild_id, member_id, group), spot, len(groups), back, on)

    def _ranked(
        self, connection: Connection, guild_id: int | None, area: Area | None, kind: Kind | None
    ) -> list[tuple[int, ...]]:
        """Return the ids that stand together on each page, in order of the best-ranked tip that was asked for."""
        counts = dict.fromkeys(self._starters.matching(area, kind), _NO_VOTES)
        if guild_id is not None:
            counts |= store.counts_of(connection, guild_id, counts)
            counts |= store.counts(connection, guild_id, area, kind)
        in_order = sorted(counts, key=lambda tip_id: self._rank(tip_id, counts[tip_id]))
        return list(dict.fromkeys(map(self._together, in_order)))

    def _rank(self, tip_id: int, count: Count) -> tuple[float, int, str, int]:
        """Return what tips are sorted by: surest of being useful, not voted down, best graded, newest."""
        against = count.votes - count.helps
        starter = self._starters.tips.get(tip_id)
        grade, age = (starter.starter.grade, tip_id) if starter and starter.starter else (_UNGRADED, -tip_id)
        sunk = against if against >= VOTES_TO_SINK else 0
        return -wilson_lower_bound(count.helps, count.votes), sunk, grade, age

    def _together(self, tip_id: int) -> tuple[int, ...]:
        conflict = self._starters.contested(tip_id)
        return conflict.sides if conflict else (tip_id,)

    def _page(self, connection: Connection, guild_id: int | None, member_id: int, tip_ids: tuple[int, ...]) -> Page:
        cards = self._cards(connection, guild_id, member_id, tip_ids)
        if not cards:
            raise _no_longer_shown()
        conflict = self._starters.contested(tip_ids[0])
        return Page(cards, conflict.why if conflict else None, self._starters.notes(tip_ids))

    def _cards(
        self, connection: Connection, guild_id: int | None, member_id: int, tip_ids: tuple[int, ...]
    ) -> tuple[Card, ...]:
        """Return the tips that are shown, in the order given, with their votes and the reader's own."""
        if guild_id is None:
            return tuple(Card(self._starters.tips[tip_id]) for tip_id in tip_ids if tip_id in self._starters.tips)
        theirs = store.tips(connection, guild_id, [id_ for id_ in tip_ids if id_ >= FIRST_MEMBER_ID], member_id)
        shown: dict[int, tuple[Tip, bool]] = {id_: (tip, False) for id_, tip in self._starters.tips.items()} | theirs
        counts = store.counts_of(connection, guild_id, tip_ids)
        votes = store.my_votes(connection, guild_id, member_id, tip_ids)
        reports = store.my_reports(connection, guild_id, member_id, tip_ids)
        return tuple(
            Card(
                tip=shown[tip_id][0],
                helps=counts.get(tip_id, _NO_VOTES).helps,
                votes=counts.get(tip_id, _NO_VOTES).votes,
                my_vote=votes.get(tip_id),
                my_report=tip_id in reports,
                mine=shown[tip_id][1],
            )
            for tip_id in tip_ids
            if tip_id in shown
        )


def _no_longer_shown() -> Gone:
    return Gone("This tip is no longer shown here: it was hidden or taken back. Nothing was changed.")

"""One server's tips as one member finds them: what is shown, in which order, and what stands together."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from bot.areas import Area
from bot.database import Connection
from bot.errors import Gone
from bot.servers.rules import Rules
from bot.tips import store
from bot.tips.kinds import Kind
from bot.tips.ranking import FEW_VOTES, wilson_lower_bound, with_room_for_new
from bot.tips.starters import FIRST_MEMBER_ID, Conflict, Starters
from bot.tips.store import Count
from bot.tips.tip import Card, Page, Shelf, Spot, Tip
from bot.tips.trials.evidence import CheckIns, Evidence
from bot.tips.trials.trials import Trials
from bot.tips.voices import store as voices

VOTES_TO_SINK = 3
"""So many votes against, and none in favour, put a tip below those without votes: one alone buries nothing."""
MOST_SIDES = 3
"""So many tips stand side by side at the most: more have no room in one message."""
PUT_TOGETHER = (
    "This server's moderators put these side by side, because they say opposite things. Look at both counts; "
    "each is one lifter's experience."
)

NOBODY = 0
"""Reads what everybody is shown: no vote of theirs, no tip of theirs."""

Group: TypeAlias = tuple[int, ...]
RulesIn = Callable[[Connection, int], Rules]
EvidenceOf = Callable[[Connection, int, Iterable[Tip]], dict[int, Evidence]]

_NO_VOTES = Count()
_UNGRADED = "Z"  # members' tips carry no grade: among tips without votes they follow the starter tips


class Room:
    """Opened for one unit of work. Without a server (in a DM) there are the starter tips only."""

    def __init__(
        self,
        connection: Connection,
        guild_id: int | None,
        reader_id: int,
        rules: Rules,
        starters: Starters,
        evidence: EvidenceOf,
    ) -> None:
        self._connection = connection
        self._guild_id = guild_id
        self._reader_id = reader_id
        self._rules = rules
        self._starters = starters
        self._evidence = evidence
        if guild_id is None:
            self._hidden, self._flagged = set[int](), set[int]()
            self._groups = self._joined([])
        else:
            self._hidden = store.starters_hidden(connection, guild_id)
            self._flagged = voices.flagged(connection, guild_id)
            self._groups = self._joined(store.contests(connection, guild_id))

    def shelf(self, spot: Spot) -> Shelf:
        """Return the page at a spot, or the nearest there is."""
        groups = self.ranked(spot)
        if not groups:
            return Shelf(None, replace(spot, page=0), 0)
        page = max(0, min(spot.page, len(groups) - 1))
        return self._open(groups[page], replace(spot, page=page), groups)

    def found(self, tip_id: int) -> Shelf:
        """Return a tip's page among those for its area. Raises Gone when it is not shown."""
        group = self.together(tip_id)
        shown = {card.tip.id: card for card in self.page(group).cards}
        if tip_id not in shown:
            raise no_longer_shown()
        areas = shown[tip_id].tip.areas
        area = next((area for area in areas if self._rules.takes(area)), areas[0])
        groups = self.ranked(Spot(area))
        place = groups.index(group) if group in groups else 0
        return self._open(group, Spot(area, page=place), groups)

    def same_page(self, tip_id: int, spot: Spot) -> Shelf:
        """Return a tip's page at the spot where the reader stands, whatever its rank is by now."""
        return self._open(self.together(tip_id), spot, self.ranked(spot))

    def ranked(self, spot: Spot) -> list[Group]:
        """Return the ids that stand together on each page, in order of the best-ranked tip that was asked for."""
        if spot.saved:
            return self._saved()
        counts = dict.fromkeys(self._visible_starters(spot.area, spot.kind), _NO_VOTES)
        theirs: dict[int, Count] = {}
        if self._guild_id is not None and self._open_to(spot.area):
            counts |= store.counts_of(self._connection, self._guild_id, counts)
            off = self._rules.tips_off
            theirs = store.counts(self._connection, self._guild_id, spot.area, spot.kind, without=sorted(off))
        counts |= theirs
        in_order = sorted(counts, key=lambda tip_id: self._rank(tip_id, counts[tip_id]))
        new = [tip_id for tip_id, count in theirs.items() if count.votes < FEW_VOTES and tip_id not in self._harmful]
        new = [tip_id for tip_id in new if not _sunk(theirs[tip_id])]
        new.sort(key=lambda tip_id: (theirs[tip_id].votes, -tip_id))
        return with_room_for_new(self._distinct(in_order), self._distinct(new))

    def together(self, tip_id: int) -> Group:
        """Return the ids of all sides of contested advice, or the one."""
        return self._groups.get(tip_id, (tip_id,))

    def page(self, group: Group) -> Page:
        """Return what stands together. Raises Gone when none of it is shown."""
        cards = self.cards(group)
        if not cards:
            raise no_longer_shown()
        return self._page(cards)

    def _page(self, cards: tuple[Card, ...]) -> Page:
        ids = tuple(card.tip.id for card in cards)
        return Page(cards, self._why(ids) if len(ids) > 1 else None, self._starters.notes(ids))

    def page_of(self, tip_id: int) -> Page | None:
        """Return the page on which a tip stands; None when the tip is not shown."""
        return self.page(self.together(tip_id)) if self.cards((tip_id,)) else None

    def pages(self, tip_ids: Iterable[int]) -> tuple[Page, ...]:
        """Return the pages on which these tips stand, of those that are shown, in the order given, none twice."""
        groups = self._distinct(tip_ids)
        shown = {card.tip.id: card for card in self.cards(tip_id for group in groups for tip_id in group)}
        together = [tuple(shown[tip_id] for tip_id in group if tip_id in shown) for group in groups]
        return tuple(self._page(cards) for cards in together if cards)

    def cards(self, tip_ids: Iterable[int]) -> tuple[Card, ...]:
        """Return the tips that are shown, in the order given, with their votes and the reader's own."""
        wanted = tuple(tip_ids)
        shown = self._tips(wanted)
        if self._guild_id is None:
            return tuple(Card(shown[tip_id][0]) for tip_id in wanted if tip_id in shown)
        where = (self._connection, self._guild_id)
        counts = store.counts_of(*where, wanted)
        votes = voices.my_votes(*where, self._reader_id, wanted)
        reports = voices.my_reports(*where, self._reader_id, wanted)
        saved = set(voices.saved(*where, self._reader_id))
        evidence = self._evidence(*where, [tip for tip, _ in shown.values()])
        cards = []
        for tip_id in wanted:
            if tip_id not in shown:
                continue
            tip, mine = shown[tip_id]
            hidden = self._rules.counts_hidden and tip_id not in votes
            count = _NO_VOTES if hidden else counts.get(tip_id, _NO_VOTES)
            cards.append(
                Card(
                    tip=tip,
                    helps=count.helps,
                    votes=count.votes,
                    my_vote=votes.get(tip_id),
                    my_report=tip_id in reports,
                    mine=mine,
                    saved=tip_id in saved,
                    counts_hidden=hidden,
                    evidence=evidence.get(tip_id),
                    flagged=tip_id in self._harmful,
                )
            )
        return tuple(cards)

    def must_show(self, tip_id: int) -> None:
        """Raise Gone unless the tip is shown here."""
        if tip_id not in self._tips((tip_id,)):
            raise no_longer_shown()

    def texts(self) -> list[tuple[int, str]]:
        """Return the ids and texts of the starter tips that are shown here."""
        visible = set(self._visible_starters(None, None))
        return [(tip.id, tip.text) for tip in self._starters.tips.values() if tip.id in visible]

    def _tips(self, tip_ids: Iterable[int]) -> dict[int, tuple[Tip, bool]]:
        """Return those of the tips that are shown, and whether each is the reader's own."""
        wanted = list(tip_ids)
        visible = set(self._visible_starters(None, None)).intersection(wanted)
        shown = {tip_id: (self._starters.tips[tip_id], False) for tip_id in wanted if tip_id in visible}
        if self._guild_id is None:
            return shown
        theirs = [tip_id for tip_id in wanted if tip_id >= FIRST_MEMBER_ID]
        published = store.tips(self._connection, self._guild_id, theirs, self._reader_id) if theirs else {}
        return shown | {id_: found for id_, found in published.items() if self._rules.takes(found[0].areas[0])}

    def _visible_starters(self, area: Area | None, kind: Kind | None) -> list[int]:
        asked = (area,) if area else None
        return [
            tip_id
            for tip_id in self._starters.matching(area, kind)
            if tip_id not in self._hidden and self._rules.shows_starters(asked or self._starters.tips[tip_id].areas)
        ]

    @cached_property
    def _harmful(self) -> set[int]:
        """The flagged tips of which readers may be told why: the others are for moderators to look at first."""
        if self._guild_id is None or not self._flagged:
            return set()
        flagged = [tip for tip, _ in self._tips(self._flagged).values()]
        evidence = self._evidence(self._connection, self._guild_id, flagged)
        return {tip_id for tip_id, found in evidence.items() if found.tells_of_harm}

    def _open_to(self, area: Area | None) -> bool:
        return any(self._rules.takes(one) for one in ([area] if area else Area))

    def _saved(self) -> list[Group]:
        if self._guild_id is None:
            return []
        saved = voices.saved(self._connection, self._guild_id, self._reader_id)
        return self._distinct(tip_id for tip_id in saved if tip_id in self._tips((tip_id,)))

    def _distinct(self, tip_ids: Iterable[int]) -> list[Group]:
        return list(dict.fromkeys(map(self.together, tip_ids)))

    def _open(self, group: Group, spot: Spot, groups: list[Group]) -> Shelf:
        """Return a group's page at the spot; where a vote moved its rank, the reader stays between the same others."""
        others = [other for other in groups if other != group]
        spot = replace(spot, page=min(spot.page, len(others), max(len(groups) - 1, 0)))  # there may be fewer by now
        back = groups.index(others[spot.page - 1]) if 0 < spot.page <= len(others) else None
        on = groups.index(others[spot.page]) if spot.page < len(others) else None
        return Shelf(self.page(group), spot, max(len(groups), 1), back, on)

    def _rank(self, tip_id: int, count: Count) -> tuple[bool, float, int, str, int]:
        """Return what tips are sorted by: no sign of harm, surest of being useful, not voted down, graded, newest."""
        starter = self._starters.tips.get(tip_id)
        grade, age = (starter.starter.grade, tip_id) if starter and starter.starter else (_UNGRADED, -tip_id)
        sunk = count.votes - count.helps if _sunk(count) else 0
        return tip_id in self._harmful, -wilson_lower_bound(count.helps, count.votes), sunk, grade, age

    def _joined(self, pairs: Iterable[tuple[int, int]]) -> dict[int, Group]:
        """Return, for each tip that is contested, all that stands with it: starter tips first, then the oldest."""
        groups: dict[int, Group] = {}
        for conflict in self._starters.conflicts:
            if conflict.wholly:
                groups |= dict.fromkeys(conflict.sides, conflict.sides)
        for one, other in pairs:
            sides = groups.get(one, (one,)) + groups.get(other, (other,))
            places = {side: place for place, side in enumerate(dict.fromkeys(sides))}
            ordered = sorted(places, key=lambda side: (side >= FIRST_MEMBER_ID, places[side]))
            groups |= dict.fromkeys(ordered, tuple(ordered))
        return groups

    def _why(self, ids: Group) -> str:
        known = self._conflict(ids)
        words = [known.why] if known else []
        if known is None or set(ids) - set(known.sides):
            words.append(PUT_TOGETHER)
        return "\n".join(words)

    def _conflict(self, ids: Group) -> Conflict | None:
        return next((conflict for tip_id in ids if (conflict := self._starters.contested(tip_id))), None)


class Rooms:
    """Opens rooms, each with what it takes to know a server."""

    def __init__(
        self, starters: Starters, rules_in: RulesIn, trials: Trials, check_ins: CheckIns | None = None
    ) -> None:
        self.starters = starters
        self.rules_in = rules_in
        self.trials = trials
        self._check_ins = check_ins

    def open(self, connection: Connection, guild_id: int | None, reader_id: int) -> Room:
        """Return a server's tips as one member finds them."""
        rules = Rules(0) if guild_id is None else self.rules_in(connection, guild_id)
        return Room(connection, guild_id, reader_id, rules, self.starters, self.evidence)

    def sides(self, connection: Connection, guild_id: int, tip_id: int) -> Group:
        """Return a tip with all that stands beside it: what is so of one is shown on the cards of all."""
        return self.open(connection, guild_id, NOBODY).together(tip_id)

    def evidence(self, connection: Connection, guild_id: int, tips: Iterable[Tip]) -> dict[int, Evidence]:
        """Return what is known of tips in a server: what members reported, and what check-ins found beside it."""
        known = {tip.id: tip for tip in tips}
        found = self.trials.evidence(connection, guild_id, list(known))
        if self._check_ins is not None:
            for tip in known.values():
                if asked := self._check_ins(connection, guild_id, tip.id, tip.areas):
                    found[tip.id] = replace(found.get(tip.id, Evidence()), asked=asked)
        return found


def no_longer_shown() -> Gone:
    """Return what is raised for a tip that is not shown."""
    return Gone("This tip is no longer shown here: it was hidden or taken back. Nothing was changed.")


def _sunk(count: Count) -> bool:
    return count.votes - count.helps >= VOTES_TO_SINK and count.helps == 0

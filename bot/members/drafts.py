"""Drafts: what a member typed and Spotter could not take yet, kept so that nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bot.database import Database
from bot.errors import Gone
from bot.ids import Ids
from bot.instants import Clock
from bot.members import store

KEPT_FOR = timedelta(days=7)
SELF_HARM_KEPT_FOR = timedelta(hours=1)
"""Words of self-harm wait no longer than it takes to put them otherwise."""
MOST = 50
"""Drafts of one member: more is no typing of theirs."""


class Drafts:
    """Keeps what was typed for a week, or an hour if it tells of self-harm, readable by its member only."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, of_self_harm: Callable[[str], bool]) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._of_self_harm = of_self_harm

    async def keep(self, member_id: int, kind: str, body: dict[str, Any]) -> int:
        """Keep a JSON-ready body under a new id, which is returned; the oldest goes where there are too many."""
        draft_id, now = self._ids(), self._clock()
        kept_for = SELF_HARM_KEPT_FOR if any(map(self._of_self_harm, _texts(body))) else KEPT_FOR
        await self._database.write(store.keep_draft, member_id, draft_id, kind, body, now, now + kept_for, MOST)
        return draft_id

    async def recall(self, member_id: int, kind: str, draft_id: int) -> dict[str, Any]:
        """Return what was kept. Raises Gone when it has run out, is of another kind or another member's."""
        body = await self._database.read(store.draft, member_id, kind, draft_id, self._clock())
        if body is None:
            raise Gone("What you typed is no longer here: I keep the newest of it, for a week. Please type it again.")
        return body

    async def clear_out(self) -> int:
        """Delete what has been kept for its time and return how many drafts that were."""
        return await self._database.write(store.drop_ended_drafts, self._clock())


def _texts(body: Any) -> Iterator[str]:
    """Yield every text in a JSON-ready body."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list | tuple):
        for part in body.values() if isinstance(body, dict) else body:
            yield from _texts(part)

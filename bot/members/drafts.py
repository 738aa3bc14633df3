"""Drafts: what a member typed and Spotter could not take yet, kept so that nothing typed is lost."""

from datetime import timedelta
from typing import Any

from bot.database import Database
from bot.errors import Gone
from bot.ids import Ids
from bot.instants import Clock
from bot.members import store

KEPT_FOR = timedelta(days=7)
MOST = 50
"""Drafts of one member: more is no typing of theirs."""


class Drafts:
    """Keeps what was typed for a week, readable by its member only."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    async def keep(self, member_id: int, kind: str, body: dict[str, Any]) -> int:
        """Keep a JSON-ready body under a new id, which is returned; the oldest goes where there are too many."""
        draft_id = self._ids()
        await self._database.write(store.keep_draft, member_id, draft_id, kind, body, self._clock(), MOST)
        return draft_id

    async def recall(self, member_id: int, kind: str, draft_id: int) -> dict[str, Any]:
        """Return what was kept. Raises Gone when it has run out, is of another kind or another member's."""
        body = await self._database.read(store.draft, member_id, kind, draft_id)
        if body is None:
            raise Gone("What you typed is no longer here: I keep the newest of it, for a week. Please type it again.")
        return body

    async def clear_out(self) -> int:
        """Delete what is older than a week and return how many drafts that were."""
        return await self._database.write(store.drop_drafts_before, self._clock() - KEPT_FOR)

"""Whether somebody is still in a server is asked of Discord, also where another process has the server's shard."""

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from cogs.ui.membership import guild_of, still_in


class Client:
    """A client that has no server at hand."""

    def __init__(self, error: discord.HTTPException | None = None) -> None:
        self._error = error

    def get_guild(self, _: int) -> None:
        return None

    async def fetch_guild(self, guild_id: int, *, with_counts: bool) -> Any:
        assert not with_counts
        if self._error is not None:
            raise self._error
        return SimpleNamespace(id=guild_id)


def refused(status: int) -> discord.HTTPException:
    kind = discord.NotFound if status == 404 else discord.HTTPException
    return kind(cast("Any", SimpleNamespace(status=status, reason="")), "no")


async def test_a_server_of_another_process_is_fetched() -> None:
    found = await guild_of(cast("Any", Client()), 7)
    assert found is not None
    assert found.id == 7


async def test_a_server_that_cannot_be_fetched_is_not_known() -> None:
    assert await guild_of(cast("Any", Client(refused(403))), 7) is None


@pytest.mark.parametrize(("status", "there"), [(404, False), (500, True)])
async def test_who_is_not_found_has_left_and_trouble_is_no_answer(status: int, there: bool) -> None:
    async def fetch_member(_: int) -> None:
        raise refused(status)

    guild = cast("Any", SimpleNamespace(fetch_member=fetch_member))
    assert await still_in(guild)(1) is there


async def test_without_a_server_nobody_is_taken_to_have_left() -> None:
    assert await still_in(None)(1)

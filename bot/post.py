"""Discord's end of delivery: opens direct messages, sends letters, and says which failures are final."""

import io
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.delivery.pace import Pace
from bot.delivery.post import Later, Refused

_FINAL = {
    50007: "dms_closed",
    50278: "no_shared_server",
    10013: "no_such_member",
    20009: "text_refused",
    200000: "text_refused",
    240000: "text_refused",
    10003: "channel_gone",
    10004: "server_gone",
    10008: "message_gone",
    50001: "no_access",
    50013: "no_permission",
}
"""Discord's codes after which the same request would be refused again."""

_REST = {40003: timedelta(minutes=10), 20026: timedelta(hours=1), 30046: timedelta(hours=1)}
"""Codes for "too much": direct messages opened too fast, flagged for spam, old messages edited too often.

How long to leave it alone.
"""

_UNAUTHORISED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, _SERVER = 401, 403, 404, 429, 500


_LATEST = 100
"""Messages looked through for one that may have arrived: what one request gives."""


def verdict(status: int, code: int) -> Refused | Later:
    """Return what an HTTP status and Discord's error code mean for a delivery."""
    if code in _REST:
        return Later(f"discord_{code}", _REST[code])
    if code in _FINAL:
        return Refused(_FINAL[code])
    if status in (_UNAUTHORISED, _TOO_MANY) or status >= _SERVER:
        return Later(f"http_{status}")
    if status == _NOT_FOUND:
        return Refused("channel_gone")
    return Refused("forbidden" if status == _FORBIDDEN else "rejected")


@asynccontextmanager
async def _in_turn(pace: Pace) -> AsyncIterator[None]:
    """Wait for a turn, and have what goes wrong with the request told in delivery's words."""
    try:
        async with pace.turn():
            yield
    except discord.RateLimited as error:
        raise Later("http_429", timedelta(seconds=error.retry_after)) from error
    except discord.HTTPException as error:
        raise verdict(error.status, error.code) from error
    except (aiohttp.ClientError, OSError) as error:  # timeouts too: both have them as subclasses
        raise Later("unreachable") from error


def _custom_ids(items: Iterable[Any]) -> list[str]:
    return [custom_id for item in items if (custom_id := getattr(item, "custom_id", None))]


class DiscordPost:
    """Sends through a client's REST connection; a gateway that is down does not matter."""

    def __init__(self, client: discord.Client, pace: Pace) -> None:
        """`pace` is shared by all that sends on its own, for Discord's limit is one for the whole bot."""
        self._client = client
        self._pace = pace

    async def open(self, member_id: int) -> int:
        """Open the member's direct messages and return the channel's id."""
        async with _in_turn(self._pace):
            return (await self._client.create_dm(discord.Object(member_id))).id

    async def send(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        """Send a `cogs.ui.card.Letter`, pinging nobody."""
        channel = self._client.get_partial_messageable(channel_id, type=discord.ChannelType.private)
        said: dict[str, Any] = {"view": letter.view} if letter.view is not None else {}
        async with _in_turn(self._pace):
            await channel.send(
                letter.content,
                embeds=list(letter.embeds),
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
                **said,
            )

    async def post(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        """Send a `cogs.ui.card.Letter` into a channel, pinging the role it names and nobody else."""
        only_it = discord.AllowedMentions.none()
        if letter.role_id is not None:
            only_it = discord.AllowedMentions(
                everyone=False, users=False, replied_user=False, roles=[discord.Object(letter.role_id)]
            )
        async with _in_turn(self._pace):
            await self._client.get_partial_messageable(channel_id).send(
                letter.content, embeds=list(letter.embeds), nonce=nonce, allowed_mentions=only_it
            )

    async def stands(self, channel_id: int, letter: Any) -> bool:
        """Look for a `cogs.ui.card.Letter` by its buttons and embeds, for Discord keeps no nonce."""
        buttons = [] if letter.view is None else _custom_ids(letter.view.children)
        if not buttons:
            return False
        channel = self._client.get_partial_messageable(channel_id, type=discord.ChannelType.private)
        shown = [embed.description for embed in letter.embeds]
        async with _in_turn(self._pace):
            async for message in channel.history(limit=_LATEST):
                theirs = [child for row in message.components for child in getattr(row, "children", [])]
                if _custom_ids(theirs) == buttons and [embed.description for embed in message.embeds] == shown:
                    return True
        return False

    async def call(self, channel_id: int, member_id: int, *, nonce: str) -> None:
        """Mention the member in a channel: the only ping that Spotter sends on its own."""
        only_them = discord.AllowedMentions(
            everyone=False, roles=False, replied_user=False, users=[discord.Object(member_id)]
        )
        async with _in_turn(self._pace):
            await self._client.get_partial_messageable(channel_id).send(
                f"<@{member_id}>", nonce=nonce, allowed_mentions=only_them
            )


class DiscordWall:
    """Puts posts up in channels, edits them and takes them down."""

    def __init__(self, client: discord.Client, pace: Pace) -> None:
        """`pace` is shared by all that sends on its own."""
        self._client = client
        self._pace = pace

    async def put(self, channel_id: int, letter: Any, *, nonce: str) -> int:
        """Post a `cogs.ui.card.Letter`, pinging nobody, and return the message's id."""
        said: dict[str, Any] = {"view": letter.view} if letter.view is not None else {}
        if letter.picture is not None:
            said["file"] = discord.File(io.BytesIO(letter.picture), letter.picture_name)
        async with _in_turn(self._pace):
            sent = await self._client.get_partial_messageable(channel_id).send(
                letter.content,
                embeds=list(letter.embeds),
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
                **said,
            )
        return sent.id

    async def edit(self, channel_id: int, message_id: int, letter: Any) -> None:
        """Have a message show a letter, its picture in place of the one that stood there."""
        pictures = [] if letter.picture is None else [discord.File(io.BytesIO(letter.picture), letter.picture_name)]
        message = self._client.get_partial_messageable(channel_id).get_partial_message(message_id)
        async with _in_turn(self._pace):
            await message.edit(
                content=letter.content,
                embeds=list(letter.embeds),
                attachments=pictures,
                view=letter.view,
                allowed_mentions=discord.AllowedMentions.none(),
            )

    async def take_down(self, channel_id: int, message_id: int) -> None:
        """Delete a message; one that is gone already is taken down."""
        async with _in_turn(self._pace):
            with suppress(discord.NotFound):
                await self._client.get_partial_messageable(channel_id).get_partial_message(message_id).delete()

"""Who is still in a server: the bot has no list of members, so Discord is asked."""

import discord

from bot.lifts.review.boards import StillThere


def still_in(guild: discord.Guild | None) -> StillThere:
    """Return how to ask Discord whether a member is still in the server."""

    async def still_there(member_id: int) -> bool:
        if guild is None:
            return True
        try:
            await guild.fetch_member(member_id)
        except discord.NotFound:
            return False
        except discord.HTTPException:
            return True  # not known now; asked again at the next look
        return True

    return still_there


async def guild_of(client: discord.Client, guild_id: int) -> discord.Guild | None:
    """Return a server, whichever process has its shard; None where it can't be known now."""
    known = client.get_guild(guild_id)
    if known is not None:
        return known
    try:
        return await client.fetch_guild(guild_id, with_counts=False)
    except discord.HTTPException:
        return None

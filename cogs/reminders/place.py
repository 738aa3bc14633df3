"""Where a server's reminder goes: whether its author and the bot may post there, asked anew at each step."""

from typing import Any

import discord

from bot.errors import SpotterError
from bot.reminders.reminder import Post, Reminder
from cogs.server.authority import moderator_of
from cogs.ui.house import house_of

_NEEDS = {"view_channel": "View Channel", "send_messages": "Send Messages"}


async def check_may_post(interaction: discord.Interaction[Any], post: Post) -> None:
    """Raise SpotterError unless the presser is a moderator, and both they and the bot may post there as asked."""
    await moderator_of(interaction)
    guild = interaction.guild
    channel = None if guild is None else guild.get_channel(post.channel_id)
    if guild is None or channel is None:
        raise SpotterError(
            "I can't see that channel. Allow me *View Channel* and *Send Messages* there, then try again."
        )
    mine = channel.permissions_for(guild.me)
    missing = [name for needed, name in _NEEDS.items() if not getattr(mine, needed)]
    if missing:
        raise SpotterError(
            f"I may not post in <#{channel.id}>: allow me *{'* and *'.join(missing)}* there, then try again."
        )
    theirs = channel.permissions_for(interaction.user) if isinstance(interaction.user, discord.Member) else None
    if theirs is None or not (theirs.view_channel and theirs.send_messages):
        raise SpotterError(f"You may not post in <#{channel.id}> yourself, so I don't for you.")
    if post.role_id is not None:
        _check_role(guild.get_role(post.role_id), mine, theirs)


def _check_role(role: discord.Role | None, mine: discord.Permissions, theirs: discord.Permissions) -> None:
    if role is None or role.is_default():
        raise SpotterError("I mention one role, not everyone. Choose a role, or leave it out.")
    if not (role.mentionable or theirs.mention_everyone):
        raise SpotterError(
            "You may not mention that role yourself, so I don't for you. Leave it out, or have it allowed."
        )
    if not (role.mentionable or mine.mention_everyone):
        raise SpotterError(
            "I may not mention that role. Let anyone mention it (the role's settings), or allow me *Mention All Roles*."
        )


async def check_still_allowed(interaction: discord.Interaction[Any], draft_id: int) -> None:
    """Raise SpotterError where a kept wish is for a channel that may no longer be posted into."""
    post = await house_of(interaction).agenda.place_of(interaction.user.id, draft_id)
    if post is not None:
        await check_may_post(interaction, post)


async def check_own_place(interaction: discord.Interaction[Any], reminder: Reminder) -> None:
    """Raise SpotterError where a reminder goes into a channel that may no longer be posted into."""
    if reminder.post is None:
        return
    if interaction.guild_id != reminder.post.guild_id:
        raise SpotterError("That one goes into a channel of a server. Please do this there.")
    await check_may_post(interaction, reminder.post)

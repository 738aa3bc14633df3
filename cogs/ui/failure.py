"""The one error path: whatever goes wrong in a command, button or form is answered once, privately, with an id."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from bot.errors import SpotterError
from cogs.ui.answer import answer
from cogs.ui.house import house_of

log = logging.getLogger("spotter.errors")

_RAN_OUT = 10062  # Unknown interaction: the answer came after Discord's three seconds.


class Stopping(SpotterError):
    """The bot is about to end and takes no new work."""

    def __init__(self) -> None:
        super().__init__("I'm restarting. Nothing was changed; please try again in a minute.")


async def guarded(interaction: discord.Interaction[Any], work: Callable[[], Awaitable[None]]) -> None:
    """Do the work of a button, menu or form and answer for what it raises; while the bot stops, ask to try again."""
    try:
        if interaction.client.stopping:
            raise Stopping
        await work()
    except Exception as error:  # noqa: BLE001 - the one place where everything unexpected ends
        await report(interaction, error)


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the member what went wrong: expected errors in their own words, others with an id that the log has."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error.__cause__ or error
    expected = str(cause) if isinstance(cause, SpotterError) else _expected(error)
    _count(interaction, "fault" if expected is None else "refused")
    try:
        await answer(interaction, expected or _logged(interaction, cause))
    except discord.HTTPException as failed:
        _count(interaction, "late" if failed.code == _RAN_OUT else "unanswered")
        log.warning(
            "answer failed", extra={"code": failed.code, "status": failed.status, "late": failed.code == _RAN_OUT}
        )


def _count(interaction: discord.Interaction[Any], how: str) -> None:
    kind, name = interaction.client.title_of(interaction)
    house = house_of(interaction)
    house.observer.failed(kind, name, how)
    if how == "fault":
        house.faults.note(house.clock(), name)


def _expected(error: BaseException) -> str | None:
    match error:
        case app_commands.TransformerError():
            return f"I can't use that value for `{error.type.name}`. Nothing was changed."
        case app_commands.NoPrivateMessage():
            return "This works in a server only."
        case app_commands.MissingPermissions():
            return "This needs the *Manage Server* permission."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "This command has changed. Wait a minute, restart Discord if needed, and try again."
    return None


def _logged(interaction: discord.Interaction[Any], error: BaseException) -> str:
    error_id = secrets.token_hex(4)
    command = interaction.command.qualified_name if interaction.command else interaction.type.name
    about: dict[str, Any] = {"error_id": error_id, "command": command}
    if isinstance(error, discord.HTTPException):
        about |= {"status": error.status, "code": error.code}
    log.error("unexpected error", exc_info=error, extra=about)
    return f"Something went wrong on my side. If it stays, tell whoever runs this bot the id `{error_id}`."

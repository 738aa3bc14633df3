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

_CHANGED = "This command has changed. Wait a minute, restart Discord if needed, and try again."
_RAN_OUT = 10062  # Unknown interaction: the answer came after Discord's three seconds.
_ANSWERED = 40060  # The interaction has been answered already.
_NOTHING_LEFT = (_RAN_OUT, _ANSWERED)
"""Discord's codes after which nobody would read another answer."""


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
    cause = _cause(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _NOTHING_LEFT:
        _unanswered(interaction, cause)
        return
    expected = str(cause) if isinstance(cause, SpotterError) else _expected(error)
    _count(interaction, "fault" if expected is None else "refused")
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])  # there is no way to say more while somebody types
        else:
            await answer(interaction, expected or _logged(interaction, cause))
    except discord.HTTPException as failed:
        _unanswered(interaction, failed)


def _cause(error: BaseException) -> BaseException:
    """Return what went wrong, out of what discord.py made of it."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error if isinstance(error, SpotterError) else error.__cause__ or error


def _unanswered(interaction: discord.Interaction[Any], failed: discord.HTTPException) -> None:
    late = failed.code == _RAN_OUT
    _count(interaction, "late" if late else "unanswered")
    log.warning("answer failed", extra={"code": failed.code, "status": failed.status, "late": late})


class NothingLeft(logging.Filter):
    """Keeps out of discord.py's log, where it would be an error, choices that came too late for who was typing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is of something else."""
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, discord.HTTPException) and error.code in _NOTHING_LEFT)


logging.getLogger("discord.app_commands.tree").addFilter(NothingLeft())


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
            return _CHANGED
    # discord.py raises the bare class where options or targets are not what the command takes.
    return _CHANGED if type(error) is app_commands.AppCommandError else None


def _logged(interaction: discord.Interaction[Any], error: BaseException) -> str:
    error_id = secrets.token_hex(4)
    command = interaction.command.qualified_name if interaction.command else interaction.type.name
    about: dict[str, Any] = {"error_id": error_id, "command": command}
    if isinstance(error, discord.HTTPException):
        about |= {"status": error.status, "code": error.code}
    log.error("unexpected error", exc_info=error, extra=about)
    return f"Something went wrong on my side. If it stays, tell whoever runs this bot the id `{error_id}`."

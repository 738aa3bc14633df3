"""`python -m bot check`: what is looked at, in order. Only reads, here and at Discord; the bot may run meanwhile."""

import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.app import command_names
from bot.database import process_state
from bot.database.address import shown
from bot.database.sqlite_look import opened
from bot.errors import OperatorError
from bot.flares.archive import PROOF, WORD
from bot.operations.backups import newest
from bot.operations.check.findings import Finding, wrong
from bot.operations.check.local import (
    check_backups,
    check_clock,
    check_copy,
    check_disk,
    check_key,
    check_programs,
    check_settings,
    check_sqlite,
    check_version,
)
from bot.operations.check.online import check_discord
from bot.sealing import Seal
from bot.settings import Settings


async def check(settings: Settings, env_file: Path, now: datetime) -> AsyncIterator[Finding]:
    """Yield one finding after the other, as they are made."""
    for finding in check_settings(settings, env_file, socket.gethostname()):
        yield finding
    path = settings.database_path
    for finding in _on_a_server(settings, now) if path is None else _in_a_file(settings, path, now):
        yield finding
    for finding in await check_discord(settings.discord_api_url, settings.discord_token, command_names()):
        yield finding


def _in_a_file(settings: Settings, path: Path, now: datetime) -> Iterator[Finding]:
    folder = settings.backup_folder
    yield check_sqlite(path)
    yield from check_copy(str(path), _remembered(path, process_state.COPYING))
    yield from check_key(settings, _fitting(_remembered(path, PROOF)))
    size = path.stat().st_size if path.is_file() else 0
    yield check_disk("disk", path.parent, size)
    if folder is not None:
        yield check_disk("disk", folder, size)
    yield _backups(folder, now)


def _on_a_server(settings: Settings, now: datetime) -> Iterator[Finding]:
    from bot.database.postgres_look import look

    try:
        found = look(settings.database_url, PROOF)
    except OperatorError as error:
        yield wrong("database", str(error))
        return
    yield check_version(f"{shown(settings.database_url)} answers, PostgreSQL {found.server}", found.tables)
    yield from check_copy(shown(settings.database_url), found.copy_of)
    yield check_clock(now - found.now)
    yield from check_key(settings, _fitting(found.remembered))
    folder = settings.backup_folder
    if folder is not None:
        yield check_disk("disk", folder, needed=0)
        yield check_programs(("pg_dump", "pg_restore", "psql"), found.server)
    yield _backups(folder, now)


def _backups(folder: Path | None, now: datetime) -> Finding:
    try:
        last = newest(folder, now)
    except OSError as error:
        return wrong("backups", f"{folder} can't be read ({error.strerror})")
    return check_backups(folder, last, now)


def _remembered(path: Path, name: str) -> str | None:
    """Return what a database remembers under a name; None where that is nothing yet, or it can't be read."""
    if not path.is_file():
        return None
    try:
        with opened(path) as connection:
            return process_state.recall(connection, name)
    except sqlite3.Error:
        return None


def _fitting(mark: str | None) -> Callable[[Seal], bool] | None:
    return None if mark is None else lambda seal: mark in seal.marks(WORD)

"""What must not come of forged interactions: rows changed that the pressers may not change, and lines in the log."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.wire.forging.stage import Stage

PERSONS = ("member_id", "author_id", "asker_id", "actor_id")
"""Columns that say whose a row is."""
MODERATED = {"server_audit", "tips", "tip_votes", "tip_saves", "tip_reports", "tip_trials"}
"""Rows of members that their server's moderators may change: they hide, word anew and merge tips.

When one of them deletes their data, their acts stay without a name.
"""
COUNTED = {"tip_versions", "tip_outcomes", "tip_flags", "flare_counts", "board_posts"}
"""What a server's members change together, without a name: each may change it for a server that they are in."""
COURIERS = {"deliveries", "dm_channels"}
"""What changes by itself as things come due; what is owed to whom is told by what it is about."""

Rows = dict[str, frozenset[tuple[Any, ...]]]


@dataclass(frozen=True)
class Rights:
    """Whom the forgers are, which servers they moderate and which they are in."""

    persons: frozenset[int]
    moderated: frozenset[int]
    joined: frozenset[int]


def protected(path: Path, rights: Rights) -> Rows:
    """Return the rows, by table, that nobody of these persons may change, add or remove."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: frozenset(_protected(connection, table, rights)) for table in tables if table not in COURIERS}


def _protected(connection: sqlite3.Connection, table: str, rights: Rights) -> Iterator[tuple[Any, ...]]:
    for row in connection.execute(f"SELECT * FROM {table}"):
        named = {column: row[column] for column in row.keys()}  # noqa: SIM118 - a Row's own iterator gives its values
        if not _theirs(table, named, rights):
            yield tuple(named.values())


def _theirs(table: str, row: dict[str, Any], rights: Rights) -> bool:
    guild = row.get("guild_id")
    if any(row.get(column) in rights.persons for column in PERSONS):
        return True
    if table in COUNTED:
        return guild in rights.joined
    nobodys = not any(column in row for column in PERSONS)
    return guild in rights.moderated and (nobodys or table in MODERATED)


def changes(before: Rows, after: Rows) -> list[str]:
    """Return what changed of protected rows, in words."""
    return [
        f"{table}: {verb} {row}"
        for table in before
        for verb, rows in (("lost", before[table] - after[table]), ("got", after[table] - before[table]))
        for row in rows
    ]


def foreign(stage: Stage) -> list[str]:
    """Return what servers were given that is not their own: their channels and the role of their moderators."""
    found = []
    named = "guild_id, records_channel, tips_channel, digest_channel, moderator_role"
    for guild_id, *given in stage.rows(f"SELECT {named} FROM servers"):
        guild = stage.wire.world.get_guild(guild_id)
        own = {*guild.channel_ids, *guild.roles}
        found += [f"{guild.name} was given {one}" for one in given if one is not None and one not in own]
    return found


def complaints(log: str, warned: Iterable[str]) -> list[str]:
    """Return the lines of a JSON log that tell of something unexpected; `warned` are events that may be warned of."""
    allowed = set(warned)
    found = []
    for line in log.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        slow = record["event"].startswith("Can't keep up")  # says discord.py of a machine that has much else to do
        if record["level"] in ("INFO", "DEBUG") or (
            record["level"] == "WARNING" and (slow or record["event"] in allowed)
        ):
            continue
        found.append(line)
    return found

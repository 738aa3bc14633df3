"""The SQL of trials: who tried what (what they felt is sealed), and the same as counts without names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.database import Connection
from bot.database.belongings import count_rows_of
from bot.instants import from_micros, to_micros
from bot.tips.trials.evidence import Evidence, Felt, Reports, Window

TABLES = ("tip_trials",)
"""What holds a member's id; `tip_outcomes` are counts."""

ANY, TRIED = "any", "tried"


@dataclass(frozen=True)
class Trial:
    """That a member tried a tip, and their sealed report if they gave one."""

    guild_id: int
    tip_id: int
    member_id: int
    tried_at: datetime
    felt: str | None


def latest(connection: Connection, guild_id: int, tip_id: int, member_id: int) -> Trial | None:
    """Return the member's latest trial of a tip, or None."""
    row = connection.execute(
        "SELECT * FROM tip_trials WHERE guild_id = ? AND tip_id = ? AND member_id = ? ORDER BY tried_at DESC LIMIT 1",
        (guild_id, tip_id, member_id),
    ).fetchone()
    return None if row is None else _trial(row)


def add(connection: Connection, trial: Trial) -> None:
    """Add a trial; one of the same instant stays as it is."""
    connection.execute(
        "INSERT INTO tip_trials (guild_id, tip_id, member_id, tried_at, felt) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, member_id, tried_at) DO NOTHING",
        (trial.guild_id, trial.tip_id, trial.member_id, to_micros(trial.tried_at), trial.felt),
    )


def set_felt(connection: Connection, trial: Trial, felt: str) -> bool:
    """Set the sealed report of a trial; False when there is no such trial."""
    changed = connection.execute(
        "UPDATE tip_trials SET felt = ? WHERE guild_id = ? AND tip_id = ? AND member_id = ? AND tried_at = ?",
        (felt, trial.guild_id, trial.tip_id, trial.member_id, to_micros(trial.tried_at)),
    )
    return changed.rowcount == 1


def drop(connection: Connection, trial: Trial) -> None:
    """Delete one trial."""
    connection.execute(
        "DELETE FROM tip_trials WHERE guild_id = ? AND tip_id = ? AND member_id = ? AND tried_at = ?",
        (trial.guild_id, trial.tip_id, trial.member_id, to_micros(trial.tried_at)),
    )


def count(connection: Connection, guild_id: int, tip_id: int, at_time: str, felt: str, by: int) -> None:
    """Count up or down; never below nought."""
    connection.execute(
        "INSERT INTO tip_outcomes (guild_id, tip_id, at_time, felt, members) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, at_time, felt) DO UPDATE SET "
        "members = CASE WHEN tip_outcomes.members + ? > 0 THEN tip_outcomes.members + ? ELSE 0 END",
        (guild_id, tip_id, at_time, felt, max(by, 0), by, by),
    )


def evidence(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> dict[int, Evidence]:
    """Return what was reported of these tips; one that nobody tried is left out."""
    marks = ", ".join("?" for _ in tip_ids) or "NULL"
    rows = connection.execute(
        f"SELECT tip_id, at_time, felt, members FROM tip_outcomes WHERE guild_id = ? AND tip_id IN ({marks})",  # noqa: S608
        (guild_id, *tip_ids),
    ).fetchall()
    found: dict[int, dict[tuple[str, str], int]] = {}
    for row in rows:
        found.setdefault(row["tip_id"], {})[row["at_time"], row["felt"]] = row["members"]
    return {tip_id: _evidence(counts) for tip_id, counts in found.items()}


def of_tip(connection: Connection, guild_id: int, tip_id: int) -> list[Trial]:
    """Return all trials of a tip that are still kept, oldest first."""
    rows = connection.execute(
        "SELECT * FROM tip_trials WHERE guild_id = ? AND tip_id = ? ORDER BY tried_at, member_id", (guild_id, tip_id)
    )
    return [_trial(row) for row in rows]


def of_member(connection: Connection, member_id: int) -> list[Trial]:
    """Return all trials of a member that are still kept, oldest first."""
    rows = connection.execute("SELECT * FROM tip_trials WHERE member_id = ? ORDER BY tried_at", (member_id,))
    return [_trial(row) for row in rows]


def count_member(connection: Connection, member_id: int) -> int:
    """Return how many trials of a member are still kept."""
    return count_rows_of(connection, TABLES, member_id)


def sealed(connection: Connection) -> list[Trial]:
    """Return every trial with a sealed report."""
    return [_trial(row) for row in connection.execute("SELECT * FROM tip_trials WHERE felt IS NOT NULL")]


def at(connection: Connection, trial: Trial) -> Trial | None:
    """Return the member's trial of that tip at that instant as it stands, or None."""
    row = connection.execute(
        "SELECT * FROM tip_trials WHERE guild_id = ? AND tip_id = ? AND member_id = ? AND tried_at = ?",
        (trial.guild_id, trial.tip_id, trial.member_id, to_micros(trial.tried_at)),
    ).fetchone()
    return None if row is None else _trial(row)


def counts(connection: Connection, guild_id: int, tip_id: int) -> dict[tuple[str, str], int]:
    """Return the counts of a tip, by when and what was felt."""
    rows = connection.execute(
        "SELECT at_time, felt, members FROM tip_outcomes WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id)
    )
    return {(row["at_time"], row["felt"]): row["members"] for row in rows}


def forget_tip(connection: Connection, guild_id: int, tip_id: int) -> None:
    """Delete everything about a tip: its trials and its counts."""
    for table in ("tip_trials", "tip_outcomes"):
        connection.execute(f"DELETE FROM {table} WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))  # noqa: S608


def drop_before(connection: Connection, before: datetime) -> int:
    """Delete the trials of before an instant, counts stay; return how many."""
    return connection.execute("DELETE FROM tip_trials WHERE tried_at < ?", (to_micros(before),)).rowcount


def _evidence(counts: dict[tuple[str, str], int]) -> Evidence:
    windows = {
        window: Reports(*(counts.get((window, felt), 0) for felt in (Felt.BETTER, Felt.SAME, Felt.WORSE)))
        for window in Window
    }
    told = {window: reports for window, reports in windows.items() if reports.total}
    return Evidence(counts.get((ANY, TRIED), 0), told)


def _trial(row: Any) -> Trial:
    return Trial(row["guild_id"], row["tip_id"], row["member_id"], from_micros(row["tried_at"]), row["felt"])

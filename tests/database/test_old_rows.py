"""Migrations that change rows, played on a database that has some: SQLite's and PostgreSQL's file do the same."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.database import migrate
from bot.database.address import sqlite_file
from bot.database.postgres import prepare
from bot.instants import from_micros, system_clock
from tests import look

DESPAIR, WALK = "Training is all that keeps me from wanting to kill myself", "I walk up and down between my sets"

Before = Callable[[int], str]
"""Gives the address of a database that has every migration but one."""


def bring_up_to_date(url: str) -> None:
    if url.startswith("sqlite"):
        with closing(look.sqlite(sqlite_file(url))) as connection:
            migrate.bring_up_to_date(connection)
    else:
        prepare(url)


@pytest.fixture
def before(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Before:
    def all_but(version: int) -> str:
        without = shutil.copytree(
            migrate._FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns(f"{version:04}_*")
        )
        url = f"sqlite:///{tmp_path / 'older.db'}"
        if engine == "postgresql":
            url = request.getfixturevalue("postgres_server").create("old_rows")
        with monkeypatch.context() as patched:
            patched.setattr(migrate, "_FOLDER", without)
            bring_up_to_date(url)
        return url

    return all_but


def test_words_of_self_harm_that_were_kept_are_deleted_with_all_that_was_said_about_them(before: Before) -> None:
    url = before(66)
    tips = [(DESPAIR, "held", "private"), (DESPAIR.upper(), "withdrawn", "held"), (WALK, "published", "")]
    with look.connected(url) as connection:
        for number, (body, state, why) in enumerate(tips, start=1000):
            connection.execute(
                "INSERT INTO tips (guild_id, id, author_id, anonymous, area, kind, moment, body, state, why, "
                "created_at, changed_at) VALUES (1, ?, 2, 0, 'knee', 'exercise', 'before', ?, ?, ?, 0, 0)",
                (number, body, state, why),
            )
            connection.execute(
                "INSERT INTO tip_votes (guild_id, tip_id, member_id, helps) VALUES (1, ?, 3, 1)", (number,)
            )
            connection.execute(
                "INSERT INTO drafts (member_id, id, kind, body, created_at) VALUES (2, ?, 'tip', ?, 7)",
                (number, f'{{"text": "{body}"}}'),
            )
    bring_up_to_date(url)
    assert [row["body"] for row in look.rows(url, "SELECT body FROM tips")] == [WALK]
    assert [row["tip_id"] for row in look.rows(url, "SELECT tip_id FROM tip_votes")] == [1002]
    (draft,) = look.rows(url, "SELECT id, expires_at FROM drafts")
    assert (draft["id"], draft["expires_at"]) == (1002, 7 + 7 * 24 * 60 * 60 * 1_000_000)


@pytest.mark.on_sqlite
def test_what_a_migration_deletes_is_overwritten_in_the_file_whatever_sqlite_was_built_with(before: Before) -> None:
    url = before(66)
    with closing(look.sqlite(sqlite_file(url))) as connection:
        connection.execute("PRAGMA secure_delete = OFF").fetchall()
        connection.execute(
            "INSERT INTO drafts (member_id, id, kind, body, created_at) VALUES (2, 1, 'tip', ?, 7)", (DESPAIR,)
        )
        migrate.bring_up_to_date(connection)
    assert DESPAIR.encode() not in look.held(url)


def put_up(url: str, *posts: tuple[str, int | None]) -> None:
    """Have posts stand on the board, as kind and message; those without a message are still to come."""
    with look.connected(url) as connection:
        for number, (kind, message_id) in enumerate(posts):
            connection.execute(
                "INSERT INTO board_posts (guild_id, kind, subject_id, channel_id, message_id) VALUES (?, ?, 100, 2, ?)",
                (number, kind, message_id),
            )


def test_digests_that_stood_before_it_was_noted_whom_they_name_are_told_anew_once(before: Before) -> None:
    url = before(65)
    put_up(url, ("digest", 5), ("digest", None), ("tip", 6))
    bring_up_to_date(url)
    (due,) = look.rows(url, "SELECT kind, message_id, revision FROM board_posts WHERE try_at IS NOT NULL")
    assert (due["kind"], due["message_id"], due["revision"]) == ("digest", 5, 1)


def test_they_are_told_anew_one_after_the_other_the_newest_first_so_that_nothing_new_waits_for_them(
    before: Before,
) -> None:
    url, began = before(65), system_clock()
    put_up(url, ("digest", 6), ("digest", 8), ("digest", 7))
    bring_up_to_date(url)
    due = look.rows(url, "SELECT message_id, try_at FROM board_posts ORDER BY try_at")
    assert [row["message_id"] for row in due] == [8, 7, 6]
    first, second, third = (from_micros(row["try_at"]) for row in due)
    assert (second - first, third - second) == (timedelta(seconds=30), timedelta(seconds=30))
    assert timedelta(seconds=29) <= first - began < timedelta(minutes=1)

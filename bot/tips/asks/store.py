"""The SQL of asks and wishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.areas import Area
from bot.database import Connection
from bot.instants import from_micros, to_micros
from bot.tips.kinds import Kind, When
from bot.tips.tip import Suggestion

TABLES = ("tip_asks", "tip_ask_forms", "tip_wishes")


@dataclass(frozen=True)
class Wishes:
    """What a member wants to be written to about."""

    news: bool = False
    """What became of their tips."""
    asks: bool = True
    """Whether a message of theirs may be a tip."""


@dataclass(frozen=True)
class Message:
    """A message in a server, and who wrote it."""

    guild_id: int
    channel_id: int | None
    """None for one that was asked about before channels were kept."""
    id: int
    author_id: int


@dataclass(frozen=True)
class Ask:
    """Somebody would like to see a message as a tip of its author."""

    id: int
    about: Message
    asker_id: int
    suggestion: Suggestion
    asked_at: datetime


def wishes(connection: Connection, member_id: int) -> Wishes:
    """Return what a member wants to be written to about."""
    row = connection.execute("SELECT news, asks FROM tip_wishes WHERE member_id = ?", (member_id,)).fetchone()
    return Wishes() if row is None else Wishes(bool(row["news"]), bool(row["asks"]))


def wish(connection: Connection, member_id: int, wishes: Wishes) -> None:
    """Set what a member wants to be written to about."""
    connection.execute(
        "INSERT INTO tip_wishes (member_id, news, asks) VALUES (?, ?, ?) "
        "ON CONFLICT (member_id) DO UPDATE SET news = excluded.news, asks = excluded.asks",
        (member_id, int(wishes.news), int(wishes.asks)),
    )


def keep_form(connection: Connection, asker_id: int, form_id: int, about: Message, now: datetime) -> None:
    """Keep which message a member has a form open about."""
    connection.execute(
        "INSERT INTO tip_ask_forms (member_id, id, author_id, guild_id, channel_id, message_id, opened_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (asker_id, form_id, about.author_id, about.guild_id, about.channel_id, about.id, to_micros(now)),
    )


def form(connection: Connection, asker_id: int, form_id: int) -> Message | None:
    """Return which message a form of a member is about, or None when they have no such form open."""
    row = connection.execute(
        "SELECT * FROM tip_ask_forms WHERE member_id = ? AND id = ?", (asker_id, form_id)
    ).fetchone()
    return None if row is None else _message(row)


def drop_forms_before(connection: Connection, before: datetime) -> int:
    """Delete forms that were opened before an instant, and return how many."""
    return connection.execute("DELETE FROM tip_ask_forms WHERE opened_at < ?", (to_micros(before),)).rowcount


def add(connection: Connection, ask: Ask) -> bool:
    """Keep an ask; False when the message was asked about before, whatever its author answered."""
    said, about = ask.suggestion, ask.about
    added = connection.execute(
        "INSERT INTO tip_asks (author_id, id, asker_id, guild_id, channel_id, message_id, area, kind, moment, body, "
        "asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guild_id, message_id) DO NOTHING",
        (
            about.author_id,
            ask.id,
            ask.asker_id,
            about.guild_id,
            about.channel_id,
            about.id,
            said.area,
            said.kind,
            said.when,
            said.text,
            to_micros(ask.asked_at),
        ),
    )
    return added.rowcount == 1


def of_author(connection: Connection, author_id: int, ask_id: int) -> Ask | None:
    """Return what an author is asked, or None when there is no such open ask of theirs."""
    row = connection.execute(
        "SELECT * FROM tip_asks WHERE author_id = ? AND id = ? AND answered_at IS NULL", (author_id, ask_id)
    ).fetchone()
    return None if row is None else _ask(row)


def all_of_author(connection: Connection, author_id: int) -> Sequence[Ask]:
    """Return everything an author is asked and has not answered, oldest first."""
    rows = connection.execute(
        "SELECT * FROM tip_asks WHERE author_id = ? AND answered_at IS NULL ORDER BY id", (author_id,)
    )
    return [_ask(row) for row in rows]


def is_asked(connection: Connection, asker_id: int, ask_id: int) -> bool:
    """Tell whether a member asked this, answered or not."""
    row = connection.execute("SELECT 1 FROM tip_asks WHERE asker_id = ? AND id = ?", (asker_id, ask_id)).fetchone()
    return row is not None


def asked_since(connection: Connection, asker_id: int, since: datetime) -> int:
    """Return how many messages a member asked about since an instant."""
    row = connection.execute(
        "SELECT COUNT(*) AS asks FROM tip_asks WHERE asker_id = ? AND asked_at > ?", (asker_id, to_micros(since))
    ).fetchone()
    return int(row["asks"])


def answer(connection: Connection, author_id: int, ask_id: int, now: datetime) -> None:
    """Note that an author answered, and let the words go: that the message was asked about is all that stays."""
    connection.execute(
        "UPDATE tip_asks SET body = '', answered_at = ? WHERE author_id = ? AND id = ? AND answered_at IS NULL",
        (to_micros(now), author_id, ask_id),
    )


def drop_before(connection: Connection, before: datetime) -> int:
    """Delete asks of before an instant, and return how many."""
    return connection.execute("DELETE FROM tip_asks WHERE asked_at < ?", (to_micros(before),)).rowcount


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return a member's wishes, what they are asked, and when they asked others."""
    wanted = connection.execute("SELECT news, asks FROM tip_wishes WHERE member_id = ?", (member_id,)).fetchall()
    asked = connection.execute(
        "SELECT guild_id, message_id, area, kind, moment, body, asked_at, answered_at FROM tip_asks "
        "WHERE author_id = ?",
        (member_id,),
    )
    asking = connection.execute("SELECT guild_id, message_id, asked_at FROM tip_asks WHERE asker_id = ?", (member_id,))
    opened = connection.execute(
        "SELECT guild_id, message_id, opened_at FROM tip_ask_forms WHERE member_id = ?", (member_id,)
    )
    return {
        "wishes": [dict(row) for row in wanted],
        "asked_of_you": [dict(row) for row in asked],
        "asked_by_you": [dict(row) for row in asking],
        "forms_opened": [dict(row) for row in opened],
    }


def count_member(connection: Connection, member_id: int) -> int:
    """Return how many rows name a member: their wishes, what they ask, are asked or would be by a form that is open."""
    row = connection.execute(
        "SELECT (SELECT COUNT(*) FROM tip_wishes WHERE member_id = ?)"
        " + (SELECT COUNT(*) FROM tip_asks WHERE author_id = ? OR asker_id = ?)"
        " + (SELECT COUNT(*) FROM tip_ask_forms WHERE author_id = ? OR member_id = ?) AS number",
        (member_id,) * 5,
    ).fetchone()
    return int(row["number"])


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete a member's wishes, what they are asked or would be by a form that is open, and what they ask others."""
    connection.execute("DELETE FROM tip_wishes WHERE member_id = ?", (member_id,))
    connection.execute("DELETE FROM tip_asks WHERE author_id = ? OR asker_id = ?", (member_id, member_id))
    connection.execute("DELETE FROM tip_ask_forms WHERE author_id = ? OR member_id = ?", (member_id, member_id))


def _ask(row: Any) -> Ask:
    suggestion = Suggestion(
        row["id"], row["body"], Area(row["area"]), Kind(row["kind"]), When(row["moment"]), anonymous=False
    )
    return Ask(row["id"], _message(row), row["asker_id"], suggestion, from_micros(row["asked_at"]))


def _message(row: Any) -> Message:
    return Message(row["guild_id"], row["channel_id"], row["message_id"], row["author_id"])

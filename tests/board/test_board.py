"""The board on a real database, before a wall that fails in every way: posted once, kept up to date, taken down."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.board import store
from bot.board.board import Board, Poster
from bot.board.policy import MOST_ATTEMPTS
from bot.database import Database
from bot.delivery.bell import Bell
from bot.delivery.post import Later, Refused
from tests.conftest import FakeClock

GUILD, CHANNEL, TIP = 1, 7, 42


@dataclass
class Wall:
    """Discord, in short: messages by id, what goes wrong next; a nonce again is the message it was, deleted or not."""

    shown: dict[int, Any] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)
    edits: int = 0
    fails: list[Exception] = field(default_factory=list)
    lost: bool = False
    """Whether the next answer is lost after the message was accepted."""

    async def put(self, channel_id: int, letter: Any, *, nonce: str) -> int:
        self._fail()
        if nonce not in self.nonces:
            self.shown[100 + len(self.nonces)] = letter
        message_id = self.nonces.setdefault(nonce, 100 + len(self.nonces))
        assert len(nonce) <= 25
        if self.lost:
            self.lost = False
            raise Later("unreachable")
        return message_id

    async def edit(self, channel_id: int, message_id: int, letter: Any) -> None:
        self._fail()
        if message_id not in self.shown:
            raise Refused("message_gone")
        self.edits += 1
        self.shown[message_id] = letter

    async def take_down(self, channel_id: int, message_id: int) -> None:
        self._fail()
        self.shown.pop(message_id, None)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails.pop(0)


@dataclass
class Tips:
    """What is to be shown; None for what is not shown any more."""

    text: str | None = "0 of 0"

    async def compose(self, guild_id: int, subject_id: int) -> str | None:
        return self.text


@dataclass
class Room:
    database: Database
    board: Board
    poster: Poster
    wall: Wall
    tips: Tips
    clock: FakeClock

    async def put(self) -> None:
        await self.database.write(self.board.put, GUILD, "tip", TIP, CHANNEL)

    async def change(self, text: str | None) -> None:
        self.tips.text = text
        await self.database.write(self.board.touch, GUILD, "tip", TIP)

    async def rounds(self, **later: float) -> int:
        self.clock.move(**later)
        looked = 0
        while now := await self.poster.run_due():
            looked += now
        return looked

    async def rows(self) -> list[Any]:
        return await self.database.read(lambda connection: connection.execute("SELECT * FROM board_posts").fetchall())


@pytest.fixture
def room(database: Database, clock: FakeClock) -> Room:
    wall, tips, bell = Wall(), Tips(), Bell()
    board = Board(clock, bell)
    return Room(database, board, Poster(database, wall, {"tip": tips}, clock, bell, {}), wall, tips, clock)


async def test_what_is_put_up_twice_is_posted_once(room: Room) -> None:
    await room.put()
    await room.put()
    assert await room.rounds() == 1
    await room.put()
    assert await room.rounds() == 0
    assert list(room.wall.shown.values()) == ["0 of 0"]


async def test_an_answer_that_was_lost_posts_no_second_message(room: Room) -> None:
    room.wall.lost = True
    await room.put()
    await room.rounds()
    await room.rounds(seconds=10)
    assert len(room.wall.shown) == 1
    await room.change("1 of 1")
    await room.rounds(seconds=10)
    assert list(room.wall.shown.values()) == ["1 of 1"]


async def test_many_changes_within_ten_seconds_are_one_edit(room: Room) -> None:
    await room.put()
    await room.rounds()
    for number in range(50):
        await room.change(f"{number} of 50")
    assert await room.rounds(seconds=9) == 0
    assert await room.rounds(seconds=1) == 1
    assert room.wall.edits == 1
    assert list(room.wall.shown.values()) == ["49 of 50"]


async def test_a_change_while_a_post_is_under_way_is_not_lost(room: Room) -> None:
    await room.put()
    await room.rounds()
    await room.change("1 of 1")
    compose = room.tips.compose

    async def changed_meanwhile(guild_id: int, subject_id: int) -> str | None:
        said = await compose(guild_id, subject_id)
        room.tips.compose = compose  # type: ignore[method-assign]
        await room.change("2 of 2")
        return said

    room.tips.compose = changed_meanwhile  # type: ignore[method-assign]
    await room.rounds(seconds=10)
    assert list(room.wall.shown.values()) == ["1 of 1"]
    await room.rounds(seconds=10)
    assert list(room.wall.shown.values()) == ["2 of 2"]


async def test_what_is_no_longer_shown_is_taken_down_and_can_come_back(room: Room) -> None:
    await room.put()
    await room.rounds()
    await room.change(None)
    await room.rounds(seconds=10)
    assert room.wall.shown == {}
    assert await room.rows() == []
    room.tips.text = "back"
    await room.put()
    await room.rounds()
    assert list(room.wall.shown.values()) == ["back"]


async def test_what_comes_back_while_it_is_taken_down_is_posted_anew(room: Room) -> None:
    await room.put()
    await room.rounds()
    await room.change(None)
    take_down = room.wall.take_down

    async def meanwhile(channel_id: int, message_id: int) -> None:
        await take_down(channel_id, message_id)
        await room.put()
        await room.change("back")

    room.wall.take_down = meanwhile  # type: ignore[method-assign]
    await room.rounds(seconds=10)
    await room.rounds(minutes=2)
    assert list(room.wall.shown.values()) == ["back"]


async def test_what_is_changed_while_somebody_deletes_it_is_posted_anew(room: Room) -> None:
    await room.put()
    await room.rounds()
    await room.change("1 of 1")
    edit = room.wall.edit

    async def meanwhile(channel_id: int, message_id: int, letter: Any) -> None:
        room.wall.shown.clear()
        await room.change("2 of 2")
        await edit(channel_id, message_id, letter)

    room.wall.edit = meanwhile  # type: ignore[method-assign]
    await room.rounds(seconds=10)
    await room.rounds(minutes=2)
    assert list(room.wall.shown.values()) == ["2 of 2"]


@pytest.mark.parametrize("reason", ["message_gone", "channel_gone", "server_gone"])
async def test_what_somebody_took_down_is_let_be(room: Room, reason: str) -> None:
    await room.put()
    await room.rounds()
    await room.change("1 of 1")
    room.wall.fails = [Refused(reason)]
    await room.rounds(seconds=10)
    assert await room.rows() == []
    await room.change("2 of 2")
    assert await room.rounds(hours=1) == 0


@pytest.mark.parametrize(
    "failure", [Refused("no_permission"), Refused("no_access"), Later("http_500"), Later("discord_30046")]
)
async def test_a_failure_is_tried_again_and_then_shows_the_newest(room: Room, failure: Exception) -> None:
    await room.put()
    await room.rounds()
    await room.change("1 of 1")
    room.wall.fails = [failure]
    await room.rounds(seconds=10)
    await room.change("2 of 2")
    await room.rounds(hours=1)
    assert list(room.wall.shown.values()) == ["2 of 2"]


async def test_discords_wish_to_be_left_alone_is_kept(room: Room) -> None:
    await room.put()
    room.wall.fails = [Later("discord_30046", timedelta(hours=1))]
    await room.rounds()
    assert await room.rounds(minutes=59) == 0
    assert await room.rounds(minutes=1) == 1


async def test_a_channel_without_rights_is_not_knocked_at_for_ever(room: Room) -> None:
    await room.put()
    room.wall.fails = [Refused("no_permission") for _ in range(100)]
    for _ in range(MOST_ATTEMPTS + 5):
        await room.rounds(hours=1)
    assert len(room.wall.fails) == 100 - MOST_ATTEMPTS
    assert (await room.rows())[0]["code"] == "no_permission"


async def test_a_post_whose_process_died_is_taken_up_by_the_next(room: Room, database: Database) -> None:
    await room.put()
    await database.write(store.claim, room.clock(), room.clock() + timedelta(seconds=60), 10)
    assert await room.rounds(seconds=59) == 0
    assert await room.rounds(seconds=1) == 1
    assert list(room.wall.shown.values()) == ["0 of 0"]

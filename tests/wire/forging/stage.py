"""The stage: two servers, members with belongings of every kind, and the ids that those have."""

import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
from simcord.backend.models import Channel, Guild

from bot.areas import Area
from bot.database import open_database
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.screening import Level
from bot.house import House, build_house
from bot.instants import system_clock
from bot.lifts.exercises import custom_id
from bot.lifts.points import Sex
from bot.servers.rules import Moderator
from bot.settings import Settings
from bot.tips.desk.case import Act
from tests.lifts.transfer.test_importing import WEIGHED
from tests.wire import Answer, BotProcess, Person, WireDiscord
from tests.wire.forging.hidden import NEEDLE, hide

_FORGERS = {"eve": 9, "dan": 9, "bob": 40}
"""So few plain members that all of them together can't report a tip away, which they may: that takes 20 here."""
_BESIDE, _AWAY = 12, 11
"""Starter tips: one that stands beside another in Iron, and one that is hidden there."""
KEY = "rXw3k2mCqGQ1g5iHn0m1b6Xn0d9cQ0j0m1O9v3m0b5E="
_EXPORT = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-01-06 18:00:00,"Legs",1h,"Squat (Barbell)",1,100,5,0,0,"","",8
2026-01-06 18:00:00,"Legs",1h,"Zorb Press",1,20,5,0,0,"","",8
2026-01-06 18:00:00,"Legs",1h,"Zorb Pull",1,20,5,0,0,"","",8"""


@dataclass
class Place:
    """One server with its channel."""

    guild: Guild
    channel: Channel


def family(custom_id: str) -> str:
    """Return what the custom ids of one kind of button, menu or form begin with."""
    return ":".join(custom_id.split(":")[:2])


@dataclass
class Stage:
    """Who owns things, who forges, and everything that names something of the owners."""

    wire: WireDiscord
    folder: Path
    iron: Place
    other: Place
    people: dict[str, Person] = field(default_factory=dict)
    hidden: dict[str, Person] = field(default_factory=dict)
    """Who is named nowhere in public: no forger knows of them."""
    custom_ids: list[str] = field(default_factory=list)
    """Of buttons, menus and forms that were shown to their owners."""
    choices: list[str] = field(default_factory=list)
    """What menus offered."""
    offered: dict[str, list[str]] = field(default_factory=dict)
    """The same by the family of the menu's custom id: whatever is made up, a message of ours offers nothing else."""

    @property
    def forgers(self) -> list[Person]:
        """Plain members of both servers, plain members of one, and moderators of the other server.

        Many of each: who does much at once is slowed down, and their forgeries would not get far.
        """
        return [person for name, person in self.people.items() if name.startswith(tuple(_FORGERS))]

    @property
    def database_path(self) -> Path:
        """The bot's database."""
        return self.folder / "spotter.db"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the database file."""
        with closing(sqlite3.connect(f"file:{self.database_path}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()

    def ids(self) -> list[int]:
        """Return every id that the database holds."""
        found: set[int] = set()
        tables = [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in self.rows(f"PRAGMA table_info({table})")]
            named = [name for name in columns if name == "id" or name.endswith("_id")]
            for row in self.rows(f"SELECT {', '.join(named)} FROM {table}") if named else ():
                found |= {value for value in row if isinstance(value, int)}
        return sorted(found)

    async def seen(self, answer: Answer) -> Answer:
        """Note what could be pressed of an answer, once it is there, and what it offered."""
        await self.wire.until(lambda: not answer.record.loading, what="the answer after thinking")
        shown = answer.modal["components"] if answer.kind == "modal" else answer.components
        for part in _parts([shown, answer.callback]):
            if isinstance(part.get("custom_id"), str):
                self.custom_ids.append(part["custom_id"])
            self.learn(part)
        return answer

    def learn(self, part: dict[str, Any]) -> None:
        """Note what a menu offers."""
        values = [option["value"] for option in part.get("options") or ()]
        self.choices += values
        if values and isinstance(part.get("custom_id"), str):
            self.offered.setdefault(family(part["custom_id"]), []).extend(values)

    async def says(self, name: str, command: str, /, **options: Any) -> Answer:
        """Let someone use a command in their server."""
        person = (self.people | self.hidden)[name]
        place = self.iron if person.guild_id == self.iron.guild.id else self.other
        return await self.seen(await self.wire.slash(person, place.channel, command, **options))

    async def presses(self, name: str, answer: Answer, what: str, values: list[str] | None = None) -> Answer:
        """Let someone press what an answer shows."""
        return await self.seen(await self.wire.press(self.people[name], answer, what, values))

    async def submits(self, name: str, answer: Answer, values: dict[str, Any]) -> Answer:
        """Let someone send a form."""
        return await self.seen(await self.wire.submit(self.people[name], answer, values))

    @asynccontextmanager
    async def running(self, **settings: str) -> AsyncIterator[BotProcess]:
        """Run the bot."""
        env = {
            "DISCORD_TOKEN": self.wire.token,
            "DISCORD_API_URL": self.wire.api_url,
            "DATABASE_URL": f"sqlite:///{self.database_path}",
            "SPOTTER_SECRET_KEY": KEY,
            "LOG_FORMAT": "json",
            **settings,
        }
        bot = await BotProcess.start("-m", "bot", "run", env=env, cwd=self.folder)
        try:
            await self.wire.connected()
            yield bot
        finally:
            await bot.kill()


def _parts(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _parts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _parts(value)


def set_up(wire: WireDiscord, folder: Path) -> Stage:
    """Return a stage with all its people; vera and mo, a moderator, own things, and so does vic in the other server.

    What nell and nora own is nobody else's to see.
    """
    iron, other = (Place(guild, wire.channel(guild)) for guild in (wire.guild("Iron"), wire.guild("Other")))
    stage = Stage(wire, folder, iron, other)
    for name, place in (("vera", iron), ("mo", iron), ("vic", other)):
        stage.people[name] = wire.member(place.guild, name)
    for name, place in (("nell", iron), ("nora", other)):
        stage.hidden[name] = wire.member(place.guild, name)
    for name, many in _FORGERS.items():
        place = other if name == "bob" else iron
        for number in range(many):
            stage.people[f"{name}{number}"] = wire.member(place.guild, f"{name}{number}")
            if name == "eve":
                wire.world.add_member(other.guild.id, stage.people[f"eve{number}"].id)
    staff = discord.Permissions(manage_guild=True, view_channel=True, send_messages=True).value
    for place, beginning in ((iron, "mo"), (other, "bob")):
        role = wire.world.create_role(place.guild.id, name="Staff", permissions=staff)
        for name, person in stage.people.items():
            if name.startswith(beginning):
                place.guild.members[person.id].role_ids.append(role.id)
    return stage


async def belongings(stage: Stage) -> None:
    """Give vera, and less of it vic, something of every kind that members do not make by commands alone."""
    settings = Settings(database_url=f"sqlite:///{stage.database_path}", spotter_secret_key=KEY)
    database = await open_database(settings.database_url)
    try:
        house = build_house(settings, database, system_clock, random.Random(7))
        for name in ("vera", "vic"):
            await _private_things(house, stage.people[name])
        await _moved_in(house, stage.people["vera"])
        for name, asker, place in (("nell", "vera", stage.iron), ("nora", "vic", stage.other)):
            await hide(house, stage.hidden[name], stage.people[asker], place.channel.id)
        await _ruled(stage, house)
        await house.charts.close()
    finally:
        await database.close()


async def _ruled(stage: Stage, house: House) -> None:
    """Have mo decide what moderators can."""
    iron, mo = stage.iron.guild.id, Moderator(stage.iron.guild.id, stage.people["mo"].id)
    for what in ("records", "digest"):
        await house.servers.choose_channel(iron, mo.member_id, what, stage.wire.channel(stage.iron.guild).id)
    await house.servers.switch_off(iron, mo.member_id, "starters", [Area.HAMSTRING])
    (theirs,) = await house.library.fresh(iron, mo.member_id, system_clock() - timedelta(days=1), system_clock())
    tip_id = theirs.cards[0].tip.id
    await house.desk.contest(mo, tip_id, _BESIDE)
    await house.desk.decide(mo, tip_id, Act.BLOCK)
    await house.desk.decide(mo, _AWAY, Act.HIDE)


async def _private_things(house: House, person: Person) -> None:
    """Give someone a flare-up with a plan and check-ins, and weekly check-ins."""
    care, weekly = house.care, house.weekly
    await house.members.choose_zone(person.id, "Europe/Berlin")
    await care.intake.agree(person.id)
    situation = await care.intake.screened(
        person.id, Entry(house.ids(), Area.KNEE, "squat", 4, guild_id=person.guild_id), Level.PASSED
    )
    flare, reading = situation.flare, situation.reading
    await care.answer(person.id, flare.id, reading.id, Step.LOG, Answers(masked=False))
    await care.choosing.settle(person.id, flare.id, reading.id, Choice.HOLD, day="", weight="")
    await care.asking.accept(person.id, flare.id)
    await weekly.agree(person.id)
    told = {"sleep": "4", "energy": "3", "soreness": "2", "weight": "82", "line": "Heavy."}
    await weekly.tell(person.id, system_clock().date() - timedelta(days=7), told)


async def _moved_in(house: House, person: Person) -> None:
    """Give someone a file that was saved, with a name they explained, and one that waits."""
    importing = house.importing
    saved = await importing.begin(person.id, _EXPORT.encode())
    if saved.asks_unit:
        await importing.choose_unit(person.id, saved.id, "kg")
    await importing.choose_exercise(person.id, saved.id, 1, "bench_press")
    await importing.save(person.id, saved.id, doubted=True)
    await importing.save(person.id, (await importing.begin(person.id, WEIGHED)).id, doubted=True)
    await importing.begin(person.id, _EXPORT.replace("2026-01", "2025-12").encode())
    await house.merging.merge(person.id, custom_id("Zorb Pull"), "bench_press")
    await house.boards.choose_table(person.id, Sex.FEMALE)


TIP = {
    "text": "Ten slow squats before benching helped my knee",
    "area": ["knee"],
    "kind": ["exercise"],
    "when": ["before"],
    "name": "hidden",
}


async def act(stage: Stage) -> None:
    """Let the owners use the bot, so that they have the rest, and there are messages of theirs to forge from."""
    for name in ("vera", "vic"):
        for entry in ("squat 100 5x5", "squat 105 5x5", "bench 80 5x5", "sqat 100 5"):
            await stage.says(name, "log", entry=entry)
        for when in ("in 30 days", "every mon at 18:00", "some time"):
            await stage.says(name, "remind me", what="stretch", when=when)
        await stage.submits(name, await stage.says(name, "tip suggest"), TIP)
        await stage.says(name, "bodyweight", weight="82 kg")
        listed = await stage.says(name, "leaderboard", lift="squat")
        await _press_first(stage, name, listed, "board:list:on")
        shelf = await stage.says(name, "tip browse", area="knee")
        for what in ("tip:vote", "tip:save", "tip:tried"):
            await _press_first(stage, name, shelf, what)
    await _vera(stage)
    await _mo(stage)
    looking = ("flare status", "remind list", "tip mine", "privacy", "settings", "history", "records", "help")
    for name in ("vera", *stage.hidden):
        for command in looking:
            await stage.says(name, command)
    for name in stage.hidden:
        await stage.says(name, "log", entry=f"{NEEDLE} 100 5")
        await stage.says(name, "remind me", what=f"{NEEDLE} reminder", when="some time")


async def _vera(stage: Stage) -> None:
    workout = await stage.says("vera", "workout")
    text = "squat 90 3x5\nbench 60 3x5\nzorb press 20 3x5"
    looked_over = await stage.submits("vera", workout, {"text": text, "when": ""})
    await _press_first(stage, "vera", looked_over, "workout:own")
    await _press_first(stage, "vera", looked_over, "workout:save")
    begun = await stage.says(
        "vera", "program start", name="madcow", maxes="squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5"
    )
    await _press_first(stage, "vera", begun, "program:begin")
    today = await stage.says("vera", "program today")
    await _press_first(stage, "vera", today, "program:done")
    await stage.says("vera", "program today")
    await stage.says("vera", "checkin weekly", day=6, time="18:00")
    await stage.says("vera", "checkin pause", until="in 3 days")
    await stage.says("vera", "flare log", area="knee", pain=3)


async def _mo(stage: Stage) -> None:
    found = await stage.says("mo", "tip search", text="ten slow squats before benching")
    shelf = await _press_first(stage, "mo", found, "tip:open")
    form = await _press_first(stage, "mo", shelf, "tip:report")
    await stage.submits("mo", form, {"reason": "dangerous"})
    setup = await stage.says("mo", "spotter setup")
    await _press_first(stage, "mo", setup, "server:toggle:approval")
    form = await _press_first(stage, "mo", setup, "server:reports")
    await stage.submits("mo", form, {"reports": "20"})
    await stage.says("mo", "spotter alias add", name="squish", lift="squat")
    await stage.says("mo", "spotter moderation")
    await _press_first(stage, "mo", await stage.says("mo", "spotter digest"), "digest:post")
    await stage.wire.until(lambda: stage.rows("SELECT 1 FROM digest_tips"), what="the digest")


async def _press_first(stage: Stage, name: str, answer: Answer, beginning: str) -> Answer:
    """Press the first thing whose custom id begins so."""
    found = [custom_id for custom_id in answer.custom_ids if custom_id.startswith(beginning)]
    assert found, f"nothing of {beginning} in {answer.custom_ids}: {answer.text}"
    return await stage.presses(name, answer, found[0])

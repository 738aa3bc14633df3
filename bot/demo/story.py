"""The story that the demo begins with: the thread Spotter grew out of, and the months before it.

It is played through SimCord and the bot's own use cases, each act at the time when it happened, and what came due in
between is delivered.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas import Area
from bot.data import read_toml
from bot.demo.cast import DM, PEOPLE
from bot.demo.pages import Hint
from bot.demo.stage import Place, Stage
from bot.demo.training import Lifted, lifted
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.screening import Level
from bot.tips.tip import Spot, Suggestion

_FOUNDED = timedelta(weeks=16)
_TIPS_BEGAN = timedelta(days=20)
_PRIYA_HURT = timedelta(hours=47)
_TRAINING_BEGINS = time(18)
_AN_EXERCISE = timedelta(minutes=20)
_SHOWN_FOR = timedelta(days=3)
"""So long ago members began to log in the channel; before, they did it in their direct messages."""

_PERSON = {person.key: person for person in PEOPLE}

HINTS = (
    Hint(
        Place(_PERSON["nils"], "training-log"),
        "/log",
        "deadlift 150kg x5 beats his best. Edit it, undo it, do it again.",
    ),
    Hint(Place(_PERSON["nils"], "training-log"), "/history", "thirteen weeks of Madcow, session by session."),
    Hint(
        Place(_PERSON["nils"], "training-log"),
        "/flare log",
        "lower back, deadlift, a 4. Pass the safety questions, back down by -15 kg, let Spotter ask how it goes.",
    ),
    Hint(Place(_PERSON["nils"], DM), "", "then skip ahead to his next message, the check-in of the next morning."),
    Hint(
        Place(_PERSON["joe"], "tips"),
        "/tip browse",
        "for the lower back. Vote, and find both sides of stretching on one page.",
    ),
    Hint(Place(_PERSON["dana"], DM), "/remind me", "chalk, in 1 min. Wait for it or skip ahead, then snooze it."),
    Hint(Place(_PERSON["dana"], "training-log"), "/workout", "a whole session at once, in pounds."),
)
"""What the foyer proposes."""


@dataclass(frozen=True)
class Act:
    """Something that happens at an instant."""

    at: datetime
    happens: Callable[[], Awaitable[None]]


async def play(stage: Stage) -> None:
    """Play the story up to now, then let time flow."""
    story = read_toml("demo.toml")
    now = stage.clock()
    acts = [
        Act(now - _FOUNDED, partial(_settle_in, stage)),
        Act(now - _TIPS_BEGAN, partial(_share_tips, stage, story)),
        Act(now - _PRIYA_HURT, partial(_hurt, stage, "priya")),
        *_training(stage, story, now),
        *(Act(now - timedelta(hours=act["hours"]), partial(_act, stage, act)) for act in story["acts"]),
    ]
    for act in sorted(acts, key=lambda act: act.at):
        await _deliver_until(stage, act.at)
        stage.clock.hold(act.at)
        await act.happens()
    await _deliver_until(stage, now)
    stage.clock.flow()
    await stage.catch_up()


async def _deliver_until(stage: Stage, instant: datetime) -> None:
    """Deliver what comes due before an instant, each when it is due."""
    while (due := await stage.next_due()) is not None and due < instant:
        stage.clock.hold(max(due, stage.clock()))
        await stage.deliver()


def _training(stage: Stage, story: Mapping[str, Any], now: datetime) -> Iterator[Act]:
    """Yield the months of training; that of the last days is logged where the others see it."""
    for done in lifted(story["training"], (now - timedelta(days=1)).date()):
        zone = ZoneInfo(_PERSON[done.who].zone)
        at = datetime.combine(done.day, _TRAINING_BEGINS, zone) + done.place * _AN_EXERCISE
        if now - at < _SHOWN_FOR:
            shown = {"who": done.who, "room": "training-log", "command": "log", "options": {"entry": done.entry}}
            yield Act(at, partial(_act, stage, shown))
        else:
            yield Act(at, partial(_log, stage, done))


async def _log(stage: Stage, done: Lifted) -> None:
    house = stage.house
    await house.logbook.log(stage.actors[done.who].id, house.ids(), done.entry)


async def _settle_in(stage: Stage) -> None:
    """Have everybody say how they want things."""
    members = stage.house.members
    for person in PEOPLE:
        member_id = stage.actors[person.key].id
        await members.choose_unit(member_id, person.unit)
        await members.choose_zone(member_id, person.zone)


async def _act(stage: Stage, act: Mapping[str, Any]) -> None:
    """Have somebody say something, or use a command."""
    await stage.catch_up()
    actor = stage.actors[act["who"]]
    if "said" in act:
        await actor.send(stage.channels[act["room"]], act["said"])
    elif act["room"] == DM:
        await actor.user.slash(act["command"], **act["options"])
        stage.mark_read(_PERSON[act["who"]])
    else:
        await actor.slash(stage.channels[act["room"]], act["command"], **act["options"])


async def _hurt(stage: Stage, who: str) -> None:
    """Have somebody log a flare-up, pass the safety screen, back down, and take the offer of check-ins."""
    care, member_id = stage.house.care, stage.actors[who].id
    await care.intake.agree(member_id)
    entry = Entry(stage.house.ids(), Area.LOWER_BACK, "back_squat", pain=3)
    flare = (await care.intake.screened(member_id, entry, Level.PASSED)).flare
    await care.answer(member_id, flare.id, entry.id, Step.LOG, Answers(masked=False))
    next_session = (stage.clock() + timedelta(days=3)).date().isoformat()
    await care.choosing.settle(member_id, flare.id, entry.id, Choice.BACK_DOWN, day=next_session, weight="40 kg")
    await care.asking.accept(member_id, flare.id)


async def _share_tips(stage: Stage, story: Mapping[str, Any]) -> None:
    """Have members tell what helped them, and vote on it and on the starter tips."""
    numbers = {tip["id"]: int(tip["number"]) for tip in read_toml("tips.toml")["tips"]}
    for told in story["tips"]:
        typed = {"anonymous": False, **told, "id": stage.house.ids()}
        suggestion = Suggestion.read(typed)
        author = stage.actors[told["who"]].id
        await stage.house.library.suggest(stage.guild.id, author, suggestion, though_similar=True)
        await _vote(stage, suggestion.id, told)
    for voted in story["votes"]:
        await _vote(stage, numbers[voted["tip"]], voted)


async def _vote(stage: Stage, tip_id: int, voted: Mapping[str, Any]) -> None:
    for helps, voters in ((True, voted["helps"]), (False, voted["not"])):
        for voter in voters:
            await stage.house.library.vote(stage.guild.id, stage.actors[voter].id, tip_id, helps, Spot())

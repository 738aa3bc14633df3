"""The story that the demo begins with: the thread Spotter grew out of, and the months before it.

It is played through SimCord and the bot's own use cases, each act at the time when it happened, and what came due in
between is delivered.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.data import read_toml
from bot.demo.cast import DM, PEOPLE
from bot.demo.pages import Hint
from bot.demo.stage import Place, Stage
from bot.tips.tip import Spot, Suggestion

_PERSON = {person.key: person for person in PEOPLE}

HINTS = (
    Hint(Place(_PERSON["nils"], "training-log"), "/log", "type deadlift 150kg x5 as the entry: a record."),
    Hint(
        Place(_PERSON["joe"], "tips"),
        "/tip browse",
        "for the lower back. Vote, and see both sides of stretching on one page.",
    ),
)


@dataclass(frozen=True)
class Act:
    """Something that happens at an instant."""

    at: datetime
    happens: Callable[[], Awaitable[None]]


async def play(stage: Stage) -> None:
    """Play the story up to now, then let time flow."""
    story = read_toml("demo.toml")
    now = stage.clock()
    await _settle_in(stage)
    await _share_tips(stage, story)
    acts = [Act(now - timedelta(hours=act["hours"]), partial(_act, stage, act)) for act in story["acts"]]
    for act in sorted(acts, key=lambda act: act.at):
        await _deliver_until(stage, act.at)
        await _at(stage, act.at)
        await act.happens()
    await _deliver_until(stage, now)
    stage.clock.flow()
    await stage.catch_up()


async def _at(stage: Stage, instant: datetime) -> None:
    stage.clock.hold(instant)
    await stage.catch_up()


async def _deliver_until(stage: Stage, instant: datetime) -> None:
    """Deliver what comes due before an instant, each when it is due."""
    while (due := await stage.next_due()) is not None and due < instant:
        await _at(stage, max(due, stage.clock()))
        await stage.deliver()


async def _settle_in(stage: Stage) -> None:
    """Have everybody say how they want things."""
    members = stage.house.members
    for person in PEOPLE:
        member_id = stage.actors[person.key].id
        await members.choose_unit(member_id, person.unit)
        await members.choose_zone(member_id, person.zone)


async def _act(stage: Stage, act: Mapping[str, Any]) -> None:
    """Have somebody say something, or use a command."""
    actor = stage.actors[act["who"]]
    if "said" in act:
        await actor.send(stage.channels[act["room"]], act["said"])
    elif act["room"] == DM:
        await actor.user.slash(act["command"], **act["options"])
        stage.mark_read(_PERSON[act["who"]])
    else:
        await actor.slash(stage.channels[act["room"]], act["command"], **act["options"])


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

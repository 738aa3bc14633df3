"""The real bot under forged interactions: nothing of others changes, nothing unexpected happens, all are answered.

A few thousand in the suite, 100,000 as a trial.
"""

import os
import re
import statistics
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import pytest_asyncio

from tests.contract.checker import check
from tests.wire import Recorded, WireDiscord
from tests.wire.forging import hidden, oracle
from tests.wire.forging.assault import Assault, assault, honest
from tests.wire.forging.forger import NOWHERE, Forger
from tests.wire.forging.stage import Stage, act, belongings, set_up

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEED = 20_261_128
COUNTS = (2_000, pytest.param(100_000, marks=pytest.mark.trial))
HONEST, _BLOCK, _SLACK, _BUSY = 1_000, 200, 0.25, 3
_CHECKED = 2_000
"""Of the last requests, so many are held against Discord's API file: all of them would take minutes."""
_WARNED = ("answer failed", "misshapen interaction")
_HARM = re.compile(
    r"@everyone|\]\(https?://|https://evil|[\u202a-\u202e\u2066-\u2069\0]|\u0301{10}|^# big", re.MULTILINE
)
"""What `forging.values` has of it, as members typed it."""
_CODE = re.compile(r"`[^`]*`")
"""Inline code, in which nothing is markdown."""
_NEEDLES = re.compile(f"{hidden.NEEDLE}|{re.escape(hidden.WEIGHED)}")
OWNED = {
    *("members", "consents", "drafts", "entries", "sets", "workouts", "bodyweights", "listings", "custom_exercises"),
    *("tips", "tip_votes", "tip_reports", "tip_saves", "tip_trials", "servers", "server_audit", "lift_aliases"),
    *("flares", "flare_readings", "weekly_checkins", "weekly_answers", "holidays", "reminders", "reminder_occurrences"),
    *("programmes", "programme_steps", "staged_imports", "imports", "imported_entries", "import_names"),
    *("record_posts", "flare_plans", "tip_asks", "tip_ask_forms", "tip_wishes", "tip_blocks", "tip_contests"),
    *("starters_hidden", "server_switches", "point_tables", "merged_exercises", "merged_entries"),
    *("imported_weighings", "digest_members", "digest_tips"),
}
"""Tables that must hold something of others when the forging begins."""


@dataclass(frozen=True)
class Campaign:
    """Everything that came of one run."""

    count: int
    before: oracle.Rows
    after: oracle.Rows
    done: Assault
    usual: Sequence[float]
    afterwards: Sequence[float]
    foreign: Sequence[str]
    """Channels and roles that a server was given and that are another's, or nobody's."""
    shown: Sequence[str]
    """Answers and posts with something in them that is its owner's alone."""
    log: str
    requests: Sequence[Recorded]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=COUNTS)
async def campaign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Campaign]:
    async with WireDiscord(keep=20_000) as wire:
        stage = set_up(wire, tmp_path_factory.mktemp("forged"))
        await belongings(stage)
        async with stage.running() as bot:
            await act(stage)
            yield await _run(stage, request.param, bot)


async def _run(stage: Stage, count: int, bot: Any) -> Campaign:
    wire = stage.wire
    forger = Forger(stage, Random(SEED))
    wire.rest.light = True
    usual = await honest(wire, stage, HONEST)
    rights = rights_of(stage)
    before = oracle.protected(stage.database_path, rights)
    rooms = [channel.id for channel in wire.world.channels.values() if channel.guild_id is not None]
    lookout = hidden.Lookout([person.id for person in stage.hidden.values()], rooms)
    wire.rest.overhear = lookout.look
    done = await assault(wire, forger, count)
    after = oracle.protected(stage.database_path, rights)
    foreign = oracle.foreign(stage)
    requests = list(wire.requests)
    afterwards = await honest(wire, stage, HONEST)
    await bot.terminate(20)
    return Campaign(count, before, after, done, usual, afterwards, foreign, lookout.seen, bot.stderr, requests)


def rights_of(stage: Stage) -> oracle.Rights:
    servers = {stage.iron.guild.id, stage.other.guild.id}
    return oracle.Rights(
        frozenset(person.id for person in stage.forgers), frozenset({stage.other.guild.id}), frozenset(servers)
    )


def p99(waits: Sequence[float]) -> float:
    """Return the p99 of the middle one of blocks of answers: what else runs on a machine stalls it now and then."""
    blocks = [sorted(waits[start : start + _BLOCK]) for start in range(0, len(waits), _BLOCK)]
    return statistics.median(block[int(0.99 * len(block))] for block in blocks)


async def test_others_own_something_of_every_kind_before(campaign: Campaign) -> None:
    assert sorted(table for table in OWNED if not campaign.before[table]) == []


async def test_nothing_changes_that_the_pressers_may_not_change(campaign: Campaign) -> None:
    assert oracle.changes(campaign.before, campaign.after) == []


async def test_what_others_are_not_to_see_is_there_before(campaign: Campaign) -> None:
    with_needles = {table for table, rows in campaign.before.items() if _NEEDLES.search(repr(rows).casefold())}
    assert with_needles >= hidden.PLANTED


async def test_nothing_that_is_its_owners_alone_is_shown_to_anybody(campaign: Campaign) -> None:
    assert campaign.shown == []


@pytest.mark.parametrize(
    ("path", "said", "shown"),
    [
        ("/interactions/1/token/callback", "a HayNeedle in it", True),
        ("/webhooks/1/token", f"{hidden.WEIGHED} kg", True),
        ("/channels/5/messages", "by <@77>", True),
        ("/channels/6/messages", "a hayneedle, to its owner", False),
        ("/interactions/1/token/callback", "nothing of anybody's", False),
    ],
)
async def test_what_is_looked_for_is_found(path: str, said: str, shown: bool) -> None:
    lookout = hidden.Lookout(owners=[77], rooms=[5])
    lookout.look(Recorded("POST", path, {}, {"data": {"content": said}}, {}, 0))
    assert bool(lookout.seen) is shown


async def test_no_server_is_given_a_channel_or_a_role_of_another(campaign: Campaign) -> None:
    assert campaign.foreign == []


async def test_every_interaction_is_answered(campaign: Campaign) -> None:
    assert campaign.done.sent == campaign.count
    assert campaign.done.unanswered == []


async def test_nothing_unexpected_is_logged(campaign: Campaign) -> None:
    assert oracle.complaints(campaign.log, _WARNED) == []


async def test_the_bot_goes_on_answering_as_fast_as_before(campaign: Campaign) -> None:
    if os.getloadavg()[0] > _BUSY * (os.cpu_count() or 1):
        pytest.skip("this machine has too much else to do to tell how fast the bot is")
    usual = p99(campaign.usual)
    assert p99(campaign.done.waits) < 2 * usual + _SLACK
    assert p99(campaign.afterwards) < 2 * usual + _SLACK


async def test_no_answer_pings_anybody(campaign: Campaign) -> None:
    said = [body for entry in campaign.requests if (body := _message(entry)) is not None]
    assert said
    assert [body for body in said if body.get("allowed_mentions") != {"parse": []}] == []


async def test_no_answer_carries_what_members_wrote_to_do_harm(campaign: Campaign) -> None:
    said = [body for entry in campaign.requests if (body := _message(entry)) is not None]
    assert [text for body in said for text in _texts(body) if _HARM.search(_CODE.sub("", text))] == []


async def test_every_answer_is_one_that_discord_takes(campaign: Campaign) -> None:
    requests = [entry for entry in campaign.requests[-_CHECKED:] if entry.path != NOWHERE]
    assert check(requests) == []


def _texts(body: dict[str, Any]) -> Iterator[str]:
    """Yield every text of a message that Discord shows as markdown."""
    yield body.get("content") or ""
    for embed in body.get("embeds") or ():
        yield from (embed.get("title") or "", embed.get("description") or "")
        for field in embed.get("fields") or ():
            yield from (field["name"], field["value"])


def _message(entry: Recorded) -> dict[str, Any] | None:
    """Return what a request has members see as a message, if it does."""
    if not isinstance(entry.json, dict):
        return None
    if entry.path.endswith("/callback"):
        return entry.json["data"] if entry.json["type"] in (4, 7) else None
    return entry.json if "/messages" in entry.path or "/webhooks/" in entry.path else None

"""Several processes are one bot: what is due arrives once, votes are exact, and one that dies disturbs no other."""

import asyncio
import random
from pathlib import Path

from tests import look
from tests.journeys.world import KEY
from tests.postgres import Room
from tests.wire import WireDiscord
from tests.wire.answers import words
from tests.wire.cluster import MEMBERS, REMINDERS, SHARDS, Cluster
from tests.wire.place import Place

KILLED = 2


async def test_one_process_serves_several_shards_and_direct_messages(tmp_path: Path) -> None:
    async with WireDiscord(shards=2) as wire:
        guilds = [wire.guild(f"Iron {shard}", shard=(shard, 2)) for shard in range(2)]
        place = Place(wire, tmp_path, wire.channel(guilds[0]), wire.member(guilds[0], "anna"))
        ben, elsewhere = wire.member(guilds[1], "ben"), wire.channel(guilds[1])
        async with place.running(SHARD_COUNT="2") as bot:
            await wire.connected(shards=2)
            for person, channel in ((place.anna, place.channel), (ben, elsewhere), (ben, None)):
                answer = await wire.slash(person, channel, "log", entry="squat 100kg 5")
                assert "100 kg" in "\n".join(words(answer.message))
            for resumable in (True, False):
                wire.drop_gateway(resumable=resumable)
                await wire.connected(shards=2, seconds=40)
                assert await wire.slash(ben, elsewhere, "history")
            assert await bot.terminate() == 0
        assert (len(wire.gateway.sessions), wire.gateway.identifies) == (2, 4)


async def test_a_process_that_leaves_shards_to_others_is_refused_with_sqlite(tmp_path: Path) -> None:
    async with WireDiscord(shards=2) as wire:
        guild = wire.guild(shard=(0, 2))
        bot = await Place(wire, tmp_path, wire.channel(guild), wire.member(guild, "anna")).start(
            SHARD_COUNT="2", SHARD_IDS="0"
        )
        assert await bot.ended(20) == 2
        assert "a SQLite file takes one process" in bot.stderr


async def test_a_second_process_for_a_shard_is_refused_and_the_first_goes_on(
    postgres_room: Room, tmp_path: Path
) -> None:
    async with WireDiscord() as wire:
        guild = wire.guild()
        place = Place(wire, tmp_path, wire.channel(guild), wire.member(guild, "anna"))
        env = {"DATABASE_URL": postgres_room.emptied(), "SPOTTER_SECRET_KEY": KEY}
        async with place.running(**env) as first:
            second = await place.start(**env)
            assert await second.ended(30) == 2
            assert "Shard 0 is served by another process" in second.stderr
            assert "100 kg" in (await wire.slash(place.anna, place.channel, "log", entry="squat 100kg 5")).text
            assert await first.terminate() == 0
        async with place.running(**env):  # at once: what was served to the end is free
            assert await wire.slash(place.anna, place.channel, "history")


async def test_a_process_that_is_killed_under_load_loses_nothing_and_disturbs_nobody(
    postgres_room: Room, tmp_path: Path
) -> None:
    async with WireDiscord(shards=SHARDS, answer_seconds=20) as wire:
        cluster = Cluster(wire, postgres_room.emptied(), tmp_path)
        await cluster.owe_reminders()
        cluster.leave_a_file()
        bots = [await cluster.start(shard) for shard in range(SHARDS)]
        try:
            await wire.connected(shards=SHARDS, seconds=60)
            loads = [asyncio.create_task(cluster.act(shard, random.Random(shard))) for shard in range(SHARDS)]
            await asyncio.sleep(3)
            loads[KILLED].cancel()
            await bots[KILLED].kill()
            dead_since = asyncio.get_running_loop().time()
            dead = bots[KILLED]
            bots[KILLED] = await cluster.start(KILLED)
            await wire.until(lambda: wire.gateway.identifies > SHARDS, seconds=60, what="the killed process")
            back_since = asyncio.get_running_loop().time()
            killed_before = len(cluster.loads[KILLED].answers)
            loads[KILLED] = asyncio.create_task(cluster.act(KILLED, random.Random(9)))
            await asyncio.sleep(2)
            cluster.enough.set()
            await asyncio.gather(*loads)
            await cluster.settled()
            codes = [await bot.terminate(20) for bot in bots]
        finally:
            for bot in bots:
                await bot.kill()
                print(bot.stderr)  # noqa: T201 - pytest shows it with a failure

    assert codes == [0] * SHARDS

    for shard, load in enumerate(cluster.loads):
        meanwhile = [at for at, _ in load.answers if dead_since < at < back_since]
        assert meanwhile if shard != KILLED else len(load.answers) > killed_before, f"shard {shard}"

    seen = cluster.seen()
    assert (len(seen), set(seen.values())) == (SHARDS * MEMBERS * REMINDERS, {1})
    states = look.rows(cluster.url, "SELECT DISTINCT state FROM deliveries WHERE kind = 'reminder'")
    assert [row["state"] for row in states] == ["delivered"]
    (owners,) = look.rows(cluster.url, "SELECT COUNT(DISTINCT owner) FROM deliveries WHERE kind = 'reminder'")
    assert owners[0] > 1

    assert cluster.wrong_votes() == []
    logged = look.rows(cluster.url, "SELECT COUNT(*) FROM entries")[0][0]
    assert logged - sum(load.logged for load in cluster.loads) in {0, 1}  # one may have been under way

    said = "\n".join(bot.stderr for bot in [*bots, dead])
    assert (said.count("files=1"), len(wire.sent("PUT", "/commands"))) == (1, 1)

"""Several processes are one bot: what is due arrives once, votes are exact, and one that dies disturbs no other."""

import asyncio
import random
from pathlib import Path

from tests import look
from tests.postgres import Room
from tests.wire import WireDiscord
from tests.wire.cluster import MEMBERS, REMINDERS, SHARDS, Cluster

KILLED = 2


async def test_a_process_that_is_killed_under_load_loses_nothing_and_disturbs_nobody(
    postgres_room: Room, tmp_path: Path
) -> None:
    async with WireDiscord(shards=SHARDS, answer_seconds=20) as wire:
        cluster = Cluster(wire, postgres_room.emptied(), tmp_path)
        await cluster.owe_reminders()
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
    assert (said.count("cleared out"), len(wire.sent("PUT", "/commands"))) == (1, 1)

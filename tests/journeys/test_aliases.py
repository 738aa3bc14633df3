"""Managers give lifts the names that their server uses."""

import discord
import pytest
import simcord

from tests.journeys.test_logging import lifter, log, shown
from tests.journeys.world import World


async def test_a_manager_names_lifts_for_the_server_and_the_log_tells_it(world: World) -> None:
    boss, anna = await manager(world), await lifter(world)
    told = await boss.slash(world.channel, "spotter alias add", name="king lift", lift="deadlift")
    assert told.ephemeral
    assert shown(told) == "In this server, king lift is Deadlift from now on."
    assert "180 kg ×5" in shown(await log(world, anna, "king lift 180x5"))
    assert "- king lift: Deadlift" in shown(await boss.slash(world.channel, "spotter alias list"))
    await boss.slash(world.channel, "spotter alias remove", name="King Lift")
    assert "Not logged yet" in shown(await log(world, anna, "king lift 180x5"))
    acts = world.rows("SELECT actor_id, detail FROM server_audit ORDER BY id")
    assert acts == [
        {"actor_id": boss.id, "detail": "“king lift” is Deadlift"},
        {"actor_id": boss.id, "detail": "“King Lift” is no lift any more"},
    ]


async def test_lifts_are_offered_while_an_alias_is_typed(world: World) -> None:
    boss = await manager(world)
    offered = await boss.autocomplete(world.channel, "spotter alias add", "lift", "deadl")
    assert offered[0]["value"] == "Deadlift"


@pytest.mark.parametrize("command", ["add", "remove", "list"])
async def test_members_name_nothing_for_the_server(world: World, command: str) -> None:
    anna = await lifter(world)
    options = {"add": {"name": "king lift", "lift": "deadlift"}, "remove": {"name": "king lift"}, "list": {}}[command]
    refused = await anna.slash(world.channel, f"spotter alias {command}", **options)
    assert refused.ephemeral
    assert "Manage Server" in shown(refused)
    assert world.rows("SELECT * FROM lift_aliases") == []


BAD_NAMES = [" ", "squat", "drop", "100", "💪", "@everyone", "\u202e", "k" * 200]


@pytest.mark.parametrize("name", BAD_NAMES, ids=range(len(BAD_NAMES)))
async def test_a_name_that_would_mislead_is_refused_in_words(world: World, name: str) -> None:
    boss = await manager(world)
    refused = await boss.slash(world.channel, "spotter alias add", name=name, lift="deadlift")
    assert refused.ephemeral
    if name == "@everyone":
        assert "@everyone" not in shown(refused)
    else:
        assert world.rows("SELECT * FROM lift_aliases") == []


async def manager(world: World) -> simcord.MemberActor:
    """Return a member who may manage the server."""
    role = world.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return await world.member("boss", roles=[role])

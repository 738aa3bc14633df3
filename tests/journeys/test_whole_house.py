"""What holds for the whole wired bot: every table is a member's to take and delete, every command is documented."""

import re
from pathlib import Path
from typing import Any

import discord
import pytest

from tests.journeys.world import World

ROOT = Path(__file__).parent.parent.parent
NOT_OF_A_MEMBER = {"migrations", "process_state", "leases", "lift_aliases", "flare_counts"} | {
    *("servers", "server_switches", "board_posts"),
    *("tip_versions", "tip_contests", "tip_outcomes", "tip_flags", "tip_blocks", "starters_hidden", "digest_tips"),
}


async def test_every_table_is_covered_by_export_and_delete(world: World) -> None:
    covered = {table for holding in world.house.privacy.holdings for table in holding.tables}
    assert set(world.tables()) - NOT_OF_A_MEMBER == covered


def commands_in(
    tree: discord.app_commands.CommandTree[discord.Client],
) -> list[discord.app_commands.Command[Any, ..., Any]]:
    commands = tree.walk_commands(type=discord.AppCommandType.chat_input)
    return [command for command in commands if isinstance(command, discord.app_commands.Command)]


def commands_of(tree: discord.app_commands.CommandTree[discord.Client]) -> list[str]:
    return [command.qualified_name for command in commands_in(tree)]


async def test_every_text_option_has_an_end_that_discord_knows(world: World) -> None:
    endless = [
        f"{command.qualified_name} {option.name}"
        for command in commands_in(world.bot.tree)
        for option in command.parameters
        if option.type is discord.AppCommandOptionType.string and not option.choices and option.max_value is None
    ]
    assert endless == []


@pytest.mark.parametrize("document", ["README.md", "data/help.toml"])
async def test_every_command_is_documented(world: World, document: str) -> None:
    text = (ROOT / document).read_text()
    assert [name for name in commands_of(world.bot.tree) if f"/{name}" not in text] == []


async def test_no_document_promises_a_command_that_is_not_there(world: World) -> None:
    text = (ROOT / "data/help.toml").read_text()
    promised = {" ".join(words) for words in re.findall(r"`/(\w+)(?: (\w+)(?![\w:]))?", text)}
    names = [name.split() for name in commands_of(world.bot.tree)]
    known = {" ".join(words[:length]) for words in names for length in range(1, len(words) + 1)}
    assert [name for name in promised if name.strip() not in known and name.split()[0] not in known] == []

"""What is checked at Discord: the token, the commands, what the bot may do in its servers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot import __version__
from bot.operations.check.findings import Finding, ok, warning, wrong

_WITHIN = aiohttp.ClientTimeout(total=15)
_UNAUTHORISED = 401
_PAGE = 200
_MOST_PAGES = 50
_NAMED = 5
_ADMINISTRATOR = 1 << 3
NEEDED = {
    1 << 10: "View Channels",
    1 << 11: "Send Messages",
    1 << 14: "Embed Links",
    1 << 15: "Attach Files",
}
"""Permissions of the invite link, by Discord's bit."""


@dataclass(frozen=True)
class Answers:
    """What Discord answered."""

    name: str
    commands: frozenset[str]
    guilds: Sequence[Mapping[str, Any]]


class Unanswered(Exception):
    """Discord did not answer what a check needs; the text is the finding's."""


async def check_discord(api_url: str, token: str, commands: frozenset[str]) -> list[Finding]:
    """Ask Discord about the token, the commands it has of the bot, and the bot's servers; `commands` is what it should.

    What can't be asked is told as one warning.
    """
    if not token:
        return [warning("token", "DISCORD_TOKEN is not set: the bot opens the demo")]
    try:
        async with _session(token) as session:
            answers = await _ask(session, api_url.rstrip("/"))
    except PermissionError:
        return [wrong("token", "Discord refuses DISCORD_TOKEN; copy it again from the developer portal")]
    except (Unanswered, aiohttp.ClientError, TimeoutError) as error:
        why = str(error) if isinstance(error, Unanswered) else type(error).__name__
        return [warning("token", f"not checked, {api_url} can't be asked ({why})")]
    return [ok("token", f"is of {answers.name}"), _commands(answers, commands), *_servers(answers.guilds)]


def _session(token: str) -> aiohttp.ClientSession:
    headers = {"Authorization": f"Bot {token}", "User-Agent": f"DiscordBot (https://discord.com, {__version__})"}
    return aiohttp.ClientSession(headers=headers, timeout=_WITHIN)


async def _ask(session: aiohttp.ClientSession, api_url: str) -> Answers:
    application = await _get(session, f"{api_url}/oauth2/applications/@me")
    commands = await _get(session, f"{api_url}/applications/{application['id']}/commands")
    guilds: list[Mapping[str, Any]] = []
    for _ in range(_MOST_PAGES):
        after = guilds[-1]["id"] if guilds else "0"
        page = await _get(session, f"{api_url}/users/@me/guilds?limit={_PAGE}&after={after}")
        guilds += page
        if len(page) < _PAGE:
            break
    return Answers(str(application["name"]), frozenset(command["name"] for command in commands), guilds)


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as response:
        if response.status == _UNAUTHORISED:
            raise PermissionError
        if not response.ok:
            raise Unanswered(f"it answered {response.status}")
        try:
            return await response.json()
        except ValueError:
            raise Unanswered("it did not answer in JSON") from None


def _commands(answers: Answers, commands: frozenset[str]) -> Finding:
    lacking, extra = commands - answers.commands, answers.commands - commands
    if lacking or extra:
        return warning(
            "commands",
            f"Discord lacks {_some(lacking)} and has {_some(extra)} besides; the next start of the bot mends that",
        )
    return ok("commands", f"all {len(commands)} are known to Discord")


def _servers(guilds: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    yield ok("intents", "no privileged one is needed")
    without: dict[str, list[str]] = {}
    for guild in guilds:
        held = int(guild["permissions"])
        if held & _ADMINISTRATOR:
            continue
        for bit, name in NEEDED.items():
            if not held & bit:
                without.setdefault(name, []).append(str(guild["name"]))
    for name, servers in without.items():
        yield warning("permissions", f"{name} lacks in {len(servers)} of {len(guilds)} servers: {_some(servers)}")
    if not without:
        yield ok("permissions", f"the bot has what it needs in all of its {len(guilds)} servers")


def _some(names: Sequence[str] | frozenset[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    return ", ".join(shown[:_NAMED]) + more if shown else "nothing"

"""The command line: run · demo · check · migrate · reseal · backup · restore · copy-database."""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path

from bot.database.address import shown
from bot.errors import OperatorError
from bot.instants import system_clock
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings

log = logging.getLogger("spotter")

FAULT = 1
"""The exit code after what nobody expected; the log has its place."""
WRONG = 2
"""The exit code when a setting, the token or the database is wrong."""
ENV_FILE = Path(".env")
UNFINISHED = 130
"""The exit code when Ctrl-C ended what was to be finished, as shells give it."""


_KEY_APART = (
    "The key that opens health fields is not in a backup: keep SPOTTER_SECRET_KEY, or the .key file beside the "
    "database, apart from it. Without the key that sealed them they can't be read."
)


_KEY_ALONG = (
    "The key that opens health fields is in neither: SPOTTER_SECRET_KEY, or what the .key file beside a SQLite "
    "database holds, has to go along."
)


_KEPT_FOR_GOOD = (
    "Nothing deletes that file, as no BACKUP_DIRECTORY is set: delete it yourself within 30 days. Members who delete "
    "everything are told that copies go by then."
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(os.environ, ENV_FILE)
        set_up_logs(settings.log_level, settings.log_format)
        return int(options.command(settings, options))
    except OperatorError as error:
        print(error, file=sys.stderr)
        return WRONG
    except Exception:
        log.critical("ended by a fault", exc_info=True)  # its type and place, never its text: see bot/logs.py
        return FAULT
    except KeyboardInterrupt:  # while it starts: once it runs, a signal stops it in order
        return int(options.interrupted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Spotter, a Discord bot for lifting communities."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="join Discord; without DISCORD_TOKEN, open the demo")
    run.set_defaults(command=_run, port=0, interrupted=0)
    demo = commands.add_parser("demo", help="the real bot in a simulated Discord, in the browser")
    demo.add_argument("--port", type=int, default=0, help="the port on this machine (default: any free one)")
    demo.set_defaults(command=_demo, interrupted=0)
    check = commands.add_parser("check", help="look whether everything is as it should be; changes nothing")
    check.set_defaults(command=_check, interrupted=UNFINISHED)
    migrate = commands.add_parser("migrate", help="make or migrate the database, then end")
    migrate.set_defaults(command=_migrate, interrupted=UNFINISHED)
    reseal = commands.add_parser("reseal", help="seal health fields anew with the newest key; stop the bot first")
    reseal.set_defaults(command=_reseal, interrupted=UNFINISHED)
    backup = commands.add_parser("backup", help="back the database up into a file, also while the bot runs")
    backup.add_argument("file", type=Path, help="a new file")
    backup.set_defaults(command=_backup, interrupted=UNFINISHED)
    restore = commands.add_parser("restore", help="put a backup in the database's place; stop the bot first")
    restore.add_argument("file", type=Path, help="the backup")
    restore.set_defaults(command=_restore, interrupted=UNFINISHED)
    copying = commands.add_parser("copy-database", help="move everything to another database; stop the bot first")
    copying.add_argument("source", metavar="FROM", help="a DATABASE_URL: sqlite:///PATH or postgresql://…")
    copying.add_argument("target", metavar="TO", help="another, without rows; cut off, it goes on where it was")
    copying.set_defaults(command=_copy_database, interrupted=UNFINISHED)
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:
    if not settings.discord_token:
        print("DISCORD_TOKEN is not set: put it into .env (see .env.example) or the environment.", file=sys.stderr)
        print("Get one at https://discord.com/developers/applications. Opening the demo meanwhile.", file=sys.stderr)
        return _demo(settings, options)
    from bot import process

    asyncio.run(process.run(settings))
    return 0


def _demo(settings: Settings, options: argparse.Namespace) -> int:
    from bot import demo

    asyncio.run(demo.run(settings, options.port))
    return 0


def _check(settings: Settings, _: argparse.Namespace) -> int:
    return asyncio.run(_print_findings(settings))


async def _print_findings(settings: Settings) -> int:
    from bot.check import check
    from bot.operations.check.findings import worst

    found = []
    async for finding in check(settings, ENV_FILE, system_clock()):
        print(finding, flush=True)
        found.append(finding)
    return int(worst(found))


def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    from bot import process

    asyncio.run(process.migrate(settings))
    print(f"{shown(settings.database_url)} is up to date.")
    return 0


def _reseal(settings: Settings, _: argparse.Namespace) -> int:
    from bot import process

    resealed, blocked, until = asyncio.run(process.reseal(settings))
    if resealed.lost:
        print(
            f"{resealed.done} rows are sealed with the newest key. {resealed.lost} open with none and stay as they are."
        )
        return WRONG
    if until is not None:
        print(
            f"{resealed.done} rows are sealed with the newest key. Keep the older keys until {until:%-d %B %Y}: "
            f"without them {blocked} blocked author{'s' * (blocked != 1)}, of tips that are gone, may be welcome again."
        )
        return 0
    print(f"{resealed.done} rows are sealed with the newest key; the older keys can go.")
    return 0


def _copy_database(_: Settings, options: argparse.Namespace) -> int:
    from bot.database import copying

    copied = copying.copy(options.source, options.target, print, system_clock)
    print(f"{copied.rows} rows in {copied.tables} tables are the same in both. Set DATABASE_URL to the second now.")
    print(_KEY_ALONG)
    return 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from bot import process

    process.back_up(settings, options.file)
    print(f"{options.file} is a whole and sound backup of {shown(settings.database_url)}.")
    print(_KEY_APART)
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    from bot import process

    kept = process.restore(settings, options.file)
    print(f"{shown(settings.database_url)} is what {options.file} was.")
    if kept is not None:
        print(f"What it replaced is kept in {kept}.")
        if settings.database_path is None and settings.backup_folder is None:
            print(_KEPT_FOR_GOOD)
    print(_KEY_APART)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Backups of a PostgreSQL database, by PostgreSQL's own programs: pg_dump while the bot runs, pg_restore and psql back.

The programs are asked with the password in their environment, never among their arguments, which every user of the
machine can read.
"""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.database import migrate
from bot.database.address import shown
from bot.database.files import put_in_place
from bot.database.postgres import prepare
from bot.database.postgres_alone import alone_on
from bot.database.postgres_look import opened
from bot.database.sqlite_look import Stopped
from bot.errors import OperatorError
from bot.instants import Clock, compact

SUFFIX = ".dump"
_DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--exclude-table-data=*.leases")
"""Who was there when it was made is not there when it is put back."""
_PLAY = ("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
_UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
"""What pg_restore writes from version 17 on, for whatever server, and an older one refuses."""
_SECRETS = ("sslpassword", "oauth_client_secret")
_LOOK_SECONDS = 0.2
_ROW = re.compile(r"^(\d+)\t\w+$", flags=re.MULTILINE)
"""A row of the table of migrations, as a dump has it."""


def make(url: str, target: Path, stop: threading.Event | None = None) -> None:
    """Dump the database as it is now, while the bot may run, in PostgreSQL's custom format, and read the dump through.

    Raises OperatorError when pg_dump is missing, the target exists, or the dump can't be made; Stopped.
    """
    if target.exists():
        raise OperatorError(f"{target} is there already. Choose another name for the backup.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with put_in_place(target) as unfinished:
            _run(url, [*_DUMP, f"--file={unfinished}"], stop)
            inspect(unfinished, stop)
    except OSError as error:
        raise OperatorError(f"{shown(url)} can't be backed up to {target} ({error}).") from error


def restore(url: str, backup: Path, clock: Clock, folder: Path | None = None) -> Path | None:
    """Put a dump in the place of all tables of a database, in one transaction, and bring an older one up to date.

    No bot can start meanwhile. What it needs on the disk is in the folder, or else beside the dump.

    Returns where what it replaces is kept, or None when there was nothing. Raises OperatorError when the file is no
    dump, is newer than this code, a bot runs, or it fails. The database is then as it was, unless the error says that
    it was replaced and could not be brought up to date.
    """
    inspect(backup)
    beside = folder or backup.parent
    try:
        with alone_on(url, clock) as alone:
            there, version = _found(url)
            kept = beside / f"{backup.stem}.replaced-{compact(clock())}{SUFFIX}" if there else None
            if kept is not None:
                make(url, kept)
            with NamedTemporaryFile(dir=beside, prefix=".spotter-restore.sql.") as script:
                _run(None, ["pg_restore", "--no-owner", "--no-privileges", f"--file={script.name}", str(backup)])
                if version < 170000:
                    _take_out(Path(script.name), _UNKNOWN_BEFORE_17)
                alone.confirm()
                _run(url, [*_PLAY, *_clearing(there), f"--file={script.name}"])
            _bring_up_to_date(url, kept)
    except OSError as error:
        raise OperatorError(f"{shown(url)} can't be restored from {backup} ({error}).") from error
    return kept


def _found(url: str) -> tuple[list[str], int]:
    """Return the names of all tables, and the server's version as it counts them: 150004 is 15.4."""
    with opened(url) as (connection, info):
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        return [str(row["tablename"]) for row in rows], info.server_version


def _clearing(tables: Sequence[str]) -> list[str]:
    """Return the option that has psql drop tables first."""
    return ["--command=" + " ".join(f'DROP TABLE "{name}" CASCADE;' for name in tables)] if tables else []


def _take_out(script: Path, beginning: bytes) -> None:
    """Make a comment of the setting that begins so, if it stands before the first table of a script."""
    with script.open("r+b") as file:
        place = 0
        for line in file:
            if line.startswith(b"CREATE"):
                return
            if line.startswith(beginning):
                file.seek(place)
                file.write(b"-- ")
                return
            place += len(line)


def _bring_up_to_date(url: str, kept: Path | None) -> None:
    try:
        prepare(url)
    except OperatorError as error:
        where = f" What it replaced is in {kept}." if kept else ""
        raise OperatorError(
            f"The backup stands in {shown(url)} now, but could not be brought up to date: {error}{where}"
        ) from error


def inspect(backup: Path, stop: threading.Event | None = None) -> int:
    """Return the version of a dump, having read all of it.

    Raises OperatorError when it is none of Spotter, or is newer than this code; Stopped.
    """
    if not backup.is_file():
        raise OperatorError(f"{backup} is no file.")
    try:
        said = _run(None, ["pg_restore", "--data-only", "--table=migrations", "--file=-", str(backup)], stop)
        _run(None, ["pg_restore", "--file=/dev/null", str(backup)], stop)
    except OperatorError as error:
        raise OperatorError(f"{backup} is no backup of Spotter's PostgreSQL, or is damaged. {error}") from error
    version = max((int(found) for found in _ROW.findall(said)), default=0)
    if not version:
        raise OperatorError(f"{backup} is no backup of Spotter.")
    if version > migrate.newest():
        raise OperatorError(f"{backup} is of version {version}, newer than this code. Update Spotter first.")
    return version


def before_migrating(url: str, version: int, folder: Path, now: datetime) -> Path:
    """Back a database up whose tables of a version this code is about to change, and return where.

    Raises OperatorError when that can't be done.
    """
    target = folder / f"spotter.version-{version}-{compact(now)}{SUFFIX}"
    make(url, target)
    return target


def _run(url: str | None, command: Sequence[str], stop: threading.Event | None = None) -> str:
    """Run one of the programs, connected to a database where an address is given, and return what it says."""
    program = shutil.which(command[0])
    if program is None:
        raise OperatorError(
            f"{command[0]} is not installed here: install PostgreSQL's client programs, of the server's version or "
            "newer (Debian: apt-get install postgresql-client)."
        )
    address, environment = _address(url) if url else ([], {})
    with (
        subprocess.Popen(  # noqa: S603 - the programs are PostgreSQL's, the arguments our own
            [program, *command[1:], *address],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running
    ):
        said, complaint = _outcome(running, stop)
    if running.returncode:
        raise OperatorError(f"{command[0]} failed: {' '.join(complaint.split()) or f'code {running.returncode}'}")
    return said


def _outcome(running: subprocess.Popen[str], stop: threading.Event | None) -> tuple[str, str]:
    while True:
        with suppress(subprocess.TimeoutExpired):
            return running.communicate(timeout=_LOOK_SECONDS)
        if stop is not None and stop.is_set():
            running.kill()
            raise Stopped


def _address(url: str) -> tuple[list[str], dict[str, str]]:
    """Return an address as the programs take it: options, and what goes into their environment.

    Raises OperatorError when it holds a secret that they take in no other way than as an option.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    if shown_to_all := [name for name in _SECRETS if parts.get(name)]:
        raise OperatorError(
            f"{shown_to_all[0]} in DATABASE_URL can't be given to pg_dump and its like unseen by this machine's other "
            "users. Use a key without a passphrase, in a file that only the bot's user can read, or back the server up."
        )
    return [f"--dbname={make_conninfo('', **parts)}"], {} if password is None else {"PGPASSWORD": str(password)}

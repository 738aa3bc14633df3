"""A PostgreSQL server of the tests' own: started by whoever needs it first, ended with the session, nothing kept."""

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import psycopg

from bot.database import migrate_postgres
from tests import look

PASSWORD = "secret"
INSTALL = "PostgreSQL 14 or newer is not installed here: scripts/install-postgres"
OLDEST = 14
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_USUAL = {
    "max_connections": "300",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class Server:
    """A running server: its folder holds the data and the socket; on the loopback it asks for a password."""

    folder: str
    port: int
    pid: int

    def url(self, name: str) -> str:
        """Return the address of a database, through the socket."""
        return f"postgresql://spotter@/{name}?host={self.folder}&port={self.port}"

    def loopback(self, name: str, password: str = PASSWORD) -> str:
        """Return the address of a database, through the loopback."""
        return f"postgresql://spotter:{password}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Make an empty database in the place of one of that name and return its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


class Room:
    """A database of one process of the tests: migrated once, emptied for each test."""

    def __init__(self, server: Server, name: str) -> None:
        self._url = server.create(f"room_{name}")
        with psycopg.connect(self._url, autocommit=True) as connection:
            migrate_postgres.bring_up_to_date(connection)
        self._connection = psycopg.connect(self._url, autocommit=True)
        self._emptying = "".join(f"DELETE FROM {table};" for table in look.tables(self._url) if table != "migrations")

    def emptied(self) -> str:
        """Return its address, with all tables empty. That takes 2 ms, a database copied from a template 50."""
        self._connection.execute(self._emptying.encode())
        return self._url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest there are; None without any."""
    found = shutil.which("initdb")
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(found).resolve().parent] if found else [])]
    fitting = [folder for folder in folders if (folder / "initdb").exists() and _version(folder) >= OLDEST]
    return max(fitting, key=_version, default=None)


def running(shared: Path) -> Server:
    """Return the server of this session, started if it is not yet. `shared` is a folder of all its processes."""
    note = shared / "postgres.json"
    with (shared / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if note.exists():
            return Server(**json.loads(note.read_text()))
        server = start()
        note.write_text(json.dumps(asdict(server)))
        return server


def end(shared: Path) -> None:
    """Stop the server of this session, if one was started."""
    note = shared / "postgres.json"
    if note.exists():
        stop(Server(**json.loads(note.read_text())))
        note.unlink()


def start(*, durable: bool = False) -> Server:
    """Start a server on a new cluster in a folder of its own; `durable` flushes to the disk as one in earnest does."""
    bin_folder = programs()
    assert bin_folder is not None, INSTALL
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="spotter-postgres-"))
    password = folder / "password"
    password.write_text(PASSWORD)
    for path in (folder, password):
        os.chown(path, account.pw_uid, account.pw_gid)
    initdb = [bin_folder / "initdb", "-D", folder / "data", "-U", "spotter", "--no-sync", "--encoding=UTF8"]
    initdb += ["--no-locale", "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password}"]
    _as(account, initdb, folder)
    return launch(folder, _free_port(), durable=durable)


def launch(folder: Path, port: int, *, durable: bool = False) -> Server:
    """Start a server on the cluster in a folder, again or for the first time."""
    bin_folder = programs()
    assert bin_folder is not None, INSTALL
    options = {
        **_USUAL,
        **({} if durable else _FAST),
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    process = subprocess.Popen(
        [bin_folder / "postgres", "-D", folder / "data", *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **_identity(_account()),
    )
    server = Server(str(folder), port, process.pid)
    _wait_for(server)
    process.returncode = 0  # it is ended by its number, by another process too
    return server


def stop(server: Server) -> None:
    """Stop a server and delete its folder."""
    halt(server)
    shutil.rmtree(server.folder, ignore_errors=True)


def halt(server: Server) -> None:
    """Stop a server, which cuts its connections off and keeps what was committed."""
    with suppress(ProcessLookupError):
        os.kill(server.pid, signal.SIGINT)
    for _ in range(100):
        if not (Path(server.folder) / "data" / "postmaster.pid").exists():
            break
        time.sleep(0.05)


def _wait_for(server: Server) -> None:
    for _ in range(200):
        with suppress(psycopg.OperationalError), psycopg.connect(server.url("postgres")):
            return
        time.sleep(0.05)
    raise AssertionError("PostgreSQL did not start")


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0])


def _account() -> pwd.struct_passwd:
    """Return whom it runs as: PostgreSQL refuses to run as root."""
    return pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("postgres")


def _identity(account: pwd.struct_passwd) -> dict[str, Any]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}


def _as(account: pwd.struct_passwd, command: list[Any], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_identity(account))
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

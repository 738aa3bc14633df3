"""What a DATABASE_URL names, and how it may be shown."""

from pathlib import Path
from urllib.parse import urlsplit

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


def is_address(url: str) -> bool:
    """Tell whether this can be a DATABASE_URL: `sqlite:///` and a file's path, or `postgresql://` and the rest."""
    if url.startswith(SQLITE):
        return len(url) > len(SQLITE)
    return url.startswith(POSTGRESQL) and _is_understood(url)


def sqlite_file(url: str) -> Path:
    """Return the file of a SQLite address."""
    return Path(url.removeprefix(SQLITE))


def shown(url: str) -> str:
    """Return the address without its password and options, for logs and messages."""
    if url.startswith(SQLITE):
        return str(sqlite_file(url))
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _is_understood(url: str) -> bool:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(url)
    except psycopg.Error:
        return False
    return True

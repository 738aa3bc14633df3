"""Which shards of the bot a process serves, from its settings or from its place in a StatefulSet."""

import re
from dataclasses import dataclass

from bot.errors import OperatorError
from bot.settings import Settings

_PARTS = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_ORDINAL = re.compile(r".*-(\d{1,4})")


@dataclass(frozen=True)
class Shards:
    """Shards of a process, in order, and how many there are in all."""

    ids: tuple[int, ...] = (0,)
    count: int = 1

    @property
    def processes(self) -> int:
        """How many processes share the work, if each serves as many as this one."""
        return -(-self.count // len(self.ids))

    def share(self, whole: int) -> float:
        """Return this process's part of what all processes may do together; below 1 where there are more of them."""
        return whole / self.processes


ALL_HERE = Shards()
"""One shard, and this process serves it."""


def shards_of(settings: Settings, hostname: str) -> Shards:
    """Return the shards that SHARD_IDS names, or SHARDS_PER_PROCESS of them by the number behind the host's name.

    Without either all. Raises OperatorError when they can't be told, there are no such shards, or others are left to
    processes that SQLite does not take.
    """
    count = settings.shard_count
    if settings.shard_ids:
        ids = _listed(settings.shard_ids)
    elif settings.shards_per_process:
        first = _ordinal(hostname) * settings.shards_per_process
        ids = tuple(range(first, min(first + settings.shards_per_process, count)))
    else:
        ids = tuple(range(count))
    if not ids or ids[-1] >= count:
        raise OperatorError(f"There are {count} shards (SHARD_COUNT), from 0 to {count - 1}; none else can be served.")
    if len(ids) < count and settings.database_path is not None:
        raise OperatorError(
            f"This process would serve {len(ids)} of {count} shards, and a SQLite file takes one process. "
            "Use PostgreSQL (DATABASE_URL), or serve all shards here."
        )
    return Shards(ids, count)


def _listed(text: str) -> tuple[int, ...]:
    ids: set[int] = set()
    for part in text.split(","):
        match = _PARTS.fullmatch(part.strip())
        if match is None or (match[2] and int(match[2]) < int(match[1])):
            raise OperatorError(f"SHARD_IDS is a list such as 0,1 or 0-3, not {text!r}.")
        ids.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(sorted(ids))


def _ordinal(hostname: str) -> int:
    match = _ORDINAL.fullmatch(hostname)
    if match is None:
        raise OperatorError(
            f"SHARDS_PER_PROCESS takes this process's number from the host's name, as in spotter-2, and it is "
            f"{hostname!r}. Name the shards with SHARD_IDS instead."
        )
    return int(match[1])

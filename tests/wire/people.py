"""Who acts: a member of one server, known to Discord by an id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a server, who can also be met in private."""

    id: int
    name: str
    guild_id: int
    locale: str = "en-GB"

"""How one server wants things, and who moderates there."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.areas import Area
from bot.errors import SpotterError

ALL = "all"
"""Stands for every area in a switch."""
MOST_REPORTS = 20
"""The highest number of reports a server can ask for before a tip is hidden."""


@dataclass(frozen=True)
class Rules:
    """How a server wants things; what it never chose has a default that needs no set-up."""

    guild_id: int
    records_channel: int | None = None
    tips_channel: int | None = None
    digest_channel: int | None = None
    moderator_role: int | None = None
    approval: bool = False
    """Whether tips wait for a moderator before others see them."""
    counts_hidden: bool = False
    """Whether a member sees a tip's votes only after voting."""
    reports_to_hide: int = 3
    """So many members' reports hide a tip by themselves."""
    weekly_digest: bool = False
    starters_off: frozenset[str] = frozenset()
    """Areas without starter tips, or ALL."""
    tips_off: frozenset[str] = frozenset()
    """Areas without any tips, or ALL."""

    def takes(self, area: Area) -> bool:
        """Tell whether the server has tips for an area at all."""
        return not self.tips_off & {area, ALL}

    def shows_starters(self, areas: Collection[Area]) -> bool:
        """Tell whether a starter tip for these areas is shown: one of them is enough."""
        return any(self.takes(area) and not self.starters_off & {area, ALL} for area in areas)


@dataclass(frozen=True)
class Moderator:
    """A member who was found to be allowed to moderate a server; made by `Servers.moderator` at each act."""

    guild_id: int
    member_id: int


class NotAModerator(SpotterError):
    """Somebody without the right pressed a moderator's button."""

    def __init__(self) -> None:
        super().__init__(
            "That is for this server's moderators: it needs *Manage Server*, or the role chosen in `/spotter setup`. "
            "Nothing was changed."
        )


class NotAManager(SpotterError):
    """Somebody without *Manage Server* tried to change how the server wants things."""

    def __init__(self) -> None:
        super().__init__("This needs the *Manage Server* permission. Nothing was changed.")


def checked_reports(text: str) -> int:
    """Read how many reports hide a tip. Raises SpotterError when it is no number from 1 to MOST_REPORTS."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= MOST_REPORTS):
        raise SpotterError(f"Type a whole number from 1 to {MOST_REPORTS}: so many reports hide a tip.")
    return int(typed)

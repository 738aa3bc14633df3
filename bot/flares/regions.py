"""Where to get help, by the region a member picked. The numbers stand in data/regions.toml."""

from dataclasses import dataclass

from bot.data import read_toml

UNKNOWN = "OTHER"
"""The region while nothing was picked: a country is never guessed, because numbers collide."""


@dataclass(frozen=True)
class Region:
    """The numbers of one region, in words that stand in a sentence."""

    code: str
    emergency: str
    same_day: str

    def fill(self, text: str) -> str:
        """Return the text with `{emergency}` and `{same_day}` filled in."""
        return text.format(emergency=self.emergency, same_day=self.same_day)


class Regions:
    """All regions."""

    def __init__(self, regions: dict[str, Region]) -> None:
        self._regions = regions

    def of(self, code: str | None) -> Region:
        """Return a region by its code; the one for everywhere where there is no such code or none was picked."""
        return self._regions.get(code or UNKNOWN, self._regions[UNKNOWN])


def load_regions() -> Regions:
    """Read data/regions.toml. Raises KeyError when a number is missing."""
    rows = read_toml("regions.toml").items()
    return Regions({code: Region(code, row["emergency"], row["same_day"]) for code, row in rows})

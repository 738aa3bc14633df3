"""Where the files a lifter can read and mend are: the folder `data` at the top."""

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent.parent / "data"


def data_path(name: str) -> Path:
    """Return the path of a file in `data`."""
    return _FOLDER / name


def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of `data`.

    Raises OSError when it is missing and tomllib.TOMLDecodeError when it is not TOML: both are faults of this checkout.
    """
    with data_path(name).open("rb") as file:
        return tomllib.load(file)

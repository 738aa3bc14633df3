"""An export is a file that Discord takes, however much is held."""

import json
import zipfile

from cogs.privacy import packed

TEN_MIB = 10 * 1024 * 1024


def test_what_fits_is_plain_json() -> None:
    file = packed({"you": {"members": [{"zone": "Europe/Berlin"}]}})
    assert file.filename == "spotter-export.json"
    assert json.loads(file.fp.read()) == {"you": {"members": [{"zone": "Europe/Berlin"}]}}


def test_what_discord_would_not_take_is_zipped() -> None:
    held = {"lifts": {"sets": [{"id": number, "count": 5} for number in range(250_000)]}}
    file = packed(held)
    assert file.filename == "spotter-export.json.zip"
    assert len(file.fp.read()) < TEN_MIB
    with zipfile.ZipFile(file.fp) as archive:
        assert json.loads(archive.read("spotter-export.json")) == held

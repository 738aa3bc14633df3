"""From the bytes of a file to its text, or a clear no: nothing is unpacked, and nothing is believed of its name."""

import codecs
from contextlib import suppress

from bot.lifts.transfer.found import IN_PARTS, WrongFile

MOST_BYTES = 10 * 1024 * 1024
"""What Discord lets most members send, and a decade of daily training."""

_READABLE = "I read the csv exports of Strong, Hevy, FitNotes, StrongLifts and Liftosaur, and my own csv and json."

_PICTURE = f"That is a picture. {_READABLE}"
_BACKUP = (
    "That is a backup, as FitNotes makes it. Send its spreadsheet instead: in FitNotes, Settings → Spreadsheet Export."
)
_ARCHIVE = f"That is an archive, and I don't unpack those: please unpack it and send the csv in it. {_READABLE}"
_KINDS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", f"That is a picture or a sound. {_READABLE}"),
    (b"%PDF", f"That is a PDF. {_READABLE}"),
    (b"PK", f"That is a zip archive or an Excel file. Unpack it, or save it as csv, and send that. {_READABLE}"),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"SQLite format 3", _BACKUP),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_size(size: int) -> None:
    """Refuse a file by its size alone, before it is fetched. Raises WrongFile."""
    if size > MOST_BYTES:
        raise WrongFile(
            f"That file has {size / 1024 / 1024:.0f} MB; I take up to {MOST_BYTES // 1024 // 1024}. {IN_PARTS}"
        )


def text_of(data: bytes) -> str:
    """Return the text of a file, its line ends as they are. Raises WrongFile when it is none, or too long or empty."""
    check_size(len(data))
    for magic, why in _KINDS:
        if data.startswith(magic):
            raise WrongFile(why)
    if not data.strip():
        raise WrongFile(f"That file is empty. {_READABLE}")
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:  # in no text, and no database takes it for one
                return text
    raise WrongFile(f"That is no text file. {_READABLE}")

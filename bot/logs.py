"""Logs: one line an event, as text or JSON, without message texts, health data or the token.

An exception is logged by its type and the places it passed, never by its message: that can hold what a member typed.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

OURS = "spotter"
"""The logger above all of our own."""
_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "color_message"}


def event_fields(record: logging.LogRecord) -> dict[str, object]:
    """Return one record as flat fields: time, level, logger, event, what came by `extra`, and the error if any."""
    fields: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": record.getMessage(),
    }
    fields |= {name: value for name, value in record.__dict__.items() if name not in _STANDARD}
    if record.exc_info and record.exc_info[0]:
        fields["error"] = record.exc_info[0].__name__
        fields["trace"] = trace_of(record.exc_info[2])
    return fields


def trace_of(trace: TracebackType | None) -> str:
    """Return where an exception passed, innermost last, as `file:line in function`, in one line."""
    frames = traceback.extract_tb(trace)
    return " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} in {frame.name}" for frame in frames)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a JSON object."""
        return json.dumps(event_fields(record), default=str)


class TextLines(logging.Formatter):
    """One line of text an event, its fields as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        fields = event_fields(record)
        head = " ".join(str(fields.pop(name)) for name in ("time", "level", "logger", "event"))
        tail = "".join(f" {name}={value}" for name, value in fields.items())
        return (head + tail).replace("\n", "\\n").replace("\r", "\\r")


def set_up_logs(level: str, style: str) -> None:
    """Send all logs to standard error in the given style ("text" or "json").

    DEBUG is for our own events alone: at that level the libraries print every payload, and with it what members type
    and the keys that answer them.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    logging.getLogger(OURS).setLevel(level)

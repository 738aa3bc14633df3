"""Logs: one line an event, as text or JSON, without message texts, health data or the token.

An exception is logged by its type and the places it passed, never by its message: that can hold what a member typed.
"""

import asyncio
import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

OURS = "spotter"
"""The logger above all of our own."""
_log = logging.getLogger(OURS)
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
        return "".join(char if char.isprintable() else _escaped(char) for char in head + tail)


def _escaped(char: str) -> str:
    """Return a character that could end a line, or steer the terminal that shows it, as Python would write it."""
    return repr(char)[1:-1]


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


def log_the_uncaught(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody caught in a task, a thread or a finaliser as everything else: by its type and its places.

    Python's own reports print the exception's text, and asyncio's the arguments of what failed.
    """
    loop.set_exception_handler(_in_a_task)
    threading.excepthook = _in_a_thread
    sys.unraisablehook = _in_a_finaliser
    logging.captureWarnings(True)


def log_when_it_fails(task: asyncio.Task[Any]) -> None:
    """Log at once what ends a task that is kept and that nobody waits for: asyncio tells of it once it is dropped."""
    task.add_done_callback(_ended)


def _ended(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("nobody caught an exception", exc_info=error, extra={"where": task.get_name()})


def _in_a_task(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    event = "nobody caught an exception" if error else context["message"]  # with one, asyncio's message holds its text
    _log.error(event, exc_info=error, extra={"where": "a task"})


def _in_a_thread(args: threading.ExceptHookArgs) -> None:
    about = (args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    _log.error("nobody caught an exception", exc_info=about, extra={"where": "a thread"})


def _in_a_finaliser(args: "sys.UnraisableHookArgs") -> None:
    about = (args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    _log.error("nobody caught an exception", exc_info=about, extra={"where": "a finaliser"})

"""A log line tells what happened and where, never what somebody typed."""

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from bot.logs import JsonLines, TextLines, log_the_uncaught, log_when_it_fails, set_up_logs


def record_of_a_failure() -> logging.LogRecord:
    try:
        raise ValueError("my groin is numb")
    except ValueError as error:
        trace = (type(error), error, error.__traceback__)
    return logging.LogRecord("spotter.errors", logging.ERROR, __file__, 1, "unexpected error", (), trace)


@pytest.mark.parametrize("formatter", [JsonLines(), TextLines()])
def test_the_text_of_an_exception_stays_out_of_the_log(formatter: logging.Formatter) -> None:
    assert "groin" not in formatter.format(record_of_a_failure())


def test_a_json_line_names_the_error_and_its_place() -> None:
    fields = json.loads(JsonLines().format(record_of_a_failure()))
    assert fields["error"] == "ValueError"
    assert "record_of_a_failure" in fields["trace"]


def test_what_comes_by_extra_is_a_field_of_its_own() -> None:
    record = logging.LogRecord("spotter", logging.INFO, __file__, 1, "ready", (), None)
    record.servers = 3
    assert json.loads(JsonLines().format(record))["servers"] == 3


@pytest.mark.parametrize("formatter", [JsonLines(), TextLines()])
@pytest.mark.parametrize(
    "forging",
    ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029", "\x1b[2J", "\x9b2J", "\u202e", "\0"],
)
def test_an_event_stays_on_one_line_and_steers_no_terminal(formatter: logging.Formatter, forging: str) -> None:
    record = logging.LogRecord("spotter", logging.INFO, __file__, 1, f"a{forging}forged line", (), None)
    record.about = f"b{forging}2026-01-01 ERROR forged"
    written = formatter.format(record)
    assert written.isprintable()
    assert len(written.splitlines()) == 1


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("spotter")
    before = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:], root.level, ours.level = before


@pytest.mark.usefixtures("logs_as_before")
@pytest.mark.parametrize("library", ["discord.gateway", "discord.http", "aiosqlite", "asyncio"])
def test_debug_does_not_let_the_libraries_print_what_they_carry(library: str) -> None:
    set_up_logs("DEBUG", "text")
    assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)
    assert logging.getLogger("spotter.delivery").isEnabledFor(logging.DEBUG)


@pytest.mark.usefixtures("logs_as_before")
def test_a_higher_level_holds_for_all() -> None:
    set_up_logs("WARNING", "text")
    assert not logging.getLogger("discord").isEnabledFor(logging.INFO)
    assert not logging.getLogger("spotter").isEnabledFor(logging.INFO)


SECRET = "my groin is numb"


@pytest.fixture
async def uncaught(logs_as_before: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[], str]]:
    """Log the uncaught, and give all that was written."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logs("INFO", "text")
    log_the_uncaught(asyncio.get_running_loop())
    yield written.getvalue
    logging.captureWarnings(False)


async def fail() -> None:
    raise ValueError(SECRET)


async def test_an_exception_that_no_task_caught_is_logged_by_its_place(uncaught: Callable[[], str]) -> None:
    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    said = uncaught()
    assert "nobody caught an exception where=a task error=ValueError" in said
    assert "in fail" in said
    assert SECRET not in said


async def test_an_exception_that_ends_a_task_is_logged_at_once_with_its_name(uncaught: Callable[[], str]) -> None:
    task = asyncio.create_task(fail(), name="backups")
    log_when_it_fails(task)
    await asyncio.wait([task])
    said = uncaught()
    assert "nobody caught an exception where=backups error=ValueError" in said
    assert SECRET not in said


async def test_a_task_that_was_cancelled_is_not_logged(uncaught: Callable[[], str]) -> None:
    task = asyncio.create_task(asyncio.Event().wait())
    log_when_it_fails(task)
    task.cancel()
    await asyncio.wait([task])
    assert uncaught() == ""


async def test_a_callback_that_fails_is_logged_without_its_arguments(uncaught: Callable[[], str]) -> None:
    asyncio.get_running_loop().call_soon(int, SECRET)
    await asyncio.sleep(0)
    said = uncaught()
    assert "error=ValueError" in said
    assert SECRET not in said


async def test_an_exception_that_no_thread_caught_is_logged_by_its_place(uncaught: Callable[[], str]) -> None:
    thread = threading.Thread(target=int, args=(SECRET,))
    thread.start()
    thread.join()
    said = uncaught()
    assert "nobody caught an exception where=a thread error=ValueError" in said
    assert SECRET not in said


class Failing:
    def __del__(self) -> None:
        raise ValueError(SECRET)


async def test_a_finaliser_that_fails_is_logged_by_its_place(uncaught: Callable[[], str]) -> None:
    Failing()
    gc.collect()
    said = uncaught()
    assert "where=a finaliser error=ValueError" in said
    assert SECRET not in said


async def test_what_asyncio_has_to_say_without_an_exception_is_logged(uncaught: Callable[[], str]) -> None:
    asyncio.get_running_loop().call_exception_handler({"message": "Task was destroyed but it is pending!"})
    assert "Task was destroyed but it is pending! where=a task" in uncaught()


async def test_a_warning_is_one_line_of_the_log(uncaught: Callable[[], str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    said = uncaught()
    assert "WARNING py.warnings" in said
    assert said.count("\n") == 1

"""A log line tells what happened and where, never what somebody typed."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import JsonLines, TextLines, set_up_logs


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


def test_a_text_event_stays_on_one_line() -> None:
    record = logging.LogRecord("spotter", logging.INFO, __file__, 1, "a\nforged line", (), None)
    assert "\n" not in TextLines().format(record)


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

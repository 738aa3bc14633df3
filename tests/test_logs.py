"""A log line tells what happened and where, never what somebody typed."""

import json
import logging

import pytest

from bot.logs import JsonLines, TextLines


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

"""Only interactions of Discord's own shape come in."""

import logging
from typing import Any

import pytest

from cogs.ui.shapes import at_the_door, well_shaped

OPTION = {"name": "entry", "type": 3, "value": "squat 100 5x5"}
COMMAND = {"type": 2, "data": {"id": "1", "name": "log", "type": 1, "options": [OPTION]}}
GROUP = {"name": "remind", "type": 1, "options": [{"name": "me", "type": 1, "options": [OPTION]}]}
PRESS = {"type": 3, "data": {"custom_id": "help:topic", "component_type": 3, "values": ["log"]}}
FIELD = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "squat"}}
FORM = {"type": 5, "data": {"custom_id": "workout:form", "components": [FIELD]}}


def with_data(interaction: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return interaction | {"data": interaction["data"] | changes}


@pytest.mark.parametrize(
    "interaction",
    [
        {"type": 1},
        COMMAND,
        with_data(COMMAND, options=[]),
        with_data(COMMAND, **GROUP),
        with_data(COMMAND, options=[OPTION | {"type": 6, "value": "123"}], resolved={"users": {"123": {}}}),
        with_data(COMMAND, type=3, target_id="123"),
        {**COMMAND, "type": 4, "data": {"name": "log", "options": [OPTION | {"value": "", "focused": True}]}},
        PRESS,
        with_data(PRESS, values=[]),
        FORM,
        with_data(FORM, components=[]),
        with_data(FORM, components=[{"type": 1, "components": [FIELD["component"]]}]),
        with_data(FORM, components=[{"type": 18, "component": {"type": 3, "custom_id": "area", "values": ["knee"]}}]),
        with_data(FORM, components=[{"type": 10, "content": "shown, not asked"}]),
    ],
)
def test_what_discord_sends_comes_in(interaction: dict[str, Any]) -> None:
    assert well_shaped(interaction)


NOT_DATA: tuple[Any, ...] = (None, [], 7, "x", {})
DEEP: dict[str, Any] = OPTION
for _ in range(50):
    DEEP = {"name": "deeper", "type": 1, "options": [DEEP]}


@pytest.mark.parametrize(
    "interaction",
    [
        {},
        {"type": 2},
        {"type": 99, "data": {}},
        {"type": "2", "data": COMMAND["data"]},
        *({"type": kind, "data": data} for kind in (2, 3, 4, 5) for data in NOT_DATA),
        with_data(COMMAND, name=None),
        with_data(COMMAND, type=4),
        with_data(COMMAND, type=3, target_id=None),
        with_data(COMMAND, type=3, target_id="²"),
        with_data(COMMAND, options={}),
        with_data(COMMAND, options=[None]),
        with_data(COMMAND, options=[DEEP]),
        with_data(COMMAND, resolved=[]),
        with_data(COMMAND, resolved={"users": {"anna": {}}}),
        with_data(COMMAND, resolved={"users": {"123": None}}),
        *(
            with_data(COMMAND, options=[OPTION | {"type": kind, "value": value}])
            for kind, value in (
                *(
                    (3, 7),
                    (3, None),
                    (4, "7"),
                    (4, True),
                    (5, 1),
                    (6, 123),
                    (6, "9" * 30),
                    (8, "-1"),
                    (10, "1"),
                    (12, "x"),
                ),
                *((None, "x"), ("3", "x"), (3, ["x"])),
            )
        ),
        with_data(PRESS, custom_id=7),
        with_data(PRESS, custom_id="x" * 101),
        with_data(PRESS, component_type="2"),
        with_data(PRESS, values="log"),
        with_data(PRESS, values=[7]),
        with_data(FORM, custom_id=None),
        with_data(FORM, components=None),
        with_data(FORM, components=[7]),
        *(
            with_data(FORM, components=[{"type": 18, "component": FIELD["component"] | change}])  # type: ignore[operator]
            for change in (
                {"value": 7},
                {"value": ["x"]},
                {"values": "x"},
                {"values": [None]},
                {"custom_id": 7},
                {"type": "4"},
            )
        ),
    ],
)
def test_what_discord_never_sends_does_not(interaction: dict[str, Any]) -> None:
    assert not well_shaped(interaction)


def test_the_door_lets_through_what_is_well_shaped_only(caplog: pytest.LogCaptureFixture) -> None:
    taken: list[Any] = []
    take = at_the_door(taken.append)
    with caplog.at_level(logging.WARNING, logger="spotter"):
        take(with_data(COMMAND, name=["my secret"]))
        take(COMMAND)
    assert taken == [COMMAND]
    assert "my secret" not in caplog.text
    assert [record.getMessage() for record in caplog.records] == ["misshapen interaction"]

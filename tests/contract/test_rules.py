"""Every rule with what it lets pass and what it refuses, so that none of them can never fail."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contract import command_rules as of_commands
from tests.contract import message_rules as of_messages
from tests.contract import rules
from tests.contract.rules import broken_rules

Json = dict[str, Any]


def command(**changes: Any) -> Json:
    return {"type": 1, "name": "log", "description": "Logs.", **changes}


def option(name: str = "entry", **changes: Any) -> Json:
    return {"type": 3, "name": name, "description": "What.", **changes}


def button(**changes: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Undo", "custom_id": "log:undo:1", **changes}


def select(**changes: Any) -> Json:
    return {"type": 3, "custom_id": "lift", "options": [{"label": "Squat", "value": "squat"}], **changes}


def row(*children: Json) -> Json:
    return {"components": [{"type": 1, "components": list(children)}]}


def embed(**parts: Any) -> Json:
    return {"embeds": [parts]}


def field(**changes: Any) -> Json:
    return {"type": 18, "label": "Entry", "component": {"type": 4, "custom_id": "entry", "style": 1, **changes}}


def modal(*fields: Json, **changes: Any) -> Json:
    return {"title": "Workout", "custom_id": "workout", "components": list(fields or [field()]), **changes}


def group(*options: Json) -> Json:
    return option("group", type=2, options=list(options))


def subcommand(*options: Json) -> Json:
    return option("sub", type=1, options=list(options))


Case = tuple[Callable[..., Iterator[str]], list[Any], list[Any]]
CASES: list[Case] = [
    (of_commands.too_many_commands, [[command()] * 100], [[command()] * 101]),
    (
        of_commands.same_command_twice,
        [[command(), command(name="tip")], [command(), command(type=3)]],
        [[command(), command()]],
    ),
    (
        of_commands.bad_name,
        [command(name=name) for name in ("log", "pr-board", "übung", "重量", "o'clock", "x" * 32, "วันนี้")]
        + [command(type=3, name="Remind me")],
        [command(name=name) for name in ("Log", "log it", "log!", "", "x" * 33)]
        + [command(options=[option("Entry")]), command(options=[subcommand(option("so far"))])],
    ),
    (
        of_commands.bad_description,
        [command(), command(description="x" * 100), command(type=3, description="")],
        [command(description=""), command(description="x" * 101), command(options=[option(description=" ")])],
    ),
    (
        of_commands.too_many_options,
        [command(options=[option(f"o{n}") for n in range(25)])],
        [
            command(options=[option(f"o{n}") for n in range(26)]),
            command(options=[option(choices=[{"name": f"c{n}", "value": str(n)} for n in range(26)])]),
        ],
    ),
    (
        of_commands.required_after_optional,
        [command(options=[option("a", required=True), option("b")])],
        [
            command(options=[option("a"), option("b", required=True)]),
            command(options=[subcommand(option("a", required=False), option("b", required=True))]),
        ],
    ),
    (
        of_commands.same_option_twice,
        [command(options=[option("a"), option("b")]), command(options=[subcommand(option("sub"))])],
        [command(options=[option("a"), option("a")])],
    ),
    (
        of_commands.choices_with_autocomplete,
        [
            command(options=[option(autocomplete=True)]),
            command(options=[option(choices=[{"name": "a", "value": "a"}])]),
        ],
        [command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])],
    ),
    (
        of_commands.same_choice_twice,
        [command(options=[option(choices=[{"name": "a", "value": "1"}, {"name": "b", "value": "1"}])])],
        [
            command(options=[option(choices=[{"name": "a", "value": "1"}, {"name": "a", "value": "2"}])]),
            command(options=[option(choices=[{"name": "x" * 101, "value": "1"}])]),
        ],
    ),
    (
        of_commands.empty_range,
        [command(options=[option(min_value=1, max_value=1)]), command(options=[option(min_length=3)])],
        [command(options=[option(min_value=2, max_value=1)]), command(options=[option(min_length=2, max_length=1)])],
    ),
    (
        of_commands.too_deep,
        [command(options=[group(subcommand(option()))]), command(options=[subcommand(option())])],
        [
            command(options=[subcommand(subcommand())]),
            command(options=[group(group())]),
            command(options=[subcommand(), option()]),
        ],
    ),
    (
        of_commands.too_long_in_all,
        [command(options=[option(f"o{n}", description="x" * 98) for n in range(25)])],
        [
            command(options=[option(choices=[{"name": f"{n:02}", "value": "x" * 400} for n in range(20)])]),
            command(description_localizations={"de": "x" * 8000}),
        ],
    ),
    (rules.strange_defer, [{}, {"flags": 64}, {"flags": 0}], [{"flags": 4}, {"flags": 64 | 1 << 15}]),
    (
        rules.bad_choices,
        [{"choices": [{"name": "x" * 100, "value": "v"}] * 25}, {"choices": [{"name": "n", "value": 5}]}, {}],
        [
            {"choices": [{"name": "n", "value": "v"}] * 26},
            {"choices": [{"name": "", "value": "v"}]},
            {"choices": [{"name": "n", "value": "v" * 101}]},
        ],
    ),
    (of_messages.too_long_content, [{"content": "x" * 2000}, {"content": None}, {}], [{"content": "x" * 2001}]),
    (
        of_messages.bad_embeds,
        [
            embed(title="x" * 256, description="x" * 4096, footer={"text": "x" * 1000}),
            embed(fields=[{"name": "n", "value": "v"}] * 25),
            {"embeds": [{"title": "t"}] * 10},
        ],
        [
            {"embeds": [{"title": "t"}] * 11},
            embed(title="x" * 257),
            embed(description="x" * 4097),
            embed(footer={"text": "x" * 2049}),
            embed(author={"name": "x" * 257}),
            embed(fields=[{"name": "n", "value": "v"}] * 26),
            embed(fields=[{"name": "n", "value": "x" * 1025}]),
            embed(fields=[{"name": "x" * 257, "value": "v"}]),
            embed(fields=[{"name": "n", "value": ""}]),
            embed(fields=[{"name": " ", "value": "v"}]),
            {"embeds": [{"description": "x" * 4000}] * 2},
        ],
    ),
    (
        of_messages.bad_embed_url,
        [embed(url="https://example.org", image={"url": "attachment://chart.png"}), embed(image=None)],
        [
            embed(url="javascript:alert(1)"),
            embed(url="attachment://chart.png"),
            embed(thumbnail={"url": "file:///etc/passwd"}),
            embed(footer={"text": "t", "icon_url": "ftp://example.org"}),
        ],
    ),
    (
        of_messages.bad_button,
        [
            row(button()),
            row(button(label=None, emoji={"name": "✅"})),
            row(button(style=5, url="https://example.org", custom_id=None)),
            row(button(style=6, label=None, custom_id=None, sku_id="1")),
        ],
        [
            row(button(label=None)),
            row(button(label="")),
            row(button(label="x" * 81)),
            row(button(style=5)),
            row(button(url="https://example.org")),
            row(button(custom_id=None)),
        ],
    ),
    (
        of_messages.bad_custom_id,
        [row(button(custom_id="x" * 100), button(custom_id="b"))],
        [row(button(custom_id="x" * 101)), row(button(custom_id="")), row(button(), button()), modal(field(), field())],
    ),
    (
        of_messages.bad_select,
        [
            row(select()),
            row(select(min_values=0)),
            row(select(options=[{"label": "x" * 100, "value": str(n)} for n in range(25)], max_values=25)),
            row({"type": 5, "custom_id": "who", "max_values": 25}),
        ],
        [
            row(select(options=[])),
            row(select(options=[{"label": "l", "value": str(n)} for n in range(26)])),
            row(select(options=[{"label": "a", "value": "v"}, {"label": "b", "value": "v"}])),
            row(select(options=[{"label": "x" * 101, "value": "v"}])),
            row(select(options=[{"label": "l", "value": "v" * 101}])),
            row(select(options=[{"label": "l", "value": "v", "description": "x" * 101}])),
            row(select(placeholder="x" * 151)),
            row(select(max_values=2)),
            row(select(max_values=0)),
            row(select(min_values=2, max_values=1)),
        ],
    ),
    (
        of_messages.bad_rows,
        [{"components": row(button())["components"] * 5}, row(*[button()] * 5), row(select()), {"components": []}, {}],
        [
            {"components": row(button())["components"] * 6},
            row(*[button()] * 6),
            row(select(), select()),
            row(select(), button()),
            row(),
            {"components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}]},
        ],
    ),
    (
        of_messages.bad_modal,
        [modal(title="x" * 45), modal(*[field()] * 5)],
        [
            modal(title="x" * 46),
            modal(title=""),
            modal(custom_id="x" * 101),
            modal(*[field()] * 6),
            modal(components=[]),
        ],
    ),
    (
        of_messages.bad_text_input,
        [
            modal(),
            modal(field(min_length=1, max_length=4000, value="x", placeholder="x" * 100)),
            modal({"type": 1, "components": [{"type": 4, "custom_id": "a", "label": "Old", "style": 1}]}),
        ],
        [
            modal({**field(), "label": ""}),
            modal({**field(), "label": "x" * 46}),
            modal({**field(), "description": "x" * 101}),
            modal({"type": 1, "components": [{"type": 4, "custom_id": "a", "style": 1}]}),
            modal(field(min_length=5, max_length=4)),
            modal(field(max_length=4001)),
            modal(field(max_length=3, value="long")),
            modal(field(placeholder="x" * 101)),
        ],
    ),
]


def examples(*, refused: bool) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.__name__}-{number}")
        for rule, accepted, broken in CASES
        for number, example in enumerate(broken if refused else accepted)
    ]


@pytest.mark.parametrize(("rule", "accepted"), examples(refused=False))
def test_a_rule_lets_pass_what_discord_takes(rule: Callable[..., Iterator[str]], accepted: Any) -> None:
    assert list(rule(accepted)) == []


@pytest.mark.parametrize(("rule", "refused"), examples(refused=True))
def test_a_rule_names_what_discord_refuses(rule: Callable[..., Iterator[str]], refused: Any) -> None:
    assert list(rule(refused))


def test_every_rule_has_its_examples() -> None:
    tested = {case[0] for case in CASES}
    assert {*of_commands.COMMAND_RULES, *of_messages.MESSAGE_RULES} <= tested


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/applications/1/commands", [command(name="Log")]),
        ("PUT", "/applications/1/guilds/2/commands", [command()] * 2),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"content": "x" * 2001}}),
        ("POST", "/interactions/1/t/callback", {"type": 5, "data": {"flags": 4}}),
        ("POST", "/interactions/1/t/callback", {"type": 7, "data": row(button(label=""))}),
        ("POST", "/interactions/1/t/callback", {"type": 8, "data": {"choices": [{"name": "", "value": ""}]}}),
        ("POST", "/interactions/1/t/callback", {"type": 9, "data": modal(title="x" * 46)}),
        ("POST", "/interactions/1/t/callback", {"type": 9, "data": modal({**field(), "label": ""})}),
        ("POST", "/channels/1/messages", {"content": "x" * 2001}),
        ("PATCH", "/webhooks/1/t/messages/@original", embed(title="x" * 257)),
    ],
)
def test_each_kind_of_request_meets_its_rules(method: str, path: str, body: Any) -> None:
    assert list(broken_rules(method, path, body))


def test_a_request_without_a_body_breaks_no_rule() -> None:
    assert list(broken_rules("GET", "/users/@me", None)) == []

"""What Discord enforces and its API file does not state, or discord.py lets pass: which rules hold for a request."""

from collections.abc import Iterator
from typing import Any

from tests.contract.command_rules import command_list_rules
from tests.contract.message_rules import message_rules, modal_rules

Json = dict[str, Any]

EPHEMERAL = 1 << 6
DEFERRED, AUTOCOMPLETE, MODAL = 5, 8, 9


def broken_rules(method: str, path: str, body: Any) -> Iterator[str]:
    """Yield what a request breaks."""
    if path.endswith("/commands") and method == "PUT" and isinstance(body, list):
        yield from command_list_rules(body)
        return
    if not isinstance(body, dict):
        return
    if path.endswith("/callback"):
        yield from callback_rules(body)
        return
    yield from message_rules(body)


def callback_rules(body: Json) -> Iterator[str]:
    """Hold the answer to an interaction against the rules of its kind."""
    data = body.get("data") or {}
    kind = body.get("type")
    if kind == DEFERRED:
        yield from strange_defer(data)
    elif kind == AUTOCOMPLETE:
        yield from bad_choices(data)
    elif kind == MODAL:
        yield from modal_rules(data)
    else:
        yield from message_rules(data)


def strange_defer(data: Json) -> Iterator[str]:
    """Refuse a defer that says more than that the answer will be private."""
    if (data.get("flags") or 0) & ~EPHEMERAL:
        yield f"a defer with the flags {data['flags']}: only EPHEMERAL is allowed"


def bad_choices(data: Json) -> Iterator[str]:
    """Refuse more than 25 autocomplete choices, or names and texts that have not 1-100 characters."""
    choices = data.get("choices") or []
    if len(choices) > 25:
        yield f"{len(choices)} choices, 25 are allowed"
    for choice in choices:
        for key in ("name", "value"):
            text = choice.get(key)
            if isinstance(text, str) and not 1 <= len(text) <= 100:
                yield f"a choice's {key} has {len(text)} characters"

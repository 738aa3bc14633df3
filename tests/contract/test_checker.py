"""The published API file as this repository reads it: what passes, what does not, and in which words."""

from typing import Any

import pytest

from tests.contract import checker
from tests.contract.checker import check, missing_file
from tests.contract.requests import Plain

needs_file = pytest.mark.skipif(missing_file() is not None, reason=str(missing_file()))

MESSAGE = "/channels/123456/messages"
CALLBACK = "/interactions/1/token/callback"
ORIGINAL = "/webhooks/1/token/messages/@original"
COMMANDS = "/applications/1/commands"
BUTTON = {"type": 2, "style": 1, "label": "Undo", "custom_id": "u", "disabled": False}
ROWS = [{"type": 1, "components": [BUTTON]}]


@needs_file
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/users/@me", None),
        ("GET", "/gateway/bot", None),
        ("GET", "/oauth2/applications/@me", None),
        ("POST", "/users/@me/channels", {"recipient_id": 123456}),
        ("POST", MESSAGE, {"content": "hello", "tts": False, "nonce": "n", "enforce_nonce": True, "components": ROWS}),
        ("POST", MESSAGE, {"embeds": [{"title": "t", "flags": 0, "type": "rich"}]}),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "flags": 64, "tts": False}}),
        ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
        ("POST", CALLBACK, {"type": 6}),
        ("POST", CALLBACK, {"type": 7, "data": {"content": "hello", "tts": False, "components": []}}),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "n", "value": "v"}]}}),
        ("PATCH", ORIGINAL, {"content": "edited", "tts": False, "allowed_mentions": {"parse": []}}),
        ("DELETE", ORIGINAL, None),
        ("PUT", COMMANDS, [{"type": 1, "name": "log", "description": "Logs.", "nsfw": False, "options": []}]),
        ("PUT", COMMANDS, [{"name": "log", "description": "Logs.", "default_member_permissions": "32"}]),
    ],
)
def test_what_discord_takes_passes(method: str, path: str, body: Any) -> None:
    assert check([Plain(method, path, body)]) == []


@needs_file
@pytest.mark.parametrize(
    ("method", "path", "body", "words"),
    [
        ("GET", "/nowhere", None, "no such endpoint"),
        ("PUT", "/users/@me/channels", None, "no such endpoint"),
        ("GET", "/users/@me", {}, "takes no body"),
        ("POST", "/users/@me/channels", {"recipent_id": 1}, "'recipent_id' was unexpected"),
        ("POST", "/users/@me/channels", {"recipient_id": "anna"}, "recipient_id"),
        ("POST", MESSAGE, {"contents": "hello"}, "'contents' was unexpected"),
        ("POST", MESSAGE, {"content": 5}, "content: 5 is not of type 'string'"),
        ("POST", MESSAGE, {"embeds": [{"titel": "t"}]}, "embeds.0: Additional properties"),
        ("POST", MESSAGE, {"flags": "many"}, "flags: 'many' is not of type 'integer'"),
        ("POST", MESSAGE, {"flags": True}, "flags: True is not of type 'integer'"),
        ("POST", MESSAGE, {"components": [{"type": 1, "components": [BUTTON | {"lable": "x"}]}]}, "'lable' was"),
        ("POST", MESSAGE, {"components": [{"type": 1, "components": [BUTTON | {"style": 9}]}]}, "style"),
        ("POST", MESSAGE, {"components": [{"type": 99}]}, "components.0"),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "nonce": "n"}}, "'nonce' was unexpected"),
        ("POST", CALLBACK, {"type": 99, "data": {}}, "the body"),
        ("POST", CALLBACK, {"data": {}}, "the body"),
        ("PATCH", ORIGINAL, {"username": "spotter"}, "'username' was unexpected"),
        ("PUT", COMMANDS, [{"name": "log", "description": "Logs.", "option": []}], "'option' was unexpected"),
        ("PUT", COMMANDS, [{"description": "Logs."}], "'name' is a required property"),
    ],
)
def test_what_discord_refuses_is_named_where_it_stands(method: str, path: str, body: Any, words: str) -> None:
    violations = check([Plain(method, path, body)])
    assert any(words in violation for violation in violations), violations


@needs_file
def test_a_literal_path_wins_over_a_parameter() -> None:
    contract = checker._published()
    assert (
        contract.template("/webhooks/1/t/messages/@original")
        == "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
    )
    assert contract.template("/channels/1/messages/pins") == "/channels/{channel_id}/messages/pins"
    assert contract.template("/channels/1/messages/2") == "/channels/{channel_id}/messages/{message_id}"
    assert contract.template("/channels/1/messages/2/3/4/5/6") is None


def test_the_rules_hold_where_the_file_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "API_FILE", checker.API_FILE.with_name("absent.json"))
    assert "absent.json" in str(missing_file())
    assert check([Plain("GET", "/nowhere"), Plain("POST", MESSAGE, {"content": "x" * 2001})]) == [
        f"POST {MESSAGE}: the content has 2001 characters, 2000 are allowed"
    ]


def test_requests_that_differ_only_in_ids_are_told_of_once() -> None:
    requests = [Plain("POST", f"/channels/{number}/messages", {"content": "x" * 2001}) for number in (10**6, 10**6 + 1)]
    assert len(check(requests)) == 1

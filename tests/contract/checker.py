"""Holds REST requests against Discord's published OpenAPI file, and against the rules in `rules`.

`check(requests)` is what journeys call. The file stands beside the repository, never in it; where it is absent only the
rules are checked, and `missing_file()` says so. As published it lets a misspelt key pass: here every object with named
properties is closed. It is also stricter than Discord in ways that discord.py relies on; `_ALSO_ALLOWED`, snowflakes as
numbers and integers as numeric strings are Discord's real behaviour.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from tests.contract.requests import Request
from tests.contract.rules import broken_rules

API_FILE = Path(__file__).resolve().parents[3] / "shared" / "discord-openapi.json"

#: Keys that discord.py sends and Discord takes, though the file does not name them.
_ALSO_ALLOWED = {
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "ApplicationCommandCreateRequest": ("nsfw",),
    "ApplicationCommandPatchRequestPartial": ("nsfw",),
    "RichEmbed": ("flags",),
    "MessageEditRequestPartial": ("tts",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
}
_NUMERIC = re.compile(r"-?\d+")


def missing_file() -> str | None:
    """Return why the published file can't be held against requests, or None where it can."""
    return None if API_FILE.is_file() else f"Discord's OpenAPI file is not at {API_FILE}"


def check(requests: Iterable[Request]) -> list[str]:
    """Return every violation in words; requests that differ only in ids are checked once."""
    contract = None if missing_file() else _published()
    violations: list[str] = []
    for request in _distinct(requests):
        found = contract.violations(request) if contract is not None else []
        # The rules take the shape for granted.
        found = found or list(broken_rules(request.method, request.path, request.json))
        violations += (f"{request.method} {request.path}: {violation}" for violation in found)
    return violations


def _distinct(requests: Iterable[Request]) -> Iterator[Request]:
    seen: set[tuple[str, str, bytes]] = set()
    for request in requests:
        key = (request.method, re.sub(r"\d{5,}", "0", request.path), orjson.dumps(request.json))
        if key not in seen:
            seen.add(key)
            yield request


@cache
def _published() -> "Contract":
    return Contract(json.loads(API_FILE.read_text(encoding="utf-8")))


class Contract:
    """An OpenAPI document, its objects closed."""

    def __init__(self, document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        for name, keys in _ALSO_ALLOWED.items():
            if name in schemas:
                schemas[name]["properties"] |= {key: {} for key in keys}
        self._schemas: dict[str, Any] = _prepared(schemas)
        self._paths = document["paths"]
        self._templates = [template.strip("/").split("/") for template in self._paths]
        self._validators: dict[tuple[str, str], Validator | None] = {}

    def template(self, path: str) -> str | None:
        """Return the path template that a path is of; a literal segment wins over a parameter."""
        segments = path.strip("/").split("/")
        matching = [
            template
            for template in self._templates
            if len(template) == len(segments)
            and all(part.startswith("{") or part == segment for part, segment in zip(template, segments, strict=True))
        ]
        if not matching:
            return None
        return "/" + "/".join(max(matching, key=lambda template: [not part.startswith("{") for part in template]))

    def violations(self, request: Request) -> list[str]:
        """Return what the document does not allow in a request."""
        template = self.template(request.path)
        method = request.method.lower()
        if template is None or method not in self._paths[template]:
            return ["there is no such endpoint"]
        validator = self._validator(template, method)
        if validator is None:
            return [] if request.json is None else ["this endpoint takes no body"]
        # Through JSON and back: what is checked is what went over the wire.
        body = orjson.loads(orjson.dumps(request.json))
        return [_in_words(_deepest(error)) for error in validator.iter_errors(body)]

    def _validator(self, template: str, method: str) -> Validator | None:
        key = (template, method)
        if key not in self._validators:
            content = self._paths[template][method].get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            self._validators[key] = (
                None if schema is None else _Lenient({**_prepared(schema), "components": {"schemas": self._schemas}})
            )
        return self._validators[key]


def _prepared(schema: Any) -> Any:
    """Return a schema with closed objects, unions that need one match at least, and snowflakes that may be numbers."""
    if isinstance(schema, list):
        return [_prepared(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "snowflake":
        return {"anyOf": [schema, {"type": "integer", "minimum": 0}]}
    prepared = {("anyOf" if key == "oneOf" else key): _prepared(part) for key, part in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") and "allOf" not in schema:
        prepared.setdefault("additionalProperties", False)
    return prepared


def _is_integer(_: Any, value: object) -> bool:
    if isinstance(value, str):
        return _NUMERIC.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
_Lenient = extend(Draft202012Validator, type_checker=_TYPES)  # type: ignore[no-untyped-call] # missing in the stubs


def _deepest(error: ValidationError) -> ValidationError:
    """Follow a failed union into the member that was meant, so that the words name the real fault.

    The member meant is one whose `type` the value has; of several, the one with the fewest faults.
    """
    if not error.context:
        return error
    members: dict[Any, list[ValidationError]] = {}
    for part in error.context:
        members.setdefault(part.schema_path[0], []).append(part)
    meant = [parts for parts in members.values() if not any(_wrong_kind(part) for part in parts)]
    if not meant:
        return error
    return _deepest(min(meant, key=len)[0])


def _wrong_kind(error: ValidationError) -> bool:
    """Whether an error says that a union's member was not meant at all."""
    discriminated = list(error.path) == ["type"] and error.validator in {"enum", "const", "anyOf"}
    return discriminated or (not error.path and error.validator == "type")


def _in_words(error: ValidationError) -> str:
    where = ".".join(str(part) for part in error.absolute_path) or "the body"
    return f"{where}: {error.message[:300]}"

"""A REST request as the checks see it."""

from dataclasses import dataclass
from typing import Any, Protocol


class Request(Protocol):
    """What SimCord's `env.http_requests` and the wire server's `requests` both have; the path without /api/v10."""

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def json(self) -> Any: ...


@dataclass(frozen=True)
class Plain:
    """A request of a test's own."""

    method: str
    path: str
    json: Any = None

"""Costs, as the code has them: what is dear has one wherever a command, button, menu or form comes to it."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from discord import app_commands

from bot.app import COGS
from bot.pace import Cost

DEAR = {
    "agenda": {"remind"},
    "asks": {"ask"},
    "boards": {"show"},
    "charts": {"draw"},
    "desk": {"candidates"},
    "exporting": {"export"},
    "importing": {"begin", "preview", "choose_unit", "choose_exercise", "save"},
    "library": {"suggest", "edit", "put_back", "browse", "find", "search", "vote", "save", "report"},
    "privacy": {"export"},
    "progress": {"show"},
    "scales": {"look"},
}
"""Use cases, by the name they are wired under: they read files, draw, count all votes, post, or write to others."""


def dear_in(code: Any, seen: set[Any]) -> Iterator[str]:
    """Yield the dear use cases that a function or class of cogs/ calls, itself or through other functions there."""
    within = vars(sys.modules[code.__module__])
    beside = vars(within[code.__qualname__.partition(".")[0]])
    for part in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(code)))):
        if isinstance(part, ast.Attribute):
            holder = part.value.attr if isinstance(part.value, ast.Attribute) else getattr(part.value, "id", "")
            if part.attr in DEAR.get(holder.lstrip("_"), ()):
                yield f"{holder.lstrip('_')}.{part.attr}"
        called = named(part, within, beside)
        if inspect.isfunction(called) and called.__module__.startswith("cogs.") and called not in seen:
            seen.add(called)
            yield from dear_in(called, seen)


def named(part: ast.AST, within: dict[str, Any], beside: Mapping[str, Any]) -> Any:
    """Return what a part of some code names: of its module, of another that it imports, of its own class."""
    if not isinstance(part, ast.Attribute):
        return within.get(getattr(part, "id", ""))
    module = within.get(getattr(part.value, "id", ""))
    return (vars(module) if inspect.ismodule(module) else beside).get(part.attr)


def entries() -> Iterator[tuple[Any, Cost | None]]:
    """Yield the code of all that members use, and what it costs."""
    for module in COGS:
        yield from ((kind, kind.cost) for kind in (*module.ITEMS, *module.FORMS))
        for top in [*module.cog.__cog_app_commands__, *getattr(module, "MENUS", ())]:
            for command in top.walk_commands() if isinstance(top, app_commands.Group) else [top]:
                if not isinstance(command, app_commands.Group):
                    yield command.callback, command.extras.get("cost")


CALLED = [(f"{code.__module__}: {code.__qualname__}", set(dear_in(code, set())), cost) for code, cost in entries()]


def test_every_dear_use_case_is_one_that_members_come_to() -> None:
    known = {f"{name}.{method}" for name, methods in DEAR.items() for method in methods}
    assert set().union(*(called for _, called, _ in CALLED)) == known


def test_what_is_dear_has_a_cost_wherever_members_come_to_it() -> None:
    assert {name: sorted(called) for name, called, cost in CALLED if called and cost is None} == {}

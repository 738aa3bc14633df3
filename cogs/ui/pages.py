"""Paging: the two buttons under a long list. Each list has its own subclass, because the page's content is its own."""

from typing import TypeVar

from cogs.ui.press import Press

P = TypeVar("P", bound=Press)


def page_buttons(kind: type[P], prefix: str, page: int, pages: int) -> list[P]:
    """Return ◀ and ▶ for a list, `page` from 0. Their custom ids are the prefix and the page they lead to.

    None at all where there is one page. The button that leads nowhere is disabled.
    """
    if pages <= 1:
        return []
    back = kind(f"{prefix}:{max(page - 1, 0)}:back", label="◀", disabled=page == 0)
    forward = kind(f"{prefix}:{min(page + 1, pages - 1)}:on", label="▶", disabled=page >= pages - 1)
    return [back, forward]


def page_note(page: int, pages: int) -> str:
    """Return the line under a list that says where one is, or nothing where there is one page."""
    return f"Page {page + 1} of {pages}" if pages > 1 else ""


def clamp(page: int, pages: int) -> int:
    """Return the page, or the nearest there is: a list may have become shorter since its buttons were drawn."""
    return max(0, min(page, pages - 1))


PAGE_SUFFIX = r":(?P<page>\d+):(?:back|on)"
"""The end of a page button's template; the two directions differ so that custom ids are unique on a message."""

__all__ = ["PAGE_SUFFIX", "clamp", "page_buttons", "page_note"]

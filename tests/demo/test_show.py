"""The demo's process: what it needs, its port, and the browser it opens."""

import importlib.util
import webbrowser

import pytest

from bot import demo
from bot.demo.show import bound, open_browser
from bot.errors import OperatorError
from bot.settings import Settings

ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that a browser was opened at, on a Linux without a screen."""
    addresses: list[str] = []

    def note(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return addresses


def test_no_browser_is_opened_where_there_is_no_screen(opened: list[str]) -> None:
    open_browser(ADDRESS)
    assert opened == []


def test_the_browser_is_opened_where_there_is_a_screen(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    open_browser(ADDRESS)
    assert opened == [ADDRESS]


def test_a_port_that_is_taken_is_said() -> None:
    with bound(0) as door:
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(OperatorError, match=f"Port {port}"):
            bound(port)


def test_a_port_that_does_not_exist_is_said() -> None:
    with pytest.raises(OperatorError, match="Port 99999"):
        bound(99999)


async def test_without_simcord_the_demo_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(OperatorError, match="make setup"):
        await demo.run(Settings(), 0)

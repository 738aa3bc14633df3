"""The demo's process: its port."""

import pytest

from bot.demo.show import bound
from bot.errors import OperatorError


def test_a_port_that_is_taken_is_said() -> None:
    with bound(0) as door:
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(OperatorError, match=f"Port {port}"):
            bound(port)


def test_a_port_that_does_not_exist_is_said() -> None:
    with pytest.raises(OperatorError, match="Port 99999"):
        bound(99999)

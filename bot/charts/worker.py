"""The process that draws: `python -m bot.charts.worker`. It reads charts from stdin, writes pictures to stdout.

It ends when its stdin closes, so it never outlives the bot. A stop sent to the whole group is the bot's business: the
chart that is being drawn is finished first.
"""

import os
import pickle
import signal
import struct
import sys
import traceback
from typing import IO, Any

LENGTH = struct.Struct("!I")
"""Before each message: its length in bytes."""
_KIND = 5
"""Lower in the queue for the processor: answers go before pictures."""


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises OSError when nobody reads."""
    body = pickle.dumps(message)
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises EOFError when there is none any more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # noqa: S301 - bot and worker are the only ones at their two pipes


def main() -> None:
    """Draw what is asked for until nobody asks any more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(_KIND)
    while True:
        try:
            asked = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            from bot.charts.drawing import drawn

            answer: tuple[bool, object] = (True, drawn(asked))
        except Exception:  # noqa: BLE001 - whatever it is goes to the bot, which logs it
            answer = (False, traceback.format_exc())
        try:
            send(sys.stdout.buffer, answer)
        except OSError:
            return


if __name__ == "__main__":
    main()

"""The demo: the real bot in a simulated Discord, in the browser, with people who have trained here for months."""

import importlib.util
import logging

from bot.errors import OperatorError
from bot.settings import Settings


async def run(_: Settings, port: int) -> None:
    """Open the demo on a port of this machine (0: any free one) and run it until SIGINT or SIGTERM.

    No setting reaches it but those of the log: it has its own database and never joins Discord.
    Raises OperatorError when it can't start.
    """
    if importlib.util.find_spec("simcord") is None:
        raise OperatorError("The demo needs SimCord. `make setup` installs it; else: pip install 'simcord[preview]'.")
    logging.getLogger("discord").setLevel(logging.ERROR)  # its advice on voice and intents is not for a visitor
    from bot.demo.show import run_until_stopped

    await run_until_stopped(port)

"""A small Discord on loopback: real HTTP and a real gateway, laid over SimCord's in-memory backend.

An unmodified discord.py client in another process logs in here, as it would at Discord, when its DISCORD_API_URL is
`WireDiscord.api_url`. Worlds, messages, commands and interactions are SimCord's (`Backend`, its REST routes and its
serializers); what is our own is what SimCord does without: sockets, sessions that resume, tokens, nonces, a wall clock
and failures on the way.
"""

from tests.wire.answers import Answer
from tests.wire.people import Person
from tests.wire.process import BotProcess
from tests.wire.rest import Fault, Recorded
from tests.wire.server import WireDiscord
from tests.wire.watch import Missing

__all__ = ["Answer", "BotProcess", "Fault", "Missing", "Person", "Recorded", "WireDiscord"]

"""What nobody may be shown but its owner: planted in both servers before the forging, looked for in every answer.

Who owns it is named nowhere in public, so their ids are looked for too.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from bot.areas import Area
from bot.flares.record import Entry
from bot.flares.screening import Level
from bot.house import House
from bot.instants import system_clock
from bot.tips.asks.store import Message
from bot.tips.kinds import Kind, When
from bot.tips.tip import Spot, Suggestion
from bot.tips.trials.evidence import Felt, Window
from tests.wire import Person, Recorded

NEEDLE = "hayneedle"
"""Stands in every text of theirs; no forger types it."""
WEIGHED = "91.37"
"""What they weigh, in kilograms."""
PLANTED = {"entries", "drafts", "reminders", "tips", "tip_asks", "custom_exercises", "bodyweights"}
"""Tables in which it can be seen; what is sealed can't."""
_STARTER = 9


async def hide(house: House, person: Person, asker: Person, channel_id: int) -> None:
    """Give someone what only they are to see; what of it others see, a tip without a name, has no needle."""
    me, here = person.id, person.guild_id
    await house.members.share_log(me, public=False)
    await house.members.choose_zone(me, "Europe/Berlin")
    await house.logbook.log(me, house.ids(), "squat 61 5x5", note=f"{NEEDLE} note")
    await house.drafts.keep(me, "tip", {"text": f"{NEEDLE} draft"})
    await house.agenda.remind(me, f"{NEEDLE} reminder", "in 30 days", None)
    await house.scales.weigh(me, house.ids(), f"{WEIGHED} kg")
    await house.words.keep(me, f"{NEEDLE} press")
    await house.care.intake.agree(me)
    await house.care.intake.screened(me, Entry(house.ids(), Area.WRIST, "bench_press", 9, guild_id=here), Level.PASSED)
    await house.weekly.agree(me)
    told = {"sleep": "1", "energy": "1", "soreness": "5", "weight": WEIGHED, "line": f"{NEEDLE} line"}
    await house.weekly.tell(me, system_clock().date() - timedelta(days=7), told)
    await _about_tips(house, me, here)
    form_id = await house.asks.begin(asker.id, Message(here, channel_id, house.ids(), me))
    await house.asks.ask(asker.id, _suggestion(form_id, f"I did slow {NEEDLE} curls before benching"))


async def _about_tips(house: House, me: int, here: int) -> None:
    library = house.library
    await library.suggest(here, me, _suggestion(house.ids(), "I sat in the sun for a while before my sets"))
    taken_back = _suggestion(house.ids(), f"I did {NEEDLE} rows and took it back")
    await library.suggest(here, me, taken_back, though_similar=True)
    await library.withdraw(here, me, taken_back.id)
    await library.vote(here, me, _STARTER, True, Spot())
    await library.save(here, me, _STARTER, Spot(), keep=True)
    await house.trying.felt(here, me, _STARTER, Window.MORNING, Felt.WORSE)
    await house.asks.wish(me, news=True)


def _suggestion(id: int, text: str) -> Suggestion:
    return Suggestion(id, text, Area.WRIST, Kind.EXERCISE, When.BEFORE, anonymous=True)


@dataclass
class Lookout:
    """Looks for what is hidden in all that the bot answers and posts where forgers read."""

    owners: Collection[int]
    rooms: Collection[int]
    """Channels of servers."""
    seen: list[str] = field(default_factory=list)

    def look(self, request: Recorded) -> None:
        """Note a request that shows something."""
        if not request.path.startswith(
            ("/interactions/", "/webhooks/", *(f"/channels/{room}/" for room in self.rooms))
        ):
            return
        said = json.dumps(request.json, ensure_ascii=False, default=str)
        for needle in (NEEDLE, WEIGHED, *map(str, self.owners)):
            if needle in said.casefold():
                self.seen.append(f"{needle} in {said}")

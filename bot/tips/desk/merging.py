"""What follows a tip into the one that takes it in, and comes back when the two are taken apart.

What a tip had stays with it, unseen; what follows is a copy. Taken apart, the copies go, and what was said of the other
tip since stays there.
"""

from bot.database import Connection
from bot.tips import store as tips_store
from bot.tips.desk import store
from bot.tips.room import MOST_SIDES, Room
from bot.tips.starters import FIRST_MEMBER_ID
from bot.tips.trials.trials import Trials
from bot.tips.voices import store as voices


def follow(connection: Connection, trials: Trials, guild_id: int, tip_id: int, into: int) -> None:
    """Have votes, lists, reports and trials of a tip count for another too; who is on both counts once, as there."""
    voices.follow(connection, guild_id, tip_id, into)
    if into >= FIRST_MEMBER_ID:
        store.copy_reports(connection, guild_id, tip_id, into)
    trials.merge(connection, guild_id, tip_id, into)


def come_back(connection: Connection, trials: Trials, guild_id: int, tip_id: int) -> list[int]:
    """Take what followed a tip out of those it led to, and return these."""
    led_to = tips_store.leads_to(connection, guild_id, tip_id)
    for into in led_to:
        voices.come_back(connection, guild_id, tip_id, into)
        store.take_reports_back(connection, guild_id, tip_id, into)
        trials.part(connection, guild_id, tip_id, into)
    return led_to


def stand_beside(connection: Connection, room: Room, guild_id: int, tip_id: int, into: int) -> None:
    """Have a tip stand beside all that the one it takes in stood beside, as far as there is room for it."""
    together = set(room.together(into))
    for other in room.together(tip_id):
        if other not in {tip_id, *together} and len(together) < MOST_SIDES:
            store.contest(connection, guild_id, into, other)
            together.add(other)

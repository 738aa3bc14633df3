"""The grammar of time phrases: every slot, by what it is about.

A new way to say something is one more slot in its file, a new kind of thing one more value in `values.py`, which
`bot/reminders/phrases.py` then combines with the others.
"""

from bot.reminders.grammar import bounds, clocks, days, recurring, spans, zones

SLOTS = (*clocks.SLOTS, *days.SLOTS, *recurring.SLOTS, *spans.SLOTS, *bounds.SLOTS, *zones.SLOTS)

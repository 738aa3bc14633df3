"""How much is measured: enough for a claim, or just enough to see that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Rounds, and how much is done for each bot in a round; `used` is how many commands come before memory is read."""

    rounds: int
    warm_up: int
    singles: int
    many: int
    in_flight: int
    servers: int
    used: int
    sets: int
    """In the large database of what is looked back at; a member has at most 10,000."""
    charts: int
    tips: int
    """In the server that is searched."""
    due: int
    """Reminders: a hundred due one by one, then all others in the same second."""
    scheduled: int
    """Reminders that are due some day."""
    rows: int
    """Of the file that is moved in."""
    idle: float
    """Seconds in which a bot with nothing else to do is watched."""


# The warm-up lets the write-ahead log reach its size: while the file grows, a flush takes twice as long.
THOROUGH = Effort(
    rounds=7,
    warm_up=1000,
    singles=300,
    many=3000,
    in_flight=50,
    servers=1000,
    used=500,
    sets=5_000_000,
    charts=60,
    tips=5000,
    due=5100,
    scheduled=1_000_000,
    rows=100_000,
    idle=20.0,
)
QUICK = Effort(
    rounds=2,
    warm_up=50,
    singles=30,
    many=200,
    in_flight=50,
    servers=100,
    used=50,
    sets=100_000,
    charts=20,
    tips=5000,
    due=300,
    scheduled=20_000,
    rows=10_000,
    idle=3.0,
)

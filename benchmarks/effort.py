"""How much is measured: enough for a claim, or just enough to see that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Rounds, and how much is done for each bot in a round."""

    rounds: int
    singles: int
    many: int
    in_flight: int
    servers: int


THOROUGH = Effort(rounds=7, singles=300, many=3000, in_flight=50, servers=1000)
QUICK = Effort(rounds=2, singles=30, many=200, in_flight=50, servers=100)

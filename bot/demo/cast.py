"""Who is in the demo, and where they meet."""

from dataclasses import dataclass

from bot.members.preferences import WeightUnit

SERVER = "Iron Corner"
DM = "dm"
"""The key of the place that is a member's direct messages with the bot."""
BOT, BOT_COLOUR = "Spotter", "#4f5bd5"


@dataclass(frozen=True)
class Person:
    """A member of the demo's server. `key` stands in addresses."""

    key: str
    name: str
    about: str
    zone: str
    unit: WeightUnit
    colour: str
    moderator: bool = False


@dataclass(frozen=True)
class Room:
    """A text channel of the demo's server. `key` is its name, too."""

    key: str
    topic: str


PEOPLE = (
    Person(
        "nils",
        "Nils",
        "on Madcow 5×5, thinks in kilograms; his lower back caught on the bench",
        "Europe/Berlin",
        "kg",
        "#3f7cac",
    ),
    Person("dana", "Dana", "benches and squats in pounds, somewhere in Ohio", "America/New_York", "lb", "#b0563c"),
    Person(
        "marta",
        "Marta",
        "competes at 63 kg; sure that nobody should stretch a sore back",
        "Europe/Warsaw",
        "kg",
        "#7d5ba6",
    ),
    Person("priya", "Priya", "came back after a year off, and stretches everything", "Asia/Kolkata", "kg", "#2f8f6b"),
    Person("joe", "Joe", "trains in a garage, tries every tip once", "Europe/London", "kg", "#8a7a2f"),
    Person(
        "ruth", "Ruth", "coaches the others and moderates the server", "Europe/Dublin", "kg", "#a8436f", moderator=True
    ),
)

ROOMS = (
    Room("training-log", "What you lifted today: /log deadlift 140kg 5x5"),
    Room("tips", "What helped you: /tip browse, /tip suggest"),
    Room("general", "Everything else"),
)

"""What a member sees of the bot's answer to one interaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simcord.backend.models import Interaction, Message
from simcord.components import walk_components

from tests.wire.people import Person
from tests.wire.world import World


@dataclass(slots=True)
class Answer:
    """The bot's answer; it is read from the world, so later edits and follow-ups show here too.

    `seconds` is the time from the event's sending to the callback's arrival; `callback` is the callback's JSON.
    """

    world: World
    person: Person
    record: Interaction
    callback: dict[str, Any]
    seconds: float

    @property
    def kind(self) -> str:
        """One of message, deferred, deferred_update, update, modal, autocomplete."""
        return str(self.record.response_kind)

    @property
    def message(self) -> Message:
        """The message that answers. Raises LookupError where the answer is none, or is deleted."""
        message = self.world.messages.get(self.record.channel_id, {}).get(self.record.message_id or 0)
        if message is None:
            raise LookupError(f"the answer ({self.kind}) shows no message")
        return message

    @property
    def content(self) -> str:
        """The message's text."""
        return self.message.content

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """The message's embeds."""
        return self.message.embeds

    @property
    def components(self) -> list[dict[str, Any]]:
        """The message's components, as a tree of rows."""
        return self.message.components

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids that can be pressed, or filled in where the answer is a modal."""
        tree = self.modal["components"] if self.kind == "modal" else self.components
        return [part["custom_id"] for part in walk_components(tree) if part.get("custom_id")]

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees it."""
        return self.record.ephemeral or (self.record.message_id is not None and self.message.is_ephemeral)

    @property
    def text(self) -> str:
        """Every word of the message and its follow-ups: text, embeds and displayed components."""
        return "\n".join(words(self.message, *self.followups))

    @property
    def modal(self) -> dict[str, Any]:
        """The modal shown. Raises LookupError where there is none."""
        if self.record.modal is None:
            raise LookupError(f"the answer ({self.kind}) shows no modal")
        return self.record.modal

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The autocomplete choices."""
        return self.record.autocomplete_choices or []

    @property
    def followups(self) -> list[Message]:
        """The follow-up messages that still stand."""
        here = self.world.messages.get(self.record.channel_id, {})
        return [here[message_id] for message_id in self.record.followup_ids if message_id in here]


def words(*messages: Message) -> Iterator[str]:
    """Yield every text that messages show."""
    for message in messages:
        yield message.content
        for embed in message.embeds:
            yield from _embed_words(embed)
        for part in walk_components(message.components):
            yield from (str(part[key]) for key in ("content", "label", "placeholder") if part.get(key))


def _embed_words(embed: dict[str, Any]) -> Iterator[str]:
    yield from (str(embed[key]) for key in ("title", "description") if embed.get(key))
    for field in embed.get("fields") or []:
        yield from (field["name"], field["value"])
    footer = embed.get("footer") or {}
    if footer.get("text"):
        yield footer["text"]

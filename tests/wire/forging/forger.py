"""Makes interactions that no client would send: everything that a member could put into one by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any

from simcord.backend import serializers
from simcord.backend.models import Channel, Message
from simcord.enums import InteractionType

from bot.app import COGS
from tests.wire import Person
from tests.wire.forging.stage import Stage, family
from tests.wire.forging.templates import fitting
from tests.wire.forging.values import NUMBERS, of_the_wrong_type, text

NOWHERE = "/nowhere"
"""Where the files are that are not there."""
BUTTON, SELECTS = 2, (3, 5, 6, 7, 8)
COMPONENTS = (BUTTON, *SELECTS)
_MENU = 3
_PICKED = {6: "roles", 8: "channels"}
_LABEL, _TEXT_INPUT, _RADIO, _BOX = 18, 4, 21, 23
_REMEMBERED = 400
_SUBCOMMANDS = (1, 2)
_MOST_OFFERED = 25
_STRING, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _FILE = 3, 6, 7, 8, 9, 11


@dataclass(frozen=True, slots=True)
class Forged:
    """One forged interaction. Without `owed` Discord would never have passed it on, so nobody waits for an answer."""

    person: Person
    place: Channel
    kind: int
    data: Any
    message: Any = None
    owed: bool = True


@dataclass
class Forger:
    """Draws forged interactions, the same for the same seed and the same answers."""

    stage: Stage
    rng: Random
    _shown: list[str] = field(default_factory=list)
    """Custom ids that forgers were shown themselves."""
    _modals: list[dict[str, Any]] = field(default_factory=list)
    """Forms that forgers were shown themselves."""

    def __post_init__(self) -> None:
        self._items = [
            (item.__discord_ui_compiled_template__, item.component_type.value) for cog in COGS for item in cog.ITEMS
        ]
        self._forms = [form.template for cog in COGS for form in cog.FORMS]
        (commands,) = self.stage.wire.sent("PUT", "/commands")
        self._commands: list[dict[str, Any]] = commands.json
        self._people = [person.id for person in self.stage.people.values()]
        self._owners = [person.id for person in self.stage.people.values() if person not in self.stage.forgers]
        self._messages = {place.id: self._message(place) for _, place in self._places()}

    # ------------------------------------------------------------------ drawing

    def draw(self) -> Forged:
        """Return the next one."""
        person, place = self.rng.choice(self._pairs)
        ways: tuple[tuple[int, Callable[[Person, Channel], Forged]], ...] = (
            (54, self._pressed),
            (20, self._submitted),
            (14, self._commanded),
            (8, self._typing),
            (2, self._menu),
            (2, self._mangled),
        )
        (way,) = self.rng.choices([way for _, way in ways], [weight for weight, _ in ways])
        return way(person, place)

    def learn(self, callback: dict[str, Any]) -> None:
        """Note what an answer shows, to press and send it later, forged or not."""
        data = callback.get("data") or {}
        if callback.get("type") == 9:
            self._remember(self._modals, data)
        for part in _parts(data.get("components") or []):
            if isinstance(part.get("custom_id"), str):
                self._remember(self._shown, part["custom_id"])
            if len(self.stage.choices) < _REMEMBERED:
                self.stage.learn(part)

    def _remember(self, kept: list[Any], what: Any) -> None:
        if len(kept) < _REMEMBERED:
            kept.append(what)
        else:
            kept[self.rng.randrange(_REMEMBERED)] = what

    # ------------------------------------------------------- buttons and menus

    def _pressed(self, person: Person, place: Channel) -> Forged:
        custom_id, kind = self._pressable(person)
        known = self.stage.offered.get(family(custom_id), [])
        if self._rarely(12):
            custom_id = self._spoilt(custom_id)
        standing = self.rng.choice(COMPONENTS) if self._rarely(20) else kind
        offers = self.rng.sample(known, min(len(known), _MOST_OFFERED))
        values = self._values(kind) if not offers or self._rarely(4) else [self.rng.choice(offers)]
        component: dict[str, Any] = {"type": standing, "custom_id": custom_id, "id": 1}
        component |= (
            {"label": "x", "style": 2}
            if standing == BUTTON
            else {"options": [{"label": "x", "value": value} for value in offers or ["x"]]}
        )
        message = self._messages[place.id] | {
            "components": [] if self._rarely(25) else [{"type": 1, "components": [component]}]
        }
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
        if kind != BUTTON:
            data["values"] = values
        if kind in _PICKED and not self._rarely(6):
            data["resolved"] = self._resolved(values)
        if self._rarely(30):
            data["component_type"] = self.rng.choice((*COMPONENTS, 1, 4, 9, 14, 17, 18, 99))
        return Forged(person, place, InteractionType.MESSAGE_COMPONENT, data, None if self._rarely(60) else message)

    def _pressable(self, person: Person) -> tuple[str, int]:
        """Return a custom id, out of a template or as somebody was shown it, and its component type."""
        if self._rarely(3):
            custom_id = self.rng.choice(self.stage.custom_ids + self._shown)
            if self._rarely(2):
                custom_id = self._taken_over(custom_id, person)
            kinds = [kind for template, kind in self._items if template.fullmatch(custom_id)]
            return custom_id, kinds[0] if kinds else BUTTON
        template, kind = self.rng.choice(self._items)
        return self._fitting(template, person), kind

    def _taken_over(self, custom_id: str, person: Person) -> str:
        """Return what somebody was shown with the forger as its owner, and its ids of others' things as they were."""
        for owner in (*self._owners, *(hidden.id for hidden in self.stage.hidden.values())):
            custom_id = custom_id.replace(str(owner), str(person.id))
        return custom_id

    def _fitting(self, template: re.Pattern[str], person: Person) -> str:
        """Return a custom id of a template with ids of real things in it."""

        def choose(name: str, drawn: str) -> str:
            if name == "owner":
                return str(person.id if self._rarely(2) else self.rng.choice(self._owners))
            return self.rng.choice(("", "", "0", "000")) + str(self._number()) if drawn.isdecimal() else drawn

        made = fitting(template, self.rng, choose)
        return made if template.fullmatch(made) else fitting(template, self.rng, lambda _, drawn: drawn)

    def _number(self) -> int:
        return self.rng.choice(NUMBERS) if self._rarely(3) else self.rng.choice(self._ids)

    def _spoilt(self, custom_id: str) -> str:
        match self.rng.randrange(5):
            case 0:
                return custom_id[: self.rng.randrange(len(custom_id) + 1)]
            case 1:
                return custom_id + ":" + text(self.rng)
            case 2:
                return (custom_id * 40)[:4000]
            case 3:
                place = self.rng.randrange(len(custom_id) + 1)
                return custom_id[:place] + self.rng.choice("\u202e\0\n٣ :é") + custom_id[place:]
            case _:
                return text(self.rng)

    def _values(self, kind: int = _MENU) -> list[Any]:
        """Return what was chosen in a menu: of words, else of channels, roles or people."""
        if kind in _PICKED and not self._rarely(3):
            return [str(self.rng.choice(self._picks[_PICKED[kind]]))]
        if self._rarely(25):
            return [of_the_wrong_type(self.rng) for _ in range(self.rng.randrange(3))]
        count = 1 if not self._rarely(5) else self.rng.choice((0, 2, 5, 40))
        return [self._chosen() for _ in range(count)]

    def _chosen(self) -> str:
        match self.rng.randrange(4):
            case 0:
                return str(self._number())
            case 1:
                return text(self.rng)
            case _:
                return self.rng.choice(self.stage.choices)

    def _resolved(self, values: list[Any]) -> Any:
        """Return what Discord would say of chosen channels and roles, or of none of them."""
        if self._rarely(3):
            return {}
        ids = [value for value in values if isinstance(value, str) and value.isdecimal()]
        channel = {"type": 0, "name": "x", "permissions": "0", "guild_id": str(self.stage.other.guild.id)}
        role = {
            "name": "x",
            "permissions": "8",
            "color": 0,
            "hoist": False,
            "managed": False,
            "mentionable": True,
            "position": 1,
        }
        return {
            "channels": {one: channel | {"id": one} for one in ids},
            "roles": {one: role | {"id": one} for one in ids},
        }

    # -------------------------------------------------------------------- forms

    def _submitted(self, person: Person, place: Channel) -> Forged:
        modal = self.rng.choice(self._modals) if self._modals and self._rarely(2) else None
        if modal is not None:
            custom_id, fields = (
                modal["custom_id"],
                [_field(part) for part in _parts(modal["components"]) if _is_field(part)],
            )
        else:
            custom_id = self._fitting(self.rng.choice(self._forms), person)
            fields = self._fields_of(custom_id)
        if self._rarely(12):
            custom_id = self._spoilt(custom_id)
        parts = [self._filled(*one) for one in fields if not self._rarely(6)]
        if self._rarely(6):
            parts.append(self._filled(self.rng.choice(self._all_fields), _TEXT_INPUT, ()))
        message = None if self._rarely(3) else self._messages[place.id]
        data = {"custom_id": custom_id, "components": parts}
        return Forged(person, place, InteractionType.MODAL_SUBMIT, data, message)

    def _fields_of(self, custom_id: str) -> list[tuple[str, int, tuple[str, ...]]]:
        """Return the fields of a form of the same family that somebody was shown, else any fields."""
        for modal in self._modals:
            if family(modal["custom_id"]) == family(custom_id):
                return [_field(part) for part in _parts(modal["components"]) if _is_field(part)]
        return [(name, _TEXT_INPUT, ()) for name in self.rng.sample(self._all_fields, 3)]

    def _filled(self, name: str, kind: int, options: tuple[str, ...]) -> dict[str, Any]:
        kind = self.rng.choice((_TEXT_INPUT, 3, _RADIO, _BOX)) if self._rarely(15) else kind
        part: dict[str, Any] = {"type": kind, "custom_id": name}
        if kind in SELECTS:
            chosen = [self.rng.choice(options)] if options and not self._rarely(8) else self._values()
            part["values"] = chosen
        else:
            part["value"] = self.rng.choice(options) if options else text(self.rng)
        if self._rarely(20):
            part.pop("value", None)
        if self._rarely(25):
            part["value"] = of_the_wrong_type(self.rng)
        if self._rarely(8):
            return {"type": 1, "components": [part]}
        return {"type": _LABEL, "component": part}

    # ----------------------------------------------------------------- commands

    def _commanded(self, person: Person, place: Channel) -> Forged:
        data = self._command()
        if self._rarely(12):
            data["name"] = text(self.rng)
        return Forged(person, place, InteractionType.APPLICATION_COMMAND, data)

    def _typing(self, person: Person, place: Channel) -> Forged:
        data = self._command()
        leaf = _leaf(data)
        for option in leaf:
            option.pop("focused", None)
        if leaf:
            self.rng.choice(leaf)["focused"] = True
        return Forged(person, place, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, data, owed=False)

    def _command(self) -> dict[str, Any]:
        command = self.rng.choice([one for one in self._commands if one.get("type", 1) == 1])
        resolved: dict[str, Any] = {}
        options = self._options(command.get("options") or [], resolved)
        return {"id": "1", "name": command["name"], "type": 1, "options": options, "resolved": resolved}

    def _options(self, declared: list[dict[str, Any]], resolved: dict[str, Any]) -> list[dict[str, Any]]:
        nested = [option for option in declared if option["type"] in _SUBCOMMANDS]
        if nested:
            chosen = self.rng.choice(nested)
            name = text(self.rng) if self._rarely(30) else chosen["name"]
            return [
                {"name": name, "type": chosen["type"], "options": self._options(chosen.get("options") or [], resolved)}
            ]
        filled = [
            self._option(option, resolved)
            for option in declared
            if not self._rarely(25 if option.get("required") else 3)
        ]
        if self._rarely(25):
            filled.append({"name": text(self.rng), "type": _STRING, "value": text(self.rng)})
        return filled

    def _option(self, declared: dict[str, Any], resolved: dict[str, Any]) -> dict[str, Any]:
        kind = self.rng.choice(range(1, 13)) if self._rarely(25) else declared["type"]
        option = {"name": declared["name"], "type": kind, "value": self._option_value(kind, declared, resolved)}
        if self._rarely(25):
            option["value"] = of_the_wrong_type(self.rng)
        return option

    def _option_value(self, kind: int, declared: dict[str, Any], resolved: dict[str, Any]) -> Any:
        if declared.get("choices") and not self._rarely(4):
            return self.rng.choice(declared["choices"])["value"]
        if kind in (_USER, _CHANNEL, _ROLE, _MENTIONABLE):
            chosen = str(self._number())
            if kind in (_CHANNEL, _ROLE) and not self._rarely(3):
                resolved |= self._resolved([chosen])
            if kind == _USER and self._rarely(2) and int(chosen) in self.stage.wire.world.users:
                user = serializers.user_payload(self.stage.wire.world.get_user(int(chosen)))
                resolved["users"] = {chosen: user}
            return chosen
        if kind == _FILE:
            resolved["attachments"] = {"9": self._file()}
            return "9"
        if kind == _STRING:
            return text(self.rng) if not self._rarely(4) else self.rng.choice(self.stage.choices)
        return {
            4: min(self._number(), 2**64 - 1),
            5: self._rarely(2),
            10: self.rng.choice((0.0, -1.0, 1e308, 62.5)),
        }.get(kind, 1)

    def _file(self) -> dict[str, Any]:
        size = self.rng.choice((0, 10, 10**6, 10**9, 2**63))
        url = self.stage.wire.api_url + NOWHERE
        return {"id": "9", "filename": text(self.rng), "size": size, "url": url, "proxy_url": url}

    def _menu(self, person: Person, place: Channel) -> Forged:
        command = self.rng.choice([one for one in self._commands if one.get("type", 1) != 1])
        target = self._messages[place.id] | {"content": text(self.rng), "author": self._author()}
        data = {
            "id": "1",
            "name": command["name"],
            "type": command["type"] if not self._rarely(10) else self.rng.choice((1, 2, 3, 4)),
            "target_id": target["id"] if not self._rarely(10) else str(self._number()),
            "resolved": {"messages": {target["id"]: target}},
        }
        return Forged(person, place, InteractionType.APPLICATION_COMMAND, data)

    def _author(self) -> Any:
        return serializers.user_payload(self.stage.wire.world.get_user(self.rng.choice(self._people)))

    # ---------------------------------------------------------------- envelopes

    def _mangled(self, person: Person, place: Channel) -> Forged:
        """Return one whose data are not even shaped as Discord shapes them."""
        whole = self.rng.choice((self._pressed, self._submitted, self._commanded, self._menu))(person, place)
        data: Any = dict(whole.data)
        if self._rarely(4):
            data = of_the_wrong_type(self.rng)
        else:
            key = self.rng.choice(sorted(data))
            if self._rarely(2):
                del data[key]
            else:
                data[key] = of_the_wrong_type(self.rng)
        return Forged(person, place, whole.kind, data, whole.message, owed=False)

    # -------------------------------------------------------------------- pools

    def _rarely(self, one_in: int) -> bool:
        return self.rng.randrange(one_in) == 0

    def _places(self) -> Iterator[tuple[Person, Channel]]:
        """Yield every forger with every place that Discord lets them act in."""
        world = self.stage.wire.world
        for person in self.stage.forgers:
            yield person, world.get_dm_channel(person.id)
            for place in (self.stage.iron, self.stage.other):
                if person.id in place.guild.members:
                    yield person, place.channel

    @cached_property
    def _pairs(self) -> list[tuple[Person, Channel]]:
        return list(self._places())

    @cached_property
    def _ids(self) -> list[int]:
        guilds, unknown = self.stage.wire.world.guilds, {person.id for person in self.stage.hidden.values()}
        known = [one for one in self.stage.ids() if one not in unknown]
        return [*known, *self._owners, *guilds, *self._picks["channels"], *self._picks["roles"]]

    @cached_property
    def _picks(self) -> dict[str, list[int]]:
        """Return the channels and roles of both servers."""
        guilds = self.stage.wire.world.guilds.values()
        return {
            "channels": [place.channel.id for place in (self.stage.iron, self.stage.other)],
            "roles": [role_id for guild in guilds for role_id in guild.roles],
        }

    @cached_property
    def _all_fields(self) -> list[str]:
        known = {
            "text",
            "area",
            "kind",
            "when",
            "what",
            "name",
            "reason",
            "note",
            "typed",
            "city",
            "day",
            "weight",
            "reports",
        }
        return sorted(known)

    def _message(self, place: Channel) -> dict[str, Any]:
        world = self.stage.wire.world
        message = Message(place.id + 1, place.id, world.bot_user.id, timestamp=world.now_iso())
        return dict(serializers.message_payload(world, message))


def _parts(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        nested = component.get("components") or ([component["component"]] if "component" in component else [])
        yield from _parts(nested)


def _is_field(part: dict[str, Any]) -> bool:
    return "custom_id" in part


def _field(part: dict[str, Any]) -> tuple[str, int, tuple[str, ...]]:
    return part["custom_id"], part["type"], tuple(option["value"] for option in part.get("options") or ())


def _leaf(data: dict[str, Any]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = data["options"]
    while options and options[0]["type"] in _SUBCOMMANDS and "options" in options[0]:
        options = options[0]["options"]
    return options

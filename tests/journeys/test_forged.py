"""What nobody could press or send by themselves: ids that were never given, choices that were never offered."""

import re

import discord
import pytest
import simcord
from simcord.actors import _component_interaction
from simcord.backend.models import Message
from simcord.components import walk_components

from tests.journeys.world import World, seen, text_of

BEYOND = 2**63
"""No id, and more than the database takes."""
KIND_ANSWERS = re.compile(r"no longer|older version|belong to someone else|none of the choices|not open|no reminders")


async def something_to_press(world: World, name: str = "anna") -> tuple[simcord.MemberActor, simcord.ResponseMessage]:
    """Return a member who agreed to everything, and a private message of theirs with a button and a menu."""
    member = await world.member(name)
    consent = await member.slash(world.channel, "flare log", area="knee", pain=2)
    await member.click(seen(consent), label="I agree")
    return member, seen(await member.slash(world.channel, "settings"))


def stored_of(world: World, message: simcord.ResponseMessage) -> Message:
    """Return a message as Discord has it."""
    (stored,) = (here[message.id] for here in world.env.backend.messages.values() if message.id in here)
    return stored


def forge(world: World, message: simcord.ResponseMessage, label: str, custom_id: str) -> None:
    """Give a button another custom id behind the bot's back."""
    (button,) = (part for part in walk_components(stored_of(world, message).components) if part.get("label") == label)
    button["custom_id"] = custom_id


@pytest.mark.parametrize(
    "custom_id",
    [
        *(f"remind:{verb}:{{me}}:{BEYOND}" for verb in ("mend", "city", "undo", "back", "gone", "done")),
        f"remind:read:{{me}}:{BEYOND}:0",
        f"remind:snooze:{{me}}:{BEYOND}:1h",
        f"remind:page:{{me}}:{BEYOND}:on",
        f"tip:page:any:any:{BEYOND}:on",
        f"tip:open:{BEYOND}",
        f"tip:vote:any:any:0:{BEYOND}:yes",
        f"tip:vote:any:any:{BEYOND}:1:yes",
        f"tip:report:any:any:0:{BEYOND}:on",
        f"tip:post:{{me}}:{BEYOND}",
        f"tip:mend:{{me}}:{BEYOND}",
        f"flare:none:{{me}}:{BEYOND}:knee:-:3:E3",
        f"flare:none:{{me}}:7:re:{BEYOND}:log:E3",
        f"flare:checked:{{me}}:{BEYOND}",
        f"flare:killers:{{me}}:{BEYOND}:7:log:0",
        f"flare:new:{{me}}:7:{BEYOND}:log:0",
        f"flare:decide:{{me}}:{BEYOND}:7:hold",
        f"flare:choose:{{me}}:{BEYOND}:7:hold",
        f"flare:again:{BEYOND}:7:hold::12",
        f"flare:ask:{{me}}:{BEYOND}:yes",
        *(f"flare:{verb}:{{me}}:{BEYOND}" for verb in ("stop", "update", "close", "reopen")),
        f"flare:page:{{me}}:{BEYOND}:on",
        f"settings:unit:{BEYOND}:kg",
    ],
)
async def test_a_number_that_nothing_can_have_is_answered_kindly(world: World, custom_id: str) -> None:
    anna, panel = await something_to_press(world)
    forge(world, panel, "kg", custom_id.format(me=anna.id))
    result = await anna.click(panel, label="kg")
    assert result.modal or KIND_ANSWERS.search(text_of(seen(result)).casefold())
    assert world.rows("SELECT 1 FROM flare_readings") == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "flare:agree:{me}:knee:-:999999999999",
        "flare:none:{me}:7:knee:-:999999999999:E3",
        "flare:none:{me}:7:re:8:nowhen:E3",
        "flare:lift:{me}:nowhere:-:3",
        "tip:page:nowhere:any:0:on",
        "tip:area:nowhere",
        "settings:unit:{me}:stone",
        "settings:unit:{me}:kg and more",
        "x" * 100,
    ],
)
async def test_a_word_that_no_button_has_is_answered_as_one_of_an_older_version(world: World, custom_id: str) -> None:
    anna, panel = await something_to_press(world)
    forge(world, panel, "kg", custom_id.format(me=anna.id))
    result = await anna.click(panel, label="kg")
    assert "older version" in text_of(seen(result))


@pytest.mark.parametrize(
    "command", [("settings", {}), ("help", {}), ("remind me", {"what": "stretch", "when": "tomorrow 7am"})]
)
async def test_a_choice_that_was_not_offered_changes_nothing(world: World, command: tuple[str, dict[str, str]]) -> None:
    name, options = command
    anna = await world.member("anna")
    stored = stored_of(world, seen(await anna.slash(world.channel, name, **options)))
    (menu,) = (part for part in walk_components(stored.components) if part.get("options"))
    data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "values": ["nowhere"]}
    result = await _component_interaction(anna, stored, data)
    assert "none of the choices" in text_of(seen(result))
    assert world.rows("SELECT member_id FROM members") == []


async def forms(world: World) -> dict[str, tuple[simcord.MemberActor, simcord.InteractionResult, dict[str, object]]]:
    """Return forms that are open, by the beginnings of their custom ids, and what is typed into each."""
    anna, _ = await something_to_press(world)
    unclear = seen(await anna.slash(world.channel, "remind me", what="stretch", when="some time"))
    no_zone = seen(await anna.slash(world.channel, "remind me", what="stretch", when="tomorrow 7am"))
    logged = seen(await anna.slash(world.channel, "log", entry="squat 100 5x5"))
    tip = {"text": "Ten slow squats before benching", "area": ["knee"], "kind": ["exercise"], "when": ["before"]}
    return {
        "remind:mend": (anna, await anna.click(unclear, label="Mend"), {"what": "stretch", "when": "in 1 hour"}),
        "remind:city": (anna, await anna.click(no_zone, label="Another city …"), {"city": "Berlin"}),
        "log:edit-form": (anna, await anna.click(logged, label="Edit"), {"text": "squat 110 5x5"}),
        "tip:suggest": (anna, await anna.slash(world.channel, "tip suggest"), {**tip, "name": "shown"}),
    }


@pytest.mark.parametrize(
    "custom_id",
    [
        *(f"remind:mend:{BEYOND}", f"log:edit-form:{BEYOND}"),
        *(f"tip:suggest:{BEYOND}", "tip:suggest:1", "tip:suggest:0001", "tip:suggest:0000000999"),
    ],
)
async def test_a_form_of_a_number_that_nothing_can_have_changes_nothing(world: World, custom_id: str) -> None:
    anna, form, values = (await forms(world))[custom_id.rpartition(":")[0]]
    assert form._interaction.modal
    form._interaction.modal["custom_id"] = custom_id
    result = await anna.submit_modal(form, values)
    assert re.search("no longer here|older version", text_of(seen(result)))
    assert world.rows("SELECT id FROM tips UNION SELECT id FROM reminders") == []


@pytest.mark.parametrize("custom_id", ["tip:ask:{victim}", f"tip:ask:{BEYOND}", "tip:ask:1"])
async def test_a_form_that_was_never_opened_has_nobody_written_to(world: World, custom_id: str) -> None:
    bert = await world.member("bert")
    anna, form, values = (await forms(world))["tip:suggest"]
    assert form._interaction.modal
    form._interaction.modal["custom_id"] = custom_id.format(victim=bert.id)
    await anna.submit_modal(form, values)
    assert world.rows("SELECT * FROM tip_asks") == world.rows("SELECT * FROM deliveries") == []


async def test_a_lift_that_would_tell_what_members_weigh_is_ranked_by_weight_only(world: World) -> None:
    anna, panel = await something_to_press(world)
    forge(world, panel, "kg", f"board:window:{anna.id}:e1rm:all:pull_up")
    result = await anna.click(panel, label="kg")
    assert "what members weigh" in result.followups[0].content


async def test_a_lift_that_there_is_not_is_answered_kindly(world: World) -> None:
    anna, panel = await something_to_press(world)
    forge(world, panel, "kg", f"board:window:{anna.id}:weight:all:nothing")
    result = await anna.click(panel, label="kg")
    assert "no longer" in result.followups[0].content


@pytest.mark.parametrize("chosen", [[], ["kg"], ["log", "tips"]])
async def test_too_little_or_too_much_chosen_changes_nothing(world: World, chosen: list[str]) -> None:
    anna = await world.member("anna")
    stored = stored_of(world, seen(await anna.slash(world.channel, "help")))
    (menu,) = (part for part in walk_components(stored.components) if part.get("options"))
    data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "values": chosen}
    result = await _component_interaction(anna, stored, data)
    assert "none of the choices" in text_of(seen(result))


@pytest.mark.parametrize("kind", [2, 5, 8])
async def test_a_menu_pressed_as_something_else_is_answered_as_one_of_an_older_version(world: World, kind: int) -> None:
    anna = await world.member("anna")
    stored = stored_of(world, seen(await anna.slash(world.channel, "help")))
    (menu,) = (part for part in walk_components(stored.components) if part.get("options"))
    data = {"custom_id": menu["custom_id"], "component_type": kind, "values": ["log"]}
    result = await _component_interaction(anna, stored, data)
    assert "older version" in text_of(seen(result))


async def test_a_button_that_is_not_on_the_message_is_answered_as_one_of_an_older_version(world: World) -> None:
    anna, panel = await something_to_press(world)
    data = {"custom_id": f"settings:unit:{anna.id}:lb2", "component_type": 2}
    moved = data | {"custom_id": f"privacy:confirm:{anna.id}"}
    for forged in (data, moved):
        result = await _component_interaction(anna, stored_of(world, panel), forged)
        assert "older version" in text_of(seen(result))
    assert world.rows("SELECT purpose FROM consents") != []


@pytest.mark.parametrize("typed", ["", "no reason at all"])
async def test_a_choice_in_a_form_that_was_not_offered_is_asked_for(world: World, typed: str) -> None:
    anna, form, _ = (await forms(world))["tip:suggest"]
    assert form._interaction.modal
    form._interaction.modal["custom_id"] = "tip:report:any:any:0:1000"
    form._interaction.modal["components"] = [
        {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "reason", "style": 1, "required": False}}
    ]
    result = await anna.submit_modal(form, {"reason": typed})
    assert "choose one of the reasons" in text_of(seen(result))


@pytest.mark.parametrize("place", ["server:channel:tips", "server:role"])
async def test_a_server_takes_no_channel_and_no_role_of_another(world: World, place: str) -> None:
    staff = world.guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    mo = await world.member("mo", roles=[staff])
    elsewhere = world.env.create_guild("Elsewhere")
    channel, role = elsewhere.create_text_channel("general"), elsewhere.create_role("Chief")
    stored = stored_of(world, seen(await mo.slash(world.channel, "spotter setup")))
    (menu,) = (part for part in walk_components(stored.components) if part.get("custom_id") == place)
    chosen = str(role.id if place == "server:role" else channel.id)
    resolved = (
        {"roles": {chosen: {"id": chosen, "name": "Chief", "permissions": "8", "color": 0, "position": 1}}}
        if place == "server:role"
        else {"channels": {chosen: {"id": chosen, "type": 0, "name": "general", "permissions": "0"}}}
    )
    data = {"custom_id": place, "component_type": menu["type"], "values": [chosen], "resolved": resolved}
    result = await _component_interaction(mo, stored, data)
    assert "none of this server's" in text_of(seen(result))
    chosen_here = "SELECT 1 FROM servers WHERE COALESCE(tips_channel, moderator_role, 0) <> 0"
    assert world.rows(chosen_here) == []


@pytest.mark.parametrize("without", [{}, {"resolved": {}}])
@pytest.mark.parametrize("place", ["server:channel:tips", "server:role"])
async def test_a_channel_or_role_that_comes_as_a_bare_id_is_not_taken(
    world: World, place: str, without: dict[str, object]
) -> None:
    staff = world.guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    mo = await world.member("mo", roles=[staff])
    stored = stored_of(world, seen(await mo.slash(world.channel, "spotter setup")))
    (menu,) = (part for part in walk_components(stored.components) if part.get("custom_id") == place)
    chosen = str(staff.id if place == "server:role" else world.channel.id)
    data = {"custom_id": place, "component_type": menu["type"], "values": [chosen], **without}
    result = await _component_interaction(mo, stored, data)
    assert "none of the choices" in text_of(seen(result))
    assert world.rows("SELECT 1 FROM servers WHERE COALESCE(tips_channel, moderator_role, 0) <> 0") == []


@pytest.mark.parametrize("verb", ["list:on", "list:off", "window:{me}"])
async def test_a_leaderboard_button_in_direct_messages_lists_nobody(world: World, verb: str) -> None:
    anna = await world.member("anna")
    panel = seen(await anna.user.slash("settings"))
    forge(world, panel, "kg", f"board:{verb.format(me=anna.id)}:weight:all:squat" + ":0" * verb.startswith("list"))
    result = await anna.user.click(panel, label="kg")
    said = [text_of(seen(result)), *(message.content for message in result.followups)]
    assert any("in a server only" in one for one in said)
    assert world.rows("SELECT * FROM listings") == []

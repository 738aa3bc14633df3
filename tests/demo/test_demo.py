"""The demo without a browser: the foyer, the places behind it, the people and what they did."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.data import read_toml
from bot.demo.cast import DM, PEOPLE, ROOMS
from bot.demo.show import Demo, opened_demo
from tests.conftest import FakeClock
from tests.journeys.world import seen, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


PERSON = {person.key: person for person in PEOPLE}


async def remind(demo: Demo, who: str, what: str, when: str) -> None:
    async with demo.stage.turn():
        await demo.stage.actors[who].user.slash("remind me", what=what, when=when)


def latest_letter(demo: Demo, who: str) -> str:
    letter = demo.stage.actors[who].user.dm_channel.last_message
    assert letter is not None
    return text_of(letter)


@dataclass(frozen=True)
class Visitor:
    """Looks at the demo as a browser does."""

    demo: Demo
    http: aiohttp.ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.http.get(self.demo.address.rstrip("/") + path, headers=headers) as response:
            return response.status, await response.text()

    async def post(self, path: str, data: dict[str, str], **headers: str) -> aiohttp.ClientResponse:
        address = self.demo.address.rstrip("/") + path
        async with self.http.post(address, data=data, headers=headers, allow_redirects=False) as response:
            return response

    async def look(self, path: str) -> dict[str, Any]:
        """Go to a place and return what SimCord's Preview shows there, and the key to go on looking."""
        _, page = await self.get(path)
        key = re.search(r'name="demo-key" content="([^"]+)"', page)
        assert key is not None
        headers = {"X-Simcord-Capability": key[1], "Origin": self.demo.address.rstrip("/")}
        async with self.http.post(self.demo.address + "api/pages", json={}, headers=headers) as response:
            return {**await response.json(), "key": key[1]}

    async def sees(self, page: dict[str, Any], text: str) -> bool:
        """Go on looking as the browser does, and tell whether a message with this text arrives within seconds."""
        headers = {"X-Simcord-Capability": page["key"], "X-Simcord-Context": page["context"]["id"]}
        for _ in range(50):
            async with self.http.get(self.demo.address + "api/state", headers=headers) as response:
                if text in await response.text():
                    return True
            await asyncio.sleep(0.1)
        return False


@pytest.fixture(scope="module")
def machine() -> FakeClock:
    """Return the clock of the machine that the demo runs on: a Wednesday evening."""
    return FakeClock()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo(machine: FakeClock) -> AsyncIterator[Demo]:
    async with opened_demo(0, machine) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(demo: Demo) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as http:
        yield Visitor(demo, http)


async def test_the_foyer_leads_to_every_place_of_every_member(visitor: Visitor) -> None:
    _, page = await visitor.get("/")
    wanted = {f"/as/{person.key}/in/{room}" for person in PEOPLE for room in (DM, *(one.key for one in ROOMS))}
    assert wanted <= set(re.findall(r'href="([^"]+)"', page))


async def test_the_foyer_loads_nothing_from_elsewhere(visitor: Visitor) -> None:
    _, page = await visitor.get("/")
    assert not re.findall(r'(?:src|href)="(?!/)', page)


async def test_a_place_says_that_it_is_a_demo(visitor: Visitor) -> None:
    _, page = await visitor.get("/as/nils/in/general")
    assert '<span class="demo-tag">Demo</span>' in page


async def test_a_place_shows_its_channel_to_its_member(visitor: Visitor) -> None:
    shown = await visitor.look("/as/dana/in/tips")
    dana = visitor.demo.stage.actors["dana"]
    assert (shown["channel"]["name"], [one["id"] for one in shown["viewers"]]) == ("tips", [str(dana.id)])


async def test_switching_the_member_switches_who_looks(visitor: Visitor) -> None:
    await visitor.look("/as/dana/in/tips")
    shown = await visitor.look("/as/marta/in/tips")
    assert [one["name"] for one in shown["viewers"]] == ["Marta"]


async def test_direct_messages_with_the_bot_can_be_reached(visitor: Visitor) -> None:
    shown = await visitor.look("/as/priya/in/dm")
    assert shown["channel"]["recipient"]["name"] == "Spotter"


async def test_who_had_a_flare_up_can_look_at_it(demo: Demo) -> None:
    priya = demo.stage.actors["priya"]
    assert "back squat" in text_of(seen(await priya.user.slash("flare status"))).lower()


async def test_the_thread_stands_in_general(visitor: Visitor) -> None:
    shown = await visitor.look("/as/ruth/in/general")
    assert "lower back" in shown["messages"][shown["timeline"][0]]["content"]


async def test_both_sides_of_stretching_have_votes(demo: Demo) -> None:
    (stretch,) = (tip["number"] for tip in read_toml("tips.toml")["tips"] if tip["id"] == "static_lowback_stretch")
    stage = demo.stage
    shelf = await stage.house.library.find(stage.guild.id, stage.actors["nils"].id, stretch)
    assert shelf.page is not None
    assert [card.votes for card in shelf.page.cards] == [5, 4]


async def test_an_unknown_place_is_not_found(visitor: Visitor) -> None:
    status, _ = await visitor.get("/as/nobody/in/tips")
    assert status == 404


async def test_another_site_can_not_look(visitor: Visitor) -> None:
    status, _ = await visitor.get("/as/nils/in/tips", **{"Sec-Fetch-Site": "cross-site"})
    assert status == 403


async def test_another_site_can_not_act(visitor: Visitor) -> None:
    response = await visitor.post("/skip", {}, Origin="http://elsewhere.example")
    assert response.status == 403


async def test_a_name_that_leads_to_this_machine_is_refused(visitor: Visitor) -> None:
    status, _ = await visitor.get("/", Host="rebound.example")
    assert status == 403


async def test_a_key_is_needed_to_see_what_a_place_shows(visitor: Visitor) -> None:
    await visitor.look("/as/nils/in/tips")
    response = await visitor.post("/api/pages", {})
    assert response.status == 401


async def test_months_of_training_are_in_the_log(demo: Demo) -> None:
    stage = demo.stage
    async with stage.turn():
        result = await stage.actors["nils"].slash(stage.channels["training-log"], "history", lift="deadlift")
    assert "145 kg" in text_of(seen(result))


async def test_the_last_days_of_training_stand_in_the_channel(visitor: Visitor) -> None:
    shown = await visitor.look("/as/ruth/in/training-log")
    said = " ".join(str(message["embeds"]) for message in shown["messages"].values())
    assert "Deadlift" in said


async def test_what_is_due_arrives_when_its_time_has_come(demo: Demo, machine: FakeClock) -> None:
    await remind(demo, "marta", "Chalk", "in 5 min")
    machine.move(minutes=5)
    await demo.stage.deliver()
    assert "Chalk" in latest_letter(demo, "marta")


async def test_what_arrives_by_itself_shows_on_the_open_page(visitor: Visitor, machine: FakeClock) -> None:
    page = await visitor.look("/as/marta/in/dm")
    await remind(visitor.demo, "marta", "Wraps", "in 5 min")
    machine.move(minutes=5)
    assert await visitor.sees(page, "Wraps")


async def test_skipping_ahead_leads_to_who_got_the_next_message(visitor: Visitor) -> None:
    await remind(visitor.demo, "ruth", "Whistle", "in 1 min")
    response = await visitor.post("/skip", {})
    assert (response.headers["Location"], "Whistle" in latest_letter(visitor.demo, "ruth")) == ("/as/ruth/in/dm", True)


async def test_skipping_ahead_goes_to_the_members_own_next_message(visitor: Visitor) -> None:
    await remind(visitor.demo, "dana", "First", "in 1 min")
    await remind(visitor.demo, "marta", "Second", "in 2 min")
    response = await visitor.post("/skip", {"back": "/as/marta/in/tips"})
    assert (response.headers["Location"], "Second" in latest_letter(visitor.demo, "marta")) == ("/as/marta/in/dm", True)


async def test_what_is_due_on_the_way_of_a_skip_is_not_late(visitor: Visitor) -> None:
    await remind(visitor.demo, "dana", "Earlier", "in 10 min")
    await remind(visitor.demo, "marta", "Later", "in 2 hours")
    await visitor.post("/skip", {"back": "/as/marta/in/tips"})
    dana, marta = (visitor.demo.stage.actors[who].user.dm_channel.last_message for who in ("dana", "marta"))
    assert dana is not None
    assert marta is not None
    assert marta.created_at - dana.created_at > timedelta(hours=1)


async def test_the_foyer_counts_what_a_member_has_not_seen(visitor: Visitor) -> None:
    before = visitor.demo.stage.unread(PERSON["ruth"])
    await remind(visitor.demo, "ruth", "Lights", "in 1 min")
    await visitor.post("/skip", {})
    _, page = await visitor.get("/")
    shown = re.search(r'href="/as/ruth/in/dm"[^>]*>[^<]*<span class="count" data-unread="ruth">(\d+)', page)
    assert shown is not None
    assert int(shown[1]) > before


async def test_direct_messages_that_were_looked_at_count_as_seen(visitor: Visitor) -> None:
    await visitor.look("/as/joe/in/dm")
    assert visitor.demo.stage.unread(PERSON["joe"]) == 0


async def test_simcords_time_is_the_demos(demo: Demo) -> None:
    async with demo.stage.turn():
        behind = demo.stage.clock() - demo.stage.env.now()
    assert abs(behind.total_seconds()) < 1

"""How servers want things, who moderates, and the log."""

import pytest

from bot.areas import Area
from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.ids import Ids
from bot.servers import store
from bot.servers.rules import ALL, Moderator, NotAModerator, Rules, checked_reports
from bot.servers.servers import ACTS_A_PAGE, Servers
from tests.conftest import FakeClock

HOME, ELSEWHERE, MONA, ROLE = 1, 2, 11, 77


@pytest.fixture
def servers(database: Database, clock: FakeClock, ids: Ids) -> Servers:
    return Servers(database, clock, ids)


async def test_a_server_needs_no_setup(servers: Servers) -> None:
    assert await servers.rules(HOME) == Rules(HOME)


async def test_what_one_server_chooses_is_no_others(servers: Servers) -> None:
    await servers.choose(HOME, MONA, "approval", True)
    await servers.switch_off(HOME, MONA, "starters", [Area.ELBOW])
    assert (await servers.rules(HOME)).approval
    assert await servers.rules(ELSEWHERE) == Rules(ELSEWHERE)


@pytest.mark.parametrize(
    ("manages", "roles", "may"),
    [(True, [], True), (False, [ROLE], True), (False, [ROLE + 1], False), (False, [], False)],
)
async def test_who_moderates(servers: Servers, manages: bool, roles: list[int], may: bool) -> None:
    await servers.choose_role(HOME, MONA, ROLE)
    if may:
        assert await servers.moderator(HOME, MONA, manages=manages, role_ids=roles) == Moderator(HOME, MONA)
        return
    with pytest.raises(NotAModerator):
        await servers.moderator(HOME, MONA, manages=manages, role_ids=roles)


async def test_without_a_role_chosen_no_role_moderates(servers: Servers) -> None:
    with pytest.raises(NotAModerator):
        await servers.moderator(HOME, MONA, manages=False, role_ids=[ROLE, HOME])


async def test_every_change_is_logged_once(servers: Servers) -> None:
    for _ in range(2):
        await servers.choose(HOME, MONA, "approval", True)
    await servers.choose_channel(HOME, MONA, "tips", None)
    log = await servers.log(Moderator(HOME, MONA), 0)
    assert [(act.actor_id, act.act, act.detail) for act in log.acts] == [(MONA, "settings", "approval: 1")]


async def test_a_weekly_digest_needs_its_channel(servers: Servers) -> None:
    with pytest.raises(SpotterError, match="channel for digests"):
        await servers.choose(HOME, MONA, "weekly_digest", True)
    await servers.choose_channel(HOME, MONA, "digest", 5)
    assert (await servers.choose(HOME, MONA, "weekly_digest", True)).weekly_digest


async def test_an_unknown_area_or_column_is_refused(servers: Servers, database: Database) -> None:
    with pytest.raises(SpotterError, match="no such area"):
        await servers.switch_off(HOME, MONA, "tips", ["tail"])
    with pytest.raises(KeyError):
        await database.write(store.change, HOME, "guild_id", 1)


@pytest.mark.parametrize(
    ("starters_off", "tips_off", "shown"),
    [
        ((), (), True),
        ((Area.ELBOW,), (), True),
        ((Area.ELBOW, Area.HIP), (), False),
        ((ALL,), (), False),
        ((), (ALL,), False),
        ((Area.ELBOW,), (Area.HIP,), False),
    ],
)
def test_a_starter_tip_is_shown_while_one_of_its_areas_is_on(
    starters_off: tuple[str, ...], tips_off: tuple[str, ...], shown: bool
) -> None:
    rules = Rules(HOME, starters_off=frozenset(starters_off), tips_off=frozenset(tips_off))
    assert rules.shows_starters([Area.ELBOW, Area.HIP]) is shown


@pytest.mark.parametrize(("typed", "reports"), [("1", 1), (" 20 ", 20), ("007", 7)])
def test_numbers_of_reports(typed: str, reports: int) -> None:
    assert checked_reports(typed) == reports


@pytest.mark.parametrize("typed", ["", "0", "21", "-3", "three", "2.5", "³", "９", "1" * 5000, "🏋️"])
def test_nonsense_for_a_number_of_reports_is_refused(typed: str) -> None:
    with pytest.raises(SpotterError, match="from 1 to 20"):
        checked_reports(typed)


async def test_the_log_has_pages_newest_first_and_the_nearest_is_shown(servers: Servers, database: Database) -> None:
    def fill(connection: Connection) -> None:
        for number in range(ACTS_A_PAGE + 1):
            servers.note(connection, HOME, MONA, "hide", tip_id=number)

    await database.write(fill)
    first, last = [await servers.log(Moderator(HOME, MONA), page) for page in (-5, 99)]
    assert (first.page, first.acts[0].tip_id) == (0, ACTS_A_PAGE)
    assert (last.page, last.acts[-1].tip_id) == (1, 0)


async def test_a_moderator_is_exported_and_forgotten_but_the_act_stays(servers: Servers, database: Database) -> None:
    await database.write(lambda connection: servers.note(connection, HOME, MONA, "hide", tip_id=5))
    assert (await database.read(store.export_member, MONA))["acts"][0]["tip_id"] == 5
    await database.write(store.delete_member, MONA)
    (act,) = (await servers.log(Moderator(HOME, MONA), 0)).acts
    assert (act.actor_id, act.act) == (0, "hide")

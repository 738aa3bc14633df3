"""What an answer needs ends with it: a bot that has answered a lot is as it was before."""

import asyncio

from tests.journeys.world import World


async def test_answers_with_buttons_leave_no_timer_behind(world: World) -> None:
    anna = await world.member("anna")
    await anna.slash(world.channel, "help")
    before = len(asyncio.all_tasks())
    for _ in range(3):
        await anna.slash(world.channel, "help")
    assert len(asyncio.all_tasks()) == before

"""What Discord's refusals mean for a delivery."""

import pytest

from bot.delivery.post import SHUT, WHY, Later, Refused
from bot.post import _FINAL, verdict


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, 50007, "dms_closed"),
        (403, 50278, "no_shared_server"),
        (403, 50013, "no_permission"),
        (403, 50001, "no_access"),
        (404, 10003, "channel_gone"),
        (404, 10004, "server_gone"),
        (404, 10013, "no_such_member"),
        (400, 200000, "text_refused"),
        (400, 240000, "text_refused"),
        (403, 0, "forbidden"),
        (400, 50035, "rejected"),
        (404, 0, "channel_gone"),
    ],
)
def test_what_is_final_goes_down_the_ladder(status: int, code: int, reason: str) -> None:
    outcome = verdict(status, code)
    assert isinstance(outcome, Refused)
    assert outcome.reason == reason


@pytest.mark.parametrize(
    ("status", "code", "minutes"),
    [
        (500, 0, None),
        (502, 0, None),
        (503, 0, None),
        (429, 0, None),
        (401, 0, None),
        (403, 20026, 60),
        (400, 40003, 10),
    ],
)
def test_what_may_pass_is_tried_again(status: int, code: int, minutes: float | None) -> None:
    outcome = verdict(status, code)
    assert isinstance(outcome, Later)
    assert (outcome.after.total_seconds() / 60 if outcome.after else None) == minutes


def test_every_reason_has_words_for_the_member() -> None:
    assert {*_FINAL.values(), *SHUT, "dms_off", "gave_up", "forbidden", "rejected"} == set(WHY)

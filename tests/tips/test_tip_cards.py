"""How tips look: within Discord's limits, nothing cut, contested ones numbered and together."""

from dataclasses import replace

import pytest

from bot.areas import Area
from bot.data import read_toml
from bot.tips.kinds import Kind, When
from bot.tips.room import PUT_TOGETHER
from bot.tips.starters import Starters
from bot.tips.tip import LONGEST, Card, Page, Tip
from bot.tips.trials.evidence import Asked, Evidence, Reports, Window
from cogs.ui.tip_cards import page_embeds, tip_list, votes_in_words

NUMBERS = [entry["number"] for entry in read_toml("tips.toml")["tips"]]
WALK = Tip(5000, (Area.KNEE,), Kind.RECOVERY, When.AFTER, "I walk", author_id=77)


def page_of(starters: Starters, tip_id: int) -> Page:
    conflict = starters.contested(tip_id)
    sides = conflict.sides if conflict else (tip_id,)
    cards = tuple(Card(starters.tips[side], helps=123, votes=456) for side in sides)
    return Page(cards, conflict.why if conflict else None, starters.notes(sides))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_page_of_starter_tips_fits_into_one_message_uncut(starters: Starters, number: int) -> None:
    embeds = page_embeds(page_of(starters, number), disclaimer=starters.disclaimer, place="Page 1 of 10")
    assert sum(map(len, embeds)) <= 6000
    assert not [embed for embed in embeds if "…" in str(embed.to_dict())]


def test_the_longest_tip_of_a_member_fits_whatever_it_is_made_of() -> None:
    (embed,) = page_embeds(Page((Card(replace(WALK, text="*" * LONGEST)),)), disclaimer="x")
    assert (embed.description or "").count("\\*") == LONGEST
    assert len(embed) <= 6000


@pytest.mark.parametrize(
    ("helps", "votes", "words"),
    [(0, 0, "No votes in this server yet"), (7, 9, "7 of 9 found it useful"), (0, 1, "0 of 1 found it useful")],
)
def test_votes_are_told_as_opinions(helps: int, votes: int, words: str) -> None:
    assert votes_in_words(Card(WALK, helps=helps, votes=votes)) == words


def test_a_list_keeps_contested_tips_together_and_stays_in_its_room(starters: Starters) -> None:
    pages = list(dict.fromkeys(page_of(starters, number) for number in NUMBERS))
    listed = tip_list("What lifters found useful", pages, disclaimer=starters.disclaimer)
    names = [field.name for field in listed.fields]
    assert len(listed) <= 6000
    assert "Lifters differ on these" in names
    for number, name in enumerate(names):
        assert not (name or "").startswith("1 · ") or (names[number + 1] or "").startswith("2 · ")


def test_a_members_tip_in_a_list_says_that_nobody_checked_it() -> None:
    listed = tip_list("Tips", [Page((Card(WALK, helps=1, votes=2),))], disclaimer="Not medical advice.")
    assert listed.fields[0].name == "Recovery · Knee"
    assert "Nobody has checked it" in (listed.fields[0].value or "")
    assert "1 of 2 found it useful" in (listed.fields[0].value or "")


ASKED = {window: Asked(140, Reports(60, 40, 0), Reports(90, 40, 30)) for window in Window}
FULL = Evidence(200, {window: Reports(100, 60, 0) for window in Window}, ASKED)


def test_three_sides_with_all_that_can_be_told_fit_into_one_message(starters: Starters) -> None:
    longest = Card(replace(WALK, text="*" * LONGEST, staff_edited=True), 1, 2, evidence=FULL, flagged=True)
    for conflict in starters.conflicts:
        if conflict.wholly:
            sides = [Card(starters.tips[side], 123, 456, evidence=FULL, flagged=True) for side in conflict.sides]
            page = Page((*sides, longest), conflict.why + "\n" + PUT_TOGETHER, starters.notes(conflict.sides))
            embeds = page_embeds(page, disclaimer=starters.disclaimer, place="Page 1 of 10")
            assert sum(map(len, embeds)) <= 6000
            assert str([embed.to_dict() for embed in embeds]).count("reported feeling better") >= len(embeds) - 1
    embeds = page_embeds(Page((longest,) * 3, PUT_TOGETHER), disclaimer=starters.disclaimer, place="Page 1 of 10")
    assert sum(map(len, embeds)) <= 6000


def test_what_has_no_room_on_a_card_is_left_out_by_whole_lines() -> None:
    (embed,) = page_embeds(Page((Card(WALK, 1, 2, evidence=FULL),)), disclaimer="Not medical advice.")
    told = [field.value or "" for field in embed.fields if field.name in {"Members who tried it", "Check-ins"}]
    assert len(told) == 2
    assert not [value for value in told if "…" in value]

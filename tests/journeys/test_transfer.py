"""Members bring their logs from other apps, and take them along again."""

from typing import Any

import pytest
import simcord

from bot.lifts.transfer import importing, store
from cogs import transfer
from tests.journeys.world import World, custom_ids, seen, text_of
from tests.lifts.transfer.files import STRONG, STRONGLIFTS, hevy, lines, strong

pytestmark = pytest.mark.on_both

SECRET = "@everyone **bold** <@1> [x](https://evil.example)"


def row(
    order: str = "1",
    name: str = "Squat (Barbell)",
    weight: str = "100",
    at: str = "2025-05-06 07:08:09",
    note: str = "",
) -> str:
    return f'{at},"A",51m,"{name}",{order},{weight},5,0,0,"{note}",,'


SQUATS = strong(row(), row("2"), row("1", "Calf Press (Machine)", "88"))


async def bring(
    world: World, who: simcord.MemberActor, data: bytes = SQUATS, name: str = "export.csv"
) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, "import", file=(name, data))
    assert result.acknowledged
    return result


async def shown(world: World, who: simcord.MemberActor, data: bytes = SQUATS) -> simcord.ResponseMessage:
    return seen(await bring(world, who, data))


async def saved(world: World, who: simcord.MemberActor, data: bytes = SQUATS, unit: str = "kg") -> Any:
    """Import a file without a unit and return the answer."""
    asked = seen(await who.click(await shown(world, who, data), label=unit))
    return seen(await who.click(asked, label="Save"))


def embeds(request: Any) -> list[dict[str, Any]]:
    """Return the embeds that a request sends."""
    body = request.json if isinstance(request.json, dict) else {}
    return list(body.get("embeds") or [])


def sets(world: World) -> int:
    return int(world.rows("SELECT COUNT(*) AS number FROM sets WHERE live = 1")[0]["number"])


async def test_a_lifter_moves_in(world: World) -> None:
    anna = await world.member("anna")
    result = await bring(world, anna)
    assert result.ephemeral
    first = seen(result)
    assert "Strong: 3 sets in 1 session" in text_of(first)
    assert "❔ Calf Press (Machine) → your own exercise · 1 set" in text_of(first)
    assert "The file does not say its unit" in text_of(first)
    asked = seen(await anna.click(first, label="kg"))
    assert "read in **kg**" in text_of(asked)
    assert sets(world) == 0
    done = seen(await anna.click(asked, label="Save"))
    assert "3 sets from Strong are in your log" in text_of(done)
    assert sets(world) == 3
    history = seen(await anna.slash(world.channel, "history"))
    assert "Back squat · 2×5 · 100 kg" in text_of(history)
    assert "Calf press machine" in text_of(history)


async def test_the_unit_can_be_changed_until_it_is_saved(world: World) -> None:
    anna = await world.member("anna")
    asked = seen(await anna.click(await shown(world, anna), label="kg"))
    asked = seen(await anna.click(asked, label="Read it in lb instead"))
    await anna.click(asked, label="Save")
    assert {row["unit"] for row in world.rows("SELECT unit FROM sets")} == {"lb"}


async def test_a_name_that_is_not_known_comes_with_the_nearest_that_is(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna, strong(row(name="Bench Pres")))
    assert "❔ Bench Pres → your own exercise · 1 set · perhaps Bench press" in text_of(asked)


async def test_a_name_is_given_an_exercise(world: World) -> None:
    anna = await world.member("anna")
    asked = seen(await anna.click(await shown(world, anna), label="kg"))
    ids = custom_ids(asked.message)
    which = seen(await anna.select(asked, ["1"], custom_id=ids["Change what an exercise is"]))
    assert "What is “Calf Press (Machine)”?" in text_of(which)
    chosen = seen(await anna.select(which, ["leg_press"], custom_id=custom_ids(which.message)["It is …"]))
    assert "Calf Press (Machine) → Leg press" in text_of(chosen)
    await anna.click(chosen, label="Save")
    assert {row["exercise_id"] for row in world.rows("SELECT exercise_id FROM entries")} == {"back_squat", "leg_press"}


async def test_a_name_that_reads_as_if_somebody_needs_help_is_kept_and_shown_to_nobody_else(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    asked = await shown(world, anna, strong(row(name="Machine to kill myself on", weight="88")))
    assert "Machine to kill myself on → your own exercise, shown to others as “Own exercise" in text_of(asked)
    await anna.click(seen(await anna.click(asked, label="kg")), label="Save")
    (entry,) = world.rows("SELECT exercise_id FROM entries")
    assert entry["exercise_id"].startswith("custom:own_exercise_")
    history = await ben.slash(world.channel, "history", member=anna)
    assert "Own exercise" in text_of(seen(history))
    assert "kill" not in text_of(seen(history))
    await anna.slash(world.channel, "log", entry="machine to kill myself on 90kg x5")
    assert {one["exercise_id"] for one in world.rows("SELECT exercise_id FROM entries")} == {entry["exercise_id"]}


async def test_an_own_name_that_needs_help_is_shown_to_nobody_even_when_it_is_chosen_or_comes_back(
    world: World,
) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna, strong(row(name="Bench pres or I kill myself", weight="88")))
    asked = seen(await anna.click(asked, label="kg"))
    asking = seen(await anna.select(asked, ["0"], custom_id=custom_ids(asked.message)["Change what an exercise is"]))
    chosen = seen(await anna.select(asking, ["own"], custom_id=custom_ids(asking.message)["It is …"]))
    await anna.click(chosen, label="Save")
    (entry,) = world.rows("SELECT exercise_id FROM entries")
    assert entry["exercise_id"].startswith("custom:own_exercise_")


@pytest.mark.parametrize(("public", "told"), [(True, True), (False, False)])
async def test_who_shares_their_log_is_told_that_notes_come_along(world: World, public: bool, told: bool) -> None:
    anna = await world.member("anna")
    await world.house.members.share_log(anna.id, public)
    assert ("can read them" in text_of(await shown(world, anna, strong(row(note="shoulder hurt"))))) == told
    assert "can read them" not in text_of(await shown(world, anna))


async def test_the_longest_names_and_doubts_still_fit_a_card(world: World) -> None:
    anna = await world.member("anna")
    names = [f"{'*' * 70}{number}" for number in range(40)]
    spoilt = [row(name=name, weight="*" * 50) for name in names]
    file = strong(*(row(name=name, weight="90000") for name in names), *spoilt)
    asked = seen(await anna.click(await shown(world, anna, file), label="kg"))
    assert "more exercises" in text_of(asked)
    (embed,) = asked.message.embeds
    assert len(embed) <= 6000


async def test_a_choice_can_be_left_or_taken_back(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna)
    which = seen(await anna.select(asked, ["0"], custom_id=custom_ids(asked.message)["Change what an exercise is"]))
    back = seen(await anna.click(which, label="Back"))
    assert "Squat (Barbell) → Back squat" in text_of(back)
    which = seen(await anna.select(back, ["0"], custom_id=custom_ids(back.message)["Change what an exercise is"]))
    own = seen(await anna.select(which, ["own"], custom_id=custom_ids(which.message)["It is …"]))
    assert "Squat (Barbell) → your own exercise" in text_of(own)


async def test_many_names_have_pages(world: World) -> None:
    anna = await world.member("anna")
    file = strong(*(row(name=f"Lift {number}", weight="0") for number in range(30)))
    first = await shown(world, anna, file)
    menu = custom_ids(first.message)["Change what an exercise is"]
    second = seen(await anna.select(first, ["more"], custom_id=menu))
    again = custom_ids(second.message)["Change what an exercise is"]
    which = seen(await anna.select(second, ["29"], custom_id=again))
    assert "What is “Lift 29”?" in text_of(which)


async def test_doubtful_sets_can_be_left_out(world: World) -> None:
    anna = await world.member("anna")
    file = strong(row(), row("2", weight="1000"), row("3", weight="heavy"))
    asked = seen(await anna.click(await shown(world, anna, file), label="kg"))
    assert "Doubtful: 1 set\nline 3: 1000 kg ×5 Squat" in text_of(asked)
    assert "Not understood: 1 row\nline 4: “heavy” is no number" in text_of(asked)
    done = seen(await anna.click(asked, label="Save without the 1 doubtful"))
    assert "1 set from Strong" in text_of(done)


async def test_the_same_file_again_offers_nothing_to_save(world: World) -> None:
    anna = await world.member("anna")
    await saved(world, anna)
    again = await shown(world, anna)
    assert "Nothing new" in text_of(again)
    assert list(custom_ids(again.message)) == ["All right"]
    await anna.click(again, label="All right")
    assert sets(world) == 3


async def test_all_of_it_is_undone(world: World) -> None:
    anna = await world.member("anna")
    done = await saved(world, anna)
    undone = seen(await anna.click(done, label="Undo"))
    assert "no longer count" in text_of(undone)
    assert sets(world) == 0
    await saved(world, anna)
    assert sets(world) == 3


async def test_its_buttons_outlive_a_restart(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna)
    await world.restart()
    asked = seen(await anna.click(asked, label="lb"))
    await world.restart()
    done = seen(await anna.click(asked, label="Save"))
    await world.restart()
    await anna.click(done, label="Undo")
    assert sets(world) == 0


async def test_a_file_that_waited_too_long_has_a_kind_answer(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna)
    world.clock.move(hours=25)
    await world.house.importing.clear_out()
    pressed = await anna.click(asked, label="kg")
    assert "Please send it again with `/import`" in " ".join(text_of(said) for said in pressed.followups)


async def test_a_discarded_file_is_gone(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna)
    gone = seen(await anna.click(asked, label="Discard"))
    assert "The file is forgotten" in text_of(gone)
    assert world.rows("SELECT * FROM staged_imports") == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "That file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a picture"),
        (b"PK\x03\x04" + bytes(500), "zip archive"),
        (b"name,age\nAnna,30\n", "can't tell which app"),
        (bytes(5000), "no text file"),
        (SECRET.encode(), "can't tell which app"),
    ],
)
async def test_a_wrong_file_gets_a_clear_no(world: World, data: bytes, why: str) -> None:
    anna = await world.member("anna")
    assert why in text_of(await shown(world, anna, data))
    assert world.rows("SELECT * FROM staged_imports") == []


async def test_a_huge_file_is_refused_unread(world: World) -> None:
    anna = await world.member("anna")
    assert "I take up to 10" in text_of(await shown(world, anna, b"a" * 11 * 1024 * 1024))


async def test_what_a_file_says_is_shown_as_text(world: World) -> None:
    anna = await world.member("anna")
    hidden = (row(name="\u200b"), row(name="\u202eabc💪" + "x" * 3000))
    file = lines(STRONG, row(name=SECRET), row(weight=SECRET), *hidden)
    page = text_of(await shown(world, anna, file))
    assert "@everyone" not in page
    assert "**bold**" not in page
    assert "https://" not in page
    assert "\u202e" not in page
    assert "(no name) → your own exercise" in page


async def test_a_file_that_says_everything_is_one_press(world: World) -> None:
    anna = await world.member("anna")
    file = hevy('"Legs","7 Mar 2025, 18:05",,"","Squat (Barbell)",,"",0,"normal",100,5,,,')
    done = seen(await anna.click(await shown(world, anna, file), label="Save"))
    assert "1 set from Hevy" in text_of(done)


WEIGHED = lines(STRONGLIFTS, "2025/05/06,12,A,5×5,82,Squat,5×5,,5×100,,15,1500,4000,0.9,18:05,19:00,,5,100,5,100,5,100")


async def test_body_weights_of_a_file_go_into_the_book_and_out_again(world: World) -> None:
    anna = await world.member("anna")
    asked = await shown(world, anna, WEIGHED)
    assert "New: 1 body weight**, for `/bodyweight`, which only you see" in text_of(asked)
    done = seen(await anna.click(asked, label="Save"))
    assert "3 sets and 1 body weight from StrongLifts are in your log" in text_of(done)
    assert "82 kg" in text_of(seen(await anna.slash(world.channel, "bodyweight")))
    await anna.click(done, label="Undo")
    assert world.rows("SELECT * FROM bodyweights") == []


async def test_supersets_and_what_is_left_out_are_told(world: World) -> None:
    anna = await world.member("anna")
    curls, flies = (
        f'"Arms","7 Mar 2025, 18:05",,"","{name}",0,"",0,"normal",20,5,,,' for name in ("Bicep Curl (Dumbbell)", "Fly")
    )
    asked = await shown(world, anna, hevy(curls, flies))
    assert "1 superset: the notes say which exercises belong together" in text_of(asked)
    await anna.click(asked, label="Save")
    assert "Superset with Fly" in text_of(seen(await anna.slash(world.channel, "history")))
    rest = '2025-05-06 07:08:09,"A",51m,"Squat (Barbell)",Ruhezeit,0,0,0,120,,,'
    assert "nothing was lifted: 2 rests" in text_of(await shown(world, anna, strong(row(), rest, rest)))


async def test_a_large_file_says_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "_LARGE", 1000)
    monkeypatch.setattr(transfer, "_TELL_EVERY", 1)
    anna = await world.member("anna")
    file = strong(*(row(at=f"2025-{month:02}-{day:02} 10:00:00") for month in range(1, 13) for day in range(1, 29)))
    await saved(world, anna, file)
    titles = [embed["title"] for request in world.env.http_requests for embed in embeds(request)]
    assert "Reading …" in titles
    assert "Saving …" in titles
    assert titles[-1] == "Imported"


async def test_what_fails_leaves_the_file_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    anna = await world.member("anna")
    asked = seen(await anna.click(await shown(world, anna), label="kg"))
    with monkeypatch.context() as broken:
        broken.setattr(importing, "_add", None)
        failed = await anna.click(asked, label="Save")
    assert "Something went wrong on my side" in " ".join(text_of(answer) for answer in failed.followups)
    assert sets(world) == 0
    caplog.clear()
    await anna.click(asked, label="Save")
    assert sets(world) == 3


@pytest.mark.parametrize("format", ["csv", "json"])
async def test_what_is_exported_is_read_back(world: World, format: str) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    await saved(world, anna)
    result = await anna.slash(world.channel, "export", format=format)
    assert result.ephemeral
    assert "3 sets in 2 entries" in text_of(seen(result))
    (file,) = seen(result).attachments
    data = await file.read()
    assert "Nothing new" in text_of(await shown(world, anna, data))
    asked = await shown(world, ben, data)
    assert "Spotter: 3 sets in 1 session" in text_of(asked)
    await ben.click(asked, label="Save")
    assert sets(world) == 6


async def test_an_empty_log_has_no_file(world: World) -> None:
    anna = await world.member("anna")
    assert "Your log is empty" in text_of(seen(await anna.slash(world.channel, "export")))


async def test_everything_goes_when_a_member_deletes_everything(world: World) -> None:
    anna = await world.member("anna")
    await saved(world, anna)
    world.clock.move(minutes=1)
    await anna.click(await shown(world, anna, WEIGHED), label="Save")
    await shown(world, anna, strong(row(at="2025-06-01 10:00:00")))
    await world.house.privacy.delete(anna.id)
    for table in (*store.TABLES, "entries", "bodyweights"):
        assert world.rows(f"SELECT * FROM {table}") == []

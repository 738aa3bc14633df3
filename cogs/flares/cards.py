"""What members read about flare-ups: cards only, no buttons. All of it goes to the member alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import discord

from bot.areas import Area
from bot.flares.care import Care
from bot.flares.checkins import Planned, Step
from bot.flares.decisions import Choice, Guide, Suggestion
from bot.flares.fallback import cut
from bot.flares.record import CHANGES, Flare, Reading, Situation, Status
from bot.flares.regions import UNKNOWN, Region
from bot.flares.screening import Copy, Level, Screen
from bot.lifts.weight import Weight
from bot.members.preferences import REGIONS
from cogs.ui.card import ASK, CALM, GOOD, STOP, card
from cogs.ui.text import plain, stamp

CHOICES = {Choice.RESUME: "Resume", Choice.BACK_DOWN: "Back down", Choice.HOLD: "Hold"}

_CONSENT = """
Before I note that down, please read what it means.

**What I store:** the area, the lift, a number from 0 to 10 each time you tell me, whether painkillers may have hidden \
it, whether it disturbs your nights or days, how the lift goes, which tips you tried, your choice and fallback weight \
for the next session, and which level the safety questions came to. Never which question you said yes to. No free text.
**Who can read it:** you. It is encrypted in my database; whoever runs me holds the key. No member or moderator of any \
server sees it, and nothing of it goes into a channel. What you type and press reaches me through Discord.
**How long:** {days} days after you close a flare-up or last answer about it; what stays then is counts without names. \
Sooner with `/privacy`, where you withdraw \
this at any time; then all of it is deleted.
**For whom:** adults, 18 and over.
"""
_TITLES = {Level.E1: "Get medical help now", Level.E2: "See a professional today"}
_SCREEN_TITLES = {
    Level.E1: "Safety questions, 1 of 3",
    Level.E2: "Safety questions, 2 of 3",
    Level.E3: "Safety questions, 3 of 3",
}
_WHERE = {"UK": "the United Kingdom", "EU": "the European Union", "US": "the United States", UNKNOWN: "anywhere"}
_YES = {True: "yes", False: "no"}
_READINGS_SHOWN = 20


def consent_card(care: Care, region: Region) -> discord.Embed:
    """Return what a member agrees to when they agree to flare-ups being stored."""
    body = _CONSENT.format(days=care.kept_for.days)
    return card("Is it all right if I store this?", body, footer=region.fill(care.screen.copy.disclaimer))


def refused_card(copy: Copy, region: Region) -> discord.Embed:
    """Return what is said when a member does not agree."""
    return card("Nothing was stored", f"That is fine. {region.fill(copy.disclaimer)}")


def screen_card(screen: Screen, area: Area | None, level: Level) -> discord.Embed:
    """Return the rows of one level; the buttons below are "none" and "one of these, or not sure".

    Without an area, only what is asked whatever hurts.
    """
    rows = "\n".join(f"• {question.ask}" for question in screen.card(area, level))
    note = "Not sure counts as yes. Which one it was is neither asked nor stored."
    asked = f"{area.label}: is any of this so?" if area else "Is any of this so?"
    return card(_SCREEN_TITLES[level], f"**{asked}**\n\n{rows}", colour=ASK, footer=note)


def stop_card(
    level: Level, copy: Copy, region: Region, *, told_at: datetime | None = None, stored: bool = True
) -> discord.Embed:
    """Return where to get help; with `told_at` as a reminder of an answer that nobody has checked since.

    Where it was not stored there are no buttons below, and the card speaks of none.
    """
    before = f"This is open since {stamp(told_at)}.\n\n" if told_at else ""
    after = (
        f"\n{copy.stopped}\n\n{numbers_for(region)} If that is not where you are, pick your region below.\n"
        f"When a professional has seen you, press **{copy.checked}**, and I go on from there."
    )
    body = f"{before}{region.fill(copy.stop[level])}{after if stored else ''}"
    return card(_TITLES[level], body, colour=STOP, footer=region.fill(copy.disclaimer))


def book_card(copy: Copy, region: Region, *, stored: bool = True) -> discord.Embed:
    """Return what goes with an E3 answer."""
    body = region.fill(copy.stop[Level.E3])
    return card("Please book an appointment", f"{copy.noted} {body}" if stored else body, colour=STOP)


def numbers_for(region: Region) -> str:
    """Return whose numbers a card has."""
    return f"These are the numbers for {_WHERE.get(region.code, REGIONS[region.code])}."


def reading_card(situation: Situation, care: Care) -> discord.Embed:
    """Return what was answered so far and, once there is enough, the suggestion and what was chosen."""
    flare, reading, suggestion = situation.flare, situation.reading, situation.suggestion
    copy = care.screen.copy
    lines: list[str] = []
    if reading.step is Step.LOG and flare.level is Level.PASSED and reading.screened:
        lines.append(copy.passed)
    if reading.step is Step.BEFORE_SESSION:
        lines.append(f"**Your own plan:** {plan_in_words(flare, care)}")
    if reading.step is not Step.LOG and reading.screened is None:
        lines.append(copy.rescreen)
    lines.append("\n".join(_answers(situation, care)))
    if suggestion is not None:
        lines.append("\n".join(_advice(situation, suggestion, care)))
    body = "\n\n".join(line for line in lines if line)
    return card(_title(flare, reading, care), body, footer=copy.short_disclaimer)


def _title(flare: Flare, reading: Reading, care: Care) -> str:
    lift = f": {care.lifts.name(flare.lift)}" if flare.lift else ""
    match reading.step:
        case Step.MORNING:
            return f"{flare.area.label}: how is it this morning?"
        case Step.BEFORE_SESSION:
            return f"Before today's session{lift}"
        case Step.AFTER_SESSION:
            return f"After yesterday's session{lift}"
        case Step.DAY_7:
            return f"{flare.area.label}: a week on, how is it?"
        case Step.UPDATE:
            return f"{flare.area.label}: how is it now?"
        case _:
            return f"{flare.area.label}: pain {reading.pain} of 10"


def _answers(situation: Situation, care: Care) -> list[str]:
    flare, reading = situation.flare, situation.reading
    painkillers = f"ainkillers in the last {care.guide.masking_hours} hours"
    told = f"P{painkillers}: {_YES[reading.masked]}" if reading.masked is not None else None
    if reading.step is Step.LOG:
        return [told or f"One more question: p{painkillers}? They hide how it really is."]
    pain = "?" if reading.pain is None else f": **{reading.pain}** (when you logged it: {flare.logged_pain})"
    lines = [f"Pain right now{pain}", told, *_further(reading, situation.tips)]
    return [line for line in lines if line]


def _further(reading: Reading, tips: Mapping[int, str]) -> Iterator[str]:
    """Yield the other answers that were given, in words."""
    if reading.screened:
        yield "Anything new: " + ("no" if reading.screened.level is Level.PASSED else "yes")
    if reading.disturbed is not None:
        yield f"It woke you, or daily tasks don't go: {_YES[reading.disturbed]}"
    if reading.change is not None:
        yield f"Compared with when you logged it: **{CHANGES[reading.change + len(CHANGES) // 2]}**"
    if reading.ability is not None:
        yield f"How well the lift goes: **{reading.ability}** of 10"
    if reading.warmup is not None:
        yield f"Highest pain in your warm-ups: **{reading.warmup}**"
    if reading.worst is not None:
        yield f"Highest pain in the session: **{reading.worst}**" if reading.trained else "You left the lift out"
    if reading.tried is not None:
        yield "Tried since: " + (_names(reading.tried, tips) or "nothing of these")
    for tip, feeling in reading.felt.items():
        yield f"{_name(tip, tips)}: {feeling}"
    if reading.besides:
        yield "Something else changed too"


def _names(tried: Iterable[int], tips: Mapping[int, str]) -> str:
    return ", ".join(_name(tip, tips) for tip in tried)


def _name(tip: int, tips: Mapping[int, str]) -> str:
    return plain(tips.get(tip, "a tip that is gone"))


def _advice(situation: Situation, suggestion: Suggestion, care: Care) -> list[str]:
    lines = [suggestion.says]
    if suggestion.see_professional and suggestion.row != "D10":
        lines.append("It has been a while without getting better: a professional's look would be worth it.")
    lines += [
        f"{CHOICES[choice]}: {_step(situation.last, weight, care.guide)}"
        for choice, weight in situation.weights.items()
        if situation.last is not None
    ]
    if situation.reading.step in (Step.MORNING, Step.DAY_7):
        lines.append("Noted, thank you.")
    elif situation.flare.choice is not None and situation.reading.step is not Step.AFTER_SESSION:
        lines.append(f"You chose: **{CHOICES[situation.flare.choice]}**. You can change it.")
    elif len(suggestion.choices) > 1:
        lines.append("What do you want to do next session? It is your decision.")
    return lines


def plan_in_words(flare: Flare, care: Care) -> str:
    """Return the plan as one sentence: the choice, the weights, what the cut costs."""
    lift = care.lifts.name(flare.lift) if flare.lift else "the lift that hurts"
    before, fallback = flare.terms.before, flare.terms.fallback
    to = f" **{fallback}**" if fallback else ""
    match flare.choice:
        case None:
            return "nothing chosen yet"
        case Choice.HOLD:
            return f"hold: leave {lift} out"
        case Choice.BACK_DOWN if before and fallback:
            return f"back down: {lift} {_step(before, fallback, care.guide)}"
        case Choice.BACK_DOWN:
            return f"back down: {lift}{to}"
        case _:
            return f"resume: {lift}" + (f"; if anything feels off, fall back to{to}" if to else "")


def _step(before: Weight | None, after: Weight, guide: Guide) -> str:
    if before is None or after >= before:
        return f"**{after}**"
    cost = cut(guide, before, after)
    weeks = f"{cost.weeks} week{'s' if cost.weeks != 1 else ''}"
    return f"**{before} → {after}** (−{cost.percent} %), back there in {weeks} if every week goes up"


def plan_card(flare: Flare, care: Care, planned: tuple[Planned, ...], *, zone_known: bool) -> discord.Embed:
    """Return the plan that was made, with the check-ins that are to come or, where they are off, are offered."""
    session = f"\nNext session: {_day(flare.terms.session)}." if flare.terms.session else ""
    said = plan_in_words(flare, care)
    body = f"{said[0].upper()}{said[1:]}.{session}\nWith a new answer you can change it: `/flare status`, **Update**."
    times = ", ".join(_when(one) for one in planned)
    if flare.asked_since is None:
        offer = (
            f"By direct message: {times}. At most four answers each, your choice among them, brought up again twice "
            "at most if you miss one, and **Stop these** in each. Nobody else sees them; your phone may show the start "
            "of one while locked."
        )
        if not zone_known:
            offer += "\nI don't know your time zone yet: `/settings` sets it, and your waking hours."
        return card("Noted", body, fields=[("Shall I ask you how it goes?", offer)], colour=GOOD)
    on = [("Check-ins by direct message", f"{times[0].upper()}{times[1:]}.")] if times else []
    return card("Noted", body, fields=on, colour=GOOD)


def asking_card(to_come: tuple[Planned, ...], *, on_holiday: bool) -> discord.Embed:
    """Return which check-ins will come."""
    times = "\n".join(f"• {_when(one)}" for one in to_come) or "None is left to come."
    if on_holiday:
        times += "\nYou are on holiday: what falls into it is skipped. `/checkin pause` changes its end."
    return card("I'll ask you by direct message", times, colour=GOOD)


_OCCASIONS = {
    Step.MORNING: "in the morning",
    Step.BEFORE_SESSION: "before your session",
    Step.AFTER_SESSION: "the morning after it",
    Step.DAY_7: "a week on",
    Step.NOT_BETTER: "if it is no better by then",
}


def _when(one: Planned) -> str:
    return f"{_OCCASIONS[one.step]} {stamp(one.due_at, 'f')}"


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"


def status_card(
    flare: Flare,
    care: Care,
    status: Status,
    to_come: tuple[Planned, ...],
    place: str,
    tips: Mapping[int, str],
) -> discord.Embed:
    """Return one flare-up: its readings over time, the plan, and the check-ins to come."""
    about = f"{care.lifts.name(flare.lift)} · " if flare.lift else ""
    told = [reading for reading in flare.readings if reading.pain is not None][-_READINGS_SHOWN:]
    readings = "\n".join(_line(reading) for reading in told)
    said = plan_in_words(flare, care)
    fields = [
        ("Pain, 0-10", readings or "No number yet."),
        ("Your plan", f"{said[0].upper()}{said[1:]}."),
        ("What you tried", _names(flare.tried, tips) or "Nothing so far, or you were not asked yet."),
        ("Check-ins", "\n".join(_when(one) for one in to_come) or "None to come."),
    ]
    if status.unreadable:
        fields.append(("Sealed with another key", unreadable_note(status.unreadable)))
    since = f"{about}logged {stamp(flare.created_at, 'D')}"
    return card(flare.area.label, since, fields=fields, footer=place or None)


def unreadable_note(count: int) -> str:
    """Return what is said about flare-ups that no key opens."""
    which = "One flare-up" if count == 1 else f"{count} flare-ups"
    return (
        f"{which} of yours can't be opened: sealed with a key that I no longer have. Whoever runs me can put the old "
        "key back, or you delete it under `/privacy`. Everything else goes on working."
    )


def closed_card(flare: Flare, days: int) -> discord.Embed:
    """Return what is said when a flare-up was closed that is kept for so many days more."""
    body = f"{flare.area.label} is closed and I ask nothing more about it. I delete it in {days} days."
    return card("Closed", body, colour=CALM)


def not_better_card(flare: Flare, care: Care, now: datetime) -> discord.Embed:
    """Return what is said once, when the time of the area has passed and it is not better."""
    body = (
        f"You logged this {stamp(flare.created_at, 'D')}, {(now - flare.created_at).days} days ago, and the last "
        f"number you told me was not in the green. {care.guide.rows['D10'].says}"
    )
    footer = care.screen.copy.short_disclaimer
    return card(f"{flare.area.label}: it has been a while", body, colour=ASK, footer=footer)


def _line(reading: Reading) -> str:
    hidden = " (with painkillers)" if reading.masked else ""
    return f"{stamp(reading.at, 'd')} · **{reading.pain}** {'▪' * (reading.pain or 0)}{hidden}"

"""How tips look, in `/tip browse` and wherever else they are shown."""

from collections.abc import Iterable

import discord

from bot.tips.tip import Card, Page, Tip
from bot.tips.trials.evidence import ON_THEIR_OWN, Evidence, check_ins_in_words, reports_in_words
from cogs.ui.card import ASK, card
from cogs.ui.text import clip, plain, sheets, stamp

_ROOM = 4500
"""Characters a list of tips may take, of the 6000 that all embeds of one message share."""
_ALL_EMBEDS = 6000
_EVERY_LINE, _FIRST_LINES = 99, 2
"""Of what members who tried a tip reported: the first window with all its counts has room even on a full page."""
_FIELD = 1024
_NAMED = 6
"""More areas than this are not listed one by one."""
_UNCHECKED = "One lifter's experience. Nobody has checked it; leave out what makes it worse."
_REWORDED = " This server's moderators changed its words."
_FLAGGED = "Several members reported feeling worse after trying this. This server's moderators look at it."


def page_embeds(page: Page, *, disclaimer: str, place: str = "") -> list[discord.Embed]:
    """Return a page of tips: one card, or why lifters differ and then a numbered card for each side.

    `place` says where in a longer list one is; the disclaimer stands under the last card.
    """
    embeds = _embeds(page, disclaimer, place, lines=_EVERY_LINE)
    return embeds if sum(map(len, embeds)) <= _ALL_EMBEDS else _embeds(page, disclaimer, place, lines=_FIRST_LINES)


def _embeds(page: Page, disclaimer: str, place: str, *, lines: int) -> list[discord.Embed]:
    """Return a page of tips with so many lines of what members who tried them reported."""
    embeds = [_tip_embed(shown, page, lines) for shown in page.cards]
    if page.why:
        embeds.insert(0, card("Lifters differ on this", page.why, colour=ASK))
    for note in page.notes:
        embeds[-1].add_field(name="Some object in part", value=note, inline=False)
    embeds[-1].set_footer(text="\n".join(filter(None, (place, disclaimer))))
    return embeds


def tip_list(title: str, pages: Iterable[Page], *, disclaimer: str) -> discord.Embed:
    """Return pages of tips as one short list, contested ones together; what has no room is left out."""
    return card(title, fields=[field for page in fitting(pages) for field in page_fields(page)], footer=disclaimer)


def fitting(pages: Iterable[Page]) -> list[Page]:
    """Return the first of these pages, so many as have room in one list."""
    found, room = [], _ROOM
    for page in pages:
        room -= sum(len(name) + len(value) for name, value in page_fields(page))
        if room < 0:
            break
        found.append(page)
    return found


def page_fields(page: Page) -> list[tuple[str, str]]:
    """Return a page of tips in short: all sides of contested advice, each with its count, and why lifters differ."""
    fields = [(name_of(shown, page), _short(shown)) for shown in page.cards]
    return [*fields, ("Lifters differ on these", page.why)] if page.why else fields


def name_of(shown: Card, page: Page) -> str:
    """Return what a tip is called on its page: sides of contested advice are numbered, as their buttons are."""
    number = f"{page.cards.index(shown) + 1} · " if len(page.cards) > 1 else ""
    return number + title_of(shown.tip)


def title_of(tip: Tip) -> str:
    """Return the title of a starter tip, or what a member's tip is about."""
    return tip.starter.title if tip.starter else f"{tip.kind.label} · {_areas(tip)}"


def votes_in_words(shown: Card) -> str:
    """Return the count as an opinion; it is no measure of what works."""
    if shown.counts_hidden:
        return "Shown once you have voted"
    if not shown.votes:
        return "No votes in this server yet"
    return f"{shown.helps} of {shown.votes} found it useful"


def _tip_embed(shown: Card, page: Page, lines: int) -> discord.Embed:
    tip, starter = shown.tip, shown.tip.starter
    about = f"*{_origin(shown)} · {_areas(tip)} · {tip.kind.label} · {tip.when.label}*"
    fields = [("Votes", votes_in_words(shown))]
    if starter:
        fields.append(("Not for", starter.caution))
        evidence = f"**{starter.grade}**: {starter.grade.label}. {starter.evidence}"
        fields.append(("Evidence", f"{evidence}\nSources: {', '.join(starter.sources)}"))
    else:
        fields.append(("Evidence", _UNCHECKED + (_REWORDED if tip.staff_edited else "")))
    fields += evidence_fields(shown.evidence, lines) if shown.evidence else []
    if shown.flagged:
        fields.append(("Being looked at", _FLAGGED))
    return card(name_of(shown, page), f"{about}\n\n{plain(tip.text)}", fields=fields)


def evidence_fields(evidence: Evidence, lines: int = _EVERY_LINE) -> list[tuple[str, str]]:
    """Return what members reported and what check-ins found, in whole lines that have room, at most so many of each."""
    told = [("Members who tried it", [*reports_in_words(evidence)]), ("Check-ins", [*check_ins_in_words(evidence)])]
    fields = [(name, sheets(said[:lines], _FIELD)[0]) for name, said in told if said]
    return [*fields, ("Either way", ON_THEIR_OWN)] if fields else []


def _origin(shown: Card) -> str:
    if shown.mine:
        return "Your tip" if shown.tip.author_id else "Your tip, shown without your name"
    return origin(shown.tip)


def origin(tip: Tip) -> str:
    """Return where a tip comes from; nobody is named for an anonymous one."""
    if tip.starter:
        return "Starter tip"
    author = f"Suggested by <@{tip.author_id}>" if tip.author_id else "Suggested anonymously"
    return f"{author}, {stamp(tip.created_at, 'd')}" if tip.created_at else author


def _areas(tip: Tip) -> str:
    return "Any area" if len(tip.areas) > _NAMED else ", ".join(area.label for area in tip.areas)


def _short(shown: Card) -> str:
    """Return a tip in a few lines: text, caution or what it rests on, votes."""
    starter = shown.tip.starter
    caution = f"Not for: {starter.caution}" if starter else _UNCHECKED
    grade = f"Evidence {starter.grade}: {starter.grade.label} · " if starter else ""
    return f"{clip(plain(shown.tip.text), 450)}\n{caution}\n*{grade}{votes_in_words(shown)}*"

"""What moderators see: a tip on the desk, who is blocked, what was done. None of it names who may not be named."""

from collections.abc import Mapping, Sequence

import discord

from bot.servers.servers import Log
from bot.tips.desk.case import Act, Case
from bot.tips.desk.store import Block
from bot.tips.tip import State, Why
from cogs.ui.card import ASK, STOP, card
from cogs.ui.pages import page_note
from cogs.ui.text import clip, one_line, plain, stamp
from cogs.ui.tip_cards import evidence_fields, origin, title_of

LABELS = {
    Act.APPROVE: "Approve",
    Act.KEEP: "Keep it",
    Act.HIDE: "Hide",
    Act.SHOW: "Show again",
    Act.REMOVE: "Remove …",
    Act.PART: "Part",
    Act.BLOCK: "Block its author",
    Act.UNMERGE: "Take out again",
}
DONE = {
    Act.APPROVE: "Approved: members see it now.",
    Act.KEEP: "Kept. The reports so far are dealt with.",
    Act.HIDE: "Hidden: nobody sees it. **Hidden** has it.",
    Act.SHOW: "Shown again; the reports so far are dealt with.",
    Act.REMOVE: "Removed.",
    Act.PART: "It stands alone again.",
    Act.BLOCK: "This server takes no more suggestions from its author. Who that is, nobody is told.",
    Act.EDIT: "Its words are changed; votes stay.",
    Act.MERGE: "Merged: votes, reports and lists went along. **Merged** has it, to be taken out again.",
    Act.UNMERGE: "It stands by itself again, with its votes and reports.",
    Act.CONTEST: "They stand side by side now.",
}
_WHY = {
    Why.APPROVAL: "A new tip; this server looks at each",
    Why.EDITED: "Its author changed it, or put it back",
    Why.WORDS: "Held for its words",
    Why.REPORTS: "Hidden by reports",
    Why.MODERATOR: "Hidden by a moderator",
}
_ACTS = {
    "settings": "changed the set-up",
    Act.APPROVE: "approved",
    Act.KEEP: "kept",
    Act.HIDE: "hid",
    Act.SHOW: "showed again",
    Act.REMOVE: "removed",
    Act.EDIT: "changed the words of",
    Act.MERGE: "merged away",
    Act.UNMERGE: "took out of a merge",
    Act.CONTEST: "put side by side",
    Act.PART: "parted",
    Act.BLOCK: "blocked the author of",
    Act.UNBLOCK: "unblocked the author of",
    "digest": "posted the digest",
}


def case_card(case: Case, place: str = "") -> discord.Embed:
    """Return a tip as it lies on the desk. Nothing here names an anonymous author, a voter or who reported."""
    fields = [("Why it is here", "\n".join(_reasons(case)) or "You looked for it")]
    if case.reports:
        fields.append(("Reports", "\n".join(f"{members} × {reason.label}" for reason, members in case.reports.items())))
    votes = f"{case.votes.helps} of {case.votes.votes} found it useful" if case.votes.votes else "none"
    fields.append(("Votes", votes))
    fields += evidence_fields(case.evidence) if case.evidence else []
    if case.blocked:
        fields.append(("Blocked", "This server takes no suggestions from its author."))
    about = f"*{origin(case.tip)} · {case.tip.when.label}*"
    colour = STOP if case.flagged or case.finding.level else ASK
    title = f"{title_of(case.tip)} · {case.state.value}"
    return card(title, f"{about}\n\n{plain(case.tip.text)}", fields=fields, footer=place or None, colour=colour)


def _reasons(case: Case) -> list[str]:
    said = [_WHY[case.why]] if case.why in _WHY else []
    if case.state is State.MERGED:
        said.append(f"Merged into {_quoted(case.into)}")
    if case.flagged:
        said.append("Several members reported feeling worse after trying it")
    said += [f"It may {reason}" for reason in case.finding.reasons]
    if case.finding.level:
        said.append("It describes signs that need a professional")
    said += [
        f"{many} {what} came within one hour"
        for many, what in ((case.votes_at_once, "votes"), (case.trials_at_once, "trials"))
        if many
    ]
    if case.contested:
        said.append("Stands side by side with another")
    return said


def blocks_card(blocks: Sequence[tuple[Block, str | None]]) -> discord.Embed:
    """Return whom the server refuses, by the tips it came from."""
    lines = [f"{stamp(block.blocked_at, 'D')} · the author of {_quoted(text)}" for block, text in blocks]
    footer = "Blocks end by themselves after a year. Who is blocked, nobody is told."
    return card("Blocked authors", "\n".join(lines) or "Nobody is blocked.", footer=footer)


def log_card(log: Log, names: Mapping[int, str]) -> discord.Embed:
    """Return a page of what moderators did; `names` are of tips that are still there."""
    lines = []
    for act in log.acts:
        who = f"<@{act.actor_id}>" if act.actor_id else "A moderator who deleted their data"
        what = "" if act.tip_id is None else f" {_quoted(names.get(act.tip_id))}"
        detail = f" ({plain(act.detail)})" if act.detail else ""
        lines.append(f"{stamp(act.at)} · {who} {_ACTS.get(act.act, act.act)}{what}{detail}")
    footer = page_note(log.page, log.pages) or None
    return card("What moderators did", "\n".join(lines) or "Nothing yet.", footer=footer)


def _quoted(text: str | None) -> str:
    return f"“{plain(clip(one_line(text), 80))}”" if text else "a tip that is gone"

"""Rules of messages and modals, by Discord's references of them; each yields in words what is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Json = dict[str, Any]

BUTTON, STRING_SELECT, TEXT_INPUT, LABEL = 2, 3, 4, 18
SELECTS = (3, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6


def message_rules(data: Json) -> Iterator[str]:
    """Hold a message against every rule."""
    for rule in MESSAGE_RULES:
        yield from rule(data)


def too_long_content(data: Json) -> Iterator[str]:
    """Refuse a text of more than 2000 characters."""
    if len(data.get("content") or "") > 2000:
        yield f"the content has {len(data['content'])} characters, 2000 are allowed"


def bad_embeds(data: Json) -> Iterator[str]:
    """Refuse more than 10 embeds, 25 fields or 6000 characters in all, texts over their limits, and empty fields."""
    embeds = data.get("embeds") or []
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds, 10 are allowed"
    total = sum(len(text) for embed in embeds for _, text, _ in _embed_texts(embed))
    if total > 6000:
        yield f"{total} characters in embeds, 6000 are allowed"
    for embed in embeds:
        if len(embed.get("fields") or []) > 25:
            yield f"an embed has {len(embed['fields'])} fields, 25 are allowed"
        yield from (
            f"an embed's {what} has {len(text)} characters, {limit} are allowed"
            for what, text, limit in _embed_texts(embed)
            if len(text) > limit
        )
        yield from _empty_fields(embed)


def _embed_texts(embed: Json) -> Iterator[tuple[str, str, int]]:
    yield "title", embed.get("title") or "", 256
    yield "description", embed.get("description") or "", 4096
    yield "footer", (embed.get("footer") or {}).get("text") or "", 2048
    yield "author", (embed.get("author") or {}).get("name") or "", 256
    for field in embed.get("fields") or []:
        yield "field name", field.get("name") or "", 256
        yield "field value", field.get("value") or "", 1024


def _empty_fields(embed: Json) -> Iterator[str]:
    for field in embed.get("fields") or []:
        for key in ("name", "value"):
            if not (field.get(key) or "").strip():
                yield f"an embed's field has an empty {key}"


def bad_embed_url(data: Json) -> Iterator[str]:
    """Refuse addresses in embeds that are neither http nor https; pictures may be attachments."""
    for embed in data.get("embeds") or []:
        links = [embed.get("url"), (embed.get("author") or {}).get("url")]
        pictures = [(embed.get(key) or {}).get("url") for key in ("image", "thumbnail")]
        icons = [(embed.get(key) or {}).get("icon_url") for key in ("footer", "author")]
        wrong = [url for url in links if url and not re.match(r"https?://", url)]
        wrong += [url for url in (*pictures, *icons) if url and not re.match(r"(https?|attachment)://", url)]
        yield from (f"an embed's address {url!r} is neither http nor https" for url in wrong)


def parts(components: Iterable[Json]) -> Iterator[Json]:
    """Yield every component of a tree."""
    for component in components:
        yield component
        yield from parts(component.get("components") or [])
        yield from parts([component[key] for key in ("component", "accessory") if component.get(key)])


def bad_button(data: Json) -> Iterator[str]:
    """Refuse buttons that show nothing, show more than 80 characters, or lead nowhere."""
    for part in parts(data.get("components") or []):
        if part.get("type") != BUTTON or part.get("style") == PREMIUM:
            continue
        label = part.get("label") or ""
        if not label and not part.get("emoji"):
            yield f"the button {part.get('custom_id')!r} has neither a label nor an emoji"
        if len(label) > 80:
            yield f"the button {label!r} has {len(label)} characters, 80 are allowed"
        if bool(part.get("url")) != (part.get("style") == LINK) or bool(part.get("url")) == bool(part.get("custom_id")):
            yield f"the button {label!r} must have either a custom id or, as a link, an address"


def bad_custom_id(data: Json) -> Iterator[str]:
    """Refuse custom ids that have not 1-100 characters or stand twice."""
    found = Counter(
        part["custom_id"] for part in parts(data.get("components") or []) if part.get("custom_id") is not None
    )
    for custom_id, count in found.items():
        if not 1 <= len(custom_id) <= 100:
            yield f"a custom id has {len(custom_id)} characters: {custom_id!r}"
        if count > 1:
            yield f"the custom id {custom_id!r} is there {count} times"


def bad_select(data: Json) -> Iterator[str]:
    """Refuse selects without 1-25 options of different values, with long texts, or with a range that does not fit."""
    for part in parts(data.get("components") or []):
        if part.get("type") not in SELECTS:
            continue
        least, most = _or(part.get("min_values"), 1), _or(part.get("max_values"), 1)
        if not 0 <= least <= most <= 25 or most < 1:
            yield f"a select asks for {least} to {most} values"
        if len(part.get("placeholder") or "") > 150:
            yield "a select's placeholder has more than 150 characters"
        if part["type"] == STRING_SELECT:
            yield from _bad_options(part.get("options") or [], most)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _bad_options(options: list[Json], most: int) -> Iterator[str]:
    if not 1 <= len(options) <= 25 or most > len(options):
        yield f"a select has {len(options)} options, of which {most} may be chosen"
    values = Counter(option.get("value") for option in options)
    yield from (f"a select offers the value {value!r} twice" for value, count in values.items() if count > 1)
    for option in options:
        for key, least in (("label", 1), ("value", 1), ("description", 0)):
            if not least <= len(option.get(key) or "") <= 100:
                yield f"a select option's {key} has {len(option.get(key) or '')} characters"


def bad_rows(data: Json) -> Iterator[str]:
    """Refuse more than 5 rows or 40 components, and rows of more than 5 buttons or one select."""
    components = data.get("components") or []
    if all(component.get("type") == 1 for component in components) and len(components) > 5:
        yield f"{len(components)} rows, 5 are allowed"
    if sum(1 for _ in parts(components)) > 40:
        yield "more than 40 components"
    for row in (part for part in parts(components) if part.get("type") == 1):
        kinds = [part.get("type") for part in row.get("components") or []]
        if not 1 <= len(kinds) <= 5 or (len(kinds) > 1 and any(kind != BUTTON for kind in kinds)):
            yield f"a row holds the kinds {kinds}"


MESSAGE_RULES: tuple[Callable[[Json], Iterator[str]], ...] = (
    too_long_content,
    bad_embeds,
    bad_embed_url,
    bad_button,
    bad_custom_id,
    bad_select,
    bad_rows,
)


def modal_rules(data: Json) -> Iterator[str]:
    """Hold a modal against every rule."""
    for rule in (bad_modal, bad_text_input, bad_custom_id, bad_select):
        yield from rule(data)


def bad_modal(data: Json) -> Iterator[str]:
    """Refuse a modal without a title of 1-45 characters, a custom id, or 1-5 fields."""
    title, fields = data.get("title") or "", data.get("components") or []
    if not 1 <= len(title) <= 45:
        yield f"the modal's title has {len(title)} characters, 45 are allowed"
    if not 1 <= len(data.get("custom_id") or "") <= 100:
        yield "the modal's custom id does not have 1-100 characters"
    if not 1 <= len(fields) <= 5:
        yield f"the modal has {len(fields)} fields, 5 are allowed"


def bad_text_input(data: Json) -> Iterator[str]:
    """Refuse fields of text without a label of 1-45 characters, or whose lengths do not fit."""
    for field in data.get("components") or []:
        if field.get("type") == LABEL and len(field.get("description") or "") > 100:
            yield "a field's description has more than 100 characters"
        for part in parts([field]):
            if part.get("type") == TEXT_INPUT:
                label = (field.get("label") if field.get("type") == LABEL else part.get("label")) or ""
                if not 1 <= len(label) <= 45:
                    yield f"the label {label!r} has {len(label)} characters, 1-45 are allowed"
                yield from _bad_lengths(part)


def _bad_lengths(part: Json) -> Iterator[str]:
    least, most = _or(part.get("min_length"), 0), _or(part.get("max_length"), 4000)
    if not 0 <= least <= most <= 4000:
        yield f"the field {part.get('custom_id')!r} takes {least} to {most} characters"
    if len(part.get("value") or "") > most:
        yield f"the field {part.get('custom_id')!r} is filled in with more than it takes"
    if len(part.get("placeholder") or "") > 100:
        yield f"the placeholder of {part.get('custom_id')!r} has more than 100 characters"

"""What a line about one more record means: its kind by name, by another word for it, or by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from interdict.domain.fields import MANAGED, get_fields
from interdict.domain.phrases import parse_phrase
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import parse_word, quote, suggest
from interdict.wizard.questions import MENU, SECTIONS, SINGLE

PART = re.compile(r"(?<!\\);\s*[a-z][a-z_0-9.]*\s*=")
_ADDRESS = re.compile(r"https?://\S+")

_OTHER_WORDS: Mapping[str, str] = {  # for what stands on the menu
    "legal basis": "basis", "authority": "basis", "resolution": "basis", "law": "basis", "item": "cargo",
    "goods": "cargo", "remark": "note", "parties": "party", "events": "event", "sources": "source", "legs": "leg",
    "conveyances": "conveyance", "notes": "note",
}  # fmt: skip
_KINDS = (("conveyance", "kind", "conveyance_kind"), ("party", "role", "role"), ("party", "kind", "party_kind"))
_RESOLUTION = re.compile(r"(?:UNSCR|S/RES/|UN Security Council Resolution)\b.*", re.IGNORECASE)


def has_parts(text: str) -> bool:
    """Tell whether a text goes on with `; field=value`; within an address that is a part of the address."""
    return bool(PART.search(text)) and not _ADDRESS.fullmatch(text)


def parse_row(table: str, text: str) -> dict[str, object]:
    """Return what a phrase says of a record, by field; a conveyance may begin with its kind in place of its name.

    Raises ValueError.
    """
    first, parted, rest = text.partition(";")
    kind = _read_word("conveyance_kind", first.strip()) if table == "conveyance" and parted else ""
    if kind and not re.search(r"(?:^|;)\s*kind\s*=", rest):
        return {"kind": kind, **parse_phrase(table, rest)}
    return parse_phrase(table, text)


def check_phrase(table: str, text: str) -> dict[str, object]:
    """Return what a phrase says of a record, as values of its fields; raise ValueError with what cannot be."""
    fields = get_fields(table)
    values: dict[str, object] = {}
    for name, value in parse_row(table, text).items():
        if name in fields:
            try:
                values[name] = parse_value(fields[name], value)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
    return values


def split_word(text: str) -> tuple[str, str]:
    """Return which kind of record or which field a line begins with, "" for none of them, and what follows."""
    for word in sorted((*MENU, *SINGLE, *_OTHER_WORDS), key=len, reverse=True):
        match = re.match(
            rf"{word.replace('_', '[_ ]').replace(' ', '[_ ]')}(?:\s*:\s*|\s+|(?=\s*;)|$)", text, re.IGNORECASE
        )
        if match:
            return _OTHER_WORDS.get(word, word), text[match.end() :].strip()
    return "", text


def guess_record(text: str) -> tuple[str, str]:
    """Return the kind of record that a line without its name is about, and the line for it.

    Raises ValueError where none or several kinds may be meant; it says what can be written instead.
    """
    if _RESOLUTION.fullmatch(text):
        return "basis", text
    word, _, rest = text.partition(" ")
    for table, field, vocabulary in _KINDS if ";" not in word else ():
        meant = _read_word(vocabulary, word.rstrip(":"))
        if meant and table == "conveyance" and not rest:
            return table, meant
        if meant:
            return table, f"{rest.strip() or word}; {field}={meant}"
    fitting = list(_find_fitting(text)) if has_parts(text) else []
    if len(fitting) == 1:
        return fitting[0], text
    if fitting:
        forms = " or ".join(f"'{table} {text}'" for table in fitting[:2])
        raise ValueError(f"{quote(text)} may be of several kinds; write which, as in {forms}")
    raise ValueError("")


def _read_word(vocabulary: str, text: str) -> str:
    try:
        return parse_word(vocabulary, text)
    except ValueError:
        return ""


def _find_fitting(text: str) -> Iterator[str]:
    for table in SECTIONS:
        try:
            check_phrase(table, text)
        except ValueError:
            continue
        yield table


def read_parts(table: str, text: str) -> str:
    """Return what is said of a record that has its main value: a field's name alone, or `field=value; …`.

    Raises ValueError.
    """
    known = [name for name in get_fields(table) if name not in MANAGED]
    name, _, value = text.partition(" ")
    name = name.rstrip(":").casefold()
    if name in known and "=" not in text.partition(";")[0]:
        text = f"{name}={value.strip()}" if value.strip() else name
    if text in known:
        return text
    named = [part.partition("=")[0].strip() for part in re.split(r"(?<!\\);", text) if part.strip()]
    unknown = next((part for part in named if part.partition(".")[0] not in known), "")
    if unknown:
        near = suggest(unknown.split()[0], tuple(known), few=0, where="TAB lists its fields")
        raise ValueError(f"{quote(unknown)} names no field of this {table}; {near} (Enter: no more of it)")
    check_phrase(table, text)
    return text

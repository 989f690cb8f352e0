"""Which texts of the records that are left out give them away, and where else each of them must not be read.

A name, an address or a sentence gives its record away wherever it stands. What a claim says, or who published
something, does so only in the case itself, and not where something that is published says the same: half the file may
speak of Bangkok.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from interdict.domain.countries import list_countries
from interdict.domain.fields import TABLES, get_fields
from interdict.domain.records import Record
from interdict.domain.secret_texts import fold, list_addresses, list_texts, shorten
from interdict.domain.sharing_marks import Policy, explain_mark

EVERYWHERE, REMARKS, CASE, UNLESS_SAID = "everywhere", "remarks", "case", "unless said"

# Names of things and people; `note`, `text` and the like are sentences.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "conveyance": (
        *("name", "imo_number", "mmsi", "call_sign", "registration", "icao_24bit", "serial_number"),
        *("container_number", "owner", "operator"),
    ),
    "party": ("name", "imo_company_number", "lei"),
    "source": ("url", "archive_url", "symbol", "sha256"),
}
_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "interdiction": ("title", "summary"),
    "source": ("title", "note"),
    "judgement": ("why",),
    "note": ("text",),
}
_HINTS: Mapping[str, tuple[str, ...]] = {
    "party": ("status",),
    "source": ("publisher", "author", "original"),
    "claim": ("value", "as_reported", "attributed_to"),
}
_LONG_WORD = 10  # letters; longer than most words of a language, so it is a name or a code
LONG_ENOUGH = 40  # letters of any text at all that are no accident in another case
_SENTENCE = 12  # letters from which on even two words say something of their own


class Telling(NamedTuple):
    """A text that gives something away, and where it must not be read: one of the four words above."""

    text: str
    where: str


def list_telling(records: Mapping[str, Record], reasons: Mapping[str, str], policy: Policy) -> Iterator[Telling]:
    """Yield the telling texts of the records of one case that are left out, by `find_withheld`."""
    case = next((record for record in records.values() if record.table == "interdiction"), None)
    is_whole = case is not None and case.id in reasons
    if case is not None and is_whole:
        yield Telling(case.id, EVERYWHERE)
        yield from _name(case.values.get("ref"), EVERYWHERE)
    for record in records.values():
        if record.id in reasons:
            by_itself = not is_whole or bool(explain_mark(record, policy))
            yield from _list_own(record, by_itself=by_itself)
            yield from _list_names_of_subject(record, records, reasons, policy)


def list_claimed_names(records: Mapping[str, Record], reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of what is published, a ship or a company, that claims which are left out give."""
    for record in records.values():
        subject = record.values.get("subject", {}).get("id")
        if record.table != "claim" or record.id not in reasons or subject not in records or subject in reasons:
            continue
        if record.values.get("field") in _NAMES.get(records[subject].table, ()):
            for text in list_texts(record.values.get("value")):
                yield from (one.text for one in _name(text, REMARKS))


def _list_own(record: Record, *, by_itself: bool) -> Iterator[Telling]:
    values = record.values
    for field in _NAMES.get(record.table, ()):
        yield from _name(values.get(field), EVERYWHERE if by_itself else REMARKS)
    for field in _SENTENCES.get(record.table, ("note",)):
        yield from _sentence(values.get(field))
    if by_itself:
        for field in _HINTS.get(record.table, ()):
            if field != "value" or not _is_word(record):
                yield from _hint(values.get(field))
    for value in values.values():
        for text in list_texts(value):
            if not by_itself and len(shorten(text)) >= LONG_ENOUGH:
                yield Telling(text, EVERYWHERE)
            yield from (Telling(address, EVERYWHERE) for address in list_addresses(text))


def _list_names_of_subject(
    record: Record, records: Mapping[str, Record], reasons: Mapping[str, str], policy: Policy
) -> Iterator[Telling]:
    """Yield the other names that claims give to a party that is left out."""
    subject = record.values.get("subject", {}).get("id")
    if record.table != "claim" or subject not in reasons or subject not in records:
        return
    table = records[subject].table
    if record.values.get("field") in _NAMES.get(table, ()):
        for text in list_texts(record.values.get("value")):
            yield from _name(text, EVERYWHERE if explain_mark(records[subject], policy) else REMARKS)


def _name(value: Any, where: str) -> Iterator[Telling]:
    """A name of plain small words, such as `the crew`, or of a country, tells something in its own case alone."""
    if not isinstance(value, str):
        return
    if _is_plain(value) or fold(value) in _list_country_names():
        where = CASE if where == EVERYWHERE else ""
    if where:
        yield Telling(value, where)


@cache
def _list_country_names() -> frozenset[str]:
    return frozenset(fold(name) for _, name in list_countries())


def _is_plain(text: str) -> bool:
    """Say whether a text is of plain small words."""
    words = text.split()
    return text.isascii() and text.islower() and all(part.isalpha() and len(part) <= _LONG_WORD for part in words)


def _sentence(value: Any) -> Iterator[Telling]:
    """A sentence; a word or two, such as `Reported.`, tell nothing."""
    if isinstance(value, str):
        words = fold(value)
        if words.count(" ") >= 2 or len(words) >= _SENTENCE:
            yield Telling(value, EVERYWHERE)
        elif " " in words:
            yield Telling(value, CASE)


def _hint(value: Any) -> Iterator[Telling]:
    for text in list_texts(value):
        if len(fold(text)) > 2 and not (_is_plain(text) and len(text.split()) == 1):
            yield Telling(text, UNLESS_SAID)


def _is_word(claim: Record) -> bool:
    """Say whether a claim gives words of a vocabulary, countries, or what else many records hold alike."""
    table = claim.values.get("subject", {}).get("table")
    field = get_fields(table).get(str(claim.values.get("field"))) if table in TABLES else None
    return field is not None and field.kind in {"word", "words", "country", "countries", "count"}

"""The sources of a dossier, as numbered footnotes in the order of their mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from interdict.domain.vocabulary import VOCABULARIES
from interdict.terminal.blocks import CITE, QUIET, URL, Block, Fact, Footnotes, Heading, Line, Paragraph, Span
from interdict.terminal.dossier_words import describe_sharing

if TYPE_CHECKING:
    from interdict.domain.records import Record
    from interdict.terminal.testimony import Testimony

_KINDS = {
    "ngo": "NGO",
    "satellite_ais": "satellite or AIS",
    "un_document": "UN document",
    "un_panel_report": "UN panel report",
}


def cite_sources(testimony: Testimony, sources: Iterable[Record]) -> list[Block]:
    """Return the footnotes of sources; the ones that nothing cited by number come last."""
    facts = [write_footnote(testimony, source) for source in _number(testimony, sources)]
    return [Heading(2, "Sources"), Footnotes(tuple(facts))] if facts else []


def number_sources(testimony: Testimony, sources: Iterable[Record]) -> list[Block]:
    """Return the numbers of sources alone, for a case in a book."""
    numbers = [testimony.number_source(source.id) for source in _number(testimony, sources)]
    spans = [Span(f" {number}" if place else number, CITE) for place, number in enumerate(numbers)]
    return [Heading(2, "Sources"), Paragraph(tuple(spans))] if spans else []


def write_footnote(testimony: Testimony, source: Record) -> Fact:
    """Write a source as a footnote under its number."""
    number = testimony.number_source(source.id)
    return Fact(number, cite_source(source.values), tuple(_list_below(testimony, source)))


def _number(testimony: Testimony, sources: Iterable[Record]) -> list[Record]:
    """Return sources, and the ones that they copy, in the order of their numbers, those without one yet the last."""
    after = len(testimony.numbers) + 1
    found: dict[str, Record] = {}
    waiting = sorted(sources, key=lambda source: testimony.numbers.get(source.id, after))
    for source in waiting:
        if source.id not in found:
            found[source.id] = source
            testimony.number_source(source.id)
            copied = testimony.records.get(str(source.values.get("derived_from")))
            waiting.extend([copied] if copied else [])
    return sorted(found.values(), key=lambda source: testimony.numbers[source.id])


def cite_source(values: Mapping[str, Any]) -> Line:
    """Write a source as a bibliography does: author, title, publisher, date, symbol."""
    parts = [str(values["author"])] if "author" in values else []
    if "title" in values:
        parts.append(f'"{values["title"]}"')
    parts += [str(values[name]) for name in ("publisher", "symbol") if name in values]
    if "published" in values:
        parts.append(_write_date(values["published"]))
    return (Span(", ".join(parts) or str(values.get("key", ""))),)


def _list_below(testimony: Testimony, source: Record) -> Iterator[Line]:
    values = source.values
    if "url" in values:
        yield (Span(values["url"], URL),)
    if "archive_url" in values:
        yield Span("archived: "), Span(values["archive_url"], URL)
    about = "; ".join(part for part in _describe(testimony, values) if part)
    if about:
        yield (Span(about, QUIET),)


def _describe(testimony: Testimony, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a reader should know of a source beyond where to find it."""
    kind = str(values.get("kind", ""))
    yield _KINDS.get(kind) or kind.replace("_", " ")
    if "reliability" in values:
        yield f"reliability {values['reliability']}, {VOCABULARIES['reliability'].get(values['reliability'], '')}"
    if values.get("language", "en") != "en":
        yield f"language {values['language']}"
    if "original" in values:
        yield f"draws on {values['original']}"
    if values.get("derived_from") in testimony.records:
        yield f"copies {testimony.number_source(values['derived_from'])}"
    if values.get("publication", "public") != "public":
        yield VOCABULARIES["publication"].get(values["publication"], values["publication"])
    if "accessed" in values:
        yield f"read {_write_date(values['accessed'])}"
    yield values.get("note", "")
    if "sha256" in values:
        yield f"kept copy SHA-256 {values['sha256']}"
    yield describe_sharing(values)


def _write_date(edtf: str) -> str:
    from interdict.domain.dates import format_date

    return format_date(edtf)

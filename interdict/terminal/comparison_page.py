"""A comparison for publication: its claims in words, with footnotes, in place of signs and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from interdict.terminal.blocks import CITE, MARK, QUIET, Block, Fact, Facts, Heading, Line, Paragraph, Span
from interdict.terminal.comparison import count_sources, describe_saying, list_remarks, write_adopted
from interdict.terminal.dossier_sources import cite_sources
from interdict.terminal.dossier_words import head_record, label_field
from interdict.terminal.testimony import NO_SOURCE, Testimony

if TYPE_CHECKING:
    from interdict.domain.records import Record

    Row = Mapping[str, Any]

_LOUD = frozenset({"disputed", "differs", "denied", "retracted"})
_STANCES = {"denies": "denied", "retracts": "retracted"}
_COUNTED = "Sources that copy one wire or paper count once as independent."


def build_page(rows: Sequence[Row], records: Mapping[str, Record], title: str) -> list[Block]:
    """Return the comparison of a case, or of one field, and the sources that it cites."""
    testimony = Testimony(records)
    keyed = {(one.table, str(one.values.get("key", one.id))): one for one in records.values()}
    sources = {key: one for (table, key), one in keyed.items() if table == "source"}
    blocks: list[Block] = [Heading(1, title)]
    for (of, table), group in groupby(rows, key=lambda row: (row["of"], row["table"])):
        heading = "The case" if table == "interdiction" else head_record(keyed[table, of])
        blocks.append(Heading(2, heading))
        fields = [list(found) for _field, found in groupby(group, key=lambda row: row["field"])]
        blocks.append(Facts(tuple(_write_field(found, testimony, sources) for found in fields)))
    blocks.append(Paragraph((Span(_COUNTED, QUIET),)))
    cited = dict.fromkeys(row["source"] for row in rows if row["source"])
    return [*blocks, *cite_sources(testimony, [sources[key] for key in cited])]


def _write_field(rows: Sequence[Row], testimony: Testimony, sources: Mapping[str, Record]) -> Fact:
    first = rows[0]
    head = [*write_adopted(first), Span(f"; {count_sources(first)}" if first["sources"] else f" {NO_SOURCE}", QUIET)]
    said = tuple(tuple(_write_claim(row, testimony, sources)) for row in rows if row["sign"])
    return Fact(label_field(first["field"]), tuple(head), said)


def _write_claim(row: Row, testimony: Testimony, sources: Mapping[str, Record]) -> Iterator[Span]:
    mark = row["mark"]
    yield Span(mark, MARK if mark in _LOUD else "")
    by = f", according to {row['attributed_to']}" if row["attributed_to"] else ""
    yield Span(f": {describe_saying(row)}{by}")
    yield from _cite(row, testimony, sources)
    remarks = [row["grade"] and f"grade {row['grade']}", *list_remarks(row)]
    text = "; ".join(part for part in remarks if part and part != mark and _STANCES.get(part) != mark)
    yield Span(f" ({text})" if text else "", QUIET)


def _cite(row: Row, testimony: Testimony, sources: Mapping[str, Record]) -> Line:
    place = f", {row['locator']}" if row["locator"] else ""
    if not row["source"]:
        return (Span(f" {NO_SOURCE}{place}", QUIET),)
    number = testimony.number_source(sources[row["source"]].id)
    return (Span(f" {number[:-1]}{place}]", CITE),)

"""The rows of a comparison on the screen: a matrix of fields by sources where there is room, else a list per field.

Every claim has a sign before it that can be read without colour, and so has the value of the record where it is
disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from interdict.terminal.blocks import (
    ALARM,
    CITE,
    MARK,
    QUIET,
    Block,
    Fact,
    Facts,
    Heading,
    Line,
    Paragraph,
    Span,
    render_blocks,
)
from interdict.terminal.dossier_words import describe_sharing
from interdict.terminal.output import render_rows
from interdict.terminal.sections import Column, Section

if TYPE_CHECKING:
    from interdict.terminal.screen import Screen

    Row = Mapping[str, Any]

LEGEND: Mapping[str, str] = {
    "=": "agrees",
    "~": "another precision, or an alternative",
    "!": "another value",
    "-": "denied or taken back",
    "?": "nothing to compare",
    "x": "rejected",
}
_LOUD = frozenset({"!", "-"})
_FIELD, _ADOPTED, _COUNT, _SOURCE = 16, 18, 12, 16  # cells that a matrix needs for its columns
_ROOMY = 100  # cells: with less, a claim in full does not fit into a row


def render_comparison(rows: Iterable[Row], *, screen: Screen, is_file: bool) -> Iterator[str]:
    """Draw the comparison of a case, record by record, then what the signs mean."""
    signs: set[str] = set()
    blocks: list[Block] = []
    for (of, table), group in groupby(rows, key=lambda row: (row["of"], row["table"])):
        found = list(group)
        signs |= {row["sign"] for row in found}
        title = f"{found[0]['ref']}/{of} ({table})" if table != "interdiction" else str(found[0]["ref"])
        if not _has_room(found, screen.width):
            blocks += _build_list(title, found)
            continue
        if blocks:
            yield from render_blocks(blocks, format="table", screen=screen, is_file=is_file)
            yield "\n"
        blocks = []
        yield from render_rows(Section(*_build_matrix(found), title), format="table", screen=screen)
        yield "\n"
    blocks.append(Paragraph((Span(explain_signs(signs), QUIET),)))
    yield from render_blocks(blocks, format="table", screen=screen, is_file=is_file)


def explain_signs(signs: Iterable[str | None]) -> str:
    """Say what the signs mean that were used, and how sources are counted."""
    found = set(signs)
    meanings = [f"{sign} {meaning}" for sign, meaning in LEGEND.items() if sign in found]
    return "; ".join([*meanings, "independent: copies of one wire or paper count once"])


def _has_room(rows: Sequence[Row], width: int) -> bool:
    """Say whether a matrix fits; a single source makes none."""
    count = len({row["source"] for row in rows if row["source"]})
    return count > 1 and _FIELD + _ADOPTED + _COUNT + _SOURCE * count <= width


def _build_matrix(rows: Sequence[Row]) -> tuple[tuple[Column, ...], list[dict[str, str]]]:
    """Return columns and rows of a matrix: the value of the record first, then a column for each source."""
    sources = list(dict.fromkeys(str(row["source"]) for row in rows if row["source"]))
    columns = (
        Column("field", "Field", "left", "cyan"),
        Column("adopted", "Record"),
        *(Column(f"source {source}", source) for source in sources),
        Column("sources", "Sources"),
    )
    lines = []
    for field, group in groupby(rows, key=lambda row: row["field"]):
        found = list(group)
        line = dict.fromkeys((column.key for column in columns), "")
        line.update(field=field, adopted=_write_adopted(found[0]), sources=_count_shortly(found[0]))
        for source in sources:
            cells = [_write_cell(row) for row in found if row["source"] == source]
            line[f"source {source}"] = "; ".join(cells)
        lines.append(line)
    return columns, lines


def _write_adopted(row: Row) -> str:
    marks = [f"({mark})" for mark in row["standing"].split(", ") if mark not in {"", "none adopted"}]
    return " ".join([row["adopted"] or "(none adopted)", *marks])


def _write_cell(row: Row) -> str:
    text = f"{row['sign']} {describe_saying(row)}"
    return f"{text} ({row['locator']})" if row["locator"] else text


def _count_shortly(row: Row) -> str:
    number, independent = row["sources"], row["independent"]
    return str(number) if independent == number else f"{number}, {independent} independent"


def describe_saying(row: Row) -> str:
    """Write what a claim says: its value, and the source's words where they are others."""
    quote = f'"{row["as_reported"]}"' if row["as_reported"] else ""
    if not row["value"]:
        return quote or "(without a value)"
    is_same = row["as_reported"] and row["as_reported"].casefold() in row["value"].casefold()
    return f"{row['value']}, {quote}" if quote and not is_same else str(row["value"])


def count_sources(row: Row) -> str:
    """Write how many sources speak of a field, and how many of them are independent."""
    number, independent = row["sources"], row["independent"]
    if independent == number:
        return f"{number} independent source{'' if number == 1 else 's'}"
    return f"{number} sources, {independent} independent"


def _build_list(title: str, rows: Sequence[Row]) -> list[Block]:
    """Return a list of fields, each with its claims; one that only repeats the value stands beside it."""
    facts = []
    for field, group in groupby(rows, key=lambda row: row["field"]):
        found = list(group)
        head, said = tuple(_head(found[0])), [row for row in found if row["sign"]]
        if len(said) == 1 and _repeats(said[0]):
            facts.append(Fact(field, (*head, Span(f" ={_name_speaker(said[0])} "), *_write_place(said[0]))))
        else:
            facts.append(Fact(field, head, tuple(map(_write_line, said))))
    return [Heading(3, title), Facts(tuple(facts))]


def _repeats(row: Row) -> bool:
    """Say whether a claim says just what stands in the record, in the same words."""
    return bool(row["sign"] == "=" and describe_saying(row) == row["adopted"])


def _head(row: Row) -> Iterator[Span]:
    yield Span(row["adopted"] or "(none adopted)", "" if row["adopted"] else QUIET)
    for mark in row["standing"].split(", "):
        if mark not in {"", "none adopted"}:
            yield Span(" ")
            yield Span(f"({mark})", ALARM if mark == "CONFLICT" else MARK)
    if row["sources"] > 1:
        yield Span(f"; {count_sources(row)}", QUIET)


def _write_line(row: Row) -> Line:
    said = "" if _repeats(row) else f" {describe_saying(row)}"
    by = _name_speaker(row)
    return (
        Span(f"{row['sign']} {row['number']}", MARK if row["sign"] in _LOUD else QUIET),
        Span(f"{said}{',' if said and by else ''}{by} "),
        *_write_place(row),
    )


def _name_speaker(row: Row) -> str:
    return f" according to {row['attributed_to']}" if row["attributed_to"] else ""


def _write_place(row: Row) -> Line:
    """Write the source with the place in it, and what else is to be known of the claim."""
    place = f"{row['source'] or 'no source'}{', ' + row['locator'] if row['locator'] else ''}"
    remarks = list_remarks(row)
    return Span(f"[{place}]", CITE), Span(f" ({'; '.join(remarks)})" if remarks else "", QUIET)


def list_remarks(row: Row) -> list[str]:
    """Return what is to be known of a claim beyond its value and grade: stance, status, note, sharing marks."""
    sharing = describe_sharing({name: row[name] for name in ("tlp", "private") if row[name]})
    stance = row["stance"] if row["stance"] != "asserts" else None
    return [str(part) for part in (stance, row["status"], row["note"], sharing) if part]


def render_claims(rows: Sequence[Row], *, screen: Screen, is_file: bool) -> Iterator[str]:
    """Draw one field in full: a table of its claims where there is room, else a paragraph for each."""
    first = rows[0]
    name = "" if first["table"] == "interdiction" else f"/{first['of']}"
    title = f"{first['ref']}{name} {first['field']}: {_write_adopted(first)}"
    said = [row for row in rows if row["sign"]]
    notes = (
        f"{count_sources(first)}; {first['agreeing']} for the value adopted",
        explain_signs(row["sign"] for row in rows),
    )
    if screen.width >= _ROOMY and not is_file:
        yield from render_rows(_tabulate(title, said, notes), format="table", screen=screen)
        return
    facts = Facts(tuple(_write_in_full(row) for row in said))
    blocks: list[Block] = [Heading(3, title), facts, *(Paragraph((Span(note, QUIET),)) for note in notes)]
    yield from render_blocks(blocks, format="table", screen=screen, is_file=is_file)


def _tabulate(title: str, rows: Iterable[Row], notes: tuple[str, ...]) -> Section:
    columns = (
        Column("number", "No.", "right", "cyan"),
        Column("saying", "What it says"),
        Column("by", "Who says so"),
        Column("source", "Source"),
        Column("grade", "Grade"),
        Column("remarks", "Remarks"),
    )
    lines = [
        {
            "number": row["number"],
            "saying": f"{row['sign']} {describe_saying(row)}",
            "by": row["attributed_to"],
            "source": _name_source(row),
            "grade": row["grade"],
            "remarks": "; ".join(list_remarks(row)),
        }
        for row in rows
    ]
    return Section(columns, lines, title, notes)


def _write_in_full(row: Row) -> Fact:
    by = f", according to {row['attributed_to']}" if row["attributed_to"] else ""
    remarks = [part for part in (row["grade"] and f"grade {row['grade']}", *list_remarks(row)) if part]
    below: list[Line] = [(Span(_name_source(row), CITE),)]
    if remarks:
        below.append((Span("; ".join(remarks), QUIET),))
    return Fact(f"{row['sign']} {row['number']}", (Span(f"{describe_saying(row)}{by}"),), tuple(below))


def _name_source(row: Row) -> str:
    about = ", ".join(str(part) for part in (row["publisher"], row["published"]) if part)
    place = f", {row['locator']}" if row["locator"] else ""
    return f"{row['source'] or 'no source'}{place}{f' ({about})' if about else ''}"

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
    LABEL,
    MARK,
    QUIET,
    WIDTH,
    Drawn,
    Fact,
    Facts,
    Grid,
    Heading,
    Line,
    Paragraph,
    Span,
    draw_blocks,
    join_lines,
)
from interdict.terminal.dossier_words import describe_sharing

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
_STANDINGS = {"differs": "accounts differ"}
_FIELD, _ADOPTED, _COUNT, _SOURCE = 16, 18, 12, 16  # cells that a matrix needs for its columns
_ROOMY = 100  # cells: with less, a claim in full does not fit into a row


def render_comparison(rows: Iterable[Row], *, screen: Screen, is_file: bool) -> Iterator[str]:
    """Draw the comparison of a case, record by record, then what the signs mean."""
    signs: set[str] = set()
    blocks: list[Drawn] = []
    width = WIDTH if is_file else screen.width
    for (of, table), group in groupby(rows, key=lambda row: (row["of"], row["table"])):
        found = list(group)
        signs |= {row["sign"] for row in found}
        title = f"{found[0]['ref']}/{of} ({table})" if table != "interdiction" else str(found[0]["ref"])
        blocks.append(Heading(3, title))
        blocks.append(_build_matrix(found) if _has_room(found, width) else _build_list(found))
    blocks.append(Paragraph((Span(explain_signs(signs), QUIET),)))
    return draw_blocks(blocks, screen=screen, is_file=is_file)


def explain_signs(signs: Iterable[str | None]) -> str:
    """Say what the signs mean that were used, and how sources are counted."""
    found = set(signs)
    meanings = [f"{sign} {meaning}" for sign, meaning in LEGEND.items() if sign in found]
    return "; ".join([*meanings, "independent: copies of one wire or paper count once"])


def _has_room(rows: Sequence[Row], width: int) -> bool:
    """Say whether a matrix fits; a single source makes none."""
    count = len({row["source"] for row in rows if row["source"]})
    return count > 1 and _FIELD + _ADOPTED + _COUNT + _SOURCE * count <= width


def _build_matrix(rows: Sequence[Row]) -> Grid:
    """Return a matrix: the value of the record first, then a column for each source."""
    sources = list(dict.fromkeys(str(row["source"]) for row in rows if row["source"]))
    lines: list[tuple[Line, ...]] = []
    for field, group in groupby(rows, key=lambda row: row["field"]):
        found = list(group)
        cells = [[_write_cell(row) for row in found if row["source"] == source] for source in sources]
        line = (Span(field, LABEL),), tuple(write_adopted(found[0])), *(join_lines(cell, "; ") for cell in cells)
        lines.append((*line, (Span(_count_shortly(found[0])),)))
    return Grid(("Field", "Record", *sources, "Sources"), tuple(lines))


def _write_cell(row: Row) -> Line:
    sign = Span(row["sign"], MARK if row["sign"] in _LOUD else "")
    place = f" ({row['locator']})" if row["locator"] else ""
    return sign, Span(f" {describe_saying(row)}{place}")


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


def _build_list(rows: Sequence[Row]) -> Facts:
    """Return a list of fields, each with its claims; one that only repeats the value stands beside it."""
    facts = []
    for field, group in groupby(rows, key=lambda row: row["field"]):
        found = list(group)
        head, said = tuple(_head(found[0])), [row for row in found if row["sign"]]
        if len(said) == 1 and _repeats(said[0]):
            facts.append(Fact(field, (*head, Span(f" ={_name_speaker(said[0])} "), *_write_place(said[0]))))
        else:
            facts.append(Fact(field, head, tuple(map(_write_line, said))))
    return Facts(tuple(facts))


def _repeats(row: Row) -> bool:
    """Say whether a claim says just what stands in the record, in the same words."""
    return bool(row["sign"] == "=" and describe_saying(row) == row["adopted"])


def write_adopted(row: Row) -> Iterator[Span]:
    """Write what the record holds, with its marks."""
    yield Span(row["adopted"] or "(none adopted)", "" if row["adopted"] else QUIET)
    for mark in row["standing"].split(", "):
        if mark not in {"", "none adopted"}:
            yield Span(" ")
            yield Span(f"({_STANDINGS.get(mark, mark)})", ALARM if mark == "CONFLICT" else MARK)


def _head(row: Row) -> Iterator[Span]:
    yield from write_adopted(row)
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
    title = f"{first['ref']}{name} {first['field']}: {''.join(span.text for span in write_adopted(first))}"
    said = [row for row in rows if row["sign"]]
    notes = (
        f"{count_sources(first)}; {first['agreeing']} for the value adopted",
        explain_signs(row["sign"] for row in rows),
    )
    is_wide = screen.width >= _ROOMY and not is_file
    found: Drawn = _tabulate(said) if is_wide else Facts(tuple(_write_in_full(row) for row in said))
    blocks: list[Drawn] = [Heading(3, title), found, *(Paragraph((Span(note, QUIET),)) for note in notes)]
    return draw_blocks(blocks, screen=screen, is_file=is_file)


def _tabulate(rows: Iterable[Row]) -> Grid:
    lines = [
        (
            (Span(str(row["number"]), LABEL),),
            (Span(row["sign"], MARK if row["sign"] in _LOUD else ""), Span(f" {describe_saying(row)}")),
            (Span(row["attributed_to"] or ""),),
            (Span(_name_source(row), CITE),),
            (Span(row["grade"] or ""),),
            (Span("; ".join(list_remarks(row)), QUIET),),
        )
        for row in rows
    ]
    return Grid(("No.", "What it says", "Who says so", "Source", "Grade", "Remarks"), tuple(lines))


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

"""`interdict compare`: the values of a case beside what each source says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.claims import find_field
from interdict.commands.options import Printing, reads
from interdict.commands.persons import LeftOut, Persons, may_name
from interdict.domain.persons import find_private, is_person
from interdict.domain.records import Record, dump_canonical
from interdict.evidence.compare import compare_case, list_rows
from interdict.store.cases import find_case, pick_record, read_case
from interdict.store.conflicts import read_conflicts
from interdict.store.connection import open_reading
from interdict.terminal.output import Column, Section, print_rows, write_output

# In data: whatever the screen shows, and what `accept` and documents need.
COLUMNS = (
    "ref", "of", "field", "adopted", "standing", "number", "mark", "value", "as_reported", "attributed_to", "source",
    "locator", "stance", "credibility", "grade", "status", "note", "sources", "independent", "agreeing", "table", "key",
    "publisher", "published", "tlp", "private",
)  # fmt: skip


@reads()
def command(
    printing: Printing,
    path: Path,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="which case, or a record in it")],
    field: Annotated[str, typer.Argument(metavar="[FIELD]", help="one field, in full")] = "",
    persons: Persons = False,
) -> None:
    """Compare the record with its sources: which agree, which say otherwise, and how many are independent.

    Fields by sources, or where the screen has no room for that a list for each field. With FIELD every claim on it in
    full, by the numbers that 'accept' takes. -f md and -f html write it in words with footnotes, for publication; other
    forms have a row for each claim. Signs: = agrees with the record, ~ another precision or an alternative, ! another
    value, - denied or taken back, x rejected, ? nothing to compare.
    Private persons are named on a terminal; elsewhere only with --persons.

    \b
    Examples:
      interdict compare TH-2009-31F
      interdict compare TH-2009-31F/load quantity

    See also: show, cite, accept, source show.
    """
    in_words = printing.format in {"table", "md", "html"}
    with open_reading(path) as connection:
        case_id = find_case(connection, ref.partition("/")[0])
        records, conflicts = read_case(connection, case_id), read_conflicts(connection, case_id)
    record = pick_record(records, ref)
    name = find_field(record, field).name if field else ""
    only = record if name or record.id != case_id else None
    found = [one for one in compare_case(records, conflicts, only=only) if not name or one.field.name == name]
    private = frozenset() if may_name(printing, persons=persons) else find_private(records.values())
    shown = [one for one in found if one.record.id not in private]
    rows = list(list_rows(shown, records, str(records[case_id].values.get("ref", case_id)), in_words=in_words))
    if len(shown) < len(found):
        persons_met = {one.record.id for one in found if is_person(one.record)}
        LeftOut(len(persons_met) or 1).tell(printing.screen)  # one, where only a note speaks of them
    elif not rows:
        printing.screen.say("there is nothing to compare: no value and no claim")
    if printing.format in {"md", "html"} and rows:
        _print_page(rows, records, printing, title=_write_title(records[case_id], record, name))
        return
    _print(rows, printing, in_full=bool(name))


def _write_title(case: Record, record: Record, field: str) -> str:
    about = f"{case.values.get('ref', case.id)} {case.values.get('title', '')}".strip()
    place = "" if record.id == case.id else f", {record.values.get('key', record.id)}"
    return f"{about}{place}{': ' + field if field else ''}"


def _print_page(rows: list[dict[str, Any]], records: Mapping[str, Record], printing: Printing, *, title: str) -> None:
    from interdict.terminal.blocks import render_blocks
    from interdict.terminal.comparison_page import build_page
    from interdict.terminal.standard import state_standard

    is_file, blocks = printing.output is not None, build_page(rows, records, title)
    if printing.format == "md":  # a page of HTML states it itself
        blocks += state_standard()
    pieces = render_blocks(blocks, format=printing.format, screen=printing.screen, is_file=is_file)
    write_output(printing.output, pieces, screen=printing.screen)


def _print(rows: list[dict[str, Any]], printing: Printing, *, in_full: bool) -> None:
    if printing.format == "table":
        from interdict.terminal.comparison import render_claims, render_comparison

        render = render_claims if in_full else render_comparison
        pieces = render(rows, screen=printing.screen, is_file=printing.output is not None) if rows else ()
        write_output(printing.output, pieces, screen=printing.screen)
        return
    columns = tuple(Column(name, name.replace("_", " ").capitalize()) for name in COLUMNS)
    written: Iterable[dict[str, Any]] = rows
    if printing.format in {"tsv", "csv"}:
        written = ({**row, "adopted": _dump(row["adopted"]), "value": _dump(row["value"])} for row in rows)
    print_rows(Section(columns, written), format=printing.format, screen=printing.screen, output=printing.output)


def _dump(value: Any) -> Any:
    return dump_canonical(value) if isinstance(value, dict) else value

"""`interdict show`: cases in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from interdict.commands.options import Printing, reads
from interdict.commands.persons import LeftOut, Persons, may_name
from interdict.domain.persons import find_private, leave_out_persons
from interdict.domain.records import Record
from interdict.errors import UsageError
from interdict.store.cases import find_case, pick_record, read_case, read_recorded
from interdict.store.conflicts import read_conflicts
from interdict.store.connection import Connection, open_reading
from interdict.store.source_names import name_sources

if TYPE_CHECKING:
    from interdict.commands.leg_distances import LegDistance
    from interdict.store.conflicts import Conflict
    from interdict.terminal.blocks import Block


_NO_LEGS, _RECORDED, _PROPOSED = range(3)  # which legs are measured


class Shown(NamedTuple):
    """What a REF names: a case, and the one record of it that is meant, or the case itself."""

    name: str
    case_id: str
    records: Mapping[str, Record]
    record: Record
    conflicts: Sequence[Conflict]
    recorded: str | None
    source_names: Mapping[str, str]

    @property
    def is_whole(self) -> bool:
        """Say whether the whole case is meant."""
        return self.record.id == self.case_id


@reads(default="table")  # also in a pipe
def command(
    printing: Printing,
    path: Path,
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="cases, or a record in one")],
    persons: Persons = False,
    distances: Annotated[
        bool,
        typer.Option(
            "--distances",
            help="measure legs in a pipe too, propose those of a case without any, say why one is not told",
        ),
    ] = False,
) -> None:
    """Show cases in full: beside every value the sources that assert it, beneath it what others say.

    In a pipe it is plain text, 80 columns wide. -f md and -f html write the same for publication, with the standard of
    evidence; an HTML page stands alone, without scripts. -f json and -f yaml write the document, -f tsv and -f csv a
    row for each value. Private persons are named on a terminal, and marked; what can be passed on, a pipe, a file or
    another form, names them only with --persons.

    On a terminal, and in a file that -o writes, the legs of the route come with their distances: by sea along sea
    lanes, else as the geodesic. In a pipe --distances measures them, for that takes longer than the rest; it also
    proposes legs where a case has none, from origin over the place to the destination.

    \b
    Examples:
      interdict show TH-2009-31F
      interdict show TH-2009-31F/load PA-2013-VEW -o cases.html
      interdict show IN-2009-311 --distances

    See also: list, compare, export, source show.
    """
    has_persons = may_name(printing, persons=persons)
    with open_reading(path) as connection:  # closed before anything is written: a pager locks nothing
        shown = [_read(connection, ref, has_day=printing.format in {"json", "yaml"}) for ref in refs]
    left_out = LeftOut()
    wanted = _choose_legs(printing, distances=distances)
    if printing.format in {"json", "yaml"}:
        _print_documents(shown, printing, left_out, has_persons=has_persons, legs=wanted)
    elif printing.format in {"tsv", "csv"}:
        _print_rows(shown, printing, has_persons=has_persons, legs=wanted)
    else:
        _print_dossiers(shown, printing, has_persons=has_persons, legs=wanted)
        if wanted == _NO_LEGS and any(one.is_whole and _has_legs(one) for one in shown):
            printing.screen.say("distances left out in a pipe; --distances measures them")
    if not has_persons and printing.format not in {"json", "yaml"}:
        for one in shown:
            _count_left_out(one, left_out)
    left_out.tell(printing.screen)


def _read(connection: Connection, ref: str, *, has_day: bool) -> Shown:
    case_id = find_case(connection, ref.partition("/")[0])
    records = read_case(connection, case_id)
    record = pick_record(records, ref)
    recorded = read_recorded(connection, case_id) if has_day else None
    names = name_sources(connection, records.values()) if has_day else {}
    return Shown(ref, case_id, records, record, read_conflicts(connection, case_id), recorded, names)


def _count_left_out(shown: Shown, left_out: LeftOut) -> None:
    rest = leave_out_persons(shown.records)
    if not shown.is_whole:
        is_private = shown.record.id in find_private(shown.records.values())
        rest = rest._replace(persons=int(is_private), mentions=())
    left_out.note(rest, shown.name)


def _choose_legs(printing: Printing, *, distances: bool) -> int:
    """Return which legs are measured: a few lines for a script are not to take longer than those who read it have."""
    if distances:
        return _PROPOSED
    return _RECORDED if printing.output is not None or printing.screen.is_terminal else _NO_LEGS


def _has_legs(shown: Shown) -> bool:
    return any(record.table == "leg" for record in shown.records.values())


def _measure(shown: Shown, *, has_persons: bool, legs: int) -> Sequence[LegDistance]:
    """Measure the legs of what is shown; nothing is loaded where there are none."""
    if shown.is_whole:
        wanted = legs == _PROPOSED or (legs == _RECORDED and _has_legs(shown))
    else:
        wanted = shown.record.table == "leg"
    if not wanted:
        return ()
    from interdict.commands.leg_distances import measure_legs

    private = frozenset() if has_persons else find_private(shown.records.values())
    records = {one: record for one, record in shown.records.items() if one not in private} if private else shown.records
    return measure_legs(records, proposes=legs == _PROPOSED, only=None if shown.is_whole else shown.record)


def _print_documents(
    shown: Sequence[Shown], printing: Printing, left_out: LeftOut, *, has_persons: bool, legs: int
) -> None:
    from interdict.terminal.documents import render_documents
    from interdict.terminal.output import print_document, write_output

    documents = [_write(one, left_out, has_persons=has_persons, legs=legs) for one in shown]
    if len(documents) == 1:
        print_document(documents[0], format=printing.format, screen=printing.screen, output=printing.output)
        return
    only_ascii = printing.output is None and printing.screen.only_ascii
    pieces = render_documents(documents, format=printing.format, only_ascii=only_ascii)
    write_output(printing.output, pieces, screen=printing.screen)


def _write(shown: Shown, left_out: LeftOut, *, has_persons: bool, legs: int) -> dict[str, Any]:
    from interdict.domain.document_writer import write_case
    from interdict.domain.record_writer import write_record

    records, number = shown.records, 0
    if not has_persons:
        rest = leave_out_persons(records)
        if shown.record.id not in rest.records:
            raise UsageError(
                f"{shown.name} is a private person, or only about one, and is left out of documents",
                hint="--persons writes it all the same",
            )
        records, number = (left_out.note(rest, shown.name) if shown.is_whole else rest)[:2]
    written = (
        write_case(records.values(), recorded=shown.recorded, left_out=number, source_names=shown.source_names)
        if shown.is_whole
        else write_record(records, shown.record.id, shown.source_names)
    )
    measured = _measure(shown, has_persons=has_persons, legs=legs)
    if measured:
        from interdict.commands.leg_distances import write_distance, write_distances

        written |= (
            {"distances": write_distances(measured)}
            if shown.is_whole
            else {"distance": write_distance(measured[0].measured)}
        )
    return written


def _print_rows(shown: Sequence[Shown], printing: Printing, *, has_persons: bool, legs: int) -> None:
    from interdict.terminal.dossier_rows import COLUMNS
    from interdict.terminal.output import Column, Section, print_rows

    rows = (row for one in shown for row in _list_rows(one, has_persons=has_persons, legs=legs))
    section = Section(tuple(Column(name, name.capitalize()) for name in COLUMNS), rows)
    print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


def _list_rows(shown: Shown, *, has_persons: bool, legs: int) -> Iterator[dict[str, str]]:
    from interdict.terminal.dossier_rows import list_rows

    only = None if shown.is_whole else shown.record
    yield from list_rows(shown.records, only, shown.conflicts, has_persons=has_persons)
    measured = _measure(shown, has_persons=has_persons, legs=legs)
    if measured:
        from interdict.commands.leg_distances import list_distance_rows

        yield from list_distance_rows(measured, str(shown.records[shown.case_id].values.get("ref", "")))


def _print_dossiers(shown: Sequence[Shown], printing: Printing, *, has_persons: bool, legs: int) -> None:
    from interdict.terminal.output import write_output

    dossiers = (_build(one, has_persons=has_persons, legs=legs) for one in shown)
    if printing.format == "html":
        from interdict.terminal.dossier_page import render_page
        from interdict.terminal.html_page import fit_stream

        pieces = fit_stream(render_page(dossiers), only_ascii=printing.output is None and printing.screen.only_ascii)
    else:
        pieces = _render_texts(dossiers, printing)
    write_output(printing.output, pieces, screen=printing.screen)


def _build(shown: Shown, *, has_persons: bool, legs: int) -> list[Block]:
    from interdict.terminal.dossier import build_dossier, build_record

    measured = _measure(shown, has_persons=has_persons, legs=legs)
    if not shown.is_whole:
        distance = ""
        if measured:
            from interdict.commands.leg_distances import word_distance

            distance = word_distance(measured[0].measured)
        return build_record(shown.records, shown.record, shown.conflicts, has_persons=has_persons, distance=distance)
    words: list[tuple[str, str]] = []
    if measured:
        from interdict.commands.leg_distances import tell_distances

        words = list(tell_distances(measured, says_why=legs == _PROPOSED))
    return build_dossier(shown.records, shown.conflicts, has_persons=has_persons, distances=words)


def _render_texts(dossiers: Iterator[list[Block]], printing: Printing) -> Iterator[str]:
    from interdict.terminal.blocks import render_blocks

    def render(blocks: list[Block]) -> str:
        is_file = printing.output is not None
        return "".join(render_blocks(blocks, format=printing.format, screen=printing.screen, is_file=is_file))

    for number, blocks in enumerate(dossiers):
        yield ("\n\n" if number else "") + render(blocks)  # one piece a case, written at once
    if printing.format == "md":
        from interdict.terminal.standard import state_standard

        yield "\n\n" + render(state_standard())

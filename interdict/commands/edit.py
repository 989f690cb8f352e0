"""`interdict edit`: change a case or a record in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import (
    ITEM_FIELDS,
    ROWS,
    make_tree,
    read_source,
    take_item_fields,
    with_case_options,
)
from interdict.commands.changing import Plan, carry_out, report_outcome
from interdict.commands.documents import know, read_incoming, read_options
from interdict.commands.options import Db, DryRun, Format, NoInput, Output, Quiet, Yes, find_file, open_printing
from interdict.commands.place_option import check_positions, fill_place, warn_of_positions
from interdict.domain.amendments import keep_parts, set_fields
from interdict.domain.changes import Change
from interdict.domain.citations import cite_record
from interdict.domain.document_reader import read_sources
from interdict.domain.fields import SECTIONS, get_fields
from interdict.domain.ids import derive_id
from interdict.domain.records import Record, plain_number
from interdict.domain.vocabulary import quote
from interdict.domain.warnings import find_warnings
from interdict.errors import DataError, UsageError
from interdict.store.cases import find_case, find_record, read_case, read_records
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.terminal.screen import Screen


@with_case_options
def command(
    ctx: typer.Context,
    given: Mapping[str, Any],
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="which cases, or a record in one")],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="a field of the record; empty empties it; may be given again"
        ),
    ] = None,
    document: Annotated[
        Path | None,
        typer.Option("--document", metavar="FILE", help="the whole case as it shall be; - reads standard input"),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format: Format = "auto",
    output: Output = None,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Change cases, or one record of a case, by its key.

    An option replaces a value, or adds a cargo, party, event and so on. An empty value empties the field.

    \b
    Examples:
      interdict edit TH-2009-31F --outcome released --source act-2010-01
      interdict edit TH-2009-31F/load --set 'quantity=40 t' --set disposal=destroyed

    See also: show, undo, remove, fields.
    """
    printing = open_printing(format, output, quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)
    sources = given.get("source", []) if changes else []
    if sources:
        given = {name: value for name, value in given.items() if name != "source"}
    if sum(map(bool, (given, changes, document))) != 1:
        raise UsageError(
            "say what to change in one way" if given or changes or document else "there is nothing to change",
            hint="give options such as --outcome, or --set FIELD=VALUE, or --document FILE",
        )
    plan: Plan
    said: list[str] = []
    with open_reading(path) as connection:
        ids = list(dict.fromkeys(find_case(connection, ref.partition("/")[0]) for ref in refs))
        if document is not None:
            plan = _plan_document(connection, document, refs, ids, printing.screen)
        elif changes:
            plan = _plan_settings(list(dict.fromkeys(refs)), changes, sources)
        else:
            plan = _plan_options(refs, ids, given, said)
    outcome = carry_out(path, _refuse_positions(plan), screen=printing.screen, dry_run=dry_run, yes=yes)
    with open_reading(path) as connection:
        cases = {case_id: read_case(connection, case_id) for case_id in ids}
    warnings = [warning for records in cases.values() for warning in find_warnings(records.values())]
    warnings += [warning for records in cases.values() for warning in warn_of_positions(records.values())]
    for line in dict.fromkeys(said):
        printing.screen.say(line)
    heads = [records[case_id] for case_id, records in cases.items()]
    report_outcome(printing, outcome, heads, warnings=warnings if outcome.changes else ())


def _plan_document(connection: Connection, path: Path, refs: Sequence[str], ids: Sequence[str], screen: Screen) -> Plan:
    incoming = read_incoming(path, connection, screen)
    if len(ids) != 1 or len(incoming) != 1 or "/" in refs[0]:
        raise UsageError("--document takes one case and one document of it", hint="'interdict import' takes several")
    case_id = incoming[0].case_id
    if case_id != ids[0]:
        raise DataError(
            f"the document is not about {refs[0]}",
            hint="its 'id' or 'ref' names the case; begin with 'interdict show REF -f yaml'",
        )
    return lambda connection: plan_import(connection, incoming, replace=True)


def _plan_settings(refs: Sequence[str], settings: Sequence[str], sources: Sequence[str]) -> Plan:
    def plan(connection: Connection) -> list[Change]:
        changes: list[Change] = []
        for ref in refs:
            case_id, record = find_record(connection, ref)
            present = read_case(connection, case_id)
            made = set_fields(record, settings, find_key=partial(_find_key_in, present))
            changes += made
            values = {str(change.field): change.new for change in made if change.new is not None}
            if sources and values:
                changes += _cite(connection, present, Record(record.table, record.id, values), sources)
        return changes

    return plan


def _find_key_in(present: Mapping[str, Record], key: str) -> Record | None:
    return next((record for record in present.values() if record.values.get("key") == key), None)


def _cite(connection: Connection, present: Mapping[str, Record], amended: Record, texts: Sequence[str]) -> list[Change]:
    """Return the changes by which sources claim the new values of a record."""
    record = present[amended.id]
    case_id = record.values.get("interdiction", record.id)
    key = "interdiction" if record.table == "interdiction" else str(record.values.get("key"))
    last = max((other.values.get("sequence", 0) for other in present.values()), default=0)
    wanted: dict[str, Record] = {}
    for text in texts:
        source_key, row = read_source(text, connection, taken=set())
        sources = read_sources({"sources": {source_key: row}}, known=know(connection))
        (source,) = sources.values()
        wanted.update(sources)
        for claim in cite_record(amended, key, case_id, (source_key, source.id), frozenset()):
            added = _make_room(claim, present, last)
            wanted[added.id] = added
    return plan_import(connection, [Incoming(None, wanted)], keep_sources=True)


def _refuse_positions(plan: Plan) -> Plan:
    """Return the plan that refuses to give a case a position that cannot be meant."""

    def check(connection: Connection) -> list[Change]:
        changes = plan(connection)
        moved = {change.record for change in changes if change.field in {"position", "place"}}
        if moved:
            present = read_records(connection, changes)
            given = {(change.record, change.field): change.new for change in changes}
            for case_id in moved & present.keys():
                case = present[case_id]
                values = {name: given.get((case_id, name), case.values.get(name)) for name in ("position", "place")}
                check_positions([Record(case.table, case_id, {name: one for name, one in values.items() if one})])
        return changes

    return check


def _plan_options(refs: Sequence[str], ids: Sequence[str], given: Mapping[str, Any], said: list[str]) -> Plan:
    if any("/" in ref for ref in refs):
        raise UsageError("these options are for whole cases", hint="for a record in a case use --set FIELD=VALUE")
    filled = {name: value for name, value in given.items() if value not in ("", [""])}
    emptied = [name for name in given if name not in filled]

    def plan(connection: Connection) -> list[Change]:
        # All is read within the transaction: keys of new rows must not be those that someone else gave meanwhile.
        incoming = [_read_edit(connection, case_id, filled, said) for case_id in ids]
        changes = plan_import(connection, incoming, keep_sources=True)
        for case_id in ids:
            present = read_case(connection, case_id)
            changes += [change for name in emptied for change in _empty(present, case_id, name)]
        return changes

    return plan


def _empty(present: Mapping[str, Record], case_id: str, name: str) -> list[Change]:
    """Return the change that empties what an option stands for."""
    if name == "country":
        return _set(present, case_id, "place.country=")
    item = ITEM_FIELDS.get(name.replace("_", "-"))
    if item:
        return _set(present, _find_item(present, item[0]).id, f"{item[1]}=")
    if name in ROWS or name == "source":
        raise UsageError(f"--{name} is empty", hint="to remove a record: 'interdict remove REF/KEY'")
    return _set(present, case_id, f"{_FIELDS.get(name, name)}=")


def _set(present: Mapping[str, Record], record_id: str, setting: str) -> list[Change]:
    return set_fields(present[record_id], [setting], find_key=partial(_find_key_in, present))


_FIELDS = {"state": "states"}


def _read_edit(connection: Connection, case_id: str, given: Mapping[str, Any], said: list[str]) -> Incoming:
    """Return the records that the options change or add in a case."""
    present = read_case(connection, case_id)
    others, item_fields = take_item_fields(given)
    if "country" in others and "place" not in others:
        place = present[case_id].values.get("place", {})
        others["place"] = {**place, "country": others.pop("country")}
    tree = make_tree(others, connection)
    _name_rows(tree, {str(record.values.get("key")) for record in present.values()})
    for section, values in item_fields.items():
        item = _find_item(present, section)
        row = {"key": item.values.get("key"), "id": item.id, "source": tree.get("source"), **values}
        tree.setdefault(section, []).append(row)
    document = read_options(tree, case_id=case_id)
    last = max((record.values.get("sequence", 0) for record in present.values()), default=0)
    records: dict[str, Record] = {}
    for record in document.records.values():
        added = _make_room(record, present, last)
        records[added.id] = added
    case = records[case_id]
    fields = get_fields("interdiction")
    values = {
        name: keep_parts(fields[name].kind, present[case_id].values.get(name), value)
        for name, value in case.values.items()
    }
    records[case_id] = Record(case.table, case.id, values)
    if given.get("place"):
        records[case_id] = fill_place(records[case_id], present[case_id].values, said)
    return Incoming(case_id, records)


def _find_item(present: Mapping[str, Record], section: str) -> Record:
    """Return the one cargo or conveyance of a case; raise UsageError when there are more, or none."""
    items = [record for record in present.values() if record.table == SECTIONS[section]]
    if len(items) == 1:
        return items[0]
    keys = ", ".join(str(item.values.get("key")) for item in items)
    raise UsageError(
        f"the case has {len(items)} {section}" + (f": {keys}" if keys else ""),
        hint="name one: 'interdict edit REF/KEY --set FIELD=VALUE'" if items else f"add one with --{SECTIONS[section]}",
    )


def _name_rows(tree: dict[str, Any], taken: set[str]) -> None:
    """Give the new rows keys that the case does not have yet."""
    for section, table in SECTIONS.items():
        rows = tree.get(section)
        if isinstance(rows, list):
            for row in rows:
                if "key" in row and row["key"] in taken:
                    raise UsageError(
                        f"the case has a record {quote(str(row['key']))} already",
                        hint=f"change it with 'interdict edit REF/{row['key']} --set FIELD=VALUE'",
                    )
                row.setdefault("key", _find_key(table, taken))
                taken.add(row["key"])


def _find_key(name: str, taken: set[str]) -> str:
    return next(key for key in (f"{name}-{number}" for number in count(1)) if key not in taken)


def _make_room(record: Record, present: Mapping[str, Record], last: float) -> Record:
    """Put a new record after the present ones; a claim never replaces an earlier one of another value."""
    values = dict(record.values)
    record_id = record.id
    if record.table == "claim" and record_id in present:
        if present[record_id].values.get("value") == values.get("value"):
            return present[record_id]
        values["key"] = _find_key(str(values["key"]), {str(other.values.get("key")) for other in present.values()})
        record_id = derive_id(values["interdiction"], "claim", values["key"])
    if "sequence" in values:
        values["sequence"] = plain_number(last + values["sequence"])
    return Record(record.table, record_id, values)

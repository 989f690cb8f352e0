"""How `edit` plans what it changes: from a whole document, from --set, or from the options of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from interdict.commands.case_options import ITEM_FIELDS, ROWS, make_tree, read_source, take_item_fields
from interdict.commands.changing import Plan
from interdict.commands.documents import CaseIds, DocumentFile, know, locate_clash, read_few, read_options
from interdict.commands.place_option import check_positions, fill_place
from interdict.domain.additions import find_item, fit_in, list_keys, name_rows
from interdict.domain.amendments import keep_all_parts, set_fields
from interdict.domain.changes import UPDATE, Change, apply_changes
from interdict.domain.citations import cite_record
from interdict.domain.cycles import CHAINS, REMEDIES, find_cycles
from interdict.domain.document_reader import read_sources
from interdict.domain.records import Record
from interdict.errors import DataError, UsageError
from interdict.store.cases import find_record, read_case, read_records
from interdict.store.connection import Connection
from interdict.store.importing import Incoming, plan_import


def find_own_record(connection: Connection, ref: str, *, hint: str) -> tuple[str, Record]:
    """Return the case id and the record that a reference names; raise UsageError for a source, no case's own.

    In the hint {key} stands for the key of the source.
    """
    case_id, record = find_record(connection, ref)
    if record.table == "source":
        key = str(record.values.get("key", record.id))
        raise UsageError(f"{ref} is a source, which other cases may cite", hint=hint.format(key=key))
    return case_id, record


def plan_document(files: Sequence[DocumentFile], refs: Sequence[str], ids: Sequence[str], doubts: list[str]) -> Plan:
    """Return the plan that makes a case what a document says; what is odd about its sources is put into `doubts`."""
    new = CaseIds()

    def plan(connection: Connection) -> list[Change]:
        incoming = read_few(files, connection, new, is_whole=True)
        if len(ids) != 1 or len(incoming) != 1 or "/" in refs[0]:
            raise UsageError(
                "--document takes one case and one document of it", hint="'interdict import' takes several"
            )
        if incoming[0].case_id != ids[0]:
            raise DataError(
                f"the document is not about {refs[0]}",
                hint="its 'id' or 'ref' names the case; begin with 'interdict show REF -f yaml'",
            )
        with locate_clash(files):
            return plan_import(connection, incoming, replace=True, doubts=doubts)

    return plan


def plan_settings(refs: Sequence[str], settings: Sequence[str], sources: Sequence[str]) -> Plan:
    """Return the plan that sets fields of records as `FIELD=VALUE` texts say, claimed by sources."""

    def plan(connection: Connection) -> list[Change]:
        changes: list[Change] = []
        for ref in refs:
            hint = "'interdict source edit {key}' changes it, in every case that cites it"
            case_id, record = find_own_record(connection, ref, hint=hint)
            present = read_case(connection, case_id)
            made = set_fields(record, settings, find_key=partial(_find_key_in, present))
            _refuse_cycles(present, made)
            changes += made
            values = {str(change.field): change.new for change in made if change.new is not None}
            if sources and values:
                changes += _cite(connection, present, Record(record.table, record.id, values), sources)
        return changes

    return plan


def _refuse_cycles(present: Mapping[str, Record], changes: Sequence[Change]) -> None:
    """Raise DataError for a conveyance that would in the end be an identity of itself."""
    field, reason = CHAINS["conveyance"]
    linked = [change.record for change in changes if change.field == field and change.new]
    if linked:
        after = apply_changes(present, changes).values()
        parents = {record.id: record.values[field] for record in after if field in record.values}
        if find_cycles(parents, linked):
            raise DataError(f"{field}: {reason}", hint=f"{REMEDIES['conveyance']}; nothing was written")


def refuse_positions(plan: Plan) -> Plan:
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


def _find_key_in(present: Mapping[str, Record], key: str) -> Record | None:
    return next((record for record in present.values() if record.values.get("key") == key), None)


def _cite(connection: Connection, present: Mapping[str, Record], amended: Record, texts: Sequence[str]) -> list[Change]:
    """Return the changes by which sources claim the new values of a record."""
    record = present[amended.id]
    case_id = record.values.get("interdiction", record.id)
    key = "interdiction" if record.table == "interdiction" else str(record.values.get("key"))
    wanted: dict[str, Record] = {}
    for text in texts:
        source_key, row = read_source(text, connection, taken=set())
        sources = read_sources({"sources": {source_key: row}}, known=know(connection))
        (source,) = sources.values()
        wanted.update(sources)
        wanted.update(fit_in(cite_record(amended, key, case_id, (source_key, source.id), frozenset()), present))
    return plan_import(connection, [Incoming(None, wanted)], keep_sources=True)


def plan_options(refs: Sequence[str], ids: Sequence[str], given: Mapping[str, Any], said: list[str]) -> Plan:
    """Return the plan that changes cases as the options of a case say; an empty one empties.

    What the gazetteer adds to a place is told in `said`.
    """
    if any("/" in ref for ref in refs):
        raise UsageError("these options are for whole cases", hint="for a record in a case use --set FIELD=VALUE")
    filled = {name: value for name, value in given.items() if value not in ("", [""])}
    emptied = [name for name in given if name not in filled]

    def plan(connection: Connection) -> list[Change]:
        # All is read within the transaction: keys of new rows must not be those that someone else gave meanwhile.
        incoming = [_read_edit(connection, case_id, filled, said) for case_id in ids]
        changes = plan_import(connection, incoming, keep_sources=True)
        for case_id, item in zip(ids, incoming, strict=True):
            present = read_case(connection, case_id)
            changes += _leave_position(present[case_id], item.records[case_id])
            changes += [change for name in emptied for change in _empty(present, case_id, name)]
        return changes

    return plan


def _read_edit(connection: Connection, case_id: str, given: Mapping[str, Any], said: list[str]) -> Incoming:
    """Return the records that the options change or add in a case."""
    present = read_case(connection, case_id)
    others, item_fields = take_item_fields(given)
    if "country" in others and "place" not in others:
        place = present[case_id].values.get("place", {})
        others["place"] = {**place, "country": others.pop("country")}
    tree = make_tree(others, connection)
    name_rows(tree, list_keys(present))
    for section, values in item_fields.items():
        item = find_item(present, section)
        row = {"key": item.values.get("key"), "id": item.id, "source": tree.get("source"), **values}
        tree.setdefault(section, []).append(row)
    document = read_options(tree, case_id=case_id)
    records = fit_in(document.records.values(), present)
    wanted = records[case_id]
    records[case_id] = keep_all_parts(present[case_id], wanted)
    if given.get("place"):
        records[case_id] = _move(present[case_id], wanted, records[case_id], said)
    return Incoming(case_id, records)


def _move(present: Record, wanted: Record, kept: Record, said: list[str]) -> Record:
    """Return a case with what the gazetteer has for its new place.

    The old country is that of the old place: it stays only where the gazetteer does not know the new one.
    """
    words: list[str] = []
    anew = fill_place(wanted, present.values, words)
    if anew.values.get("place", {}).get("country"):
        said += words
        return anew
    return fill_place(kept, present.values, said)


def _leave_position(present: Record, wanted: Record) -> list[Change]:
    """Return the change that empties the position of a case whose place is in another country by now."""
    old, new = (record.values.get("place", {}).get("country") for record in (present, wanted))
    position = present.values.get("position")
    if not position or "position" in wanted.values or not old or not new or old == new:
        return []
    return [Change(present.table, present.id, UPDATE, "position", position, None)]


_FIELDS = {"state": "states", "country": "place.country"}  # where the option has another name


def _empty(present: Mapping[str, Record], case_id: str, name: str) -> list[Change]:
    """Return the change that empties what an option stands for."""
    item = ITEM_FIELDS.get(name.replace("_", "-"))
    if name in ROWS or name == "source":
        raise UsageError(f"--{name} is empty", hint="to remove a record: 'interdict remove REF/KEY'")
    record = find_item(present, item[0]) if item else present[case_id]
    setting = f"{item[1] if item else _FIELDS.get(name, name)}="
    return set_fields(record, [setting], find_key=partial(_find_key_in, present))

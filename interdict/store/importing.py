"""Plan what case documents change in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from interdict.domain.changes import CREATE, DELETE, UPDATE, Change, plan_changes
from interdict.domain.cycles import CHAINS, REMEDIES
from interdict.domain.ids import make_ref
from interdict.domain.order import keep_order
from interdict.domain.persons import find_private
from interdict.domain.records import Record
from interdict.domain.vocabulary import quote
from interdict.errors import DataError
from interdict.store.cases import find_year, is_ref_taken, read_own
from interdict.store.dependents import complete_removals, plan_removals
from interdict.store.sources import read_sources
from interdict.store.staging import CaseRow, Place, Staging

NOWHERE = Place("", 0, 0)
_BATCH = 500
_MOST_RECENT = 5000  # sources of which it is remembered in memory what was said last


class Incoming(NamedTuple):
    """The records of one document by id, the case that it is about, None for sources alone, and where it stands.

    Without `has_persons` the private persons of the case were left out of the document, so it is silent on them.
    Without `has_id` the case has got an id for this time only.
    """

    case_id: str | None
    records: Mapping[str, Record]
    has_persons: bool = True
    has_id: bool = True
    place: Place = NOWHERE


class Saying(NamedTuple):
    """What a document says in one field of a source, and by which key it names the source."""

    place: Place
    key: str
    value: object


class SourceClashError(DataError):
    """Two documents of one import say different things of one source."""

    def __init__(self, field: str, earlier: Saying, later: Saying) -> None:
        self.field = field
        self.earlier = earlier
        self.later = later
        self.explain(earlier.place.line, later.place.line)

    def explain(self, earlier_line: int, later_line: int) -> None:
        """Word the error with the lines on which the two say it."""
        earlier, later = self.earlier, self.later
        name = "" if earlier.key == later.key else f", there {earlier.key}"
        super().__init__(
            f"{later.place.file}:{later_line}: sources.{later.key}.{self.field}: {quote(str(later.value))}: "
            f"{earlier.place.file}:{earlier_line} says {quote(str(earlier.value))} of the same source{name}",
            hint="give both the same value, or leave it out of one; nothing was written",
        )


class Importing:
    """Plans the changes of one import, document by document.

    A document adds and changes; with `replace` it is the whole of its case, and what it does not hold is removed. With
    `keep_sources` a source that the file has stays as it is. What documents say of one source is put together, so
    sources come at the end, and so do new cases without a reference: only then are all given ones known.
    """

    def __init__(self, connection: sqlite3.Connection, *, replace: bool = False, keep_sources: bool = False) -> None:
        self.staging = Staging()
        self.changed_sources: dict[str, str] = {}  # key by id
        self._connection = connection
        self._replace = replace
        self._keep_sources = keep_sources
        self._present: tuple[str, dict[str, Record]] = ("", {})
        self._recent: dict[str, Mapping[str, object]] = {}

    def read_present(self, case_id: str) -> dict[str, Record]:
        """Return what the file has of a case by id, without its sources; nothing where it does not have the case."""
        if self._present[0] != case_id:
            self._present = (case_id, read_own(self._connection, case_id))
        return self._present[1]

    def plan(self, item: Incoming) -> list[Change]:
        """Return the changes that one document makes, but for those that come at the end.

        Raises DataError when an earlier document is about the same case or says otherwise of a source, and for a
        reference that is taken or would change.
        """
        for record in item.records.values():
            if record.table == "source":
                self._stage_source(record, item.place)
        wanted = {record.id: record for record in item.records.values() if record.table != "source"}
        if item.case_id is None:  # sources, or what is added to a case beside them
            return plan_changes({}, wanted, clear_absent=False)
        present = self.read_present(item.case_id)
        ref = self._check_ref(present.get(item.case_id), wanted[item.case_id], item.place)
        if present:
            changes = self._plan_present(item, present, wanted)
        else:
            changes = [Change(record.table, record.id, CREATE, new=record.values) for record in wanted.values()]
        earlier = self.staging.add_case(count_changes(wanted[item.case_id], ref, changes), item.place)
        if earlier:
            raise DataError(
                f"{item.place}: {earlier} is about the same case, {ref or item.case_id}", hint="join the two into one"
            )
        if not present and ref is None:
            self.staging.hold_head(item.case_id, wanted[item.case_id].values)
            changes = [change for change in changes if change.record != item.case_id]
        return changes

    def plan_rest(self) -> Iterator[list[Change]]:
        """Yield, some at a time, the changes that come at the end."""
        heads = self.staging.take_heads()
        while batch := list(islice(heads, _BATCH)):
            yield [self._name_case(Record("interdiction", case_id, values)) for case_id, values in batch]
        sources = self.staging.list_sources()
        while batch := list(islice(sources, _BATCH)):
            yield self._plan_sources({source_id: Record("source", source_id, values) for source_id, values in batch})

    def _check_ref(self, present: Record | None, wanted: Record, place: Place) -> str | None:
        """Return the reference of a case; raise DataError for one that is taken or would change."""
        given = wanted.values.get("ref")
        if present is not None:
            ref = present.values.get("ref")
            if given is not None and given != ref:
                raise DataError(
                    f"{_begin(place)}the case {ref} cannot become {given}: a reference never changes",
                    hint="leave 'ref' out of the document, or 'id' if it is another case",
                )
            return ref
        if given is not None and not self.reserve_ref(given, wanted.id):
            earlier = self.staging.find_ref(given)
            whose = f"the case at {earlier} has" if earlier and earlier.file else "another case has"
            raise DataError(f"{_begin(place)}{whose} the reference {given}", hint="leave 'ref' out, and one is made")
        return given

    def reserve_ref(self, ref: str, case_id: str) -> bool:
        """Note a reference that a document gives; False when it is of another case, of the file or of a document."""
        return not is_ref_taken(self._connection, ref, case_id) and self.staging.reserve_ref(ref, case_id)

    def _name_case(self, case: Record) -> Change:
        """Give a new case its reference, longer by as many letters as it takes to be the only one in this file."""
        states, year = case.values.get("states") or [None], find_year(str(case.values.get("date", "")))
        refs = (make_ref(case.id, states[0], year, length=length) for length in range(3, 27))
        ref = next(ref for ref in refs if self.reserve_ref(ref, case.id))
        self.staging.set_ref(case.id, ref)
        return Change("interdiction", case.id, CREATE, new={**case.values, "ref": ref})

    def _plan_present(
        self, item: Incoming, present: Mapping[str, Record], wanted: Mapping[str, Record]
    ) -> list[Change]:
        case = wanted[str(item.case_id)]
        ref = present[case.id].values.get("ref")
        kept = Record(case.table, case.id, {**({"ref": ref} if ref else {}), **case.values})
        ordered = keep_order(present, {**wanted, case.id: kept})
        changes = plan_changes(present, ordered, clear_absent=self._replace)
        if not self._replace:
            return changes
        silent = frozenset() if item.has_persons else find_private(present.values())
        # What the document is silent on, and what other cases say, may hang on what it leaves out.
        return complete_removals(self._connection, changes + plan_removals(present, item.records, silent))

    def _stage_source(self, source: Record, place: Place) -> None:
        if self._recent.get(source.id) == source.values:
            return
        known = self.staging.find_source(source.id)
        if known is None:
            self.staging.add_source(source.id, source.values, place)
        else:
            for field, value in source.values.items():
                if field != "key" and known.values.get(field, value) != value:
                    first = (known.place, str(known.values.get("key")))
                    earlier = self.staging.find_later(source.id, field) or first
                    said = Saying(*earlier, known.values[field])
                    raise SourceClashError(field, said, Saying(place, str(source.values.get("key")), value))
            self.staging.extend_source(source.id, source.values, place)
        if len(self._recent) >= _MOST_RECENT:
            self._recent.clear()
        self._recent[source.id] = source.values

    def _plan_sources(self, wanted: Mapping[str, Record]) -> list[Change]:
        present = read_sources(self._connection, wanted)
        if self._keep_sources:
            wanted = {source_id: source for source_id, source in wanted.items() if source_id not in present}
        kept = {source_id: keep_key(present.get(source_id), source) for source_id, source in wanted.items()}
        changes = plan_changes(present, kept, clear_absent=self._replace)
        self._refuse_copies_of_themselves(changes)
        self._warn_of_keys(changes)
        for change in changes:
            if change.op == UPDATE:
                self.changed_sources[change.record] = str(present[change.record].values.get("key", change.record))
        return changes

    def _warn_of_keys(self, changes: Sequence[Change]) -> None:
        """Note each new source with a key that another source has."""
        new = [change.new for change in changes if change.op == CREATE and "key" in change.new]
        marks = ",".join("?" * len(new))
        query = f"SELECT key FROM source WHERE key IN ({marks})"
        taken = {row[0] for row in self._connection.execute(query, [values["key"] for values in new])}
        for values in new:
            key = values["key"]
            if not self.staging.reserve_key(key) or key in taken:
                named = f" {quote(str(values['title']))}" if "title" in values else ""
                shown = f"'interdict source list {key}' shows how they are told apart"
                self.staging.add_warning(None, f"the source{named} shares its key {key} with another; {shown}")

    def _refuse_copies_of_themselves(self, changes: Sequence[Change]) -> None:
        """Raise DataError for a source that would copy itself by what several documents, or one and the file, say."""
        field, reason = CHAINS["source"]
        for change in changes:
            step = change.new.get(field) if change.op == CREATE else change.new if change.field == field else None
            seen: set[str] = set()
            while step and step not in seen and step != change.record:
                seen.add(step)
                step = self._find_copied(step)
            if step == change.record and step is not None:
                known = self.staging.find_source(step)
                place, name = (known.place, known.values.get("key")) if known else (NOWHERE, step)
                raise DataError(
                    f"{_begin(place)}sources.{name}.{field}: {reason}",
                    hint=f"{REMEDIES['source']}; nothing was written",
                )

    def _find_copied(self, source_id: str) -> str | None:
        """Return the id of what a source copies, as it will be."""
        staged = self.staging.find_source(source_id)
        present = read_sources(self._connection, [source_id]).get(source_id)
        is_kept = present is not None and (staged is None or self._keep_sources)
        if staged and not is_kept and ("derived_from" in staged.values or self._replace):
            return staged.values.get("derived_from")
        return present.values.get("derived_from") if present else None


def plan_import(
    connection: sqlite3.Connection,
    incoming: Sequence[Incoming],
    *,
    replace: bool = False,
    keep_sources: bool = False,
    doubts: list[str] | None = None,
) -> list[Change]:
    """Return the changes that bring a few documents into the file, cases first; arguments and errors as `Importing`.

    What is odd about their sources is put into `doubts`.
    """
    importing = Importing(connection, replace=replace, keep_sources=keep_sources)
    try:
        planned = [change for item in incoming for change in importing.plan(item)]
        rest = [change for batch in importing.plan_rest() for change in batch]
        if doubts is not None:
            doubts[:] = importing.staging.list_warnings()
    finally:
        importing.staging.close()
    heads = [change for change in rest if change.table == "interdiction"]
    return [*heads, *planned, *(change for change in rest if change.table != "interdiction")]


def count_changes(case: Record, ref: str | None, changes: Iterable[Change]) -> CaseRow:
    """Return what changes do to a case and its records."""
    created = removed = 0
    changed = set()
    itself = ""
    for change in changes:
        created += change.op == CREATE
        removed += change.op == DELETE
        if change.op == UPDATE:
            changed.add(change.record)
        elif change.record == case.id:
            itself = change.op
    action = {CREATE: "added", DELETE: "removed"}.get(itself, "changed" if changes else "unchanged")
    return CaseRow(ref, case.id, case.values.get("title"), action, created, len(changed), removed)


def keep_key(present: Record | None, wanted: Record) -> Record:
    """Return a record with the key that a source has in the file: others may cite it by that."""
    if wanted.table != "source" or present is None or "key" not in present.values:
        return wanted
    return Record(wanted.table, wanted.id, {**wanted.values, "key": present.values["key"]})


def _begin(place: Place) -> str:
    return f"{place}: " if place.file else ""

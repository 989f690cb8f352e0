"""What the names in a document stand for: its own rows, records that the file has of the case, and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any, NamedTuple

from interdict.domain.citations import identify_source
from interdict.domain.document_keys import name_records
from interdict.domain.document_rows import Row, make_row_key
from interdict.domain.fields import SECTIONS, Field, get_fields
from interdict.domain.ids import derive_id, derive_source_id, make_id, parse_id
from interdict.domain.persons import find_private
from interdict.domain.problems import Findings, Path
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import quote, suggest

_KEYS = "give one of the document, or of the file"
_SOURCES = "give one of the document, or of the file, which 'interdict source list' shows"


class Known(NamedTuple):
    """What a document may lean on: the case that a reference names, what the file has of it, and its sources.

    `find_case` gives the id of the case with a reference, `find_source` that of the source with a key or address, and
    raises ValueError where several have it;
    `read_present` the records of a case by id; nothing where the file has none. `make_case_id` gives a new id. Where a
    document `is_whole`, what it does not hold of its case is going to be removed, so it cannot be named.
    """

    find_case: Callable[[str], str | None] = lambda _: None
    find_source: Callable[[str], str | None] = lambda _: None
    read_present: Callable[[str], Mapping[str, Record]] = lambda _: {}
    make_case_id: Callable[[], str] = make_id
    is_whole: bool = False


NOTHING_KNOWN = Known()


class References:
    """Knows each row by its name, and finds the record that a name means."""

    def __init__(self, known: Known, findings: Findings) -> None:
        """Take what the file has, and where to complain."""
        self._known = known
        self._findings = findings
        self._present: dict[tuple[str, str], Record] = {}  # what the file has of the case, by table and name
        self._subjects: dict[str, tuple[str, str]] = {}  # name, or table/name, to table and id
        self._doubled: set[str] = set()
        self.case_id = ""
        self.sources: dict[str, str] = {}  # name to id

    def open_case(self, case_id: str) -> None:
        """Begin with the case itself, and with what the file has of it."""
        self.case_id = case_id
        self._subjects["interdiction"] = ("interdiction", case_id)
        present = self._known.read_present(case_id)
        names = name_records(present.values()).names
        self._present = {
            (record.table, names[record.id]): record
            for record in present.values()
            if record.table not in {"interdiction", "source"}
        }

    def add_present(self, *, has_persons: bool) -> None:
        """Let what stays in the file of the case be named too, where no row of the document has the name."""
        silent = frozenset() if has_persons else find_private(self._present.values())
        for (table, name), record in self._present.items():
            if self._known.is_whole and record.id not in silent:
                continue
            self._subjects.setdefault(f"{table}/{name}", (table, record.id))
            self._subjects.setdefault(name, (table, record.id))

    def name_rows(self, section: str, rows: list[tuple[Path, int | None, Any]]) -> list[Row]:
        """Give each row its name and id; return path, row, name, id."""
        table = SECTIONS[section]
        taken = {str(row["key"]) for _, _, row in rows if row.get("key")}
        named: dict[str, Row] = {}
        counters: Counter[str] = Counter()
        for path, line, row in rows:
            name = str(row.get("key") or "") or self._find_same(table, row, taken)
            name = name or make_row_key(table, row, taken | self._list_present(table), counters)
            taken.add(name)
            if name in named:
                reason = f"the key {quote(name)} is taken; each {table} of a case has its own"
                self._findings.complain(path, line, reason)
                continue
            record_id = self._read_id(path, row, table, name)
            named[name] = (path, row, name, record_id)
            self._note(table, name, record_id)
        return list(named.values())

    def _list_present(self, table: str) -> set[str]:
        # A claim is named after what it is about: one that is there already is the same claim, with another value.
        return set() if table == "claim" else {name for other, name in self._present if other == table}

    def _find_same(self, table: str, row: Mapping[str, Any], taken: AbstractSet[str]) -> str:
        """Return the name of the record that the file has with all that a row without a key says; "" for none."""
        for (other, name), record in self._present.items():
            if other == table and name not in taken and table != "claim" and _says_the_same(row, record):
                return name
        return ""

    def _read_id(self, path: Path, row: Mapping[str, Any], table: str, name: str) -> str:
        if row.get("id"):
            given = self._findings.attempt((*path, "id"), row, lambda: parse_id(str(row["id"])))
            if given:
                return str(given)
        if table == "source":
            identity = identify_source(read_identity(row))
            with suppress(ValueError):  # several have the key: it may be none of them
                if identity is None and (found := self._known.find_source(name)):
                    return found
            return derive_source_id(identity) if identity else self.derive_bare_source(name)
        if (table, name) in self._present:
            return self._present[table, name].id
        return derive_id(self.case_id, table, name)

    def derive_bare_source(self, name: str) -> str:
        """Return the id of a source of which no document says what it is."""
        return derive_source_id(f"{self.case_id}/{name}")

    def list_links(self, table: str, field: str) -> dict[str, str]:
        """Return where a field of the records points that the file has of the case and that stay there."""
        if self._known.is_whole:
            return {}
        found = (record for (other, _), record in self._present.items() if other == table)
        return {record.id: record.values[field] for record in found if field in record.values}

    def _note(self, table: str, name: str, record_id: str) -> None:
        self._subjects[f"{table}/{name}"] = (table, record_id)
        if table == "source":
            self.sources[name] = record_id
        elif name in self._subjects:
            self._doubled |= {name} - {"interdiction"}  # which by itself is always the case
        else:
            self._subjects[name] = (table, record_id)

    def find_subject(self, name: str) -> tuple[str, str]:
        """Return table and id of the record that a name means; raise ValueError for none and for several."""
        if name in self._doubled:
            raise ValueError(f"several records have the key {quote(name)}; write the kind too, as in cargo/{name}")
        if name not in self._subjects:
            names = tuple(key for key, (table, _) in self._subjects.items() if "/" not in key and table != "claim")
            raise ValueError(f"no record of this case has the key {quote(name)}; {suggest(name, names, where=_KEYS)}")
        return self._subjects[name]

    def find_other(self, name: str) -> str:
        """Return the id of a record of this case by its name, or of any case by its id; raise ValueError."""
        return self._subjects[name][1] if name in self._subjects else parse_id(name)

    def find_link(self, field: Field, name: str) -> str:
        """Return the id of the record that a field points to; raise ValueError."""
        if field.target == "source":
            found = None if name in self.sources else self._known.find_source(name)
            if found:
                return found
            if name not in self.sources:
                near = suggest(name, tuple(self.sources), few=0, where=_SOURCES)
                raise ValueError(f"no source has the key {quote(name)}; {near if self.sources else _SOURCES}")
            return self.sources[name]
        full = f"{field.target}/{name}"
        table, record_id = self.find_subject(full if full in self._subjects else name)
        if table != field.target:
            raise ValueError(f"{quote(name)} is a {table}, not a {field.target}")
        return record_id


def _says_the_same(row: Mapping[str, Any], record: Record) -> bool:
    """Say whether a record holds all that a row of a document says, its links left aside."""
    fields = get_fields(record.table)
    for name, raw in row.items():
        field = fields.get(name)
        if field is None or field.kind in {"link", "any"} or raw is None:
            continue
        try:
            if parse_value(field, raw) != record.values.get(name):
                return False
        except ValueError:
            return False
    return True


def read_identity(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what identifies a source as it will be kept: a date however it was written is one date."""
    published = row.get("published")
    with suppress(ValueError):
        published = parse_value(get_fields("source")["published"], published)
    return {**row, "published": published}

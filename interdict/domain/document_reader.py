"""Read a case document into records.

The tree is what a YAML or JSON parser gives: mappings, lists, text. Where its mappings and lists carry a `lines`
attribute (key or index to line), problems name the line. All problems of a document are found before any is raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from interdict.domain.citations import cite_record, find_claimed_field, identify_source, key_claim, make_citation
from interdict.domain.dates import parse_edtf
from interdict.domain.document_rows import Row, list_row_keys, list_rows, make_row_key
from interdict.domain.fields import MANAGED, PARTS, SECTIONS, Field, get_fields
from interdict.domain.ids import REF, derive_id, derive_source_id, make_id, parse_id
from interdict.domain.problems import DocumentError, Findings, Path, Problem, find_line
from interdict.domain.records import Record
from interdict.domain.values import check_text, parse_value
from interdict.domain.vocabulary import quote, suggest

FORMAT = 1
MOST_PROBLEMS = 20
PLACE_EXTRAS = ("zone", *PARTS["position"])  # what `place` holds in a document beside the parts of the field

# What people write for a key, where the nearest word is not the right one.
_RIGHT_KEYS = {**{table: section for section, table in SECTIONS.items()}, "date": "published", "subject": "of"}
_HEAD = ("interdict", "id", "ref", "recorded")


class CaseDocument(NamedTuple):
    """A case as read: its records by id, the case itself first, and the day on which it was first recorded."""

    case_id: str
    records: dict[str, Record]
    has_id: bool
    recorded: str | None


class Known(NamedTuple):
    """What a document may lean on: the case that a reference names, what the file has of it, and its sources.

    `find_case` gives the id of the case with a reference, `find_source` that of the source with a key or address,
    `read_present` the records of a case by id; nothing where the file has none.
    """

    find_case: Callable[[str], str | None] = lambda _: None
    find_source: Callable[[str], str | None] = lambda _: None
    read_present: Callable[[str], Mapping[str, Record]] = lambda _: {}


NOTHING_KNOWN = Known()


def read_case(tree: object, *, known: Known = NOTHING_KNOWN) -> CaseDocument:
    """Return the records of one case document; raise DocumentError."""
    reader = _Reader(known)
    document = reader.read(tree)
    if reader.findings.problems:
        raise DocumentError(reader.findings.problems[:MOST_PROBLEMS])
    return document


def parse_day(raw: object) -> str | None:
    """Return a day written as YYYY-MM-DD, None for nothing.

    Raises ValueError.
    """
    if raw is None:
        return None
    text = str(raw)
    if len(text) != 10 or not text.isascii():
        raise ValueError(f"{quote(text)} is not a day such as 2026-11-24")
    return parse_edtf(text)


def says_the_same(row: Mapping[str, Any], record: Record) -> bool:
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


_KEYS = "give one of the document, or of the file"
_SAME = "this is the same record as one above, by its id or its address; join the two into one"


def read_identity(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what identifies a source as it will be kept: a date however it was written is one date."""
    published = row.get("published")
    with suppress(ValueError):
        published = parse_value(get_fields("source")["published"], published)
    return {**row, "published": published}


def is_sources_document(tree: object) -> bool:
    """Say whether a document holds sources and no case."""
    return isinstance(tree, Mapping) and "sources" in tree and tree.keys() <= {"interdict", "sources"}


def read_sources(tree: object, *, known: Known = NOTHING_KNOWN) -> dict[str, Record]:
    """Return the sources of a document that holds nothing else, by id.

    Raises DocumentError.
    """
    reader = _Reader(known)
    records = reader.read_sources(tree)
    if reader.findings.problems:
        raise DocumentError(reader.findings.problems[:MOST_PROBLEMS])
    return records


class _Reader:
    """Carries what the parts of one document need of each other: its keys and what was wrong so far."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.present: dict[tuple[str, str], Record] = {}  # what the file has of the case, by table and key
        self.findings = Findings()
        self.case_id = ""
        self.subjects: dict[str, tuple[str, str]] = {}  # key, or table/key, to table and id
        self.doubled: set[str] = set()
        self.sources: dict[str, str] = {}

    def read(self, tree: object) -> CaseDocument:
        if not isinstance(tree, Mapping):
            raise DocumentError([Problem((), None, "a case document is a mapping such as 'title: …', 'date: …'")])
        self._check_keys(tree, (), (*_HEAD, *get_fields("interdiction"), "source", *SECTIONS))
        self._check_format(tree)
        has_id = self._read_case_id(tree)
        self.present = {
            (record.table, str(record.values.get("key"))): record
            for record in self.known.read_present(self.case_id).values()
            if record.table not in {"interdiction", "source"}
        }
        self.subjects["interdiction"] = ("interdiction", self.case_id)
        rows = {section: list(list_rows(tree, section, self.findings)) for section in SECTIONS}
        named = {section: self._name_rows(section, found) for section, found in rows.items()}
        for (table, key), record in self.present.items():
            self.subjects.setdefault(f"{table}/{key}", (table, record.id))
            self.subjects.setdefault(key, (table, record.id))
        records = {self.case_id: self._read_head(tree)}
        for section, found in named.items():
            for (path, row, _, _), record in zip(found, self._read_section(section, found), strict=True):
                if record.id in records:
                    self.findings.complain(path, find_line(row, "id") or find_line(row, "url"), _SAME)
                records[record.id] = record
        for claim in self._cite_values(records, tree, named):
            records.setdefault(claim.id, claim)
        for claim in self._cite_bare_sources(records):
            records.setdefault(claim.id, claim)
        recorded: str | None = self.findings.attempt(("recorded",), tree, lambda: parse_day(tree.get("recorded")))
        return CaseDocument(self.case_id, records, has_id, recorded)

    def read_sources(self, tree: Any) -> dict[str, Record]:
        self._check_format(tree)
        named = self._name_rows("sources", list(list_rows(tree, "sources", self.findings)))
        return {record.id: record for record in self._read_section("sources", named)}

    def _check_keys(self, node: Mapping[str, object], path: Path, known: Sequence[str]) -> None:
        for key in node:
            if key not in known:
                remedy = _RIGHT_KEYS.get(str(key), "")
                near = f"write {quote(remedy)}" if remedy in known else suggest(str(key), tuple(known))
                self.findings.complain((*path, str(key)), find_line(node, key), f"there is no such key; {near}")

    def _check_format(self, tree: Mapping[str, Any]) -> None:
        given = tree.get("interdict", FORMAT)
        if str(given) != str(FORMAT):
            reason = f"this interdict reads documents of form {FORMAT}, not {quote(str(given))}; install a newer one"
            self.findings.complain(("interdict",), find_line(tree, "interdict"), reason)

    def _read_case_id(self, tree: Mapping[str, Any]) -> bool:
        found = self.findings.attempt(("id",), tree, lambda: parse_id(str(tree["id"]))) if tree.get("id") else None
        if found is None and isinstance(tree.get("ref"), str):
            found = self.known.find_case(tree["ref"])
        self.case_id = found or make_id()
        return found is not None

    def _read_head(self, tree: Mapping[str, Any]) -> Record:
        fields = get_fields("interdiction")
        values: dict[str, Any] = {}
        place = tree.get("place")
        given = dict(tree)
        if isinstance(place, Mapping):
            given["place"] = {part: value for part, value in place.items() if part not in PLACE_EXTRAS} or None
            given.setdefault("zone", place.get("zone"))
            given.setdefault("position", {part: place[part] for part in PARTS["position"] if part in place} or None)
        for name, field in fields.items():
            if given.get(name) is None:
                continue
            path: Path = (name,)
            node: object = tree
            if name in {"zone", "position"} and name not in tree:
                path, node = ("place", name if name == "zone" else "latitude"), place
            value = self.findings.attempt(path, node, partial(parse_value, field, given[name]))
            if value is not None:
                values[name] = value
        if "ref" in values and not REF.fullmatch(values["ref"]):
            reason = f"{quote(values['ref'])} is not a reference like TH-2009-7KQ; leave it out and one is made"
            self.findings.complain(("ref",), find_line(tree, "ref"), reason)
        return Record("interdiction", self.case_id, values)

    def _name_rows(self, section: str, rows: list[tuple[Path, int | None, Any]]) -> list[Row]:
        """Give each row its key and id; return path, row, key, id."""
        table = SECTIONS[section]
        taken = {str(row["key"]) for _, _, row in rows if row.get("key")}
        blocked = taken | self._list_present(table)
        named: dict[str, Row] = {}
        counters: Counter[str] = Counter()
        for path, line, row in rows:
            key = str(row.get("key") or "") or self._find_same(table, row, taken)
            key = key or make_row_key(table, row, blocked, counters)
            taken.add(key)
            blocked.add(key)
            if key in named:
                self.findings.complain(path, line, f"the key {quote(key)} is taken; each {table} of a case has its own")
                continue
            record_id = self._read_row_id(path, row, table, key)
            named[key] = (path, row, key, record_id)
            self._note_subject(table, key, record_id)
        return list(named.values())

    def _list_present(self, table: str) -> set[str]:
        # A claim is named after what it is about: one that is there already is the same claim, with another value.
        return set() if table == "claim" else {key for other, key in self.present if other == table}

    def _find_same(self, table: str, row: Mapping[str, Any], taken: AbstractSet[str]) -> str:
        """Return the key of the record that the file has with all that a row without a key says; "" for none."""
        for (other, key), record in self.present.items():
            if other == table and key not in taken and table != "claim" and says_the_same(row, record):
                return key
        return ""

    def _read_row_id(self, path: Path, row: Mapping[str, Any], table: str, key: str) -> str:
        if row.get("id"):
            given = self.findings.attempt((*path, "id"), row, lambda: parse_id(str(row["id"])))
            if given:
                return str(given)
        if table == "source":
            identity = identify_source(read_identity(row))
            if identity is None and (found := self.known.find_source(key)):
                return found
            return derive_source_id(identity or f"{self.case_id}/{key}")
        if (table, key) in self.present:
            return self.present[table, key].id
        return derive_id(self.case_id, table, key)

    def _note_subject(self, table: str, key: str, record_id: str) -> None:
        self.subjects[f"{table}/{key}"] = (table, record_id)
        if table == "source":
            self.sources[key] = record_id
        elif key in self.subjects:
            self.doubled.add(key)
        else:
            self.subjects[key] = (table, record_id)

    def _read_section(self, section: str, rows: Sequence[Row]) -> Iterator[Record]:
        table = SECTIONS[section]
        fields = get_fields(table)
        known = list_row_keys(table)
        for number, (path, row, key, record_id) in enumerate(rows, 1):
            self._check_keys(row, path, known)
            values: dict[str, Any] = {"key": self.findings.attempt((*path, "key"), row, partial(check_text, key))}
            if table != "source":
                values["interdiction"] = self.case_id
                values["sequence"] = number
            self._read_subject(table, path, row, values)
            for name, field in fields.items():
                if name in MANAGED or row.get(name) is None:
                    continue
                value = self._read_field(field, (*path, name), row, values)
                if value is not None:
                    values[name] = value
            if table == "claim":
                self._check_claim(path, row, values)
            yield Record(table, record_id, values)

    def _read_subject(self, table: str, path: Path, row: Mapping[str, Any], values: dict[str, Any]) -> None:
        if "subject" not in get_fields(table):
            return
        found = self.findings.attempt(
            (*path, "of"), row, lambda: self._find_subject(str(row.get("of") or "interdiction"))
        )
        values["subject"] = {"table": found[0], "id": found[1]} if found else {}
        if table == "judgement" and row.get("other") is not None:
            other = str(row["other"])
            values["other"] = self.findings.attempt(
                (*path, "other"),
                row,
                lambda: self.subjects[other][1] if other in self.subjects else parse_id(other),
            )

    def _find_subject(self, name: str) -> tuple[str, str]:
        if name in self.doubled:
            raise ValueError(f"several records have the key {quote(name)}; write the kind too, as in cargo/{name}")
        if name not in self.subjects:
            keys = tuple(key for key, (table, _) in self.subjects.items() if "/" not in key and table != "claim")
            raise ValueError(f"no record of this case has the key {quote(name)}; {suggest(name, keys, where=_KEYS)}")
        return self.subjects[name]

    def _read_field(self, field: Field, path: Path, row: Mapping[str, Any], values: dict[str, Any]) -> Any:
        raw = row[field.name]
        if field.kind == "link":
            return self.findings.attempt(path, row, lambda: self._find_link(field, str(raw)))
        if field.kind == "any":
            return self.findings.attempt(path, row, lambda: self._read_claimed(row, values, raw))
        return self.findings.attempt(path, row, lambda: parse_value(field, raw))

    def _find_link(self, field: Field, name: str) -> str:
        if field.target == "source":
            found = None if name in self.sources else self.known.find_source(name)
            if found:
                return found
            if name not in self.sources:
                raise ValueError(
                    f"no source has the key {quote(name)}; {suggest(name, tuple(self.sources), where=_KEYS)}"
                )
            return self.sources[name]
        table, record_id = self._find_subject(name if "/" in name else self._prefer(field.target, name))
        if table != field.target:
            raise ValueError(f"{quote(name)} is a {table}, not a {field.target}")
        return record_id

    def _prefer(self, table: str, name: str) -> str:
        return f"{table}/{name}" if f"{table}/{name}" in self.subjects else name

    def _read_claimed(self, row: Mapping[str, Any], values: dict[str, Any], raw: object) -> Any:
        table = values.get("subject", {}).get("table")
        name = str(row.get("field") or "")
        if not table:
            return None  # the subject was complained of
        if not name:
            raise ValueError("a value needs 'field', the field that it is a value of")
        try:
            field = find_claimed_field(table, name)
        except ValueError:
            return None  # _check_claim says so
        value = parse_value(field, raw)
        if isinstance(value, dict) and value.get("as_reported") and isinstance(raw, str):
            values.setdefault("as_reported", value.pop("as_reported"))
        return value

    def _check_claim(self, path: Path, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        table = values.get("subject", {}).get("table")
        if values.get("field") and table:
            self.findings.attempt((*path, "field"), row, lambda: find_claimed_field(table, values["field"]))

    def _cite_values(
        self,
        records: Mapping[str, Record],
        tree: Mapping[str, Any],
        named: Mapping[str, Sequence[Row]],
    ) -> list[Record]:
        """Make the claims that `source` on a case or on a row stands for: one for each value it holds."""
        cited = {key_claim(record) for record in records.values() if record.table == "claim"}
        rows: list[Row] = [((), tree, "interdiction", self.case_id)]
        rows += [row for section, found in named.items() if section not in {"sources", "claims"} for row in found]
        explicit = len(named["claims"])
        claims: list[Record] = []
        for path, row, key, record_id in rows:
            for name in _list_names(row.get("source")):
                source = self.findings.attempt(
                    (*path, "source"), row, partial(self._find_link, get_fields("claim")["source"], name)
                )
                if source and record_id in records:
                    claims += cite_record(
                        records[record_id], key, self.case_id, (name, source), cited, explicit + len(claims)
                    )
        return claims

    def _cite_bare_sources(self, records: Mapping[str, Record]) -> list[Record]:
        """Tie each source that no claim names to the case, by a claim without field or value."""
        cited = {record.values.get("source") for record in records.values() if record.table == "claim"}
        bare = [(key, source) for key, source in self.sources.items() if source not in cited]
        return [make_citation(self.case_id, key, source) for key, source in bare]


def _list_names(raw: object) -> list[str]:
    return [] if raw is None else [str(name) for name in raw] if isinstance(raw, list) else [str(raw)]

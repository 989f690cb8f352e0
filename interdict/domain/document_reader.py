"""Read a case document into records.

The tree is what a YAML or JSON parser gives: mappings, lists, text. Where its mappings and lists carry a `lines`
attribute (key or index to line), problems name the line. All problems of a document are found before any is raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from interdict.domain.citations import is_citation
from interdict.domain.cycles import CHAINS, REMEDIES, find_cycles
from interdict.domain.dates import parse_edtf
from interdict.domain.document_claims import check_claim, cite_bare_sources, cite_values, read_claimed
from interdict.domain.document_keys import read_key
from interdict.domain.document_references import NOTHING_KNOWN, Known, References
from interdict.domain.document_rows import FORMAT, PLACE_EXTRAS, Row, list_row_keys, list_rows
from interdict.domain.fields import MANAGED, PARTS, SECTIONS, Field, get_fields
from interdict.domain.ids import REF, has_unused_letter, parse_id
from interdict.domain.problems import MOST_PROBLEMS, DocumentError, Findings, Path, Problem, find_line
from interdict.domain.records import Record
from interdict.domain.scalars import check_key, check_text
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import quote, suggest

__all__ = [
    "MOST_PROBLEMS",
    "NOTHING_KNOWN",
    "CaseDocument",
    "Known",
    "is_sources_document",
    "parse_day",
    "read_case",
    "read_sources",
]

# What people write for a key, where the nearest word is not the right one.
_RIGHT_KEYS = {**{table: section for section, table in SECTIONS.items()}, "date": "published", "subject": "of"}
# `distances` is what `show` measured: it is not read, for it follows from the places.
_HEAD = ("interdict", "id", "ref", "recorded", "persons_left_out", "distances")
_SAME = "this is the same record as one above, by its id or its address; join the two into one"
_SAYS_NOTHING = "this source says nothing; give at least a title, url or symbol"


class CaseDocument(NamedTuple):
    """A case as read: its records by id, the case itself first, and the day on which it was first recorded.

    Where the document says that private persons were left out of it, it is silent on them. Without `has_id` the case
    got a new id as it was read, and gets another one the next time.
    """

    case_id: str
    records: dict[str, Record]
    recorded: str | None
    has_persons: bool = True
    has_id: bool = True


def read_case(tree: object, *, known: Known = NOTHING_KNOWN) -> CaseDocument:
    """Return the records of one case document; raise DocumentError."""
    reader = _Reader(known)
    document = reader.read(tree)
    if reader.findings.problems:
        raise DocumentError(reader.findings.problems)
    return document


def _parse_left_out(tree: Mapping[str, Any]) -> int:
    raw = tree.get("persons_left_out")
    return 0 if raw is None else int(parse_value(get_fields("party")["count"], raw) or 0)


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
        raise DocumentError(reader.findings.problems)
    return records


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


class _Reader:
    """Carries what the parts of one document need of each other: what their names mean, and what was wrong so far."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.findings = Findings()
        self.references = References(known, self.findings)

    def read(self, tree: object) -> CaseDocument:
        if not isinstance(tree, Mapping):
            raise DocumentError([Problem((), None, "a case document is a mapping such as 'title: …', 'date: …'")])
        self._check_keys(tree, (), (*_HEAD, *get_fields("interdiction"), "source", *SECTIONS))
        self._check_format(tree)
        own_id = self._read_case_id(tree)
        case_id = own_id or self.known.make_case_id()
        self.references.open_case(case_id)
        rows = {section: list(list_rows(tree, section, self.findings)) for section in SECTIONS}
        named = {section: self.references.name_rows(section, found) for section, found in rows.items()}
        left_out = self.findings.attempt(("persons_left_out",), tree, lambda: _parse_left_out(tree))
        self.references.add_present(has_persons=not left_out)
        records = {case_id: self._read_head(tree, case_id)}
        for section, found in named.items():
            for (path, row, _, _), record in zip(found, self._read_section(section, found), strict=True):
                if record.id in records:
                    self.findings.complain(path, find_line(row, "id") or find_line(row, "url"), _SAME)
                records[record.id] = record
        for section in ("conveyances", "sources"):
            self._check_chains(section, named[section], records)
        citing: list[Row] = [((), tree, "interdiction", case_id)]
        citing += [row for section, found in named.items() if section not in {"sources", "claims"} for row in found]
        for claim in list(cite_values(records, citing, self.references, self.findings)):
            records.setdefault(claim.id, claim)
        for claim in cite_bare_sources(records, self.references):
            records.setdefault(claim.id, claim)
        recorded: str | None = self.findings.attempt(("recorded",), tree, lambda: parse_day(tree.get("recorded")))
        return CaseDocument(case_id, records, recorded, not left_out, own_id is not None)

    def read_sources(self, tree: Any) -> dict[str, Record]:
        self._check_format(tree)
        named = self.references.name_rows("sources", list(list_rows(tree, "sources", self.findings)))
        records = {record.id: record for record in self._read_section("sources", named)}
        self._check_chains("sources", named, records)
        return records

    def _check_chains(self, section: str, rows: Sequence[Row], records: Mapping[str, Record]) -> None:
        """Complain of the rows whose links lead back to themselves."""
        table = SECTIONS[section]
        field, reason = CHAINS[table]
        linked = {record_id: (path, row) for path, row, _, record_id in rows if row.get(field) is not None}
        if not linked:
            return
        given = [record for record in records.values() if record.table == table]
        parents = {**self.references.list_links(table, field), **_list_links(given, field)}
        for record_id in find_cycles(parents, linked):
            path, row = linked[record_id]
            self.findings.complain((*path, field), find_line(row, field), f"{reason}; {REMEDIES[table]}")

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

    def _read_case_id(self, tree: Mapping[str, Any]) -> str | None:
        found = self.findings.attempt(("id",), tree, lambda: parse_id(str(tree["id"]))) if tree.get("id") else None
        if found is None and isinstance(tree.get("ref"), str):
            return self.known.find_case(tree["ref"])
        return str(found) if found else None

    def _read_head(self, tree: Mapping[str, Any], case_id: str) -> Record:
        values: dict[str, Any] = {}
        place = tree.get("place")
        given = dict(tree)
        if isinstance(place, Mapping):
            given["place"] = {part: value for part, value in place.items() if part not in PLACE_EXTRAS} or None
            given.setdefault("zone", place.get("zone"))
            given.setdefault("position", {part: place[part] for part in PARTS["position"] if part in place} or None)
        for name, field in get_fields("interdiction").items():
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
            why = " (it never has the letters I, L, O and U)" if has_unused_letter(values["ref"]) else ""
            reason = f"{quote(values['ref'])} is not a reference like TH-2009-7KQ{why}; leave it out and one is made"
            self.findings.complain(("ref",), find_line(tree, "ref"), reason)
        return Record("interdiction", case_id, values)

    def _read_section(self, section: str, rows: Sequence[Row]) -> Iterator[Record]:
        table = SECTIONS[section]
        known = list_row_keys(table)
        for number, (path, row, name, record_id) in enumerate(rows, 1):
            self._check_keys(row, path, known)
            values: dict[str, Any] = {}
            if name != record_id:  # a record without a key goes by its id
                values["key"] = self.findings.attempt(
                    (*path, "key"), row, partial(check_text if row.get("id") else check_key, read_key(name))
                )
            if table != "source":
                values.update(interdiction=self.references.case_id, sequence=number)
            record = self._read_row(table, path, row, Record(table, record_id, values))
            if table == "source" and record.values.keys() <= {"key"} and self._is_made_up(row, name, record_id):
                self.findings.complain(path, find_line(row, "key"), _SAYS_NOTHING)
            yield record

    def _is_made_up(self, row: Mapping[str, Any], name: str, record_id: str) -> bool:
        """Say whether a source stands for none that the file has, as far as the document tells."""
        return not row.get("id") and record_id == self.references.derive_bare_source(name)

    def _read_row(self, table: str, path: Path, row: Mapping[str, Any], begun: Record) -> Record:
        values = dict(begun.values)
        self._read_subject(table, path, row, values)
        for name, field in _list_given(table, row):
            value = self._read_field(field, (*path, name), row, values)
            if value is not None:
                values[name] = value
        record = begun._replace(values=values)
        if table == "claim":
            check_claim(self.findings, path, row, values)
            if is_citation(record):
                values["sequence"] = 0  # it is about no field, and stands in no order
        return record

    def _read_subject(self, table: str, path: Path, row: Mapping[str, Any], values: dict[str, Any]) -> None:
        if "subject" not in get_fields(table):
            return
        name = str(row.get("of") or "interdiction")
        found = self.findings.attempt((*path, "of"), row, partial(self.references.find_subject, name))
        values["subject"] = {"table": found[0], "id": found[1]} if found else {}
        if table == "judgement" and row.get("other") is not None:
            other = partial(self.references.find_other, str(row["other"]))
            values["other"] = self.findings.attempt((*path, "other"), row, other)

    def _read_field(self, field: Field, path: Path, row: Mapping[str, Any], values: dict[str, Any]) -> Any:
        raw = row[field.name]
        if field.kind == "link":
            return self.findings.attempt(path, row, partial(self.references.find_link, field, str(raw)))
        if field.kind == "any":
            return self.findings.attempt(path, row, partial(read_claimed, row, values, raw))
        return self.findings.attempt(path, row, partial(parse_value, field, raw))


def _list_links(records: Iterable[Record], field: str) -> dict[str, str]:
    return {record.id: record.values[field] for record in records if field in record.values}


def _list_given(table: str, row: Mapping[str, Any]) -> list[tuple[str, Field]]:
    """Return the fields that a row gives, in the order of the table; most rows give a few of many."""
    fields = get_fields(table)
    given = [name for name, raw in row.items() if raw is not None and name in fields and name not in MANAGED]
    places = _number_fields(table)
    return [(name, fields[name]) for name in sorted(given, key=places.__getitem__)]


@cache
def _number_fields(table: str) -> dict[str, int]:
    return {name: place for place, name in enumerate(get_fields(table))}

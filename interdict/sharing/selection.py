"""Read what a reading copy will hold, case by case, some hundred at a time.

Most cases hold nothing that is withheld: their rows go as they are. The others, and those in which a link leads
nowhere or a text may give something away, are gone through field by field.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from interdict.domain.fields import CASE_TABLES, TABLES
from interdict.domain.records import Record, to_row
from interdict.domain.secret_texts import may_hold
from interdict.domain.withholding import Emptied, Rest, withhold
from interdict.sharing.readable import Row, list_record_columns
from interdict.sharing.withheld import Watch, Withheld
from interdict.store.query import Query, find_matching, parse_terms

BATCH = 200  # cases
REMEMBERED = 5_000  # sources of which it is known whether they go

Rows = dict[str, list[Row]]  # by table
_LINKS = {"conveyance": ("identity_of_id",), "cargo": ("conveyance_id",), "leg": ("conveyance_id",)}
_PLACES = {table: {column: place for place, column in enumerate(list_record_columns(table))} for table in TABLES}


class Chosen(NamedTuple):
    """What is published of one case, no rows where nothing is; what was left out, by table and reason; what emptied."""

    case_id: str
    ref: str
    rows: Rows
    left_out: Sequence[tuple[str, str, str]]  # table, id, reason
    emptied: Sequence[Emptied]

    @property
    def sources(self) -> Iterator[str]:
        """Return the sources that the published claims name."""
        place = _PLACES["claim"]["source_id"]
        return (row[place] for row in self.rows.get("claim", ()) if row[place] is not None)


class Selection:
    """Reads the cases that terms choose, without what is withheld."""

    def __init__(self, connection: sqlite3.Connection, terms: Sequence[str], withheld: Withheld) -> None:
        self._connection = connection
        self._bare = connection.cursor()
        self._bare.row_factory = None
        self._terms = terms
        self._query: Query = parse_terms(terms)
        self._withheld = withheld
        self._sources: OrderedDict[str, bool] = OrderedDict()

    def read(self, watch: Watch) -> Iterator[list[Chosen]]:
        """Yield what is published of the cases, the earliest first."""
        ids = iter(watch(find_matching(self._connection, self._terms)))
        while batch := list(islice(ids, BATCH)):
            read = self._read_rows([case_id for case_id in batch if case_id not in self._withheld.cases])
            yield [self._choose(case_id, read.get(case_id)) for case_id in batch]

    def _choose(self, case_id: str, rows: Rows | None) -> Chosen:
        gone = []
        if rows is not None:
            ids = {row[0] for table in rows.values() for row in table}
            other = _PLACES["judgement"]["other_id"]
            gone = self._find_gone(ids, (row[other] for row in rows.get("judgement", ())))
            if not gone and self._is_plain(ids, rows):
                return Chosen(case_id, "", rows, (), ())
        records = self._withheld.read_case(self._connection, case_id)
        if rows is None:
            gone = self._find_gone(records.keys(), (record.values.get("other") for record in records.values()))
        rest = withhold(records, self._withheld.policy, self._withheld.known, gone)
        left_out = [(records[one].table, one, why) for one, why in rest.reasons.items() if one in records]
        ref = str(records[case_id].values.get("ref", case_id))
        return Chosen(case_id, ref, _to_rows(rest.records.values()), left_out, rest.emptied)

    def _read_rows(self, ids: Sequence[str]) -> dict[str, Rows]:
        found: dict[str, Rows] = {case_id: {} for case_id in ids}
        marks = ",".join("?" * len(ids))
        for table in ("interdiction", *CASE_TABLES):
            column = "id" if table == "interdiction" else "interdiction_id"
            place = _PLACES[table][column]
            query = f"SELECT {', '.join(list_record_columns(table))} FROM {table} WHERE {column} IN ({marks})"
            for row in self._bare.execute(query, ids):
                found[row[place]].setdefault(table, []).append(row)
        return found

    def _is_plain(self, ids: set[str], rows: Rows) -> bool:
        """Say whether nothing of a case is withheld, and all its links lead to what is published."""
        for table, columns in _LINKS.items():
            for row in rows.get(table, ()):
                targets = (row[_PLACES[table][column]] for column in columns)
                if any(target is not None and target not in ids for target in targets):
                    return False
        source = _PLACES["claim"]["source_id"]
        if not all(row[source] is None or self.has_source(row[source]) for row in rows.get("claim", ())):
            return False
        for table in ("claim", "judgement", "note"):
            subject = _PLACES[table]["subject_id"]
            if any(row[subject] not in ids for row in rows.get(table, ())):
                return False
        cells = {cell for table in rows.values() for row in table for cell in row if type(cell) is str}
        return not may_hold(cells - ids, self._withheld.known)

    def has_source(self, source_id: str) -> bool:
        """Say whether a source is in the file and may be published."""
        if source_id in self._withheld.sources:
            return False
        if source_id not in self._sources:
            found = self._bare.execute("SELECT 1 FROM source WHERE id = ?", (source_id,)).fetchone()
            self._sources[source_id] = found is not None
            if len(self._sources) > REMEMBERED:
                self._sources.popitem(last=False)
        return self._sources[source_id]

    def _find_gone(self, ids: Container[str], others: Iterable[str | None]) -> list[str]:
        """Return the records of other cases that judgements of this one name and that are not published."""
        return [other for other in set(others) if other and other not in ids and not self._is_published(other)]

    def _is_published(self, record_id: str) -> bool:
        """Say whether a record of another case is going to be in the copy."""
        for table in TABLES:
            column = "id" if table in {"interdiction", "source"} else "interdiction_id"
            row = self._bare.execute(f"SELECT {column} FROM {table} WHERE id = ?", (record_id,)).fetchone()
            if row is None:
                continue
            if table == "source":
                return self.has_source(record_id)
            query = f"SELECT 1 FROM interdiction WHERE id = ? AND ({self._query.where})"
            if self._bare.execute(query, (row[0], *self._query.values)).fetchone() is None:
                return False
            rest = self._examine(row[0])
            return record_id in rest.records
        return False

    def _examine(self, case_id: str) -> Rest:
        records = self._withheld.read_case(self._connection, case_id)
        return withhold(records, self._withheld.policy, self._withheld.known)


def _to_rows(records: Iterable[Record]) -> Rows:
    rows: Rows = {}
    for record in records:
        rows.setdefault(record.table, []).append(make_row(record))
    return rows


def make_row(record: Record) -> Row:
    """Return the columns of a record that a reading copy has, in order."""
    row = to_row(record)
    return tuple(row.get(column) for column in list_record_columns(record.table))

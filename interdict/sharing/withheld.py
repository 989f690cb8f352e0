"""Find in a whole file what may not be published: the cases that hold such, the sources, and the texts that tell."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from interdict.domain.records import Record
from interdict.domain.secret_texts import Secrets, shorten
from interdict.domain.sharing_marks import Policy, explain_mark, find_withheld, tighten_marks
from interdict.domain.telling_texts import EVERYWHERE, LONG_ENOUGH, REMARKS, list_claimed_names, list_telling
from interdict.domain.vocabulary import VOCABULARIES
from interdict.domain.withholding import Known, list_own_secrets
from interdict.store.cases import read_case
from interdict.store.sources import read_sources

Watch = Callable[[Iterable[str]], Iterable[str]]  # passes things through and says how far it got

_MARKED = ("interdiction", "party", "source", "claim", "note")
_STRICT = ("tlp", "private", "kind")  # fields of which the strictest counts where people differ


class Withheld(NamedTuple):
    """What of a file may not be published under a policy; all of it grows with what is withheld, not with the file."""

    policy: Policy
    cases: frozenset[str]  # that hold something withheld, or are
    sources: Mapping[str, str]  # the reason by id
    standing: Mapping[str, Mapping[str, list[Any]]]  # values in conflict of `tlp`, `private`, `kind`, by record
    known: Known
    by_source: Mapping[str, list[Secrets]]  # texts of the cases that cite a source, for that source

    def read_case(self, connection: sqlite3.Connection, case_id: str) -> dict[str, Record]:
        """Return the records of a case with the strictest marks that stand."""
        return _tighten(read_case(connection, case_id), self.standing)


def find_all_withheld(connection: sqlite3.Connection, policy: Policy, watch: Watch = lambda items: items) -> Withheld:
    """Go through a file for all that may not be published, wherever it is and whatever is published."""
    standing = _read_standing(connection)
    sources = _find_sources(connection, policy, standing)
    cases = _find_cases(connection, policy, standing, sources)
    known = Known(Secrets(), Secrets())
    for source, why in sources.items():
        records = _tighten(read_sources(connection, [source]), standing)
        _add(known, {source: records[source]}, {source: why}, policy)
    by_source: dict[str, list[Secrets]] = {}
    for case_id in watch(sorted(cases)):
        records = _tighten(read_case(connection, case_id), standing)
        reasons = find_withheld(records, policy)
        _add(known, records, reasons, policy)
        texts = list_own_secrets(records, reasons, policy)
        names = set(list_claimed_names(records, reasons))
        for text in texts:
            if len(shorten(text)) >= LONG_ENOUGH:
                known.everywhere.add(text)
            elif text in names:
                known.remarks.add(text)
        if texts and case_id not in reasons:
            own = Secrets(texts)
            for record in records.values():
                if record.table == "source" and record.id not in reasons:
                    by_source.setdefault(record.id, []).append(own)
    return Withheld(policy, frozenset(cases), sources, standing, known, by_source)


def _add(known: Known, records: Mapping[str, Record], reasons: Mapping[str, str], policy: Policy) -> None:
    for telling in list_telling(records, reasons, policy):
        if telling.where == EVERYWHERE:
            known.everywhere.add(telling.text)
        elif telling.where == REMARKS:
            known.remarks.add(telling.text)


def _tighten(records: dict[str, Record], standing: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, Record]:
    if standing:
        for record_id in records.keys() & standing.keys():
            records[record_id] = tighten_marks(records[record_id], standing[record_id])
    return records


def _read_standing(connection: sqlite3.Connection) -> dict[str, dict[str, list[Any]]]:
    """Return the values that stand of marks on which people differ, by record and field."""
    found: dict[str, dict[str, list[Any]]] = {}
    rows = connection.execute(
        f"SELECT record, field, choices FROM conflict WHERE field IN ({','.join('?' * len(_STRICT))})", _STRICT
    )
    for record, field, choices in rows:
        values = [choice["value"] for choice in json.loads(choices)]
        found.setdefault(record, {})[field] = [None if value is None else json.loads(value) for value in values]
    return found


def _mark_condition(table: str, policy: Policy) -> tuple[str, tuple[str, ...]]:
    """Return the condition on rows that are marked by themselves, as `explain_mark` has it."""
    sql = f"(private IS NOT NULL OR (tlp IS NOT NULL AND tlp NOT IN ({','.join('?' * len(policy.allowed))})))"
    values = policy.allowed
    if table == "party" and not policy.persons:
        kinds = tuple(kind for kind in VOCABULARIES["party_kind"] if kind != "person")
        sql = f"({sql} OR (kind IS NOT NULL AND kind NOT IN ({','.join('?' * len(kinds))})))"
        values = (*values, *kinds)
    return sql, values


def _find_sources(
    connection: sqlite3.Connection, policy: Policy, standing: Mapping[str, Mapping[str, list[Any]]]
) -> dict[str, str]:
    sql, values = _mark_condition("source", policy)
    ids = {row[0] for row in connection.execute(f"SELECT id FROM source WHERE {sql}", values)}
    ids.update(row[0] for row in _execute_in(connection, "SELECT id FROM source WHERE id IN ({})", standing))
    found = {}
    for source in _tighten(read_sources(connection, ids), standing).values():
        if why := explain_mark(source, policy):
            found[source.id] = why
    return found


def _find_cases(
    connection: sqlite3.Connection,
    policy: Policy,
    standing: Mapping[str, Mapping[str, list[Any]]],
    sources: Iterable[str],
) -> set[str]:
    cases: set[str] = set()
    for table in _MARKED:
        if table == "source":
            continue
        column = "id" if table == "interdiction" else "interdiction_id"
        sql, values = _mark_condition(table, policy)
        cases.update(row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {sql}", values))
        cases.update(
            row[0] for row in _execute_in(connection, f"SELECT {column} FROM {table} WHERE id IN ({{}})", standing)
        )
    cases.update(
        row[0] for row in _execute_in(connection, "SELECT interdiction_id FROM claim WHERE source_id IN ({})", sources)
    )
    present = _execute_in(connection, "SELECT id FROM interdiction WHERE id IN ({})", cases)
    return {row[0] for row in present}


def _execute_in(connection: sqlite3.Connection, query: str, ids: Iterable[str]) -> Iterator[Any]:
    """Yield the rows of a query over ids, some hundred at a time."""
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        batch = wanted[start : start + 500]
        yield from connection.execute(query.format(",".join("?" * len(batch))), batch)

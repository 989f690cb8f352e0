"""The report `parties`: companies and organisations and their roles across cases, and who appears with whom.

Two parties are one when their names are, without case, punctuation and legal form, or when somebody judged them the
same. A party that was judged different from another of its name stands by itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from interdict.domain.party_names import normalise_party_name
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.judgements import Judgement, read_judgements
from interdict.store.query import Query
from interdict.store.reports.linking import Links
from interdict.store.reports.report import Choices, Column, Report, Table, read_rows

_KINDS = ("company", "organisation")
_FIELDS = ("name", "kind", "role", "country")

_SELECT_NAMES = """
    SELECT DISTINCT name
    FROM party
    WHERE name IS NOT NULL AND kind IN (SELECT value FROM json_each(?))
    AND interdiction_id IN (SELECT id FROM chosen)
"""


def _list(column: str) -> str:
    """Write the different values of a group, joined."""
    return f"replace(group_concat(DISTINCT {column}), ',', ', ')"


# Its values: the kinds as a list, and two objects, the number of a party by its name and by its id.
_SELECT = f"""
    , by_name AS MATERIALIZED (SELECT key AS name, value AS number FROM json_each(?)),
    by_id AS MATERIALIZED (SELECT key AS id, value AS number FROM json_each(?)),
    met AS MATERIALIZED (
        SELECT
            party.id, party.interdiction_id, party.name, party.kind, party.role, party.country, chosen.year,
            interdiction.ref, coalesce(by_id.number, by_name.number) AS number
        FROM chosen
        JOIN party ON party.interdiction_id = chosen.id
        JOIN interdiction ON interdiction.id = chosen.id
        JOIN by_name ON by_name.name = party.name
        LEFT JOIN by_id ON by_id.id = party.id
        WHERE party.kind IN (SELECT value FROM json_each(?))
    ),
    disputed AS MATERIALIZED (
        SELECT met.number, {_list("said.field")} AS fields
        FROM ({select_claims(choose_fields(party=_FIELDS))}) AS said
        JOIN met ON met.id = said.subject_id
        WHERE said.disputes
        GROUP BY met.number
    ),
    land AS MATERIALIZED (
        SELECT met.number, {_list("item.value")} AS countries
        FROM met JOIN json_each(met.country) AS item
        GROUP BY met.number
    ),
    counted AS MATERIALIZED (
        SELECT
            number, min(name) AS name, {_list("kind")} AS kinds, {_list("role")} AS roles,
            max(countries) AS countries, count(DISTINCT interdiction_id) AS cases, min(year) AS first,
            max(year) AS last, {_list("ref")} AS refs,
            CASE WHEN min(name) < max(name) THEN json_group_array(DISTINCT name) END AS names
        FROM met LEFT JOIN land USING (number)
        GROUP BY number
    ),
    recurring AS MATERIALIZED (SELECT number FROM counted WHERE cases > 1),
    pair AS MATERIALIZED (
        SELECT DISTINCT one.number AS one, other.number AS other, one.ref
        FROM met AS one
        JOIN met AS other ON other.interdiction_id = one.interdiction_id AND other.number <> one.number
        WHERE one.number IN (SELECT number FROM recurring)
        AND (one.number < other.number OR other.number NOT IN (SELECT number FROM recurring))
    ),
    linked AS MATERIALIZED (
        SELECT one, other, count(*) AS cases, {_list("ref")} AS refs FROM pair GROUP BY one, other
    )
    SELECT *
    FROM (
        SELECT
            'party', name, kinds, roles, countries, cases, first, last, refs, names, disputed.fields
        FROM counted LEFT JOIN disputed ON disputed.number = counted.number
        ORDER BY cases DESC, name COLLATE NOCASE, counted.number
    )
    UNION ALL
    SELECT *
    FROM (
        SELECT 'pair', one.name, other.name, linked.cases, linked.refs, NULL, NULL, NULL, NULL, NULL, NULL
        FROM linked
        JOIN counted AS one ON one.number = linked.one
        JOIN counted AS other ON other.number = linked.other
        ORDER BY linked.cases DESC, one.cases DESC, one.name COLLATE NOCASE, other.name COLLATE NOCASE
    )
    UNION ALL
    SELECT 'all', count(*), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM chosen
    UNION ALL
    SELECT 'kind', coalesce(kind, 'unknown'), count(*), count(name), NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM party
    WHERE interdiction_id IN (SELECT id FROM chosen)
    GROUP BY 2
"""

_COLUMNS = (
    Column("party", "Party"),
    Column("kind", "Kind", "word"),
    Column("roles", "Roles", "word"),
    Column("countries", "Countries", "countries"),
    Column("cases", "Cases", "number"),
    Column("first", "First"),
    Column("last", "Last"),
    Column("refs", "Ref"),
    Column("spellings", "Also written"),
    Column("disputed", "Disputed", "word"),
)
_SHOWN = tuple(column for column in _COLUMNS if column.key not in {"kind", "first", "last", "spellings"})
_PAIR_COLUMNS = (
    Column("one", "Party"),
    Column("other", "Appears with"),
    Column("cases", "Cases", "number"),
    Column("refs", "Ref"),
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """List parties with their roles, those of most cases first, then the pairs that link cases."""
    kinds = json.dumps([*_KINDS, "person"] if choices.persons else _KINDS)
    by_name, by_id = _number_parties(connection, query, kinds)
    rows: dict[str, list[dict[str, Any]]] = {"party": [], "pair": []}
    keys = {"party": tuple(column.key for column in _COLUMNS), "pair": tuple(column.key for column in _PAIR_COLUMNS)}
    counts: dict[str, tuple[int, int]] = {}
    total = 0
    values = (json.dumps(by_name), json.dumps(by_id), kinds)
    for part, *found in read_rows(connection, _SELECT, query, *values):
        if part in rows:
            rows[part].append(dict(zip(keys[part], found, strict=False)))
        elif part == "kind":
            counts[found[0]] = (found[1], found[2])
        else:
            total = found[0]
    for row in rows["party"]:
        if row["spellings"]:
            row["spellings"] = "; ".join(sorted(json.loads(row["spellings"]))[1:])
    hints = ("--persons lists private persons too",) if "person" in counts and not choices.persons else ()
    notes = _make_notes(counts, json.loads(kinds))
    tables = (
        Table("Companies and organisations", _COLUMNS, rows["party"], notes, _SHOWN, chart="bars", hints=hints),
        Table("Who appears with whom", _PAIR_COLUMNS, rows["pair"], (_PAIR_NOTE,)),
    )
    return Report("parties", tables, total)


def _number_parties(connection: sqlite3.Connection, query: Query, kinds: str) -> tuple[dict[str, int], dict[str, int]]:
    """Number the parties: by name, and by id the ones that judgements join or tell apart."""
    names = {name: normalise_party_name(name) for (name,) in read_rows(connection, _SELECT_NAMES, query, kinds)}
    judgements = read_judgements(connection, "party")
    judged = _read_judged(connection, judgements)
    apart = {
        party
        for judgement in judgements
        if judgement.verdict == "different" and judged.get(judgement.subject) == judged.get(judgement.other)
        for party in judgement.pair
    }
    nodes = {party: ("id", party) if party in apart else ("name", name) for party, name in judged.items()}
    links = Links()
    for judgement in judgements:
        if judgement.verdict == "same" and judgement.pair <= nodes.keys():
            links.join(nodes[judgement.subject], nodes[judgement.other])
    numbers: dict[object, int] = {}
    by_name = {name: numbers.setdefault(links.find(("name", key)), len(numbers)) for name, key in names.items()}
    return by_name, {
        party: numbers.setdefault(links.find(nodes[party]), len(numbers)) for party in apart if party in nodes
    }


def _read_judged(connection: sqlite3.Connection, judgements: Sequence[Judgement]) -> Mapping[str, str]:
    """Return the normalised names of the parties that judgements are about."""
    ids = json.dumps([party for judgement in judgements for party in judgement.pair])
    select = "SELECT id, name FROM party WHERE name IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
    cursor = connection.cursor()
    cursor.row_factory = None
    return {party: normalise_party_name(name) for party, name in cursor.execute(select, (ids,))}


_PAIR_NOTE = (
    "pairs of which at least one party is met in several cases; parties of one case only are linked by it alone"
)


def _make_notes(counts: Mapping[str, tuple[int, int]], kinds: Sequence[str]) -> tuple[str, ...]:
    notes = [
        "names are compared without case, punctuation and words for a legal form (Ltd, Co., GmbH, FZE and the like); "
        "judgements join and part them",
    ]
    unnamed = sum(number - named for kind, (number, named) in counts.items() if kind in kinds)
    persons = 0 if "person" in kinds else counts.get("person", (0, 0))[0]
    others = {kind: number for kind, (number, _) in counts.items() if kind not in kinds and kind != "person"}
    left_out = [f"{unnamed:,} without a name"] if unnamed else []
    left_out += [f"{number:,} of kind {kind}" for kind, number in sorted(others.items())]
    left_out += [f"{persons:,} private person{'' if persons == 1 else 's'}"] if persons else []
    if left_out:
        every = sum(number for number, _ in counts.values())
        notes.append(f"left out of {every:,} records of parties: {', '.join(left_out)}")
    return tuple(notes)

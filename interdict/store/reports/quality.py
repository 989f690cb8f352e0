"""The report `quality`: how complete each case is, how much of it is sourced, and by how many independent sources."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from interdict.domain.citations import UNCITED
from interdict.domain.completeness import MAIN
from interdict.domain.fields import field_columns
from interdict.store.agreement import WEIGHED, select_claims
from interdict.store.completeness import HELD
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, read_rows
from interdict.store.voices import WITH_VOICES, count_together, read_origins, write_origins

_CITED = {
    table: tuple(field for field in fields if field.name not in UNCITED)
    for table, fields in WEIGHED.items()
    if table != "note"
}


def _count_values(table: str) -> str:
    """Count the values of each case in a table that a source should stand behind."""
    tests = (f"(coalesce({', '.join([*field_columns(field), 'NULL'])}) IS NOT NULL)" for field in _CITED[table])
    case = "id" if table == "interdiction" else "interdiction_id"
    return f"""
        SELECT {case} AS case_id, sum({" + ".join(tests)}) AS number
        FROM {table}
        WHERE {case} IN (SELECT id FROM chosen)
        GROUP BY {case}
    """


_SELECT = f"""
    {WITH_VOICES}
    , held AS MATERIALIZED (
        SELECT case_id, sum(number) AS number
        FROM ({" UNION ALL ".join(_count_values(table) for table in _CITED)})
        GROUP BY case_id
    ),
    said AS MATERIALIZED (
        SELECT interdiction_id, max(mark = 'asserts') AS is_sourced, max(disputes) AS is_disputed
        FROM (
            SELECT *
            FROM ({select_claims(_CITED)})
            WHERE (mark = 'asserts' AND value IS NOT NULL) OR (disputes AND relation <> 'unset')
        )
        GROUP BY interdiction_id, subject_id, field
    ),
    weighed AS MATERIALIZED (
        SELECT interdiction_id AS case_id, sum(is_sourced) AS sourced, sum(is_disputed) AS disputed
        FROM said
        GROUP BY interdiction_id
    )
    SELECT
        one.ref, one.title,
        {" + ".join(HELD.values())} AS filled,
        held.number, coalesce(weighed.sourced, 0), coalesce(weighed.disputed, 0),
        coalesce(voiced.sources, 0), coalesce(voiced.independent, 0), voiced.together
    FROM chosen
    JOIN interdiction AS one ON one.id = chosen.id
    JOIN held ON held.case_id = one.id
    LEFT JOIN weighed ON weighed.case_id = one.id
    LEFT JOIN voiced ON voiced.interdiction_id = one.id
    ORDER BY filled, one.earliest IS NULL, one.earliest, one.ref
"""

_BANDS = 5
_COLUMNS = (
    Column("ref", "Ref"),
    Column("title", "Title"),
    Column("filled", "Filled", "number"),
    Column("complete", "Complete", "percent"),
    Column("values", "Values", "number"),
    Column("sourced", "Sourced", "number"),
    Column("sourced_share", "Sourced", "percent"),
    Column("disputed", "Disputed", "number"),
    Column("sources", "Sources", "number"),
    Column("independent", "Independent", "number"),
)
_SHOWN = tuple(column for column in _COLUMNS if column.key not in {"filled", "values", "sourced", "sources"})


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Grade each case, the least complete first, after the means of all."""
    origins = read_origins(connection)
    found = read_rows(connection, _SELECT, query, write_origins(origins))
    main = len(MAIN)
    rows: list[dict[str, Any]] = [
        {
            "ref": ref,
            "title": title,
            "filled": filled,
            "complete": round(100 * filled / main, 1),
            "values": values,
            "sourced": sourced,
            "sourced_share": round(100 * sourced / values, 1) if values else None,
            "disputed": disputed,
            "sources": sources,
            "independent": count_together(origins, together) if together else independent,
        }
        for ref, title, filled, values, sourced, disputed, sources, independent, together in found
    ]
    notes = (
        f"complete: of {main} main fields: {', '.join(MAIN)}",
        "sourced: the share of values for which a source says the same; titles, summaries, remarks and the like are "
        "the analyst's own and not counted",
        "disputed: of the same values, those that a source denies, or for which it gives another that is in conflict",
        "independent: sources that draw on the same agency, paper or publisher count once",
    )
    tables = (_summarise(rows), _count_bands(rows), Table("By case", _COLUMNS, rows, notes, _SHOWN))
    return Report("quality", tables, len(rows))


def _count_bands(rows: list[dict[str, Any]]) -> Table:
    """Count the cases by how much of the main fields they have, in bands of a fifth."""
    columns = (
        Column("band", "Main fields filled"),
        Column("cases", "Cases", "number"),
        Column("share", "Of cases", "percent"),
    )
    size = 100 // _BANDS
    counts = Counter(min(_BANDS - 1, int(row["complete"] // size)) for row in rows)
    counted = [
        {
            "band": f"{band * size} to {'100' if band == _BANDS - 1 else f'under {(band + 1) * size}'} %",
            "cases": counts[band],
            "share": find_share(counts[band], len(rows)),
        }
        for band in range(_BANDS)
    ]
    return Table("Cases by completeness", columns, counted if rows else (), (), chart="bars")


def _summarise(rows: list[dict[str, Any]]) -> Table:
    columns = (
        Column("measure", "Measure"),
        Column("number", "Number", "number"),
        Column("of", "Of", "number"),
        Column("share", "Share", "percent"),
    )
    main, values = len(rows) * len(MAIN), sum(row["values"] for row in rows)
    single = sum(1 for row in rows if row["independent"] == 1)
    measures = {
        "main fields filled": (sum(row["filled"] for row in rows), main),
        "values with a source": (sum(row["sourced"] for row in rows), values),
        "values disputed": (sum(row["disputed"] for row in rows), values),
        "cases with one independent source": (single, len(rows)),
        "cases without a source": (sum(1 for row in rows if not row["sources"]), len(rows)),
    }
    undated = sum(1 for row in rows if "-0000-" in (row["ref"] or ""))
    if undated:  # of which the reference is the only trace, once the date is known
        measures["references that say 0000 for the year"] = (undated, len(rows))
    written = [
        {"measure": name, "number": number, "of": whole, "share": find_share(number, whole)}
        for name, (number, whole) in measures.items()
    ]
    return Table("Over all", columns, written)

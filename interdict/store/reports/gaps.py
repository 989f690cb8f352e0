"""The report `gaps`: what cases lack of the main fields, and which kind of document would fill it."""

from __future__ import annotations

import sqlite3
from typing import Any

from interdict.domain.completeness import MAIN
from interdict.store.completeness import HELD
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, read_rows

_LACKS = " || ".join(f"CASE WHEN {held} THEN '' ELSE ', {name}' END" for name, held in HELD.items())

_SELECT = f"""
    SELECT ref, title, (length(lacks) - length(replace(lacks, ',', ''))), substr(lacks, 3)
    FROM (
        SELECT one.ref, one.title, one.earliest, {_LACKS} AS lacks
        FROM chosen JOIN interdiction AS one ON one.id = chosen.id
    )
    ORDER BY 3 DESC, earliest IS NULL, earliest, ref
"""

_FIELD_COLUMNS = (
    Column("field", "Field"),
    Column("cases", "Lacking", "number"),
    Column("share", "Of cases", "percent"),
    Column("document", "Where to look"),
    Column("kinds", "Kinds of source", "word"),
)
_CASE_COLUMNS = (
    Column("ref", "Ref"),
    Column("title", "Title"),
    Column("lacking", "Lacking", "number"),
    Column("fields", "Fields"),
)

_HINT = "'interdict compare REF' shows what sources say that nobody adopted"


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """List what each case lacks, after a count of the cases that lack each field and the document to look for."""
    found = read_rows(connection, _SELECT, query)
    counts: dict[str, int] = dict.fromkeys(MAIN, 0)
    for *_, fields in found:
        for name in fields.split(", ") if fields else ():
            counts[name] += 1
    rows: list[dict[str, Any]] = [
        {
            "field": name,
            "cases": counts[name],
            "share": find_share(counts[name], len(found)),
            "document": need.document,
            "kinds": ", ".join(need.kinds),
        }
        for name, need in MAIN.items()
    ]
    rows.sort(key=lambda row: -row["cases"])
    cases: list[dict[str, Any]] = [
        {"ref": ref, "title": title, "lacking": number, "fields": fields}
        for ref, title, number, fields in found
        if number
    ]
    notes = (
        "a field of a record in the case, such as quantity, is lacking where no record of the case has it; "
        "'unknown' counts as lacking",
        "what a source says and nobody adopted is lacking too",
    )
    whole = len(found) - len(cases)
    note = f"{whole:,} of {len(found):,} cases lack none of them"
    tables = (
        Table("By field", _FIELD_COLUMNS, rows, notes, _FIELD_COLUMNS[:4], chart="bars"),
        Table("By case", _CASE_COLUMNS, cases, (note,), hints=(_HINT,)),
    )
    return Report("gaps", tables, len(found))

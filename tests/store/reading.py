"""Make reports in tests and read their tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interdict.store.connection import open_reading
from interdict.store.reports import make_report
from interdict.store.reports.report import Choices, Report


def report(path: Path, name: str, *terms: str, **choices: Any) -> Report:
    """Make a report."""
    with open_reading(path) as connection:
        return make_report(connection, name, terms, Choices(**choices))


def rows(path: Path, name: str, *terms: str, table: int = 0, **choices: Any) -> list[dict[str, Any]]:
    """Return the rows of a table of a report, with the columns that are for scripts."""
    found = report(path, name, *terms, **choices).tables[table]
    return [{column.key: row[column.key] for column in found.columns} for row in found.rows]


def notes(path: Path, name: str, *terms: str, **choices: Any) -> str:
    """Return all notes of a report as one text."""
    return " ".join(note for table in report(path, name, *terms, **choices).tables for note in table.notes)

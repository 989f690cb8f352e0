"""Make reports in tests and read their tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from interdict.domain.fields import get_fields
from interdict.domain.values import parse_value
from interdict.store.connection import open_reading
from interdict.store.reports import make_report
from interdict.store.reports.report import Choices, Report

DOCUMENTS = [
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # all as text
    for path in (Path(__file__).parents[2] / "db" / "cases").glob("*.yaml")
]


def name_country(place: Any) -> str:
    """Return the country of a place in a starter case, as the report `routes` names it."""
    if not place:
        return "(not stated)"
    named = {part: value for part, value in place.items() if part != "zone"} if isinstance(place, dict) else place
    parts = parse_value(get_fields("interdiction")["origin"], named)
    return parts.get("country") or parts.get("locode", "")[:2] or "(no country)"


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

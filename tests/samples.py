"""Cases to put into files, and what files hold, for tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from interdict.domain.document_reader import read_case
from interdict.domain.fields import TABLES, list_columns
from interdict.store.connection import open_reading, open_writing
from interdict.store.importing import Incoming, plan_import
from interdict.store.log import write_changes

THAI: dict[str, Any] = {
    "id": "01a20cd6-0e0c-7665-86ef-29c36f870c20",
    "title": "Arms aboard an Il-76",
    "date": "2009-12-12",
    "states": ["TH"],
    "place": {"name": "Bangkok", "country": "TH", "zone": "airport", "precision": "city"},
    "mode": "air",
    "regime": "DPRK",
    "outcome": "seized",
    "origin": {"name": "Pyongyang", "country": "KP"},
    "basis": ["UNSCR 1874"],
    "conveyances": [{"key": "plane", "kind": "aircraft", "type": "Il-76", "registration": "4L-AWA", "flag": "GE"}],
    "cargo": [
        {
            "key": "load",
            "description": "rockets and grenades",
            "category": "conventional_arms",
            "declared_as": "oil drilling equipment",
            "prohibited": "yes",
            "quantity": {"value": "35", "unit": "t", "scope": "load", "as_reported": "about 35 tons"},
        }
    ],
    "parties": [{"key": "crew", "kind": "crew", "role": "crew", "count": "5"}],
    "events": [{"kind": "landed", "date": "2009-12-12", "note": "unscheduled"}],
    "legs": [{"from": {"name": "Pyongyang", "country": "KP"}, "to": "Bangkok, Thailand", "conveyance": "plane"}],
    "sources": {
        "act": {"publisher": "Arms Control Today", "url": "https://example.org/act", "published": "2010-01"},
        "wire": {"publisher": "A wire", "title": "Plane held", "reliability": "B", "derived_from": "act"},
    },
    "claims": [
        {"of": "load", "field": "quantity", "value": {"value": "40", "unit": "t"}, "source": "wire"},
        {"field": "date", "value": "2009-12-11", "source": "wire", "locator": "p. 3", "stance": "denies"},
        {"field": "destination", "as_reported": "somewhere hot", "source": "act"},
    ],
    "notes": [{"of": "load", "text": "weights differ", "private": "yes"}],
}


def add_case(path: Path, tree: dict[str, Any], *, author: str = "Ana") -> str:
    """Put a case document into a file and return the id of the case."""
    document = read_case(tree)
    with open_writing(path) as connection:
        changes = plan_import(connection, [Incoming(document.case_id, document.records)])
        write_changes(connection, changes, author=author)
    return document.case_id


def dump_tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the record tables of a file, sorted."""
    with open_reading(path) as connection:
        connection.row_factory = None
        return {
            table: sorted(
                connection.execute(f"SELECT {', '.join(list_columns(table))} FROM {table}").fetchall(), key=str
            )
            for table in TABLES
        }


_HALF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE interdiction SET title = 'half'")
connection.execute("CREATE TABLE filler (x)")
connection.executemany("INSERT INTO filler VALUES (?)", [("y" * 3000,)] * 200)
os._exit(9)
"""


def leave_journal(path: Path) -> None:
    """Let a writer be killed in the middle of a transaction, so that its journal lies beside the file."""
    subprocess.run([sys.executable, "-c", _HALF, str(path)], check=False)
    assert Path(f"{path}-journal").exists()

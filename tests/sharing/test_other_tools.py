"""A reading copy opens well in the tools that people have: Datasette, the sqlite3 shell, plain SQL."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.sharing.test_marks import publish

VIEWS = ("cases", "cargo_with_cases", "conveyances_with_cases", "claims_with_sources", "sources_with_counts")


@pytest.fixture(scope="module")
def copy(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a reading copy of the starter cases."""
    target = tmp_path_factory.mktemp("copy") / "cases.db"
    publish(starter, target)
    return target


@pytest.fixture(scope="module")
def get(copy: Path) -> Any:
    """Return a function that asks the real Datasette for a page, within this process."""
    from datasette.app import Datasette

    datasette = Datasette([str(copy)])

    def ask(path: str) -> Any:
        async def fetch() -> Any:
            await datasette.invoke_startup()
            return await datasette.client.get(path)

        response = asyncio.run(fetch())
        assert response.status_code == 200, response.text
        return response.json() if ".json" in path else response.text

    return ask


def test_datasette_lists_tables_and_views(get: Any) -> None:
    database = get("/cases.json")
    assert {view["name"] for view in database["views"]} == set(VIEWS)
    tables = {table["name"]: table for table in database["tables"]}
    assert tables["interdiction"]["count"] == 45
    assert tables["interdiction"]["primary_keys"] == ["id"]
    assert not any(table["hidden"] for table in tables.values())
    links = {(link["column"], link["other_table"]) for link in tables["claim"]["foreign_keys"]["outgoing"]}
    assert links == {("interdiction_id", "interdiction"), ("source_id", "source")}


@pytest.mark.parametrize("view", VIEWS)
def test_datasette_shows_each_view(get: Any, view: str) -> None:
    assert get(f"/cases/{view}.json?_shape=objects&_size=5")["rows"]
    assert "<table" in get(f"/cases/{view}")


def test_datasette_labels_links_with_titles(get: Any) -> None:
    rows = get("/cases/cargo.json?_labels=on&_shape=objects&_size=20")["rows"]
    labels = [row["interdiction_id"]["label"] for row in rows]
    assert all(labels)
    assert "Anti-tank weapons on an Iranian fishing dhow off Salalah" in labels
    rows = get("/cases/leg.json?_labels=on&_shape=objects&conveyance_id__notblank=1&_size=5")["rows"]
    assert all(row["conveyance_id"]["label"] for row in rows)


def test_datasette_shows_a_row_with_what_links_to_it(get: Any) -> None:
    rows = get("/cases/cases.json?_shape=objects&ref=TH-2009-31F")["rows"]
    page = get(f"/cases/interdiction/{rows[0]['id']}")
    assert "North Korean arms aboard an Il-76 at Bangkok" in page
    assert "Links from other tables" in page


def test_datasette_facets_lists(get: Any) -> None:
    facets = get("/cases/interdiction.json?_facet_array=regime&_facet=outcome")["facet_results"]
    found = {one["value"]: one["count"] for one in facets["regime"]["results"]}
    assert found["DPRK"] > 10


def run_shell(copy: Path, *queries: str) -> str:
    """Run queries in the sqlite3 shell where there is one, else through Python's SQLite."""
    shell = shutil.which("sqlite3")
    if shell:
        done = subprocess.run([shell, "-readonly", str(copy), *queries], capture_output=True, text=True, check=True)
        return done.stdout.strip()
    connection = sqlite3.connect(copy)
    rows = [row for query in queries for row in connection.execute(query).fetchall()]
    connection.close()
    return "\n".join("|".join(map(str, row)) for row in rows)


def test_shell_finds_the_copy_whole(copy: Path) -> None:
    assert run_shell(copy, "PRAGMA integrity_check", "PRAGMA foreign_key_check") == "ok"
    assert run_shell(copy, "SELECT count(*) FROM cases", "SELECT count(*) FROM claims_with_sources").split()[0] == "45"


def test_shell_reads_a_case_without_looking_anything_up(copy: Path) -> None:
    query = "SELECT title, interdicted_by, place_country_name, outcome_meaning FROM cases WHERE ref = 'TH-2009-31F'"
    assert run_shell(copy, query) == (
        "North Korean arms aboard an Il-76 at Bangkok|Thailand|Thailand|prohibited goods were found and seized"
    )


def test_copy_needs_nothing_but_old_plain_sql(copy: Path) -> None:
    """No STRICT, no virtual or generated column, no trigger: older programs and other engines read it."""
    connection = sqlite3.connect(copy)
    rows = connection.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    assert {kind for kind, _ in rows} == {"table", "index", "view"}
    assert not any(word in sql.upper() for _, sql in rows for word in ("STRICT", "VIRTUAL", "GENERATED", "WITHOUT"))


def test_every_link_has_an_index(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for link in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {link[3]} = ?", ("x",)
            ).fetchall()
            assert "USING" in plan[0][3], (table, link[3], plan)
    connection.close()


def test_copy_says_what_it_is(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    told = dict(connection.execute("SELECT name, value FROM metadata").fetchall())
    counts = dict(connection.execute("SELECT kind, records FROM published").fetchall())
    words = connection.execute("SELECT meaning FROM vocabulary WHERE word = 'turned_back'").fetchall()
    connection.close()
    assert told["generated"] == "2026-11-24"
    assert (told["title"], told["licence"], told["sharing"]) == ("Cases", "CC0", "TLP:CLEAR")
    assert told["standard of evidence"] == "a standard"
    assert (counts["interdiction"], counts["source"]) == (45, 271)
    assert words

"""Export and import again: another file with the same content, whatever sources and keys a file has come to hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from interdict.cli import run
from interdict.domain.changes import CREATE, Change
from interdict.domain.fields import TABLES, list_columns
from interdict.domain.records import Record
from interdict.store.connection import open_reading, open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from interdict.store.sources import list_uncited_sources
from tests.domain.strategies import make_cases
from tests.samples import THAI, add_case, dump_tables


def put(path: Path, records: Iterable[Record]) -> None:
    with open_writing(path) as connection:
        creates = [Change(record.table, record.id, CREATE, new=dict(record.values)) for record in records]
        write_changes(connection, creates, author="Ana")


def add_source(path: Path, number: int, **values: Any) -> str:
    source_id = f"01a20cd6-0e0c-7665-86ef-{number:012d}"
    put(path, [Record("source", source_id, values)])
    return source_id


def copy_by_documents(path: Path, folder: Path, form: str) -> Path:
    """Return a new file that was made by exporting one and importing what that gave."""
    other, documents = folder / f"other-{form}.sqlite", folder / f"cases.{form}"
    create_file(other)
    assert run(["--db", str(path), "export", "--persons", "-o", str(documents), "-q"]) == 0
    assert run(["--db", str(other), "import", str(documents), "-q", "-y"]) == 0
    return other


def dump_content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all tables but for the numbers that order them."""
    skipped = {table: list_columns(table).index("sequence") for table in TABLES if "sequence" in list_columns(table)}
    return {
        table: sorted(
            (tuple(cell for place, cell in enumerate(row) if place != skipped.get(table)) for row in rows), key=str
        )
        for table, rows in dump_tables(path).items()
    }


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_starter_cases_go_round(starter: Path, tmp_path: Path, form: str) -> None:
    assert dump_tables(copy_by_documents(starter, tmp_path, form)) == dump_tables(starter)


def test_uncited_sources_go_round_with_those_that_they_are_derived_from(file: Path, tmp_path: Path) -> None:
    add_case(file, THAI)
    with open_reading(file) as connection:
        cited = connection.execute("SELECT id FROM source WHERE key = 'wire'").fetchone()[0]
    wire = add_source(file, 1, key="agency", title="The wire")
    copy = add_source(file, 2, key="paper", title="A copy", derived_from=wire)
    add_source(file, 3, key="site", title="A copy of the copy", derived_from=copy)
    add_source(file, 4, key="blog", title="A copy of what a case cites", derived_from=cited)
    add_source(file, 5, key="alone", title="By itself")
    other = copy_by_documents(file, tmp_path, "yaml")
    assert dump_content(other) == dump_content(file)


def test_sources_that_are_derived_from_each_other_are_reported_and_not_read(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [f"01a20cd6-0e0c-7665-86ef-{number:012d}" for number in range(3)]
    put(
        file,
        [
            Record("source", one, {"key": f"s{number}", "title": "t", "derived_from": ids[(number + 1) % 3]})
            for number, one in enumerate(ids)
        ],
    )
    assert run(["--db", str(file), "check", "-f", "tsv"]) == 4
    assert capsys.readouterr().out.count("its derived_from leads back to itself") == 3
    documents, other = tmp_path / "cases.yaml", tmp_path / "other.sqlite"
    create_file(other)
    assert run(["--db", str(file), "export", "-o", str(documents), "-q"]) == 0
    assert run(["--db", str(other), "import", str(documents), "-q", "-y"]) == 4
    assert "cases.yaml:6: sources.s0.derived_from: the source would be a copy of itself" in capsys.readouterr().err


def test_sources_that_share_a_key_keep_their_names_whatever_is_exported(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 4):
        source = add_source(file, number, key="paper", title=f"Paper {number}")
        add_case(file, {"title": f"t{number}", "date": "2009", "sources": {"paper": {"id": source}}, "source": "paper"})
    capsys.readouterr()
    for number in range(1, 4):
        assert run(["--db", str(file), "export", f"t{number}", "-q"]) == 0
        assert f"paper~{number}:\n    id:" in capsys.readouterr().out
        assert run(["--db", str(file), "source", "show", f"paper~{number}", "-f", "tsv"]) == 0
        assert f"title\tPaper {number}\n" in capsys.readouterr().out
    other = copy_by_documents(file, tmp_path, "yaml")
    assert dump_content(other) == dump_content(file)


def test_source_on_which_a_cited_one_draws_stays_uncited(file: Path, tmp_path: Path) -> None:
    wire = add_source(file, 1, key="agency", title="The wire")
    paper = add_source(file, 2, key="paper", title="A copy", derived_from=wire)
    add_case(file, {"title": "t", "date": "2009", "claims": [{"field": "date", "value": "2009", "source": "paper"}],
                    "sources": {"paper": {"id": paper, "title": "A copy"}}})  # fmt: skip
    other = copy_by_documents(file, tmp_path, "yaml")
    assert dump_content(other) == dump_content(file)


def test_two_sources_and_two_items_of_one_key_keep_it(file: Path, tmp_path: Path) -> None:
    case_id = add_case(file, THAI)
    own = {"interdiction": case_id, "sequence": 9}
    second = add_source(file, 1, key="act", title="Another act")
    load = Record("cargo", "01a20cd6-0e0c-7665-86ef-000000000009", {**own, "key": "load", "description": "more"})
    claim = {"key": "c", "subject": {"table": "cargo", "id": load.id}, "field": "description", "value": "more"}
    put(file, [load, Record("claim", "01a20cd6-0e0c-7665-86ef-00000000000a", {**own, **claim, "source": second})])
    other = copy_by_documents(file, tmp_path, "yaml")
    assert dump_content(other) == dump_content(file)
    text = (tmp_path / "cases.yaml").read_text()
    assert "load~2" in text
    assert "of: load" in text
    # Reading the document into the file that wrote it changes nothing either.
    before = file.read_bytes()
    assert run(["--db", str(file), "import", str(tmp_path / "cases.yaml"), "-q", "-y"]) == 0
    assert file.read_bytes() == before


def test_citation_under_a_former_key_of_its_source_goes_round(file: Path, tmp_path: Path) -> None:
    add_case(file, {"title": "t", "sources": {"old": {"title": "A report"}}})
    assert run(["--db", str(file), "source", "edit", "old", "--key", "new", "-q"]) == 0
    other = copy_by_documents(file, tmp_path, "json")
    assert dump_content(other) == dump_content(file)
    before = file.read_bytes()
    assert run(["--db", str(file), "import", str(tmp_path / "cases.json"), "-q", "-y"]) == 0
    assert file.read_bytes() == before


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(records=make_cases())
def test_any_case_goes_round_through_files(records: dict[str, Record], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("round")
    file = folder / "file.sqlite"
    create_file(file)
    (case,) = (record for record in records.values() if record.table == "interdiction")
    records[case.id] = case._replace(values={**case.values, "ref": "TH-2009-7KQ", "title": "a case"})
    put(file, records.values())
    for form in ("yaml", "json"):
        assert dump_content(copy_by_documents(file, folder, form)) == dump_content(file)


def test_export_of_some_cases_leaves_loose_sources_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_case(file, THAI)
    add_source(file, 1, key="alone", title="By itself")
    assert run(["--db", str(file), "export", "mode:air", "-f", "json"]) == 0
    documents = json.loads(capsys.readouterr().out)
    assert "alone" not in json.dumps(documents)


def test_many_loose_sources_are_found_in_one_pass(file: Path) -> None:
    number = 20_000
    ids = [f"01a20cd6-0e0c-7665-86ef-{one:012d}" for one in range(number)]
    put(file, [Record("source", one, {"key": f"s{place}", "title": "t"}) for place, one in enumerate(ids)])
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with open_reading(file) as connection:
        connection.set_progress_handler(count, 1000)
        assert len(list_uncited_sources(connection)) == number
    assert steps * 1000 < 500 * number

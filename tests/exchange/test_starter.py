from __future__ import annotations

import re
from pathlib import Path

import pytest

from interdict.commands.init import load_starter_cases
from interdict.domain.citations import UNCITED
from interdict.domain.document_reader import read_case
from interdict.domain.fields import MANAGED
from interdict.exchange.documents import read_documents
from interdict.exchange.starter import read_starter_case
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading
from interdict.store.migrations import create_file
from tests.samples import dump_tables

CASES = sorted((Path(__file__).parents[2] / "db" / "cases").glob("*.yaml"))


def list_uids(path: Path) -> list[str]:
    with open_reading(path) as connection:
        return [row[0].hex() for row in connection.execute("SELECT uid FROM changeset ORDER BY uid")]


def test_starter_cases_are_the_same_records_and_changesets_in_every_file(tmp_path: Path) -> None:
    paths = [tmp_path / "a.sqlite", tmp_path / "b.sqlite"]
    for path in paths:
        create_file(path)
        assert load_starter_cases(path) == (len(CASES), 0)
    assert list_uids(paths[0]) == list_uids(paths[1])
    assert dump_tables(paths[0]) == dump_tables(paths[1])
    with open_reading(paths[0]) as connection:
        assert [finding for check in CHECKS.values() for finding in check.run(connection)] == []


def test_starter_cases_loaded_twice_add_nothing(file: Path) -> None:
    load_starter_cases(file)
    before = dump_tables(file)
    assert load_starter_cases(file) == (0, len(CASES))
    assert dump_tables(file) == before


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_value_of_a_starter_case_carries_a_claim_with_its_source(path: Path) -> None:
    (tree,) = read_documents(path)
    records = read_case(tree).records
    cited = {
        (claim.values["subject"]["id"], claim.values.get("field"))
        for claim in records.values()
        if claim.table == "claim" and "source" in claim.values
    }
    bare = [
        f"{record.values.get('key', 'case')}.{name}"
        for record in records.values()
        if record.table not in {"source", "claim", "judgement"}
        for name in record.values
        if name not in MANAGED and name not in UNCITED and (record.id, name) not in cited
    ]
    assert bare == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_starter_case_is_fixed_by_id_reference_and_day(path: Path) -> None:
    case = read_starter_case(path)
    assert case.changeset.actor == "interdict"
    assert case.changeset.tool == "interdict"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\.000Z-0000", case.changeset.hlc)
    (tree,) = read_documents(path)
    assert tree["id"] == case.case_id
    assert re.fullmatch(r"[A-Z]{2}-\d{4}-[0-9A-Z]{3}", tree["ref"])


def test_one_address_is_one_source_described_alike_wherever_it_is_cited() -> None:
    described: dict[str, dict[str, object]] = {}
    for path in CASES:
        (tree,) = read_documents(path)
        for record in read_case(tree).records.values():
            if record.table == "source":
                assert described.setdefault(record.id, dict(record.values)) == record.values

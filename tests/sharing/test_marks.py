"""What is marked does not get out: not in any byte of what 'publish' writes."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from interdict.domain.sharing_marks import Policy
from interdict.sharing.published import read_proposals
from interdict.sharing.publishing import Outcome, Request, open_draft, write_copy
from interdict.store.connection import open_reading
from interdict.store.importing import plan_import
from tests.sharing.marked import LEVELS, MarkedFile

FEW = 25
EXAMPLES = int(os.environ.get("MARKED_FILES", FEW))  # more on demand, and then others each time
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a seed cannot be made simpler


def publish(path: Path, target: Path, *terms: str, level: str = "clear", persons: bool = False) -> Outcome:
    """Publish a file."""
    request = Request(terms, Policy(level, persons=persons), "2026-11-24", "Cases", "CC0", "a standard")
    with open_reading(path) as connection, open_draft(target, target) as draft:
        return write_copy(connection, draft, request)


@given(seed=st.integers(0, 2**32), level=st.sampled_from(LEVELS), persons=st.booleans())
@settings(max_examples=EXAMPLES, deadline=None, phases=WITHOUT_SHRINKING, derandomize=EXAMPLES == FEW)
def test_no_byte_of_what_is_marked_gets_out(seed: int, level: str, persons: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "cases.sqlite", Path(folder) / "copy.db"
        marked = MarkedFile(path, seed)
        publish(path, target, level=level, persons=persons)
        content = target.read_bytes()
        for secret in marked.list_secrets(level, persons=persons):
            assert secret not in content, secret


@given(seed=st.integers(0, 2**32), level=st.sampled_from(LEVELS))
@settings(max_examples=8, deadline=None, phases=WITHOUT_SHRINKING, derandomize=True)
def test_copy_of_a_marked_file_proposes_nothing_to_it(seed: int, level: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "cases.sqlite", Path(folder) / "copy.db"
        marked = MarkedFile(path, seed)
        publish(path, target, level=level, persons=True)
        with open_reading(path) as connection:
            changes = plan_import(connection, read_proposals(target, connection))
        assert [change for change in changes if change.record not in marked.damaged] == []


def test_the_oracle_sees_a_leak(tmp_path: Path) -> None:
    """The property above can fail: a plain copy of the tables holds what it looks for."""
    marked = MarkedFile(tmp_path / "cases.sqlite", 7)
    content = marked.path.read_bytes()
    assert sum(secret in content for secret in marked.list_secrets("clear", persons=False)) > 50


def test_what_is_free_gets_out(tmp_path: Path) -> None:
    """Not by leaving everything out."""
    published = 0
    for seed in range(8):
        path, target = tmp_path / f"{seed}.sqlite", tmp_path / f"{seed}.db"
        marked = MarkedFile(path, seed)
        publish(path, target, persons=True)
        gone = marked.find_withheld("clear", persons=True)
        connection = sqlite3.connect(target)
        for record, (table, _) in marked.records.items():
            found = connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record,)).fetchone()
            assert not (found and record in gone)
            if table in {"interdiction", "party"} and record not in gone:
                assert found
                published += 1
        connection.close()
    assert published > 10


@pytest.mark.parametrize("level", LEVELS)
def test_schema_of_a_copy_is_the_same_whatever_is_left_out(tmp_path: Path, level: str) -> None:
    path, target = tmp_path / "cases.sqlite", tmp_path / "copy.db"
    MarkedFile(path, 3)
    publish(path, target, level=level)
    connection = sqlite3.connect(target)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()

"""What is added to a case that is there, what it would be after changes, and whether it says anything."""

from __future__ import annotations

from typing import Any

import pytest

from interdict.domain.additions import find_free_key, find_item, fit_in, name_rows
from interdict.domain.changes import CREATE, DELETE, UPDATE, Change, apply_changes
from interdict.domain.completeness import says_something
from interdict.domain.records import Record
from interdict.errors import UsageError

CASE = "01a20cd6-0e0c-7665-86ef-29c36f870c20"


def make(table: str, key: str, number: int = 1, **values: Any) -> Record:
    return Record(table, f"{table}-{key}", {"interdiction": CASE, "key": key, "sequence": number, **values})


def test_free_key_fills_the_first_gap() -> None:
    assert find_free_key("note", {"note-1", "note-3"}) == "note-2"


def test_rows_get_keys_that_neither_the_case_nor_the_document_has() -> None:
    tree = {"cargo": [{"description": "a"}, {"key": "cargo-2"}, {"description": "b"}]}
    name_rows(tree, {"cargo-1"})
    assert [row["key"] for row in tree["cargo"]] == ["cargo-3", "cargo-2", "cargo-4"]


def test_row_with_a_key_that_is_taken_is_refused() -> None:
    with pytest.raises(UsageError, match="has a record 'load' already"):
        name_rows({"cargo": [{"key": "load"}]}, {"load"})


@pytest.mark.parametrize(("count", "words"), [(0, "the case has 0 cargo"), (2, "the case has 2 cargo: a0, a1")])
def test_one_item_is_meant_only_where_there_is_one(count: int, words: str) -> None:
    present = {record.id: record for record in (make("cargo", f"a{number}") for number in range(count))}
    with pytest.raises(UsageError, match=words):
        find_item(present, "cargo")


def test_new_records_stand_behind_the_present_ones() -> None:
    present = {record.id: record for record in (make("cargo", "a", 1), make("cargo", "b", 7))}
    fitted = fit_in([make("cargo", "c", 1), make("cargo", "d", 2)], present)
    assert [record.values["sequence"] for record in fitted.values()] == [8, 9]


def test_claim_of_another_value_stands_beside_the_earlier_one() -> None:
    known = make("claim", "load-quantity-a", value="35 t")
    same, other = known, Record("claim", known.id, {**known.values, "value": "40 t"})
    assert fit_in([same], {known.id: known}) == {known.id: known}
    (added,) = fit_in([other], {known.id: known}).values()
    assert added.id != known.id
    assert added.values["key"] == "load-quantity-a-1"


def test_preview_is_what_changes_make_of_records() -> None:
    present = {record.id: record for record in (make("cargo", "a", note="x", hs="8401"), make("cargo", "b"))}
    new = make("cargo", "c")
    after = apply_changes(
        present,
        [
            Change("cargo", "cargo-a", UPDATE, "note", "x", "y"),
            Change("cargo", "cargo-a", UPDATE, "hs", "8401", None),
            Change("cargo", "cargo-b", DELETE),
            Change("cargo", new.id, CREATE, new=new.values),
        ],
    )
    assert after == {"cargo-a": make("cargo", "a", note="y"), new.id: new}
    assert present["cargo-a"].values["note"] == "x"


@pytest.mark.parametrize(
    ("records", "is_enough"),
    [
        ([Record("interdiction", CASE, {})], False),
        ([Record("interdiction", CASE, {"ref": "TH-2009-7KQ", "tlp": "red", "private": True})], False),
        ([Record("interdiction", CASE, {"title": "x"})], True),
        ([Record("interdiction", CASE, {}), make("cargo", "a")], False),
        ([Record("interdiction", CASE, {}), make("cargo", "a", description="x")], True),
        ([Record("interdiction", CASE, {}), make("note", "a", text="x")], True),
        ([Record("interdiction", CASE, {}), make("source", "a", title="x"), make("claim", "b", source="a")], False),
    ],
)
def test_case_says_something_once_there_is_more_than_sources_and_marks(records: list[Record], is_enough: bool) -> None:
    assert says_something(records) is is_enough

"""The rows of `list`: what they hold, their order, and how many there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interdict.store.connection import open_reading, open_writing
from interdict.store.listing import BY_DATE, COLUMNS, Order, list_cases
from interdict.store.query import parse_terms
from tests.samples import THAI, add_case


def list_rows(path: Path, *terms: str, order: Order = BY_DATE, has_lists: bool = True) -> list[dict[str, Any]]:
    with open_reading(path) as connection:
        return list(list_cases(connection, parse_terms(terms), order, has_lists=has_lists).rows)


def test_row_holds_what_is_promised(file):
    case_id = add_case(
        file,
        {**THAI, "ref": "TH-2009-7KQ", "states": ["TH", "US"], "regime": ["DPRK", "Iran"], "cargo": ["b", "a"]}
        | {"claims": [claim for claim in THAI["claims"] if claim.get("of") != "load"], "notes": []},
    )
    (row,) = list_rows(file)
    assert tuple(row) == COLUMNS
    assert row == {
        "ref": "TH-2009-7KQ",
        "id": case_id,
        "title": "Arms aboard an Il-76",
        "date": "2009-12-12",
        "earliest": "2009-12-12",
        "latest": "2009-12-12",
        "states": ["TH", "US"],
        "place": "Bangkok",
        "country": "TH",
        "mode": "air",
        "regime": "DPRK, Iran",
        "outcome": "seized",
        "cargo": "b; a",  # in the order in which they were given
        "sources": 2,
        "claims": 2,
        "conflicts": 0,
        "disputed": [],
    }
    assert list_rows(file, has_lists=False)[0]["states"] == "TH, US"


def test_what_a_case_lacks_is_empty(file):
    add_case(file, {"title": "Nothing known"})
    (row,) = list_rows(file)
    assert row["states"] == []
    assert [row[key] for key in ("date", "earliest", "place", "country", "regime", "cargo")] == [None] * 6
    assert (row["sources"], row["claims"], row["conflicts"]) == (0, 0, 0)


def test_source_cited_for_nothing_in_particular_counts_as_a_source_and_no_claim(file):
    add_case(file, {"title": "Cited", "sources": {"paper": {"title": "A paper"}}})
    (row,) = list_rows(file)
    assert (row["sources"], row["claims"]) == (1, 0)


def test_conflicts_of_a_case_are_counted(file):
    case_id = add_case(file, {"title": "Two hands"})
    with open_writing(file) as connection:
        connection.execute(
            "INSERT INTO conflict (tbl, record, field, interdiction_id, choices) VALUES (?, ?, ?, ?, ?)",
            ("interdiction", case_id, "title", case_id, "[]"),
        )
    assert [row["conflicts"] for row in list_rows(file, "is:conflict")] == [1]


@pytest.fixture
def five(file: Path) -> Path:
    """Return a file with five cases."""
    for title, date in (("b", "2010"), ("C", "2009-01"), ("a", None), ("d", "/2008"), (None, "2011")):
        add_case(file, {"title": title, "date": date, "states": ["TH"]})
    return file


@pytest.mark.parametrize(
    ("sort", "is_reversed", "titles"),
    [
        ("date", False, ["d", "C", "b", None, "a"]),
        ("date", True, [None, "b", "C", "d", "a"]),
        ("title", False, ["a", "b", "C", "d", None]),
        ("title", True, ["d", "C", "b", "a", None]),
    ],
)
@pytest.mark.parametrize("limit", [0, 3, 5])
def test_order_is_as_told_and_the_first_ones_are_chosen(five, sort, is_reversed, limit, titles):
    rows = list_rows(five, order=Order(sort, is_reversed, limit))
    assert [row["title"] for row in rows] == titles[: limit or None]


def test_references_sort_as_text(five):
    refs = [row["ref"] for row in list_rows(five, order=Order("ref"))]
    assert refs == sorted(refs)
    assert [row["ref"] for row in list_rows(five, order=Order("ref", is_reversed=True))] == refs[::-1]


@pytest.mark.parametrize(
    ("terms", "limit", "total"), [((), 2, 5), (("date:2009..",), 2, 3), ((), 5, None), ((), 0, None), ((), 9, None)]
)
def test_total_is_known_where_some_are_left_out(five, terms, limit, total):
    with open_reading(five) as connection:
        assert list_cases(connection, parse_terms(terms), Order(limit=limit)).total == total


@pytest.mark.parametrize("limit", [0, 3])
def test_no_match_is_told_before_any_row_is_read(five, limit):
    with open_reading(five) as connection:
        listing = list_cases(connection, parse_terms(["mode:air"]), Order(limit=limit))
        assert listing.is_empty
        assert list(listing.rows) == []


CLAIMS = [
    {"field": "date", "value": "2009-12-11", "source": "one"},
    {"field": "outcome", "value": "seized", "source": "one", "stance": "denies"},
    {"field": "title", "value": "Another title", "source": "one", "status": "disputed"},
    {"of": "load", "field": "description", "value": "sugar", "source": "one"},
    {"of": "load", "field": "category", "value": "ordinary", "source": "one"},
]


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_columns_in_doubt_are_named(file, limit):
    cargo = [{"key": "load", "description": "arms", "category": "small_arms"}]
    case = {"date": "2009-12-12", "outcome": "seized", "cargo": cargo, "sources": {"one": {"title": "One"}}}
    add_case(file, {**case, "claims": CLAIMS, "mode": "sea"})
    add_case(file, {**case, "date": "2010", "mode": "air"})
    rows = list_rows(file, order=Order(limit=limit))
    assert [row["disputed"] for row in rows] == [["date", "outcome", "cargo"], []][: limit or 2]
    (row,) = list_rows(file, "mode:sea", order=Order(limit=limit), has_lists=False)
    assert row["disputed"] == "date, outcome, cargo"
    assert list_rows(file, "mode:air", order=Order(limit=limit), has_lists=False)[0]["disputed"] is None

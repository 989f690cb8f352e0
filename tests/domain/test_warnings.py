"""What an analyst should look at again: dates, headings, addresses and references that nobody would mean."""

from __future__ import annotations

from typing import Any

import pytest

from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.fields import get_fields
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.warnings import find_address_warnings, find_entry_warnings, find_warnings


def warn(date: str | None, *rows: tuple[str, dict[str, Any]]) -> list[str]:
    case = Record("interdiction", "case", {"date": date} if date else {})
    records = [case, *(Record(table, str(number), values) for number, (table, values) in enumerate(rows))]
    return [text for text in find_warnings(records) if text != "no source is given for this case"]


@pytest.mark.parametrize("date", ["2150", "2150-01", "2150-01-01", "2150-01~", "[2150-01-01,2151-01-01]"])
def test_a_case_in_the_future_is_doubted(date: str) -> None:
    assert warn(date) == [f"interdiction: the date {date} is in the future"]


@pytest.mark.parametrize("date", ["1899", "1899-12-31", "1850~", "../1890"])
def test_a_case_before_1900_is_doubted(date: str) -> None:
    assert warn(date) == [f"interdiction: the date {date} is before 1900"]


@pytest.mark.parametrize("date", ["1900", "2009-12-12", "2009-08~", "2009-11-03/..", "../2010", "/2010", "2009-21"])
def test_other_dates_of_a_case_are_not_doubted(date: str) -> None:
    assert warn(date) == []


@pytest.mark.parametrize(
    ("kind", "date", "doubt"),
    [
        ("tip", "1998-12", "more than 10 years before"),
        ("tip", "1999", ""),
        ("seized", "2009-12-11", "before the date of the case"),
        ("seized", "2009-12", ""),
        ("seized", "2009", ""),
        ("inspected", "2009-12-11", ""),
        ("convicted", "2024-01-01", ""),
        ("convicted", "2150", "in the future"),
    ],
)
def test_an_event_far_from_its_case_is_doubted(kind: str, date: str, doubt: str) -> None:
    found = warn("2009-12-12", ("event", {"key": "e", "kind": kind, "date": date}))
    assert [doubt in text for text in found] == ([True] if doubt else [])


def test_a_leg_far_from_its_case_is_doubted_and_one_without_a_case_date_is_not() -> None:
    leg = ("leg", {"key": "l", "departed": "1990-01", "arrived": "2030"})
    assert warn("2009", leg) == [
        "l: the departure 1990-01 is more than 10 years before the case",
        "l: the arrival 2030 is more than 10 years after the case",
    ]
    assert warn(None, leg) == []


@pytest.mark.parametrize(
    ("hs", "is_odd"), [("93", False), ("8403.10", False), ("8403 10 90", False), ("abc", True), ("9", True)]
)
def test_a_heading_is_two_to_ten_digits(hs: str, is_odd: bool) -> None:
    assert bool(warn(None, ("cargo", {"key": "c", "hs": hs}))) is is_odd


def test_a_basis_without_an_authority_is_doubted() -> None:
    assert warn(None, ("basis", {"key": "b", "use": "cited"})) == ["b: it names no authority, such as UNSCR 1874 ¶14"]


@pytest.mark.parametrize(
    ("url", "is_odd"),
    [("https://example.org/a", False), ("FTP://example.org", False), ("example.org", True), ("javascript:1", True)],
)
def test_an_address_that_is_none_is_doubted_when_it_is_given(url: str, is_odd: bool) -> None:
    new = Change("source", "s", CREATE, new={"key": "s", "url": url})
    changed = Change("source", "s", UPDATE, "archive_url", None, url)
    assert [bool(find_address_warnings([change])) for change in (new, changed)] == [is_odd, is_odd]


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"ref": "TH-2009-7KQ", "date": "2009-12-12", "states": ["TH"]}, 0),
        ({"ref": "TH-2009-7KQ", "date": "2008/2010", "states": ["AE", "TH"]}, 0),
        ({"ref": "TH-2009-7KQ"}, 0),
        ({"ref": "TH-2009-7KQ", "date": "2010", "states": ["TR"]}, 2),
        ({"ref": "ZZ-0000-7KQ", "states": ["TR"], "date": "2010"}, 1),
    ],
)
def test_a_reference_that_says_otherwise_is_doubted_when_the_case_is_entered(
    values: dict[str, Any], number: int
) -> None:
    assert len(find_entry_warnings([Change("interdiction", "c", CREATE, new=values)])) == number


def test_none_stands_alone() -> None:
    assert parse_value(get_fields("cargo")["concealment"], "none, none") == ["none"]
    with pytest.raises(ValueError, match="'none' cannot stand beside ais_off"):
        parse_value(get_fields("cargo")["concealment"], ["none", "ais_off"])


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"value": 23, "low": 50}, "value 23 is below low 50"),
        ({"value": 23, "high": 20}, "value 23 is above high 20"),
        ({"low": 5, "high": 2}, "low 5 is above high 2"),
    ],
)
def test_bounds_that_contradict_their_figure_are_refused(parts: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_value(get_fields("cargo")["quantity"], parts)


def test_bounds_may_be_the_figure_itself() -> None:
    parts = {"value": 5, "low": 5, "high": 5}
    assert parse_value(get_fields("cargo")["quantity"], parts) == parts

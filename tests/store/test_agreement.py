"""Marks in SQL: the same as those that are given one claim at a time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.agreement import asserts, choose_mark, disputes, is_accepted_wording
from interdict.domain.fields import get_fields
from interdict.evidence.compare import compare_case
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.cases import read_case
from interdict.store.connection import open_reading
from tests.samples import add_case

CHOSEN = "WITH chosen AS MATERIALIZED (SELECT id FROM interdiction) "


def read_marks(path: Path, **fields: list[str]) -> dict[str, tuple[str, bool]]:
    """Return the mark of each claim by its id, and whether it disputes the adopted value."""
    choice = (choose_fields(**fields),) if fields else ()
    with open_reading(path) as connection:
        rows = connection.execute(CHOSEN + select_claims(*choice, further="claim.id AS claim_id"))
        return {row["claim_id"]: (row["mark"], bool(row["disputes"])) for row in rows}


def read_records(path: Path) -> list[dict[str, Any]]:
    with open_reading(path) as connection:
        cases = [row[0] for row in connection.execute("SELECT id FROM interdiction")]
        return [read_case(connection, case) for case in cases]


def mark_singly(records: dict[str, Any]) -> dict[str, str]:
    """Mark the claims of a case as the domain does."""
    marks = {}
    for claim in records.values():
        name = claim.values.get("field")
        subject = records.get(claim.values.get("subject", {}).get("id", ""))
        if claim.table != "claim" or not name or subject is None:
            continue
        value = subject.values.get(name)
        is_worded = value is None and is_accepted_wording(claim)
        field = get_fields(subject.table)[name]
        marks[claim.id] = "asserts" if asserts(claim, value) or is_worded else choose_mark(field, claim, value)
    return marks


def test_marks_of_all_starter_cases_are_those_of_the_domain(starter):
    marks = {claim: mark.replace("unset", "reported") for claim, (mark, _) in read_marks(starter).items()}
    singly = {claim: mark for records in read_records(starter) for claim, mark in mark_singly(records).items()}
    assert marks == singly
    assert {"asserts", "also", "disputed", "denied", "rejected", "reported"} <= set(Counter(singly.values()))


def test_what_is_disputed_in_the_starter_cases_is_what_compare_says(starter):
    marks = read_marks(starter)
    disputed, compared = set(), set()
    for records in read_records(starter):
        for one in compare_case(records):
            key = (one.record.id, one.field.name)
            if "disputed" in one.standing:
                compared.add(key)
            if any(marks[statement.claim.id][1] for statement in one.statements):
                disputed.add(key)
    assert disputed == compared
    assert len(disputed) > 50


@pytest.mark.parametrize(
    ("field", "adopted", "claim", "mark"),
    [
        ("date", "2009-12-12", {"value": "2009-12-12"}, "asserts"),
        ("date", "2009-12-12", {"value": "2009-12"}, "also"),
        ("date", "2009", {"value": "2009-12-12"}, "also"),
        ("date", "2009-12-12", {"value": "2009-12-12~"}, "also"),
        ("date", "2009-11-03/2009-11-04", {"value": "2009-11-04"}, "also"),
        ("date", "2009-11-03/2009-11-04", {"value": "2009-11-05"}, "disputed"),
        ("date", "2009-12", {"value": "2009-12-XX"}, "also"),
        ("date", "2009-12-12", {"value": "2009-XX"}, "also"),
        ("date", "2011-21", {"value": "2011-04-01"}, "also"),
        ("date", "2011-04-01", {"value": "2011-21"}, "also"),
        ("date", "2011-21", {"value": "2011-07-01"}, "disputed"),
        ("date", "2011-24", {"value": "2012-01"}, "also"),
        ("date", "../2009-12", {"value": "2009-07"}, "also"),
        ("date", "[2013-07-10,2013-07-15]", {"value": "2013-07-15"}, "also"),
        ("date", "2009-12-12", {"value": "2009-12-11", "status": "alternative"}, "also"),
        ("date", "2009-12-12", {"value": "2009-12-11", "status": "rejected"}, "rejected"),
        ("date", "2009-12-12", {"value": "2009-12-12", "status": "rejected"}, "asserts"),
        ("date", "2009-12-12", {"as_reported": "last month"}, "reported"),
        ("date", "2009-12-12", {"as_reported": "last month", "status": "disputed"}, "disputed"),
        ("date", "2009-12-12", {"value": "2009-12-12", "stance": "denies"}, "denied"),
        ("date", "2009-12-12", {"value": "2009-12-12", "stance": "retracts"}, "retracted"),
        ("date", None, {"value": "2009"}, "unset"),
        ("date", None, {"as_reported": "unknown", "status": "accepted"}, "asserts"),
        ("agency", "Navy", {"value": "Navy"}, "asserts"),
        ("agency", 'a "Navy" \\ \u00fc \x1b', {"value": 'a "Navy" \\ \u00fc \x1b'}, "asserts"),
        ("agency", "Navy", {"value": "navy"}, "disputed"),
        ("states", ["TH", "US"], {"value": ["US", "TH"]}, "asserts"),
        ("states", ["TH", "US"], {"value": ["US"]}, "also"),
        ("states", ["TH"], {"value": ["US"]}, "disputed"),
        ("mode", "sea", {"value": "air"}, "disputed"),
        ("place", {"name": "Bangkok", "country": "TH"}, {"value": {"country": "TH"}}, "also"),
        ("place", {"country": "TH"}, {"value": {"name": "Bangkok", "country": "TH"}}, "also"),
        ("place", {"country": "TH"}, {"value": {"country": "LA"}}, "disputed"),
        ("place", {"name": "a", "country": "TH"}, {"value": {"name": "b", "country": "TH"}}, "disputed"),
    ],
)
def test_claim_on_a_case_is_marked(file, field, adopted, claim, mark):
    case = {
        "title": "one",
        "sources": {"one": {"title": "One"}},
        "claims": [{"field": field, "source": "one", **claim}],
    }
    add_case(file, case if adopted is None else {**case, field: adopted})
    (found,) = read_marks(file).values()
    (records,) = read_records(file)
    assert found[0] == mark
    assert list(mark_singly(records).values()) == [mark.replace("unset", "reported")]


@pytest.mark.parametrize(
    ("adopted", "said", "mark"),
    [
        ({"value": 35, "unit": "t", "scope": "load"}, {"value": 35, "unit": "t"}, "asserts"),
        ({"value": 35, "unit": "t", "basis": "reported"}, {"value": 35, "unit": "t", "as_reported": "35"}, "asserts"),
        ({"value": 35, "unit": "t", "scope": "load"}, {"value": 35, "unit": "t", "scope": "part"}, "disputed"),
        ({"value": 35, "unit": "t"}, {"value": 35, "unit": "kg"}, "disputed"),
        ({"value": 35, "unit": "t"}, {"value": 35.5, "unit": "t"}, "disputed"),
        ({"value": 35, "unit": "t"}, {"unit": "t"}, "also"),
        ({"value": 35, "unit": "t"}, {"low": 30, "unit": "t"}, "disputed"),
        ({"low": 30, "unit": "t"}, {"low": 30, "high": 45, "unit": "t"}, "also"),
        ({"as_reported": "many"}, {"as_reported": "many"}, "asserts"),
        ({"as_reported": "many"}, {"as_reported": "lots"}, "also"),
        ({"value": 35, "unit": "t"}, {"as_reported": "many"}, "also"),
    ],
)
def test_claim_on_a_quantity_is_marked(file, adopted, said, mark):
    case = {
        "title": "one",
        "cargo": [{"key": "load", "description": "arms", "quantity": adopted}],
        "sources": {"one": {"title": "One"}},
        "claims": [{"of": "load", "field": "quantity", "value": said, "source": "one"}],
    }
    add_case(file, case)
    (found,) = read_marks(file, cargo=["quantity"]).values()
    (records,) = read_records(file)
    assert found[0] == mark
    assert list(mark_singly(records).values()) == [mark]
    assert read_marks(file, cargo=["declared_as"]) == {}


# What the record holds and sources say of fields of each kind: a value, and what says more, less or something else.
SAID: dict[str, tuple[str, list[Any]]] = {
    "date": (
        "interdiction",
        [
            "2009", "2009-12", "2009-12-12", "2009-12-11", "2009-24", "2009-12-XX", "2009-XX", "200X", "2009-12~",
            "2009-12-11/2009-12-13", "2009-12/..", "../2009-12-12", "[2009-12-11,2009-12-12]", "{2009-12,2010-01}",
        ],
    ),
    "mode": ("interdiction", ["sea", "air", "unknown"]),
    "zone": ("interdiction", ["port", "unknown"]),
    "states": ("interdiction", [["TH"], ["TH", "US"], ["KR"], ["KR", "US"]]),
    "regime": ("interdiction", ["DPRK", ["DPRK", "Iran"], ["Iran"], "unknown", ["unknown", "Iran"]]),
    "place": (
        "interdiction",
        [
            {"country": "TH"}, {"name": "Bangkok", "country": "TH"}, {"name": "Phuket", "country": "TH"},
            {"name": "Bangkok"}, {"locode": "THBKK"},
        ],
    ),
    "position": (
        "interdiction",
        [{"latitude": 13, "longitude": 100}, {"latitude": 13, "longitude": 100, "radius_km": 5}],
    ),
    "quantity": (
        "cargo",
        [
            {"value": 35, "unit": "t"}, {"value": 35, "unit": "t", "scope": "load"}, {"low": 30, "unit": "t"},
            {"value": 35, "low": 30, "high": 40, "unit": "t"}, {"high": 45, "unit": "t", "scope": "part"},
            {"low": 30, "high": 45, "unit": "kg"}, {"as_reported": "much"},
            {"value": 35, "unit": "t", "basis": "weighed"},
        ],
    ),
    "packages": (
        "cargo",
        [{"value": 12, "unit": "crates"}, {"unit": "crates"}, {"value": 12}, {"as_reported": "many"}],
    ),
    "worth": ("cargo", [{"amount": 1, "currency": "USD"}, {"amount": 2, "currency": "USD"}, {"amount": 1}]),
}  # fmt: skip
STANDINGS = [
    {name: value for name, value in (("stance", stance), ("status", status)) if value}
    for stance in (None, "denies", "retracts")
    for status in (None, "accepted", "alternative", "disputed", "rejected")
]


@pytest.mark.parametrize("field", SAID)
def test_every_claim_stands_in_sql_as_it_does_in_the_domain(file, field):
    table, values = SAID[field]
    for number, adopted in enumerate([None, *values]):
        claims = [
            {"of": "load" if table == "cargo" else "interdiction", "field": field, "source": "one", "key": key, **said}
            for key, said in enumerate_said(values)
        ]
        held = {} if adopted is None else {field: adopted}
        load = {"key": "load", "description": "arms", **(held if table == "cargo" else {})}
        case = {"title": str(number), "cargo": [load], "sources": {"one": {"title": "One"}}, "claims": claims}
        add_case(file, {**case, **({} if table == "cargo" else held)})
    marks, compared = read_marks(file), 0
    for records in read_records(file):
        expected = mark_singly(records)
        for claim in (record for record in records.values() if record.table == "claim" and "field" in record.values):
            subject = records[claim.values["subject"]["id"]]
            is_disputed = disputes(get_fields(table)[field], claim, subject.values.get(field))
            found = marks[claim.id]
            assert (found[0].replace("unset", "reported"), found[1]) == (expected[claim.id], is_disputed), claim.values
            compared += 1
    assert compared == (len(values) + 1) ** 2 * len(STANDINGS)


def enumerate_said(values: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return what a source may say, with a value or in words only, in every stance and status, each with a key."""
    said = [{"value": value} for value in values] + [{"as_reported": "in words"}]
    return [
        (f"claim-{number}", {**one, **standing})
        for number, (one, standing) in enumerate((one, standing) for one in said for standing in STANDINGS)
    ]


@pytest.mark.parametrize(
    ("field", "adopted", "said", "mark"),
    [
        ("imo_number", "8518780", "IMO 8518780", "asserts"),
        ("imo_number", "IMO 851-8780", "imo8518780", "asserts"),
        ("imo_number", "8518780", "8518781", "disputed"),
        ("registration", "4L-AWA", "4lawa", "asserts"),
        ("container_number", "CSQU3054383", "CSQU 305438 3", "asserts"),
        ("serial_number", "МБ-1", "мб-1", "disputed"),
        ("name", "Mu San", "MuSan", "disputed"),
    ],
)
def test_identifier_that_is_spaced_otherwise_is_the_same(file, field, adopted, said, mark):
    case = {
        "title": "one",
        "conveyances": [{"key": "ship", field: adopted}],
        "sources": {"one": {"title": "One"}},
        "claims": [{"of": "ship", "field": field, "value": said, "source": "one"}],
    }
    add_case(file, case)
    (found,) = read_marks(file, conveyance=[field]).values()
    (records,) = read_records(file)
    assert found == (mark, mark == "disputed")
    assert list(mark_singly(records).values()) == [mark]

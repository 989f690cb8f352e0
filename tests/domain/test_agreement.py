"""How claims stand to the record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.agreement import (
    asserts,
    choose_mark,
    disputes,
    equals,
    find_asserting,
    is_compatible,
    is_excluded,
)
from interdict.domain.fields import get_fields
from interdict.domain.records import Record

CARGO, CASE = get_fields("cargo"), get_fields("interdiction")


def make_claim(**values: Any) -> Record:
    return Record("claim", "c", values)


@pytest.mark.parametrize(
    ("said", "value", "is_equal"),
    [
        ("air", "air", True),
        ({"value": 35, "unit": "t"}, {"value": 35, "unit": "t", "as_reported": "about 35 tons", "scope": "load"}, True),
        ({"value": 35, "unit": "t", "basis": "weighed"}, {"value": 35, "unit": "t", "basis": "reported"}, True),
        ({"value": 35, "unit": "t", "scope": "part"}, {"value": 35, "unit": "t", "scope": "load"}, False),
        ({"name": "Busan", "country": "KR"}, {"name": "Busan", "country": "KR", "locode": "KRPUS"}, True),
        ({"name": "Busan", "locode": "KRINC"}, {"name": "Busan", "locode": "KRPUS"}, False),
        ({"value": 35, "unit": "t"}, {"value": 35, "unit": "crates"}, False),
        ({"as_reported": "much"}, {"as_reported": "a lot"}, False),
        ({"name": "Bangkok"}, None, False),
    ],
)
def test_wording_and_ground_do_not_count(said, value, is_equal):
    assert equals(said, value) is is_equal


@pytest.mark.parametrize(
    ("field", "said", "value", "compatible"),
    [
        ("date", "2009-12", "2009-12-12", True),
        ("date", "2009-12-11", "2009-12-12", False),
        ("date", "2009-12-11/2009-12-13", "2009-12-12", True),
        ("date", "2009-12~", "2009-12-12", True),
        ("date", "2009-21", "2009-04-01", True),
        ("date", "2009-21", "2009-07-01", False),
        ("date", "2009-XX", "2009-12-12", True),
        ("date", "2009-12-XX", "2009-12-12", True),
        ("date", "2009-12-XX", "2009-11-30", False),
        ("place", {"country": "TH"}, {"name": "Bangkok", "country": "TH"}, True),
        ("place", {"name": "Tehran"}, {"name": "Bangkok", "country": "TH"}, False),
        ("states", ["TH"], ["TH", "US"], True),
        ("states", ["AE", "TH"], ["TH", "US"], False),
        ("title", "a", "b", False),
        ("mode", "unknown", "sea", True),
        ("regime", ["unknown"], ["Yemen"], True),
        ("agency", "unknown", "Navy", False),
    ],
)
def test_two_precisions_of_one_value_are_compatible(field, said, value, compatible):
    assert is_compatible(CASE[field], said, value) is compatible
    assert is_compatible(CASE[field], value, said) is compatible


@pytest.mark.parametrize(
    ("field", "said", "value", "excluded"),
    [
        (CASE["date"], "2009-12-11", "2009-12-12", True),
        (CASE["date"], "2009", "2009-12-12", False),
        (CASE["date"], "2009-11/2009-12", "2009-12-12", False),
        (CASE["date"], "2009-10/2009-11", "2009-12-12", True),
        (CASE["mode"], "sea", "air", True),
        (CASE["mode"], "unknown", "air", False),
        (CASE["regime"], ["unknown"], ["Yemen"], False),
        (CASE["states"], ["AE"], ["TH"], True),
        (CASE["states"], ["AE", "TH"], ["TH"], False),
        (CASE["place"], {"country": "LK"}, {"name": "Bangkok", "country": "TH"}, True),
        (CASE["place"], {"name": "Don Muang"}, {"name": "Bangkok", "country": "TH"}, False),
        (CASE["title"], "a", "b", False),
        (CARGO["quantity"], {"value": 40, "unit": "t"}, {"value": 35, "unit": "t", "scope": "load"}, True),
        (
            CARGO["quantity"],
            {"value": 40, "unit": "t", "scope": "part"},
            {"value": 35, "unit": "t", "scope": "load"},
            False,
        ),
        (CARGO["quantity"], {"high": 45, "unit": "t"}, {"value": 35, "unit": "t"}, False),
        (CARGO["quantity"], {"low": 40, "unit": "t"}, {"value": 35, "unit": "t"}, True),
        (CARGO["packages"], {"value": 12, "unit": "crates"}, {"value": 10, "unit": "boxes"}, False),
        (CARGO["worth"], {"amount": 1, "currency": "USD"}, {"amount": 2, "currency": "USD"}, True),
        (CARGO["worth"], {"amount": 1, "currency": "USD"}, {"amount": 2, "currency": "DKK"}, False),
        (CARGO["quantity"], {"as_reported": "much"}, {"value": 35, "unit": "t"}, False),
    ],
)
def test_values_exclude_each_other_only_where_that_shows(field, said, value, excluded):
    assert is_excluded(field, said, value) is excluded
    assert is_excluded(field, value, said) is excluded


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        (CASE["date"], 7, "2009-12-12"),
        (CASE["date"], "no such day", "2009-12-12"),
        (CASE["date"], ["2009"], "2009-12-12"),
        (CASE["place"], "LK", {"country": "TH"}),
        (CASE["place"], 7, {"country": "TH"}),
        (CASE["place"], ["country"], {"country": "TH"}),
        (CASE["states"], "AE", ["TH"]),
        (CASE["states"], 7, ["TH"]),
        (CASE["states"], [{"country": "AE"}], ["TH"]),
        (CARGO["quantity"], "40 t", {"value": 35, "unit": "t"}),
        (CARGO["quantity"], {"value": "forty", "unit": "t"}, {"value": 35, "unit": "t"}),
        (CARGO["quantity"], [40], {"value": 35, "unit": "t"}),
    ],
)
def test_malformed_value_of_a_claim_excludes_nothing(field, said, value):
    assert not is_excluded(field, said, value)
    assert not disputes(field, make_claim(value=said, stance="denies"), value)


@given(st.lists(st.dates(), min_size=2, max_size=2), st.integers(0, 2), st.sampled_from(["", "~", "?", "%"]))
def test_spans_are_those_that_the_parser_finds(days, precision, mark):
    from interdict.domain.date_spans import is_within
    from interdict.domain.dates import find_bounds, is_certain

    first, last = (day.isoformat()[: 4 + 3 * precision] + mark for day in sorted(days))
    texts = [first, last, f"{first}/{last}", f"{first}/..", f"[{first},{last}]", first[:4] + "-21"]
    for one in texts:
        for other in texts:
            assert is_within(one, other) is is_certain(find_bounds(one), find_bounds(other)), (one, other)


@given(
    st.dates().map(lambda day: day.isoformat()[: 4 + 3 * (day.day % 3)]),
    st.dates().map(lambda day: day.isoformat()[: 4 + 3 * (day.day % 3)]),
)
def test_plain_dates_are_compared_as_all_dates_are(one, two):
    from interdict.domain.dates import find_bounds, is_certain, is_possible

    first, second = find_bounds(one), find_bounds(two)
    assert is_excluded(CASE["date"], one, two) is not is_possible(first, second)
    assert is_compatible(CASE["date"], one, two) is (is_certain(first, second) or is_certain(second, first))


@pytest.mark.parametrize(
    ("claim", "mark"),
    [
        ({"value": "sea"}, "disputed"),
        ({"value": "sea", "status": "alternative"}, "also"),
        ({"value": "sea", "status": "rejected"}, "rejected"),
        ({"value": "sea", "status": "disputed"}, "disputed"),
        ({"value": "air", "stance": "denies"}, "denied"),
        ({"value": "air", "stance": "retracts", "status": "disputed"}, "retracted"),
        ({"as_reported": "by plane"}, "reported"),
    ],
)
def test_mark_follows_stance_then_status_then_value(claim, mark):
    assert choose_mark(CASE["mode"], make_claim(**claim), "air") == mark


def test_denial_of_the_value_is_no_assertion():
    assert asserts(make_claim(value="air"), "air")
    assert not asserts(make_claim(value="air", stance="denies"), "air")
    assert not asserts(make_claim(as_reported="by plane"), None)


@pytest.mark.parametrize("name", ["title", "summary", "note"])
def test_version_of_a_remark_is_no_other_value(name):
    field = (CARGO if name == "note" else CASE)[name]
    claim = make_claim(value="Weighed at sea.")
    assert choose_mark(field, claim, "Weighed in port.") == "also"
    assert not disputes(field, claim, "Weighed in port.")
    assert choose_mark(field, make_claim(value="Weighed at sea.", status="disputed"), "Weighed in port.") == "disputed"


def pick(claims: list[Record], value: Any) -> list[int]:
    found = find_asserting(claims, value)
    return [number for number, claim in enumerate(claims) if claim in found]


@pytest.mark.parametrize(
    ("said", "value", "asserting"),
    [
        ([{"value": "air"}, {"value": "sea"}, {"value": "air"}], "air", [0, 2]),
        ([{"value": ["TH"]}, {"value": ["US"]}], ["TH", "US"], [0, 1]),
        ([{"value": ["TH"]}, {"value": ["US"]}], ["TH", "US", "KR"], []),
        ([{"value": ["TH"]}, {"value": ["US", "KR"]}], ["TH", "US"], []),
        ([{"value": ["TH"]}, {"value": ["TH", "US"]}], ["TH", "US"], [1]),
        ([{"value": ["TH"]}, {"value": ["US"], "stance": "denies"}], ["TH", "US"], []),
        ([{"value": ["TH"]}, {"value": ["US"], "status": "rejected"}], ["TH", "US"], []),
        ([{"value": ["TH"]}, {"value": ["US"], "status": "alternative"}], ["TH", "US"], [0, 1]),
        ([{"as_reported": "both"}], ["TH", "US"], []),
        ([{"value": ["TH"]}], None, []),
        ([], ["TH"], []),
    ],
)
def test_list_is_asserted_whole_or_by_its_parts_together(said, value, asserting):
    assert pick([make_claim(**values) for values in said], value) == asserting


@pytest.mark.parametrize(
    ("field", "denied", "value", "is_denied"),
    [
        (CASE["destination"], {"country": "MM"}, {"name": "Yangon", "country": "MM"}, True),
        (CASE["destination"], {"name": "Yangon", "country": "MM"}, {"country": "MM"}, False),
        (CASE["destination"], {"country": "IR"}, {"name": "a destination in the Middle East"}, False),
        (CASE["destination"], {}, {"country": "MM"}, False),
        (CASE["date"], "2009-12", "2009-12-12", True),
        (CASE["date"], "2009-12-12", "2009-12", False),
        (CASE["date"], "2009-21", "2009-04-01", True),
        (CASE["date"], "2009-12-XX", "2009-12-12", True),
        (CASE["date"], "2009-XX", "2010-01-01", False),
        (CASE["states"], ["TH"], ["TH", "US"], True),
        (CASE["states"], ["KP"], ["TH", "US"], False),
        (CASE["mode"], "air", "air", True),
        (CASE["mode"], "sea", "air", False),
        (CARGO["quantity"], {"low": 30, "unit": "t"}, {"value": 35, "unit": "t", "scope": "load"}, True),
        (CARGO["quantity"], {"low": 30, "high": 34, "unit": "t"}, {"value": 35, "unit": "t"}, False),
        (CARGO["quantity"], {"low": 30, "unit": "t"}, {"low": 20, "unit": "t"}, False),
        (CARGO["quantity"], {"low": 30, "unit": "kg"}, {"value": 35, "unit": "t"}, False),
        (CARGO["worth"], {"amount": 1, "currency": "USD"}, {"amount": 1, "currency": "USD"}, True),
    ],
)
def test_denial_disputes_what_it_takes_in(field, denied, value, is_denied):
    assert disputes(field, make_claim(value=denied, stance="denies"), value) is is_denied
    assert disputes(field, make_claim(value=denied, stance="retracts"), value) is is_denied


@pytest.mark.parametrize(
    ("claim", "is_disputed"),
    [
        ({"value": "sea"}, True),
        ({"value": "air"}, False),
        ({"value": "air", "status": "disputed"}, True),
        ({"value": "sea", "status": "alternative"}, False),
        ({"value": "sea", "status": "rejected"}, False),
        ({"as_reported": "by plane"}, False),
        ({"as_reported": "not by plane", "stance": "denies"}, True),
        ({"value": "sea", "stance": "denies", "status": "disputed"}, True),
        ({"value": "air", "stance": "denies", "status": "rejected"}, True),
    ],
)
def test_field_is_disputed_by_another_value_a_denial_or_the_analyst(claim, is_disputed):
    assert disputes(CASE["mode"], make_claim(**claim), "air") is is_disputed

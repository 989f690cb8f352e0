"""How claims stand to the record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.agreement import asserts, choose_mark, equals, is_compatible, is_excluded
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
        ("place", {"country": "TH"}, {"name": "Bangkok", "country": "TH"}, True),
        ("place", {"name": "Tehran"}, {"name": "Bangkok", "country": "TH"}, False),
        ("states", ["TH"], ["TH", "US"], True),
        ("states", ["AE", "TH"], ["TH", "US"], False),
        ("title", "a", "b", False),
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

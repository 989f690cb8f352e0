"""What changes would do, in lines for people."""

from __future__ import annotations

from typing import Any

import pytest

from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.records import Record
from interdict.terminal.preview import Preview

CASE = "01a20cd6-0e0c-7665-86ef-29c36f870c20"


def make_claim(table: str, field: str, value: Any) -> dict[str, Any]:
    subject = {} if table == "interdiction" else {"subject": {"table": table, "id": CASE}}
    return {"key": "one", "interdiction": CASE, "field": field, "value": value, **subject}


@pytest.mark.parametrize(
    ("table", "field", "value", "words"),
    [
        ("cargo", "quantity", {"value": 40, "unit": "t"}, "quantity: 40 t"),
        ("cargo", "quantity", {"low": 30, "high": 45, "unit": "t", "scope": "load"}, "quantity: 30–45 t (whole load)"),
        ("cargo", "quantity", {"as_reported": "a lot"}, 'quantity: "a lot"'),
        ("cargo", "packages", {"value": 12, "unit": "crates"}, "packages: 12 crates"),
        ("cargo", "worth", {"amount": 18000000, "currency": "USD"}, "worth: USD 18,000,000"),
        ("interdiction", "place", {"name": "Don Muang", "country": "TH"}, "place: Don Muang, Thailand"),
        ("interdiction", "place", {"locode": "THBKK"}, "place: THBKK"),
        ("interdiction", "position", {"latitude": 13.9, "longitude": 100.6}, "position: 13.9N 100.6E"),
        ("interdiction", "states", ["TH", "US"], "states: Thailand, United States"),
        ("interdiction", "date", "2009-12-12", "date: 12 December 2009"),
        ("interdiction", "outcome", "turned_back", "outcome: turned back"),
        ("interdiction", "place", "no such shape", "place: no such shape"),
        ("a table of later", "field", {"a": 1}, 'field: {"a":1}'),
        ("interdiction", "a field of later", "text", "a field of later: text"),
    ],
)
def test_value_of_a_claim_is_written_as_people_write_it(table, field, value, words):
    claim = make_claim(table, field, value)
    (line,) = Preview([Change("claim", "c", CREATE, new=claim)]).render({})
    assert line == f"+ claim one ({words})"


def test_changed_value_of_a_claim_is_written_so_too():
    claim = make_claim("cargo", "quantity", {"value": 40, "unit": "t"})
    change = Change("claim", "c", UPDATE, "value", claim["value"], {"value": 41, "unit": "t"})
    (line,) = Preview([change]).render({"c": Record("claim", "c", claim)})
    assert line == "  claim one (quantity: 40 t): value: 40 t -> 41 t"


def test_accepted_quantity_is_written_with_its_words():
    old, new = {"value": 35, "unit": "t"}, {"value": 40, "unit": "t", "as_reported": "about 40 tons"}
    cargo = Record("cargo", "c", {"key": "load", "interdiction": CASE, "quantity": old})
    (line,) = Preview([Change("cargo", "c", UPDATE, "quantity", old, new)]).render({"c": cargo})
    assert line == '  cargo load: quantity: 35 t -> 40 t ("about 40 tons")'

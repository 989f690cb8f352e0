"""Comparing a case with its sources."""

from __future__ import annotations

from typing import Any

import pytest

from interdict.domain.document_reader import read_case
from interdict.domain.fields import get_fields
from interdict.domain.records import Record
from interdict.errors import DataError, NotFoundError
from interdict.evidence.claims import accept_claim, make_claim, pick_claim
from interdict.evidence.compare import Comparison, compare_case, group_claims, list_rows
from interdict.evidence.grading import grade

CASE: dict[str, Any] = {
    "id": "01a20cd6-0e0c-7665-86ef-29c36f870c20",
    "ref": "TH-2009-ABC",
    "title": "Arms",
    "date": "2009-12-12",
    "mode": "air",
    "agency": "customs",
    "cargo": [{"key": "load", "description": "rockets", "quantity": "35 t", "note": "weighed twice"}],
    "sources": {
        "act": {"publisher": "Arms Control Today", "reliability": "B"},
        "wire": {"publisher": "Reuters"},
        "copy": {"publisher": "A paper", "original": "Reuters"},
    },
    "claims": [
        {"field": "date", "value": "2009-12-11", "source": "copy"},
        {"field": "date", "value": "2009-12-12", "source": "act", "credibility": "2"},
        {"field": "date", "value": "2009-12", "source": "wire"},
        {"field": "mode", "value": "air", "source": "wire", "stance": "denies"},
        {"field": "destination", "value": "Iran", "source": "act"},
        {"field": "destination", "value": "Sri Lanka", "source": "wire"},
        {"field": "trigger", "as_reported": "a tip", "source": "act", "status": "accepted"},
        {"of": "load", "field": "quantity", "value": "40 t", "source": "wire", "status": "alternative"},
        {"of": "load", "field": "quantity", "value": "40 t", "source": "copy", "status": "rejected"},
    ],
}


@pytest.fixture
def records() -> dict[str, Record]:
    return read_case(CASE).records


def compare(records: dict[str, Record]) -> dict[str, Comparison]:
    return {one.field.name: one for one in compare_case(records)}


def tell(one: Comparison) -> list[tuple[int, str]]:
    return [(statement.number, statement.mark) for statement in one.statements]


def test_what_agrees_comes_first_and_numbers_follow_the_record(records):
    assert tell(compare(records)["date"]) == [(2, "agrees"), (3, "also"), (1, "disputed")]


def test_standing_tells_what_a_reader_must_know(records):
    found = {name: one.standing for name, one in compare(records).items()}
    assert found == {
        "date": ("disputed",),
        "mode": ("disputed", "no source"),
        "agency": ("no source",),
        "trigger": (),
        "destination": ("differs", "none adopted"),
        "description": ("no source",),
        "quantity": ("differs", "no source"),
    }


def test_words_of_the_analyst_need_no_source(records):
    assert not {"title", "note"} & compare(records).keys()


def test_alternative_is_told_from_another_value_where_that_shows(records):
    assert tell(compare(records)["quantity"]) == [(1, "differs"), (2, "rejected")]


def test_sources_are_counted_once_and_copies_together(records):
    date = compare(records)["date"]
    assert (date.sources, date.independent, date.agreeing) == (3, 2, 1)


def test_one_record_alone_can_be_compared(records):
    load = next(record for record in records.values() if record.table == "cargo")
    assert {one.record.id for one in compare_case(records, only=load)} == {load.id}


def test_rows_hold_every_claim_and_the_values_without_any(records):
    rows = list(list_rows(compare_case(records), records, "TH-2009-ABC", in_words=False))
    assert sum(row["number"] is not None for row in rows) == len(CASE["claims"])
    assert {row["field"] for row in rows if row["number"] is None} == {"agency", "description"}
    assert len({frozenset(row) for row in rows} | {frozenset(rows[0])}) == 1
    trigger = next(row for row in rows if row["field"] == "trigger")
    assert (trigger["adopted"], trigger["value"], trigger["mark"]) == ('"a tip"', None, "agrees")


def test_rows_are_canonical_or_in_words(records):
    def pick(*, in_words: bool) -> Any:
        rows = list_rows(compare_case(records), records, "x", in_words=in_words)
        return next(row["adopted"] for row in rows if row["field"] == "quantity")

    assert pick(in_words=False)["value"] == 35
    assert pick(in_words=True) == "35 t"


def test_grade_has_both_halves_or_a_question_mark():
    source, claim = Record("source", "s", {"reliability": "B"}), Record("claim", "c", {"credibility": "2"})
    bare = Record("claim", "c", {})
    assert [grade(source, claim), grade(source, bare), grade(None, claim), grade(None, bare)] == ["B2", "B?", "?2", ""]


def find(records: dict[str, Record], table: str) -> Record:
    return next(record for record in records.values() if record.table == table)


def cite(records: dict[str, Record], **said: Any) -> Record:
    case_id = CASE["id"]
    source = next(record.id for record in records.values() if record.values.get("key") == "act")
    return make_claim(records, case_id, records[case_id], ("act", source), {"field": "date", **said})


def test_claims_of_one_source_on_one_field_have_keys_of_their_own(records):
    claim = cite(records, value="2009-12-13")
    assert claim.values["key"] == "interdiction-date-act-2"
    assert claim.values["sequence"] == len(CASE["claims"]) + 1
    assert cite({**records, claim.id: claim}, value="2009-12-14").values["key"] == "interdiction-date-act-3"


def test_same_claim_has_the_same_id_everywhere_and_is_refused_twice(records):
    claim = cite(records, value="2009-12-13")
    assert cite(records, value="2009-12-13").id == claim.id
    assert cite(records, value="2009-12-13", locator="p. 3").id != claim.id
    with pytest.raises(DataError, match="already, as interdiction-date-act"):
        cite(records, value="2009-12-12")


def accept(records: dict[str, Record], table: str, field: str, number: int, why: str = "") -> list[tuple[Any, ...]]:
    subject = find(records, table)
    claims = group_claims(records.values())[subject.id, field]
    changes = accept_claim(subject, get_fields(table)[field], claims, claims[number - 1], why)
    return [(change.table, change.field, change.old, change.new) for change in changes]


def test_accepted_claim_gives_its_value_and_the_former_becomes_an_alternative(records):
    assert accept(records, "interdiction", "date", 1, "the log says so") == [
        ("interdiction", "date", "2009-12-12", "2009-12-11"),
        ("claim", "status", None, "alternative"),
        ("claim", "status", None, "accepted"),
        ("claim", "note", None, "the log says so"),
    ]


def test_accepted_figure_keeps_its_words_and_the_scope_of_the_record(records):
    load = find(records, "cargo")
    load.values["quantity"]["scope"] = "load"
    claim = group_claims(records.values())[load.id, "quantity"][0]
    claim.values["as_reported"] = "about 40 t"
    [(_, _, _, new), *_] = accept(records, "cargo", "quantity", 1)
    assert new == {"value": 40, "unit": "t", "scope": "load", "as_reported": "about 40 t"}


def test_denial_and_mere_words_cannot_replace_a_value(records):
    with pytest.raises(DataError, match="denies"):
        accept(records, "interdiction", "mode", 1)
    records[CASE["id"]].values["trigger"] = "foreign_tip"
    with pytest.raises(DataError, match="words"):
        accept(records, "interdiction", "trigger", 1)


def test_claim_is_picked_by_number_key_or_id(records):
    claims = group_claims(records.values())[CASE["id"], "date"]
    assert pick_claim(claims, "2", "x") == pick_claim(claims, "interdiction-date-act", "x") == claims[1]
    for text in ("0", "4", "interdiction-date", "²", "9" * 30):
        with pytest.raises(NotFoundError):
            pick_claim(claims, text, "x")

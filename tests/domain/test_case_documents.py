from __future__ import annotations

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interdict.domain.citations import is_citation
from interdict.domain.document_keys import name_records, read_key
from interdict.domain.document_reader import Known, is_sources_document, read_case, read_sources
from interdict.domain.document_writer import write_case, write_sources
from interdict.domain.fields import CASE_TABLES, SECTIONS, TABLES, list_columns
from interdict.domain.ids import make_id
from interdict.domain.problems import DocumentError
from interdict.domain.records import Record, from_row, sort_records, to_row
from interdict.domain.values import parse_value
from interdict.exchange.documents import read_documents
from tests.domain.strategies import make_cases
from tests.samples import THAI

CASES = sorted((Path(__file__).parents[2] / "db" / "cases").glob("*.yaml"))


def explain(tree: Any) -> str:
    with pytest.raises(DocumentError) as caught:
        read_case(tree)
    return str(caught.value)


def test_document_out_and_in_again_is_the_same_records() -> None:
    records = read_case(THAI).records
    document = write_case(records.values())
    assert read_case(json.loads(json.dumps(document))).records == records
    assert write_case(read_case(document).records.values()) == document


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_starter_case_out_and_in_again_is_the_same(path: Path) -> None:
    (tree,) = read_documents(path)
    records = read_case(tree).records
    assert read_case(write_case(records.values())).records == records


def test_same_document_read_twice_is_the_same_records_also_without_ids_below_the_case() -> None:
    assert read_case(THAI).records == read_case(copy.deepcopy(THAI)).records


def test_case_without_id_is_a_new_case_each_time() -> None:
    tree = {"title": "x"}
    assert read_case(tree).case_id != read_case(tree).case_id


def test_case_without_id_is_found_by_its_reference() -> None:
    known = Known(find_case={"TH-2009-7KQ": THAI["id"]}.get)
    document = read_case({"ref": "TH-2009-7KQ", "title": "x"}, known=known)
    assert document.case_id == THAI["id"]


def test_one_article_is_one_source_in_every_file() -> None:
    first = read_case({"title": "a", "sources": {"x": {"url": "https://example.org/1", "title": "one"}}})
    second = read_case({"title": "b", "sources": {"y": {"url": "https://example.org/1"}}})
    ids = [next(r.id for r in d.records.values() if r.table == "source") for d in (first, second)]
    assert ids[0] == ids[1]


def test_source_on_a_row_claims_each_value_that_it_does_not_claim_already() -> None:
    tree = {
        "title": "x",
        "sources": {"act": {"title": "t"}},
        "cargo": [{"key": "load", "description": "rockets", "hs": "93", "note": "mine", "source": "act"}],
        "claims": [{"of": "load", "field": "hs", "value": "9301", "source": "act"}],
    }
    claims = [record.values for record in read_case(tree).records.values() if record.table == "claim"]
    assert sorted((claim["field"], claim["value"]) for claim in claims) == [("description", "rockets"), ("hs", "9301")]


def test_claim_keeps_its_key_when_another_is_put_before_it() -> None:
    tree = copy.deepcopy(THAI)
    before = {r.id for r in read_case(tree).records.values() if r.table == "claim"}
    tree["claims"].insert(0, {"field": "mode", "value": "air", "source": "act"})
    after = {r.id for r in read_case(tree).records.values() if r.table == "claim"}
    assert before < after


def test_source_that_no_claim_names_stays_with_its_case() -> None:
    document = write_case(read_case({"title": "x", "sources": {"act": {"title": "t"}}}).records.values())
    assert document["sources"] == {"act": {"title": "t"}}
    assert "claims" not in document


def test_claim_without_value_keeps_what_the_source_said() -> None:
    document = write_case(read_case(THAI).records.values())
    claim = next(claim for claim in document["claims"] if claim["field"] == "destination")
    assert claim["key"] == "interdiction-destination-act"
    assert claim["as_reported"] == "somewhere hot"
    assert "value" not in claim


@pytest.mark.parametrize(
    ("said", "value", "words"),
    [
        ({"value": "about 40 tons"}, {"value": 40, "unit": "t"}, "about 40 tons"),
        ({"value": "a vast amount"}, {"as_reported": "a vast amount"}, None),
        ({"value": "a vast amount", "as_reported": "beaucoup"}, {"as_reported": "a vast amount"}, "beaucoup"),
        ({"value": "several hundred rifles"}, {"unit": "rifles"}, "several hundred rifles"),
        (
            {"value": "several hundred rifles", "as_reported": "plusieurs centaines"},
            {"unit": "rifles", "as_reported": "several hundred rifles"},
            "plusieurs centaines",
        ),
        ({"value": {"value": "40", "unit": "t"}, "as_reported": "40 Tonnen"}, {"value": 40, "unit": "t"}, "40 Tonnen"),
        ({"value": {"as_reported": "lots"}}, {"as_reported": "lots"}, None),
    ],
)
def test_figure_of_a_claim_keeps_its_words(said: dict[str, Any], value: Any, words: str | None) -> None:
    claim = {"of": "load", "field": "quantity", **said}
    records = read_case({"title": "x", "cargo": [{"key": "load", "description": "rockets"}], "claims": [claim]}).records
    (values,) = (record.values for record in records.values() if record.table == "claim")
    assert (values["value"], values.get("as_reported")) == (value, words)


def test_key_of_the_case_itself_means_the_case_also_where_a_record_has_it() -> None:
    tree = {
        "title": "x",
        "cargo": [{"key": "interdiction", "description": "rockets"}],
        "notes": ["on the case", {"of": "cargo/interdiction", "text": "on the cargo"}],
    }
    records = read_case(tree).records
    subjects = {r.values["text"]: r.values["subject"]["table"] for r in records.values() if r.table == "note"}
    assert subjects == {"on the case": "interdiction", "on the cargo": "cargo"}


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a~2", "a~3"]),
        (["a~2", "a", "a"], ["a~2~2", "a", "a~2"]),
        (["a~", "~2", "a~b"], ["a~", "~2", "a~b"]),
    ],
)
def test_name_in_a_document_leads_back_to_the_key(keys: list[str], names: list[str]) -> None:
    records = [Record("cargo", f"{number}", {"key": key}) for number, key in enumerate(keys)]
    found = name_records(records)
    assert [found.names[record.id] for record in records] == names
    assert [read_key(name) for name in names] == keys


def test_same_key_in_two_sections_is_told_apart_by_kind() -> None:
    tree = {
        "title": "x",
        "cargo": [{"key": "a", "description": "rockets"}],
        "parties": [{"key": "a", "name": "Firm"}],
        "claims": [{"of": "party/a", "field": "name", "value": "The firm"}],
    }
    document = write_case(read_case(tree).records.values())
    assert document["claims"][0]["of"] == "party/a"
    tree["claims"][0]["of"] = "a"
    assert "several records have the key 'a'" in explain(tree)


def test_sources_alone_are_a_document() -> None:
    tree = {"interdict": "1", "sources": {"act": {"title": "t", "publisher": "p"}}}
    assert is_sources_document(tree)
    records = read_sources(tree)
    assert read_sources(write_sources(records.values())) == records


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"titel": "x"}, "titel", "did you mean title?"),
        ({"date": "2009-13-01"}, "date", "month"),
        ({"outcome": "seizd"}, "outcome", "did you mean seized?"),
        ({"states": ["TH", "Thailnd"]}, "states", "Thailand"),
        ({"mode": ["air"]}, "mode", "not a list"),
        ({"cargo": [{"descripton": "x"}]}, "cargo[1].descripton", "did you mean description?"),
        ({"cargo": [{"quantity": {"valu": "3"}}]}, "cargo[1].quantity", "did you mean value?"),
        ({"cargo": [{"quantity": {"value": "lots"}}]}, "cargo[1].quantity", "not a number"),
        ({"cargo": [{"quantity": {"low": "5", "high": "2"}}]}, "cargo[1].quantity", "above"),
        ({"cargo": [3]}, "cargo[1]", "neither a text nor a mapping"),
        ({"cargo": [{"key": "a"}, {"key": "a"}]}, "cargo[2]", "'a' is taken"),
        ({"place": {"latitude": "91", "longitude": "3"}}, "place.latitude", "out of range"),
        ({"place": {"latitude": "9"}}, "place.latitude", "both"),
        ({"id": "7"}, "id", "not an id"),
        ({"ref": "TH-1"}, "ref", "TH-2009-7KQ"),
        ({"interdict": "2"}, "interdict", "newer"),
        ({"private": "maybe"}, "private", "neither yes nor no"),
        ({"sources": {"a": {"sha256": "zz"}}}, "sources.a.sha256", "64"),
        ({"sources": {"a": {"derived_from": "b"}}}, "sources.a.derived_from", "no source has the key 'b'"),
        ({"claims": [{"field": "dat", "value": "x"}]}, "claims[1].field", "did you mean date?"),
        ({"claims": [{"value": "x"}]}, "claims[1].value", "needs 'field'"),
        (
            {"claims": [{"of": "laod", "field": "quantity"}], "cargo": [{"key": "load"}]},
            "claims[1].of",
            "did you mean load?",
        ),
        ({"claims": [{"field": "date", "value": "2009", "source": "x"}]}, "claims[1].source", "no source has the key"),
        ({"claims": [{"field": "date", "credibility": "7"}]}, "claims[1].credibility", "use one of 1, 2, 3"),
        ({"title": "a\0b"}, "title", "NUL"),
        ({"title": "\ud800"}, "title", "surrogate"),
        ({"legs": [{"from": "x", "conveyance": "ship"}]}, "legs[1].conveyance", "no record of this case has the key"),
    ],
)
def test_problem_names_place_and_remedy(change: dict[str, Any], place: str, reason: str) -> None:
    words = explain({"title": "x", **change})
    assert words.startswith(f"{place}: ")
    assert reason in words


def test_all_problems_of_a_document_are_told_at_once() -> None:
    assert len(explain({"titel": "x", "mode": "aair", "date": "soon"}).splitlines()) == 3


@pytest.mark.parametrize("tree", [None, 3, "text", [], ["x"]])
def test_document_that_is_no_mapping_is_refused(tree: object) -> None:
    assert "is a mapping" in explain(tree)


def drop_order(records: dict[str, Record]) -> dict[str, Record]:
    """Return records without their numbers, which a document gives by the order of its rows."""
    return {
        record.id: record._replace(values={name: value for name, value in record.values.items() if name != "sequence"})
        for record in records.values()
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=make_cases())
def test_any_case_out_and_in_again_is_the_same_records(records: dict[str, Record]) -> None:
    assert {record.table for record in records.values()} == set(TABLES)
    document = json.loads(json.dumps(write_case(records.values())))
    read = read_case(document).records
    assert drop_order(read) == drop_order(records)
    assert write_case(read.values()) == document
    for table in CASE_TABLES:
        rows = [record for record in records.values() if record.table == table and not is_citation(record)]
        again = [record for record in read.values() if record.table == table and not is_citation(record)]
        assert [record.id for record in sort_records(rows)] == [record.id for record in sort_records(again)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=make_cases())
def test_any_record_survives_its_row(records: dict[str, Record]) -> None:
    for record in records.values():
        row = dict.fromkeys(list_columns(record.table)) | to_row(record)
        assert from_row(record.table, row) == record


JUNK = st.recursive(
    st.none() | st.text(max_size=8) | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = sorted({*(f.name for f in TABLES["interdiction"]), *SECTIONS, "id", "ref", "interdict", "recorded", "source"})


@settings(max_examples=300, deadline=None)
@given(tree=st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=5))
def test_no_tree_crashes_the_reader(tree: dict[str, Any]) -> None:
    with suppress(DocumentError):
        document = read_case(tree)
        assert isinstance(document.records[document.case_id], Record)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30), name=st.sampled_from([(t, f.name) for t, fs in TABLES.items() for f in fs]))
def test_no_text_crashes_the_reading_of_a_value(text: str, name: tuple[str, str]) -> None:
    field = next(field for field in TABLES[name[0]] if field.name == name[1])
    if field.kind == "subject":
        return
    with suppress(ValueError):
        value = parse_value(field, text)
        if value is not None:
            to_row(Record(name[0], make_id(), {field.name: value}))

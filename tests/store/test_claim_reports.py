"""Reports on what sources say: their figures on the starter cases, checked against the cases one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.agreement import asserts
from interdict.domain.citations import UNCITED
from interdict.domain.completeness import MAIN
from interdict.domain.fields import MANAGED
from interdict.domain.origins import count_voices, find_origins
from interdict.domain.records import Record
from interdict.domain.vocabulary import VOCABULARIES
from interdict.evidence.compare import compare_case
from interdict.store.cases import read_case
from interdict.store.connection import open_reading
from tests.samples import add_case
from tests.store.reading import notes, report, rows

Case = dict[str, Record]


def read_cases(path: Path) -> Iterator[tuple[Record, Case]]:
    """Yield each case with its records."""
    with open_reading(path) as connection:
        for (case_id,) in connection.execute("SELECT id FROM interdiction").fetchall():
            records = read_case(connection, case_id)
            yield records[case_id], records


def list_records(records: Case, table: str) -> list[Record]:
    return [record for record in records.values() if record.table == table]


def list_cited(records: Case) -> list[Record]:
    """Return the sources that claims of a case name, without the ones that these copy."""
    cited = {claim.values.get("source") for claim in list_records(records, "claim")}
    return [source for source in list_records(records, "source") if source.id in cited]


# disagreements


def test_disagreements_of_the_starter_cases_are_those_of_compare(starter):
    kinds = {"disputed": "differing", "differs": "differing", "denied": "denied", "retracted": "denied"}
    kinds |= {"also": "alternative", "rejected": "rejected"}
    compared = {}
    for case, records in read_cases(starter):
        for one in compare_case(records):
            found = {kinds.get(statement.mark) for statement in one.statements}
            kind = next((kind for kind in ("differing", "denied", "alternative", "rejected") if kind in found), None)
            if kind is None and "disputed" in one.standing:
                kind = "contested"
            if kind:
                key = None if one.record is case else one.record.values["key"]
                compared[case.values["ref"], key, one.field.name] = (kind, one.sources, one.independent)
    found = rows(starter, "disagreements", table=1, persons=True)
    reported = {
        (row["ref"], row["record"], row["field"]): (row["kind"], row["sources"], row["independent"]) for row in found
    }
    assert len(reported) == len(found)
    assert reported == compared


def test_disagreements_are_counted_by_field_and_kind(starter):
    found = rows(starter, "disagreements", table=1)
    counts = {row["field"]: row for row in rows(starter, "disagreements")}
    assert sum(row["fields"] for row in counts.values()) == len(found)
    dates = [row for row in found if row["field"] == "date" and row["record"] is None]
    assert counts["date"]["fields"] == counts["date"]["cases"] == len(dates)
    assert counts["date"]["differing"] == sum(row["kind"] == "differing" for row in dates)


def test_four_datings_of_the_anl_australia_stand_beside_the_recorded_one(starter):
    (date,) = [row for row in rows(starter, "disagreements", "ref:AE-2009", table=1) if row["field"] == "date"][:1]
    assert (date["recorded"], date["kind"], date["sources"]) == ("August 2009", "differing", 6)
    assert date["others"].split("; ") == [
        "about 21 to 31 July 2009 (disputed)",
        "22 July 2009 (disputed)",
        "about 1 to 10 August 2009 (disputed)",
        "about 11 to 20 August 2009 (disputed)",
        "14 August 2009 (disputed)",
    ]
    assert date["values"] == 6


def test_rifles_that_were_not_found_are_a_rejected_quantity(starter):
    (row,) = [row for row in rows(starter, "disagreements", "ref:GR-2013", table=1) if row["field"] == "quantity"]
    assert (row["kind"], row["recorded"], row["others"]) == ("rejected", None, "20,000 pieces (rejected)")


def make_claims(*claims: dict[str, Any], **case: Any) -> dict[str, Any]:
    sources = {name: {"title": name, "publisher": name} for name in ("one", "two", "three")}
    return {"title": "a case", "sources": sources, "claims": list(claims), **case}


def test_values_that_nobody_adopted_differ_where_they_contradict_each_other(file):
    flags = [{"of": "ship", "field": "flag", "value": code, "source": "one"} for code in ("PA", "LR")]
    modes = [{"field": "mode", "value": "sea", "source": name} for name in ("one", "two")]
    add_case(file, make_claims(*flags, *modes, conveyances=[{"key": "ship", "kind": "vessel"}]))
    (row,) = rows(file, "disagreements", table=1)
    assert (row["field"], row["kind"], row["recorded"]) == ("flag", "differing", None)
    assert row["others"] == "Liberia (differs); Panama (differs)"


@pytest.mark.parametrize(
    ("adopted", "said", "found"),
    [
        (["TH", "US"], [["TH"], ["US"]], None),
        (["TH", "US"], [["TH", "US"]], None),
        (["TH", "US"], [["TH"]], ("alternative", "Thailand, without United States (also)", "United States")),
        (
            ["TH"],
            [["TH", "US"]],
            ("alternative", "Thailand, United States, with United States (also)", "United States"),
        ),
        (
            ["TH", "US"],
            [["KR", "TH"]],
            (
                "differing",
                "South Korea, Thailand, with South Korea and without United States (disputed)",
                "South Korea, United States",
            ),
        ),
        (["TH"], [["US"]], ("differing", "United States (disputed)", "Thailand, United States")),
        (
            ["TH", "US"],
            [["TH", "US"], ["TH"]],
            ("alternative", "Thailand, without United States (also)", "United States"),
        ),
        (
            None,
            [["TH"], ["US"]],
            ("differing", "Thailand (differs); United States (differs)", "Thailand, United States"),
        ),
        (None, [["TH"], ["TH", "US"]], None),
    ],
)
def test_lists_are_compared_part_by_part(file, adopted, said, found):
    claims = [
        {"field": "states", "value": value, "source": source}
        for value, source in zip(said, ("one", "two", "three"), strict=False)
    ]
    add_case(file, make_claims(*claims, **({"states": adopted} if adopted else {})))
    listed = [(row["kind"], row["others"], row["parts"]) for row in rows(file, "disagreements", table=1)]
    assert listed == ([found] if found else [])


def test_denied_part_of_a_list_is_named_as_it_is_denied(file):
    claim = {"field": "states", "value": ["TH"], "stance": "denies", "source": "one"}
    add_case(file, make_claims(claim, states=["TH", "US"]))
    (row,) = rows(file, "disagreements", table=1)
    assert (row["kind"], row["others"], row["parts"]) == ("denied", "Thailand (denied)", None)


def test_concealment_differs_on_the_words_that_not_all_name(file):
    claim = {"of": "load", "field": "concealment", "value": ["hidden_compartment", "mislabelled"], "source": "one"}
    cargo = [{"key": "load", "description": "arms", "concealment": ["mislabelled", "disassembled"]}]
    add_case(file, make_claims(claim, cargo=cargo))
    (row,) = rows(file, "disagreements", table=1)
    assert row["parts"] == "disassembled, hidden compartment"


def test_accepted_words_stand_for_the_value(file):
    claims = [
        {"field": "date", "as_reported": "last summer", "source": "one", "status": "accepted"},
        {"field": "date", "value": "2009-12", "source": "two", "status": "disputed"},
    ]
    add_case(file, make_claims(*claims))
    (row,) = rows(file, "disagreements", table=1)
    assert (row["recorded"], row["others"]) == ('"last summer"', "December 2009 (disputed)")


def test_linked_record_is_named_by_its_key(file):
    ships = [{"key": key, "kind": "vessel"} for key in ("ship", "other-ship")]
    cargo = [{"key": "load", "description": "arms", "conveyance": "ship"}]
    claim = {"of": "load", "field": "conveyance", "value": "other-ship", "source": "one"}
    add_case(file, make_claims(claim, conveyances=ships, cargo=cargo))
    (row,) = rows(file, "disagreements", table=1)
    assert (row["recorded"], row["others"]) == ("ship", "other-ship (disputed)")


def test_private_persons_are_left_out_unless_wanted(file):
    claim = {"of": "man", "field": "name", "value": "Other Name", "source": "one"}
    add_case(file, make_claims(claim, parties=[{"key": "man", "kind": "person", "role": "captain", "name": "A Name"}]))
    assert rows(file, "disagreements") == []
    assert "left out: 1 field of private persons" in notes(file, "disagreements")
    (row,) = rows(file, "disagreements", table=1, persons=True)
    assert row["others"] == "Other Name (disputed)"


# cargo


def test_thai_load_is_35_tonnes_and_30_to_45_by_its_sources(starter):
    (row,) = [row for row in rows(starter, "cargo", "ref:TH-2009") if row["category"] == "conventional_arms"]
    assert row["quantities"] == "whole loads: 35 t (sources: 30–45 t)"
    (item,) = rows(starter, "cargo", "ref:TH-2009", table=1)
    assert (item["record"], item["adopted"], item["said"]) == ("load", "35 t", "30–45 t")


def test_totals_go_from_the_least_to_the_most_that_sources_say(file):
    items = [
        {"key": "one", "category": "coal", "quantity": {"value": 10, "unit": "t"}},
        {"key": "two", "category": "coal", "quantity": {"low": 5, "unit": "t"}},
        {"key": "three", "category": "metals", "quantity": {"value": 7, "unit": "t", "scope": "part"}},
        {"key": "four", "category": "metals", "description": "wire"},
    ]
    claims = [
        {"of": "one", "field": "quantity", "value": {"value": 12, "low": 8, "high": 14, "unit": "t"}, "source": "one"},
        {"of": "one", "field": "quantity", "value": {"value": 900, "unit": "t"}, "source": "two", "status": "rejected"},
        {"of": "one", "field": "quantity", "value": {"value": 9000, "unit": "kg"}, "source": "two"},
        {"of": "one", "field": "quantity", "value": {"value": 99, "unit": "t"}, "source": "two", "stance": "denies"},
        {"of": "two", "field": "quantity", "value": {"value": 6, "unit": "t"}, "source": "two"},
        {"of": "three", "field": "quantity", "value": {"value": 70, "unit": "t", "scope": "load"}, "source": "two"},
        {"of": "four", "field": "quantity", "value": {"value": 3, "unit": "t"}, "source": "two"},
    ]
    add_case(file, make_claims(*claims, cargo=items))
    found = {row["category"]: row["quantities"] for row in rows(file, "cargo")}
    assert found == {"coal": "at least 15 t (sources: at least 13 t)", "metals": "parts: 7 t"}
    (item,) = rows(file, "cargo", table=1)
    assert (item["record"], item["adopted"], item["said"], item["sources"]) == ("one", "10 t (disputed)", "8–14 t", 1)
    assert "3 figures in another unit or of another part of the load left out" in notes(file, "cargo")


# quality and gaps


def test_gaps_of_the_starter_cases_are_what_their_records_lack(starter):
    fields = {row["field"]: row for row in rows(starter, "gaps")}
    lacking = {row["ref"]: set(row["fields"].split(", ")) for row in rows(starter, "gaps", table=1)}
    assert list(fields) == sorted(MAIN, key=lambda name: (-fields[name]["cases"], list(MAIN).index(name)))
    counted = Counter(name for found in lacking.values() for name in found)
    for case, records in read_cases(starter):
        found = lacking.get(case.values["ref"], set())
        cargo, ships = list_records(records, "cargo"), list_records(records, "conveyance")
        roles = {party.values.get("role") for party in list_records(records, "party")}
        assert ("trigger" in found) == ("trigger" not in case.values)
        assert ("destination" in found) == ("destination" not in case.values)
        assert ("regime" in found) == (case.values.get("regime", ["unknown"]) == ["unknown"])
        assert ("declared_as" in found) == all("declared_as" not in item.values for item in cargo)
        assert ("flag" in found) == all("flag" not in ship.values for ship in ships)
        assert ("consignee" in found) == ("consignee" not in roles)
    assert {name: row["cases"] for name, row in fields.items()} == {name: counted[name] for name in MAIN}


def test_every_main_field_names_a_document_and_known_kinds_of_source():
    for name, need in MAIN.items():
        assert need.document, name
        assert set(need.kinds) <= set(VOCABULARIES["source_kind"]), name


def test_unknown_is_a_gap(file):
    add_case(file, {"mode": "unknown", "regime": ["unknown"], "cargo": [{"description": "x", "disposal": "unknown"}]})
    add_case(file, {"mode": "sea", "regime": ["none"], "cargo": [{"description": "x", "disposal": "sold"}]})
    fields = {row["field"]: row["cases"] for row in rows(file, "gaps")}
    assert [fields[name] for name in ("mode", "regime", "disposal", "cargo", "date")] == [1, 1, 1, 0, 2]


def test_quality_of_the_starter_cases_is_that_of_their_records(starter):
    found = {row["ref"]: row for row in rows(starter, "quality", table=2)}
    lacking = {row["ref"]: row["lacking"] for row in rows(starter, "gaps", table=1)}
    for case, records in read_cases(starter):
        row = found.pop(case.values["ref"])
        claims = [claim for claim in list_records(records, "claim") if "field" in claim.values]
        values, sourced, disputed = 0, 0, 0
        for record in records.values():
            if record.table in {"source", "claim", "judgement", "note"}:
                continue
            for name, value in record.values.items():
                if name in MANAGED or name in UNCITED:
                    continue
                values += 1
                about = [c for c in claims if c.values["subject"]["id"] == record.id and c.values["field"] == name]
                sourced += any(asserts(claim, value) for claim in about)
        for one in compare_case(records):
            is_counted = one.field.name not in UNCITED and one.record.table != "note"
            disputed += is_counted and one.value is not None and "disputed" in one.standing
        assert (row["values"], row["sourced"], row["disputed"]) == (values, sourced, disputed)
        cited = list_cited(records)
        assert (row["sources"], row["independent"]) == (
            len(cited),
            count_voices(find_origins(source, records) for source in cited),
        )
        assert row["filled"] == len(MAIN) - lacking.get(case.values["ref"], 0)
        assert row["complete"] == round(100 * row["filled"] / len(MAIN), 1)
    assert not found


def test_quality_over_all_adds_up_the_cases_with_what_they_are_parts_of(starter):
    cases = rows(starter, "quality", table=2)
    values = sum(row["values"] for row in cases)
    found = {row["measure"]: (row["number"], row["of"], row["share"]) for row in rows(starter, "quality")}
    filled, sourced, disputed = (sum(row[name] for row in cases) for name in ("filled", "sourced", "disputed"))
    assert found["main fields filled"] == (filled, 45 * 20, round(filled / 9, 1))
    assert found["values with a source"] == (sourced, values, round(100 * sourced / values, 1))
    assert found["values disputed"] == (disputed, values, round(100 * disputed / values, 1))


def test_quality_counts_no_doubt_where_nothing_was_adopted(file):
    claims = [{"field": "outcome", "value": word, "status": "disputed"} for word in ("seized", "released")]
    add_case(file, {"mode": "sea", "claims": claims})
    assert [(row["values"], row["disputed"]) for row in rows(file, "quality", table=2)] == [(1, 0)]
    assert {row["total"]: row["value"] for row in rows(file, "summary")}["disputed_fields"] == 1


def test_quality_lists_the_least_complete_case_first(starter):
    complete = [row["complete"] for row in rows(starter, "quality", table=2)]
    assert complete == sorted(complete)
    assert "20 main fields: date, states, place" in notes(starter, "quality")


# sources


def test_sources_of_the_starter_cases_are_counted_case_by_case(starter):
    independent: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for _, records in read_cases(starter):
        cited = list_cited(records)
        number = count_voices(find_origins(source, records) for source in cited)
        independent[str(number)] += 1
        cases.update(source.values["key"] for source in cited)
        alone.update(source.values["key"] for source in cited if number == 1)
        for claim in list_records(records, "claim"):
            claims[records[claim.values["source"]].values["key"]] += "field" in claim.values
    assert {row["independent"]: row["cases"] for row in rows(starter, "sources")} == independent
    found = rows(starter, "sources", table=4)
    assert {row["source"]: row["cases"] for row in found} == cases
    assert {row["source"]: row["claims"] for row in found} == claims
    assert {row["source"]: row["sole"] for row in found if row["sole"]} == alone


def test_grades_and_kinds_and_publishers_add_up_to_all_sources(starter):
    sources = rows(starter, "sources", table=4)
    for table, column in ((1, "reliability"), (2, "kind"), (3, "publisher")):
        found = rows(starter, "sources", table=table)
        assert sum(row["sources"] for row in found) == len(sources)
        assert sum(row["claims"] for row in found) == sum(row["claims"] for row in sources)
        counts = Counter(row[column] or "(not stated)" for row in sources)
        assert {row[column]: row["sources"] for row in found} == counts


def test_mean_reliability_leaves_out_f_and_the_ungraded(file):
    grades = ("A", "B", "C", "F", "F", None)
    sources = {f"s{n}": {"title": str(n), **({"reliability": g} if g else {})} for n, g in enumerate(grades)}
    claims = [{"field": "mode", "value": "sea", "source": name} for name in sources]
    add_case(file, {"mode": "sea", "sources": sources, "claims": claims})
    assert "mean 2.0 of 3 graded sources" in notes(file, "sources")
    assert "left out: 2 of grade F, which cannot be judged, and 1 that nobody graded" in notes(file, "sources")


def test_copies_of_one_wire_are_one_voice(file):
    wire = {"wire": {"title": "A report", "publisher": "An agency"}}
    papers = {f"p{n}": {"title": f"{n}", "publisher": f"Paper {n}", "derived_from": "wire"} for n in range(5)}
    claims = [{"field": "mode", "value": "sea", "source": name} for name in papers]
    add_case(file, {"mode": "sea", "sources": {**wire, **papers}, "claims": claims})
    add_case(file, {"title": "nobody says so"})
    found = {row["independent"]: row["cases"] for row in rows(file, "sources")}
    assert found == {"0": 1, "1": 1}
    found = rows(file, "quality", table=2)
    assert [(row["sources"], row["independent"]) for row in found] == [(0, 0), (5, 1)]  # the wire itself is not cited


def test_source_of_several_origins_adds_no_voice_that_was_heard(file):
    sources = {
        "one": {"title": "1", "publisher": "Paper", "original": "Reuters"},
        "two": {"title": "2", "publisher": "Blog", "original": "Reuters and AFP"},
        "three": {"title": "3", "publisher": "Journal"},
    }
    add_case(file, {"mode": "sea", "sources": sources})
    assert [row["independent"] for row in rows(file, "sources")] == ["2"]
    assert [row["sole"] for row in rows(file, "sources", table=4)] == [0, 0, 0]


@pytest.mark.parametrize("name", ["disagreements", "cargo", "quality", "gaps", "sources"])
def test_terms_choose_the_cases(starter, name):
    assert report(starter, name, "ref:TH-2009").cases == 1


# doubt beneath figures


@pytest.mark.parametrize(
    ("name", "choices", "claim", "note"),
    [
        ("timeline", {}, {"field": "date", "value": "2010"}, "sources dispute the date in 1 of 2 cases"),
        ("summary", {}, {"field": "date", "value": "2010"}, "sources dispute the date in 1 of 2 cases"),
        ("summary", {}, {"field": "outcome", "value": "cleared"}, "sources dispute the outcome in 1 of 2 cases"),
        ("summary", {}, {"field": "mode", "value": "sea", "stance": "denies"}, "dispute the mode in 1 of 2 cases"),
        ("states", {}, {"field": "states", "value": ["KR"]}, "sources dispute the states in 1 of 2 cases"),
        ("routes", {}, {"field": "origin", "value": {"country": "KP"}}, "sources dispute the origin in 1 of 2 cases"),
        ("disposal", {}, {"field": "outcome", "value": "cleared"}, "sources dispute the outcome in 1 of 2 cases"),
        ("detection", {}, {"field": "mode", "value": "air"}, "sources dispute the mode in 1 of 2 cases"),
        (
            "crosstab",
            {"rows": "year", "columns": "mode"},
            {"field": "date", "value": "2010"},
            "sources dispute the date in 1 of 2 cases",
        ),
        (
            "crosstab",
            {"rows": "category", "columns": "flag"},
            {"of": "ship", "field": "flag", "value": "KP"},
            "sources dispute the flag of the conveyance in 1 of 2 cases",
        ),
        (
            "cargo",
            {},
            {"of": "load", "field": "prohibited", "value": "no"},
            "dispute the prohibition of the cargo in 1 of 2 cases",
        ),
        (
            "conveyances",
            {},
            {"of": "ship", "field": "flag", "value": "KP"},
            "dispute the flag of the conveyance in 1 of 2 cases",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_figures_by_a_disputed_field_say_in_how_many_cases_it_is(file, name, choices, claim, note):
    case = {
        "date": "2009-12-12",
        "states": ["TH"],
        "mode": "sea",
        "outcome": "seized",
        "origin": {"country": "IR"},
        "cargo": [{"key": "load", "description": "arms", "category": "small_arms", "prohibited": "yes"}],
        "conveyances": [{"key": "ship", "kind": "vessel", "flag": "PA"}],
    }
    add_case(file, make_claims(**case))
    add_case(file, make_claims({**claim, "source": "one"}, **case))
    text = notes(file, name, **choices)
    assert note in text
    add_case(file, make_claims(**case))
    assert f"{note.removesuffix('2 cases')}3 cases" in notes(file, name, **choices)


def test_figures_in_no_doubt_bear_no_note(file):
    add_case(file, make_claims({"field": "mode", "value": "sea", "source": "one"}, mode="sea", date="2009"))
    for name in ("summary", "timeline", "states", "routes", "detection", "disposal", "cargo"):
        assert "dispute" not in notes(file, name)

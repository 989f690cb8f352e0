"""Figures of the reports on the starter cases, counted again from their documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from interdict.domain.dates import find_bounds
from interdict.domain.fields import get_fields
from interdict.domain.values import parse_value
from interdict.store.connection import open_reading
from interdict.store.reports.cargo import format_total
from tests.samples import add_case
from tests.store.reading import DOCUMENTS, name_country, notes, rows

NONE = "(not stated)"


def read_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def test_summary_adds_up_the_documents(starter):
    totals = {row["total"]: row["value"] for row in rows(starter, "summary")}
    days = [find_bounds(document["date"]) for document in DOCUMENTS]
    assert totals["cases"] == len(DOCUMENTS)
    assert totals["interdicting_states"] == len({one for d in DOCUMENTS for one in read_list(d.get("states"))})
    assert (totals["earliest_possible_day"], totals["latest_possible_day"]) == (
        min(day for day, _ in days),
        max(day for _, day in days),
    )
    for table, field in ((1, "outcome"), (2, "mode"), (3, "regime")):
        values = Counter(value for d in DOCUMENTS for value in read_list(d.get(field)) or [NONE])
        found = rows(starter, "summary", table=table)
        assert {row[field]: row["cases"] for row in found} == values
        assert {row[field]: row["share"] for row in found} == {
            value: round(100 * number / len(DOCUMENTS), 1) for value, number in values.items()
        }


def test_summary_counts_claims_and_their_sources(starter):
    totals = {row["total"]: row["value"] for row in rows(starter, "summary")}
    with open_reading(starter) as connection:
        claims = connection.execute("SELECT source_id, field FROM claim").fetchall()
    assert totals["claims"] == sum(field is not None for _, field in claims)
    assert totals["sources"] == len({source for source, _ in claims if source})


def test_disputed_fields_of_the_summary_are_those_marked_among_the_disagreements(starter):
    totals = {row["total"]: row["value"] for row in rows(starter, "summary")}
    marked = [row for row in rows(starter, "disagreements", table=1, persons=True) if row["standing"] == "disputed"]
    assert totals["disputed_fields"] == len(marked)
    assert totals["cases_with_a_disputed_field"] == len({row["ref"] for row in marked})


def test_timeline_counts_the_years_of_the_documents(starter):
    years = Counter(find_bounds(document["date"])[0][:4] for document in DOCUMENTS)
    found = {row["year"]: row["cases"] for row in rows(starter, "timeline")}
    assert {year: cases for year, cases in found.items() if cases} == years
    assert list(found) == [str(year) for year in range(int(min(years)), int(max(years)) + 1)]


def test_states_count_the_states_of_the_documents(starter):
    pairs = Counter(
        (parse_value(get_fields("interdiction")["states"], [state])[0] if state != NONE else NONE, d["outcome"])
        for d in DOCUMENTS
        for state in read_list(d.get("states")) or [NONE]
    )
    found = {
        (row["state"], outcome): number
        for row in rows(starter, "states")
        for outcome, number in row.items()
        if outcome not in {"state", "cases", "first", "last"} and number
    }
    assert found == pairs


def test_crosstab_counts_the_pairs_of_the_documents(starter):
    pairs = Counter((d.get("mode", NONE), d.get("outcome", NONE)) for d in DOCUMENTS)
    found = {
        (row["mode"], outcome): number
        for row in rows(starter, "crosstab", rows="mode", columns="outcome")
        for outcome, number in row.items()
        if row["mode"] != "total" and outcome not in {"mode", "total"} and number
    }
    assert found == pairs


def test_cargo_adds_the_quantities_of_the_documents(starter):
    cases, items, totals = defaultdict(set), Counter(), defaultdict(lambda: [0.0, 0.0])
    open_ends = set()
    for document in DOCUMENTS:
        for item in document.get("cargo", ()):
            category = item.get("category", NONE)
            cases[category].add(document["ref"])
            items[category] += 1
            quantity = parse_value(get_fields("cargo")["quantity"], item["quantity"]) if "quantity" in item else {}
            low = quantity.get("low", quantity.get("value", 0 if "high" in quantity else None))
            if low is None:
                continue
            group = (category, quantity.get("scope", "item"), quantity.get("unit"))
            high = quantity.get("high", quantity.get("value"))
            totals[group][0] += low
            totals[group][1] += high or 0
            open_ends |= {group} if high is None else set()
    found = {row["category"]: row for row in rows(starter, "cargo")}
    assert {name: (row["cases"], row["items"]) for name, row in found.items()} == {
        name: (len(cases[name]), items[name]) for name in items
    }
    for (category, scope, unit), (low, high) in totals.items():
        if not low and not high:
            continue
        parts = found[category]["quantities"].split("; ")
        (part,) = (
            one
            for one in parts
            if one.startswith({"part": "parts: ", "load": "whole loads: "}.get(scope, ""))
            and (scope in {"part", "load"} or ": " not in one.split(" (sources")[0])
        )
        written = format_total(low, None if (category, scope, unit) in open_ends else high, unit)
        assert written in part


def test_opportunities_are_those_of_the_documents(starter):
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    taken = [d for d in DOCUMENTS if d.get("outcome") in {"seized", "impounded"}]
    for document in taken:
        for country, part in judge_route(document).items():
            counts[country][part] += 1
    found = {row["country"]: row for row in rows(starter, "opportunity")}
    assert {
        name: {part: row[part] for part in ("seized", "missed", "no_opportunity") if row[part]}
        for name, row in found.items()
    } == counts
    assert f"of {len(taken)} cases with an outcome of seized or impounded, {len(taken)} with" in notes(
        starter, "opportunity"
    )


def judge_route(document: dict[str, Any]) -> dict[str, str]:
    """Return what each country of a route was to it, the gravest counting."""
    acted = (
        parse_value(get_fields("interdiction")["states"], read_list(document["states"]))
        if "states" in document
        else [name_country(document.get("place"))]
    )
    met = [(country, "seized") for country in acted]
    met.append((name_country(document.get("origin")), "missed"))
    for leg in document.get("legs", ()):
        late = "departed" in leg and leg["departed"][:10] > find_bounds(document["date"])[1]
        if leg.get("kind") in {"actual", "inferred", "planned"}:
            part = "no_opportunity" if late or leg["kind"] == "planned" else "missed"
            met += [(name_country(leg.get(end)), part) for end in ("from", "to")]
    met.append((name_country(document.get("destination")), "no_opportunity"))
    order = ["seized", "missed", "no_opportunity"]
    judged: dict[str, str] = {}
    for country, part in sorted(met, key=lambda one: order.index(one[1])):
        if not country.startswith("("):
            judged.setdefault(country, part)
    return judged


def test_legs_of_the_starter_cases_are_those_of_their_documents(starter):
    found = rows(starter, "distances", table=2)
    recorded = Counter(row["ref"] for row in found if row["kind"] != "proposed")
    assert recorded == Counter(
        d["ref"] for d in DOCUMENTS for leg in d.get("legs", ()) if leg.get("from") != leg.get("to")
    )
    proposed = {row["ref"] for row in found if row["kind"] == "proposed"}
    assert proposed == {
        d["ref"] for d in DOCUMENTS if "legs" not in d and "place" in d and ("origin" in d or "destination" in d)
    }
    cases = len(recorded.keys() | proposed)
    assert f"{len(found)} legs in {cases} of {len(DOCUMENTS)} cases" in notes(starter, "distances")


def test_disposal_says_of_how_many_items_and_cases_it_speaks(file, starter):
    items = sum(len(document.get("cargo", ())) for document in DOCUMENTS)
    cases = sum("cargo" in document for document in DOCUMENTS)
    assert f"{items} items of cargo in {cases} of {len(DOCUMENTS)} cases" in notes(starter, "disposal")
    add_case(file, {"title": "a", "cargo": [{"description": "rifles"}]})
    add_case(file, {"title": "b"})
    assert "1 item of cargo in 1 of 2 cases; 1 has none" in notes(file, "disposal")
    assert "1 item of cargo in 1 of 1 cases" in notes(file, "disposal", "cargo:rifles")


def test_bands_of_completeness_hold_every_case(starter):
    bands = rows(starter, "quality", table=1)
    complete = [row["complete"] for row in rows(starter, "quality", table=2)]
    assert [row["cases"] for row in bands] == [
        sum(low <= one < low + 20 or (one == low + 20 == 100) for one in complete) for low in range(0, 100, 20)
    ]


def test_copies_of_one_wire_that_give_a_figure_are_one_source(file):
    sources = {name: {"publisher": f"{name} Post", "title": name, "original": "Reuters"} for name in ("A", "B")}
    sources["C"] = {"publisher": "Gazette", "title": "own"}
    values = {"A": "machine parts", "B": "machine parts", "C": "machine parts"}
    claims = [
        {"of": "load", "field": "quantity", "value": {"value": 40, "unit": "t"}, "source": name} for name in "ABC"
    ]
    claims += [{"of": "load", "field": "declared_as", "value": values[name], "source": name} for name in "AB"]
    load = {"key": "load", "description": "rifles", "quantity": {"value": 35, "unit": "t"}}
    add_case(file, {"title": "a", "cargo": [load], "sources": sources, "claims": claims})
    (figures,) = rows(file, "cargo", table=1)
    assert (figures["said"], figures["sources"], figures["independent"]) == ("35–40 t", 3, 2)
    (declared,) = rows(file, "disguises", table=1)
    assert (declared["sources"], declared["independent"]) == (2, 1)
    (differing,) = rows(file, "disagreements", table=1)
    assert (differing["field"], differing["sources"], differing["independent"]) == ("quantity", 3, 2)


# doubt


@pytest.mark.parametrize(
    "claim",
    [{"field": "origin", "value": {"country": "KP"}}, {"of": "leg-1", "field": "to", "value": {"country": "KP"}}],
)
def test_ends_of_a_route_that_are_disputed_bear_their_mark(file, claim):
    ends = {"origin": {"country": "IR"}, "place": {"name": "Busan", "country": "KR"}}
    legs = {"legs": [{"key": "leg-1", "kind": "actual", "from": {"country": "IR"}, "to": {"country": "CN"}}]}
    sources = {"one": {"title": "One"}}
    case = {"title": "a", "outcome": "seized", **ends, **(legs if "of" in claim else {}), "sources": sources}
    add_case(file, {**case, "claims": [{**claim, "source": "one"}]})
    (leg, *_) = rows(file, "distances", table=2)
    assert leg["disputed"] == claim["field"]
    (row,) = rows(file, "opportunity", table=1)
    assert row["disputed"] == ("leg" if "of" in claim else "origin")
    said = "the end of the leg" if "of" in claim else "the origin"
    assert f"sources dispute {said} in 1 of 1 cases" in notes(file, "opportunity")

"""Figures of famous cases come out right: counted here from the documents, without interdict's code, and reported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from interdict.cli import run

CASES = Path(__file__).parents[2] / "db" / "cases"
Ask = Callable[..., Any]


def read(name: str) -> dict[str, Any]:
    """Return a document as YAML's bare loader gives it, all as text."""
    text = next(CASES.glob(f"{name}*.yaml")).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # all as text
    return document


def list_claims(document: dict[str, Any], of: str, field: str) -> list[dict[str, Any]]:
    return [
        claim
        for claim in document["claims"]
        if (claim.get("of", "interdiction"), claim.get("field")) == (of, field) and claim.get("status") != "rejected"
    ]


def find_item(document: dict[str, Any], section: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in document[section] if row["key"] == key)
    return found


@pytest.fixture
def ask(starter: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs a command on the starter cases and returns its JSON, or with a form its text."""

    def start(*arguments: str, form: str = "json") -> Any:
        assert run(["--db", str(starter), *arguments, "-f", form]) == 0
        out = capsys.readouterr().out
        return json.loads(out) if form == "json" else out

    return start


def list_rows(ask: Ask, *arguments: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask("report", *arguments)[table]["rows"]
    return rows


def test_thai_load_is_a_range_of_the_tons_of_its_sources_with_35_accepted(ask: Ask) -> None:
    document = read("2009-12-thailand")
    said = [claim["value"] for claim in list_claims(document, "load", "quantity")]
    assert {value["unit"] for value in said} == {"t"}
    ends = [float(figure) for value in said for part, figure in value.items() if part in {"value", "low", "high"}]
    assert (min(ends), max(ends)) == (30, 45)
    assert find_item(document, "cargo", "load")["quantity"]["value"] == "35"
    (row,) = list_rows(ask, "cargo", "ref:TH-2009", table="where_sources_give_other_figures")
    assert (row["adopted"], row["said"], row["sources"]) == ("35 t", "30–45 t", len(said))
    totals = {row["category"]: row for row in list_rows(ask, "cargo", "ref:TH-2009", table="what_was_found")}
    assert totals["conventional_arms"]["quantities"] == "whole loads: 35 t (sources: 30–45 t)"
    assert "35 t" in ask("show", "TH-2009-31F/load", form="table")


def test_anl_australia_is_dated_in_four_ways_that_disagree(ask: Ask) -> None:
    claims = list_claims(read("2009-08-united-arab"), "interdiction", "date")
    other = {claim["value"] for claim in claims if claim.get("status") == "disputed"}
    assert {claim.get("as_reported") for claim in claims} >= {"last August", "late July", "early August", "mid-August"}
    assert {"2009-07-22", "2009-07-21~/2009-07-31~", "2009-08-01~/2009-08-10~", "2009-08-14"} <= other
    compared = ask("compare", "AE-2009-EMC", "date")
    assert {row["value"] for row in compared if row["mark"] == "disputed"} == other
    assert {row["standing"] for row in compared} == {"disputed"}
    (row,) = [
        row
        for row in list_rows(ask, "disagreements", "ref:AE-2009", table="where_sources_differ")
        if (row["record"], row["field"]) == (None, "date")
    ]
    assert (row["recorded"], row["others"].count("(disputed)")) == ("August 2009", len(other))


def test_chong_chon_gang_has_two_dates_two_counts_and_a_contested_reading(ask: Ask) -> None:
    document = read("2013-07-panama")
    dates = {claim["value"] for claim in list_claims(document, "interdiction", "date")}
    assert {"2013-07-10", "2013-07-15"} <= dates
    assert {row["value"] for row in ask("compare", "PA-2013-VEW", "date") if row["mark"] != "rejected"} == dates
    ranges = {
        row["record"]: (row["adopted"], row["said"])
        for row in list_rows(ask, "cargo", "ref:PA-2013", table="where_sources_give_other_figures")
    }
    for key, unit in (("mig-21-engines", "engines"), ("vehicles", "vehicles")):
        counts = {int(claim["value"]["value"]) for claim in list_claims(document, key, "quantity")}
        counts.add(int(find_item(document, "cargo", key)["quantity"]["value"]))
        assert len(counts) == 2
        assert ranges[key] == (f"{max(counts)} {unit}", f"{min(counts)}–{max(counts)} {unit}")
    readings = list_claims(document, "load", "prohibited")
    assert sorted(claim.get("stance", "asserts") for claim in readings) == ["asserts", "denies"]
    shown = ask("show", "PA-2013-VEW/load", form="table")
    assert re.search(r"Prohibited +yes \[\d\] \(disputed\)", shown)
    assert "according to Cuban Foreign Ministry" in " ".join(shown.split())


def test_mu_san_is_cleared_after_two_inspections(ask: Ask) -> None:
    document = read("2009-08-india")
    inspections = [event for event in document["events"] if event["kind"] == "inspected"]
    assert document["outcome"] == "cleared"
    assert len({event["place"]["name"] for event in inspections}) == len(inspections) == 2
    (case,) = ask("list", "ref:IN-2009-NRG")
    assert case["outcome"] == "cleared"
    (row,) = list_rows(
        ask,
        "crosstab",
        "--rows",
        "outcome",
        "--columns",
        "event.kind",
        "ref:IN-2009-NRG",
        table="outcome_by_event_kind",
    )[:1]
    assert (row["outcome"], row["inspected"]) == ("cleared", 1)
    shown = ask("show", "IN-2009-NRG", form="table")
    assert sum("inspected" in line for line in shown[shown.index("EVENTS") : shown.index("ROUTE")].splitlines()) == 2
    (state,) = list_rows(ask, "states", "ref:IN-2009-NRG", table="interdicting_states")
    assert (state["state"], state["cleared"], state["seized"]) == ("IN", 1, 0)


def test_rifles_reported_aboard_the_nour_m_are_not_counted_as_found(ask: Ask) -> None:
    document = read("2013-11-greece")
    reported = [
        claim["value"]["value"]
        for claim in document["claims"]
        if (claim["of"], claim["field"], claim.get("status")) == ("load", "quantity", "rejected")
    ]
    assert reported == ["20000"]
    assert "quantity" not in find_item(document, "cargo", "load")
    (row,) = list_rows(ask, "cargo", "ref:GR-2013", table="what_was_found")
    assert (row["category"], row["quantities"]) == ("ammunition", "")
    assert list_rows(ask, "cargo", "ref:GR-2013", table="where_sources_give_other_figures") == []
    shown = " ".join(ask("show", "GR-2013-5QS/load", form="table").split())
    assert "Quantity (none adopted) rejected: 20,000 pieces" in shown
    assert "denied: Kalashnikov assault rifles" in shown


def test_sugar_was_declared_where_missiles_were_found(ask: Ask) -> None:
    expected = {
        (document["ref"], item["description"])
        for document in (read(path.stem) for path in CASES.glob("*.yaml"))
        for item in document.get("cargo", [])
        if "sugar" in item.get("declared_as", "") and "missile" in item["description"]
    }
    assert {ref for ref, _ in expected} == {"PA-2013-VEW"}
    rows = list_rows(ask, "disguises", table="declared_and_found")
    found = {(row["ref"], row["found"]) for row in rows if "sugar" in row["declared"] and "missile" in row["found"]}
    assert found == expected
    (sugar,) = [row for row in list_rows(ask, "disguises", table="covers_that_recur") if row["word"] == "sugar"]
    assert (sugar["cases"], "conventional_arms" in sugar["found"]) == (1, True)

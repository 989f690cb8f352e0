"""The reports on distances and on missed opportunities, counted by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from interdict.commands.measuring import measure_places
from interdict.store.connection import open_reading
from interdict.store.reports import make_report
from interdict.store.reports.report import Choices, Length
from tests.samples import add_case


def report(path: Path, name: str, *terms: str, **choices: Any) -> Any:
    with open_reading(path) as connection:
        return make_report(connection, name, terms, Choices(**choices))


ROUTE = {
    "title": "Arms for Syria",
    "date": "2012-05-03",
    "states": ["KR"],
    "place": {"name": "Busan", "country": "KR"},
    "mode": "sea",
    "outcome": "seized",
    "origin": {"name": "Nampo", "country": "KP"},
    "destination": {"name": "Latakia", "country": "SY"},
    "legs": [
        {"from": {"name": "Nampo", "country": "KP"}, "to": {"name": "Dalian", "country": "CN"}, "kind": "actual"},
        {"from": {"name": "Dalian", "country": "CN"}, "to": {"name": "Busan", "country": "KR"}, "kind": "actual"},
        {"from": {"name": "Busan", "country": "KR"}, "to": {"name": "Port Said", "country": "EG"}, "kind": "planned"},
        {"to": {"name": "Singapore", "country": "SG"}, "kind": "claimed"},
    ],
}


def test_states_before_the_seizure_missed_and_those_after_had_no_opportunity(file: Path) -> None:
    add_case(file, ROUTE)
    by_state, by_case = report(file, "opportunity").tables
    parts = {row["country"]: [row["seized"], row["missed"], row["no_opportunity"]] for row in by_state.rows}
    assert parts == {"KR": [1, 0, 0], "KP": [0, 1, 0], "CN": [0, 1, 0], "EG": [0, 0, 1], "SY": [0, 0, 1]}
    assert by_case.rows[0]["missed"] == "CN, KP"


def test_leg_that_left_after_the_case_lies_ahead(file: Path) -> None:
    later = {**ROUTE, "legs": [{"to": {"country": "RU"}, "kind": "actual", "departed": "2012-06"}]}
    add_case(file, later)
    by_state = report(file, "opportunity").tables[0]
    assert {row["country"] for row in by_state.rows if row["no_opportunity"]} == {"RU", "SY"}


def test_cases_that_took_nothing_are_no_opportunity_taken(file: Path) -> None:
    add_case(file, {**ROUTE, "outcome": "cleared"})
    assert report(file, "opportunity").tables[0].rows == []


def test_state_that_seized_is_not_said_to_have_missed(file: Path) -> None:
    add_case(file, {**ROUTE, "states": ["CN", "KR"]})
    rows = report(file, "opportunity").tables[0].rows
    assert {row["country"] for row in rows if row["seized"]} == {"CN", "KR"}
    assert {row["country"] for row in rows if row["missed"]} == {"KP"}


def test_legs_are_measured_and_planned_ones_summed_apart(file: Path) -> None:
    add_case(file, ROUTE)
    methods, routes, legs = report(file, "distances", measure=lambda *_: Length(100.0, "geodesic")).tables
    assert methods.rows == [{"method": "geodesic", "legs": 4, "km": 400}]
    (route,) = routes.rows
    assert (route["travelled_km"], route["planned_km"], route["unmeasured"]) == (200, 200, 0)
    assert [leg["nm"] for leg in legs.rows] == [54, 54, 54, 54]


def test_case_without_legs_has_them_proposed(file: Path) -> None:
    add_case(file, {name: value for name, value in ROUTE.items() if name != "legs"})
    legs = report(file, "distances", measure=measure_places).tables[2].rows
    assert [(leg["kind"], leg["from"], leg["to"]) for leg in legs] == [
        ("proposed", "Nampo, KP", "Busan, KR"),
        ("proposed", "Busan, KR", "Latakia, SY"),
    ]
    assert {leg["method"] for leg in legs} == {"sea lanes"}


def test_recorded_position_is_measured_from_rather_than_the_name(file: Path) -> None:
    case = {**ROUTE, "place": {**ROUTE["place"], "latitude": 34.0, "longitude": 129.0}}  # type: ignore[dict-item]
    seen: list[Any] = []

    def measure(start: Any, end: Any, mode: Any) -> Length:
        seen.append((start, end, mode))
        return Length(1.0, "geodesic")

    add_case(file, case)
    report(file, "distances", measure=measure)
    assert (("Dalian", "CN", None), ("34.00000, 129.00000", None, None), "sea") in seen


def test_report_on_routes_measures_legs_when_told_and_says_which_are_proposed(file: Path) -> None:
    add_case(file, ROUTE)
    add_case(file, {name: value for name, value in ROUTE.items() if name != "legs"})
    table = report(file, "routes", distances=True, measure=measure_places).tables[3]
    assert {row["method"] for row in table.rows} == {"sea lanes"}
    legs = {(row["from"], row["to"]): (row["legs"], row["proposed"]) for row in table.rows}
    assert legs["Nampo, KP", "Busan, KR"] == (1, 1)
    assert legs["Nampo, KP", "Dalian, CN"] == (1, 0)
    assert len(report(file, "routes", measure=measure_places).tables) == 3


def test_report_on_routes_measures_every_leg_when_told(file: Path) -> None:
    towns = ["Nampo", "Dalian", "Tianjin", "Qingdao", "Shanghai", "Ningbo", "Xiamen", "Busan", "Ulsan", "Kobe", "Osaka"]
    ends = [{"name": town} for town in (*towns, "Tokyo", "Singapore")]
    add_case(file, {**ROUTE, "legs": [{"from": a, "to": b, "kind": "actual"} for a, b in pairwise(ends)]})
    assert len(report(file, "routes", distances=True, measure=measure_places).tables[3].rows) == 12

"""What the gazetteer fills in, and what it leaves as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interdict.places.filling import fill_case, propose_legs
from interdict.places.gazetteer import look_up
from tests.conftest import Run
from tests.samples import add_case


def test_place_gets_position_code_and_country_and_keeps_its_name() -> None:
    filled = fill_case({"place": {"name": "Kampong Som"}}, look_up("Kampong Som"))
    assert filled is not None
    assert filled.place == {"name": "Kampong Som", "country": "KH", "locode": "KHKOS"}
    assert filled.position == {"latitude": 10.6093, "longitude": 103.5296, "precision": "city"}


def test_recorded_position_and_stated_precision_stay() -> None:
    found = look_up("Busan", "KR")
    exact = {"place": {"name": "Busan"}, "position": {"latitude": 35.0, "longitude": 129.0}}
    assert fill_case(exact, found).position is None  # type: ignore[union-attr]
    stated = {"place": {"name": "Busan"}, "position": {"precision": "region"}}
    assert fill_case(stated, found).position["precision"] == "region"  # type: ignore[union-attr, index]


def test_nothing_is_filled_in_where_several_places_may_be_meant() -> None:
    assert fill_case({"place": {"name": "Manzanillo"}}, look_up("Manzanillo")) is None


def test_off_a_place_is_not_in_its_port_nor_for_certain_in_its_country() -> None:
    filled = fill_case({"place": {"name": "off Salalah"}}, look_up("off Salalah"))
    assert filled is not None
    assert filled.place == {"name": "off Salalah"}
    assert filled.position is not None
    assert (filled.position["precision"], filled.position["radius_km"]) == ("sea_area", 50)


def test_legs_are_proposed_from_origin_over_place_to_destination() -> None:
    origin, place, destination = {"country": "KP"}, {"name": "Busan", "country": "KR"}, {"country": "SY"}
    values = {"origin": origin, "place": place, "destination": destination, "mode": "sea"}
    assert list(propose_legs(values)) == [
        {"from": origin, "to": place, "mode": "sea", "kind": "inferred"},
        {"from": place, "to": destination, "mode": "sea", "kind": "planned"},
    ]
    assert list(propose_legs({"origin": place, "place": place})) == []
    assert list(propose_legs({"destination": destination})) == []


@pytest.fixture
def filled(file: Path, run: Run) -> Path:
    add_case(
        file,
        {
            "title": "Graphite",
            "date": "2012-05",
            "states": ["KR"],
            "mode": "sea",
            "place": {"name": "Busan", "country": "KR", "precision": "facility"},
            "origin": {"name": "Nampo", "country": "KP"},
        },
    )
    assert run("geocode", "--legs", "--yes").returncode == 0
    return file


def test_geocode_fills_in_and_says_by_whom_in_the_log(filled: Path, run: Run) -> None:
    document = json.loads(run("show", "KR-2012", "-f", "json").stdout)
    assert document["place"]["locode"] == "KRPUS"
    assert document["place"]["precision"] == "facility"
    assert 35 < document["place"]["latitude"] < 35.2
    (leg,) = document["legs"]
    assert (leg["from"]["name"], leg["to"]["name"], leg["kind"]) == ("Nampo", "Busan", "inferred")
    assert filled.exists()


def test_geocode_a_second_time_fills_in_only_the_codes_of_the_new_leg(filled: Path, run: Run) -> None:
    run("geocode", "--yes")
    done = run("geocode", "--yes")
    assert "nothing to change" in done.stderr
    assert filled.exists()


def test_undo_takes_all_of_it_back(filled: Path, run: Run) -> None:
    assert run("undo", "--yes").returncode == 0
    document = json.loads(run("show", "KR-2012", "-f", "json").stdout)
    assert "latitude" not in document["place"]
    assert "legs" not in document
    assert filled.exists()


def test_many_changes_are_asked_about(file: Path, run: Run) -> None:
    for number in range(4):
        add_case(file, {"title": f"case {number}", "date": "2020", "place": {"name": "Aden", "country": "YE"}})
    done = run("geocode")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert "latitude" not in run("export", "-f", "json").stdout


def test_measured_position_survives_a_new_spelling_of_the_place(file: Path, run: Run) -> None:
    place = {"name": "Busn", "country": "KR", "latitude": "34.9", "longitude": "129.2", "precision": "exact"}
    add_case(file, {"title": "x", "date": "2020", "states": ["KR"], "place": place})
    run("edit", "KR-2020", "--place", "Busan")
    document = json.loads(run("show", "KR-2020", "-f", "json").stdout)
    assert (document["place"]["name"], document["place"]["latitude"]) == ("Busan", 34.9)

"""What an analyst would type for a place, a position, a country, a number: the right value, or a question."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.coordinates import are_coordinates, parse_coordinates
from interdict.domain.fields import TABLES, Field, get_fields
from interdict.domain.values import parse_value

CASE, CARGO, PARTY, SHIP = (get_fields(table) for table in ("interdiction", "cargo", "party", "conveyance"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bangkok", {"name": "Bangkok"}),
        ("Bangkok, Thailand", {"name": "Bangkok", "country": "TH"}),
        ("Bangkok,TH", {"name": "Bangkok", "country": "TH"}),
        ("Bangkok (Thailand)", {"name": "Bangkok", "country": "TH"}),
        ("Bangkok (THBKK)", {"name": "Bangkok", "locode": "THBKK"}),
        ("Don Mueang (airport), Bangkok, Thailand", {"name": "Don Mueang (airport), Bangkok", "country": "TH"}),
        ("the dhow (a wooden one)", {"name": "the dhow (a wooden one)"}),
        ("Thailand", {"country": "TH"}),
        ("TH", {"country": "TH"}),
        ("Bar", {"name": "Bar"}),
        ("BAR", {"name": "BAR"}),
        ("Washington, D.C., USA", {"name": "Washington, D.C.", "country": "US"}),
        ("Washington, DC", {"name": "Washington, DC"}),
        ("Mersin, Türkiye", {"name": "Mersin", "country": "TR"}),
        ("high seas", {"country": "XZ"}),
        ("Gulf of Oman", {"name": "Gulf of Oman"}),
        ("38 North", {"name": "38 North"}),
        ("Pier 5, Busan, South Korea", {"name": "Pier 5, Busan", "country": "KR"}),
        (", Thailand", {"country": "TH"}),
        ("  ", None),
    ],
)
def test_place_is_read_from_a_text(text: str, place: dict[str, str] | None) -> None:
    assert parse_value(CASE["place"], text) == place


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Korea", "'Korea' may be North Korea (KP) or South Korea (KR); write which"),
        ("Busan, Korea", "may be North Korea (KP) or South Korea (KR)"),
        ("Kinshasa (Congo)", "may be Republic of the Congo (CG) or DR Congo (CD)"),
        ("13.91N 100.61E", "is a position"),
        ("13.91, 100.61", "is a position"),
    ],
)
def test_place_that_may_be_two_things_is_asked_about(text: str, question: str) -> None:
    with pytest.raises(ValueError, match=re.escape(question)):
        parse_value(CASE["place"], text)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("13.91N 100.61E", 13.91, 100.61),
        ("13.91° N, 100.61° E", 13.91, 100.61),
        ("13.91,100.61", 13.91, 100.61),
        ("13.91 100.61", 13.91, 100.61),
        ("-33.5;+151.2", -33.5, 151.2),
        ("33.5S 151.2W", -33.5, -151.2),
        ("N13.91 E100.61", 13.91, 100.61),
        ("100.61E 13.91N", 13.91, 100.61),
        ("lat: 13.91, long: 100.61", 13.91, 100.61),
        ("13,91N 100,61E", 13.91, 100.61),
        ("13°54'36\"N 100°36'36\"E", 13.91, 100.61),
        ("13° 54′ 36″ N, 100° 36′ 36″ E", 13.91, 100.61),
        ("13°54'36''N100°36'36''E", 13.91, 100.61),
        ("13°54.6'N 100°36.6'E", 13.91, 100.61),
        ("13-54.6N 100-36.6E", 13.91, 100.61),
        ("13 54 36 N 100 36 36 E", 13.91, 100.61),
        ("N 13 54 36 E 100 36 36", 13.91, 100.61),
        ("1354N 10036E", 13.9, 100.6),
        ("0N 0W", 0, 0),
    ],
)
def test_position_is_read_from_a_text(text: str, latitude: float, longitude: float) -> None:
    assert parse_value(CASE["position"], text) == {"latitude": latitude, "longitude": longitude}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("100.61, 13.91", "out of range; it goes from -90 to 90 degrees, latitude first"),
        ("91N 10E", "out of range"),
        ("13,91 100,61", "is not a position"),
        ("13.91N", "is not a position"),
        ("N13N E100E", "is not a position"),
        ("13N 14N", "is not a position"),
        ("13°61'N 100°36'E", "60 minutes or seconds, or more"),
        ("13.5°54'N 100°36'E", "decimals before its last part"),
        ("x" * 1000, "is not a position"),
    ],
)
def test_position_that_cannot_be_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        parse_value(CASE["position"], text)


@given(st.text(max_size=30) | st.text("0123456789NSEW°'\"., -", max_size=30))
def test_no_text_crashes_the_reading_of_a_position(text: str) -> None:
    with suppress(ValueError):
        point = parse_coordinates(text)
        assert are_coordinates(text) == (point is not None)
        if point is not None:
            assert -90 <= point.latitude <= 90
            assert -180 <= point.longitude <= 180


@given(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000))
def test_position_in_degrees_minutes_and_seconds_is_the_same_place(latitude: int, longitude: int) -> None:
    def write(angle: int, letters: str) -> str:
        degrees, rest = divmod(abs(angle) / 100_000, 1)
        minutes, rest = divmod(rest * 60, 1)
        return f"{degrees:.0f}°{minutes:.0f}'{min(rest * 60, 59.9999):.4f}\"{letters[angle < 0]}"

    found = parse_coordinates(f"{write(latitude, 'NS')} {write(longitude, 'EW')}")
    assert found == pytest.approx((latitude / 100_000, longitude / 100_000), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("KZ", ["KZ"]),
        ("Kazakhstan and Belarus", ["BY", "KZ"]),
        ("KZ, BY", ["BY", "KZ"]),
        ("KZ/BY", ["BY", "KZ"]),
        ("KZ; BY & RU", ["BY", "KZ", "RU"]),
        ("Bosnia and Herzegovina", ["BA"]),
        ("Iran, Islamic Republic of", ["IR"]),
        ("Trinidad and Tobago, Cuba and Panama", ["CU", "PA", "TT"]),
        (["Kazakhstan", "BY"], ["BY", "KZ"]),
        (",", None),
        ([], None),
    ],
)
@pytest.mark.parametrize("field", [PARTY["country"], CASE["states"]], ids=["country", "states"])
def test_several_countries_are_a_sorted_list(field: Field, text: object, codes: list[str] | None) -> None:
    assert parse_value(field, text) == codes


@pytest.mark.parametrize("text", ["Kazakh", "KZ and Belarusian", "Korea", "TH and Korea"])
def test_countries_that_are_not_known_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"did you mean|may be"):
        parse_value(PARTY["country"], text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5 million", {"value": 1_500_000}),
        ("1,5 t", {"value": 1.5, "unit": "t"}),
        ("10-12 containers", {"low": 10, "high": 12, "unit": "containers"}),
        ("half a ton", {"value": 0.5, "unit": "t"}),
        ("half-ton", {"value": 0.5, "unit": "t"}),
        ("1/2 t", {"value": 0.5, "unit": "t"}),
        ("3 1/2 tons", {"value": 3.5, "unit": "t"}),
        ("45,000 lbs", {"value": 45_000, "unit": "lb"}),
        ("some 240 t", {"value": 240, "unit": "t"}),
        ("35 tons?", {"value": 35, "unit": "t"}),
        ("35 (tonnes)", {"value": 35, "unit": "t"}),
        ("just over 35 tons", {"low": 35, "unit": "t"}),
        ("slightly less than 35 t", {"high": 35, "unit": "t"}),
        ("100-odd rifles", {"value": 100, "unit": "rifles"}),
        ("100s of rifles", {"unit": "rifles"}),
        ("2 x 20ft containers", {"value": 2, "unit": "20-foot containers"}),
        ("2x40'", {"value": 2, "unit": "40-foot containers"}),
        ("5 x 122-mm rockets", {"value": 5, "unit": "122-mm rockets"}),
        ("2x AK-47", {"value": 2, "unit": "ak-47"}),
        ("9 m of cable", {"value": 9, "unit": "m"}),
        ("1.500,5 t", {"value": 1500.5, "unit": "t"}),
        ("a vast amount", {}),
        ("unknown", {}),
    ],
)
def test_quantity_as_analysts_type_it(text: str, value: dict[str, Any]) -> None:
    assert parse_value(CARGO["quantity"], text) == {**value, "as_reported": text}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("1.500 t", "may be 1,500 or a decimal"),
        ("9m rounds", "m may be million or metres"),
        ("9m", "m may be million or metres"),
        ("2.5 tons (5,500 lb)", "holds a second quantity"),
        ("3 boxes, 2 crates", "holds a second quantity"),
        ("20 ft containers", "gives the size of each"),
        ("-5 t", "is negative"),
        ("10x10 crates", "is not a known unit"),
    ],
)
def test_quantity_of_two_readings_is_asked_about(text: str, question: str) -> None:
    with pytest.raises(ValueError, match=re.escape(question)):
        parse_value(CARGO["quantity"], text)


@pytest.mark.parametrize("text", ["five", "5 persons", "about 5", "5-6", "-1", "5.0", "1e3", "５"])
def test_count_that_is_no_number_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write digits, such as 5, and the rest as a note"):
        parse_value(PARTY["count"], text)


def test_count_may_have_thousands() -> None:
    assert parse_value(PARTY["count"], "1,200") == 1200


@pytest.mark.parametrize("text", ["IMO 8518780", "8518780", "imo8518781", "CSQU 305438 3", "4l-awa"])
def test_identifier_is_kept_as_it_is_given(text: str) -> None:
    for name in ("imo_number", "container_number", "registration", "serial_number"):
        assert parse_value(SHIP[name], text) == text


VALUED = [field for fields in TABLES.values() for field in fields if field.kind != "subject"]


@given(st.sampled_from(VALUED), st.text(max_size=40) | st.lists(st.text(max_size=5), max_size=3))
def test_canonical_value_is_read_as_itself(field: Field, raw: object) -> None:
    if field.kind == "any":
        return
    with suppress(ValueError):
        value = parse_value(field, raw)
        assert parse_value(field, value) == value

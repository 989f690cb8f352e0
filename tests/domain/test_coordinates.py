"""Coordinates in every notation, out and in again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.coordinates import NOTATIONS, Coordinates, format_coordinates, parse_coordinates
from interdict.domain.fields import get_fields
from interdict.domain.values import parse_value

LATITUDES = st.integers(-9_000_000, 9_000_000).map(lambda number: number / 100_000)
LONGITUDES = st.integers(-18_000_000, 18_000_000).map(lambda number: number / 100_000)
COARSE = {"locode": 0.5 / 60, "notam": 0.5 / 3600}  # degrees; what these notations leave out


@given(LATITUDES, LONGITUDES, st.sampled_from(NOTATIONS))
def test_coordinates_survive_every_notation(latitude: float, longitude: float, notation: str) -> None:
    read = parse_coordinates(format_coordinates(latitude, longitude, notation))
    slack = COARSE.get(notation, 0) + 1e-5 * (notation in COARSE)
    assert read is not None
    assert abs(read.latitude - latitude) <= slack
    assert abs(read.longitude - longitude) <= slack


@pytest.mark.parametrize(
    "text",
    [
        "13.91N 100.61E", "13.91, 100.61", "N13.91 E100.61", "13°54'36\"N 100°36'36\"E", "13-54.6N 100-36.6E",
        "135436N 1003636E", "+13.91+100.61/", "13 54 36 N 100 36 36 E", "13°54.6′N, 100°36.6′E", "geo:13.91,100.61",
        "13.91 n 100.61 e",
    ],
)  # fmt: skip
def test_one_point_is_read_from_many_notations(text: str) -> None:
    assert parse_coordinates(text) == Coordinates(13.91, 100.61)
    assert parse_value(get_fields("interdiction")["position"], text) == {"latitude": 13.91, "longitude": 100.61}


@pytest.mark.parametrize("text", ["91, 10", "10, 181", "12-70N 010-10E", "95N 20E", "12°60'N 10°E"])
def test_degrees_minutes_and_seconds_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"range|60 minutes or seconds, or more"):
        parse_coordinates(text)


@pytest.mark.parametrize("text", ["", "Hut Bay", "13.91", "13.91N", "100 km off Aden", "1,2,3", "N E", "x" * 10_000])
def test_what_is_no_pair_of_coordinates_is_none(text: str) -> None:
    assert parse_coordinates(text) is None

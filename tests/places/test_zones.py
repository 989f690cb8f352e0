"""Positions against countries, codes and zones: what is warned about, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from interdict.places.zones import check_position, find_land, find_nearest_country, find_position_warnings


def make_case(latitude: float, longitude: float, country: str = "", zone: str = "", **place: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"position": {"latitude": latitude, "longitude": longitude}}
    if country or place:
        values["place"] = {**({"country": country} if country else {}), **place}
    if zone:
        values["zone"] = zone
    return values


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [(35.7, 51.4, "IR"), (13.75, 100.5, "TH"), (39.02, 125.75, "KP"), (15.35, 44.2, "YE"), (20.0, 38.5, None)],
)
def test_land_under_a_point_is_known(latitude: float, longitude: float, country: str | None) -> None:
    assert find_land(latitude, longitude) == country


def test_nearest_country_of_a_point_at_sea_is_found() -> None:
    near = find_nearest_country(26.0, 56.9, 200)
    assert near is not None
    assert near[0] in {"IR", "OM"}
    assert find_nearest_country(-40.0, -120.0, 500) is None


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (make_case(35.7, 51.4, "IR", "airport"), ""),
        (make_case(20.0, 64.0, "", "high_seas"), ""),
        (make_case(16.9, 54.0, "OM", "port"), ""),
        (make_case(26.9, 56.0, "IR", "territorial_sea"), ""),
        (make_case(35.7, 51.4, "IR", "high_seas"), "on land"),
        (make_case(20.0, 64.0, "", "airport"), "at sea"),
        (make_case(18.0, 64.0, "OM", "territorial_sea"), "not in Oman"),
        (make_case(48.8, 2.3, "TR", "port"), "not in Türkiye"),
        (make_case(35.7, 51.4, "IR", "", locode="TRMER"), "not of Iran"),
        (make_case(26.62, 56.50, "", "high_seas"), ""),
    ],
)
def test_what_does_not_fit_together_is_warned_about(case: dict[str, Any], words: str) -> None:
    warnings = list(find_position_warnings(case))
    assert any(words in warning for warning in warnings) if words else not warnings


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (make_case(51.4, 35.7, "IR"), "latitude and longitude look swapped"),
        (make_case(-13.9, 100.6, "TH"), "north and south look swapped"),
        (make_case(39.0, -125.7, "KP"), "east and west look swapped"),
        (make_case(35.7, 51.4, "IR"), ""),
        (make_case(16.0, 54.0, "OM"), ""),
        (make_case(48.8, 2.3, "KP"), ""),
        (make_case(51.4, 35.7), ""),
        (make_case(51.4, 35.7, "XZ"), ""),
    ],
)
def test_only_a_slip_of_the_pen_is_refused(case: dict[str, Any], words: str) -> None:
    problem = check_position(case)
    assert words in problem if words else not problem


def test_wide_radius_is_allowed_for() -> None:
    case = make_case(18.0, 64.0, "OM", "territorial_sea")
    case["position"]["radius_km"] = 900
    assert not list(find_position_warnings(case))

"""The gazetteer behind geopy's interface, and that no command opens a socket unasked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from interdict.places.geocoder import GazetteerGeocoder

WATCH = """
import sys
def watch(event, args):
    if event.startswith("socket."):
        sys.stderr.write(f"SOCKET {event} {args}\\n")
sys.addaudithook(watch)
from interdict.cli import run
run(sys.argv[1:])
"""


def test_gazetteer_is_a_geocoder_of_geopy() -> None:
    geocoder = GazetteerGeocoder()
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("Kampong Som")
    assert isinstance(location, Location)
    assert location.address == "Sihanoukville, Cambodia"
    assert location.point.latitude == pytest.approx(10.6, abs=0.1)


def test_geocode_gives_all_or_none() -> None:
    geocoder = GazetteerGeocoder()
    several = geocoder.geocode("Manzanillo", exactly_one=False)
    assert isinstance(several, list)
    assert len(several) > 2
    assert several[0].raw["is_ambiguous"]
    assert geocoder.geocode("Plughtown") is None


def test_geocode_refuses_what_cannot_be_a_place() -> None:
    with pytest.raises(GeocoderQueryError):
        GazetteerGeocoder().geocode("")
    with pytest.raises(GeocoderQueryError):
        GazetteerGeocoder().geocode("Bangkok", country="Atlantis")


def test_reverse_gives_the_nearest_place() -> None:
    geocoder = GazetteerGeocoder()
    nearest = geocoder.reverse("13.9126, 100.607")
    assert isinstance(nearest, Location)
    assert nearest.raw["name"] == "Don Mueang International Airport"
    assert geocoder.reverse((-50.0, -130.0)) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["place", "Bangkok"],
        ["place", "Plughtown"],
        ["near", "Salalah", "--within", "500nm"],
        ["geocode", "-n"],
        ["add", "--title", "x", "--date", "2020", "--place", "Hut Bay", "-n"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_socket_is_opened_without_online(starter: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(starter)},
        check=False,
    )
    assert "SOCKET" not in done.stderr


def test_socket_of_online_is_seen_by_the_same_watch(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, "place", "Xyzzyville", "--online"],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_GEOCODER_URL": "http://127.0.0.1:9", "INTERDICT_DB": str(tmp_path / "x")},
        check=False,
    )
    assert "SOCKET socket.connect" in done.stderr

"""GeoJSON and KML: what readers of the standards expect."""

from __future__ import annotations

import json
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from interdict.exchange.geo import Feature, split_line, write_geojson, write_kml

KML = "{http://www.opengis.net/kml/2.2}"
POINT = Feature("Point", ((13.9, 100.6),), "TH: <x> & \x00 \u2028", {"ref": "TH-2009-31F", "title": None, "km": 3.5})
LINE = Feature("LineString", ((10.0, 170.0), (20.0, -170.0)), "over the date line", {})


def test_geojson_has_longitude_first_and_leaves_out_what_is_empty() -> None:
    document = json.loads("".join(write_geojson([POINT])))
    (feature,) = document["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [100.6, 13.9]}
    assert feature["properties"] == {"name": POINT.name, "ref": "TH-2009-31F", "km": 3.5}


def test_geojson_without_cases_is_an_empty_collection() -> None:
    assert json.loads("".join(write_geojson([]))) == {"type": "FeatureCollection", "features": []}


def test_line_over_the_date_line_is_cut_there() -> None:
    (feature,) = json.loads("".join(write_geojson([LINE])))["features"]
    assert feature["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[170.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-170.0, 20.0]]],
    }


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=2, max_size=8))
def test_no_piece_of_a_line_crosses_the_date_line(points: list[tuple[float, float]]) -> None:
    pieces = split_line(points)
    assert all(abs(a[1] - b[1]) <= 180 for piece in pieces for a, b in pairwise(piece))
    kept = [point for piece in pieces for point in piece]
    assert [point for point in points if point in kept] == points


def test_kml_is_xml_whatever_the_names_hold() -> None:
    tree = ET.fromstring("".join(write_kml([POINT, LINE])))  # noqa: S314  # our own
    point, line = tree.iter(f"{KML}Placemark")
    assert point.findtext(f"{KML}name") == "TH: <x> & \ufffd \u2028"
    assert point.findtext(f"{KML}Point/{KML}coordinates") == "100.6,13.9"
    assert [data.get("name") for data in point.iter(f"{KML}Data")] == ["ref", "km"]
    assert len(list(line.iter(f"{KML}LineString"))) == 2

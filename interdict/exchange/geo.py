"""Points and lines as GeoJSON (RFC 7946) and KML 2.3 (OGC 12-007r2), for maps elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Feature(NamedTuple):
    """A point or a line through points of latitude and longitude, its name, and what is known of it."""

    kind: str  # Point or LineString
    points: Sequence[tuple[float, float]]
    name: str
    properties: Mapping[str, Any]


def write_geojson(features: Iterable[Feature], *, only_ascii: bool = False) -> Iterator[str]:
    """Yield a FeatureCollection, a feature on each line; lines over the date line are cut there, as the RFC asks."""
    yield '{"type": "FeatureCollection", "features": [\n'
    separator = ""
    for feature in features:
        properties = {name: value for name, value in feature.properties.items() if value is not None}
        whole = {
            "type": "Feature",
            "geometry": _make_geometry(feature),
            "properties": {"name": feature.name, **properties},
        }
        yield separator + json.dumps(whole, ensure_ascii=only_ascii).replace("\u2028", "\\u2028")
        separator = ",\n"
    yield "\n]}\n"


def _make_geometry(feature: Feature) -> dict[str, Any]:
    if feature.kind == "Point":
        latitude, longitude = feature.points[0]
        return {"type": "Point", "coordinates": [longitude, latitude]}
    lines = [[[x, y] for y, x in line] for line in split_line(feature.points)]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def split_line(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Return a line in pieces, none of which crosses the date line; each ends and begins on it."""
    pieces = [[points[0]]]
    for (y, x), (to_y, to_x) in pairwise(points):
        if abs(to_x - x) <= 180:
            pieces[-1].append((to_y, to_x))
            continue
        edge = 180.0 if x > 0 else -180.0
        beyond = to_x + 2 * edge  # the other end, told from this side
        part = 0.0 if beyond == x else (edge - x) / (beyond - x)
        middle = round(y + (to_y - y) * part, 5)
        pieces[-1].append((middle, edge))
        pieces.append([(middle, -edge), (to_y, to_x)])
    return [piece for piece in pieces if len(piece) > 1]


def write_kml(features: Iterable[Feature]) -> Iterator[str]:
    """Yield a KML document, a placemark for each feature with what is known of it as extended data."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    yield "<name>Recorded interdictions</name>\n"
    for feature in features:
        yield f"<Placemark><name>{_escape(feature.name)}</name>{_write_data(feature.properties)}"
        yield f"{_write_shape(feature)}</Placemark>\n"
    yield "</Document></kml>\n"


def _write_data(properties: Mapping[str, Any]) -> str:
    entries = [
        f'<Data name="{_escape(name)}"><value>{_escape(str(value))}</value></Data>'
        for name, value in properties.items()
        if value is not None
    ]
    return f"<ExtendedData>{''.join(entries)}</ExtendedData>" if entries else ""


def _write_shape(feature: Feature) -> str:
    if feature.kind == "Point":
        latitude, longitude = feature.points[0]
        return f"<Point><coordinates>{longitude},{latitude}</coordinates></Point>"
    lines = "".join(
        "<LineString><tessellate>1</tessellate><coordinates>"
        + " ".join(f"{x},{y}" for y, x in line)
        + "</coordinates></LineString>"
        for line in split_line(feature.points)
    )
    return f"<MultiGeometry>{lines}</MultiGeometry>"


def _escape(text: str) -> str:
    """Write a text for XML; what XML 1.0 cannot hold becomes U+FFFD."""
    allowed = "".join(char if _is_xml(char) else "\ufffd" for char in text)
    return allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _is_xml(char: str) -> bool:
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"

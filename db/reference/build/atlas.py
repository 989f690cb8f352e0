"""Read Natural Earth's outlines from the TopoJSON files of the npm package world-atlas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Point = tuple[int, int]

# Natural Earth draws these without an ISO number; interdict files them under the state that ISO 3166 has for them.
UNNUMBERED = {
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "Siachen Glacier": "IN",
    "Indian Ocean Ter.": "AU",
    "Ashmore and Cartier Is.": "AU",
}


def read_countries(path: Path, codes: Mapping[str, str]) -> Iterator[tuple[str, list[Point]]]:
    """Yield the rings of each country with its alpha-2 code, in hundredths of a degree; `codes` are by ISO number."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _read_arcs(topology)
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(str(country.get("id", ""))) or UNNUMBERED.get(country["properties"]["name"])
        if code:
            for ring in _list_rings(country, arcs):
                yield code, ring


def read_land(path: Path) -> Iterator[list[Point]]:
    """Yield the rings of all land, in hundredths of a degree."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _read_arcs(topology)
    for land in topology["objects"]["land"]["geometries"]:
        yield from _list_rings(land, arcs)


def _read_arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round(100 * (x * scale_x + move_x)), round(100 * (y * scale_y + move_y))))
        arcs.append(points)
    return arcs


def _list_rings(shape: Mapping[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for numbers in polygon:
            points: list[Point] = []
            for number in numbers:
                # A negative number is the arc of its complement, backwards.
                points += arcs[number] if number >= 0 else arcs[~number][::-1]
            ring = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
            if ring[0] == ring[-1]:
                ring.pop()
            if len(ring) >= 3:
                yield ring

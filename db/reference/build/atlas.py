"""Read Natural Earth's outlines from the TopoJSON files of the npm package world-atlas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[int, int]
CRIMEA = (3200, 4400, 3700, 4650)  # the box around it, in hundredths of a degree

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
                for piece in cut_ring(ring):
                    yield _assign(code, piece), piece


def _assign(code: str, ring: list[Point]) -> str:
    """Return the country of a ring; Crimea is of Ukraine (General Assembly resolution 68/262), unlike in the atlas."""
    (west, south, east, north), xs, ys = CRIMEA, [x for x, _ in ring], [y for _, y in ring]
    is_there = west <= min(xs) and max(xs) <= east and south <= min(ys) and max(ys) <= north
    return "UA" if code == "RU" and is_there else code


def read_land(path: Path) -> Iterator[list[Point]]:
    """Yield the rings of all land, in hundredths of a degree."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _read_arcs(topology)
    for land in topology["objects"]["land"]["geometries"]:
        for ring in _list_rings(land, arcs):
            yield from cut_ring(ring)


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


HALF, WHOLE = 18_000, 36_000  # of the way round the Earth, in hundredths of a degree
SOUTH_POLE = -9_000


def cut_ring(ring: list[Point]) -> list[list[Point]]:
    """Cut a ring at the date line, where the atlas has joined both sides; one round the South Pole is closed there."""
    turned = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        step = (x - before + HALF) % WHOLE - HALF if abs(x - before) > HALF else x - before
        turned.append((turned[-1][0] + step, y))
    around = turned[-1][0] - turned[0][0]
    if abs(around) > HALF:
        turned += [(turned[-1][0], SOUTH_POLE), (turned[0][0], SOUTH_POLE)]
    west, east = min(x for x, _ in turned), max(x for x, _ in turned)
    pieces = []
    for turn in range((west + HALF) // WHOLE, (east + HALF) // WHOLE + 1):
        shifted = [(x - turn * WHOLE, y) for x, y in turned]
        piece = _clip(_clip(shifted, -HALF, 1), HALF, -1)
        if len(piece) >= 3 and len({x for x, _ in piece}) > 1:
            pieces.append(piece)
    return pieces


def _clip(points: list[Point], edge: int, side: int) -> list[Point]:
    """Return what lies east (1) or west (-1) of a meridian (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for (x, y), (to_x, to_y) in zip(points, [*points[1:], *points[:1]], strict=True):
        is_in, will_be = (x - edge) * side >= 0, (to_x - edge) * side >= 0
        if is_in:
            kept.append((x, y))
        if is_in != will_be:
            kept.append((edge, round(y + (to_y - y) * (edge - x) / (to_x - x))))
    return [point for at, point in enumerate(kept) if at == 0 or point != kept[at - 1]]

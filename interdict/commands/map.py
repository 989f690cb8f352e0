"""`interdict map`: the cases on a map, in the terminal or as a picture or data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from interdict.commands.map_data import OnMap, Route, find_routes, make_features
from interdict.commands.no_match import hint_at_terms
from interdict.commands.options import Printing, Terms, reads
from interdict.commands.places import locate_cases
from interdict.domain.vocabulary import quote
from interdict.errors import NotFoundError, UsageError
from interdict.places.locating import BY_COUNTRY, BY_NAME
from interdict.places.reference import read_coastline
from interdict.store.cases import find_case
from interdict.store.connection import open_reading
from interdict.store.positions import list_positions
from interdict.store.query import parse_terms
from interdict.terminal.map import WORLD, Box, MapLine, Mark, draw_map, render_map, write_legend
from interdict.terminal.output import write_output

_FORMS = ("auto", "table", "svg", "html", "geojson", "kml")
_FINE = 90.0  # degrees; a map that shows less has the finer coastline
_ZOOM = 12.0  # degrees to each side of a case
_MARGIN = 0.08  # of the size of what is zoomed to


class Drawn(NamedTuple):
    """What goes on a map, and what could not."""

    cases: list[OnMap]
    routes: list[Route]
    missing: int


@reads(_FORMS, default="table")
def command(
    printing: Printing,
    path: Path,
    terms: Terms = None,
    box: Annotated[str, typer.Option("--box", metavar="W,S,E,N", help="what to show, in degrees: 30,10,65,30")] = "",
    zoom: Annotated[
        str, typer.Option("--zoom", metavar="REF", help="show the surroundings of a case and its route")
    ] = "",
    routes: Annotated[bool, typer.Option("--routes", help="draw the legs of the cases, planned ones dotted")] = False,
    width: Annotated[
        int, typer.Option("--width", metavar="N", min=0, help="cells; the screen's width if left out")
    ] = 0,
) -> None:
    """Draw the cases that match all terms on a map; the letter of a mark says the outcome.

    A case is drawn at its recorded position, else where the gazetteer puts the name of its place, if that is certain,
    else in the middle of its country. -o writes a picture (svg, html) or data (geojson, kml) instead.

    \b
    Examples:
      interdict map mode:sea regime:DPRK
      interdict map --zoom TH-2009-31F --routes
      interdict map date:2009.. -o cases.html

    See also: near, place, geocode, report, 'help terms'.
    """
    shown = _read_box(box) if box else None
    query = parse_terms(terms or ())
    with open_reading(path) as connection:
        chosen = find_case(connection, zoom) if zoom else ""
        hint_at_terms(connection, terms or (), printing.screen)
        located = list(locate_cases(list_positions(connection, query), with_country=True))
        cases = [OnMap(case, where) for case, where in located if where is not None]
        drawn = Drawn(cases, [], len(located) - len(cases))
        if chosen and all(one.case.id != chosen for one in cases):
            raise NotFoundError(
                f"it is not known where {zoom} happened",
                hint=f"'interdict edit {zoom} --position LATITUDE,LONGITUDE' records it",
            )
        if routes or chosen or printing.format in {"geojson", "kml"}:
            only = None if routes or not chosen else chosen
            drawn = drawn._replace(routes=list(find_routes(connection, query, only)))
    if chosen:
        shown = _zoom_to(drawn, chosen)
    whole = shown or Box(*WORLD)
    if printing.format in {"geojson", "kml"}:
        _write_data(drawn, printing)
        _tell(drawn, printing)
        return
    if printing.format in {"svg", "html"}:
        _write_picture(drawn, whole, printing, " ".join(terms or ()))
    else:
        _write_characters(drawn, whole, printing, width)
    _tell(drawn, printing, beyond=sum(not _is_in(mark, whole) for mark in _list_marks(drawn)))


def _read_box(text: str) -> Box:
    """Return the box that an option gives; its east may be less than its west, across the date line."""
    parts = text.replace(" ", "").split(",")
    try:
        west, south, east, north = map(float, parts)
    except ValueError:
        raise UsageError(f"--box {quote(text)} is not a box", hint="write west,south,east,north: 30,10,65,30") from None
    is_empty = west == east or (west, east) == (180, -180)  # the same meridian twice
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90) or is_empty:
        raise UsageError(
            f"--box {quote(text)} is out of range",
            hint="west and east from -180 to 180 and apart, south below north, from -90 to 90 degrees",
        )
    return Box(west, south, east + 360 if east < west else east, north)


def _zoom_to(drawn: Drawn, case_id: str) -> Box:
    """Return a box about a case and its route."""
    where = next(one.where for one in drawn.cases if one.case.id == case_id)
    points = [(where.latitude, where.longitude)]
    points += [point for route in drawn.routes if route.case_id == case_id for point in route.points]
    ys, xs = [y for y, _ in points], [x for _, x in points]
    if max(xs) - min(xs) > 180:  # over the date line
        xs = [x + 360 if x < 0 else x for x in xs]
    reach_x = min(180.0, max(_ZOOM, (max(xs) - min(xs)) * (0.5 + _MARGIN)))
    reach_y = max(_ZOOM / 2, (max(ys) - min(ys)) * (0.5 + _MARGIN))
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Box(x - reach_x, max(-90.0, y - reach_y), x + reach_x, min(90.0, y + reach_y))


def _list_marks(drawn: Drawn) -> list[Mark]:
    return [Mark(one.where.latitude, one.where.longitude, one.case.outcome or "unknown") for one in drawn.cases]


def _list_lines(routes: Sequence[Route]) -> list[MapLine]:
    return [MapLine(route.points, route.is_planned) for route in routes]


def _choose_coast(box: Box) -> list[tuple[list[int], list[int]]]:
    """Return the coast within a box, coarse for the world and fine for a part of it."""
    scale = "50m" if box.east - box.west < _FINE else "110m"
    turns = (0.0, 360.0) if box.east > 180 else (0.0, -360.0) if box.west < -180 else (0.0,)
    return [
        ring.read_points()
        for ring in read_coastline(scale)
        if ring.south <= box.north
        and ring.north >= box.south
        and any(ring.west + turn <= box.east and ring.east + turn >= box.west for turn in turns)
    ]


def _write_characters(drawn: Drawn, box: Box, printing: Printing, width: int) -> None:
    screen = printing.screen
    cells = max(20, min(400, width or screen.width))
    marks = [mark for mark in _list_marks(drawn) if _is_in(mark, box)]
    canvas = draw_map(box, cells, coast=_choose_coast(box), lines=_list_lines(drawn.routes), marks=marks)
    only_ascii = printing.output is None and screen.only_ascii
    has_color = printing.output is None and screen.has_color
    legend = "\n".join(write_legend(marks, cells))
    text = render_map(canvas, has_color=has_color, only_ascii=only_ascii) + (f"{legend}\n" if legend else "")
    write_output(printing.output, [text], screen=screen)


def _is_in(mark: Mark, box: Box) -> bool:
    x = mark.longitude
    return box.south <= mark.latitude <= box.north and any(box.west <= x + turn <= box.east for turn in (0, 360, -360))


def _write_picture(drawn: Drawn, box: Box, printing: Printing, terms: str) -> None:
    from interdict.terminal.html_page import fit_stream
    from interdict.terminal.map_picture import Pin, draw_picture, render_page

    pins = [
        Pin(
            one.where.latitude,
            one.where.longitude,
            one.case.outcome or "unknown",
            f"{one.case.ref}: {one.case.title or ''} ({one.case.date or 'undated'}, {one.where.how})",
        )
        for one in drawn.cases
    ]
    picture = draw_picture(box, _choose_coast(box), _list_lines(drawn.routes), pins)
    title = f"Recorded interdictions{f': {terms}' if terms else ''}"
    pieces = [picture] if printing.format == "svg" else render_page(title, picture, pins)
    only_ascii = printing.output is None and printing.screen.only_ascii
    write_output(printing.output, fit_stream(pieces, only_ascii=only_ascii), screen=printing.screen)


def _write_data(drawn: Drawn, printing: Printing) -> None:
    from interdict.exchange.geo import write_geojson, write_kml
    from interdict.terminal.html_page import fit_stream

    features = make_features(drawn.cases, drawn.routes)
    only_ascii = printing.output is None and printing.screen.only_ascii
    if printing.format == "geojson":
        pieces = write_geojson(features, only_ascii=only_ascii)
    else:
        pieces = fit_stream(write_kml(features), only_ascii=only_ascii)
    write_output(printing.output, pieces, screen=printing.screen)


def _tell(drawn: Drawn, printing: Printing, *, beyond: int = 0) -> None:
    how = Counter(one.where.how for one in drawn.cases)
    parts = [f"{len(drawn.cases):,} case{'s' * (len(drawn.cases) != 1)}"]
    parts += [f"{how[BY_NAME]:,} placed by name"] if how[BY_NAME] else []
    parts += [f"{how[BY_COUNTRY]:,} in the middle of a country"] if how[BY_COUNTRY] else []
    parts += [f"{drawn.missing:,} not drawn, for their place is not certain"] if drawn.missing else []
    parts += [f"{beyond:,} beyond the edge of the map"] if beyond else []
    printing.screen.say("; ".join(parts))

"""`interdict near`: the cases within a distance of a place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.narrow import fit_columns
from interdict.commands.no_match import hint_at_terms
from interdict.commands.options import Printing, Terms, reads
from interdict.commands.places import choose_place, locate_cases, name_place, read_country, read_distance
from interdict.domain.wording import format_place, format_short_date
from interdict.errors import UsageError
from interdict.places.distances import NAUTICAL_MILE, Point, measure_geodesic
from interdict.places.locating import BY_NAME
from interdict.places.place import measure_sphere
from interdict.store.connection import open_reading
from interdict.store.positions import CasePlace, list_positions
from interdict.store.query import parse_terms
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows

_COLUMNS = tuple(
    Column(key, key.replace("_", " ").capitalize())
    for key in (
        "ref",
        "id",
        "title",
        "date",
        "place",
        "country",
        "latitude",
        "longitude",
        "km",
        "nm",
        "how",
        "radius_km",
    )
)
_REF = Column("ref", "Ref", "left", "cyan")
_DATE = Column("shown_date", "Date")
_WHERE = Column("where", "Where")
_TITLE = Column("title", "Title")
_DISTANCE = Column("distance", "Distance", "right")
_POSITION = Column("position", "Position")
# What fits, by the width of the screen: how many are placed by name is said beneath in any case.
_SHOWN = {
    100: (_REF, _DATE, _WHERE, _TITLE, _DISTANCE, _POSITION),
    76: (_REF, _DATE, _WHERE, _TITLE, _DISTANCE),
    0: (_REF, _DATE, _TITLE, _DISTANCE),
}
_SLACK = 1.01  # the sphere is within half a per cent of the ellipsoid


@reads()
def command(
    printing: Printing,
    path: Path,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="a name, a code, or coordinates")],
    terms: Terms = None,
    within: Annotated[
        str, typer.Option("--within", metavar="DISTANCE", help="how far, with its unit: 200nm, 350km, 90mi")
    ] = "100nm",
    country: Annotated[str, typer.Option("--country", metavar="COUNTRY", help="the country of PLACE")] = "",
) -> None:
    """Find the cases within a distance of a place, the nearest first.

    A case is where its recorded position is, else where the gazetteer puts the name of its place, if that is certain;
    the column Position says which. A narrow screen shows fewer columns.

    \b
    Examples:
      interdict near Salalah --within 200nm
      interdict near 'Strait of Hormuz' mode:sea date:2013.. -f csv

    See also: map, place, list, 'help terms'.
    """
    limit = read_distance(within, "--within")
    if not limit:
        raise UsageError("--within is 0", hint="write a distance such as 50nm")
    centre = choose_place(place, read_country(country))
    start = Point(centre.latitude, centre.longitude)
    query = parse_terms(terms or ())
    rows, unknown = [], 0
    with open_reading(path) as connection:
        hint_at_terms(connection, terms or (), printing.screen)
        for case, where in locate_cases(list_positions(connection, query)):
            if where is None:
                unknown += 1
            elif measure_sphere(*start, where.latitude, where.longitude) <= limit * _SLACK + 1:
                end = Point(where.latitude, where.longitude)
                distance = measure_geodesic(start, end)
                if distance <= limit:
                    rows.append(_make_row(case, end, distance, (where.how, where.radius_km)))
    rows.sort(key=lambda row: (row["km"], row["ref"]))
    columns, missing = fit_columns(_SHOWN, printing) if printing.format in FOR_PEOPLE else (_COLUMNS, ())
    if rows or printing.format not in FOR_PEOPLE:
        section = Section(columns, rows, "", missing)
        print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)
    count = f"{len(rows):,} case{'s' * (len(rows) != 1)}" if rows else "no case"
    by_name = sum(row["how"] == BY_NAME for row in rows)
    named = f"; {by_name:,} placed by name" if by_name else ""
    left = f"; {unknown:,} without a place that is known for certain" if unknown else ""
    printing.screen.say(f"{count} within {within} of {name_place(centre)}{named}{left}")
    if centre.radius_km > limit:
        around = f"some {centre.radius_km:,.0f} km around it"
        printing.screen.say(f"measured from the middle of {name_place(centre)}, which reaches {around}")


def _make_row(case: CasePlace, end: Point, km: float, how: tuple[str, float]) -> dict[str, Any]:
    return {
        "ref": case.ref,
        "id": case.id,
        "title": case.title,
        "date": case.date,
        "place": case.name,
        "country": case.country,
        "latitude": end.latitude,
        "longitude": end.longitude,
        "km": round(km, 1),
        "nm": round(km / NAUTICAL_MILE, 1),
        "how": how[0],
        "radius_km": how[1] or None,
        "where": format_place(case.name, case.country),
        "shown_date": format_short_date(case.date or ""),
        "position": how[0] + (f", within {how[1]:,.0f} km" if how[1] else ""),
        "distance": f"{km / NAUTICAL_MILE:,.0f} nm",
    }

"""`interdict place`: what the gazetteer knows of a place."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, prints
from interdict.commands.places import (
    find_places,
    name_place,
    read_country,
    suggest_places,
    suggest_reading,
    word_missing,
    word_unread,
)
from interdict.domain.coordinates import format_coordinates
from interdict.domain.countries import format_country
from interdict.domain.vocabulary import VOCABULARIES, quote, suggest
from interdict.errors import NotFoundError, UsageError
from interdict.places.gazetteer import MOST, find_near
from interdict.places.place import Candidate
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows

_KEYS = (
    "name",
    "kind",
    "country",
    "code",
    "latitude",
    "longitude",
    "score",
    "source",
    "precision",
    "radius_km",
    "reason",
)
_COLUMNS = tuple(Column(key, key.capitalize()) for key in _KEYS)
_SHOWN = (
    Column("name", "Name", "left", "cyan"),
    Column("kind", "Kind"),
    Column("land", "Country"),
    Column("code", "Code"),
    Column("position", "Position"),
    Column("why", "Why"),
)
_AROUND = 50  # km about coordinates within which places are named


@prints()
def command(
    printing: Printing,
    name: Annotated[str, typer.Argument(metavar="NAME", help="a name, a code, or coordinates")],
    country: Annotated[str, typer.Option("--country", metavar="COUNTRY", help="only there; a name or a code")] = "",
    mode: Annotated[str, typer.Option("--mode", metavar="MODE", help="sea prefers ports, air airports")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=MOST, metavar="N", help="how many at most")] = MOST,
    online: Annotated[
        bool, typer.Option("--online", help="ask a geocoder on the network too; the name is sent to it")
    ] = False,
) -> None:
    """Look a place up in the gazetteer: ports, airports, cities, crossings, seas and countries, the best answer first.

    Names in other spellings and scripts, UN/LOCODE, IATA and ICAO codes, and coordinates are understood. Nothing goes
    over the network without --online.

    \b
    Examples:
      interdict place 'Kampong Som'
      interdict place Manzanillo --country PA -f json

    See also: near, geocode, map, help places.
    """
    if mode and mode not in VOCABULARIES["mode"]:
        raise UsageError(f"there is no mode {quote(mode)}", hint=suggest(mode, tuple(VOCABULARIES["mode"])))
    code = read_country(country)
    found = find_places(name, code, mode or None)
    answers = list(found.answers)
    if answers and answers[0].place.kind == "position":
        answers += _list_around(answers[0])
    if online:
        from interdict.commands.online import ask_online

        answers += [one for result in ask_online([(name, code)], printing.screen) for one in result.answers]
        answers.sort(key=lambda one: -one.score)
    if not answers:
        raise NotFoundError(word_missing(name, code), hint=suggest_places(found))
    rows = [_make_row(answer) for answer in answers[:limit]]
    columns = _SHOWN if printing.format in FOR_PEOPLE else _COLUMNS
    section = Section(columns, rows)
    print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)
    if found.unread:
        printing.screen.warn(f"{word_unread(found)}; {suggest_reading(found)}")
    elif found.rivals:
        printing.screen.say(f"several places may be meant, such as {name_place(found.rivals[0])}; --country narrows it")


def _list_around(centre: Candidate) -> list[Candidate]:
    found = []
    for distance, place in find_near(centre.latitude, centre.longitude, _AROUND)[: MOST - 1]:
        score = round(max(0.0, 0.9 * (1 - distance / _AROUND)), 2)
        found.append(Candidate(place, score, f"{distance:,.0f} km away", "", distance, place.latitude, place.longitude))
    return found


def _make_row(answer: Candidate) -> dict[str, Any]:
    place = answer.place
    land = format_country(place.country) if place.country else ""
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "code": place.code,
        "latitude": answer.latitude,
        "longitude": answer.longitude,
        "score": answer.score,
        "source": place.source,
        "precision": answer.precision,
        "radius_km": answer.radius_km or None,
        "reason": answer.reason,
        "land": land,
        "position": format_coordinates(round(answer.latitude, 2), round(answer.longitude, 2)),
        "why": f"{answer.score:.2f} {answer.reason}",
    }

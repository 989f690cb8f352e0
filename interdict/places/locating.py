"""Put what is recorded of a place on the map: the recorded position, else what the gazetteer knows for certain."""

from __future__ import annotations

from typing import NamedTuple

from interdict.places.gazetteer import Lookup, look_up
from interdict.places.place import Candidate
from interdict.places.wording import LONGEST

RECORDED, BY_NAME, BY_COUNTRY = "recorded", "by name", "by country"
_PREFERRED_BY_ZONE = {"airport": "air", "land_border": "road", "port": "sea", "inland_waterway": "inland_water"}
_PREFERRED_BY_ZONE |= dict.fromkeys(("territorial_sea", "high_seas", "contiguous_zone", "eez"), "sea")


class Named(NamedTuple):
    """A place as the record has it."""

    name: str | None = None
    country: str | None = None
    locode: str | None = None
    mode: str | None = None
    zone: str | None = None
    position: tuple[float, float] | None = None  # recorded: nothing is looked up then


class Located(NamedTuple):
    """A point, how it was found, how far around it the place may be, and the answer that gave it."""

    latitude: float
    longitude: float
    how: str
    radius_km: float
    precision: str
    answer: Candidate | None = None


def locate(named: Named, *, with_country: bool = False) -> Located | None:
    """Return where a place is, None where the gazetteer does not know it or several may be meant.

    `with_country` also takes the middle of a country where nothing else is recorded.
    """
    if named.position:
        return Located(*named.position, RECORDED, 0.0, "exact")
    found = find_answers(named)
    best = found.best if found else None
    if best and best.place.kind != "country":
        return Located(best.latitude, best.longitude, BY_NAME, best.radius_km, best.precision, best)
    if with_country and named.country and not (named.name and best is None and found and found.rivals):
        best = look_up_code(named.country)
        if best:
            return Located(best.latitude, best.longitude, BY_COUNTRY, best.radius_km, "country", best)
    return None


def find_answers(named: Named) -> Lookup | None:
    """Return what the gazetteer knows of a place, by its UN/LOCODE, else by its name; None where it has neither.

    What is only spelled alike is no answer here and left out.
    """
    if named.locode:
        found = look_up(named.locode, named.country, choose_mode(named), suggests=False)
        if found.answers:
            return found
    if not named.name or len(named.name) > LONGEST:
        return None
    try:
        return look_up(named.name, named.country, choose_mode(named), suggests=False)
    except ValueError:  # coordinates out of range, or characters that no name has
        return None


def choose_mode(named: Named) -> str | None:
    """Return the mode of transport that tells which kind of place is meant: that of the zone, else of the case."""
    return _PREFERRED_BY_ZONE.get(named.zone or "", named.mode)


def look_up_code(country: str) -> Candidate | None:
    """Return a country of the gazetteer as an answer, None for one that it does not have."""
    from interdict.domain.countries import format_country

    found = look_up(format_country(country), country).answers
    return next((one for one in found if one.place.kind == "country"), None)

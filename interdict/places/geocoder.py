"""The gazetteer as a geopy geocoder: `geocode` and `reverse` return geopy's Location, and no socket is opened.

Loading geopy takes as long as a whole command, so only what asks for this interface imports this module.
"""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from interdict.domain.countries import format_country, parse_country
from interdict.places.gazetteer import MOST, find_near, look_up
from interdict.places.place import Candidate, Place

_AROUND = 100  # km within which `reverse` looks


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geocoder that answers from the gazetteer of interdict, without the network."""

    def __init__(self) -> None:
        """Take no adapter and no address: there is nothing to ask but the files of the package."""
        super().__init__(user_agent="interdict")

    def geocode(
        self,
        query: str,
        exactly_one: bool = True,  # the signature is geopy's
        *,
        country: str | None = None,
        mode: str | None = None,
        limit: int = MOST,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002  # nothing takes time
    ) -> Location | list[Location] | None:
        """Return the place that a text means, or all that it may mean; None where the gazetteer has none.

        With `exactly_one` the best answer is returned even where others may be meant: `raw["is_ambiguous"]` says so.
        Raises geopy's GeocoderQueryError for a text that cannot be the name of a place, and for an unknown country.
        """
        try:
            found = look_up(query, parse_country(country) if country else None, mode)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        if not found.answers:
            return None
        locations = [_make_location(one, is_ambiguous=found.best is None) for one in found.answers[:limit]]
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Any,
        exactly_one: bool = True,  # the signature is geopy's
        *,
        within_km: float = _AROUND,
        limit: int = MOST,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002  # nothing takes time
    ) -> Location | list[Location] | None:
        """Return the place nearest to a point, or the nearest ones; None where none is within the distance."""
        point = Point(query)
        near = find_near(point.latitude, point.longitude, within_km)[:limit]
        locations = [_make_location(_answer(distance, place), is_ambiguous=False) for distance, place in near]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None


def _answer(distance: float, place: Place) -> Candidate:
    return Candidate(place, 1.0, f"{distance:.1f} km away", "", distance, place.latitude, place.longitude)


def _make_location(answer: Candidate, *, is_ambiguous: bool) -> Location:
    place = answer.place
    land = format_country(place.country) if place.country else ""
    address = place.name if not land or land == place.name else f"{place.name}, {land}"
    raw = {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "codes": list(place.codes),
        "score": answer.score,
        "reason": answer.reason,
        "source": place.source,
        "is_ambiguous": is_ambiguous,
    }
    return Location(address, (answer.latitude, answer.longitude, 0.0), raw)

"""What the commands on places share: the place that a user names, and where the cases of a file are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from interdict.domain.countries import format_country, parse_country
from interdict.domain.vocabulary import quote
from interdict.errors import NotFoundError, UsageError
from interdict.places.folding import fold_name
from interdict.places.gazetteer import Lookup, look_up
from interdict.places.locating import RECORDED, Located, Named, locate
from interdict.places.place import Candidate, group_localities
from interdict.store.positions import CasePlace

_MOST_NAMED = 4
_MOST_SEVERAL = 3
_UNITS = {"km": 1.0, "nm": 1.852, "nmi": 1.852, "mi": 1.609344, "m": 0.001}


def read_country(text: str) -> str | None:
    """Return the code of the country that an option gives; raise UsageError for none that is known."""
    if not text:
        return None
    try:
        return parse_country(text)
    except ValueError as error:
        raise UsageError(f"--country: {error}", hint="'interdict fields country' lists them") from None


def find_places(name: str, country: str | None = None, mode: str | None = None) -> Lookup:
    """Look a place up that a user named; raise UsageError for a text that cannot be one."""
    try:
        return look_up(name, country, mode)
    except ValueError as error:
        raise UsageError(str(error), hint="'interdict help places' says what can be written") from None


def choose_place(name: str, country: str | None = None) -> Candidate:
    """Return the one place that a name means.

    Raises NotFoundError where the gazetteer has none, with what is spelled alike, and UsageError where it has several.
    """
    found = find_places(name, country)
    if not found.answers:
        raise NotFoundError(word_missing(name, country), hint=suggest_places(found))
    if found.unread:
        raise UsageError(f"{quote(name)}: {word_unread(found)}", hint=suggest_reading(found))
    if found.rivals:
        named = "; ".join(name_place(one) for one in (found.answers[0], *found.rivals[: _MOST_NAMED - 1]))
        more = len(found.rivals) + 1 - _MOST_NAMED
        raise UsageError(
            f"{quote(name)} may be several places: {named}" + (f" and {more} more" if more > 0 else ""),
            hint="give the country too, or coordinates such as 13.91N 100.61E",
        )
    return found.answers[0]


def word_unread(found: Lookup) -> str:
    """Say what stands beside a name and is not understood, so that it may be the name of another place."""
    several = list_several(found)
    return f"{quote(found.unread)} is not understood; " + (
        f"several places may be meant: {several}" if " or " in several else f"another place than {several} may be meant"
    )


def list_several(found: Lookup) -> str:
    """Name the places that a text may mean, the likeliest first."""
    groups = [group[0] for group in group_localities(found.answers)]
    return " or ".join(dict.fromkeys(name_place(one) for one in groups[:_MOST_SEVERAL]))


def suggest_reading(found: Lookup) -> str:
    """Say what may be written in place of what is not understood."""
    from interdict.places.remainder import suggest_countries

    names = suggest_countries(found.unread)
    if names:
        return f"did you mean {' or '.join(names)}?"
    return "write the country after the name, coordinates or a UN/LOCODE"


def word_missing(name: str, country: str | None) -> str:
    """Say that the gazetteer has no such place."""
    where = f" in {format_country(country)}" if country else ""
    return f"the gazetteer knows no place {quote(name)}{where}"


def suggest_places(found: Lookup) -> str:
    """Say what may have been meant."""
    names = [_name_suggestion(group[0]) for group in group_localities(found.suggestions)]
    if not names:
        return "give another spelling, a UN/LOCODE, or coordinates such as 13.91N 100.61E"
    return f"did you mean {' or '.join(dict.fromkeys(names[:3]))}?"


def _name_suggestion(answer: Candidate) -> str:
    """Name a place that is spelled alike, with the spelling where that is not its own name."""
    spelling = answer.reason.partition("spelled alike: ")[2]
    if spelling.isupper():
        return f"{spelling} ({name_place(answer)})"
    is_other = spelling and spelling != fold_name(answer.place.name)
    return name_place(answer) + (f" ({spelling})" if is_other else "")


def name_place(answer: Candidate) -> str:
    """Name a place in a few words: Manzanillo (port), Panama."""
    place = answer.place
    kind = "" if place.kind in {"city", "position"} else f" ({place.kind})"
    land = format_country(place.country) if place.country and place.kind != "country" else ""
    off = f"{answer.offset} " if answer.offset else ""
    return f"{off}{place.name}{kind}" + (f", {land}" if land and land != place.name else "")


def read_distance(text: str, option: str) -> float:
    """Return a distance in km, written as 200nm, 350 km or 90mi; raise UsageError for anything else."""
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*([a-zA-Z]*)", text.strip())
    if match is None or match[2].lower() not in {*_UNITS, ""} or not match[2]:
        raise UsageError(
            f"{option} {quote(text)} is not a distance", hint="write it with its unit: 200nm, 350km or 90mi"
        )
    return float(match[1]) * _UNITS[match[2].lower()]


def locate_cases(
    cases: Iterable[CasePlace], *, with_country: bool = False
) -> Iterator[tuple[CasePlace, Located | None]]:
    """Yield each case with where it is: its recorded position, else the one place that its name means."""
    find = lru_cache(maxsize=None)(locate)
    for case in cases:
        if case.latitude is not None and case.longitude is not None:
            precision = case.precision or "unknown"
            yield case, Located(case.latitude, case.longitude, RECORDED, case.radius_km or 0, precision)
        else:
            named = Named(case.name, case.country, case.locode, case.mode, case.zone)
            yield case, find(named, with_country=with_country)

"""Read what stands beside the name of a place: a country, a place near it, or words that only describe.

What is none of these may say that another place is meant (Paris, Texas), so that nothing is certain then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from interdict.domain.coordinates import parse_coordinates
from interdict.domain.countries import format_country, list_countries
from interdict.domain.country_names import ALIASES, AMBIGUOUS_NAMES
from interdict.places.folding import fold_name
from interdict.places.named import read_named
from interdict.places.place import WATERS, Place, measure_between, measure_sphere
from interdict.places.wording import find_country, read_far

_REACH = 120  # km: what is named beside a place lies within
_STRETCH = 1.5  # of the radius of a sea, which is longer than wide
# Words that say what kind of place it is or how it lies, not which one.
_WORDS = """
    a about after along also an and approaches approximately around as at before beside between by ca circa
    close for formerly from in into just known near nearby next now of off old on or outside over past some the
    then to towards under via with within north south east west northeast northwest southeast southwest northern
    southern eastern western northeastern northwestern southeastern southwestern central middle inner outer
    upper lower side km kilometer kilometers kilometre kilometres mile miles nautical nm one two three four five
    six seven eight nine ten anchorage anchorages anchored berth coast coastal coastline dock docks entrance
    exit freeport harbor harbors harbour harbours jetty mouth offshore pier port ports quay road roads roadstead
    sea seas seaport shore shores water waters wharf air airbase airfield airport airspace apron base bonded
    border cargo checkpoint container crossing customs depot free freight gate land military naval oil post rail
    railway refinery shipyard station terminal warehouse yard zone contiguous economic exclusive eez high
    international national open territorial area capital city county department district emirate governorate
    inland island islands isle metropolitan municipality oblast prefecture province region republic state suburb
    territory town village
"""
_DESCRIBING = frozenset(_WORDS.split())
_OF_A_COUNTRY = ("i", "n", "an", "ian", "ese")  # Omani, Libyan, Iranian, Japanese


def find_unread(place: Place, rest: tuple[str, ...]) -> str:
    """Return the first piece beside a name that does not go with a place, empty where all is understood."""
    for piece in rest:
        far = read_far(piece)
        if _goes_with(place, far[0] if far else piece, far[1] if far else 0):
            continue
        for words in _split_describing(piece):
            if not _goes_with(place, words, far[1] if far else 0):
                return piece if read_named(piece) else words
    return ""


def _split_describing(piece: str) -> Iterator[str]:
    """Yield what is left of a piece between the words that only describe."""
    kept: list[str] = []
    for word in re.split(r"[\s/;:]+", piece):
        bare = re.sub(r"['’]s?$", "", word.strip(".,\"'’()[]-–"))
        if fold_name(bare) in _DESCRIBING or not re.search(r"[^\W\d_]", bare):
            if kept:
                yield " ".join(kept)
            kept = []
        else:
            kept.append(bare)
    if kept:
        yield " ".join(kept)


def _goes_with(place: Place, words: str, further_km: float) -> bool:
    """Say whether words name the country of a place, another name of it, or something near it."""
    countries = _read_countries(words)
    if place.country and countries and place.kind not in WATERS:
        return place.country in countries
    known = [*read_named(words), *(each for code in countries for each in _read_country_named(code))]
    for other in known:
        slack = other.radius_km * (_STRETCH if other.kind in WATERS else 1)
        if place.kind in WATERS:
            slack += place.radius_km * _STRETCH
        is_land = other.kind == "country" and place.kind not in WATERS and place.country is not None
        if not is_land and measure_between(place, other) <= _REACH + slack + further_km:
            return True
    point = _read_point(words)
    return point is not None and measure_sphere(*point, place.latitude, place.longitude) <= _REACH + place.radius_km


def _read_country_named(code: str) -> list[Place]:
    return [place for place in read_named(format_country(code)) if place.kind == "country" and place.country == code]


def _read_point(words: str) -> tuple[float, float] | None:
    try:
        found = parse_coordinates(words)
    except ValueError:
        return None
    return (found[0], found[1]) if found else None


@lru_cache(maxsize=2000)
def _read_countries(words: str) -> frozenset[str]:
    """Return the countries that words name: by name, by a code, by an adjective, or by a name that two share."""
    code = find_country(words)
    if code:
        return frozenset((code,))
    for name, codes in AMBIGUOUS_NAMES.items():
        if fold_name(name) == fold_name(words):
            return frozenset(codes)
    for ending in _OF_A_COUNTRY:
        if words.endswith(ending) and len(words) - len(ending) >= 3:
            stem = words[: -len(ending)]
            code = find_country(stem) or find_country(stem + "a")
            if code:
                return frozenset((code,))
    return frozenset()


def suggest_countries(words: str) -> list[str]:
    """Return the names of the countries that a misspelt word may mean; empty where it is like none."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = fold_name(words)
    if len(folded) < 4:
        return []
    names = {fold_name(name): code for code, names in ALIASES.items() for name in names if len(name) > 3}
    names |= {fold_name(name): code for code, name in list_countries()}
    slips = 1 if len(folded) < 6 else 2
    found = process.extract(folded, names.keys(), scorer=OSA.distance, score_cutoff=slips, limit=3)
    nearest = min((slip for _, slip, _ in found), default=0)
    return list(dict.fromkeys(format_country(names[name]) for name, slip, _ in found if slip == nearest))

"""Look places up: exact names, codes, accents and spellings; what is only spelled alike is a suggestion, no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from interdict.places.folding import fold_name
from interdict.places.geohash import list_cells
from interdict.places.named import read_named
from interdict.places.place import (
    SAME_LOCALITY,
    WATERS,
    Candidate,
    Place,
    group_localities,
    measure_between,
    measure_sphere,
    move,
    read_place,
)
from interdict.places.reference import open_reference
from interdict.places.wording import Asked, parse_asked

MOST = 10  # answers
DWARFS = 1.3  # in rank: a place with twenty times the inhabitants is the one that is meant
_CODE, _NAME, _OTHER, _NEARLY = 1.0, 0.95, 0.87, 0.8
_CODED = 3  # the grade of a code
_KNOWN = 4  # the rank of a port that is traded with, of an airport with flights
_LEAST_LIKENESS, _LEAST_OF_A_CODE = 0.7, 0.59
_OFF_KM = 50  # within which "off a place" is taken to be, where no distance is said
# What is heard alike at the beginning of a name and written differently.
_ALIKE = {
    "c": "kq",
    "k": "cq",
    "q": "kgc",
    "h": "k",
    "j": "dgy",
    "y": "j",
    "i": "y",
    "s": "z",
    "z": "s",
    "o": "u",
    "u": "o",
}
_ALIKE |= {"b": "p", "p": "b", "d": "t", "t": "d", "g": "kq", "f": "p", "v": "w", "w": "v", "e": "a", "a": "e"}


class Lookup(NamedTuple):
    """What the gazetteer knows of a text: answers, best first, else places that are only spelled alike."""

    answers: tuple[Candidate, ...]
    suggestions: tuple[Candidate, ...] = ()
    kinds: tuple[str, ...] = ()  # those that the mode of transport calls for
    unread: str = ""  # what stands beside the name and goes with none of the answers: nothing is certain then

    @property
    def best(self) -> Candidate | None:
        """Return the one answer, None where there is none, or where several places or another one may be meant."""
        return self.answers[0] if self.answers and not self.rivals and not self.unread else None

    @property
    def rivals(self) -> tuple[Candidate, ...]:
        """Return the best answer of each other place that may as well be meant."""
        groups = group_localities(self.answers)
        if len(groups) < 2:
            return ()
        grade, rank = _grade(groups[0][0]), max(candidate.place.rank for candidate in groups[0])
        rivals = []
        for group in groups[1:]:
            if grade == _CODED > _grade(group[0]):
                continue  # a code is not the name of something else
            margin = DWARFS if _grade(group[0]) >= grade else -1  # less known by that name, but so much larger
            if self._calls_for(groups[0]) and not self._calls_for(group):
                margin = -DWARFS  # of two towns a ship goes to the one with a port, unless the other dwarfs it
            if max(candidate.place.rank for candidate in group) > rank - margin:
                rivals.append(group[0])
        return tuple(rivals)

    def _calls_for(self, group: Sequence[Candidate]) -> bool:
        return any(one.place.kind in self.kinds and one.place.rank >= _KNOWN for one in group)


def _grade(candidate: Candidate) -> int:
    """Return how well the name itself fits: a code is more than a name, and a name more than another name."""
    reason = candidate.reason
    return _CODED if reason.startswith("code:") else 1 if reason.startswith("other name") else 2


@lru_cache(maxsize=20_000)
def look_up(text: str, country: str | None = None, mode: str | None = None, *, suggests: bool = True) -> Lookup:
    """Find the places that a text may mean, in a country where one is given; the mode of transport tells the kind.

    What is spelled alike takes a library that takes longer to load than all else, so it can be left out.

    Raises ValueError for a text that cannot be the name of a place.
    """
    asked = parse_asked(text, country)
    if asked.position:
        from interdict.places.zones import find_land

        latitude, longitude = asked.position
        land = find_land(latitude, longitude)
        place = Place("position", text.strip(), land, (), latitude, longitude, 0.0, 0.0, "as given")
        return Lookup((Candidate(place, 1.0, "coordinates", "", 0.0, latitude, longitude),))
    found = _find_exact(asked)
    _add_kind(found, asked)
    answers = _score(found, asked, mode or "")
    inside = [one for one in answers if asked.country is None or one.place.country in {asked.country, None}]
    if inside:
        kinds = _KINDS_BY_MODE.get(mode or "", ())
        unread = _find_unread(inside, asked)
        if all(unread):  # the name may be one of another place
            return Lookup(tuple(_lower(inside, f"{unread[0]!r} is not understood")[:MOST]), (), kinds, unread[0])
        read = [one for one, rest in zip(inside, unread, strict=True) if not rest]
        return Lookup(tuple(read[:MOST]), kinds=kinds)
    outside = _lower(answers, "in another country")
    return Lookup((), tuple((outside or (_suggest(asked) if suggests else []))[:MOST]))


def _lower(answers: Iterable[Candidate], why: str) -> list[Candidate]:
    """Return answers as what can hardly be meant."""
    return [one._replace(score=round(one.score / 3, 2), reason=f"{one.reason}, but {why}") for one in answers]


def _find_unread(answers: Sequence[Candidate], asked: Asked) -> list[str]:
    """Return for each answer what stands beside the name and does not go with it, empty where nothing."""
    if not asked.near and not asked.aside:
        return [""] * len(answers)
    from interdict.places.remainder import find_unread

    whole = set(read_named(asked.names[0])) if asked.near else set()  # Washington, D.C., is a name
    return [find_unread(one.place, asked.aside if one.place in whole else asked.near + asked.aside) for one in answers]


def _find_exact(asked: Asked) -> dict[Place, tuple[float, str]]:
    """Return the places with one of the names or codes, each with the score of the match and its reason."""
    found: dict[Place, tuple[float, str]] = {}
    for number, name in enumerate(asked.names):
        if number and found and not _wants_more(found, asked):
            break
        for place in read_named(name):
            match = _explain(place, name, is_bare=number > 0 and name != asked.names[0].partition(",")[0])
            if match and match > found.get(place, (0.0, "")):
                found[place] = match
    return found


def _add_kind(found: dict[Place, tuple[float, str]], asked: Asked) -> None:
    """Where a kind is asked for and only a town of that name is known, add the nearest of that kind."""
    if not asked.kind or asked.kind == "city" or any(place.kind == asked.kind for place in found):
        return
    towns = [place for place in found if place.kind == "city" and asked.country in {None, place.country}]
    for town in sorted(towns, key=lambda place: -place.rank)[:3]:
        near = [one for _, one in find_near(town.latitude, town.longitude, SAME_LOCALITY) if one.kind == asked.kind]
        if near:
            best = next((one for one in near if one.rank >= 3), near[0])
            found[best] = (_NEARLY, f"the {asked.kind} by {town.name}")


def _wants_more(found: Iterable[Place], asked: Asked) -> bool:
    """Tell whether shorter forms of the name are worth a look: none found is of the kind or country asked for."""
    fitting = [place for place in found if asked.country is None or place.country in {asked.country, None}]
    return not fitting or bool(asked.kind and all(place.kind != asked.kind for place in fitting))


def _explain(place: Place, name: str, *, is_bare: bool) -> tuple[float, str] | None:
    plain = "".join(name.split())
    if plain.upper() in place.codes and plain == plain.upper():
        kind = {5: "UN/LOCODE", 4: "ICAO code", 3: "IATA code"}[len(plain)]
        return _CODE, f"code: {kind} {plain}"
    folded = fold_name(name)
    if folded in map(str.lower, place.codes) and folded != fold_name(place.name):
        if is_bare:
            return None  # "the sea" is no airport of Seattle
        # Oman is a country before it is four letters of a code.
        return (0.6, f"code {folded.upper()}") if plain.islower() else (0.3, f"code {folded.upper()}")
    if folded == fold_name(place.name):
        return (_NAME - 0.03 * is_bare, "name" if not is_bare else "name without the words for its kind")
    return (_OTHER - 0.03 * is_bare, "other name" if not is_bare else "other name without the words for its kind")


_KINDS_BY_MODE = {
    "air": ("airport",),
    "sea": ("port", "sea", "strait"),
    "road": ("crossing",),
    "inland_water": ("river", "port"),
}


def _score(found: dict[Place, tuple[float, str]], asked: Asked, mode: str) -> list[Candidate]:
    contexts = [[one for one in read_named(name) if one.kind != "airport"] for name in asked.near]
    candidates: list[tuple[float, Candidate]] = []
    for place, (score, reason) in found.items():
        if asked.kind:
            score += 0.04 if place.kind == asked.kind else -0.12
        elif place.kind in _KINDS_BY_MODE.get(mode, ()):
            score += 0.04
        score += 0.006 * min(place.rank, 8) + (0.01 if place.kind in {"country", *WATERS} else 0.0)
        near, is_far = _find_context(place, contexts)
        if near:
            score, reason = score + 0.03, f"{reason}, near {near}"
        score -= 0.1 if is_far else 0.0
        candidates.append((score, _place_answer(place, max(0.01, min(1.0, score)), reason, asked)))
    candidates.sort(key=lambda one: (-one[0], -one[1].place.rank, one[1].place.kind, one[1].place.name))
    return [candidate for _, candidate in candidates]


def _place_answer(place: Place, score: float, reason: str, asked: Asked) -> Candidate:
    """Make an answer; what is said to be so far off in a direction is put there."""
    latitude, longitude, radius = place.latitude, place.longitude, place.radius_km
    if asked.offset and asked.distance_km:
        radius = asked.distance_km
        if asked.bearing is not None:
            latitude, longitude = move(latitude, longitude, asked.bearing, asked.distance_km)
            radius = round(asked.distance_km / 4, 1) + place.radius_km
    elif asked.offset:
        radius = max(radius, _OFF_KM)
    return Candidate(place, round(score, 2), reason, asked.offset, radius, latitude, longitude)


def _find_context(place: Place, contexts: Sequence[Sequence[Place]]) -> tuple[str, bool]:
    """Return the name of what is said besides and lies near, and whether all that is said lies far away."""
    is_far = False
    for known in contexts:
        for other in known:
            if other != place and measure_between(place, other) <= 120 + other.radius_km:
                return other.name, False
        is_far = is_far or bool(known)
    return "", is_far


def find_near(latitude: float, longitude: float, radius_km: float = 50) -> list[tuple[float, Place]]:
    """Return the places within a distance of a point with their distance in km, the nearest first, without areas."""
    reference = open_reference()
    found = []
    for cell in list_cells(latitude, longitude, radius_km, 3):
        for cells in reference.places.list_lines(cell):
            distance = measure_sphere(latitude, longitude, float(cells[5]), float(cells[6]))
            if distance <= radius_km and cells[1] in {"city", "port", "airport", "crossing", "strait"}:
                found.append((distance, read_place(cells)))
    return sorted(found, key=lambda one: (one[0], one[1]))


def _suggest(asked: Asked) -> list[Candidate]:
    """Return the places whose name is spelled like one asked for; never an answer, only what may be meant."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    best: dict[Place, Candidate] = {}
    for name in asked.names[-3:]:
        folded = fold_name(name)
        if not 3 <= len(folded) <= 40:
            continue
        is_code = bool(re.fullmatch(r"[A-Z]{2} ?[A-Z2-9]{3}", name))
        size = len(folded.encode())
        keys = [open_reference().names.list_keys(prefix, size - 2, size + 3) for prefix in _list_prefixes(folded)]
        least = _LEAST_OF_A_CODE if is_code else _LEAST_LIKENESS
        found = {key for some in keys for key in some if not is_code or (len(key) == 5 and key[:2] == folded[:2])}
        choices = sorted(found)  # of names that are equally alike the first is taken
        near = process.extract(
            folded, choices, scorer=OSA.normalized_similarity, limit=60 if is_code else 8, score_cutoff=least
        )
        for key, likeness, _ in near:
            for place in read_named(key, 3):
                if is_code and key.upper() not in place.codes:
                    continue
                fits = asked.country is None or place.country == asked.country
                score = round(0.55 * likeness + 0.01 * min(place.rank, 8) - 0.1 * (not fits), 2)
                if score > (best[place].score if place in best else 0):
                    reason = f"spelled alike: {key.upper() if is_code else key}"
                    best[place] = Candidate(place, score, reason, "", place.radius_km, place.latitude, place.longitude)
    return sorted(best.values(), key=lambda one: (-one.score, -one.place.rank, one.place.name))


def _list_prefixes(folded: str) -> list[str]:
    """Return beginnings under which a misspelt name may stand: two letters, swapped, left out, doubled or alike."""
    first, second, third = folded[0], folded[1], folded[2]
    prefixes = {first + second, second + first, second + third, first + third}
    prefixes |= {other + second for other in _ALIKE.get(first, "")}
    prefixes |= {first + other for other in _ALIKE.get(second, "")}
    return sorted(prefixes)

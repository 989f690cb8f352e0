"""Where a case happened: the place that an act has, and the kind of place in law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from interdict.articles.clauses import DESCRIBING, find_governor
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.patterns import Pattern
from interdict.articles.place_phrases import NOT_PLACES_IN, Place, read_place
from interdict.articles.place_signs import weigh_places
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene, find_standing
from interdict.articles.sentences import Sentence

_RANKS = {"stop": 0, "look": 0, "take": 0, "hold": 0, "deny": 1, "find": 2}
_SIDE = (
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west"
    r"|northern|southern)"
)
_DISTANCE = Pattern(
    rf" (?:wrd/(?:about|some|around|approximately|roughly|nearly|just) )?(?:num/\S+ )(?:wrd/nautical )?wrd/(?:miles|km"
    rf"|kilometres|kilometers|nm|mile) "
    rf"(?:(?:wrd/(?:to_the )?{_SIDE}) wrd/of |wrd/off |wrd/from |wrd/outside )(?=\S)"
)
_SIDE_OF = Pattern(rf" wrd/{_SIDE} wrd/of (?=\S)")
_OFF = Pattern(r" (?:wrd/just )?wrd/(?:off|near|outside|between) (?=\S)")
_IN = Pattern(r" wrd/(?:in|at|into) (?=\S)")
_WATERS = Pattern(
    r" (?:wrd/(?:its|their|our|the) |(?P<whose>(?:adj|nat)/\S+) (?:pos/'s )?)(?P<kind>wrd/territorial )?wrd/waters "
    r"(?:wrd/(?:off|near|around) )?"
)
_ZONES = (
    ("high_seas", Pattern(r"international waters|on the high seas")),
    ("territorial_sea", Pattern(r"territorial (?:waters|sea)")),
    ("airspace", Pattern(r"\bairspace\b")),
    ("land_border", Pattern(r"border (?:crossing|gate|post)|crossing point")),
)
HAPPENED = Pattern(
    r"^(?:It|This|That|The (?:incident|seizure|operation|boarding|inspection|interception|interdiction|search"
    r"|raid|discovery|find|arrest|detention|capture|stop)"
    r"(?: (?:of|at|in|off|near) [^,.;]{1,50})?) (?:happened|occurred|took place|began|was carried out|was made|came"
    r"|was (?:on|in|early|late)\b)"
)
_ARRIVED = Pattern(
    r" (?:cnv|shp)/\S+ (?:(?!act/|pun/[.;])\S+ ){0,8}?\w+/(?:entered|(?:docked|arrived|berthed|anchored|landed|called"
    r"|put) wrd/(?:at|in|into)) (?=\S)"
)
_OUT_OF = Pattern(r" wrd/from (?=\S)")
_GENERAL = frozenset({"arms", "custody", "weapons"})


class Spot(NamedTuple):
    """A place found for an act, and how well it tells where."""

    value: dict[str, Any]
    sentence: Sentence
    first: int
    last: int
    zone: str | None
    rank: tuple[int, int]


def find_place(context: Context) -> Iterator[Finding]:
    """Yield the place of the interdiction and its zone."""
    spots: list[Spot] = []
    for scene in context.incident.scenes:
        if scene.is_heading:
            continue
        spots += _find_spots(scene)
    if not spots:
        spots = [spot for scene in context.incident.scenes if not scene.is_heading for spot in _find_arrival(scene)][:1]
    if not spots:
        yield from _weigh(context)
        return
    best = min(spots, key=lambda spot: spot.rank)
    chunks = best.sentence.chunks
    span = (chunks[best.first].start, chunks[best.last].end)
    yield context.propose(CASE, "place", best.value, span, HIGH if best.rank[0] == 0 else MODERATE)
    yield from _find_zone(context, best, span)


def _weigh(context: Context) -> Iterator[Finding]:
    """Yield the place to which most of a text points where no act has one."""
    weighed = weigh_places(context)
    if weighed is None:
        return
    place, sentence, zone = weighed
    span = (sentence.chunks[place.first].start, sentence.chunks[place.last].end)
    yield context.propose(CASE, "place", place.value, span, MODERATE)
    yield from _find_zone(context, Spot(place.value, sentence, place.first, place.last, zone, (4, 4)), span)


def _find_zone(context: Context, spot: Spot, span: tuple[int, int]) -> Iterator[Finding]:
    if spot.zone:
        yield context.propose(CASE, "zone", spot.zone, span, MODERATE)
        return
    sentence = spot.sentence
    for zone, pattern in _ZONES:
        found = pattern.search(sentence.text)
        if found:
            yield context.propose(
                CASE, "zone", zone, (sentence.start + found.start(), sentence.start + found.end()), MODERATE
            )
            return


def _find_arrival(scene: Scene) -> Iterator[Spot]:
    """Find the port that a ship came to, where an act without a place follows."""
    sentence = scene.sentence
    for found in _ARRIVED.finditer(sentence.code):
        at = sentence.find_chunk(found.end())
        place = read_place(sentence, at) if at < len(sentence.chunks) else None
        if place:
            yield Spot(place.value, sentence, place.first, place.last, place.zone, (3, 3))


def _find_spots(scene: Scene) -> Iterator[Spot]:
    sentence = scene.sentence
    acts = {
        act.place: _RANKS[act.kind]
        for act in scene.all_acts
        if act.is_real and act.kind in _RANKS and act.target != "crew"
    }
    if HAPPENED.match(sentence.text):
        acts = {place: 0 for place, chunk in enumerate(sentence.chunks) if chunk.tag == "vrb"}
    if not acts:
        return
    taken: list[tuple[int, int]] = []
    for number, pattern in enumerate((_DISTANCE, _SIDE_OF, _OFF, _WATERS, _IN, _OUT_OF)):
        for found in pattern.finditer(sentence.code):
            first = sentence.find_chunk(found.start() + 1)
            if any(start <= first <= end for start, end in taken):
                continue
            if (
                first
                and sentence.chunks[first - 1].tag == "vrb"
                and sentence.chunks[first - 1].value.lemma in DESCRIBING
            ):
                continue
            governor = find_standing(sentence, scene.all_acts, first, find_governor(sentence, first))
            if governor not in acts or (pattern is _OUT_OF and acts[governor] != 1):
                continue
            spot = _read_spot(sentence, found, pattern, first)
            if spot is None:
                continue
            value, begin, last, zone = spot
            taken.append((first, last))
            yield Spot(
                value,
                sentence,
                begin,
                last,
                zone,
                (acts[governor], 3 if number == 0 and " wrd/from " in found[0] else number if number < 3 else 1),
            )


def _read_spot(
    sentence: Sentence, found: re.Match[str], pattern: Pattern, first: int
) -> tuple[dict[str, Any], int, int, str | None] | None:
    if pattern is _WATERS:
        return _read_waters(sentence, found, first)
    at = sentence.find_chunk(found.end())
    if at >= len(sentence.chunks) or found.end() >= len(sentence.code) - 1:
        return None
    place = read_place(sentence, at) if at < len(sentence.chunks) else None
    if place is None:
        return None
    if pattern in {_IN, _OUT_OF}:
        if place.value.get("name", "x").casefold() in _GENERAL or sentence.chunks[first - 1].low in NOT_PLACES_IN:
            return None
        return place.value, place.first, place.last, place.zone
    if (
        sentence.chunks[first].low == "between"
        and place.last + 2 < len(sentence.chunks)
        and sentence.chunks[place.last + 1].low == "and"
    ):
        other = read_place(sentence, place.last + 2)
        place = Place({}, place.first, other.last) if other else place
    name = sentence.write(first, place.last)
    value: dict[str, Any] = {"name": name}
    if pattern is _OFF and place.value.get("country"):
        value["country"] = place.value["country"]
    return value, first, place.last, None


def _read_waters(sentence: Sentence, found: re.Match[str], first: int) -> tuple[dict[str, Any], int, int, str | None]:
    """Read `its territorial waters`, `Indonesian waters`, `British waters off Gibraltar`."""
    last = sentence.find_chunk(found.end() - 2)
    zone = "territorial_sea" if found["kind"] else None
    value: dict[str, Any] = {}
    if sentence.chunks[last].low in {"off", "near", "around"}:
        place = read_place(sentence, last + 1) if last + 1 < len(sentence.chunks) else None
        last = place.last if place else last - 1
        if place and place.value.get("country"):
            value["country"] = place.value["country"]
    if found["whose"]:
        value.setdefault("country", sentence.chunks[sentence.find_chunk(found.start("whose"))].value)
    name = sentence.write(first, last)
    return {"name": re.sub(r"^(?:the|its|their|our) ", "", name), **value}, first, last, zone

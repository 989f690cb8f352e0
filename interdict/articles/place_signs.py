"""Weigh the places of a text where none belongs to an act: where the ship is said to be counts most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interdict.articles.clauses import find_governor
from interdict.articles.context import Context
from interdict.articles.patterns import Pattern
from interdict.articles.place_phrases import NOT_PLACES_IN, Place, read_place
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set

_NEAR = Pattern(
    r" (?P<off>(?:wrd/(?:about|some|around|just) )?(?:num/\S+ (?:wrd/nautical )?wrd/(?:miles|km|kilometres"
    r"|kilometers|nm|mile) )?"
    r"wrd/(?:off|near|outside) )(?=\S)"
)
_IN = Pattern(r" wrd/(?:in|at|into|alongside_at|across) (?:wrd/(?:waters|the) )?(?=\S)")
# `can leave Busan, where it has been`, `Gunsan has been its home`
_LEAVES = Pattern(r" vrb/(?:leave|leaving|left) (?=(?:cty|cap)/\S+ pun/, wrd/where )")
_HOME = Pattern(
    r" (?=(?:cty|cap)/\S+ (?:vrb|wrd)/(?:has|had) wrd/been (?:wrd/\S+ ){1,3}wrd/(?:home|berth|prison|address) )"
)
_MOVED = Pattern(r" (?:wrd/not )?(?:vrb|wrd)/(?:moved|stirred|budged) wrd/from (?=\S)")
_ON = Pattern(r" wrd/(?:along|on|up|down) wrd/the (?=(?:wrd/\S+ )?sea/)")
_SKY = Pattern(r" wrd/(?:of|through|across|over|use) (?=(?:adj/\S+|nat/\S+ pos/'s) wrd/airspace )")
_ELSEWHERE = word_set(
    "say speak load sail call begin start sentence charge register build leave depart travel fly own base "
    "meet_in describe "
    "convict tell ship send buy make"
)
_NOT_BEFORE = NOT_PLACES_IN | word_set(
    "call calls company journey recipient sender firm trader consignee shipper receiver line correspondent "
    "adviser officials "
    "spokesman minister journalists newspapers yard officials crew factory"
)
_THEY = word_set("it she they them her he")
_FATES = word_set("home tied stuck guest anchor pier quay berth alongside lies lay lying crossing")


def weigh_places(context: Context) -> tuple[Place, Sentence, str | None] | None:
    """Return the place that most speaks for with its sentence and zone, None where two are equally good."""
    ranked: dict[str, tuple[int, Place, Sentence, str | None]] = {}
    for number, scene in enumerate(context.scenes):
        for strength, place, zone in _measure_places(scene):
            value = strength + (number < 4)
            name = str(place.value.get("name") or place.value.get("country")).casefold()
            if value > ranked[name][0] if name in ranked else True:
                ranked[name] = (value, place, scene.sentence, zone)
    best = sorted(ranked.values(), key=lambda item: -item[0])
    if not best or best[0][0] < 3 or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1:]


def _measure_places(scene: Scene) -> Iterator[tuple[int, Place, str | None]]:
    if scene.is_heading:
        return
    sentence = scene.sentence
    tags = {chunk.tag for chunk in sentence.chunks}
    lows = {chunk.low for chunk in sentence.chunks}
    base = 2 * bool(tags & {"cnv", "shp"} or lows & _THEY) + bool(tags & {"dat"}) + bool(tags & {"off", "svc", "war"})
    base += bool(lows & _FATES) + any(act.is_real for act in scene.all_acts)
    for weight, pattern in ((2, _LEAVES), (3, _HOME), (3, _MOVED), (2, _NEAR), (1, _ON), (2, _SKY), (0, _IN)):
        for found in pattern.finditer(sentence.code):
            at, first = sentence.find_chunk(found.end()), sentence.find_chunk(found.start() + 1)
            place = _read(sentence, at) if found.end() < len(sentence.code) - 1 else None
            if place is None or (first and sentence.chunks[first - 1].low in _NOT_BEFORE):
                continue
            governor = find_governor(sentence, first)
            verb = sentence.chunks[governor] if governor >= 0 else None
            lemma = verb.value.lemma if verb and verb.tag == "vrb" else ""
            strength = base + weight + 2 * ("name" in place.value) - 4 * (lemma in _ELSEWHERE and pattern is _IN)
            strength += bool(place.zone) + any(
                chunk.tag == "sea" for chunk in sentence.chunks[place.first : place.last + 1]
            )
            if pattern is _NEAR:
                place = Place(_name(sentence, first, place), first, place.last)
            yield strength, place, place.zone


def _read(sentence: Sentence, at: int) -> Place | None:
    """Read a place; of `Bangkok's Don Muang airport` the airport."""
    place = read_place(sentence, at) if at < len(sentence.chunks) else None
    after = place.last + 1 if place else 0
    if place and after + 1 < len(sentence.chunks) and sentence.chunks[after].tag == "pos":
        inner = read_place(sentence, after + 1)
        if inner and inner.first == after + 1 and "name" in inner.value:
            country = inner.value.get("country") or place.value.get("country")
            return inner._replace(value={**inner.value, **({"country": country} if country else {})})
        return None
    return place


def _name(sentence: Sentence, first: int, place: Place) -> dict[str, Any]:
    country = place.value.get("country")
    return {"name": sentence.write(first, place.last), **({"country": country} if country else {})}

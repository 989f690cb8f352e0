"""Where the goods came from and where they were going."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interdict.articles.context import CASE, Context, Finding
from interdict.articles.nations import find_state
from interdict.articles.patterns import Pattern
from interdict.articles.place_phrases import Place, read_place
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence

_ROUTE = Pattern(r" (?:wrd/from|wrd/between) (?=(?P<from>(?:\S+ ){1,6}?)wrd/(?:to|and) (?P<to>\S+))")
_GOING = (
    r"(?:wrd/(?:bound|destined|headed|heading|intended|meant|en_route|route|way|voyage|journey|passage|dash"
    r"|addressed|due)|vrb/(?:heading|sailing|flying|going|bound|intended|headed|meant))"
)
_ORIGINS = (
    (HIGH, Pattern(r" \w+/(?:travelled|traveled|journeyed|set) (?:wrd/(?:out|by|sea|air) )*wrd/from (?!dat/)")),
    (HIGH, Pattern(r" \w+/(?:begun|began|started) (?:wrd/(?:their|its|her) )(?:wrd|\w+)/(?:journey|voyage|trip"
        r"|life|passage) "
                      r"wrd/(?:in|at) ")),
    (HIGH, Pattern(r" (?:cnv|shp)/\S+ (?:wrd/\S+ )?wrd/out wrd/of (?=(?:cty|nat)/)")),
    (MODERATE, Pattern(r" (?:wrd/(?:company|firm|sender|shipper|trader) )wrd/in (?=(?:cty|nat)/\S+ wrd/as "
                          r"wrd/(?:the_)?(?:sender|shipper|consignor) )")),
    (HIGH, Pattern(r" (?:vrb/(?:sailed|departed|shipped|sent|flew|flown|came|coming|loaded|exported|dispatched)"
                      r"|wrd/(?:originating|originated|coming|dispatched|exported)) (?:wrd/(?:out|on|off|aboard"
                      r"|directly|straight) )*(?:dat/\S+ |wrd/on |wrd/in )*wrd/from ")),
    (HIGH, Pattern(r" (?:vrb/left|vrb/departed|vrb/leaving|vrb/departing) (?!wrd/(?:in|on|from|for|the_ship|behind) "
                      r"|dat/|wrd/the (?:cnv|shp)/)")),
    (HIGH, Pattern(r" (?:vrb/(?:loaded|taken|stowed|took|loading)|wrd/(?:was|were|been) vrb/(?:put|placed)) "
                      r"(?:(?!vrb/|act/|pun/[.;]|wrd/off )\S+ ){0,8}?wrd/(?:at|in) (?!dat/)")),
    (HIGH, Pattern(r" (?:wrd/way|wrd/route|wrd/voyage|wrd/trip|wrd/passage|vrb/flying|vrb/sailing|vrb/flew"
                      r"|wrd/journey) (?:wrd/\S+ )?wrd/from ")),
    (HIGH, Pattern(rf" {_GOING} wrd/(?:for|to) (?:(?:cty|nat|cap|sea|reg)/\S+ |wrd/(?:in|the) |pun/, "
                      rf"){{1,5}}wrd/from ")),
    (HIGH, Pattern(r" vrb/(?:arrived|came|arriving) (?:(?!vrb/|act/|pun/[.;])\S+ ){1,9}?wrd/from (?=wrd/the "
                      r"(?:adj/\S+ )?wrd/port |cty/|nat/)")),
    (MODERATE, Pattern(r" (?:gds/\S+|wrd/cargo|wrd/shipment|wrd/consignment|wrd/load) (?:pun/, )?wrd/from ")),
    (HIGH, Pattern(r" vrb/called wrd/at (?=(?:\S+ ){1,5}pun/, wrd/where (?:wrd/it|wrd/she|cnv/\S+|wrd/the cnv/\S+) "
                      r"vrb/(?:took|loaded))")),
    (MODERATE, Pattern(r" (?:vrb/(?:sent|shipped)|wrd/dispatched) wrd/by (?:(?!pun/[.;,]|vrb/|act/)\S+ "
                          r"){0,5}?wrd/in ")),
    (MODERATE, Pattern(r" (?:wrd/shipper|wrd/consignor|wrd/sender|wrd/supplier) (?:(?!pun/[.;,]|act/)\S+ "
                          r"){0,5}?wrd/in ")),
    (MODERATE, Pattern(r" pun/, wrd/from (?=wrd/the (?:adj/\S+ )?wrd/port )")),
)  # fmt: skip
_DESTINATIONS = (
    (MODERATE, Pattern(r" vrb/carrying (?:(?!vrb/|act/|pun/)\S+ ){0,6}?(?:gds/\S+ )wrd/to (?=nat/|cty/|wrd/the )")),
    (MODERATE, Pattern(r" \w+/(?:sent|forwarded|passed|shipped|moved) wrd/on wrd/to ")),
    (MODERATE, Pattern(r" gds/\S+ (?:wrd/(?:was|were|is|are) )wrd/in (?=nat/\S+ (?:pun/|dat/|wrd/by|wrd/and|$))")),
    (HIGH, Pattern(rf" {_GOING} (?:wrd/(?:ultimately|originally|apparently|onward|on|next|finally|back) "
                      rf")*wrd/(?:for|to) ")),
    (HIGH, Pattern(r" (?:vrb/(?:sailing|flying|going|transported|shipped|sent|delivered|carried|moved|taken"
                      r"|exported)|wrd/(?:transported|exported|smuggled|delivery|smuggling|destination)) (?:(?!vrb/"
                      r"|act/|pun/[.;,]|wrd/(?:for|from|at|in) )\S+ ){0,4}?wrd/to ")),
    (HIGH, Pattern(rf" {_GOING} wrd/(?:for|to) (?:(?!pun/|vrb/|act/|wrd/from )\S+ ){{1,4}}?wrd/in ")),
    (HIGH, Pattern(r" wrd/reached ")),
    (MODERATE, Pattern(r" gds/\S+ wrd/for (?=nat/|cty/)")),
    (MODERATE, Pattern(r" vrb/(?:give|gives|gave|given|listed|lists|list|showed|show) (?=(?:\S+ ){1,6}?wrd/as "
                          r"(?:wrd/(?:the|its|her) )?wrd/destination )")),
    (HIGH, Pattern(r" wrd/voyage wrd/(?:was|is) wrd/to ")),
    (MODERATE, Pattern(r" (?:wrd/receiver|wrd/recipient|wrd/consignee|wrd/buyer|wrd/addressee) (?:(?!pun/[.;]|vrb/"
                          r"|act/)\S+ ){0,5}?wrd/in ")),
    (MODERATE, Pattern(r" wrd/addressed wrd/to (?:(?!pun/[.;]|vrb/|act/)\S+ ){0,5}?wrd/in ")),
    (MODERATE, Pattern(r" (?:act|vrb)/(?:allowed|permitted|let) wrd/to (?:\S+/(?:sail|go|continue|proceed|fly)) "
                          r"(?:wrd/on )?wrd/to ")),
    (MODERATE, Pattern(r" wrd/destination (?:wrd/was|wrd/is|pun/:) (?:wrd/\S+ )?")),
)  # fmt: skip
_BOUND = Pattern(r"\b(?P<name>[A-Z][\w]+(?: [A-Z]\w+)?)-bound\b")
_SAID_TO = Pattern(
    r" wrd/(?:a|an|some|the) wrd/(?:destination|port|country|buyer|location|place) wrd/(?:in|off|near) (?:wrd/the "
    r")?(?P<reg>(?:reg|nat|cty)/\S+)"
)
_AFTER_THE_ACT = Pattern(
    r"\b(?:allowed|permitted|escort|diverted|taken|let|brought|led|tow|being moved|process of|cleared to|free to"
    r"|flown "
    r"home|deported|sent back|go back|went back|returned?)\b"
)


def find_routes(context: Context) -> Iterator[Finding]:
    """Yield origin and destination, the first that is plainly said of each; ask about others."""
    origins: list[tuple[Place, Sentence, str]] = []
    destinations: list[tuple[Place, Sentence, str]] = []
    for scene in _list_scenes(context):
        destinations += (
            _find_region(scene.sentence) + _find(scene.sentence, _DESTINATIONS) + _find_bound(scene.sentence)
        )
    for scene in _list_scenes(context):
        for origin, destination in _read_routes(scene.sentence):
            origins += [(origin, scene.sentence, HIGH)] if origin else []
            destinations += [(destination, scene.sentence, HIGH)] if destination else []
        origins += _find(scene.sentence, _ORIGINS)
    yield from _choose(context, "origin", origins)
    yield from _choose(context, "destination", destinations)


def _list_scenes(context: Context) -> list[Scene]:
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading]
    return scenes + context.incident.lead if context.is_only else scenes


def _read_routes(sentence: Sentence) -> Iterator[tuple[Place | None, Place | None]]:
    """Yield the two ends of `from Tehran to Aleppo`."""
    for found in _ROUTE.finditer(sentence.code):
        if found[0].endswith("between ") and not re.search(
            r" (?:vrb/(?:flying|sailing)|wrd/voyage|wrd/way) (?:\S+ ){0,2}$", sentence.code[: found.start() + 1]
        ):
            continue
        start = read_place(sentence, sentence.find_chunk(found.start("from")))
        end = read_place(sentence, sentence.find_chunk(found.start("to")))
        if start and end and start.last < end.first and "wrd/to" in sentence.code[found.end() : found.start("to")]:
            yield start, end


def _find(sentence: Sentence, patterns: tuple[tuple[str, Pattern], ...]) -> list[tuple[Place, Sentence, str]]:
    places = []
    for confidence, pattern in patterns:
        for found in pattern.finditer(sentence.code):
            at = sentence.find_chunk(found.end())
            if at >= len(sentence.chunks) or found.end() >= len(sentence.code) - 1:
                continue
            before = sentence.text[: sentence.chunks[sentence.find_chunk(found.start() + 1)].end - sentence.start]
            if (
                _AFTER_THE_ACT.search(before[-60:]) and "allowed" not in found[0] and "let" not in found[0]
            ) or re.search(r"\b(?:not|never|no)\b[^,;.]{0,25}$", before):
                continue
            if place := read_place(sentence, at):
                places.append((place, sentence, confidence))
    return places


def _find_region(sentence: Sentence) -> list[tuple[Place, Sentence, str]]:
    """Find `a destination in the Middle East`: the words are the name."""
    found = _SAID_TO.search(sentence.code)
    if found is None:
        return []
    first, last = sentence.find_chunk(found.start() + 1), sentence.find_chunk(found.start("reg"))
    chunk = sentence.chunks[last]
    value: dict[str, Any] = {"name": sentence.write(first, last)}
    if chunk.value:
        value["country"] = chunk.value
    return [(Place(value, first, last), sentence, HIGH)]


def _find_bound(sentence: Sentence) -> list[tuple[Place, Sentence, str]]:
    for found in _BOUND.finditer(sentence.text):
        place = next(
            (number for number, chunk in enumerate(sentence.chunks) if chunk.start == sentence.start + found.start()),
            None,
        )
        code = find_state(found["name"], is_whole=True)
        if place is not None and code:
            return [(Place({"country": code}, place, place), sentence, MODERATE)]
    return []


def _choose(context: Context, field: str, found: list[tuple[Place, Sentence, str]]) -> Iterator[Finding]:
    """Propose the surest of the places, the first of those; ask about one in another country."""
    if not found:
        return
    ordered = sorted(found, key=lambda item: item[2] != HIGH)
    best, sentence, confidence = ordered[0]
    finer = [
        item
        for item in ordered
        if item[2] == confidence
        and "name" in item[0].value
        and item[0].value.get("country") == best.value.get("country")
    ]
    if "name" not in best.value and finer:
        best, sentence, confidence = finer[0]
    chunks = sentence.chunks
    yield context.propose(CASE, field, best.value, (chunks[best.first].start, chunks[best.last].end), confidence)
    asked: set[str] = set()
    for place, other, _ in ordered:
        country = place.value.get("country")
        name = place.value.get("name", "")
        if country and best.value.get("country") and country != best.value["country"] and country not in asked:
            asked.add(country)
            span = (other.chunks[place.first].start, other.chunks[place.last].end)
            yield context.ask(
                CASE,
                field,
                f"the text also names this; is it the {field}?",
                span,
                {**place.value, **({"name": name} if name else {})},
            )

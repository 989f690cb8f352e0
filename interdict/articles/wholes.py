"""Take a text, or a paragraph of it, as one case where no verb in it tells of one.

Whoever has a text read in says by that that it tells of a case. So signs are added up over the whole of it, in whatever
words it tells: a ship, a day, a service, goods, what became of them. A text on rules, drills, pirates or rescues has
too few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from interdict.articles.fates import has_fate
from interdict.articles.goods import find_goods
from interdict.articles.goods_words import MERE
from interdict.articles.incidents import Incident, lie_apart
from interdict.articles.likely import is_drill, is_elsewhere
from interdict.articles.patterns import Pattern
from interdict.articles.scenes import Scene
from interdict.articles.tables import word_set
from interdict.articles.times import When

_ENOUGH = 5
_LAW = Pattern(r"\b(?:sanction\w*|embargo\w*|resolution|contraband|illicit|banned|Panel|proliferation)\b")
_PAPERS = Pattern(r"\b(?:papers|manifests?|declared|paperwork|bill of lading|labell?ed|disguised)\b")
_RULE = Pattern(
    r"\b(?:would|may|must|should|shall|if|whether|require[sd]?|called on|calls on|called for|asks states|wants"
    r"|allows? states|is refusing|are refusing)\b"
)
# A paragraph that begins so goes on with what was told before.
_GOES_ON = Pattern(
    r" (?:wrd/(?:it|they|she|its|their|her|he) |wrd/the wrd/(?:boxes|containers?|crates|cargo|load|consignment"
    r"|goods) )"
)
_HOLDERS = word_set("container containers crate crates consignment boxes cargo shipment")
_DAYS = frozenset({"day", "weekday", "range", "month", "part", "week", "night", "step", "ordinal", "early", "last"})
_DEEDS = frozenset({"take", "hold", "stop", "look", "find", "deny", "turn"})


def add_wholes(incidents: list[Incident], scenes: Sequence[Scene]) -> list[Incident]:
    """Return the cases of a text with those that are told without a verb for it."""
    if is_drill(scenes) or is_elsewhere(scenes):
        return incidents
    if incidents:
        return [*_take_lead(incidents[0]), *(part for incident in incidents for part in _split_off(incident))]
    body = [scene for scene in scenes if not scene.is_heading]
    if not _tells_of_case(body):
        return []
    whole = _make(body)
    return _split_off(whole)


def _make(scenes: Sequence[Scene]) -> Incident:
    whole = Incident(is_whole=True)
    for scene in scenes:
        whole.add(scene)
        whole.ships |= scene.topics
    whole.has_act = True
    return whole


def _tells_of_case(scenes: Sequence[Scene]) -> bool:
    """Say whether the signs of a text are enough to take it as a case."""
    told = [scene for scene in scenes if not _RULE.search(scene.sentence.text) or has_fate(scene.sentence.text)]
    if not any(map(_has_one, told)):
        return False
    goods = [item for scene in scenes for item in find_goods(scene.sentence) if item.manner != "none"]
    fate = any(has_fate(scene.sentence.text) for scene in scenes)
    arms = any(item.category not in MERE and item.manner in {"there", "unclear"} for item in goods)
    law = any(_LAW.search(scene.sentence.text) for scene in scenes)
    papers = any(_PAPERS.search(scene.sentence.text) for scene in scenes)
    deed = any(map(_has_deed, told))
    if not (fate or (arms and (law or papers or deed))):
        return False
    strength = 1 + 2 * fate + arms + law + papers + deed + bool(goods)
    return strength + any(map(_has_state, told)) + any(_list_days(told)) >= _ENOUGH


def _has_one(scene: Scene) -> bool:
    """Say whether a sentence speaks of one ship, or of containers, not of ships in general."""
    chunks = scene.sentence.chunks
    return any(
        chunk.tag == "shp"
        or (chunk.tag == "cnv" and (not chunk.low.endswith("s") or chunks[at - 1].tag == "num"))
        or (chunk.low in _HOLDERS and chunks[at - 1].low in {"a", "the", "an", "two", "three"})
        for at, chunk in enumerate(chunks)
    )


def _has_state(scene: Scene) -> bool:
    return any(chunk.tag in {"off", "svc", "war"} for chunk in scene.sentence.chunks) or any(
        chunk.tag in {"nat", "adj", "cty"} for chunk in scene.sentence.chunks[:4]
    )


def _has_deed(scene: Scene) -> bool:
    return any(act.kind in _DEEDS for act in scene.all_acts)


def _list_days(scenes: Sequence[Scene]) -> Iterator[When]:
    for scene in scenes:
        for place, _ in scene.dates:
            when = scene.sentence.chunks[place].value
            if when.edtf and when.kind in _DAYS:
                yield when


def _take_lead(first: Incident) -> list[Incident]:
    """Make a case of what stands before the first one where it is told of another ship at another time."""
    start = first.scenes[0].sentence.paragraph
    body = [scene for scene in first.lead if not scene.is_heading and scene.sentence.paragraph < start]
    beside = [scene for scene in first.lead if scene.sentence.paragraph == start]
    topics = {name for scene in body for name in scene.topics}
    ships = first.ships | {name for scene in beside for name in scene.ships}
    if not (topics and ships) or not _stands_alone(body, topics, list(_list_days(body)), ships, first.dates):
        return []
    first.lead = []
    first.scenes = [*beside, *first.scenes]
    first.ships = ships
    return [_make(body)]


def _split_off(incident: Incident) -> list[Incident]:
    """Make a case of its own of each paragraph that tells of another ship or another time, with place and deed."""
    kept: list[Scene] = []
    parts: list[list[Scene]] = []
    ships, dates = (set[str](), []) if incident.is_whole else (set(incident.ships), list(incident.dates))
    for _, group in groupby(incident.scenes, key=lambda scene: scene.sentence.paragraph):
        paragraph = list(group)
        topics = {name for scene in paragraph for name in scene.topics}
        days = list(_list_days(paragraph))
        has_act = any(scene.acts for scene in paragraph)
        has_ship = not incident.is_whole or any(_names_ship(scene) for scene in kept)
        if not has_act and has_ship and _stands_alone(paragraph, topics, days, ships, dates):
            parts.append(paragraph)
        elif parts and not has_act and not topics & ships and topics & {n for s in parts[-1] for n in s.topics}:
            parts[-1] += paragraph
        else:
            kept += paragraph
            if incident.is_whole:
                ships |= topics
                dates += days
    if not parts or not kept:
        return [incident]
    incident.scenes = kept
    return [incident, *(_make(part) for part in parts)]


def _stands_alone(
    paragraph: Sequence[Scene], topics: set[str], days: list[When], ships: set[str], dates: list[When]
) -> bool:
    """Say whether a paragraph tells of a case that is not the one of these ships and dates."""
    if not days or not dates or topics & ships or not lie_apart(days, dates):
        return False
    if _GOES_ON.match(paragraph[0].sentence.code):
        return False
    if not topics and not any(_is_new_ship(scene) for scene in paragraph):
        return False
    has_sign = any(_has_deed(scene) or has_fate(scene.sentence.text) for scene in paragraph)
    has_place = any(chunk.tag in {"cty", "sea", "nat", "adj"} for scene in paragraph for chunk in scene.sentence.chunks)
    return has_sign and has_place


def _names_ship(scene: Scene) -> bool:
    return any(chunk.tag in {"cnv", "shp"} for chunk in scene.sentence.chunks)


def _is_new_ship(scene: Scene) -> bool:
    chunks = scene.sentence.chunks
    return any(
        chunk.tag == "cnv" and {other.low for other in chunks[max(0, at - 3) : at]} & {"a", "an", "another"}
        for at, chunk in enumerate(chunks)
    )

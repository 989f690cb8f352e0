"""Weigh the dates of a text where none belongs to an act: that of what is told of the ship and its load counts "
"most."""

from __future__ import annotations

from collections.abc import Iterator

from interdict.articles.context import Context
from interdict.articles.scenes import Scene
from interdict.articles.tables import word_set
from interdict.articles.times import When
from interdict.domain.dates import find_bounds

_ROUGH = frozenset({"year", "last", "ago", "season"})
_DEEDS = frozenset({"take", "hold", "stop", "look", "find", "deny", "turn"})
# What else a date may belong to: what was said of it, decided, or done with the ship before and after.
OTHER_DOINGS = word_set(
    "say announce tell report state add note inform notify confirm admit claim declare disclose describe list mention "
    "show reveal display exhibit publish speak write adopt pass extend renew decide vote impose ban forbid prohibit "
    "charge convict sentence deport load depart sail leave transfer deliver transship tranship issue file sell buy "
    "return discharge dispose destroy sink examine analyse analyze conclude recall visit welcome operate blacklist "
    "designate violate release begin start end register dock arrive anchor berth call pass_through flag supply "
    "receive obtain ship send expect suspect believe"
)
# What is said, decided, or done with a ship and its load before and after.
_TELLING = word_set(
    "say announce tell report state add note inform notify confirm admit claim declare publish write speak"
)
_ELSEWHEN = word_set(
    "adopt pass extend renew decide vote impose ban forbid charge convict sentence deport load depart leave sail "
    "file buy "
    "sell visit return discharge dispose destroy sink conclude recall register blacklist designate release build "
    "transfer "
    "deliver issue sign expect fine"
)
_PLANNED = frozenset({"will", "would", "due", "expected"})
_AHEAD = 4  # of the next date where an act told of the case and gave it none of them
_THEY = word_set("it she they them her he")
_HAPPENS = word_set("met meet came held kept lay tied stay stays lying lies stands stood moved happened")


def weigh_dates(context: Context) -> When | None:
    """Return the date that most speaks for, None where two are equally good."""
    ranked: dict[str, tuple[int, When]] = {}
    for number, scene in enumerate(context.scenes):
        for when, strength in _measure_dates(scene, is_told=not context.incident.is_whole):
            is_news = when.edtf == context.published and not any(act.is_real for act in scene.all_acts)
            value = strength + (number < 4) - 3 * is_news
            if when.edtf and value > ranked.get(when.edtf, (0, when))[0]:
                ranked[when.edtf] = (value, when)
    for edtf, (value, _) in list(ranked.items()):
        finer = [other for other in ranked if other != edtf and _is_within(other, edtf)]
        if finer and ranked[finer[0]][0] >= value - 2:
            del ranked[edtf]
    best = sorted(ranked.values(), key=lambda item: -item[0])
    lead = 1 if context.incident.is_whole else _AHEAD
    if not best or (len(best) > 1 and best[0][0] < best[1][0] + lead):
        return None
    return best[0][1]


def _is_within(edtf: str, whole: str) -> bool:
    """Say whether a date lies in a longer one: a day in its month or week."""
    inner, outer = find_bounds(edtf), find_bounds(whole)
    if not (inner.earliest and inner.latest and outer.earliest and outer.latest):
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _measure_dates(scene: Scene, *, is_told: bool) -> Iterator[tuple[When, int]]:
    """Yield the dates of a sentence with how much speaks for each, more than nothing."""
    if scene.is_heading:
        return
    chunks = scene.sentence.chunks
    tags = {chunk.tag for chunk in chunks}
    lows = {chunk.low for chunk in chunks}
    base = (
        2 + 2 * bool(tags & {"cnv", "shp"} or lows & _THEY) + bool(tags & {"gds"}) + bool(tags & {"off", "svc", "war"})
    )
    base += bool(tags & {"cty", "sea"}) + bool(lows & _HAPPENS)
    has_deed = any(act.is_real and act.kind in _DEEDS for act in scene.all_acts)  # said today that it was held
    for place, governor in scene.dates:
        when = chunks[place].value
        verb = chunks[governor] if governor >= 0 else None
        lemma = verb.value.lemma if verb and verb.tag == "vrb" else ""
        is_deed = any(act.place == governor and act.kind in _DEEDS and act.is_real for act in scene.all_acts)
        if is_told and lemma in OTHER_DOINGS:
            continue
        strength = base + 3 * is_deed + 4 * _is_since(scene, place)
        strength -= (1 if has_deed else 3) * (lemma in _TELLING)
        strength -= 4 * (lemma in _ELSEWHEN) + 2 * (when.kind in _ROUGH) + (when.kind == "step")
        strength -= 3 * (verb is not None and verb.tag == "act" and verb.value[0] == "free")
        if is_told and any(chunk.low in _PLANNED for chunk in chunks[max(0, place - 5) : place]):
            continue
        strength -= 3 * any(chunk.low in _PLANNED for chunk in chunks[max(0, place - 5) : place])
        if when.edtf and strength > 0 and when.kind != "year":
            yield when, strength


def _is_since(scene: Scene, place: int) -> bool:
    """Say whether something has lasted from a date on: has been its home since January."""
    before = scene.sentence.chunks[max(0, place - 2) : place]
    return any(chunk.low == "since" for chunk in before)

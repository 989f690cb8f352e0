"""What came of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from interdict.articles import fates
from interdict.articles import outcome_signs as signs
from interdict.articles.acts import Act
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.goods import find_goods
from interdict.articles.goods_words import MERE
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.words import LOADS


class Sign(NamedTuple):
    """Words that tell an outcome: their place in the plain text, and how surely."""

    span: tuple[int, int]
    confidence: str = HIGH


def find_outcome(context: Context) -> Iterator[Finding]:
    """Yield what came of it, by the strongest words of the text; ask where it only says that something was stopped."""
    for outcome, sign in _list_signs([scene for scene in context.scenes if not scene.is_heading or scene.acts]):
        if sign:
            yield context.propose(CASE, "outcome", outcome, sign.span, sign.confidence)
            return
    for heading in context.headings if context.is_only else ():
        found = signs.NAMED_SEIZURE.search(heading.sentence.text)
        if found and any(
            goods.manner == "there" for scene in context.incident.scenes for goods in find_goods(scene.sentence)
        ):
            start = heading.sentence.start
            yield context.propose(CASE, "outcome", "seized", (start + found.start(), start + found.end()), MODERATE)
            return
    if fate := _find_fate(context):
        yield context.propose(CASE, "outcome", *fate, MODERATE)
        return
    for scene in context.incident.scenes:
        for act in scene.acts:
            chunk = scene.sentence.chunks[act.place]
            yield context.ask(CASE, "outcome", "what came of it?", (chunk.start, chunk.end))
            return


def _find_fate(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the outcome that words on what became of ship and load tell, with their place."""
    scenes = [scene for scene in context.scenes if not scene.is_heading]
    has_arms, freed = _has_arms(scenes), find_text(scenes, fates.FREED, None)
    held = find_text(scenes, fates.HELD, None)
    clean = None if has_arms else find_text(scenes, fates.CLEAN, None)
    ranked = (
        ("evaded", find_text(scenes, fates.EVADED, None)),
        ("cleared", clean if freed or not held else None),
        ("seized", find_text(scenes, fates.SEIZED, None)),
        ("released", freed if held or has_arms else None),
        ("impounded", held),
        ("refused", find_text(scenes, fates.REFUSED, None)),
        ("turned_back", find_text(scenes, fates.TURNED, None)),
        ("cleared", clean),
        ("released", freed),
        ("seized", find_text(scenes, fates.FOUND, None) if has_arms else None),
    )
    return next(((outcome, span) for outcome, span in ranked if span), None)


def _list_signs(scenes: list[Scene]) -> Iterator[tuple[str, Sign | None]]:
    """Yield the outcomes, the strongest first, each with the words that tell it, None where none do."""
    acts = [(scene, act) for scene in scenes for act in scene.all_acts if act.is_real]
    freed = _find_act(acts, lambda _, act: act.kind == "free" and act.target != "crew")
    ship = _find_act(acts, _takes_ship)
    nothing = _find_sign(scenes, signs.NOTHING, signs.GOODS_NOT_THERE, HIGH) or _find_sign(scenes, signs.CLEAN)
    has_goods = nothing is not None and any(_finds_goods(scene, act, nothing.span) for scene, act in acts)
    yield "seized", _find_act(acts, lambda scene, act: _takes_load(scenes, scene, act))
    loads = [scene for scene in scenes if not any(_takes_ship(scene, act) for act in scene.acts)]
    yield "seized", _find_first(scenes, signs.REMOVED, signs.TAKEN, signs.KEPT)
    yield "seized", _find_first(loads, signs.GUARDED) or _find_first(scenes, signs.HAUL)
    if freed or not ship:
        yield "evaded", _find_sign(scenes, signs.EVADED)
        yield "cleared", None if has_goods else nothing
    was_found = any(act.kind == "find" for _, act in acts) or _has_arms(scenes)
    if freed and ship and (freed.span[0] > ship.span[0] or not was_found):
        yield "released", freed if was_found else freed._replace(confidence=MODERATE)
    yield "impounded", ship
    yield "turned_back", _find_act(acts, lambda scene, act: act.kind == "turn" and act in scene.acts)
    yield "turned_back", _find_act(acts, _bars_way)
    yield "turned_back", _find_sign(scenes, signs.TURNED)
    yield "refused", _find_act(acts, lambda scene, act: act.kind == "deny" and act in scene.acts)
    yield "refused", _find_sign(scenes, signs.REFUSED_SEARCH)
    yield "seized", _find_sign(scenes, signs.SEIZURE_OF_GOODS)
    yield "released", freed if was_found or not freed else freed._replace(confidence=MODERATE)
    yield "impounded", _find_first(scenes, signs.SEIZURE_OF_SHIP, signs.IN_HANDS)
    if not freed:
        yield "impounded", _find_sign(scenes, signs.INTO_PORT)
        yield "seized", _find_act(acts, _intercepts_goods)
        yield "seized", _find_sign(scenes, signs.DISPLAYED)


def _intercepts_goods(scene: Scene, act: Act) -> bool:
    is_goods = act.target in {"gds", "load"} and act.lemma in {"intercept", "interdict", "catch", "disrupt", "halt"}
    return is_goods and act in scene.acts


def _has_arms(scenes: list[Scene]) -> bool:
    found = (goods for scene in scenes for goods in find_goods(scene.sentence))
    return any(goods.manner == "there" and goods.category not in MERE for goods in found)


def _find_first(scenes: list[Scene], *patterns: Pattern) -> Sign | None:
    return next((sign for pattern in patterns if (sign := _find_sign(scenes, pattern))), None)


def _find_act(acts: list[tuple[Scene, Act]], fits: Callable[[Scene, Act], bool]) -> Sign | None:
    scene, act = next(((scene, act) for scene, act in acts if fits(scene, act)), (None, None))
    if scene is None or act is None:
        return None
    chunks = scene.sentence.chunks
    places = [place for place in (act.place, act.target_place) if place >= 0]
    span = (chunks[min(places)].start, chunks[max(places)].end)
    return Sign(span, HIGH if act.target not in {"it", ""} else MODERATE)


def _find_sign(
    scenes: list[Scene], pattern: Pattern, needed: Pattern | None = None, confidence: str = MODERATE
) -> Sign | None:
    span = find_text(scenes, pattern, needed)
    return Sign(span, confidence) if span else None


def _bars_way(scene: Scene, act: Act) -> bool:
    """Say whether an act refuses a way or an entry, not a search."""
    around = _around(scene, act)
    is_way = signs.REFUSED_WAY.search(around) and not signs.REFUSED_SEARCH.search(around)
    return act.kind == "deny" and act in scene.acts and (bool(is_way) or act.lemma == "forbid the way")


def _finds_goods(scene: Scene, act: Act, nothing: tuple[int, int]) -> bool:
    """Say whether goods were found after all, elsewhere than in the words that say that nothing was."""
    if act.kind != "find" or act.target not in {"gds", "load"} or act.is_passive:
        return False
    chunks = scene.sentence.chunks
    is_same = nothing[0] <= chunks[act.place].start and chunks[act.place].end <= nothing[0] + 25
    between = {chunk.low for chunk in chunks[act.place + 1 : act.target_place]}
    return not is_same and not between & {"no", "nothing", "only", "any", "neither"}


def _takes_load(scenes: list[Scene], scene: Scene, act: Act) -> bool:
    if act.target == "it" and not act.is_passive and _is_ship_before(scene, act):
        return False
    return _takes_goods(act) or _takes_what_it_is(scenes, scene, act)


def _is_ship_before(scene: Scene, act: Act) -> bool:
    """Say whether `it` is the ship that the sentence names before: had the vessel in hand when they seized it."""
    before = scene.sentence.chunks[: act.place]
    last = next((chunk for chunk in reversed(before) if chunk.tag in {"cnv", "shp", "gds"} or chunk.low in LOADS), None)
    is_it = scene.sentence.chunks[act.target_place].low in {"it", "her", "she"}
    return is_it and last is not None and last.tag in {"cnv", "shp"}


def _takes_what_it_is(scenes: list[Scene], scene: Scene, act: Act) -> bool:
    """Say whether `it` or `they` that was taken is the load that the sentence before begins with."""
    if act.kind not in {"take", "hold"} or act.target != "it" or not act.is_passive or scene not in scenes[1:]:
        return False
    before = scenes[scenes.index(scene) - 1].sentence
    first = next((chunk for chunk in before.chunks if chunk.tag in {"cnv", "shp", "gds"} or chunk.low in LOADS), None)
    return first is not None and first.tag not in {"cnv", "shp"}


def _takes_goods(act: Act) -> bool:
    if act.lemma == "hold":
        return act.is_passive and act.target in {"gds", "load"}
    if act.lemma in {"impound", "taken into custody", "keep in port", "place under seal", "retain"}:
        return act.target in {"gds", "load"}
    if act.lemma == "recover":
        return act.target == "gds" and (act.is_passive or bool(act.actors))
    if act.kind != "take" or act.target == "crew":
        return False
    return act.target in {"gds", "load"} or (act.target in {"it", ""} and (act.is_passive or bool(act.actors)))


def _takes_ship(scene: Scene, act: Act) -> bool:
    if act.kind == "take":
        return act.target in {"cnv", "name"} or (act.target == "it" and _is_ship_before(scene, act))
    if act.kind != "hold" or act not in scene.acts:
        return False
    return act.target in {"cnv", "name", "it", "load", ""}


def _around(scene: Scene, act: Act) -> str:
    sentence = scene.sentence
    start = sentence.chunks[act.place].start - sentence.start
    return sentence.text[max(0, start - 60) : start + 70]


def find_text(scenes: list[Scene], pattern: Pattern, needed: Pattern | None) -> tuple[int, int] | None:
    for scene in scenes:
        found = pattern.search(scene.sentence.text)
        if found and (needed is None or needed.search(found[0])):
            end = len(found[0].rstrip())
            return scene.sentence.start + found.start(), scene.sentence.start + found.start() + end
    return None

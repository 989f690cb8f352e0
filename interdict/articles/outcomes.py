"""What came of a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interdict.articles.acts import Act
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.goods import find_goods
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene

_NOTHING = re.compile(
    r"\b(?:found|find|finding|discovered|turned up|uncovered|revealed|had|was|were|there was|contained)(?: \w+){0,2}? "
    r"(?:no|nothing|neither)\b(?! (?:one|longer|clear|flag|resistance|word|comment|sign of a? ?crew))[^.;]{0,60}|"
    r"\b[Nn]o (?:\w+[ -]){1,4}(?:was|were) (?:found|discovered|aboard|on board)\b|\b[Nn]othing (?:\w+ )?was found\b|"
    r"\bnothing (?:suspicious|illegal|prohibited|banned|incriminating|else)\b[^.;]{0,30}"
)
_GOODS_NOT_THERE = re.compile(
    r"contraband|prohibited|banned|illegal|illicit|incriminating|weapons|arms|suspicious|explosives|nuclear|violation"
    r"|nothing|cargo|sanction|irregular|military"
)
_EVADED = re.compile(
    r"\b(?:in (?:open )?defiance of|got away|gave (?:them|it) the slip|escaped|ignored (?:the |all |an )?(?:orders?"
    r"|requests?|calls?) to stop|"
    r"(?:requests?|orders?|calls?) to stop were ignored)\b"
)
_SEIZURE_OF_GOODS = re.compile(
    r"\b(?:seizure|confiscation) of (?:the|its|all|\d+) (?:\w+ ){0,2}?(?:cargo|weapons|arms|shipment|goods|load|drugs"
    r"|ammunition|coal|oil|missiles|consignment)\b"
)
_SEIZURE_OF_SHIP = re.compile(
    r"\b(?:seizure|detention|impounding|impoundment|arrest) of (?:the|its) (?:\w+ ){0,2}?(?:ship|vessel|tanker"
    r"|freighter|plane|aircraft|truck|boat)\b"
)
_TAKEN = re.compile(
    r"\btook (?:away )?(?:about |some |more than |over |the )?[0-9][0-9,]* (?:\w+ ){0,2}?(?:rifles|weapons|guns"
    r"|rockets|missiles|rounds|bullets|boxes|crates|containers|pistols)\b"
    r"|\b(?:weapons|arms|ammunition|cargo|goods|rifles|missiles|rockets)\b[^.;,]{0,30} (?:was|were) taken\b(?! (?:on"
    r"|to|from|aboard))"
)
_KEPT = re.compile(
    r"\b(?:kept|retained|held on to) (?:the|its|her) (?:cargo|goods|load|weapons|arms|shipment|containers?)\b"
)
_NAMED_SEIZURE = re.compile(r"\b(?:[Ss]eizures?|SEIZURES?|[Ss]eized|SEIZED|[Ss]eizes|SEIZES|[Ss]eize)\b")
_REMOVED = re.compile(
    r"\b(?:removed|took off|taken off|unloaded|offloaded)\b[^.;]{0,60}\b(?:under guard|under seal|into custody"
    r"|secured)\b"
)
_REFUSED_WAY = re.compile(
    r"permission|overflight|overfly|airspace|\bports?\b|passage|access|entry|transit|leave to"
    r"|request to (?:use|fly|land|enter|pass)|request by"
)
_REFUSED_SEARCH = re.compile(
    r"(?:permission|requests?|consent|leave)\b[^.;,]{0,40} to (?:board|search|inspect|come aboard)\b"
)


class Sign(NamedTuple):
    """Words that tell an outcome: their place in the plain text, and how surely."""

    span: tuple[int, int]
    confidence: str = HIGH


def find_outcome(context: Context) -> Iterator[Finding]:
    """Yield what came of it, by the strongest words of the text; ask where it only says that something was stopped."""
    for outcome, sign in _list_signs(context.incident.scenes):
        if sign:
            yield context.propose(CASE, "outcome", outcome, sign.span, sign.confidence)
            return
    for heading in context.headings if context.is_only else ():
        found = _NAMED_SEIZURE.search(heading.sentence.text)
        if found and any(
            goods.manner == "there" for scene in context.incident.scenes for goods in find_goods(scene.sentence)
        ):
            start = heading.sentence.start
            yield context.propose(CASE, "outcome", "seized", (start + found.start(), start + found.end()), MODERATE)
            return
    for scene in context.incident.scenes:
        for act in scene.acts:
            chunk = scene.sentence.chunks[act.place]
            yield context.ask(CASE, "outcome", "what came of it?", (chunk.start, chunk.end))
            return


def _list_signs(scenes: list[Scene]) -> Iterator[tuple[str, Sign | None]]:
    """Yield the outcomes, the strongest first, each with the words that tell it, None where none do."""
    acts = [(scene, act) for scene in scenes for act in scene.all_acts if act.is_real]
    freed = _find_act(acts, lambda _, act: act.kind == "free" and act.target != "crew")
    ship = _find_act(acts, _takes_ship)
    nothing = _find_sign(scenes, _NOTHING, _GOODS_NOT_THERE, HIGH)
    has_goods = nothing is not None and any(_finds_goods(scene, act, nothing.span) for scene, act in acts)
    yield "seized", _find_act(acts, lambda _, act: _takes_goods(act))
    yield "seized", _find_sign(scenes, _REMOVED) or _find_sign(scenes, _TAKEN) or _find_sign(scenes, _KEPT)
    if freed or not ship:
        yield "evaded", _find_sign(scenes, _EVADED)
        yield "cleared", None if has_goods else nothing
    yield "impounded", ship
    yield "turned_back", _find_act(acts, lambda scene, act: act.kind == "turn" and act in scene.acts)
    yield "turned_back", _find_act(acts, _bars_way)
    yield "refused", _find_act(acts, lambda scene, act: act.kind == "deny" and act in scene.acts)
    yield "released", freed if any(act.kind == "find" for _, act in acts) else None
    yield "seized", _find_sign(scenes, _SEIZURE_OF_GOODS)
    yield "impounded", _find_sign(scenes, _SEIZURE_OF_SHIP)


def _find_act(acts: list[tuple[Scene, Act]], fits: Callable[[Scene, Act], bool]) -> Sign | None:
    scene, act = next(((scene, act) for scene, act in acts if fits(scene, act)), (None, None))
    if scene is None or act is None:
        return None
    chunks = scene.sentence.chunks
    places = [place for place in (act.place, act.target_place) if place >= 0]
    span = (chunks[min(places)].start, chunks[max(places)].end)
    return Sign(span, HIGH if act.target not in {"it", ""} else MODERATE)


def _find_sign(
    scenes: list[Scene], pattern: re.Pattern[str], needed: re.Pattern[str] | None = None, confidence: str = MODERATE
) -> Sign | None:
    span = find_text(scenes, pattern, needed)
    return Sign(span, confidence) if span else None


def _bars_way(scene: Scene, act: Act) -> bool:
    """Say whether an act refuses a way or an entry, not a search."""
    around = _around(scene, act)
    is_way = _REFUSED_WAY.search(around) and not _REFUSED_SEARCH.search(around)
    return act.kind == "deny" and act in scene.acts and bool(is_way)


def _finds_goods(scene: Scene, act: Act, nothing: tuple[int, int]) -> bool:
    """Say whether goods were found after all, elsewhere than in the words that say that nothing was."""
    if act.kind != "find" or act.target not in {"gds", "load"} or act.is_passive:
        return False
    chunks = scene.sentence.chunks
    is_same = nothing[0] <= chunks[act.place].start and chunks[act.place].end <= nothing[0] + 25
    between = {chunk.low for chunk in chunks[act.place + 1 : act.target_place]}
    return not is_same and not between & {"no", "nothing", "only", "any", "neither"}


def _takes_goods(act: Act) -> bool:
    if act.lemma == "impound":
        return act.target in {"gds", "load"}
    if act.kind != "take" or act.target == "crew":
        return False
    return act.target in {"gds", "load"} or (act.target in {"it", ""} and (act.is_passive or bool(act.actors)))


def _takes_ship(scene: Scene, act: Act) -> bool:
    if act.kind == "take":
        return act.target in {"cnv", "name"}
    if act.kind != "hold" or act not in scene.acts:
        return False
    return act.target in {"cnv", "name", "it", "load", ""}


def _around(scene: Scene, act: Act) -> str:
    sentence = scene.sentence
    start = sentence.chunks[act.place].start - sentence.start
    return sentence.text[max(0, start - 60) : start + 70]


def find_text(scenes: list[Scene], pattern: re.Pattern[str], needed: re.Pattern[str] | None) -> tuple[int, int] | None:
    for scene in scenes:
        found = pattern.search(scene.sentence.text)
        if found and (needed is None or needed.search(found[0])):
            end = len(found[0].rstrip())
            return scene.sentence.start + found.start(), scene.sentence.start + found.start() + end
    return None

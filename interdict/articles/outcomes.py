"""What came of a case, and what set the inspection off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.acts import Act
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.when_who import find_states

_NOTHING = re.compile(
    r"\b(?:found|find|finding|discovered|turned up|uncovered|revealed|had|was|were|there was|contained)(?: \w+){0,2}? "
    r"(?:no|nothing|neither)\b(?! (?:one|longer|clear|flag|resistance|word|comment|sign of a? ?crew))[^.;]{0,60}|"
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
_REMOVED = re.compile(
    r"\b(?:removed|took off|taken off|unloaded|offloaded)\b[^.;]{0,60}\b(?:under guard|under seal|into custody"
    r"|secured)\b"
)
_REFUSED_WAY = re.compile(
    r"permission|overflight|overfly|airspace|passage|access|entry|transit|leave to|request to (?:use|fly|land|enter"
    r"|pass)|request by"
)


def find_outcome(context: Context) -> Iterator[Finding]:
    """Yield what came of it, by the strongest words of the text; ask where it only says that something was stopped."""
    scenes = context.incident.scenes
    acts = [(scene, act) for scene in scenes for act in scene.all_acts if act.is_real]
    nothing = _find_text(scenes, _NOTHING, _GOODS_NOT_THERE)
    freed = next(((scene, act) for scene, act in acts if act.kind == "free" and act.target != "crew"), None)
    goods = next(((scene, act) for scene, act in acts if _takes_goods(scene, act)), None)
    ship = next(((scene, act) for scene, act in acts if _takes_ship(scene, act)), None)
    denied = [(scene, act) for scene, act in acts if act.kind == "deny" and act in scene.acts]
    turned = next(((scene, act) for scene, act in acts if act.kind == "turn" and act in scene.acts), None)
    barred = next(((scene, act) for scene, act in denied if _REFUSED_WAY.search(_around(scene, act))), None)
    evaded = _find_text(scenes, _EVADED, None)
    has_find = any(act.kind == "find" for _, act in acts)
    removed = _find_text(scenes, _REMOVED, None) or _find_text(scenes, _TAKEN, None)
    if goods:
        yield _say(context, "seized", goods)
    elif removed:
        yield context.propose(CASE, "outcome", "seized", removed, MODERATE)
    elif evaded and (freed or not ship):
        yield context.propose(CASE, "outcome", "evaded", evaded, MODERATE)
    elif nothing and (freed or not ship) and not any(_finds_goods(scene, act, nothing) for scene, act in acts):
        yield context.propose(CASE, "outcome", "cleared", nothing)
    elif ship:
        yield _say(context, "impounded", ship)
    elif turned or barred:
        yield _say(context, "turned_back", turned or barred or denied[0])
    elif denied:
        yield _say(context, "refused", denied[0])
    elif freed and has_find:
        yield _say(context, "released", freed)
    elif noun := _find_text(scenes, _SEIZURE_OF_GOODS, None):
        yield context.propose(CASE, "outcome", "seized", noun, MODERATE)
    elif noun := _find_text(scenes, _SEIZURE_OF_SHIP, None):
        yield context.propose(CASE, "outcome", "impounded", noun, MODERATE)
    else:
        yield from _ask(context)


def _finds_goods(scene: Scene, act: Act, nothing: tuple[int, int]) -> bool:
    """Say whether goods were found after all, elsewhere than in the words that say that nothing was."""
    if act.kind != "find" or act.target not in {"gds", "load"} or act.is_passive:
        return False
    chunks = scene.sentence.chunks
    is_same = nothing[0] <= chunks[act.place].start and chunks[act.place].end <= nothing[0] + 25
    between = {chunk.low for chunk in chunks[act.place + 1 : act.target_place]}
    return not is_same and not between & {"no", "nothing", "only", "any", "neither"}


def _say(context: Context, outcome: str, found: tuple[Scene, Act]) -> Finding:
    scene, act = found
    chunks = scene.sentence.chunks
    places = [place for place in (act.place, act.target_place) if place >= 0]
    confidence = HIGH if act.target not in {"it", ""} else MODERATE
    return context.propose(CASE, "outcome", outcome, (chunks[min(places)].start, chunks[max(places)].end), confidence)


def _ask(context: Context) -> Iterator[Finding]:
    for scene in context.incident.scenes:
        for act in scene.acts:
            chunk = scene.sentence.chunks[act.place]
            yield context.ask(CASE, "outcome", "what came of it?", (chunk.start, chunk.end))
            return


def _takes_goods(scene: Scene, act: Act) -> bool:
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


def _find_text(scenes: list[Scene], pattern: re.Pattern[str], needed: re.Pattern[str] | None) -> tuple[int, int] | None:
    for scene in scenes:
        found = pattern.search(scene.sentence.text)
        if found and (needed is None or needed.search(found[0])):
            end = len(found[0].rstrip())
            return scene.sentence.start + found.start(), scene.sentence.start + found.start() + end
    return None


_ASKED = r"(?:tip|tip-off|tipoff|tip-offs|intelligence|information|warning|request|message|alert|word)"
_FROM_STATE = re.compile(
    rf" \S+/{_ASKED} (?:(?!pun/)(?!act/)\S+ ){{0,4}}?wrd/(?:from|by|of) (?:wrd/(?:the|an|a|its) )?(?P<who>(?:nat|adj"
    rf"|cty|org)/\S++)(?! (?:(?:wrd|cod)/\S+ ){0, 2}cnv/)"
)
_BY_STATE = re.compile(
    r" \S+/(?:warned|alerted|tipped|tipped_off|supplied|provided|shared|requested) (?:wrd/off )?wrd/by (?:wrd/the "
    r")?(?P<who>(?:nat|adj|cty|org)/\S+)"
)
_STATE_GAVE = re.compile(
    rf" (?P<who>(?:nat|cty)/\S+) (?:wrd/\S+ |vrb/ha[ds] |vrb/have )?\S+/(?:supplied|provided|shared|passed|gave|given) "
    rf"(?:wrd/(?:on|the|a) )*\S+/{_ASKED}"
)
_STATE_ASKED = re.compile(
    r" (?P<who>(?:nat|cty)/\S+) (?:wrd/\S+ |vrb/ha[ds] )?\S+/(?:warned|alerted|tipped|asked) (?:(?!pun/)\S+ "
    r"){0,5}?(?:wrd/to \S+/(?:inspect|search|stop|investigate|examine|intercept|check|board)|wrd/of|wrd/about)"
)
_STATE_KNEW = re.compile(r" (?P<who>(?:nat|adj)/\S+) (?:pos/'s )?wrd/intelligence ")
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("foreign_tip", HIGH, rf"{_ASKED} (?:\w+ ){{0,3}}?(?:from|by) (?:an? |the )?(?:\w+ )?(?:allied|friendly|foreign"
                          rf"|partner|another|neighbou?ring) (?:\w+ )?(?:country|state|government|nation|intelligence "
                          rf"\w+|service|agency)"),
    ("industry_report", HIGH, rf"(?:{_ASKED}|alerted|reported|warned) (?:\w+ ){{0,4}}?(?:from|by) (?:the |an? )?(?:\w+ "
                              rf"){{0,2}}?(?:shipping (?:company|line|firm|agent)|carrier|ship ?owner|freight "
                              rf"forwarder|manufacturer|airline)"),
    ("routine_check", HIGH, r"flag[- ]verification|routine (?:\w+ )?(?:inspection|check|patrol|boarding|search|control"
                            r"|stop)s?"),
    ("unrelated_investigation", MODERATE, r"(?:tip|tip-off|information|intelligence|suspicion|suspected of|suspicions) "
                                          r"(?:\w+ ){0,8}?(?:drugs|narcotics|cocaine|heroin|people smuggling"
                                          r"|migrants)"),
    ("unauthorised_presence", HIGH, r"(?:anchor|enter|loiter)\w* (?:[\w']+ ){0,6}?without (?:permission|clearance"
                                    r"|authori[sz]ation|leave)"),
    ("paperwork", HIGH, r"(?:discrepanc|irregularit|anomal|inconsistenc)\w+ in (?:the |its |their |her )?(?:\w+ "
                        r")?(?:papers|documents|manifests?|paperwork|documentation)"),
    ("scanner", HIGH, r"(?:x-ray|scanner|scan|scanning)(?: \w+){0,3} (?:revealed|showed|detected|picked up|found)"),
    ("canine", HIGH, r"(?:sniffer|detection|detector) dogs?"),
)  # fmt: skip
_TRIGGERS = tuple((word, confidence, re.compile(pattern, re.IGNORECASE)) for word, confidence, pattern in _WORDS)
_BARE_TIP = re.compile(
    r"\b(?:an? (?:anonymous )?tip(?:-?off)?|tipped off|acting on (?:information|intelligence)|had been (?:informed"
    r"|warned))\b"
)
_FOREIGN_NAMES = {"org": "un_panel_request"}


def find_trigger(context: Context) -> Iterator[Finding]:
    """Yield what set the inspection off, and who gave the information; ask where the text does not say who."""
    own = {str(finding.value) for finding in find_states(context)}
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading]
    for word, confidence, pattern in _TRIGGERS:
        if word in {"industry_report", "unrelated_investigation"} and (span := _find_text(scenes, pattern, None)):
            yield context.propose(CASE, "trigger", word, span, confidence)
            return
    for scene in scenes:
        for pattern in (_FROM_STATE, _BY_STATE, _STATE_GAVE, _STATE_ASKED, _STATE_KNEW):
            for found in pattern.finditer(scene.sentence.code):
                findings = list(_read_informant(context, scene, found, own, is_sure=pattern is not _STATE_KNEW))
                if findings:
                    yield from findings
                    return
    for word, confidence, pattern in _TRIGGERS:
        if span := _find_text(scenes, pattern, None):
            yield context.propose(CASE, "trigger", word, span, confidence)
            return
    if span := _find_text(scenes, _BARE_TIP, None):
        yield context.ask(CASE, "trigger", "who gave the information?", span)


def _read_informant(
    context: Context, scene: Scene, found: re.Match[str], own: set[str], *, is_sure: bool
) -> Iterator[Finding]:
    sentence = scene.sentence
    chunk = sentence.chunks[sentence.find_chunk(found.start("who"))]
    first = sentence.chunks[sentence.find_chunk(found.start() + 1)]
    span = (min(first.start, chunk.start), max(chunk.end, sentence.chunks[sentence.find_chunk(found.end() - 2)].end))
    if chunk.tag == "org":
        if chunk.low in {"united nations", "un", "u.n.", "panel of experts", "sanctions committee", "security council"}:
            yield context.propose(CASE, "trigger", "un_panel_request", span)
        return
    if chunk.value in own or not chunk.value:
        return
    if re.search(r" (?:vrb/(?:denied|rejected)|wrd/(?:not|no)) ", sentence.code[: found.start() + 1][-30:]):
        return
    yield context.propose(CASE, "trigger", "foreign_tip", span, HIGH if is_sure else MODERATE)
    if is_sure:
        who = ("party", "informant")
        yield context.propose(
            who,
            "name",
            sentence.text[chunk.start - sentence.start : chunk.end - sentence.start],
            (chunk.start, chunk.end),
        )
        yield context.propose(who, "kind", "state", (chunk.start, chunk.end))
        yield context.propose(who, "role", "tip_source", span)
        yield context.propose(who, "country", chunk.value, (chunk.start, chunk.end))

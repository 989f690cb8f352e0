"""What set an inspection off, and who gave the information."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.context import CASE, Context, Finding
from interdict.articles.interdictors import find_states
from interdict.articles.outcomes import find_text
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene

_ASKED = r"(?:tip|tip-off|tipoff|tip-offs|intelligence|information|warning|request|message|alert|word)"
_FROM_STATE = Pattern(
    rf" \S+/{_ASKED} (?:(?!pun/)(?!act/)\S+ ){{0,4}}?wrd/(?:from|by|of) (?:wrd/(?:the|an|a|its) )?(?P<who>(?:nat|adj"
    rf"|cty|org)/\S++)(?! (?:(?:wrd|cod)/\S+ ){{0,2}}cnv/)"
)
_BY_STATE = Pattern(
    r" \S+/(?:warned|alerted|tipped|tipped_off|supplied|provided|shared|requested) (?:wrd/off )?wrd/by (?:wrd/the "
    r")?(?P<who>(?:nat|adj|cty|org)/\S+)"
)
_STATE_GAVE = Pattern(
    rf" (?P<who>(?:nat|cty)/\S+) (?:wrd/\S+ |vrb/ha[ds] |vrb/have )?\S+/(?:supplied|provided|shared|passed|gave"
    rf"|given) "
    rf"(?:wrd/(?:on|the|a) )*\S+/{_ASKED}"
)
_STATE_ASKED = Pattern(
    r" (?P<who>(?:nat|cty)/\S+) (?:wrd/\S+ |vrb/ha[ds] )?\S+/(?:warned|alerted|tipped|asked) (?:(?!pun/)\S+ "
    r"){0,5}?(?:wrd/to \S+/(?:inspect|search|stop|investigate|examine|intercept|check|board)|wrd/of|wrd/about)"
)
_STATE_KNEW = Pattern(r" (?P<who>(?:nat|adj)/\S+) (?:pos/'s )?wrd/intelligence ")
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("foreign_tip", HIGH, rf"{_ASKED} (?:\w+ ){{0,3}}?(?:from|by) (?:an? |the )?(?:\w+ )?(?:allied|friendly|foreign"
                          rf"|partner|another|neighbou?ring) (?:\w+ )?(?:country|state|government|nation|intelligence "
                          rf"\w+|service|agency)"),
    ("industry_report", HIGH, rf"(?:{_ASKED}|alerted|reported|warned) (?:\w+ ){{0,4}}?(?:from|by) (?:the |an? "
        rf")?(?:\w+ "
                              rf"){{0,2}}?(?:shipping (?:company|line|firm|agent)|carrier|ship ?owner|freight "
                              rf"forwarder|manufacturer|airline)"),
    ("un_panel_request", HIGH, r"(?:because|after|as) (?:the )?(?:United Nations|UN|U\.N\.|Panel of Experts) "
                               r"(?:\w+ )?asked"),
    ("industry_report", MODERATE, r"(?:carrier|shipping (?:company|line|firm|agent)|ship ?owner|freight "
                                  r"forwarder)(?:'s)? (?:\w+ ){0,2}?(?:reported|alerted|warned|informed|told)"),
    ("routine_check", HIGH, r"flag[- ]verification|routine (?:\w+ )?(?:inspection|check|patrol|boarding|search|control"
                            r"|stop)s?"),
    ("unrelated_investigation", MODERATE, r"(?:tip|tip-off|information|intelligence|suspicion|suspected of"
        r"|suspicions) "
                                          r"(?:\w+ ){0,8}?(?:drugs|narcotics|cocaine|heroin|people smuggling"
                                          r"|migrants)"),
    ("unauthorised_presence", HIGH, r"(?:anchor|enter|loiter)\w* (?:[\w']+ ){0,6}?without (?:permission|clearance"
                                    r"|authori[sz]ation|leave)"),
    ("paperwork", HIGH, r"(?:discrepanc|irregularit|anomal|inconsistenc)\w+ in (?:the |its |their |her )?(?:\w+ "
                        r")?(?:papers|documents|manifests?|paperwork|documentation)"),
    ("scanner", HIGH, r"(?:x-ray|scanner|scan|scanning)(?: \w+){0,3} (?:revealed|showed|detected|picked up|found)"),
    ("canine", HIGH, r"(?:sniffer|detection|detector) dogs?"),
)  # fmt: skip
_TRIGGERS = tuple((word, confidence, Pattern(pattern, re.IGNORECASE)) for word, confidence, pattern in _WORDS)
_BARE_TIP = Pattern(
    r"\b(?:an? (?:anonymous )?tip(?:-?off)?|tipped off|acting on (?:information|intelligence)|had been (?:informed"
    r"|warned))\b"
)
_FOREIGN_NAMES = {"org": "un_panel_request"}


def find_trigger(context: Context) -> Iterator[Finding]:
    """Yield what set the inspection off, and who gave the information; ask where the text does not say who."""
    own = {str(finding.value) for finding in find_states(context)}
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading]
    for word, confidence, pattern in _TRIGGERS:
        if word in {"industry_report", "unrelated_investigation"} and (span := find_text(scenes, pattern, None)):
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
        if span := find_text(scenes, pattern, None):
            yield context.propose(CASE, "trigger", word, span, confidence)
            return
    if span := find_text(scenes, _BARE_TIP, None):
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

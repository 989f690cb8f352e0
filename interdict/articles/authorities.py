"""The resolutions and regulations that a text names, and the sanctions regime that they make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from interdict.articles.context import CASE, Context, Finding
from interdict.articles.nations import find_state
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.domain.vocabulary import VOCABULARIES

_PARAGRAPH = r"(?:(?:paragraphs?|para\.?|¶) ?(?P<paragraph>[0-9]{1,3})(?: ?\([a-z]\))? of )?"
_RESOLUTION = Pattern(
    rf"{_PARAGRAPH}(?:(?:the|its|UN|U\.N\.|United Nations|UN's|U\.N\.'s|UN's|Security|Council|Council's|UNSC) )*"
    r"(?P<word>[Rr]esolutions?|RESOLUTIONS?|UNSCRs?|UNSC|S/RES/)(?: (?:No\.|nos?\.|numbers?))? "
    r"?(?P<first>[0-9]{3,4})(?![0-9/])(?: ?\([0-9]{4}\))?"
    r"(?P<more>(?:,? (?:and |or )?[0-9]{3,4}(?: ?\([0-9]{4}\))?(?![0-9,]*[0-9 ]*(?:tons|tonnes|rounds)))*)"
    r"(?:,? (?:paragraph|para\.?|¶) ?(?P<after>[0-9]{1,3}))?"
)
_REGULATION = Pattern(
    r"(?:(?:EU|Council|European Union) )*Regulation (?:\(EU\) )?(?:No\.? )?(?P<number>[0-9]{1,4}/[0-9]{4})"
)
_PROHIBITS = Pattern(
    r"\b(?:bans?|bars?|forbids?|prohibits?|outlaws?|violat\w+|breach\w*|broke|contraven\w+|in defiance of)\b"
)
_CITES = Pattern(
    r"\b(?:under|in line with|pursuant to|invok\w+|cit(?:ed|es|ing)|in accordance with|on the basis of|acts? under"
    r"|based on|fell under|within)\b"
)
_EMBARGO = Pattern(
    r"(?:(?:arms|weapons|oil|trade|UN|U\.N\.|United Nations|EU|international|the bloc's) )*(?:embargo(?:es)?|sanctions"
    r"|arms ban) "
    r"(?:(?:regime|measures|imposed|in force) )?(?:on|against|over|for) (?:exports? (?:from|to) )?(?:the "
    r")?(?P<target>[A-Z][\w.'-]+(?: (?:and |of )?[A-Z][\w.'-]+){0,3})"
)
_NAMED_BEFORE = Pattern(
    r"(?P<target>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2})(?:'s)? (?:(?:arms|oil|trade) )?(?:sanctions|embargo)\b"
)
_UNDER = Pattern(
    r"(?P<target>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,4})[^.;]{0,45}? (?:under|subject to) (?:an? )?(?:(?:UN|U\.N\."
    r"|United Nations|international|EU) )?(?:arms |trade |oil )?(?:embargo|sanctions)\b"
)
_HOUTHIS = Pattern(
    r"\b(?:bans?|banning|forbids?|prohibits?|prohibiting|embargo|violat\w+)\b[^.;]{0,50} (?:to|for|on|against) (?:the "
    r")?Houthis?\b[^.;]{0,60}"
)
_SELLER = Pattern(
    r"(?:forbids?|bans?|bars?|prohibits?|banning|prohibiting|barring) (?:all )?(?:(?:arms|weapons) (?:exports?"
    r"|sales?) "
    r"(?:by|from) )?(?:the )?"
    r"(?P<target>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?)"
)
_REGIME_OF_STATE = {
    "KP": "DPRK", "IR": "Iran", "YE": "Yemen", "LY": "Libya", "SO": "Somalia", "SD": "Sudan", "SS": "South Sudan",
    "CD": "DRC", "CF": "CAR", "LB": "Lebanon", "IQ": "Iraq", "YU": "Yugoslavia", "RH": "Southern Rhodesia",
    "SY": "Syria", "RU": "Russia", "BY": "Belarus", "MM": "Myanmar", "VE": "Venezuela", "CU": "Cuba", "HT": "Haiti",
    "ML": "Mali", "ER": "Eritrea", "RS": "Yugoslavia", "ME": "Yugoslavia", "LR": "Liberia", "AO": "Angola",
}  # fmt: skip
# Resolutions beside those that the vocabulary names.
_MORE = {
    "DPRK": "1695 2087 2094 2270 2276 2321 2356 2371 2375 "
            "2397", "Iran": "1696 1803 1835", "Yemen": "2266 2342 2624 2675",
    "Libya": "1973 2146 2213 2357 2420 2473 2526 2578 2635 2684 "
             "2733", "Somalia": "751 1844 2036 2093", "Iraq": "687 1483",
    "Yugoslavia": "724 727 787", "Southern Rhodesia": "217 277", "DRC": "1807 2293", "Sudan": "1945",
}  # fmt: skip


def find_basis(context: Context) -> Iterator[Finding]:
    """Yield the resolutions and regulations, each once, and how each was used."""
    seen: set[str] = set()
    for scene in _list_scenes(context):
        for authority, span, text in _find_authorities(scene):
            if authority in seen:
                continue
            seen.add(authority)
            of = ("basis", re.sub(r"[^a-z0-9]+", "-", authority.casefold()).strip("-"))
            is_linked = bool(_PROHIBITS.search(text) or _CITES.search(text))
            yield context.propose(of, "authority", authority, span, HIGH if is_linked else MODERATE)
            use = "cited" if _CITES.search(text) else "prohibits" if _PROHIBITS.search(text) else None
            if use:
                yield context.propose(of, "use", use, span, MODERATE)


def _list_scenes(context: Context) -> list[Scene]:
    return [scene for scene in [*context.incident.scenes, *context.incident.lead] if not scene.is_heading]


def _find_authorities(scene: Scene) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield authority, place in the plain text, and the sentence around it."""
    sentence = scene.sentence
    for found in _RESOLUTION.finditer(sentence.text):
        span = (sentence.start + found.start(), sentence.start + found.end())
        numbers = [found["first"], *re.findall(r"(?<!\()\b[0-9]{3,4}\b(?!\))", found["more"])]
        paragraph = found["paragraph"] or found["after"]
        for number in numbers:
            if 100 <= int(number) < 3000:
                yield (
                    f"UNSCR {number}" + (f" ¶{paragraph}" if paragraph and len(numbers) == 1 else ""),
                    span,
                    sentence.text,
                )
    for found in _REGULATION.finditer(sentence.text):
        yield (
            f"EU Regulation {found['number']}",
            (sentence.start + found.start(), sentence.start + found.end()),
            sentence.text,
        )


def find_regime(context: Context) -> Iterator[Finding]:
    """Yield the sanctions regime: the one that a resolution belongs to, or an embargo that is named."""
    found: dict[str, tuple[tuple[int, int], str]] = {}
    titles = [context.title] if context.title and context.is_only else []
    for scene in [*_list_scenes(context), *titles]:
        for regime, span, confidence in _find_regimes(scene):
            if confidence == HIGH or not found:
                found.setdefault(regime, (span, confidence))
    sure = {regime: item for regime, item in found.items() if item[1] == HIGH}
    chosen = sure or found
    for regime, (span, confidence) in chosen.items():
        if len(chosen) <= 2:
            yield context.propose(CASE, "regime", regime, span, confidence)
        else:
            yield context.ask(CASE, "regime", "does this regime bear on the case?", span, regime)


def _find_regimes(scene: Scene) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield the regimes that a sentence names, each with its place and how surely."""
    sentence = scene.sentence
    for authority, span, _ in _find_authorities(scene):
        regime = _list_resolutions().get(authority.removeprefix("UNSCR ").split(" ")[0])
        if regime:
            yield regime, span, HIGH
    if houthis := _HOUTHIS.search(sentence.text):
        yield "Yemen", (sentence.start + houthis.start(), sentence.start + houthis.end()), HIGH
    for pattern, confidence in ((_EMBARGO, HIGH), (_UNDER, HIGH), (_NAMED_BEFORE, MODERATE), (_SELLER, MODERATE)):
        for match in pattern.finditer(sentence.text):
            regime = _REGIME_OF_STATE.get(find_state(match["target"]) or "")
            if regime:
                yield regime, (sentence.start + match.start(), sentence.start + match.end("target")), confidence


@cache
def _list_resolutions() -> Mapping[str, str]:
    """Return the regime of each resolution; one that made two is left out."""
    regimes: defaultdict[str, set[str]] = defaultdict(set)
    for regime, meaning in VOCABULARIES["regime"].items():
        if "resolution" in meaning:
            for number in re.findall(r"(?<![0-9(])[0-9]{3,4}(?= \()", meaning):
                regimes[number].add(regime)
            for number in re.findall(r"[0-9]{3,4}(?= and [0-9]{3,4} \()", meaning):
                regimes[number].add(regime)
    for regime, numbers in _MORE.items():
        for number in numbers.split():
            regimes[number].add(regime)
    return {number: next(iter(found)) for number, found in regimes.items() if len(found) == 1}

"""How many were aboard, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.context import Context, Finding
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.domain.numerals import read_number, tidy_text

_NUMBER = (
    r"(?P<number>[0-9]{1,4}|(?:twenty|thirty|forty|fifty)(?:-\w+)?|\w+teen|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve)"
)
_ADJECTIVES = r"(?:[\w'.-]+ ){0,2}?"
_PEOPLE = r"(?:sailors|seamen|seafarers|mariners|crewmen|people|persons|men)"
_COUNTS = (
    Pattern(rf"\b{_NUMBER}[- ](?:member|man|strong|person|men)\b,? (?P<words>{_ADJECTIVES}crew)\b", re.IGNORECASE),
    Pattern(rf"\bcrew of (?:about |some |around )?{_NUMBER}\b(?! (?:tons|per cent|miles|[A-Z]\w+,))", re.IGNORECASE),
    Pattern(
        rf"\b{_NUMBER} {_ADJECTIVES}(?:crew(?: ?members| ?men|mates)?|crewmen|seamen|crew-members)\b", re.IGNORECASE
    ),
    Pattern(rf"\b(?:[Hh]er|[Ii]ts|[Tt]heir) {_NUMBER} (?:men|crew|hands|sailors|people)\b"),
    Pattern(rf"\b[Tt]he {_NUMBER} (?:men|sailors|people) of the (?:dhow|ship|boat|vessel|tanker|freighter|plane)\b"),
    Pattern(rf"\b[Aa]ll {_NUMBER} (?:of them )?(?:on board|aboard)\b"),
    Pattern(
        rf"\b{_NUMBER} (?:(?:North|South) )?[A-Z][a-z]+(?:ans|ians|ese|is|ers|men) (?:were )?(?:on board|aboard"
        rf"|onboard)\b"
    ),
    Pattern(rf"\b{_NUMBER} (?!other ){_ADJECTIVES}{_PEOPLE} (?:were )?(?:on board|aboard|onboard)\b", re.IGNORECASE),
)
_WHO = Pattern(
    r"\b(?:men of the (?:dhow|ship|boat|vessel|tanker|freighter|plane)|crew(?: ?members|men)?|crewmen|seamen"
    r"|sailors|seafarers|mariners)\b",
    re.IGNORECASE,
)
_FATE_WORDS = (
    "detained|arrested|charged|questioned|released|freed|deported|repatriated|held|jailed|taken into custody|"
    "in custody|handed over|handed to the police|interrogated|taken prisoner|sent home|convicted|let go|interned"
)
_FATE = Pattern(
    rf"\b(?:was|were|are|is|have been|has been|had been|being) (?:all |then |also |later |now |since |being |first "
    rf"|subsequently )?"
    rf"(?P<fate>(?:{_FATE_WORDS})(?:,? (?:and|then|and later|and then) (?:{_FATE_WORDS}))*)\b"
)
_ARREST_OF = Pattern(
    r"\b(?P<fate>arrest|detention|deportation|release) of (?:[\w']+ ){0,5}?(?:crew|seamen|sailors|crewmen)"
)
_ARRESTED = Pattern(
    r"\b(?P<fate>arrested|detained|questioned|freed|deported|released) (?:[\w']+ ){0,5}?(?:crew|seamen"
    r"|sailors|crewmen)\b"
)
_NOUNS = {"arrest": "arrested", "detention": "detained", "deportation": "deported", "release": "released"}
_CREW = ("party", "crew")


def find_crew(context: Context) -> Iterator[Finding]:
    """Yield the crew with their number and fate as far as the text gives them."""
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading]
    counted = next((item for scene in scenes if (item := _find_count(scene))), None)
    fate = next((found for scene in scenes if (found := _find_fate(scene))), None)
    if not counted and not fate:
        return
    span = counted[1] if counted else fate[1] if fate else (0, 1)
    yield context.propose(_CREW, "kind", "crew", span)
    yield context.propose(_CREW, "role", "crew", span)
    if counted:
        yield context.propose(_CREW, "count", counted[0], counted[1])
    if fate:
        yield context.propose(_CREW, "status", fate[0], fate[1], MODERATE if fate[2] else HIGH)


def _find_count(scene: Scene) -> tuple[int, tuple[int, int]] | None:
    text = scene.sentence.text
    for pattern in _COUNTS:
        found = pattern.search(text)
        if found:
            try:
                read = read_number(tidy_text(found["number"]))
            except ValueError:
                continue
            if read and not read[1].strip():
                return int(read[0]), (scene.sentence.start + found.start("number"), scene.sentence.start + found.end())
    return None


def _find_fate(scene: Scene) -> tuple[str, tuple[int, int], bool] | None:
    """Return what became of the crew, its place, and whether it is less than sure that it was all of them."""
    text = scene.sentence.text
    who = _WHO.search(text)
    if who is None:
        return None
    for pattern in (_ARREST_OF, _ARRESTED):
        found = pattern.search(text)
        if found and not re.search(r"\b(?:no|not|denied|without|to)\b[^,;]{0,20}$", text[: found.start()]):
            fate = found["fate"].casefold()
            return (
                _NOUNS.get(fate, fate),
                (scene.sentence.start + found.start(), scene.sentence.start + found.end()),
                True,
            )
    found = _FATE.search(text, who.end())
    if found is None or re.search(
        r"[;.]|\b(?:captain|master|officers?|vessel|ship|cargo|which|plane)\b", text[who.end() : found.start()]
    ):
        return None
    start = scene.sentence.start
    return found["fate"], (start + found.start(), start + found.end("fate")), False

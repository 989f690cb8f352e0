"""Tell which acts by themselves make an interdiction, and which are a rule, a plan or what ships do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from interdict.articles.acts import Act
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import OUTLAWS, SMALL_WORDS

_OBJECTS = Pattern(
    r"permission|request|overflight|overfly|passage|access|entry|airspace|leave|transit|consent|board|search"
    r"|inspect|\bports?\b"
)
# What only a service does, so that one need not know who did it; and who is none.
_OFFICIAL_ACTS = word_set("seize confiscate intercept impound interdict inspect board raid")


def is_interdiction(sentence: Sentence, act: Act) -> bool:
    """Say whether an act by itself makes an interdiction."""
    if not act.is_real or act.target == "crew":
        return False
    if act.kind in _JUDGES and act.lemma not in _STANDINGS:
        return _JUDGES[act.kind](sentence, act)
    if act.lemma in _BOARDINGS or act.lemma in _STANDINGS:
        return True
    needed = _NEEDED.get(act.lemma)
    if needed and not needed.match(sentence.text[sentence.chunks[act.place].end - sentence.start :]):
        return False
    if is_general(sentence, act) or not _has_fit_target(act):
        return False
    if act.lemma in {"hold", "capture"} and not act.is_passive:
        return any(actor.is_close for actor in act.actors)
    if act.target == "gds" and act.kind == "hold" and not act.actors:
        return False
    return act.is_passive or bool(act.actors) or (act.lemma in _OFFICIAL_ACTS and _has_subject(sentence, act))


def _is_find(_: Sentence, act: Act) -> bool:
    if act.lemma == "turn up":
        return True  # a search turned it up
    is_service = any(actor.state and actor.is_close for actor in act.actors)
    return not act.is_passive and act.target in {"gds", "load", "cnv", "name"} and is_service


def _is_release(_: Sentence, act: Act) -> bool:
    return act.is_passive and act.target in {"cnv", "name"} and act.lemma != "allow"


def _is_turn(sentence: Sentence, act: Act) -> bool:
    before = sentence.chunks[: act.place]
    return not is_general(sentence, act) and any(chunk.tag in {"cnv", "shp"} or chunk.low == "it" for chunk in before)


def _is_denial(sentence: Sentence, act: Act) -> bool:
    """Say whether what was refused is a way, an entry or a search."""
    chunk = sentence.chunks[act.place]
    around = sentence.text[max(0, chunk.start - sentence.start - 60) : chunk.end - sentence.start + 50]
    has_conveyance = any(other.tag in {"cnv", "shp"} for other in sentence.chunks)
    return not is_general(sentence, act) and bool(_OBJECTS.search(around)) and has_conveyance


_JUDGES: Mapping[str, Callable[[Sentence, Act], bool]] = {
    "find": _is_find,
    "free": _is_release,
    "turn": _is_turn,
    "deny": _is_denial,
}
_BOARDINGS = frozenset(
    {
        "go aboard",
        "come aboard",
        "climb aboard",
        "clamber aboard",
        "go on board",
        "come on board",
        "climb on board",
        "put a party on",
    }
)
_STANDINGS = frozenset({"custody", "keep", "send", "forbid the way", "relieve", "lower", "do"})
# What has to follow some verbs before they tell of an interdiction: forced the plane to land.
_LANDS = Pattern(
    r"[^.;,]{0,80}? to (?:land|put down|stop|turn (?:back|around|round)|dock|anchor|heave to|come "
    r"into)\b"
)
_NEEDED: Mapping[str, Pattern] = {
    "prevent": Pattern(
        r"[^.;,]{0,80}? from (?:entering|reaching|leaving|sailing|docking|unloading|delivering|passing)\b"
    ),
    "forced": _LANDS,
    "compelled": _LANDS,
}


def is_general(sentence: Sentence, act: Act) -> bool:
    """Say whether an act is a rule for all: closes all ports to any such ship."""
    before = sentence.chunks[max(0, act.target_place - 2) : max(0, act.target_place)]
    if act.target == "cnv" and any(chunk.tag == "num" and re.match(r"[1-9][0-9,]", chunk.low) for chunk in before):
        return True  # 2,000 ships, as a service does in a year
    return act.target != "load" and any(chunk.low in {"all", "any", "every"} for chunk in before)


def _has_fit_target(act: Act) -> bool:
    if act.lemma == "arrest":
        return act.target in {"cnv", "name"}
    if act.lemma == "disrupt":
        return act.target in {"load", "gds", "cnv"}
    if act.lemma in {"hold", "capture", "search"}:
        return act.target in {"cnv", "load", "name", "it", "gds"}
    return act.target != "" or act.is_passive or act.lemma not in {"stop", "halt", "catch"}


def _has_subject(sentence: Sentence, act: Act) -> bool:
    """Say whether someone who may be a service acts: they, a name, the coalition's ships; not pirates or the crew."""
    before = sentence.chunks[max(0, act.place - 6) : act.place]
    if not before or act.target not in {"cnv", "gds", "load", "name", "it"}:
        return False
    return not any(chunk.low in OUTLAWS for chunk in before) and any(
        chunk.low in {"they", "it", "who", "which", "we"}
        or (chunk.tag in {"cap", "wrd", "org", "cnv"} and chunk.low not in SMALL_WORDS)
        for chunk in before
    )

"""Find what an act was done to: the ship, its load, or the word that stands for them."""

from __future__ import annotations

from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import CREW, LOADS, PRONOUNS

_REACH = 14  # chunks between a verb and its object
_CARRYING = word_set("carrying loaded laden with bearing holding transporting containing carried crammed packed")


def find_target(sentence: Sentence, place: int, *, is_passive: bool) -> tuple[str, int]:
    """Return what an act was done to, and its chunk."""
    chunks = sentence.chunks
    if is_passive:
        for at in range(place - 1, max(-1, place - 2 * _REACH), -1):
            kind = _name_target(sentence, at)
            if kind:
                carrier = _find_carrier(sentence, at) if kind in {"gds", "load"} else -1
                return (_name_target(sentence, carrier), carrier) if carrier >= 0 else (kind, at)
        if place:
            return "", -1
        comma = next((at for at, chunk in enumerate(chunks) if chunk.low == ","), len(chunks))
        found = ((_name_target(sentence, at), at) for at in range(comma + 1, min(len(chunks), comma + 8)))
        return next(((kind, at) for kind, at in found if kind), ("", -1))
    for at in range(place + 1, min(len(chunks), place + _REACH)):
        kind = _name_target(sentence, at)
        if kind:
            return kind, at
        if chunks[at].tag == "act" and at == place + 2 and chunks[place + 1].low == "and":
            continue  # stopped and detained the ship
        if chunks[at].tag in {"act", "vrb"} and chunks[at].value and at > place + 1:
            break
    return "", -1


def _find_carrier(sentence: Sentence, at: int) -> int:
    """Return the ship to which something was done where the goods before the verb are only its load, -1 for none."""
    chunks = sentence.chunks
    for carrying in range(at - 1, max(-1, at - 7), -1):
        if chunks[carrying].low in {",", "and", "but", ";"} or chunks[carrying].tag == "act":
            return -1
        if chunks[carrying].low in _CARRYING:
            nouns = (
                place for place in range(carrying - 1, max(-1, carrying - 6), -1) if chunks[place].tag in {"cnv", "shp"}
            )
            return next(nouns, -1)
    return -1


def _name_target(sentence: Sentence, at: int) -> str:
    chunk = sentence.chunks[at]
    if chunk.tag in {"cnv", "gds"}:
        return chunk.tag
    if chunk.low in LOADS:
        return "load"
    if chunk.low in CREW:
        return "crew"
    if chunk.low in PRONOUNS:
        return "it"
    return "name" if chunk.tag == "shp" else ""

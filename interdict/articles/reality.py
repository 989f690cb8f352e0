"""Tell whether a verb is passive, and whether an act is told as done, not as wished, denied or asked for."""

from __future__ import annotations

from collections.abc import Sequence

from interdict.articles.clauses import is_in_present
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.verbs import Verb
from interdict.articles.words import BE, LOADS, PREPOSITIONS, UNREAL

_FORCED = Pattern(r"\b(?:forced|compelled|obliged|made) [^.;,]{2,40} (?:to )?$")
# `helped Gibraltar to arrest a tanker`: what follows was done.
_MANAGED = Pattern(r"\b(?:helped|managed|assisted|able|succeeded|proceeded|went on) [^.;,]{0,40}$")
# `similar to the arms seized in previous operations` tells of other cases.
_ELSEWHERE = Pattern(r"\bsimilar to (?:the |those )|\bin (?:previous|earlier|past|prior) ")
_HAS_ORDERED = Pattern(r"\bordered [^.;,]{1,40} to be $")
_SAID_TO_HAVE = Pattern(r"(?:reported|said|believed|understood|known|thought) to have $")
_OPENERS = frozenset({"and", "after", "while", "before", "announced", "reported", "confirmed"})


def is_passive_form(sentence: Sentence, place: int, verb: Verb) -> bool:
    """Say whether a verb is passive: was seized, a ship seized in May, Seized by Oman, ..."""
    if verb.form != "past":
        return False
    chunks = sentence.chunks
    if place == 0:  # Seized by Oman, the ship ...
        return any(chunk.low == "by" for chunk in chunks[1:8])
    for chunk in reversed(chunks[max(0, place - 5) : place]):
        if chunk.low in BE:
            return True
        if chunk.tag in {"vrb", "act"} and chunk.low in {"had", "has", "have"}:
            return False
        if not (
            chunk.tag == "dat"
            or chunk.low in {"also", "on", "then", "later", "first", "reportedly", "formally", "in"}
            or chunk.low.endswith("ly")
            or (chunk.tag in {"act", "vrb"} and chunk.low.endswith("ed"))
            or chunk.low in {"and", ","}
        ):
            break
    before = chunks[place - 1] if place else None
    after = chunks[place + 1] if place + 1 < len(chunks) else None
    if before is not None and before.low == "and" and _is_passive_before(sentence, place - 1):
        return True
    # `weapons found aboard a ship`: a participle after its noun.
    if after is not None and after.low == "by":
        return True
    if before is not None and before.low == "," and place > 1 and chunks[place - 2].tag in {"shp", "cnv"}:
        return after is not None and (after.tag == "dat" or after.low in PREPOSITIONS)  # the Jihan 1, stopped in May
    reduced = before is not None and (before.tag in {"cnv", "gds"} or before.low in LOADS)
    return reduced and (after is None or after.tag in {"abd", "dat", "pun"} or after.low in PREPOSITIONS)


def _is_passive_before(sentence: Sentence, place: int) -> bool:
    """Say whether the verb before `and` is passive, so that the next one is: was stopped by sailors and searched."""
    for at in range(place - 1, max(-1, place - 14), -1):
        chunk = sentence.chunks[at]
        if chunk.low in {";", "who", "which", "that"}:
            return False
        if chunk.tag in {"act", "vrb"} and chunk.value:
            verb = chunk.value if chunk.tag == "vrb" else chunk.value[1]
            return verb.form == "past" and at > 0 and sentence.chunks[at - 1].low in BE
    return False


def is_told_as_done(sentence: Sentence, place: int, verb: Verb) -> bool:
    """Say whether an act is told as done."""
    chunks = sentence.chunks
    before = chunks[max(0, place - 4) : place]
    text = sentence.text[: chunks[place].start - sentence.start]
    if verb.form == "base":
        return _is_base_done(sentence, place, verb, text)
    if verb.form == "ing" and not _is_going_on(before):
        return False
    if _ELSEWHERE.search(text[-25:] + sentence.text[len(text) : len(text) + 75]):
        return False
    if _HAS_ORDERED.search(text) and verb.lemma in {"free", "release", "let"}:
        return True
    if _SAID_TO_HAVE.search(text):
        return True
    joined = next(
        (at for at in range(place - 1, max(-1, place - 4), -1) if chunks[at].low not in {"or", "and", ","}), -1
    )
    if 0 <= joined < place - 1 and chunks[joined].tag == "act":
        other = chunks[joined].value[1]
        return other.form != verb.form or is_told_as_done(sentence, joined, other)  # may be blocked, held or refused
    return not _is_denied(before)


def _is_base_done(sentence: Sentence, place: int, verb: Verb, text: str) -> bool:
    """Say whether a form such as `board` tells of the past: helped Gibraltar to board, or a heading."""
    is_after_to = place > 0 and sentence.chunks[place - 1].low == "to"
    if (verb.lemma == "turn" and _FORCED.search(text)) or (is_after_to and _MANAGED.search(text)):
        return True
    is_verb = sentence.chunks[place].low.endswith("s") if sentence.is_heading else is_in_present(sentence)
    return is_verb and not is_after_to


def _is_going_on(before: Sequence[Chunk]) -> bool:
    if any(chunk.low in BE for chunk in before[-2:]):
        return True
    last = before[-1] if before else None
    return last is not None and (last.tag in {"pun", "dat"} or last.low in _OPENERS)


def _is_denied(before: Sequence[Chunk]) -> bool:
    for chunk in reversed(before):
        if chunk.low in UNREAL and chunk.tag != "dat":
            return True
        if chunk.tag in {"pun", "cnv", "gds", "off", "nat", "cap", "svc"} or chunk.low in {"and", "that", "which"}:
            return False
    return False

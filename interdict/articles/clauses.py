"""Tell to which verb of a sentence a date or a place belongs."""

from __future__ import annotations

from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import BE

# Participles that only describe a thing: a ship flagged in, owned by, loaded with.
DESCRIBING = word_set(
    "hide conceal bury flag register own operate charter load call name describe declare list suspect mark drop"
)
# Doings of ships and sellers that keep a date for themselves in the form `transferring` too.
_DOINGS = word_set("transfer load supply trade sell export import deliver leave arrive depart")
_CHRONICLE = Pattern(r" dat/\S+ pun/(?:[:–—-]|--) ")
_HAVE = frozenset({"had", "has", "have"})
_MEANWHILE = frozenset({"as", "when", "while"})
_CONJUNCTIONS = word_set("after before when while because that which who whose where if though although until once")


def is_in_present(sentence: Sentence) -> bool:
    """Say whether a sentence tells in the present what was done: a heading, or a line of a chronology."""
    return sentence.is_heading or _CHRONICLE.match(sentence.code) is not None


def govern_dates(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the chunk of each date with that of the verb to which it belongs, -1 for none."""
    return tuple(
        (place, find_governor(sentence, place)) for place, chunk in enumerate(sentence.chunks) if chunk.tag == "dat"
    )


def find_governor(sentence: Sentence, place: int) -> int:
    """Return the verb to which a date or place belongs: the last one before it, at the start of a clause the next."""
    chunks = sentence.chunks
    if _is_after_auxiliary(sentence, place):
        return _find_next_verb(sentence, place)
    for at in range(place - 1, -1, -1):
        chunk = chunks[at]
        if _is_finite(sentence, at) and not _is_in_opening(sentence, at, place) and not _is_inserted(sentence, at):
            main = _find_main(sentence, at)
            return at if main < 0 else main
        if chunk.low == "while" and at < place - 2 and (main := _find_main(sentence, at + 2)) >= 0:
            return main  # stopped the ship while it was passing
        if (chunk.tag == "pun" and chunk.low in {";", ":"}) or (chunk.low in _CONJUNCTIONS and at < place - 2):
            break
    return _find_next_verb(sentence, place)


def _is_after_auxiliary(sentence: Sentence, place: int) -> bool:
    """Say whether a date stands between the parts of a verb: was on Sunday cleared."""
    before = [chunk.low for chunk in sentence.chunks[max(0, place - 2) : place]]
    after = sentence.chunks[place + 1 : place + 2]
    is_split = before[-1:] and (before[-1] in BE or (before[-1] in {"on", "in"} and before[0] in BE))
    return bool(is_split) and any(chunk.tag in {"act", "vrb"} for chunk in after)


def _is_in_opening(sentence: Sentence, at: int, place: int) -> bool:
    """Say whether a verb stands in a clause that opens the sentence and is over: Two days after they stopped "
    "it, ..."""
    chunks = sentence.chunks
    opening = next((number for number, chunk in enumerate(chunks[: min(at, 5)]) if chunk.low in _CONJUNCTIONS), -1)
    if opening < 0 or any(chunk.low == "," for chunk in chunks[opening:at]):
        return False
    comma = next((number for number in range(at + 1, place) if chunks[number].low == ","), -1)
    if comma < 0 or comma + 1 >= place:
        return False
    return any(chunk.tag in {"nat", "off", "cap", "cty", "shp", "cnv"} for chunk in chunks[comma + 1 : place])


def find_joined(sentence: Sentence, place: int) -> int:
    """Return the verb that one is joined to and that has its subject, as in `opened a box and found`; else itself."""
    chunks = sentence.chunks
    if place < 2 or chunks[place - 1].low != "and":
        return place
    before = next((at for at in range(place - 2, -1, -1) if chunks[at].tag in {"act", "vrb"}), place)
    verb = chunks[before]
    is_doing = verb.tag == "vrb" and verb.low not in BE and verb.value is not None and verb.value.form == "past"
    return before if is_doing else place


def _find_next_verb(sentence: Sentence, place: int) -> int:
    """Return the first verb after a place that stands in no clause of its own, -1 for none."""
    is_aside = False
    for at in range(place + 1, len(sentence.chunks)):
        low = sentence.chunks[at].low
        if low in _CONJUNCTIONS and (at > place + 2 or sentence.chunks[at - 1].low == ","):
            is_aside = True
        elif low == "," and at > place + 1:
            is_aside = False
        elif sentence.chunks[at - 1].low == "," and _is_participle(sentence, at):
            is_aside = True  # acting upon information received,
        if _is_finite(sentence, at) and not is_aside and not _is_inserted(sentence, at):
            return at
    return -1


def _is_participle(sentence: Sentence, at: int) -> bool:
    chunk = sentence.chunks[at]
    return chunk.tag == "vrb" and bool(chunk.value) and chunk.value.form == "ing"


def _is_inserted(sentence: Sentence, at: int) -> bool:
    """Say whether a verb only tells who speaks, between commas: On Jan. 15, it said, they seized."""
    chunks = sentence.chunks
    return (
        chunks[at].tag == "vrb"
        and chunks[at].value.lemma in {"say", "add", "tell", "report"}
        and at + 1 < len(chunks)
        and chunks[at + 1].low == ","
        and any(chunk.low == "," for chunk in chunks[max(0, at - 4) : at])
    )


def _find_main(sentence: Sentence, at: int) -> int:
    """Return the act that a clause goes with, as in `seized the ship as it passed`; -1 for none."""
    chunks = sentence.chunks
    if chunks[at].tag == "act":
        return -1
    start = next((place for place in range(at - 1, max(-1, at - 6), -1) if chunks[place].low in _MEANWHILE), -1)
    if start < 0 or not any(chunk.low in {"it", "they", "she", "he", "the"} for chunk in chunks[start + 1 : start + 2]):
        return -1
    return next(
        (place for place in range(start - 1, -1, -1) if chunks[place].tag == "act" and _is_finite(sentence, place)), -1
    )


def _is_finite(sentence: Sentence, at: int) -> bool:
    chunk = sentence.chunks[at]
    if chunk.tag == "act":
        return bool(chunk.value[1].form != "base" or is_in_present(sentence))
    if chunk.tag == "wrd" and at and chunk.low.endswith("ed") and len(chunk.low) > 4:
        return sentence.chunks[at - 1].low in BE or sentence.chunks[at - 1].low in {"had", "has", "have"}
    if chunk.tag == "vrb":
        before = sentence.chunks[at - 1] if at else None
        is_aside = chunk.value.lemma in DESCRIBING and (before is None or before.low not in BE | _HAVE)
        if chunk.value.form == "ing":
            return chunk.value.lemma in _DOINGS and (before is None or before.low != "from")
        return bool(chunk.value.form == "past" and chunk.low not in {"had", "has", "have", "due"} and not is_aside)
    return False

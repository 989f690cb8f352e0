"""Read the phrase around a noun for goods: what belongs to their name, how many there are, and of what measure."""

from __future__ import annotations

from typing import NamedTuple

from interdict.articles.goods_words import HOLDERS, LOADS, NOT_IN_NAMES
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import PREPOSITIONS

_LONGEST = 6  # chunks of a name of goods
_BOUNDS = word_set(
    "about some around approximately nearly almost over roughly least most than more fewer less up to at estimated "
    "exactly total of a another only"
)
_MEASURE_WORDS = word_set("mm mm. millimetre millimeter cm inch")
_PARTS_OF = word_set("third thirds quarter quarters")
BEFORE_MEASURES = word_set("metric cubic shipping freight steel metal plastic wooden")
_VAGUE_NUMBERS = word_set("dozens hundreds thousands scores tens")
# Words between a number and the goods that are no part of their name.
_SKIPPED = word_set('" other further additional illicit illegal assorted advanced suspected small heavy')
_SIZE = Pattern(r"[0-9][0-9,.]*(?:-(?:tons?|tonnes?|kilograms?|kg|lit(?:re|er)s?|barrels?))")
_FILLED = frozenset({"filled", "loaded", "packed", "laden", "crammed", "stuffed"})
_SIZED = Pattern(r"-(?:ton|tonne|member|man|foot|dwt|metre|meter)")


class Amount(NamedTuple):
    """Where a phrase begins, the chunk of its number and that of its measure; -1 for none."""

    start: int
    number: int
    holder: int


def find_start(sentence: Sentence, at: int) -> int:
    """Return where the name of goods begins that ends at a chunk."""
    chunks = sentence.chunks
    first = at
    while first > 0 and at - first < _LONGEST and _may_stand_before(sentence, first - 1, at):
        first -= 1
    while first < at and (chunks[first].low in NOT_IN_NAMES or chunks[first].tag == "pun"):
        first += 1
    return first


def _may_stand_before(sentence: Sentence, at: int, head: int) -> bool:
    """Say whether a chunk may be part of the name whose noun stands at `head`."""
    chunk = sentence.chunks[at]
    if chunk.tag == "pun":
        return chunk.low == '"' and head - at == 1
    if chunk.tag in {"gds", "adj", "cap"}:
        return chunk.low != "rounds"
    if chunk.tag == "cod":
        return not _SIZED.search(chunk.low)
    if chunk.tag == "num":
        return _is_model(sentence, at, head)
    if chunk.tag == "off":
        return chunk.low in {"military", "security", "army", "navy", "police"}
    if chunk.tag == "vrb":  # four firing guidance systems
        return at > 0 and chunk.low.endswith("ing") and sentence.chunks[at - 1].tag == "num" and _may_qualify(chunk)
    return chunk.tag == "wrd" and _may_qualify(chunk)


def _may_qualify(chunk: Chunk) -> bool:
    low = chunk.low
    return (
        low.replace("-", "").isalpha()
        and not low.endswith("ly")
        and low not in NOT_IN_NAMES
        and low not in PREPOSITIONS
        and low not in LOADS
    )


def _is_model(sentence: Sentence, at: int, head: int) -> bool:
    """Say whether a number is part of a name: 7.62 mm, Type 56, a batch of 358 missiles, the 351 missile."""
    chunks = sentence.chunks
    before = [chunk.low for chunk in chunks[max(0, at - 2) : at]]
    return (
        chunks[at + 1].low in _MEASURE_WORDS
        or before[-1:] in (["type"], ["model"])
        or before == ["batch", "of"]
        or (before[-1:] == ["the"] and not chunks[head].low.endswith("s"))
    )


def read_amount(sentence: Sentence, first: int) -> Amount:
    """Return the amount that stands before goods whose name begins at a chunk."""
    chunks = sentence.chunks
    opening = first - 1
    if opening > 0 and chunks[opening].tag == "cod" and chunks[opening - 1].tag == "num":
        opening -= 1  # 250,000 100-kilogram bags
    while opening >= 0 and chunks[opening].low in _SKIPPED:
        opening -= 1
    if opening > 1 and [chunk.low for chunk in chunks[opening - 1 : opening + 1]] == ["or", "so"]:
        opening -= 2  # 300 or so rifles
    measure = _find_measure(sentence, opening)
    holder = measure if measure >= 0 and chunks[measure].low not in LOADS else -1
    start = _pass_sizes(sentence, measure) if measure >= 0 else min(first, opening + 1)
    before = start - 1 if measure >= 0 else opening
    if before >= 0 and measure >= 0 and holder < 0 and _SIZE.fullmatch(chunks[before].low):
        return Amount(before, before, before)  # a 35-ton shipment of arms
    if before >= 0 and chunks[before].tag == "num":
        return Amount(_find_bounds(sentence, _find_first_number(sentence, before), first), before, holder)
    if before > 1 and chunks[before].low in {"a", "an"} and chunks[before - 2].low in _PARTS_OF:
        return Amount(start, -1, -1)  # a quarter of a tonne
    if holder >= 0 and before >= 0 and chunks[before].low in {"a", "an", "one", "half"}:
        return Amount(_find_fraction(sentence, before), -1, holder)
    return Amount(start, -1, holder)


def _find_first_number(sentence: Sentence, number: int) -> int:
    """Return the first chunk of a range that ends in a number: 30 to 40, 30-40, between 30 and 40."""
    chunks = sentence.chunks
    if number < 2 or chunks[number - 2].tag != "num":
        return number
    is_between = number > 2 and chunks[number - 3].low == "between" and chunks[number - 1].low == "and"
    if is_between:
        return number - 3
    return number - 2 if chunks[number - 1].low in {"-", "–", "to"} else number


def _find_fraction(sentence: Sentence, at: int) -> int:
    """Return where `half a`, `two and a half` begins before a measure."""
    chunks = sentence.chunks
    before = [chunk.low for chunk in chunks[max(0, at - 3) : at]]
    if chunks[at].low in {"a", "an"} and before[-1:] == ["half"]:
        return at - 1
    if chunks[at].low == "half" and before[1:] == ["and", "a"] and chunks[at - 3].tag == "num":
        return at - 3
    return at


def _find_measure(sentence: Sentence, opening: int) -> int:
    """Return the chunk of the measure in `tons of`, -1 for none."""
    chunks = sentence.chunks
    if opening > 1 and chunks[opening].low == "with" and chunks[opening - 1].low in _FILLED:
        return opening - 2 if chunks[opening - 2].low in HOLDERS - LOADS else -1
    if opening < 1 or chunks[opening].low != "of":
        return -1
    noun = chunks[opening - 1]
    if noun.low == ")":  # 35 tons (31.7 metric tons) of
        start = next((at for at in range(opening - 2, max(0, opening - 8), -1) if chunks[at].low == "("), 0)
        return start - 1 if start and chunks[start - 1].low in HOLDERS else -1
    if noun.low == "worth" and chunks[opening - 2].low in HOLDERS:
        return opening - 2
    is_counted = noun.tag == "gds" and noun.low in {"rounds", "components", "cartridges"}
    return opening - 1 if noun.low in HOLDERS or noun.low in _VAGUE_NUMBERS or is_counted else -1


def _pass_sizes(sentence: Sentence, at: int) -> int:
    """Step back over `metric` and sizes such as `100-kilogram` before a measure."""
    chunks = sentence.chunks
    while at > 0 and (
        chunks[at - 1].low in BEFORE_MEASURES
        or (chunks[at - 1].tag == "cod" and at > 1 and chunks[at - 2].tag in {"num", "pun"})
    ):
        at -= 1
    return at


def _find_bounds(sentence: Sentence, number: int, first: int) -> int:
    """Return where `more than`, `up to` and the like begin before a number."""
    chunks = sentence.chunks
    at = number
    while at > 0 and chunks[at - 1].low in _BOUNDS:
        at -= 1
    while at < min(first, number) and chunks[at + 1].low != "total":
        if chunks[at].low not in {"to", "of", "a"} and not (chunks[at].low == "up" and chunks[at + 1].low != "to"):
            break
        at += 1
    return at

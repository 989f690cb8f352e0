"""Goods that no table has, in a list with others that were there: radios, microphones and antennas."""

from __future__ import annotations

from collections.abc import Callable

from interdict.articles.goods_words import NOT_IN_NAMES
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set

_LONGEST = 6  # chunks of a name with its number
_SEPARATORS = frozenset({",", "and", "as well as", ";"})
_FOLLOWS = frozenset({",", ".", ";", ")", "and", "-", "–"}) | word_set(
    "on under in inside from with beneath behind hidden aboard concealed stowed packed bound destined"
)
_NO_NAMES = word_set(
    "documents papers sources diplomats others people persons officials crew men sailors miles years days months "
    "hours "
    "weeks states countries nations ships vessels crates boxes containers sacks bags parts sanctions resolutions "
    "ports "
    "flags accessories analysts experts observers reporters charges suspects seals minutes names phones computers "
    "signs traces members nationals tons tonnes details efforts measures rules laws rebels fighters groups "
    "authorities "
    "investigations inspections searches arrests seizures images pictures photographs weapons"
)


def find_listed(sentence: Sentence, last: int, is_goods: Callable[[int], bool]) -> tuple[int, int] | None:
    """Return the first and last chunk of the unknown goods that follow known ones ending at a chunk, None for none."""
    chunks = sentence.chunks
    first = last + 1
    while first < len(chunks) and first <= last + 2 and chunks[first].low in _SEPARATORS:
        first += 1
    if first == last + 1:
        return None
    for at in range(first, min(len(chunks), first + _LONGEST)):
        chunk = chunks[at]
        if is_goods(at) or chunk.tag not in {"wrd", "cap", "cod", "adj", "num"}:
            return None
        if chunk.tag != "num" and (chunk.low in NOT_IN_NAMES and chunk.low not in {"a", "some"}):
            return None
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        is_end = after is None or after.low in _FOLLOWS or after.tag in {"abd", "dat"}
        if is_end:
            return (first, at) if _is_plural(chunk.low) and chunk.tag in {"wrd", "cod"} else None
    return None


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "us")) and len(low) > 3 and low not in _NO_NAMES

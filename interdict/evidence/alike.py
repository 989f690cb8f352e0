"""How alike two texts are: names of conveyances, and texts by the words that they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORDS = re.compile(r"[^\W_]+")
_BEFORE_NAMES = "mv mt ms ss mts tss motor merchant vessel ship tanker the"
_FOR_NAMES = """
a an the unnamed unknown unidentified stateless no name not named given boat boats dhow dhows fishing vessel vessels
ship ships aircraft plane truck trucks lorry lorries container containers skiff small barge train
"""
_TELLS_NOTHING = """
a about after among an and as at aboard be been before between by during for found from had has have in into is it its
near no of off on onto or over said that the their then there they this to was were when which while with more than
some km miles nautical coast waters port
"""
_TELLS_LITTLE = """
arm weapon cargo ship vessel boat dhow tanker plane aircraft container seized seize seizure held hold intercepted
intercept interdicted interdiction inspected inspection searched boarded stopped taken let go shipment goods north south
korea korean iran iranian illicit prohibited military part equipment item
"""
_TITLES = frozenset(_BEFORE_NAMES.split())
_NAMELESS = frozenset(_FOR_NAMES.split())  # what stands in a field for a name where a source gives none
_EMPTY = frozenset(_TELLS_NOTHING.split())
_COMMON = frozenset(_TELLS_LITTLE.split())
# The last word of a name as a number: Kang Nam I, Haddad One.
_ROMAN = "i ii iii iv v vi vii viii ix x"
_WRITTEN = "one two three four five six seven eight nine ten"
_NUMBERS = {word: str(number) for words in (_ROMAN, _WRITTEN) for number, word in enumerate(words.split(), 1)}
_LEAST_ALIKE = 0.85  # of two names that are one, spelt in two ways


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """Return the name of a conveyance without case, accents, `MV`, blanks and signs; `Kang Nam I` is `kangnam1`.

    Empty where the text names none, such as `unnamed dhow`.
    """
    words = _split_words(name)
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    if len(words) > 1 and words[0] == "m" and words[1] in {"v", "t", "s"}:  # M/V
        words = words[2:]
    if not words or _NAMELESS.issuperset(words):
        return ""
    if len(words) > 1:
        words = [*words[:-1], _NUMBERS.get(words[-1], words[-1])]
    return "".join(words)


def are_one_name(one: str, other: str) -> bool:
    """Tell whether two folded names, not equal, may be one that is spelt in two ways; their numbers must agree."""
    if min(len(one), len(other)) < 5 or list_digits(one) != list_digits(other):
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other) >= _LEAST_ALIKE


def list_digits(name: str) -> str:
    """Return the digits of a name, which tell ships of one company apart."""
    return "" if name.isalpha() else "".join(filter(str.isdigit, name))


def fold_number(number: str) -> str:
    """Return an identifier in capitals, without blanks, signs and the word IMO."""
    plain = number.upper()
    return (plain if plain.isalnum() else "".join(filter(str.isalnum, plain))).removeprefix("IMO")


@lru_cache(maxsize=8192)
def list_words(text: str) -> frozenset[str]:
    """Return the words of a text that say something, in the singular, without case and accents."""
    return frozenset(_drop_plural(word) for word in _split_words(text) if word not in _EMPTY)


@lru_cache(maxsize=65536)
def share_words(one: str | None, other: str | None) -> float:
    """Return from 0 to 1 how much of the shorter text the other one says too; 0 unless they share a telling word."""
    if not one or not other:
        return 0.0
    first, second = list_words(one), list_words(other)
    shared = _weigh(first & second)
    return 0.0 if shared < 1 else shared / max(min(_weigh(first), _weigh(second)), 2.0)


def _weigh(words: frozenset[str]) -> float:
    return sum(0.3 if word in _COMMON or len(word) < 3 else 1.0 for word in words)


def _split_words(text: str) -> list[str]:
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    if plain is not text:
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _WORDS.findall(plain.casefold().replace("'", "").replace("’", ""))


def _drop_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def join_few(values: Iterable[str]) -> str:
    """Return the first few of the values in order."""
    found = sorted(values)
    return ", ".join(found[:3]) + (" and others" if len(found) > 3 else "")


def pair_texts(one: str | None, other: str | None) -> str:
    """Return two texts side by side, once where they are one."""
    return (one or "") if one == other else f"{one or ''}; {other or ''}"

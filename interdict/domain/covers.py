"""Group the words in which goods were declared, loosely: by what they have in common, not by what they mean.

A text counts under each of its words, in lower case and without the plural's s, so that `oil boring machines` and
`machine parts` meet under `machine`. Numbers, units, words that say nothing of the goods, and what follows on where
they were going (`for Ukraine`, `destined for Iran`) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_EMPTY_WORDS = """
a an and any as at by containing consisting declared delivery destined destination document documents doc empty etc
five for four from general goods in including into item items kind kinds label labelled listed load made manifest
marked material materials miscellaneous mixed more new none of official officially old on one or other others per
product products said shipment six sort sorts stated such ten that the their these thousand three to two type
types under used various was were with without
bag bags bale bales barrel barrels box boxes bottle bottles bundle bundles carton cartons case cases container
containers crate crates drum drums kg kilogram kilograms kilo kilos litre litres pack packs package packages pallet
pallets piece pieces roll rolls sack sacks set sets ton tonne tonnes tons unit units
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_WHERE = re.compile(r"\b(?:(?:destined|bound|delivery|shipped)\b|(?:for|to|from|in) (?=[A-Z])).*", re.DOTALL)
_IRREGULAR = {"knives": "knife", "lenses": "lens", "glasses": "glass"}


@cache
def list_cover_words(text: str) -> tuple[str, ...]:
    """Return the words of a declaration that it is counted under, each once, in their order."""
    words = re.findall(r"[^\W\d_]+", _WHERE.sub("", unicodedata.normalize("NFKC", text)).casefold())
    return tuple(dict.fromkeys(_fold_plural(word) for word in words if len(word) > 1 and word not in _EMPTY))


def _fold_plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

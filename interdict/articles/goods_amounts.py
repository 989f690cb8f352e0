"""Read how much there was of goods, before their name or after it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from interdict.articles.goods import Goods
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.domain.quantities import Quantity, parse_quantity
from interdict.domain.quantity_words import UNITS

_NO_MEASURES = word_set("components parts systems supplies")
_PAIR = re.compile(r" (?:and|or) ")
_SIZE = re.compile(r"(?<=[0-9])-(?=[a-z])")
_UNIT = (
    r"(?:metric )?(?:tons?|tonnes?|kilograms?|kilogrammes?|kilos|kg|lit(?:re|er)s?|barrels|pounds|cubic met(?:re|er)s)"
)
# `arms weighing 35 tons`, `arms, some 35 tons in all`, `coal - 25,000 tonnes of it -`
_AFTER = re.compile(
    r"^(?:,? (?:weighing|totall?ing|amounting to)(?: a total of)? |, | - | – | \()"
    rf"(?P<amount>(?:(?:about|some|around|nearly|almost|over|more than|at least|up to) )?[0-9][0-9,.]* {_UNIT})"
    r"(?P<rest>(?: in (?:all|total)| altogether| of (?:it|them))?(?=[,.;)]| -| –| and\b| aboard\b| on board\b|$))"
)


class Amount(NamedTuple):
    """A quantity in the form of a document, and where its words stand in the plain text."""

    value: dict[str, Any]
    start: int
    end: int


def read_amount_of(sentence: Sentence, goods: Goods) -> Amount | None:
    """Return how much there was of goods, None where the text gives no figure."""
    chunks = sentence.chunks
    has_measure = goods.holder >= 0 and chunks[goods.holder].low not in _NO_MEASURES
    if goods.number < 0 and not has_measure:
        return _read_after(sentence, goods)
    end = goods.holder if goods.holder >= 0 else goods.number
    words = sentence.write(goods.start, end)
    last = end
    if goods.holder >= 0:
        readable = _SIZE.sub(" ", words)
    else:
        noun = "pieces" if _PAIR.search(goods.head) else goods.head.split(" ")[-1]
        readable = f"{words} {noun if noun in UNITS else 'pieces'}"
        last = goods.last
    value = _read(readable, as_reported=sentence.write(goods.start, last))
    return Amount(value, chunks[goods.start].start, chunks[last].end) if value else None


def _read_after(sentence: Sentence, goods: Goods) -> Amount | None:
    first = sentence.chunks[goods.last].end
    found = _AFTER.match(sentence.text[first - sentence.start :])
    if found is None or (found[0][0] in ",-–(" and not found["rest"] and found[0][:2] != " ("):
        return None
    value = _read(found["amount"], as_reported=found["amount"])
    return Amount(value, first + found.start("amount"), first + found.end("amount")) if value else None


def _read(words: str, *, as_reported: str) -> dict[str, Any] | None:
    read = _parse(words)
    if read is None or (read.value is None and read.low is None and read.high is None):
        return None
    parts = {part: value for part, value in read._asdict().items() if value is not None and part != "as_reported"}
    return {**parts, "as_reported": as_reported}


def _parse(words: str) -> Quantity | None:
    """Read a quantity, without the words before the figure that do not belong to it."""
    while words:
        try:
            return parse_quantity(words)
        except ValueError:
            first, _, words = words.partition(" ")
            if any(map(str.isdigit, first)):
                return None
    return None

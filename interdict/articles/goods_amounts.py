"""Read how much there was of goods, before their name or after it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from interdict.articles.goods import Goods
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.domain.amounts import Quantity
from interdict.domain.quantities import parse_quantity
from interdict.domain.quantity_words import UNITS

_NO_MEASURES = word_set("components parts systems supplies")
_PAIR = Pattern(r" (?:and|or) ")
_SIZE = re.compile(r"(?<=[0-9])-(?=[a-z])")
_SHORT_SCALE = re.compile(r"(?<=[0-9]) ?(m|b)n? (?=[a-z]{4})")  # 1.5m barrels
_MADE_OF = re.compile(r"\b(?:shipping|freight|steel|metal|plastic|wooden|[0-9]+-f(?:oo|ee)t) (?=[a-z])")
_ROUGH_TAIL = re.compile(r"(?<=[0-9])(?:-odd|-plus)\b")
_NUMBER = (
    r"(?:half a million|half a dozen|[0-9](?:[0-9,.]*[0-9])?(?: (?:thousand|million))?"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|a thousand|(?:a|two|three|four) dozen))"
)
_BOUND = r"(?:(?:an estimated|about|some|around|roughly|approximately|nearly|almost|over|more than|at least|up to) )"
_UNIT = (
    r"(?:metric )?(?:tons?|tonnes?|kilograms?|kilogrammes?|kilos|kg|lit(?:re|er)s?|barrels|pounds|cubic met(?:re|er)s)"
)
# `arms weighing 35 tons`, `arms, some 35 tons in all`, `coal - 25,000 tonnes of it -`, `a cargo of coal of 900 tonnes`
_AFTER = Pattern(
    r"^(?:,? (?:weighing|totall?ing|amounting to|estimated at|put at)(?: a total of)? | of |, | - | – | \()"
    rf"(?P<amount>{_BOUND}?[0-9][0-9,.]* {_UNIT})"
    r"(?P<rest>(?: in (?:all|total)| altogether| of (?:it|them))?(?=[,.;)]| -| –| and\b| aboard\b| on board\b|$))"
)
# `rifles, 300 in all`, `rockets - 40 of them -`, `rifles numbering 300`, `rifles (300 pieces)`
_COUNTED_AFTER = Pattern(
    rf"^(?:,? numbering (?P<amount>{_BOUND}?{_NUMBER})"
    rf"|(?:,| -| –| \() ?(?P<count>{_BOUND}?{_NUMBER})(?: in (?:all|total|number)| altogether| of them| pieces))"
    r"(?=[,.;)]| -| –| and\b| aboard\b| on board\b|$)"
)
_SUM = Pattern(r",? (?:weigh|total|amount|estimated|put)")


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
        readable = _MADE_OF.sub("", _SIZE.sub(" ", _SHORT_SCALE.sub(r" \1illion ", words)))
    else:
        noun = "pieces" if _PAIR.search(goods.head) else goods.head.split(" ")[-1]
        readable = f"{words} {noun if noun in UNITS else 'pieces'}"
        last = goods.last
    if _is_each(sentence, goods.start):
        return None
    value = _read(_ROUGH_TAIL.sub(_word_rough, readable), as_reported=sentence.write(goods.start, last))
    return Amount(value, chunks[goods.start].start, chunks[last].end) if value else None


def _is_each(sentence: Sentence, start: int) -> bool:
    """Say whether an amount is that of one of several: 240 drums, each holding 50 kilograms."""
    return any(chunk.low == "each" for chunk in sentence.chunks[max(0, start - 3) : start])


def _word_rough(found: re.Match[str]) -> str:
    return "+" if found[0] == "-plus" else ""


def _read_after(sentence: Sentence, goods: Goods) -> Amount | None:
    first = sentence.chunks[goods.last].end
    after = sentence.text[first - sentence.start :]
    if counted := _COUNTED_AFTER.match(after):
        group = "amount" if counted["amount"] else "count"
        noun = goods.head if goods.head in UNITS else "pieces"
        value = _read(f"{counted[group]} {noun}", as_reported=counted[0].strip(" ,-–("))
        return Amount(value, first + counted.start(group), first + counted.end()) if value else None
    found = _AFTER.match(after)
    if found is None or not _is_of_all(sentence, goods, found):
        return None
    value = _read(found["amount"], as_reported=found["amount"])
    return Amount(value, first + found.start("amount"), first + found.end("amount")) if value else None


def _is_of_all(sentence: Sentence, goods: Goods, found: re.Match[str]) -> bool:
    """Say whether a measure after goods is that of these goods, of all of them and of no others."""
    if found[0].startswith(" of ") and goods.head.endswith("s"):
        return False  # missiles of two tons may be so heavy each
    if _SUM.match(found[0]):
        return sentence.chunks[goods.start - 1].low != "and"  # weapons and ammunition weighing two tons
    return found[0][0] not in ",-–(" or bool(found["rest"]) or found[0].startswith(" (")


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

"""Read numbers as reports write them: `30,000`, `2.3 million`, `two dozen`, `half a`.

English is assumed: a comma before three digits separates thousands, a point is the decimal sign. A point
before exactly three digits (`2.300`) is refused, because half of the world means 2,300 by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from interdict.domain.fields import LARGEST, SMALLEST
from interdict.domain.vocabulary import quote

LONGEST = 300  # characters; a longer text is a sentence, not a figure

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL_WORDS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}

SCALE_WORDS: Mapping[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "mn": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_SLASHED = re.compile(r"(?<![0-9/.,])(?:([0-9]{1,6}) )?(1/2|1/4|3/4)(?![0-9/])")
_DECIMALS = {"1/2": ".5", "1/4": ".25", "3/4": ".75"}

# What follows the size of one thing: `122 mm`, `40-foot`, `300-kg`.
SIZE = (
    r"(?: ?-?(?:mm|cm|millimet(?:re|er)s?|inch(?:es)?|ft|foot|feet)"
    r"|-(?:kg|g|lb|t|tonne|ton|l|litre|liter|m|metre|meter|km))\b"
)

# A size belongs to what is counted: `5 122 mm rockets` are five rockets, not 5,122 millimetres.
_SPACED = rf"\d{{1,3}}(?: \d{{3}})+(?:[.,]\d+)?(?![\d.,]*\d)(?!{SIZE})"
_PLAIN = r"(?:\d+(?:[.,'’]\d+)*|\.\d+)"


def tidy_text(text: str) -> str:
    """Return the text in small letters with plain digits, single spaces and no full stop at its end.

    Raises ValueError for an empty text, and for one of more than LONGEST characters.
    """
    if len(text) > LONGEST:
        raise ValueError(
            f"{quote(text)} has {len(text):,} characters; write a number and a unit, and the rest as a note"
        )
    for sign, decimals in _FRACTIONS.items():
        text = re.sub(rf"(?<=\d) {sign}", decimals, text).replace(sign, decimals)
    text = unicodedata.normalize("NFKC", text).casefold().replace("−", "-")
    text = _SLASHED.sub(lambda match: (match[1] or "") + _DECIMALS[match[2]], text)
    tidy = " ".join(text.split()).rstrip(".;, ")
    if not tidy:
        raise ValueError("no figure is given; write a number and a unit, such as 35 t")
    return tidy


def read_number(text: str, scales: Mapping[str, int] = SCALE_WORDS) -> tuple[float, str, int] | None:
    """Read a number at the start of a tidy text: its value, the text after it, and its scale (1,000 for `k`).

    Returns None where the text does not start with a number. Raises ValueError for a number that can be read
    in two ways, or is out of range.
    """
    if text[:1] == "-" and text[1:2].isdigit():
        raise ValueError(f"{quote(text)} is negative; a quantity is zero or more")
    match = re.match(_SPACED, text) or re.match(_PLAIN, text)
    if match:
        digits, decimals = _split_numeral(match[0])
        numerator, denominator, rest = int(digits + decimals), 10 ** len(decimals), text[match.end() :]
    else:
        worded = _read_words(text)
        if worded is None:
            return None
        numerator, denominator, rest = worded
    scale, rest = _read_scale(rest, scales)
    # Whole numbers are divided once, at the end, so that 2.3 million is exactly 2,300,000.
    number = numerator * scale / denominator
    if number >= LARGEST:
        raise ValueError(f"{quote(text)} is too large a number; the limit is 1e15")
    if 0 < number < SMALLEST:
        raise ValueError(f"{quote(text)} is too small a number; use a smaller unit")
    return number, rest, scale


def _split_numeral(numeral: str) -> tuple[str, str]:
    """Return the whole digits and the decimals of a numeral such as 1,234.5."""
    if len(numeral) > 40:
        raise ValueError(f"{quote(numeral)} has too many digits")
    plain = numeral.replace(" ", ",").replace("'", ",").replace("’", ",")
    marks = re.sub(r"\d", "", plain)
    groups = re.split(r"[.,]", plain)
    if not marks:
        return plain, ""
    if len(set(marks)) == 2:
        if len(set(marks[:-1])) == 1 and marks[-1] != marks[0] and _is_grouped(groups[:-1]):
            return "".join(groups[:-1]), groups[-1]
    elif len(marks) > 1 or (marks == "," and len(groups[1]) == 3):
        if _is_grouped(groups):
            return "".join(groups), ""
        if len(groups) == 2 and groups[0] == "0":
            return groups[0], groups[1]
    elif marks == "." and len(groups[1]) == 3 and 1 <= len(groups[0]) <= 3 and groups[0] != "0":
        whole = "".join(groups)
        raise ValueError(f"{quote(numeral)} may be {int(whole):,} or a decimal; write {whole} or {numeral}0")
    elif marks == "." or len(groups[1]) <= 2:
        return groups[0] or "0", groups[1]
    raise ValueError(
        f"{quote(numeral)} is not a number: a comma stands before groups of three digits and a point before "
        "decimals; write it like 16500 or 16.5"
    )


def _is_grouped(groups: list[str]) -> bool:
    """Tell whether digits stand in threes, or as in India in a three after twos (16,50,000)."""
    if not 1 <= len(groups[0]) <= 3 or groups[0].startswith("0") or len(groups[-1]) != 3:
        return False
    sizes = {len(group) for group in groups[1:-1]}
    return sizes <= {3} or (sizes == {2} and len(groups[0]) <= 2)


def _read_scale(text: str, scales: Mapping[str, int]) -> tuple[int, str]:
    """Read `million`, `dozen`, or a `k` right after the digits."""
    scale = 1
    if re.match(r"k\b", text):
        scale, text = 1_000, text[1:]
    while match := re.match(r" ?([^\W\d_]+)\b", text):
        if match[1] not in scales or scale * scales[match[1]] > LARGEST:
            break
        scale, text = scale * scales[match[1]], text[match.end() :]
    return scale, text


def _read_words(text: str) -> tuple[int, int, str] | None:
    """Read number words as numerator, denominator and the text after them."""
    half = re.match(r"(?:one |a )?half(?:[ -]an?)?\b(?! of\b| the\b)", text)
    if half:
        return 1, 2, text[half.end() :].replace("-", " ", 1) if text[half.end() :][:1] == "-" else text[half.end() :]
    article = re.match(rf"an? (?=(?:{'|'.join(SCALE_WORDS)})\b)", text)
    if article:
        return 1, 1, " " + text[article.end() :]
    total, group, place = 0, None, 0
    while match := re.match(r"[ -]?(?:and )?([a-z]+)\b", text[place:]):
        word = match[1]
        if word in _SMALL_WORDS and not _fits(_SMALL_WORDS[word], group):
            raise ValueError(f"{quote(text)} is not one number; write it in digits")
        if word in _SMALL_WORDS:
            group = (group or 0) + _SMALL_WORDS[word]
        elif word == "hundred" and place:
            group = (group or 1) * 100
        elif word == "thousand" and place:
            total, group = total + (group or 1) * 1000, None
        else:
            break
        place += match.end()
    if not place:
        return (1, 1, " " + text) if re.match(rf"(?:{'|'.join(SCALE_WORDS)})\b", text) else None
    number, rest = total + (group or 0), text[place:]
    half = re.match(r" and a half\b", rest)
    return (2 * number + 1, 2, rest[half.end() :]) if half else (number, 1, rest)


def _fits(number: int, group: int | None) -> bool:
    """Tell whether a small number may follow: five after twenty or hundred, not after seven."""
    if not group:
        return group is None
    return group % 100 == 0 or (number < 10 and group % 100 >= 20 and group % 10 == 0)


def is_number_word(word: str) -> bool:
    """Tell whether a word is a number by itself, such as seven or dozen."""
    return word in _SMALL_WORDS or word in SCALE_WORDS

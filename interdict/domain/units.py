"""Read the unit after a figure: a short symbol where it is certain, else the source's own noun."""

from __future__ import annotations

import re
from functools import cache

from interdict.domain.numerals import SIZE, is_number_word
from interdict.domain.quantity_words import CONNECTIVES, MEASURES, OILS, RATES, SIZES, UNITS
from interdict.domain.vocabulary import quote

LONGEST = 60  # characters

_SHORTEST = 5  # letters of a word in which one that is wrong can be told
_SHORTEST_COUNTED = 8  # where it is of a thing that is counted: seats are no sets, and pistons no pistols
_LONG = 10  # letters from which two may be wrong

_DESIGNATION = r"\d+[.\d]*-?[^\W\d]"  # `2S1 howitzers`
_SECOND_FIGURE = r"(?<!\btype)(?<!\bmodel)(?<!\bmark)(?<!\bmk) \d"  # `tons 500 kg`, but `type 56 rifles`
_JOINING = (
    r"(?:[,;+&/]|\b(?:and|in|plus|with|including|but|than|under|over|about|to|per|from|or|at|by)\b)"
    r"(?= *(\d[\d.,]*+|[^\W\d_]+)(.{0,20}))"
)


def parse_unit(text: str) -> str | None:
    """Return the unit in the tidy text after a figure, None where there is none; `of …` is left out.

    Raises ValueError where the text holds a second figure, or the size of each thing instead of a unit.
    """
    name, _, content = text.partition(" of ")
    if _holds_second_figure(content):
        raise ValueError(f"{quote(content)} holds a second quantity; record that one by itself")
    unit = name.removesuffix(" of").strip().rstrip(" .,;")
    if not unit or unit == "of":
        return None
    if unit in UNITS:
        # The barrel of 42 gallons is a measure of oil only; any other barrel is a drum.
        if UNITS[unit] == "bbl" and content and not OILS.intersection(content.split()):
            return _check_name(f"barrels of {content}")
        return UNITS[unit]
    first = re.split(r"[ -]", unit)[0]
    if text[0] not in " %" and first not in UNITS and first not in SIZES:
        raise ValueError(f"{quote(unit)} right after a number is not a known unit; write a space, as in 35 t")
    measure = _read_measure(unit)
    if measure:
        return measure
    named = unit[0].isalpha() and not is_number_word(first) and first not in CONNECTIVES
    if not (named or unit[0] == "%" or re.match(rf"\d[\d.]*{SIZE}", unit) or re.match(_DESIGNATION, unit)):
        raise ValueError(f"{quote(unit)} is not a unit; write one number and one unit, such as 35 t")
    return _check_name(unit)


def _check_name(unit: str) -> str:
    if _holds_second_figure(unit):
        raise ValueError(f"{quote(unit)} holds a second quantity; record that one by itself")
    if re.search(_SECOND_FIGURE, unit):
        raise ValueError(f"{quote(unit)} makes it two figures; write one, as in 3.5 t, and a type as in T-72 tanks")
    if len(unit) > LONGEST or not unit.isprintable() or "(" in unit or ")" in unit:
        raise ValueError(f"{quote(unit)} is not a unit; write one word or two, and the rest as a note")
    return unit


def _read_measure(unit: str) -> str | None:
    """Read `kg heroin` as kg; refuse `mm rockets` and `kg bombs`, which say how large each one is."""
    words = unit.split()
    for size in (3, 2, 1):
        head, tail = " ".join(words[:size]), words[size:]
        symbol = UNITS.get(head, "")
        if not tail or tail[0][0].isdigit() or tail[0] in RATES or not (symbol in MEASURES or head in SIZES):
            continue
        if symbol in MEASURES and (head.endswith("s") or not tail[-1].endswith("s")):
            return None if _holds_second_figure(unit) else symbol
        raise ValueError(
            f"{quote(unit)} gives the size of each; write how many first, such as 5 122-mm rockets"
            + (f", or '{head} of {' '.join(tail)[:40]}' for the whole" if symbol else "")
        )
    return None


def _holds_second_figure(text: str) -> bool:
    """Tell whether `and`, a comma or the like is followed by a number that is no size or designation."""
    for joined in re.finditer(_JOINING, text):
        word, after = joined[1], joined[2]
        if is_number_word(word) or (word[0].isdigit() and not after[:1].isalpha() and not re.match(SIZE, after)):
            return True
    return False


@cache  # a file has few units, and they are looked at case by case
def find_meant_unit(unit: str) -> str | None:
    """Return the known unit that a word nearly is, as `tones` is nearly tonnes; None for any noun of its own."""
    wrong = 2 if len(unit) >= _LONG else 1
    if unit in UNITS or unit in UNITS.values() or len(unit) < _SHORTEST:
        return None
    near = [
        word
        for word, symbol in UNITS.items()
        if word[0] == unit[0]  # whoever slips slips within the word
        and abs(len(word) - len(unit)) <= wrong
        and len(word) >= (4 if symbol in MEASURES else _SHORTEST_COUNTED)
    ]
    if not near:
        return None
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    near = [word for word in near if OSA.distance(unit, word, score_cutoff=wrong) <= wrong]
    return max(near, key=lambda word: fuzz.ratio(unit, word), default=None)

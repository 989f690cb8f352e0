"""Read the figure at the start of a text: one number or two, its bounds, and the words that qualify it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from interdict.domain.numerals import SCALE_WORDS, read_number
from interdict.domain.quantity_words import PHRASES_AFTER, PHRASES_BEFORE, UNITS
from interdict.domain.vocabulary import quote

BOUNDS = frozenset({"low", "high"})

_DASHES = "-–—"
_TAILS = ((" or more", "low"), (" or less", "high"), (" or fewer", "high"), ("+", "low"))


class Figure(NamedTuple):
    """One number or a range, the unit between the two, the text after them, and whether it is a bound."""

    first: float
    second: float | None = None
    unit: str = ""
    rest: str = ""
    bound: str = ""


def strip_phrases(text: str) -> tuple[set[str], str]:
    """Take `about`, `at least`, `estimated` and so on off both ends; return their meanings and the rest."""
    marks: set[str] = set()
    size = 0
    while len(text) != size:
        size = len(text)
        for phrase, meaning in PHRASES_BEFORE.items():
            rest = text.removeprefix(phrase)
            if len(rest) != len(text) and rest and not (phrase[-1].isalpha() and rest[0].isalnum()):
                marks.add(meaning)
                text = rest.lstrip(" :,")
        for phrase, meaning in PHRASES_AFTER.items():
            rest = _strip_ending(text, phrase)
            if rest:
                marks.add(meaning)
                text = rest
    return marks, text


def _strip_ending(text: str, phrase: str) -> str:
    """Return the text without a phrase at its end, in parentheses or not; empty where it is not there."""
    if text.endswith(f"({phrase})"):
        return text.removesuffix(f"({phrase})").rstrip(" ,;")
    rest = text.removesuffix(phrase)
    if rest == text or not rest or (phrase[0].isalpha() and rest[-1].isalnum()):
        return ""
    return rest.rstrip(" ,;")


def split_aside(text: str) -> tuple[str, str]:
    """Split off a closing parenthesis such as `(30–45)`."""
    match = re.search(r" ?\(([^()]*)\)$", text)
    return (text[: match.start()], match[1]) if match and match.start() else (text, "")


def read_figure(text: str, scales: Mapping[str, int] = SCALE_WORDS) -> Figure | None:
    """Read `35`, `100-200`, `between 30 and 45`, `30 t to 45 t` or `35 or more`; None where no number starts.

    Raises ValueError for a range without its second figure.
    """
    opening = re.match(r"(?:between|from) ", text)
    start = read_number(text[opening.end() :] if opening else text, scales)
    if start is None:
        return None
    first, rest, scale = start
    odd = re.match(r"[ -]odd(?= )", rest)
    if odd:
        return Figure(first, rest=rest[odd.end() :])  # `100-odd rifles` are about a hundred
    for phrase, bound in _TAILS:
        if rest.startswith(phrase):
            return Figure(first, rest=rest.removeprefix(phrase), bound=bound)
    joint = _match_joint(rest, after_between=bool(opening))
    end = read_number(rest[joint.end() :], scales) if joint else None
    if joint is None or end is None:
        if opening:
            raise ValueError(f"{quote(text)} has no second figure; write it as 100-200")
        return Figure(first, rest=rest)
    second, rest, second_scale = end
    # In `2-3 million` both figures are millions; in `200 to 2 thousand` they are not.
    if scale == 1 < second_scale and first < second / second_scale:
        first = round(first * second_scale, 6)
    return Figure(first, second, (joint[1] or "").strip(), rest)


def _match_joint(rest: str, *, after_between: bool) -> re.Match[str] | None:
    """Match what joins the two figures of a range, with a unit before it in `30 t to 45 t`."""
    joint = re.match(rf"( ?[a-z][a-z0-9 ]*?)?( ?[{_DASHES}] ?| to | or | and )", rest)
    if joint is None or (joint[2] == " and " and not after_between):
        return None
    unit = (joint[1] or "").strip()
    if unit and (unit not in UNITS or joint[2] in _DASHES):
        return None  # `2 T-72 tanks` are two tanks
    return joint

"""Read and write quantities and money as sources report them, inventing nothing.

The text is kept exactly in `as_reported`; the figures are what it surely says. `about 35 tons` has the value
35, `at least 30` only a low, `100-200` a low and a high, `several hundred rifles` no figure at all. A bare
ton is recorded as `t` and a bare `$` as USD, for nearly all sources mean them; other doubts are a ValueError.
"""

from __future__ import annotations

import re

from interdict.domain.amounts import Money, Quantity
from interdict.domain.figures import BOUNDS, Figure, read_figure, split_aside, strip_phrases
from interdict.domain.numerals import SCALE_WORDS, tidy_text
from interdict.domain.quantity_words import (
    CURRENCIES,
    CURRENCY_WORDS,
    FORMER_CURRENCIES,
    SHARED_CURRENCY_WORDS,
    UNITS,
    VAGUE,
    VAGUE_FILLERS,
)
from interdict.domain.units import parse_unit
from interdict.domain.vocabulary import quote

_MONEY_SCALES = {**SCALE_WORDS, "k": 1_000, "m": 1_000_000, "mio": 1_000_000, "b": 1_000_000_000}
_TIMES = r"([0-9]{1,6}) ?[x×] ?(?:([0-9]{2}) ?(?:'|′|ft\b|feet\b|-?foot\b) ?|(?=[a-z]|[0-9.]+[ -]?mm\b))"
_MONEY_INTRODUCTION = r"(?:worth|valued at|value of|a fine of|fine of) "


def parse_quantity(text: str) -> Quantity:
    """Read a quantity such as `about 35 tons`, `100-200 rifles`, `up to 45 t` or `two dozen crates`.

    Raises ValueError where the figures can be read in two ways or are more than one quantity.
    """
    tidy = tidy_text(text)
    marks, work = strip_phrases(tidy)
    basis, scope = _name_grounds(marks)
    work, aside = split_aside(work)
    if re.match(r"[0-9][0-9.,]*m(?: (?!of\b)[a-z]|$)", work):
        raise ValueError(f"{quote(text)}: m may be million or metres; write which, such as 9 million rounds")
    if round_figure := re.match(r"[0-9]+'?s of (?=[^0-9])", work):  # `100s of rifles`
        return Quantity(unit=parse_unit(" " + work[round_figure.end() :]), basis=basis, scope=scope, as_reported=text)
    figure = read_figure(_drop_times(work))
    if figure is None:
        return _read_without_number(tidy, work, text)._replace(basis=basis, scope=scope)
    marks |= {figure.bound} - {""}
    unit = parse_unit(figure.rest)
    if unit and strip_phrases(f"1 {unit}")[0]:
        raise ValueError(f"{quote(text)} is not a quantity; write words like about and at most before the number")
    if figure.unit and unit not in {None, UNITS[figure.unit]}:
        raise ValueError(f"{quote(text)} has two units; write both figures in the same unit")
    if figure.second is not None and figure.first > figure.second:
        raise ValueError(f"{quote(text)}: the first figure is the larger; write the smaller first")
    value, low, high = _place_figures(figure, marks, aside, text)
    if figure.unit:
        unit = UNITS[figure.unit]
    if unit is None and aside in UNITS:
        unit = UNITS[aside]  # `35 (tonnes)`
    return Quantity(value, unit, low, high, basis, scope, text)


def _drop_times(text: str) -> str:
    """Turn `2 x 20ft containers` into `2 20-foot containers`, and `5x 122-mm rockets` into `5 122-mm rockets`."""
    times = re.match(_TIMES, text)
    if times is None:
        return text
    rest = text[times.end() :]
    return f"{times[1]} {times[2]}-foot {rest or 'containers'}" if times[2] else f"{times[1]} {rest}"


def _place_figures(
    figure: Figure, marks: set[str], aside: str, text: str
) -> tuple[float | None, float | None, float | None]:
    """Return value, low and high."""
    bounds = marks & BOUNDS
    beside = _read_aside(aside, text)
    if len(bounds) + (figure.second is not None) + (beside is not None) > 1:
        raise ValueError(f"{quote(text)} bounds the figure twice; write one range, such as 30-45 t")
    if figure.second is not None:
        return None, figure.first, figure.second
    if beside is not None:
        return figure.first, *beside
    return (
        None if bounds else figure.first,
        figure.first if "low" in bounds else None,
        figure.first if "high" in bounds else None,
    )


def _read_aside(aside: str, text: str) -> tuple[float | None, float | None] | None:
    """Read the bounds in a closing parenthesis; words without a number add nothing."""
    if not any(char.isdigit() for char in aside):
        return None
    marks, work = strip_phrases(aside)
    figure = read_figure(work)
    if figure and not figure.rest and not figure.bound:
        if figure.second is not None and figure.first <= figure.second and not marks & BOUNDS:
            return figure.first, figure.second
        if figure.second is None and len(marks & BOUNDS) == 1:
            return (figure.first, None) if "low" in marks else (None, figure.first)
    raise ValueError(f"{quote(text)} holds a second quantity in parentheses; record that one by itself")


def _read_without_number(tidy: str, work: str, text: str) -> Quantity:
    """Keep a text without figures; its unit is known after `several`, `dozens of` and the like."""
    if any(char.isdigit() for char in tidy):
        raise ValueError(f"{quote(text)} is not a quantity; write the number first, such as 35 t")
    words = tidy.split()
    vague = 0
    while vague < len(words) and words[vague] in VAGUE | VAGUE_FILLERS:
        vague += 1
    if VAGUE.intersection(words[:vague]):
        return Quantity(unit=parse_unit(" " + " ".join(words[vague:])), as_reported=text)
    article = re.match(r"an? ", work)
    if article and work[article.end() :].partition(" of ")[0] in UNITS:
        return Quantity(1.0, parse_unit(" " + work[article.end() :]), as_reported=text)
    return Quantity(as_reported=text)


def _name_grounds(marks: set[str]) -> tuple[str | None, str | None]:
    """Return the basis and the scope that the words around the figure named."""
    bases = sorted(marks - BOUNDS - {"about", "gross"})
    if len(bases) > 1:
        raise ValueError(f"a quantity has one basis, not {' and '.join(bases)}; leave one out")
    return (bases[0] if bases else None), ("gross" if "gross" in marks else None)


def parse_currency(text: str) -> str:
    """Return the ISO 4217 code for a code, a sign or a name; `$` and `dollars` alone are USD.

    Raises ValueError for an unknown currency, and for a word that several share, such as pounds.
    """
    word = " ".join(text.split()).casefold()
    if word.upper() in CURRENCIES or word.upper() in FORMER_CURRENCIES:
        return word.upper()
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word]
    if word in SHARED_CURRENCY_WORDS:
        raise ValueError(f"{quote(text)} may be {SHARED_CURRENCY_WORDS[word]}; write the code")
    raise ValueError(f"{quote(text)} is not a known currency; write a code of ISO 4217, such as USD")


def parse_money(text: str) -> Money:
    """Read an amount such as `$18 million`, `100m DKK` or `USD 1,000`.

    A bound or a range has no amount, only its currency and its words. Raises ValueError where the figure can
    be read in two ways, or no currency is named.
    """
    marks, work = strip_phrases(tidy_text(text))
    introduction = re.match(_MONEY_INTRODUCTION, work)
    if introduction:
        more, work = strip_phrases(work[introduction.end() :])
        marks |= more
    before, work = _split_currency(work)
    figure = read_figure(work, _MONEY_SCALES)
    if figure is None:
        if any(char.isdigit() for char in work):
            raise ValueError(f"{quote(text)} is not an amount of money; write it as USD 1,000")
        return Money(currency=CURRENCY_WORDS.get(before, before) or _find_currency(work), as_reported=text)
    currency = _agree_on_currency(before, figure.rest.strip(), text)
    if figure.second is not None or figure.bound or marks & BOUNDS:
        return Money(currency=currency, as_reported=text)
    return Money(figure.first, currency, text)


def _split_currency(text: str) -> tuple[str, str]:
    """Split a currency off the start of a tidy text: a code, or the longest sign or name."""
    code = re.match(r"([a-z]{3})(?![a-z]) ?", text)
    if code and code[1].upper() in CURRENCIES | FORMER_CURRENCIES:
        return code[1].upper(), text[code.end() :]
    names = [name for name in (*CURRENCY_WORDS, *SHARED_CURRENCY_WORDS) if text.startswith(name)]
    name = max(names, key=len, default="")
    rest = text[len(name) :]
    if not name or (name[-1].isalpha() and rest[:1].isalpha()):
        return "", text
    return ("$" if name == "$" else parse_currency(name)), rest.lstrip()


def _find_currency(text: str) -> str | None:
    """Return the currency that a text without figures ends in."""
    words = text.split()
    for start in range(max(0, len(words) - 3), len(words)):
        name = " ".join(words[start:])
        if name in CURRENCY_WORDS:
            return CURRENCY_WORDS[name]
    return None


def _agree_on_currency(before: str, after: str, text: str) -> str:
    if not before and not after:
        raise ValueError(f"{quote(text)} names no currency; write it as USD 1,000")
    if not after:
        return CURRENCY_WORDS.get(before, before)
    currency = parse_currency(after)
    # `$5 million CAD`: the code says which dollar.
    if before not in {"", "$", currency}:
        raise ValueError(f"{quote(text)} names both {before} and {currency}; leave one out")
    return currency

"""Read dates that need another date to be understood: yesterday, last August, a day without its year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from interdict.domain.dates import find_bounds, parse_edtf
from interdict.domain.edtf import MONTHS, count_days

# What words mean, given the day on which they were written.
Rule = Callable[[date], str]

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = tuple(month.lower() for month in MONTHS)
_AGO = rf"([0-9]{{1,3}}|{'|'.join(_NUMBERS)}) (day|week|month|year)s? ago"


NEEDS_REFERENCE = "needs a reference date"


def parse_relative(words: str, *, reference: str | None) -> str | None:
    """Read words such as two weeks ago as EDTF; None if they name no date relative to another."""
    rule = _find_rule(words)
    return apply_rule(rule, words, reference=reference) if rule else None


def apply_rule(rule: Rule, words: str, *, reference: str | None) -> str:
    """Apply a rule to the reference, an EDTF date; raise ValueError if it is missing or too vague.

    Too vague is a reference on whose first and last day the words mean different dates.
    """
    if reference is None:
        raise ValueError(
            f"'{words}' {NEEDS_REFERENCE}, such as the date of the article: give it, or write the full "
            "date, as in 12 Dec 2009 or 2009-08"
        )
    bounds = find_bounds(parse_edtf(reference))
    if bounds.earliest is None or bounds.latest is None:
        raise ValueError(f"the reference date {reference} has an open end: give a day, as in 2009-12-12")
    try:
        first = rule(date.fromisoformat(bounds.earliest))
        last = rule(date.fromisoformat(bounds.latest))
    except (OverflowError, LookupError):
        raise ValueError(f"'{words}' before {reference} lies outside the years 0001 to 9999") from None
    if first != last:
        raise ValueError(
            f"'{words}' is {first} or {last} for the reference date {reference}: give the day of the "
            "reference, or write the full date"
        )
    return first


def find_year(day: date, *, month: int, day_of_month: int = 1) -> int:
    """Find the newest year whose such day is not after the given one; raise LookupError if there is none."""
    for year in range(day.year, 0, -1):
        # A 29 February may be up to eight years back.
        if day_of_month <= count_days(year, month) and date(year, month, day_of_month) <= day:
            return year
    raise LookupError(day)


def _find_rule(words: str) -> Rule | None:
    if words in ("today", "yesterday"):
        days = 1 if words == "yesterday" else 0
        return lambda day: str(day - timedelta(days=days))
    if match := re.fullmatch(_AGO, words):
        number = _NUMBERS.get(match[1]) or int(match[1])
        return _find_rule_ago(number, match[2])
    which, _, what = words.partition(" ")
    if which not in ("this", "last"):
        return None
    if what in ("week", "month", "year"):
        number = 1 if which == "last" else 0
        return lambda day: _find_period(day, number, what)
    return _find_rule_last(what.rstrip(".")) if which == "last" else None


def _find_rule_ago(number: int, unit: str) -> Rule:
    """Make the rule for a time ago: days are counted, what is longer is a whole period and approximate."""
    if unit == "day":
        return lambda day: str(day - timedelta(days=number))
    return lambda day: "/".join(f"{end}~" for end in _find_period(day, number, unit).split("/"))


def _find_rule_last(name: str) -> Rule | None:
    """Make the rule for last August or last Friday: the newest one before the reference's own."""
    if name in WEEKDAYS:
        weekday = WEEKDAYS.index(name)
        return lambda day: str(day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1))
    for number, month in enumerate(_MONTH_NAMES, start=1):
        if name in (month, month[:3]) or (name, month) == ("sept", "september"):
            return lambda day: _format_month(day.year - (day.month <= number), number)
    return None


def _find_period(day: date, number: int, unit: str) -> str:
    """Find the week (Monday to Sunday), month or year that lies a number of them before the day's own."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday() + 7 * number)
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
        return _format_month(year, month + 1)
    if day.year <= number:
        raise OverflowError(number)
    return f"{day.year - number:04}"


def _format_month(year: int, month: int) -> str:
    if year < 1:
        raise OverflowError(year)
    return f"{year:04}-{month:02}"

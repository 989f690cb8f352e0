"""Read one date as people write it, whole or not: 12 Dec 2009, December 2009, 12 December, 13/04/2009."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from interdict.domain.edtf import MONTHS, count_days
from interdict.domain.relative_dates import WEEKDAYS, apply_rule, find_year

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_PARTIALS = (
    rf"(?:the )?{_DAY}(?:[ -]?(?:of )?{_MONTH}(?:[ ,-]{{0,2}}{_YEAR})?)?",  # 12 December 2009, 12-Dec-2009, 12Dec2009
    rf"{_MONTH}(?:[ -]{_DAY})?(?:[ ,-]{{1,2}}{_YEAR})?",  # Dec. 12, 2009, December 2009
    rf"{_MONTH}{_YEAR}",  # Dec2009
    rf"{_DAY}, ?{_YEAR}",  # the end of November 3-4, 2009
    rf"{_YEAR}(?:-(?P<month>[0-9]{{1,2}})(?:-(?P<day>[0-9]{{1,2}}))?)?",  # 2009, 2009-8, 2009-8-3
    rf"{_YEAR}[ -]{_MONTH}(?:[ -]{_DAY})?",  # 2009 Dec 12
    rf"{_YEAR}[/.](?P<month>[0-9]{{1,2}})[/.](?P<day>[0-9]{{1,2}})",  # 2009/12/12
    rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}",  # 12/2009, 12.2009
)
_TWO_NUMBERS = r"([0-9]{1,2})([/.-]) ?([0-9]{1,2})\2 ?([0-9]{4})"
_SHORT_YEAR = (
    rf"[0-9]{{1,2}}([/.-]) ?[0-9]{{1,2}}\1 ?(?P<digits>[0-9]{{2}})|{_DAY}[ -]?{_MONTH}[ -]'?(?P<two>[0-9]{{2}})"
)
_YEAR_AND = r"([0-9]{4})[/–]([0-9]{1,2})"
_WEEKDAY = rf"({'|'.join(f'{name}|{name[:3]}' for name in WEEKDAYS)})\.?,? "


class Partial(NamedTuple):
    """The parts of a date that were written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def read_partial(words: str) -> Partial | None:
    """Read the parts of one date; raise ValueError for a year of two digits and a weekday that it was not."""
    weekday = re.match(_WEEKDAY, words)
    if weekday:
        partial = _read_parts(words[weekday.end() :])
        return partial if partial is None else _check_weekday(partial, weekday[1], words)
    return _read_parts(words)


def _read_parts(words: str) -> Partial | None:
    if match := re.fullmatch(_TWO_NUMBERS, words):
        return _read_two_numbers(words, int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(_YEAR_AND, words):
        return _read_year_and(words, match[1], match[2])
    if match := re.fullmatch(_SHORT_YEAR, words):
        raise ValueError(f"'{words}' has a year of two digits: write all four, as in 12 Dec 2009")
    for pattern in _PARTIALS:
        if match := re.fullmatch(pattern, words):
            parts = match.groupdict()
            return Partial(*(_read_number(parts.get(name)) for name in Partial._fields))
    return None


def _read_number(text: str | None) -> int | None:
    """Read a number or the name of a month."""
    if text is None or text.isdecimal():
        return int(text) if text else None
    return next(number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(text[:3]))


def _read_two_numbers(words: str, first: int, second: int, year: int) -> Partial:
    """Read 13/04/2009 in the one order that is possible; raise ValueError if both are."""
    if 1 <= first <= 12 and 1 <= second <= 12 and first != second:
        day_first, month_first = Partial(year, second, first), Partial(year, first, second)
        raise ValueError(
            f"{words} is {first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}: "
            f"write {format_partial(day_first)} or {format_partial(month_first)}"
        )
    return Partial(year, second, first) if second <= 12 else Partial(year, first, second)


def _read_year_and(words: str, year: str, number: str) -> Partial:
    """Read 2009/5 and 2009–05 as a month; raise ValueError where it may as well be 2009 to a later year."""
    is_month, is_year = 1 <= int(number) <= 12, len(number) == 2 and int(number) > int(year[2:])
    if is_year and is_month:
        raise ValueError(
            f"{words} is {MONTHS[int(number) - 1]} {year} or {year} to {year[:2]}{number}: "
            f"write {year}-{number} or {year}/{year[:2]}{number}"
        )
    if is_year:
        raise ValueError(f"{words} is no month: write {year}/{year[:2]}{number} for the years between")
    return Partial(int(year), int(number))


def _check_weekday(partial: Partial, name: str, words: str) -> Partial:
    if partial.year is None or partial.month is None or partial.day is None:
        raise ValueError(f"'{words}' names a weekday and no whole date: write it as in 12 Dec 2009")
    try:
        weekday = WEEKDAYS[date(partial.year, partial.month, partial.day).weekday()]
    except ValueError:
        return partial  # no day at all, which is said elsewhere
    if not weekday.startswith(name[:3]):
        raise ValueError(
            f"{format_partial(partial)} is a {weekday.title()}, so '{words}' is no day: write which it was"
        )
    return partial


def complete_year(partial: Partial, words: str, reference: str | None) -> Partial | None:
    """Give a date without year the newest year not after the reference; None for a day without month."""
    if partial.month is None:
        return partial if partial.day is None and partial.year is not None else None
    if partial.year is not None:
        return partial
    month, day = partial.month, partial.day or 1
    if day > count_days(2000, month):
        raise ValueError(f"'{words}' is not a day: {MONTHS[month - 1]} has {count_days(2000, month)} days")
    year = apply_rule(
        lambda written: f"{find_year(written, month=month, day_of_month=day):04}", words, reference=reference
    )
    return partial._replace(year=int(year))


def format_partial(partial: Partial) -> str:
    """Write the parts of a date as EDTF."""
    numbers = [f"{number:02}" for number in partial[1:] if number is not None]
    return "-".join([f"{partial.year or 0:04}", *numbers])

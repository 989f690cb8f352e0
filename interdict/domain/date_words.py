"""Read dates as people write them in English, and never add a day, a month or a year that was not written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from interdict.domain.dates import parse_edtf
from interdict.domain.edtf import MONTHS, SEASONS, count_days, shorten
from interdict.domain.relative_dates import apply_rule, find_year, parse_relative

_EXAMPLES = "12 Dec 2009 or about August 2009"
_LONGEST = 200

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_PARTIALS = (
    rf"(?:the )?{_DAY}(?:[ -]?(?:of )?{_MONTH}(?:[ ,-]{{1,2}}{_YEAR})?)?",  # 12 December 2009, 12-Dec-2009
    rf"{_MONTH}(?: {_DAY})?(?:[ ,-]{{1,2}}{_YEAR})?",  # Dec. 12, 2009, December 2009
    rf"{_DAY}, ?{_YEAR}",  # the end of November 3-4, 2009
    rf"{_YEAR}(?:-(?P<month>[0-9]{{1,2}})(?:-(?P<day>[0-9]{{1,2}}))?)?",  # 2009, 2009-8, 2009-8-3
    rf"{_YEAR}[/.](?P<month>[0-9]{{1,2}})[/.](?P<day>[0-9]{{1,2}})",  # 2009/12/12
)
_TWO_NUMBERS = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
_MARKS = {
    "~": ("about ", "circa ", "c. ", "ca. ", "c.", "around ", "approximately "),
    "?": ("possibly ", "perhaps ", "probably "),
}
_UNCERTAIN = " (uncertain)"
_SEASON = rf"(spring|summer|autumn|fall|winter) (?:of )?{_YEAR}(?:[/-]([0-9]{{4}}|[0-9]{{2}}))?"
_UP_TO = (" to ", " until ", " till ", " through ", " - ", "-")
_LOOKS_EDTF = r"[\[{]?[0-9./][0-9x?~%.,/tz:+ \[\]{}-]*"


class Partial(NamedTuple):
    """The parts of a date that were written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def parse_date(text: str, *, reference: str | None = None) -> str:
    """Read EDTF or English as EDTF; raise ValueError saying what would be right.

    What needs a reference (an EDTF date, such as the article's) to be understood is refused without one.
    """
    try:
        return parse_edtf(text)
    except ValueError as error:
        edtf_error = error
    words = _normalise(text) if len(text) <= _LONGEST else ""
    found = _read_words(words, reference)
    if found is not None:
        return parse_edtf(found)
    if not words or re.fullmatch(_LOOKS_EDTF, words):
        raise edtf_error
    raise ValueError(f"cannot read '{shorten(text)}' as a date: write for example {_EXAMPLES}")


def _normalise(text: str) -> str:
    """Reduce a text to lower-case words with single blanks and plain hyphens."""
    for dash in "‐‑‒–—−":
        text = text.replace(dash, "-")
    return " ".join(text.lower().split())


def _read_words(words: str, reference: str | None) -> str | None:
    for opening, separators in (("between ", (" and ",)), ("from ", _UP_TO)):
        if words.startswith(opening):
            return _read_range(words.removeprefix(opening), separators, reference)
    opening, _, rest = words.partition(" ")
    if opening in ("since", "after", "before", "until"):
        return _read_open(opening, rest, reference)
    mark, rest = _split_mark(words)
    found = _read_unmarked(rest, reference)
    return _add_mark(found, mark) if found else None


def _read_unmarked(words: str, reference: str | None) -> str | None:
    """Read what may follow about or possibly."""
    if found := parse_relative(words, reference=reference):
        return found
    if found := _read_part_of_month(words, reference) or _read_season(words):
        return found
    if partial := _read_partial(words):
        partial = _complete_year(partial, words, reference)
        return _format_partial(partial) if partial else None
    for separator, brackets in ((" or ", "[]"), (" and ", "{}")):
        if pair := _read_range(words, (separator,), reference):
            return f"{brackets[0]}{pair.replace('/', ',')}{brackets[1]}"
    return _read_range(words, _UP_TO, reference)


def _split_mark(words: str) -> tuple[str, str]:
    """Take about, possibly and the like off; return their EDTF mark and the rest."""
    mark = ""
    if words.endswith(_UNCERTAIN):
        mark, words = "?", words.removesuffix(_UNCERTAIN)
    for _ in range(2):  # possibly about July 2009
        for sign, openings in _MARKS.items():
            opening = next((opening for opening in openings if words.startswith(opening)), "")
            if opening:
                mark, words = _join_marks(mark, sign), words.removeprefix(opening)
    return mark, words


def _join_marks(mark: str, other: str) -> str:
    return mark if mark == other or not other else other if not mark else "%"


def _add_mark(edtf: str, mark: str) -> str:
    """Add a mark to each date of an interval or a set."""
    if not mark:
        return edtf
    return re.sub(r"([0-9]{4}[0-9-]*)([?~%]?)", lambda match: match[1] + _join_marks(match[2], mark), edtf)


def _read_partial(words: str) -> Partial | None:
    """Read the parts of one date, which need not be a whole one."""
    if match := re.fullmatch(_TWO_NUMBERS, words):
        return _read_two_numbers(words, int(match[1]), int(match[3]), int(match[4]))
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
            f"write {_format_partial(day_first)} or {_format_partial(month_first)}"
        )
    return Partial(year, second, first) if second <= 12 else Partial(year, first, second)


def _complete_year(partial: Partial, words: str, reference: str | None) -> Partial | None:
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


def _format_partial(partial: Partial) -> str:
    numbers = [f"{number:02}" for number in partial[1:] if number is not None]
    return "-".join([f"{partial.year or 0:04}", *numbers])


def _read_range(words: str, separators: tuple[str, ...], reference: str | None) -> str | None:
    """Read two dates as an interval; what the first lacks it takes from the second, as in 3 to 5 May 2010."""
    separator = next((separator for separator in separators if separator in words), None)
    if separator is None:
        return None
    start_words, _, end_words = words.partition(separator)
    start_mark, start_words = _split_mark(start_words.strip())
    end_mark, end_words = _split_mark(end_words.strip())
    start, end = _read_partial(start_words), _read_partial(end_words)
    if start is None or end is None:
        return None
    if separator == "-" and not _has_same_precision(start, end):
        return None  # 2009-08 Dec. 2010 is no range from 2009 on
    if end.month is None and end.day is not None and start.day is not None:
        end = end._replace(month=start.month)  # November 3-4, 2009
    if start.year is not None and end.year is None:
        return None  # 3 May 2009 to 5 June: the end may lie in a later year
    whole_end = _complete_year(end, words, reference)
    whole_start = _complete_start(start, whole_end) if whole_end else None
    if whole_start is None or whole_end is None:
        return None
    return f"{_format_partial(whole_start)}{start_mark}/{_format_partial(whole_end)}{end_mark}"


def _has_same_precision(start: Partial, end: Partial) -> bool:
    if start.day is None and end.day is None:
        return (start.month is None) == (end.month is None)
    return start.day is not None and end.day is not None


def _complete_start(start: Partial, end: Partial) -> Partial | None:
    """Give the first date of a range the month and year of the second; None if they cannot be its own."""
    if start.day is not None and start.month is None:
        if start.year is not None or end.day is None:
            return None
        start = start._replace(month=end.month)
    if start.year is None:
        return start._replace(year=end.year) if end.month is not None else None
    return start


def _read_open(opening: str, words: str, reference: str | None) -> str | None:
    """Read since, after, before or until; after and before leave the named period out."""
    mark, words = _split_mark(words)
    partial = _read_partial(words)
    partial = _complete_year(partial, words, reference) if partial else None
    if partial is None:
        return None
    edtf = parse_edtf(_format_partial(partial))
    if opening in ("after", "before"):
        edtf = _find_neighbour(edtf, step=1 if opening == "after" else -1)
    return f"{edtf}{mark}/.." if opening in ("since", "after") else f"../{edtf}{mark}"


def _find_neighbour(edtf: str, *, step: int) -> str:
    """Find the year, month or day next to a plain date."""
    try:
        if len(edtf) == 10:
            return str(date.fromisoformat(edtf) + timedelta(days=step))
        year, month = int(edtf[:4]), int(edtf[5:] or 1)
        if len(edtf) == 4:
            return str(date(year + step, 1, 1))[:4]
        year, month = divmod(year * 12 + month - 1 + step, 12)
        return str(date(year, month + 1, 1))[:7]
    except (OverflowError, ValueError):
        side = "after" if step > 0 else "before"
        raise ValueError(f"no date lies {side} {edtf}: years run from 0001 to 9999") from None


def _read_part_of_month(words: str, reference: str | None) -> str | None:
    """Read early, mid and late as the first, second and last ten days or so, each end approximate."""
    match = re.fullmatch(r"(early|mid|late)[ -](.+)", words)
    partial = _read_partial(match[2]) if match else None
    if match is None or partial is None or partial.month is None or partial.day is not None:
        return None
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, 0)}[match[1]]
    start = _complete_year(partial._replace(day=first_day), words, reference)
    if start is None:
        return None
    end = start._replace(day=last_day or count_days(start.year or 1, partial.month))
    return f"{_format_partial(start)}~/{_format_partial(end)}~"


def _read_season(words: str) -> str | None:
    match = re.fullmatch(_SEASON, words)
    if match is None:
        return None
    name, year, next_year = match[1].replace("fall", "autumn"), int(match[2]), match[3]
    number = next(number for number, season in SEASONS.items() if season == name)
    if name != "winter":
        return None if next_year else f"{year:04}-{number}"
    if next_year is None:
        raise ValueError(
            f"'{words}' can begin in December {year - 1} or in December {year}: "
            f"write winter {year - 1}/{year % 100:02} or winter {year}/{(year + 1) % 100:02}"
        )
    return f"{year:04}-{number}" if f"{year + 1:04}".endswith(next_year) else None

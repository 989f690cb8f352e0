"""Read the grammar of EDTF: ISO 8601-2:2019 levels 0 and 1, the sets and component qualifiers of level 2."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

EXAMPLES = (
    "2009, 2009-08 or 2009-12-12, an interval such as 2009-11-03/2009-11-04, or a set such as [2013-07-10,2013-07-15]"
)
_YEARS = "years run from 0001 to 9999, with four digits"
_LONGEST = 1000  # a set of ninety days fits; what is longer is no date, and would fill the cache

# Patterns, not compiled: most starts of the program meet only plain dates, and re keeps what it compiled.
_DATE = r"([?~%]?)([0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
_DATE_TIME = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?"
    r"(?:Z|([+-])(0[0-9]|1[0-4])(?::([0-5][0-9]))?)?"
)
_OUT_OF_RANGE = r"Y-?[0-9].*|-[0-9]{4}.*|[0-9]{5}(?:-.*)?"
_UNPADDED = r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?"
_BASIC = r"([0-9]{4})([0-9]{2})([0-9]{2})"


class Bounds(NamedTuple):
    """The first and the last day, YYYY-MM-DD; None where an end is open or unknown."""

    earliest: str | None
    latest: str | None


class Moment(NamedTuple):
    """One date, season or date-time: its digits as written, empty where not given."""

    text: str
    year: str
    month: str
    day: str
    marks: tuple[str, ...]  # one for each part given, year first: "", "?", "~" or "%"
    time: str
    earliest: str
    latest: str


class Span(NamedTuple):
    """From one moment to another, the same twice for a single one, None where the end is open or unknown."""

    start: Moment | None
    end: Moment | None


class Expression(NamedTuple):
    """What an EDTF text says."""

    text: str
    kind: Literal["date", "interval", "one_of", "all_of"]
    spans: tuple[Span, ...]
    bounds: Bounds


def shorten(text: str) -> str:
    """Cut a text for an error message."""
    return text if len(text) <= 40 else text[:39] + "…"


def count_days(year: int, month: int) -> int:
    """Count the days of a month; the calendar module would load locale for this."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@lru_cache(maxsize=8192)
def parse_expression(text: str) -> Expression:
    """Read EDTF text; raise ValueError saying what is wrong and what would be right."""
    if len(text) > _LONGEST:
        raise ValueError(f"a text of {len(text)} characters is not a date: write {EXAMPLES}")
    bare = text.strip()
    if not bare:
        raise ValueError(f"no date given: write {EXAMPLES}")
    if bare[0] in "[{":
        return _parse_set(bare)
    if bare.count("/") == 1:
        return _parse_interval(bare)
    moment = _parse_moment(bare)
    bounds = Bounds(moment.earliest, moment.latest)
    return Expression(moment.text, "date", (Span(moment, moment),), bounds)


def _parse_interval(text: str) -> Expression:
    """Read A/B, where an end may be .. (open) or nothing (unknown)."""
    start_text, _, end_text = (part.strip() for part in text.partition("/"))
    canonical = f"{start_text}/{end_text}"
    start = None if start_text in ("", "..") else _parse_day_or_longer(start_text)
    end = None if end_text in ("", "..") else _parse_day_or_longer(end_text)
    if start is None and end is None:
        raise ValueError(f"{canonical} has no date at either end: give one, as in 2009/.. or ../2010")
    span = _check_order(start, end)
    return Expression(canonical, "interval", (span,), _find_outer_bounds((span,)))


def _parse_set(text: str) -> Expression:
    """Read [a,b] (one of them) or {a,b} (all of them), whose members may be ranges a..b."""
    closing = "]" if text[0] == "[" else "}"
    if len(text) < 2 or text[-1] != closing:
        raise ValueError(f"the set {shorten(text)} is not closed: end it with {closing}")
    members = [member.strip() for member in text[1:-1].split(",")]
    if not all(members):
        raise ValueError(f"the set {shorten(text)} has an empty place: write it as in [2013-07-10,2013-07-15]")
    spans = tuple(_parse_member(member) for member in members)
    if any(span.start is None for span in spans[1:]) or any(span.end is None for span in spans[:-1]):
        raise ValueError(f"in {shorten(text)} only the first member can begin with .. and only the last end with it")
    canonical = f"{text[0]}{','.join(members)}{closing}"
    kind: Literal["one_of", "all_of"] = "one_of" if closing == "]" else "all_of"
    return Expression(canonical, kind, spans, _find_outer_bounds(spans))


def _parse_member(text: str) -> Span:
    start_text, dots, end_text = text.partition("..")
    if not dots:
        moment = _parse_day_or_longer(text)
        return Span(moment, moment)
    if not start_text and not end_text:
        raise ValueError("a set cannot hold .. alone: give a date before or after it, as in [..2010]")
    start = _parse_day_or_longer(start_text) if start_text else None
    end = _parse_day_or_longer(end_text) if end_text else None
    return _check_order(start, end)


def _check_order(start: Moment | None, end: Moment | None) -> Span:
    if start and end and start.earliest > end.latest:
        raise ValueError(f"the start {start.text} comes after the end {end.text}: write the earlier date first")
    return Span(start, end)


def _find_outer_bounds(spans: tuple[Span, ...]) -> Bounds:
    starts = [span.start.earliest for span in spans if span.start]
    ends = [span.end.latest for span in spans if span.end]
    return Bounds(
        min(starts) if len(starts) == len(spans) else None,
        max(ends) if len(ends) == len(spans) else None,
    )


def _parse_day_or_longer(text: str) -> Moment:
    moment = _parse_moment(text)
    if moment.time:
        # What happened in the world is a date here; two times of one day could not be put in order.
        raise ValueError(f"intervals and sets hold days, not times: write {moment.text[:10]} for {text}")
    return moment


def _parse_moment(text: str) -> Moment:
    """Read one date, season or date-time."""
    if timed := re.fullmatch(_DATE_TIME, text):
        return _parse_date_time(text, timed)
    if not (match := re.fullmatch(_DATE, text)):
        raise ValueError(_explain_unreadable(text))
    year, month, day = match[2], match[5] or "", match[8] or ""
    edges = _find_season(text, year, month) if month in SEASONS and not day else _find_edges(text, year, month, day)
    marks = _parse_marks(match, 1 + bool(month) + bool(day))
    return Moment(text, year, month, day, marks, "", *edges)


def _parse_marks(match: re.Match[str], parts: int) -> tuple[str, ...]:
    """Give each part its mark: on its left for itself alone, on its right for all parts up to it."""
    marks = []
    for part in range(parts):
        found = match[3 * part + 1] + "".join(match[3 * right + 3] for right in range(part, parts))
        uncertain, approximate = set("?%").intersection(found), set("~%").intersection(found)
        marks.append("%" if uncertain and approximate else "?" if uncertain else "~" if approximate else "")
    return tuple(marks)


def _parse_date_time(text: str, match: re.Match[str]) -> Moment:
    """Read a date-time; its bounds are its day in UTC, or the day as written when no zone is given."""
    from datetime import datetime, timedelta

    year, month, day = match[1], match[2], match[3]
    _find_edges(text[:10], year, month, day)
    offset = timedelta(hours=int(match[7] or 0), minutes=int(match[8] or 0))
    local = datetime.fromisoformat(f"{text[:10]}T{match[4]}:{match[5]}")
    try:
        utc_day = str((local + offset if match[6] == "-" else local - offset).date())
    except OverflowError:
        raise ValueError(f"{text} falls outside the years 0001 to 9999 in UTC: write {text[:10]}") from None
    return Moment(text, year, month, day, ("", "", ""), text[11:], utc_day, utc_day)


def _find_season(text: str, year: str, season: str) -> tuple[str, str]:
    """Find the days of a meteorological northern season; winter runs from December into the next February."""
    first, _ = _find_edges(text, year, f"{(int(season) - 20) * 3:02}", "")
    last_year = int(year.replace("X", "9"))
    if season != "24":
        _, last = _find_edges(text, year, f"{(int(season) - 20) * 3 + 2:02}", "")
        return first, last
    if last_year == 9999:
        raise ValueError(f"the winter {text} ends after the year 9999: {_YEARS}")
    return first, f"{last_year + 1:04}-02-{count_days(last_year + 1, 2)}"


def _find_edges(text: str, year: str, month: str, day: str) -> tuple[str, str]:
    """Find the first and the last day that fit the digits, X standing for any digit."""
    known = year.rstrip("X")
    if not known or "X" in known:
        raise ValueError(
            f"{text} gives no bounds to search by: a year has first digits, X only after them (200X, 20XX)"
        )
    years = range(max(1, int(year.replace("X", "0"))), int(year.replace("X", "9")) + 1)
    months = [number for number in range(1, 13) if _has_digits(month or "XX", number)]
    first = _find_first_day(years, months, day, step=1)
    last = _find_first_day(years, months, day, step=-1)
    if first is None or last is None:
        raise ValueError(_explain_impossible(text, year, month, day))
    return first, last


def _find_first_day(years: range, months: list[int], day: str, *, step: Literal[1, -1]) -> str | None:
    for year in years[::step]:
        for month in months[::step]:
            for number in range(1, count_days(year, month) + 1)[::step]:
                if _has_digits(day or "XX", number):
                    return f"{year:04}-{month:02}-{number:02}"
    return None


def _has_digits(pattern: str, number: int) -> bool:
    tens, ones = divmod(number, 10)
    return pattern[0] in ("X", str(tens)) and pattern[1] in ("X", str(ones))


def _explain_impossible(text: str, year: str, month: str, day: str) -> str:
    if year == "0000":
        return f"{text} has the year 0000: {_YEARS}"
    if not any(_has_digits(month or "XX", number) for number in range(1, 13)):
        return f"{text} has the month {month}: months are 01 to 12; seasons, without a day, 21 to 24"
    if not any(_has_digits(day, number) for number in range(1, 32)):
        return f"{text} has the day {day}: days are 01 to 31"
    if "X" in year + month + day:
        return f"no day fits {text}: write {year}-{month} if only the month is known"
    days = count_days(int(year), int(month))
    return f"{text} is not a day: {MONTHS[int(month) - 1]} {year} has {days} days"


def _explain_unreadable(text: str) -> str:
    proposals = [text.upper()]  # 200x, 2009-12-12t14:05z
    if basic := re.fullmatch(_BASIC, text):
        proposals.append("-".join(basic.groups()))
    if unpadded := re.fullmatch(_UNPADDED, text):
        proposals.append("-".join(part.zfill(2) for part in unpadded.groups() if part))
    for proposal in proposals:
        if re.fullmatch(_DATE, proposal) or re.fullmatch(_DATE_TIME, proposal):
            try:
                return f"{shorten(text)} is not EDTF: write {_parse_moment(proposal).text}"
            except ValueError:
                continue
    if re.fullmatch(_OUT_OF_RANGE, text):
        return f"{shorten(text)} is out of range: {_YEARS}"
    return f"cannot read '{shorten(text)}' as a date: write {EXAMPLES}"

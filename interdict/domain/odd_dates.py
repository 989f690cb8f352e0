"""Dates that nobody would mean: in the future, before there were sanctions, or far from the rest of the case."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interdict.domain.date_spans import is_plain
from interdict.domain.records import Record

_FIRST_YEAR = 1900
_YEARS = 10  # what is so far from the case is a slip of the pen; only a court may be later
_AHEAD = 14 * 3600  # seconds by which the day begins earlier somewhere than in UTC
_DATES: Mapping[str, tuple[str, ...]] = {"event": ("date",), "leg": ("departed", "arrived")}
_SAID = {"date": "the date", "departed": "the departure", "arrived": "the arrival"}
# Acts that the date of a case is the date of, so that none is earlier.
_ACTS = frozenset({"seized"})

Ends = tuple[str, str]  # first and last day; "" and "~", which sort before and after all days, where an end is open


def find_odd_dates(records: Iterable[Record]) -> Iterator[str]:
    """Yield a warning for each date of a case that looks wrong, beginning with the record's key."""
    case: Ends | None = None
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + _AHEAD))
    for record in records:  # the case itself comes first
        if record.table == "interdiction":
            if date := record.values.get("date"):
                case = _find_ends(date)
                yield from _doubt_case(record.values, case, today)
        elif record.table in _DATES:
            for field in _DATES[record.table]:
                if date := record.values.get(field):
                    name = str(record.values.get("key") or record.table)
                    yield from (f"{name}: {doubt}" for doubt in _doubt(record, field, date, case, today))


def _doubt_case(values: Mapping[str, Any], case: Ends, today: str) -> Iterator[str]:
    first, last = case
    if first > today:
        yield f"interdiction: the date {values['date']} is in the future"
    elif last < str(_FIRST_YEAR):
        yield f"interdiction: the date {values['date']} is before {_FIRST_YEAR}"


def _doubt(record: Record, field: str, date: str, case: Ends | None, today: str) -> Iterator[str]:
    first, last = _find_ends(date)
    if record.table == "event" and first > today:
        yield f"{_SAID[field]} {date} is in the future"
    elif case and case[0] and last[:4] < f"{int(case[0][:4]) - _YEARS:04}":
        yield f"{_SAID[field]} {date} is more than {_YEARS} years before the case"
    elif case and record.values.get("kind") in _ACTS and last < case[0]:
        yield f"it was {record.values['kind']} on {date}, before the date of the case"
    elif case and record.table == "leg" and case[1][:4].isdigit() and first[:4] > f"{int(case[1][:4]) + _YEARS:04}":
        yield f"{_SAID[field]} {date} is more than {_YEARS} years after the case"


def is_in_year(date: str, year: str) -> bool:
    """Say whether a date can lie in a year."""
    first, last = _find_ends(date)
    return first[:4] <= year <= last[:4]


def _find_ends(date: str) -> Ends:
    """Return the first and the last day of a date; one without marks, which most are, as a beginning of them."""
    if is_plain(date):
        return date, f"{date}-99-99"[:10]
    from interdict.domain.dates import find_bounds

    bounds = find_bounds(date)
    return bounds.earliest or "", bounds.latest or "~"

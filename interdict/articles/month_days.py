"""Days told by their place in a month that other words name: the 26th of last month, the last Tuesday of January."""

from __future__ import annotations

import re
from datetime import date, timedelta

from interdict.domain.date_words import parse_date
from interdict.domain.relative_dates import WEEKDAYS

_WHICH = ("first", "second", "third", "fourth")
_MONTHS = r"(?:last|this|that|the same|the) month"


def write_patterns(month: str, day: str, weekday: str, year: str) -> tuple[str, str]:
    """Return the patterns for such days out of those for a month, a day, a day of the week and a year."""
    return (
        rf"the {day} of {_MONTHS}",
        rf"(?:the )?(?:{'|'.join(_WHICH)}|last) {weekday} (?:of|in) (?:{month}(?:,? {year})?|{_MONTHS})",
    )


def read_month_day(words: str, published: str | None, last: str | None) -> tuple[str | None, str]:
    """Return the EDTF of such a day, else why it has none; `last` is the date named before it."""
    day, _, rest = re.sub(r"^the ", "", words).replace(" in ", " of ").partition(" of ")
    month, why = _read_month(rest, published, last)
    if month is None:
        return None, why
    if day[0].isdigit():
        return parse_date(f"{month}-{int(re.sub(r'[a-z]', '', day)):02}"), ""
    first = date.fromisoformat(f"{month}-01")
    which, weekday = day.split()
    found = first + timedelta(days=(WEEKDAYS.index(weekday.casefold()) - first.weekday()) % 7)
    if which != "last":
        return str(found + timedelta(days=7 * _WHICH.index(which))), ""
    weeks = [found + timedelta(days=7 * number) for number in range(5)]
    return str(max(day for day in weeks if day.month == first.month)), ""


def _read_month(words: str, published: str | None, last: str | None) -> tuple[str | None, str]:
    if words in {"last month", "this month"}:
        month = parse_date(words, reference=published)
    elif words.endswith("month"):
        named = re.match(r"[0-9]{4}-[0-9]{2}", last or "")
        month = named[0] if named else ""
    else:
        month = parse_date(words, reference=published)
    return (month, "") if re.fullmatch(r"[0-9]{4}-[0-9]{2}", month) else (None, f"'{words}': of which year?")

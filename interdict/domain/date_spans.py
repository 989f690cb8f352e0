"""Compare the dates that are met most, years, months, days and intervals of them, without the parser of all others.

Its patterns take longer to compile than a report of some cases takes; a test holds the two to each other.
"""

from __future__ import annotations

_MARKS = "~?%"
_SHORT = frozenset({4, 6, 9, 11})  # months of thirty days


def is_plain(date: str) -> bool:
    """Say whether a date is a year, a month (no season) or a day without any mark; others are slow to read."""
    return len(date) in {4, 7, 10} and date.replace("-", "").isdigit() and date[5:7] <= "12"


def is_within(edtf: str, window: str) -> bool:
    """Tell whether a date must lie within another one; what is no date lies within nothing."""
    one, other = _find_span(edtf), _find_span(window)
    if one and other:
        return other[0] <= one[0] and one[1] <= other[1]
    from interdict.domain.dates import find_bounds, is_certain

    try:
        return is_certain(find_bounds(edtf), find_bounds(window))
    except ValueError:
        return False


def _find_span(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last day of a plain date, marked or not, of an interval or a set of such; else None.

    An open end is a text that sorts before, or after, all days.
    """
    if edtf[:1] + edtf[-1:] in {"[]", "{}"}:
        spans = [_find_span(member) for member in edtf[1:-1].split(",")]
        found = [span for span in spans if span]
        return (min(first for first, _ in found), max(last for _, last in found)) if found == spans else None
    start, slash, end = edtf.partition("/")
    first, last = start.rstrip(_MARKS), (end if slash else start).rstrip(_MARKS)
    is_open = [bool(slash) and one in {"", ".."} for one in (first, last)]
    if all(is_open) or not all(
        opens or (is_plain(one) and one.isascii()) for opens, one in zip(is_open, (first, last), strict=True)
    ):
        return None
    return "" if is_open[0] else f"{first}-01-01"[:10], "~" if is_open[1] else _find_last_day(last)


def _find_last_day(date: str) -> str:
    if len(date) == 10:
        return date
    month = f"{date}-12"[:7]
    return f"{month}-{_count_days(int(month[:4]), int(month[5:]))}"


def _count_days(year: int, number: int) -> int:
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if number in _SHORT else 31

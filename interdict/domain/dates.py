"""Check, compare and show dates, which are EDTF text (ISO 8601-2:2019) everywhere in interdict."""

from __future__ import annotations

import re

from interdict.domain.edtf import (
    EXAMPLES,
    MONTHS,
    SEASONS,
    Bounds,
    Expression,
    Moment,
    Span,
    count_days,
    parse_expression,
)

__all__ = ["Bounds", "find_bounds", "format_date", "is_certain", "is_possible", "parse_edtf", "parse_window"]

# Only what is valid in every year: 29 February takes the slow path.
_match_plain = re.compile(
    r"(?!0000)([0-9]{4})"
    r"(?:-(0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]|(?<!02-)(?:29|30)|(?<=(?:0[13578]|1[02])-)31))?)?"
).fullmatch
_WINDOW_EXAMPLES = "2009, 2009-08, 2009..2010-06, 2009.. or ..2010"


def parse_edtf(text: str) -> str:
    """Check EDTF text and return it without blanks; raise ValueError saying what would be right.

    Years are 0001 to 9999. Seasons are 21 to 24 and mean the meteorological ones of the north:
    21 is March to May, 24 is December to the February after.
    """
    return parse_expression(text).text


def find_bounds(edtf: str) -> Bounds:
    """Find the earliest and the latest day an EDTF text allows.

    The marks ~ and ? do not widen them: EDTF does not say by how much, any width would be our invention,
    and a query must give the same answer to everyone. Who means a wider span writes an interval.
    """
    match = _match_plain(edtf)
    if match is None:
        return parse_expression(edtf).bounds
    if len(edtf) == 10:
        return Bounds(edtf, edtf)
    if len(edtf) == 7:
        return Bounds(f"{edtf}-01", f"{edtf}-{count_days(int(match[1]), int(match[2]))}")
    return Bounds(f"{edtf}-01-01", f"{edtf}-12-31")


def is_possible(edtf_bounds: Bounds, window: Bounds) -> bool:
    """Tell whether the date can lie in the window: they share a day."""
    starts_in_time = edtf_bounds.earliest is None or window.latest is None or edtf_bounds.earliest <= window.latest
    ends_in_time = edtf_bounds.latest is None or window.earliest is None or edtf_bounds.latest >= window.earliest
    return starts_in_time and ends_in_time


def is_certain(edtf_bounds: Bounds, window: Bounds) -> bool:
    """Tell whether the date must lie in the window: every day of it does."""
    starts_inside = window.earliest is None or (
        edtf_bounds.earliest is not None and edtf_bounds.earliest >= window.earliest
    )
    ends_inside = window.latest is None or (edtf_bounds.latest is not None and edtf_bounds.latest <= window.latest)
    return starts_inside and ends_inside


def parse_window(text: str) -> Bounds:
    """Read the window of a query: 2009, 2009..2010-06, 2009.., ..2010 or any EDTF."""
    bare = text.strip()
    if ".." in bare and "/" not in bare and bare[0] not in "[{":
        start, _, end = bare.partition("..")
        if not start and not end:
            raise ValueError(f"the window .. has no end: write {_WINDOW_EXAMPLES}")
        bare = f"{start or '..'}/{end or '..'}"
    try:
        return find_bounds(bare)
    except ValueError as error:
        raise ValueError(str(error).replace(EXAMPLES, _WINDOW_EXAMPLES)) from None


def format_date(edtf: str) -> str:
    """Write a date for people, as in 12 December 2009; return text that is not EDTF unchanged."""
    try:
        expression = parse_expression(edtf)
    except ValueError:
        return edtf
    if expression.kind == "interval":
        return _format_interval(expression)
    if expression.kind == "date":
        return _format_span(expression.spans[0])
    return _format_set(expression)


def _format_interval(expression: Expression) -> str:
    span = expression.spans[0]
    if span.start and span.end:
        return _format_pair(span.start, span.end, " to ") or _format_span(span)
    if expression.text.endswith("/"):
        return f"from {_format_end(span)}, end unknown"
    if expression.text.startswith("/"):
        return f"until {_format_end(span)}, start unknown"
    return _format_span(span)


def _format_set(expression: Expression) -> str:
    moments = [span.start for span in expression.spans if span.start and span.start == span.end]
    if len(moments) == len(expression.spans) == 2:
        word = " or " if expression.kind == "one_of" else " and "
        if pair := _format_pair(moments[0], moments[1], word):
            return pair
    members = ", ".join(_format_span(span).removeprefix("from ") for span in expression.spans)
    if expression.kind == "one_of" and len(expression.spans) == 1 and None in expression.spans[0]:
        return f"some time {members}"
    return f"one of {members}" if expression.kind == "one_of" else f"all of {members}"


def _format_span(span: Span) -> str:
    if span.start is None:
        return f"until {_format_end(span)}"
    if span.end is None:
        return f"since {_format_end(span)}"
    if span.start == span.end:
        return _format_moment(span.start)
    return f"from {_format_moment(span.start)} to {_format_moment(span.end)}"


def _format_end(span: Span) -> str:
    moment = span.start or span.end
    return _format_moment(moment) if moment else ""


def _format_pair(first: Moment, second: Moment, word: str) -> str | None:
    """Write two dates as one phrase, what they share only once; None if their marks differ."""
    marks = set(first.marks + second.marks)
    if len(marks) > 1:
        return None
    start, end = _format_unmarked(first), _format_unmarked(second)
    if _is_plain(first) and _is_plain(second) and len(first.text) == len(second.text):
        if first.month and first.year == second.year:
            start = start.removesuffix(f" {first.year}")
        if first.day and first.text[:7] == second.text[:7]:
            start = str(int(first.day))
    return _add_mark(f"{start}{word}{end}", marks.pop())


def _is_plain(moment: Moment) -> bool:
    return "X" not in moment.text and moment.month not in SEASONS


def _format_moment(moment: Moment) -> str:
    words = _format_unmarked(moment)
    if len(set(moment.marks)) == 1:
        return _add_mark(words, moment.marks[0])
    meanings = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
    notes = [
        f"{part} {meanings[mark]}" for part, mark in zip(("year", "month", "day"), moment.marks, strict=False) if mark
    ]
    return f"{words} ({', '.join(notes)})"


def _add_mark(words: str, mark: str) -> str:
    if mark in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if mark in ("?", "%") else words


def _format_unmarked(moment: Moment) -> str:
    year, month, day = moment.year, moment.month, moment.day
    if "X" in year + month + day:
        return _format_unspecified(moment)
    if month == "24":
        return f"winter {year}/{(int(year) + 1) % 100:02}"
    if month in SEASONS:
        return f"{SEASONS[month]} {year}"
    words = f"{int(day)} " if day else ""
    words += f"{MONTHS[int(month) - 1]} " if month else ""
    return f"{words}{year}{_format_time(moment.time)}"


def _format_unspecified(moment: Moment) -> str:
    year, month, day = moment.year, moment.month, moment.day
    if not month:
        return f"an unknown year from {moment.earliest[:4]} to {moment.latest[:4]}"
    if "X" not in year and month == "XX" and day in ("", "XX"):
        return f"an unknown {'day' if day else 'month'} of {year}"
    if "X" not in year + month and day == "XX":
        return f"an unknown day of {MONTHS[int(month) - 1]} {year}"
    return f"between {format_date(moment.earliest)} and {format_date(moment.latest)}"


def _format_time(time: str) -> str:
    if not time:
        return ""
    clock, offset = time[:5], time[5:]
    if offset.startswith(":"):
        clock, offset = time[:8], time[8:]
    zone = {"": "", "Z": " UTC"}.get(offset, f" (UTC{offset})")
    return f", {clock}{zone}"

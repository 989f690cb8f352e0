"""Read dates as people write them in English, and never add a day, a month or a year that was not written."""

from __future__ import annotations

import re
from datetime import date, timedelta

from interdict.domain.dates import parse_edtf
from interdict.domain.edtf import shorten
from interdict.domain.partial_dates import Partial, complete_year, format_partial, read_partial
from interdict.domain.periods import read_period
from interdict.domain.relative_dates import parse_relative

_EXAMPLES = "12 Dec 2009 or about August 2009"
_LONGEST = 200

_MARKS = {
    "~": (
        "about ", "circa ", "c. ", "ca. ", "ca ", "c.", "around ", "approximately ", "approx. ", "approx ",
        "on or about ",
    ),
    "?": ("possibly ", "perhaps ", "probably "),
}  # fmt: skip
_ENDINGS = {
    " (uncertain)": "?",
    "?": "?",
    " (approx.)": "~",
    " (approx)": "~",
    " (approximately)": "~",
    " (circa)": "~",
}
_BETWEEN = (("between ", (" and ",)), ("from ", (" to ", " until ", " till ", " through ", " - ", "-")))
_UP_TO = (" to ", " until ", " till ", " through ", " - ", "-", "/")
# What leaves one end open; the period that is named counts, but after `after` and `before`.
_OPEN = {
    "since": "since", "from": "since", "not before": "since", "no earlier than": "since", "after": "after",
    "until": "until", "till": "until", "by": "until", "no later than": "until", "not later than": "until",
    "before": "before", "prior to": "before",
}  # fmt: skip
_TIME = r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}.*)"
_LOOKS_EDTF = r"[\[{]?[0-9./][0-9x?~%.,/tz:+ \[\]{}-]*"
_NO_DATE = frozenset({"unknown", "not known", "not stated", "undated", "no date", "n/a", "na", "none", "tbd", "tbc"})


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
    """Reduce a text to lower-case words with single blanks and plain hyphens; 2009–10 keeps its dash."""
    plain = text.strip()
    if re.fullmatch(r"[0-9]{4}[‐‑‒–—−][0-9]{2}", plain):
        return f"{plain[:4]}–{plain[5:]}"
    for dash in "‐‑‒–—−":
        plain = plain.replace(dash, "-")
    words = " ".join(plain.lower().split())
    for preposition in ("on ", "in ", "during "):
        if not words.startswith("on or about "):
            words = words.removeprefix(preposition)
    return words


def _read_words(words: str, reference: str | None) -> str | None:
    if words in _NO_DATE:
        raise ValueError(f"'{words}' is no date: leave the field empty where the date is not known")
    if timed := re.fullmatch(_TIME, words):
        return f"{timed[1]}T{timed[2].upper()}"
    for opening, separators in _BETWEEN:
        if words.startswith(opening) and (found := _read_range(words.removeprefix(opening), separators, reference)):
            return found
    for opening, meaning in _OPEN.items():
        if words.startswith(f"{opening} "):
            return _read_open(meaning, words.removeprefix(f"{opening} "), reference)
    mark, rest = _split_mark(words)
    found = _read_unmarked(rest, reference)
    return _add_mark(found, mark) if found else None


def _read_unmarked(words: str, reference: str | None) -> str | None:
    """Read what may follow about or possibly."""
    if found := parse_relative(words, reference=reference) or read_period(words, reference):
        return found
    if partial := read_partial(words):
        partial = complete_year(partial, words, reference)
        return format_partial(partial) if partial else None
    for separator, brackets in ((" or ", "[]"), (" and ", "{}")):
        if pair := _read_range(words, (separator,), reference):
            return f"{brackets[0]}{pair.replace('/', ',')}{brackets[1]}"
    return _read_range(words, _UP_TO, reference)


def _split_mark(words: str) -> tuple[str, str]:
    """Take about, possibly and the like off; return their EDTF mark and the rest."""
    mark = ""
    for ending, sign in _ENDINGS.items():
        if words.endswith(ending):
            mark, words = sign, words.removesuffix(ending)
            break
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


def _read_range(words: str, separators: tuple[str, ...], reference: str | None) -> str | None:
    """Read two dates as an interval; what the first lacks it takes from the second, as in 3 to 5 May 2010."""
    separator = next((separator for separator in separators if separator in words), None)
    if separator is None:
        return None
    start_words, _, end_words = words.partition(separator)
    start_mark, start_words = _split_mark(start_words.strip())
    end_mark, end_words = _split_mark(end_words.strip())
    start, end = read_partial(start_words), read_partial(end_words)
    if start is None or end is None:
        return None
    if separator == "-" and not _has_same_precision(start, end):
        return None  # 2009-08 Dec. 2010 is no range from 2009 on
    if end.month is None and end.day is not None and start.day is not None:
        end = end._replace(month=start.month)  # November 3-4, 2009
    if start.year is not None and end.year is None:
        return None  # 3 May 2009 to 5 June: the end may lie in a later year
    whole_end = complete_year(end, words, reference)
    whole_start = _complete_start(start, whole_end) if whole_end else None
    if whole_start is None or whole_end is None:
        return None
    return f"{format_partial(whole_start)}{start_mark}/{format_partial(whole_end)}{end_mark}"


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
    partial = read_partial(words)
    partial = complete_year(partial, words, reference) if partial else None
    if partial is None:
        return None
    edtf = parse_edtf(format_partial(partial))
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

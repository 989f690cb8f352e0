"""Find where and when a report was written: its dateline, or a line of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from interdict.articles.passages import Passages
from interdict.articles.patterns import Pattern
from interdict.articles.times import DAY, MONTH, WEEKDAY, YEAR
from interdict.domain.date_words import parse_date

_WHOLE = Pattern(rf"(?:{WEEKDAY}, )?(?:{DAY} {MONTH},? {YEAR}|{MONTH} {DAY}, {YEAR}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
_NAME = r"[A-ZÀ-Ý][\w.'/-]*"
_PLACE = rf"(?P<place>{_NAME}(?: {_NAME}){{0,3}}(?:, {_NAME}(?: {_NAME}){{0,2}})?)"
_ON = rf"(?P<date>(?:{WEEKDAY},? )?(?:{MONTH} {DAY}|{DAY} {MONTH})(?:,? {YEAR})?)"
_AGENCY = r"[ )]{0,2}(?:\([^)]{1,30}\)|/[^/]{1,20}/)? ?"
_DATED = Pattern(rf"{_PLACE}?[ ,(]{{0,3}}{_ON}{_AGENCY}(?P<end>--|—|–|-|\.|:) ")
_UNDATED = Pattern(rf"{_PLACE}{_AGENCY}(?P<end>--|—|–|-|:) ")


class Dateline(NamedTuple):
    """The beginning of a report, which names where and when it was written: its end, and its date if it has one."""

    end: int
    place: str
    date: str


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline at the beginning of a paragraph, such as `CAIRO, Oct. 2 (Agency) -`."""
    dated = _DATED.match(text + " ")
    found = dated or _UNDATED.match(text)
    if found is None or found.end() > 90:
        return None
    place, when = found["place"] or "", found["date"] if dated else ""
    if not re.match(r"[A-Z]{3}", place) and (not when or found["end"] == ":" or (place and found["end"] == ".")):
        return None
    return Dateline(found.end(), place, when)


def find_published(passages: Passages) -> str | None:
    """Return the day on which a text says it was published: in a line of its own, a dateline, or its last lines."""
    paragraphs = passages.paragraphs
    for paragraph in [*paragraphs[:8], *paragraphs[-3:]]:
        text = passages.plain[paragraph.start : paragraph.end]
        if paragraph.is_heading and len(text) < 90 and (found := _WHOLE.search(text)):
            return _read_whole(found[0])
        dateline = find_dateline(text[:120])
        if dateline and (found := _WHOLE.search(dateline.date)):
            return _read_whole(found[0])
        opening = _WHOLE.match(text)
        if opening and text[opening.end() : opening.end() + 2] in {" (", " -", " —", ". "}:
            return _read_whole(opening[0])
    return None


def _read_whole(words: str) -> str | None:
    try:
        return parse_date(re.sub(rf"^{WEEKDAY}, ", "", words))
    except ValueError:
        return None

"""Find dates as articles write them, and read each against the day of publication and the dates before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from interdict.articles.passages import Passages
from interdict.articles.tables import word_list
from interdict.domain.date_words import parse_date
from interdict.domain.dates import find_bounds

_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sep(?:t(?:ember"
    r"|\.)?|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_LONG_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_W = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_D = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![0-9,.]*[0-9])"
_Y = r"(?:19|20)[0-9]{2}(?![0-9-])"
_ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_O = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_N = r"(?i:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBERS = word_list("zero one two three four five six seven eight nine ten eleven twelve")
_PATTERNS = (
    ("range", rf"(?:[Bb]etween |[Ff]rom )?{_D} ?(?:-|–|and|to) ?{_D} {_M}(?:,? {_Y})?"),
    ("range", rf"(?:[Bb]etween |[Ff]rom )?{_M} {_D} ?(?:-|–|and|to) ?{_D}(?:,? {_Y})?"),
    ("day", rf"(?:the )?{_D}(?: of)? {_M}(?:,? {_Y})?(?: (?:last|this|that|the same) year)?"),
    ("day", rf"the {_O} of {_M}(?:,? {_Y})?"),
    ("day", rf"{_M} (?:the )?{_D}(?:,? {_Y})?(?: (?:last|this|that|the same) year)?"),
    ("day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])|[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{4}(?![0-9])"),
    ("part", rf"(?:early|mid|late)[ -](?:in )?{_M}(?: {_Y})?"),
    ("month", rf"{_M}(?:,? | of |, )(?:{_Y}|last year|this year|that year|the same year)"),
    ("month", rf"(?:[Ll]ast|this past|[Tt]his) {_LONG_M}"),
    ("season", rf"(?:[Tt]he )?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? {_Y}"),
    ("weekend", r"(?:[Tt]he|[Ll]ast|[Tt]his past|[Tt]his) weekend"),
    ("weekday", rf"[Ll]ast {_W}"),
    ("early", r"(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) (?:this|last) (?:month|year|week)"),
    ("last", r"[Ll]ast (?:week|month|year)|[Tt]his (?:week|month|year)"),
    ("ago", rf"{_N} (?:day|week|month|year)s? ago"),
    (
        "step",
        rf"{_N} days? (?:earlier|later|before|afterwards)(?! [a-z]+ing)|[Tt]he (?:next"
        rf"|following|previous) day",
    ),
    ("day", r"[Yy]esterday|[Tt]oday"),
    ("anaphora", r"(?:[Tt]he|[Tt]hat)(?: very)? same (?:day|month|year)|[Tt]hat (?:day|month|year)\b"),
    ("weekday", rf"(?<!\ba ){_W}(?!,? \(?(?:the )?(?:{_M} {_D}|{_D}(?: of)? {_M}))"),
    ("month", rf"(?<=[a-z,] ){_LONG_M}|^{_LONG_M}"),
    ("year", rf"(?<=[Ii]n ){_Y}|(?<=[Ss]ince ){_Y}|(?<=[Ii]n early ){_Y}|(?<=[Ii]n late ){_Y}"),
)
_DATE = re.compile(
    "|".join(
        f"(?P<p{number}>{pattern})".replace(r"\1", f"(?P=s{number})").replace("([./])", f"(?P<s{number}>[./])")
        for number, (_, pattern) in enumerate(_PATTERNS)
    )
)
_WHOLE = re.compile(rf"(?:{_W}, )?(?:{_D} {_M},? {_Y}|{_M} {_D}, {_Y}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
_NAME = r"[A-ZÀ-Ý][\w.'/-]*"
_PLACE = rf"(?P<place>{_NAME}(?: {_NAME}){{0,3}}(?:, {_NAME}(?: {_NAME}){{0,2}})?)"
_ON = rf"(?P<date>(?:{_W},? )?(?:{_M} {_D}|{_D} {_M})(?:,? {_Y})?)"
_AGENCY = r"[ )]{0,2}(?:\([^)]{1,30}\)|/[^/]{1,20}/)? ?"
_DATED = re.compile(rf"{_PLACE}?[ ,(]{{0,3}}{_ON}{_AGENCY}(?P<end>--|—|–|-|\.|:) ")
_UNDATED = re.compile(rf"{_PLACE}{_AGENCY}(?P<end>--|—|–|-|:) ")


class When(NamedTuple):
    """A date in the text: where it stands, what kind of words it is, and its EDTF, None where that stays open."""

    start: int
    end: int
    kind: str
    edtf: str | None
    why: str = ""


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
        return parse_date(re.sub(rf"^{_W}, ", "", words))
    except ValueError:
        return None


class Calendar:
    """Reads the dates of a text in order; some, such as `that same month`, speak of the one before."""

    def __init__(self, published: str | None) -> None:
        self.published = published
        self._last: str | None = None

    def find(self, text: str, start: int) -> Iterator[When]:
        """Yield the dates in a sentence that begins at a place of the plain text."""
        if not re.search(r"[0-9]|[JFMASOND][a-z]{2}|[Mm]onth|[Yy]ear|days?\b|[Ww]eek|[Tt]he [a-z-]+ of [A-Z]", text):
            return
        for found in _DATE.finditer(text):
            kind = _PATTERNS[int(str(found.lastgroup)[1:])][0] if str(found.lastgroup)[0] == "p" else _find_kind(found)
            if kind in {"day", "range"} and re.match(r"['\w]", text[found.end() : found.end() + 1]):
                continue
            edtf, why = self._read(found[0], kind)
            if (
                kind == "month"
                and found[0] == "May"
                and not re.search(r"(?:[Ii]n|of|[Ss]ince|[Ll]ast|by|until|[Dd]uring) $", text[: found.start()])
            ):
                continue
            if edtf and kind != "year":
                self._last = edtf
            yield When(start + found.start(), start + found.end(), kind, edtf, why)

    def _read(self, words: str, kind: str) -> tuple[str | None, str]:
        """Return the EDTF of a date and why it has none."""
        plain = words.replace("–", "-")
        try:
            if kind == "anaphora":
                return self._read_again(plain)
            if kind == "step":
                return self._read_step(plain.casefold())
            if kind == "weekday":
                return self._read_weekday(plain)
            if kind == "weekend":
                return self._read_weekend(plain)
            plain = re.sub(r"(?<=[a-z.]) the (?=[0-9])", " ", _spell_ordinal(plain))
            year = re.search(r",? (?:of )?(last|this|that|the same) year$", plain)
            if year and kind in {"day", "month"}:
                return self._read_in_year(plain[: year.start()].removesuffix(" of"), year[1])
            if kind == "early":
                return self._read_early(plain)
            plain = re.sub(r"^(?:[Tt]his past|[Tt]his)(?= [A-Z])", "last", plain)
            plain = re.sub(r"^(early|mid|late) in ", r"\1 ", plain)
            plain = re.sub(r"^[Tt]he (?=[SsAaFfWw])", "", plain) if kind == "season" else plain
            if kind == "month":
                plain = re.sub(r" of (?=\d{4}$)", " ", plain)
            return parse_date(plain, reference=self.published), ""
        except ValueError as error:
            return None, str(error)

    def _read_again(self, words: str) -> tuple[str | None, str]:
        size = {"day": 10, "month": 7, "year": 4}[words.split()[-1]]
        if self._last is None or len(self._last) < size or not re.fullmatch(r"[0-9-]+", self._last):
            return None, f"'{words}': which is meant?"
        return self._last[:size], ""

    def _read_step(self, words: str) -> tuple[str | None, str]:
        """Read `three days earlier` against the day named before."""
        if self._last is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", self._last):
            return None, f"'{words}': counted from which day?"
        first = words.split()[0]
        number = 1 if first in {"a", "an", "the"} else int(first) if first.isdigit() else _NUMBERS.index(first)
        sign = -1 if re.search(r"earlier|before|previous", words) else 1
        return str(date.fromisoformat(self._last) + timedelta(days=sign * number)), ""

    def _read_weekday(self, words: str) -> tuple[str | None, str]:
        """Read a day of the week as the newest one up to the day of publication."""
        day = _find_day(self.published)
        if day is None:
            return None, f"'{words}' needs the day of publication: give --published"
        if words.casefold().startswith("last "):
            return parse_date(words.casefold(), reference=self.published), ""
        number = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").index(words.casefold())
        return str(day - timedelta(days=(day.weekday() - number) % 7)), ""

    def _read_weekend(self, words: str) -> tuple[str | None, str]:
        """Read a weekend as the newest one that is over on the day of publication, or that this day belongs to."""
        day = _find_day(self.published)
        if day is None:
            return None, f"'{words}' needs the day of publication: give --published"
        saturday = day - timedelta(days=(day.weekday() - 5) % 7)
        return f"{saturday}/{saturday + timedelta(days=1)}", ""

    def _read_in_year(self, words: str, which: str) -> tuple[str | None, str]:
        """Read `28 June that year`, `August last year`."""
        base = self._last if which in {"that", "the same"} else self.published
        if base is None:
            return None, f"'{words}': which year?"
        year = int(base[:4]) - (which == "last")
        return parse_date(f"{words} {year}"), ""

    def _read_early(self, words: str) -> tuple[str | None, str]:
        part, which, unit = words.casefold().split()
        whole = parse_date(f"{which} {unit}", reference=self.published)
        if unit == "month" and part in {"early", "late"}:
            month = date(int(whole[:4]), int(whole[5:7]), 1)
            return parse_date(f"{part} {month.strftime('%B %Y')}"), ""
        return whole, ""


def _find_kind(found: re.Match[str]) -> str:
    return next(kind for number, (kind, _) in enumerate(_PATTERNS) if found[f"p{number}"] is not None)


def _spell_ordinal(words: str) -> str:
    match = re.match(rf"the ({_O}) of ", words)
    return f"{_ORDINALS.index(match[1]) + 1} {words[match.end() :]}" if match else words


def _find_day(published: str | None) -> date | None:
    if published is None:
        return None
    bounds = find_bounds(published)
    return date.fromisoformat(bounds.earliest) if bounds.earliest and bounds.earliest == bounds.latest else None

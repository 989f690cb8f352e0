"""Find dates as articles write them, and read each against the day of publication and the dates before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from interdict.articles.month_days import read_month_day, write_patterns
from interdict.articles.patterns import Pattern
from interdict.articles.tables import word_list
from interdict.domain.date_words import parse_date
from interdict.domain.dates import find_bounds
from interdict.domain.numerals import read_number, tidy_text
from interdict.domain.relative_dates import WEEKDAYS

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|t?ember|ober|\.)?(?![a-z])"
_LONG_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![0-9,.]{0,9}[0-9])"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9-])"
_ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_O = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_N = r"(?i:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBERS = word_list("zero one two three four five six seven eight nine ten eleven twelve")
_PART_OF_DAY = r"(?:night|morning|afternoon|evening)"
_PATTERNS = (
    *(("in_month", pattern) for pattern in write_patterns(MONTH, DAY, WEEKDAY, YEAR)),
    (
        "range",
        rf"(?:[Bb]etween {DAY} {MONTH} and|(?:[Ff]rom )?{DAY} {MONTH} ?(?:-|–|to|until)) ?{DAY} {MONTH}(?:,? {YEAR})?",
    ),
    (
        "range",
        rf"(?:[Bb]etween {MONTH} {DAY} and|(?:[Ff]rom )?{MONTH} {DAY} ?(?:-|–|to|until)) ?{MONTH} {DAY}(?:,? {YEAR})?",
    ),
    ("months", rf"(?:[Bb]etween {_LONG_M} and|(?:[Ff]rom )?{_LONG_M} ?(?:or|to|until|-|–)) ?{_LONG_M},? {YEAR}"),
    ("range", rf"(?:[Bb]etween |[Ff]rom )?{DAY} ?(?:-|–|and|to) ?{DAY} {MONTH}(?:,? {YEAR})?"),
    ("range", rf"(?:[Bb]etween |[Ff]rom )?{MONTH} {DAY} ?(?:-|–|and|to) ?{DAY}(?:,? {YEAR})?"),
    ("day", rf"(?:the )?{DAY}(?: of)? {MONTH}(?:,? {YEAR})?(?: (?:last|this|that|the same) year)?"),
    ("day", rf"the {_O} of {MONTH}(?:,? {YEAR})?"),
    ("day", rf"{MONTH} (?:the )?{DAY}(?:,? {YEAR})?(?: (?:last|this|that|the same) year)?"),
    ("day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])|[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{4}(?![0-9])"),
    (
        "anniversary",
        r"[A-Za-z-]+ years ago (?:today|this (?:day|month))|[A-Z-]+ YEARS AGO (?:TODAY|THIS (?:DAY|MONTH))",
    ),
    ("week", rf"(?:the )?(?:first|second|third|fourth|last) week (?:of|in) {MONTH}(?:,? {YEAR})?"),
    ("part", rf"(?:early|mid|late)[ -](?:in )?{MONTH}(?: {YEAR})?"),
    ("month", rf"{MONTH}(?:,? | of |, )(?:{YEAR}|last year|this year|that year|the same year)"),
    ("month", rf"(?:[Ll]ast|this past|[Tt]his) {_LONG_M}"),
    ("season", rf"(?:[Tt]he )?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? {YEAR}"),
    ("season", rf"(?:[Tt]he )?(?:first|second|third|fourth|last) (?:half|quarter) of {YEAR}"),
    ("weekend", r"(?:[Tt]he|[Ll]ast|[Tt]his past|[Tt]his) weekend"),
    ("weekday", rf"[Ll]ast {WEEKDAY}|{WEEKDAY} (?:(?:of )?last week|a week ago)"),
    ("step", rf"(?:[Tt]he )?(?:[Nn]ext|[Ff]ollowing|[Pp]revious|[Pp]receding) {WEEKDAY}"),
    ("early", r"(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) (?:this|last) (?:month|year|week)"),
    ("last", r"[Ll]ast (?:week|month|year)|[Tt]his (?:week|month|year)"),
    ("ago", rf"{_N} (?:day|week|fortnight|month|year)s? ago"),
    (
        "step",
        rf"{_N} (?:day|week|month)s? (?:earlier|later|afterwards|(?:before|after)(?= that\b|[,.:;)]|$))(?! [a-z]+ing)"
        rf"|[Tt]he (?:next|following|previous|preceding) (?:day|month|{_PART_OF_DAY})\b"
        rf"|[Tt]he (?:day|{_PART_OF_DAY}) (?:after|before)(?= that\b|[,.;)]|$)",
    ),
    ("day", rf"[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]his {_PART_OF_DAY}"),
    ("night", r"[Ll]ast night"),
    (
        "anaphora",
        rf"(?:[Tt]he|[Tt]hat)(?: very)? same (?:day|month|year|{_PART_OF_DAY})"
        rf"|[Tt]hat (?:day|month|year|{_PART_OF_DAY})\b",
    ),
    (
        "ordinal",
        r"(?<=[Oo]n the )(?:[12]?1st|2?2nd|2?3rd|1[1-3]th|[12]?[04-9]th|3(?:0th|1st))"
        r"(?=[,.;:)]|$| (?:and|at|in|by|when|off|near|after|with)\b)",
    ),
    ("weekday", rf"(?<!\ba ){WEEKDAY}(?!,? \(?(?:the )?(?:{MONTH} {DAY}|{DAY}(?: of)? {MONTH}))"),
    ("month", rf"(?<=[a-z,] ){_LONG_M}|^{_LONG_M}"),
    ("year", rf"(?<=[Ii]n ){YEAR}|(?<=[Ss]ince ){YEAR}|(?<=[Ii]n early ){YEAR}|(?<=[Ii]n late ){YEAR}"),
)
_DATE = Pattern(
    "|".join(
        f"(?P<p{number}>{pattern})".replace(r"\1", f"(?P=s{number})").replace("([./])", f"(?P<s{number}>[./])")
        for number, (_, pattern) in enumerate(_PATTERNS)
    )
)
_MAY_HAVE_DATE = Pattern(
    r"[0-9]|[JFMASOND][a-z]{2}|[Mm]onth|[Yy]ear|days?\b|[Ww]eek|[Nn]ight|[Mm]orning|[Ee]vening|[Aa]fternoon"
    r"|[Tt]he [a-z-]+ of [A-Z]"
)


class When(NamedTuple):
    """A date in the text: where it stands, what kind of words it is, and its EDTF, None where that stays open."""

    start: int
    end: int
    kind: str
    edtf: str | None
    why: str = ""


class Calendar:
    """Reads the dates of a text in order; some, such as `that same month`, speak of the one before."""

    def __init__(self, published: str | None) -> None:
        self.published = published
        self._last: str | None = None

    def find(self, text: str, start: int) -> Iterator[When]:
        """Yield the dates in a sentence that begins at a place of the plain text."""
        if not _MAY_HAVE_DATE.search(text):
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
                self._last = edtf[:7] if kind == "week" else edtf
            named = "day" if kind == "in_month" else kind
            yield When(start + found.start(), start + found.end(), named, edtf, why)

    def _read(self, words: str, kind: str) -> tuple[str | None, str]:
        """Return the EDTF of a date and why it has none."""
        plain = words.replace("–", "-")
        try:
            if read := self._find_reader(kind):
                return read(plain)
            plain = re.sub(r"(?<=[a-z.]) the (?=[0-9])", " ", _spell_ordinal(plain))
            year = re.search(r",? (?:of )?(last|this|that|the same) year$", plain)
            if year and kind in {"day", "month"}:
                return self._read_in_year(plain[: year.start()].removesuffix(" of"), year[1])
            if kind == "early":
                return self._read_early(plain)
            plain = re.sub(r"^(?:[Tt]his past|[Tt]his)(?= [A-Z])", "last", plain)
            plain = re.sub(r"^(?:this .*|tonight)$", "today", plain, flags=re.IGNORECASE) if kind == "day" else plain
            plain = re.sub(r"^an? fortnight", "two weeks", plain, flags=re.IGNORECASE)
            plain = re.sub(r"^(early|mid|late) in ", r"\1 ", plain)
            plain = re.sub(r"^[Tt]he (?=[SsAaFfWw])", "", plain) if kind == "season" else plain
            if kind == "month":
                plain = re.sub(r" of (?=\d{4}$)", " ", plain)
            return parse_date(plain, reference=self.published), ""
        except ValueError as error:
            return None, str(error)

    def _find_reader(self, kind: str) -> Callable[[str], tuple[str | None, str]] | None:
        """Return what reads a kind of words that speaks of another day; None for those that name their own."""
        readers: dict[str, Callable[[str], tuple[str | None, str]]] = {
            "anaphora": self._read_again,
            "step": lambda words: self._read_step(words.casefold()),
            "weekday": self._read_weekday,
            "anniversary": lambda words: self._read_anniversary(words.casefold()),
            "week": lambda words: self._read_week(words.removeprefix("the ")),
            "weekend": lambda words: self._read_pair(words, 5),
            "night": lambda words: self._read_pair(words, None),
            "ordinal": self._read_ordinal,
            "in_month": lambda words: read_month_day(words, self.published, self._last),
        }
        return readers.get(kind)

    def _read_again(self, words: str) -> tuple[str | None, str]:
        size = {"month": 7, "year": 4}.get(words.split()[-1], 10)
        if self._last is None or len(self._last) < size or not re.fullmatch(r"[0-9-]+", self._last):
            return None, f"'{words}': which is meant?"
        return self._last[:size], ""

    def _read_step(self, words: str) -> tuple[str | None, str]:
        """Read `three days earlier`, `the following Friday` against the day named before, weeks and months roughly."""
        is_month = "month" in words
        shape = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?" if is_month else r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
        if self._last is None or not re.fullmatch(shape, self._last):
            return None, f"'{words}': counted from which {'month' if is_month else 'day'}?"
        first = words.split()[0]
        number = int(first) if first.isdigit() else _NUMBERS.index(first) if first in _NUMBERS else 1
        sign = -1 if re.search(r"earlier|before|previous|preceding", words) else 1
        if is_month:
            year, month = divmod(int(self._last[:4]) * 12 + int(self._last[5:7]) - 1 + sign * number, 12)
            return f"{year:04}-{month + 1:02}{'' if first == 'the' else '~'}", ""
        day = date.fromisoformat(self._last)
        if words.split()[-1] in WEEKDAYS:
            apart = sign * (WEEKDAYS.index(words.split()[-1]) - day.weekday()) % 7 or 7
            return str(day + timedelta(days=sign * apart)), ""
        weeks = "week" in words
        return f"{day + timedelta(days=sign * number * (7 if weeks else 1))}{'~' if weeks else ''}", ""

    def _read_ordinal(self, words: str) -> tuple[str | None, str]:
        """Read `the 14th` as a day of the month named before, else as the newest one up to the day of publication."""
        number = int(words[:-2])
        if self._last and re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", self._last):
            return parse_date(f"{self._last[:7]}-{number:02}"), ""
        day = _find_day(self.published)
        if day is None:
            return None, f"'the {words}': of which month?"
        month = day if number <= day.day else day.replace(day=1) - timedelta(days=1)
        return parse_date(f"{month:%Y-%m}-{number:02}"), ""

    def _read_weekday(self, words: str) -> tuple[str | None, str]:
        """Read a day of the week as the newest one up to the day of publication."""
        day = _find_day(self.published)
        if day is None:
            return None, f"'{words}' needs the day of publication: give --published"
        if words.casefold().startswith("last "):
            return parse_date(words.casefold(), reference=self.published), ""
        number = WEEKDAYS.index(words.casefold().split()[0])
        if words.endswith("last week"):
            return str(day - timedelta(days=day.weekday() + 7 - number)), ""
        weeks = words.endswith("week ago")
        return str(day - timedelta(days=(day.weekday() - number) % 7 + 7 * weeks)), ""

    def _read_anniversary(self, words: str) -> tuple[str | None, str]:
        """Read `forty years ago today`, `fifty years ago this month` against the day of publication."""
        number = read_number(tidy_text(words.split()[0]))
        day = _find_day(self.published)
        if day is None or number is None:
            return None, f"'{words}' needs the day of publication: give --published"
        year = day.year - int(number[0])
        return f"{year}-{day:%m}" if words.endswith("month") else f"{year}-{day:%m-%d}", ""

    def _read_week(self, words: str) -> tuple[str | None, str]:
        """Read `the second week of July` as the seven days from the eighth on."""
        which, month = (
            words.split(" ", 1)[0],
            parse_date(re.split(r" (?:of|in) ", words, maxsplit=1)[1], reference=self.published),
        )
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", month):
            return None, f"'{words}': of which year?"
        first = date.fromisoformat(f"{month}-01")
        if which == "last":
            end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return f"{end - timedelta(days=6)}/{end}", ""
        start = first + timedelta(days=7 * _ORDINALS.index(which))
        return f"{start}/{start + timedelta(days=6)}", ""

    def _read_pair(self, words: str, weekday: int | None) -> tuple[str | None, str]:
        """Read a weekend as the newest one that began by the day of publication, `last night` as the two days "
        "of it."""
        day = _find_day(self.published)
        if day is None:
            return None, f"'{words}' needs the day of publication: give --published"
        first = day - timedelta(days=1 if weekday is None else (day.weekday() - weekday) % 7)
        return f"{first}/{first + timedelta(days=1)}", ""

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

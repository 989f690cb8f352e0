"""Read the parts of a month and of a year that people name: early August, spring 2009, the second half of 2010."""

from __future__ import annotations

import re

from interdict.domain.edtf import SEASONS, count_days
from interdict.domain.partial_dates import complete_year, format_partial, read_partial

_YEAR = r"(?P<year>[0-9]{4})"
_SEASON = rf"(spring|summer|autumn|fall|winter) (?:of )?{_YEAR}(?:[/-]([0-9]{{4}}|[0-9]{{2}}))?"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PIECE = rf"(?:the )?(?:({'|'.join(_ORDINALS)}) (half|quarter) (?:of )?|(q)([1-4])[ /]|(h)([12])[ /]){_YEAR}"
_DECADE = r"(?:the )?([0-9]{3})0'?s"
_VAGUE = r"(?:the )?(early|mid|late|beginning|start|middle|end)(?:[ -](?:in|of)(?: the)?)?[ -](?:year )?([0-9]{4})"
_EDGE = r"(?:the )?(beginning|start|middle|end) of (?:the )?(.+)"
_THIRDS = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}
_NAMES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


def read_period(words: str, reference: str | None) -> str | None:
    """Read a named part of a month or a year as EDTF, None where the words name none.

    Raises ValueError for parts that nobody agrees on, such as early 2009, with what to write.
    """
    if vague := re.fullmatch(_VAGUE, words):
        first, last = _THIRDS[_NAMES.get(vague[1], vague[1])]
        raise ValueError(
            f"'{words}' may be weeks or months: write the months, as in {vague[2]}-{first}/{vague[2]}-{last}"
        )
    return _read_part_of_month(words, reference) or _read_season(words) or _read_piece(words) or _read_decade(words)


def _read_part_of_month(words: str, reference: str | None) -> str | None:
    """Read early, mid and late as the first, second and last ten days or so, each end approximate."""
    if (edge := re.fullmatch(_EDGE, words)) and (partial := read_partial(edge[2])) and partial.month:
        raise ValueError(f"'{words}' may be a day or ten: write {_NAMES[edge[1]]} {edge[2]}, or the day")
    match = re.fullmatch(r"(early|mid|late)[ -](?:in )?(.+)", words)
    partial = read_partial(match[2]) if match else None
    if match is None or partial is None or partial.month is None or partial.day is not None:
        return None
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, 0)}[match[1]]
    start = complete_year(partial._replace(day=first_day), words, reference)
    if start is None:
        return None
    end = start._replace(day=last_day or count_days(start.year or 1, partial.month))
    return f"{format_partial(start)}~/{format_partial(end)}~"


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


def _read_piece(words: str) -> str | None:
    """Read a half or a quarter of a year: second half of 2010, Q3 2010, H1 2010."""
    match = re.fullmatch(_PIECE, words)
    if match is None:
        return None
    ordinal, kind, quarter, third, _, half = match.groups()[:6]
    months = 3 if quarter or kind == "quarter" else 6
    number = int(third or half) if ordinal is None else _ORDINALS[ordinal] or 12 // months
    if number * months > 12:
        return None
    year = match["year"]
    return f"{year}-{(number - 1) * months + 1:02}/{year}-{number * months:02}"


def _read_decade(words: str) -> str | None:
    match = re.fullmatch(_DECADE, words)
    return f"{match[1]}X" if match else None

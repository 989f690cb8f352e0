"""Read the name of a place out of a row of chunks: a port in its country, a sea, so many miles off a coast."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set

_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_SKIPPED = word_set("port city town airport harbour harbor island islands islets islet coast waters capital")
_DIRECTIONS = re.compile(
    r"(?:north|south|east|west|central|northern|southern|eastern|western|northwest|northeast|southeast|southwest|"
    r"north-?western|south-?eastern|south-?western|north-?eastern|(?:north|south)-?(?:east|west))$"
)
_NOUNS_AFTER = word_set(
    "port airport harbour harbor crossing refinery waters anchorage terminal coast bay province "
    "freeport base strait "
    "border canal river airspace"
)
_NO_PLACES = word_set("corp ltd inc co company minister president mr general spokesman foreign prime saturday un")


class Place(NamedTuple):
    """A place: the value as a document gives it, the chunks it takes, and the kind of place in law if that is said."""

    value: dict[str, Any]
    first: int
    last: int
    zone: str | None = None


def read_place(sentence: Sentence, at: int) -> Place | None:
    """Return the place that begins at a chunk, None where no place does."""
    chunks = sentence.chunks
    first, zone, start = at, None, None
    while at < len(chunks) and _is_before_name(sentence, at):
        low = chunks[at].low
        if low in {"port", "harbour", "harbor"}:
            zone = "port"
        elif low == "airport":
            zone = "airport"
        if low in {"coast", "islets", "islet", "islands", "entrance"} and start is None:
            start = at
        at += 1
    if at >= len(chunks) or at - first > 6:
        return None
    size = _count_name(sentence, at)
    if not size:
        return _read_coast(sentence, at)
    last = at + size - 1
    code = _find_code(sentence, at, last)
    begin = start if start is not None else at
    if (
        last + 2 < len(chunks)
        and chunks[last + 1].low in {"port", "city", "town"}
        and chunks[last + 2].low in {"of", "city"}
    ):
        return read_place(
            sentence,
            last + 3
            if chunks[last + 2].low == "of" or last + 3 >= len(chunks) or chunks[last + 3].low != "of"
            else last + 4,
        )
    if last + 2 < len(chunks) and chunks[last + 1].tag == "cap" and chunks[last + 2].low in _NOUNS_AFTER:
        last += 1
    if last + 1 < len(chunks) and chunks[last + 1].low in _NOUNS_AFTER and chunks[last + 1].tag in {"wrd", "cap"}:
        last += 1
        if last + 1 < len(chunks) and chunks[last].low == "border" and chunks[last + 1].low == "crossing":
            last += 1
        zone = {
            "port": "port",
            "airport": "airport",
            "crossing": "land_border",
            "freeport": "port",
            "harbour": "port",
            "airspace": "airspace",
        }.get(chunks[last].low, zone)
    name = sentence.write(begin, last)
    outer = _read_outer(sentence, last)
    country = outer[0] or code
    end = outer[1]
    only_state = begin == at and last == at and chunks[at].tag == "nat" and not outer[0]
    value: dict[str, Any] = (
        {"country": code} if only_state else {"name": name, **({"country": country} if country else {})}
    )
    return Place(value, begin, end, zone)


def _read_coast(sentence: Sentence, at: int) -> Place | None:
    """Read `Israeli coast`, `Iraqi airspace`: an adjective makes the name."""
    chunks = sentence.chunks
    if (
        chunks[at].tag == "adj"
        and at + 1 < len(chunks)
        and chunks[at + 1].low in {"coast", "shore", "airspace", "border", "coastline"}
    ):
        zone = "airspace" if chunks[at + 1].low == "airspace" else None
        return Place({"name": sentence.write(at, at + 1), "country": chunks[at].value}, at, at + 1, zone)
    return None


def _is_before_name(sentence: Sentence, at: int) -> bool:
    """Say whether a chunk only leads up to a name: the, port of, southern, Iranian before port."""
    chunk = sentence.chunks[at]
    after = sentence.chunks[at + 1] if at + 1 < len(sentence.chunks) else None
    if (
        chunk.low in _ARTICLES
        or chunk.low in {"of", "so-called"}
        or _DIRECTIONS.match(chunk.low)
        and chunk.tag == "wrd"
    ):
        return True
    if chunk.low == "international" and after is not None and after.low == "waters":
        return True
    if chunk.low == "waters" and after is not None and after.low in {"of", "in", "off"}:
        return True
    if chunk.low in {"in", "off"} and sentence.chunks[at - 1].low == "waters":
        return True
    if (
        chunk.low in {"port", "city", "island", "gulf"}
        and chunk.tag == "cap"
        and after is not None
        and after.low == "of"
    ):
        return True
    if chunk.low in _SKIPPED and chunk.tag == "wrd":
        return after is not None and (after.low in {"of", "city"} or after.tag in {"cty", "cap", "nat"})
    then = sentence.chunks[at + 2] if at + 2 < len(sentence.chunks) else None
    return (
        chunk.tag == "adj"
        and after is not None
        and after.low in _SKIPPED
        and then is not None
        and (then.low == "of" or then.tag in {"cty", "cap"})
    )


def _count_name(sentence: Sentence, at: int) -> int:
    """Count the chunks of a name of a place: one that is known, or words with capitals."""
    chunks = sentence.chunks
    tag = chunks[at].tag
    if tag in {"nat", "cty", "sea", "reg"}:
        if (
            tag == "nat"
            and at + 1 < len(chunks)
            and (chunks[at + 1].tag in {"pos", "cnv", "off", "gds"} or chunks[at + 1].low in {"embassy"})
        ):
            return 0
        return 1
    size = 0
    while (
        size < 4
        and at + size < len(chunks)
        and chunks[at + size].tag in {"cap", "cty", "sea"}
        and chunks[at + size].low not in _NO_PLACES
    ):
        if size and chunks[at + size].start - chunks[at + size - 1].end > 1:
            break
        size += 1
    if at + size < len(chunks) and (
        chunks[at + size].low in _NO_PLACES or chunks[at + size].tag in {"off", "shp", "org", "cnv"}
    ):
        return 0
    return size


def _find_code(sentence: Sentence, first: int, last: int) -> str | None:
    return next(
        (chunk.value for chunk in sentence.chunks[first : last + 1] if chunk.tag in {"nat", "cty"} and chunk.value),
        None,
    )


def _read_outer(sentence: Sentence, last: int) -> tuple[str | None, int]:
    """Return the country that is named after a place, and the last chunk of both: `Beira, Mozambique`, `Misrata in Libya`."""
    code = sentence.code[sentence.offsets[last] :]
    found = re.match(
        r"\S+ (?:pun/, |pun/\( |wrd/in )(?:wrd/(?:the|southern|northern|eastern|western|southeastern|central) "
        r")*(?:cap/(?!\S+ cap)\S+ (?:wrd/province )?pun/, )?(?P<nat>nat/\S++)(?! (?:pos|off|cnv|cap|adj|svc|gds)/)",
        code,
    )
    if found:
        place = sentence.find_chunk(sentence.offsets[last] + found.start("nat"))
        return sentence.chunks[place].value, place
    return None, last

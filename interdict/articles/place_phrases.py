"""Read the name of a place out of a row of chunks: a port in its country, a sea, so many miles off a coast."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set

_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_SKIPPED = word_set("port city town airport harbour harbor island islands islets islet coast waters capital")
_DIRECTIONS = Pattern(
    r"(?:north|south|east|west|central|northern|southern|eastern|western|northwest|northeast|southeast|southwest|"
    r"north-?western|south-?eastern|south-?western|north-?eastern|(?:north|south)-?(?:east|west))$"
)
_NOUNS_AFTER = word_set(
    "port airport harbour harbor crossing refinery waters anchorage terminal coast bay province "
    "freeport base strait "
    "border canal river airspace"
)
_NO_PLACES = word_set("corp ltd inc co company minister president mr general spokesman foreign prime saturday un")


_ZONES_OF = {
    "port": "port", "harbour": "port", "harbor": "port", "freeport": "port", "airport": "airport",
    "crossing": "land_border", "airspace": "airspace",
}  # fmt: skip
# Nouns after which `in` tells where something else is: the regime in Pyongyang.
NOT_PLACES_IN = word_set(
    "regime government rule leaders officials embassy ambassador capital sources diplomats war "
    "conflict rebels forces groups militants "
    "fighting fighters destination refinery companies company court prosecutors buyers targets offices office factory "
    "bank consignee "
    "receiver somewhere groups based interest interests registered born"
)
_PART_OF_NAME = frozenset({"coast", "islets", "islet", "islands", "entrance"})
_LONGEST_OPENING = 6  # chunks before a name


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
        zone = _ZONES_OF.get(chunks[at].low, zone)
        if chunks[at].low in _PART_OF_NAME and start is None:
            start = at
        at += 1
    if at >= len(chunks) or at - first > _LONGEST_OPENING:
        return None
    size = _count_name(sentence, at)
    if not size:
        return _read_coast(sentence, at)
    last = at + size - 1
    after = [chunk.low for chunk in chunks[last + 1 : last + 3]]
    if after in (["port", "of"], ["city", "of"], ["town", "of"], ["port", "city"]):
        return read_place(sentence, last + (4 if after[1] == "city" else 3))  # the Red Sea port of Hodeida
    code = next((chunk.value for chunk in chunks[at : last + 1] if chunk.tag in {"nat", "cty"} and chunk.value), None)
    last, zone = _take_noun(sentence, last, zone)
    begin = at if start is None else start
    outer, end = _read_outer(sentence, last)
    if begin == at == last and chunks[at].tag == "nat" and not outer:
        return Place({"country": code}, begin, end, zone)
    country = outer or code
    return Place({"name": sentence.write(begin, last), **({"country": country} if country else {})}, begin, end, zone)


def _take_noun(sentence: Sentence, last: int, zone: str | None) -> tuple[int, str | None]:
    """Take the noun after a name into it, as in Heathrow airport or Oncupinar border crossing."""
    chunks = sentence.chunks
    after = chunks[last + 1 : last + 3]
    if len(after) == 2 and after[0].tag == "cap" and after[1].low in _NOUNS_AFTER:
        last += 1
        after = chunks[last + 1 : last + 3]
    if not after or after[0].low not in _NOUNS_AFTER or after[0].tag not in {"wrd", "cap"}:
        return last, zone
    if after[0].low == "border" and len(after) == 2 and after[1].low in {"crossing", "gate", "post"}:
        return last + 2, "land_border"
    return last + 1, _ZONES_OF.get(after[0].low, zone)


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
        or (_DIRECTIONS.match(chunk.low) and chunk.tag == "wrd")
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
            and (chunks[at + 1].tag in {"pos", "cnv", "off", "gds"} or chunks[at + 1].low == "embassy")
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


def _read_outer(sentence: Sentence, last: int) -> tuple[str | None, int]:
    """Return the country that is named after a place, as in `Beira, Mozambique`, and the last chunk of both."""
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

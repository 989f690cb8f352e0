"""Read what people write for a place: its name, what kind it is, what it is off, its country, where it is near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from interdict.domain.coordinates import Coordinates, parse_coordinates
from interdict.domain.countries import parse_country

LONGEST = 200  # characters; a longer text is no name of a place
_MILE, _STATUTE = 1.852, 1.609344
_FAR = 500  # km

_DISTANCE = (
    r"(?:(?:about|around|some|approximately|ca\.?|circa)\s+)?(?P<number>[0-9][0-9,.]*|[a-z]+)?\s*"
    r"(?P<unit>nautical miles?|nm|n\.m\.|miles?|kilomet(?:re|er)s?|km)\s*(?:\([^)]*\)\s*)?"
)
_SIDE = r"(?:(?:north|south)[ -]?(?:east|west)?|east|west)(?:ern)?(?:\s+side)?\s+of"
# Words without which no text matches: most names have none, and the pattern takes as long to compile as to open a file.
_OFF_WORDS = ("off", "from", "outside", "near", "at", "after", "entrance", "of")


@cache
def _compile_off() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{_DISTANCE}|.*?\b)(?P<side>{_SIDE}|off|from|outside|near|at|after\s+passing|entrance\s+(?:to|of))\s+"
        r"(?:the\s+)?(?:(?:coasts?|shores?|port|islets?|\w+\s+entrance)\s+(?:of|off|to)\s+(?:the\s+)?)?"
        r"(?P<name>.+?)(?:['’]s\s+(?:coast|shore|territorial\s+waters|waters))?$",
        re.IGNORECASE,
    )


def _match_off(text: str) -> re.Match[str] | None:
    words = text.lower().split()[:-1]
    # What stands before such a word may be a hyphen or a bracket: 5-off.
    has_word = any(word.endswith(_OFF_WORDS) for word in words)
    return _compile_off().match(text) if has_word else None


_POINTS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270}
_POINTS |= {"northwest": 315}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
# By kind, what stands behind a name (Incheon airport), and what before it (port of Busan).
_KINDS: Mapping[str, str] = {
    "airport": r"(?:international\s+|intl\s+)?(?:airport|airfield|air\s?base|aerodrome)",
    "crossing": r"(?:border\s+)?(?:crossing|border\s+post|border\s+gate|checkpoint)",
    "port": r"(?:sea|container\s+|oil\s+|free)?(?:ports?|harbou?rs?|anchorage|terminal|roads|refinery)",
    "city": r"(?:city|town|village)",
}
# One of them is in every pattern above.
_KIND_WORDS = frozenset(
    ("port", "harbo", "field", "base", "drome", "crossing", "post", "gate", "point", "anchorage", "terminal", "roads")
)
_KIND_WORDS |= {"refinery", "city", "town", "village"}
_ARTICLES = ("the", "al", "el", "ad", "an", "ar", "as", "ash", "at", "az")


class Asked(NamedTuple):
    """What a text asks for: the names to try in their order, and what is known besides."""

    names: tuple[str, ...]
    country: str | None = None
    kind: str = ""
    offset: str = ""  # "off", where the place is off the one named
    distance_km: float = 0.0  # how far off, where that is said
    bearing: float | None = None  # in degrees, where that is said
    near: tuple[str, ...] = ()  # what else is said, after a comma
    aside: tuple[str, ...] = ()  # what stands in parentheses
    position: Coordinates | None = None


def parse_asked(text: str, country: str | None = None) -> Asked:
    """Read a text that names a place.

    Raises ValueError for a text that is empty, too long, or holds characters that are not seen.
    """
    plain = check_name(text)
    position = parse_coordinates(plain)
    if position:
        return Asked((), country, position=position)
    bare, aside = _take_aside(plain)
    parts = _split_at_commas(bare) or [plain]
    if len(parts) > 1 and country is None:
        country = find_country(parts[-1])
        parts = parts[:-1] if country else parts
    offset, distance, bearing = "", 0.0, None
    for number, part in enumerate(parts):
        match = _match_off(part)
        # A thousand miles from somewhere, in no direction, says less than the name of the sea beside it.
        if match is None or (len(parts) > 1 and _is_off_country(match)):
            continue
        if len(parts) == 1 or _read_bearing(match["side"]) is not None or _read_distance(match) <= _FAR:
            offset = "" if match["side"].lower() == "at" else "off"
            distance, bearing = _read_distance(match), _read_bearing(match["side"])
            parts = [match["name"], *parts[:number], *parts[number + 1 :]]
            break
    kind, bare = _take_kind(parts[0])
    whole = ", ".join(parts)
    names = dict.fromkeys((whole, parts[0], bare, _drop_article(parts[0]), _drop_article(bare)))
    kept = tuple(name for name in names if name)
    return Asked(kept, country, kind, offset, distance, bearing, tuple(parts[1:]), aside)


def _take_aside(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without what stands in parentheses, and that."""
    if "(" not in text:
        return text, ()
    bare = re.sub(r"\([^)]*\)?", " ", text)
    found = re.findall(r"\(([^)]*)\)?", text)
    return bare, tuple(part for each in found for part in _split_at_commas(each)) if bare.strip() else ()


def _drop_article(name: str) -> str:
    """Return a name without the article before it: the Gulf, al-Mukalla, l'Ariana."""
    lower = name.lower()
    if lower.startswith("l'"):
        return name[2:]
    if not lower.startswith(_ARTICLES):
        return name
    return re.sub(rf"^(?:{'|'.join(_ARTICLES)})[\s-]+", "", name, flags=re.IGNORECASE)


def _split_at_commas(text: str) -> list[str]:
    if "," not in text and ";" not in text:
        return [text.strip()] if text.strip() else []
    pieces = re.split(r"[,;](?![0-9]{3}\b)", text)  # 1,000 miles are one piece
    return [part.strip() for part in pieces if part.strip()]


def read_far(text: str) -> tuple[str, float] | None:
    """Return what a text says to be so many km away from, None where it says no distance."""
    match = _match_off(text)
    return (match["name"], _read_distance(match)) if match and match["unit"] else None


def _is_off_country(match: re.Match[str]) -> bool:
    """Tell whether a part only says off which country it is: the Gulf of Aden, off Yemen, is the gulf."""
    is_measured = bool(match["unit"]) or _read_bearing(match["side"]) is not None
    return not is_measured and find_country(match["name"]) is not None


def check_name(text: str) -> str:
    """Return the name of a place without blanks around it; raise ValueError where it cannot be one."""
    plain = " ".join(text.split(" ")).strip()
    if not plain:
        raise ValueError("no place is given; write a name such as Bangkok, a code such as THBKK, or 13.91N 100.61E")
    if len(plain) > LONGEST:
        raise ValueError(f"a name of {len(plain):,} characters is too long for a place; the limit is {LONGEST}")
    if plain.isascii() and plain.isprintable():
        return plain
    import unicodedata

    hidden = [char for char in plain if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}]
    hidden = [char for char in hidden if char not in "\u200c\u200d"]  # these shape words of Persian and Hindi
    if hidden:
        raise ValueError(
            f"the name of a place holds a character that is not seen (U+{ord(hidden[0]):04X}); take it out"
        )
    return plain


def find_country(text: str) -> str | None:
    """Return the code of the country that a text names as a whole; a code only in capitals."""
    if len(text) <= 3 and not text.isupper():
        return None
    try:
        return parse_country(text)
    except ValueError:
        return None


def _take_kind(name: str) -> tuple[str, str]:
    """Return the kind that a name says it is of, and the name without that word."""
    lower = name.lower()
    for kind, words in _KINDS.items() if any(word in lower for word in _KIND_WORDS) else ():
        match = re.fullmatch(
            rf"(?:the\s+)?{words}\s+of\s+(?P<name>.+)|(?P<other>.+?)[\s-]+{words}", name, re.IGNORECASE
        )
        if match:
            return kind, match["name"] or match["other"]
    return "", name


def _read_bearing(side: str) -> float | None:
    word = re.sub(r"[ -]|ern\b", "", side.lower().partition(" of")[0].replace(" side", ""))
    return _POINTS.get(word)


def _read_distance(match: re.Match[str]) -> float:
    if not match["unit"]:
        return 0.0
    word = (match["number"] or "").lower().replace(",", "")
    try:
        number = float(_NUMBERS.get(word, word))
    except ValueError:
        return 0.0
    unit = match["unit"].lower()
    factor = 1.0 if unit.startswith("k") else _STATUTE if unit.startswith("mi") else _MILE
    return round(number * factor, 1)

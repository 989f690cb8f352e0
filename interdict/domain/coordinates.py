"""Read and write coordinates in the notations that charts, pilots, registers and maps use.

decimal   13.91, 100.61 or 13.91N 100.61E or N13.91 E100.61        minutes   13-54.6N 100-36.6E or 13°54.6'N 100°36.6'E
seconds   13°54'36"N 100°36'36"E                                   locode    1354N 10036E (UN/LOCODE: whole minutes)
notam     135436N 1003636E (ICAO)                                  iso       +13.91+100.61/ (ISO 6709)
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

PLACES = 5  # decimals of a degree, about a metre
NOTATIONS = ("decimal", "signed", "minutes", "seconds", "locode", "notam", "iso")

_LONGEST = 80  # characters
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,8})?"
_DEGREE, _MINUTE, _SECOND = "[°*d]", "['m]", '["s]'
_PART = r"[0-9]{1,2}(?:[.,][0-9]{1,8})?"
_PLAIN = {"'": "′’‘´ʹ", '"': "″”“ʺ", "-": "−–", "°": "º˚"}
_SIGNS = {ord(sign): plain for plain, signs in _PLAIN.items() for sign in signs}


def _match_angle(number: int) -> str:
    """Write the pattern of degrees, with or without minutes and seconds, as the groups of a number."""
    seconds = rf"(?:(?P<sec{number}>{_PART})\s*(?:{_SECOND}\s*|(?=[NSEW\s,;/]|$)))?"
    minutes = rf"(?:(?P<min{number}>{_PART})\s*(?:{_MINUTE}\s*|-|\s+|(?=[NSEW]|$)){seconds})?"
    return rf"(?P<deg{number}>{_NUMBER})\s*(?:{_DEGREE}\s*|-|\s+|(?=[NSEW]|$)){minutes}"


@cache
def _list_patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the patterns when the first text with a digit comes; that takes as long as to open a file."""
    pairs = []
    for first, second in (("NS", "EW"), ("EW", "NS")):
        pairs.append(rf"{_match_angle(1)}\s*(?P<to1>[{first}])[\s,;/]*{_match_angle(2)}\s*(?P<to2>[{second}])")
        pairs.append(rf"(?P<to1>[{first}])\s*{_match_angle(1)}[\s,;/]*(?P<to2>[{second}])\s*{_match_angle(2)}")
    packed = (
        r"(?P<deg1>[0-9]{2})(?P<min1>[0-9]{2})(?P<sec1>[0-9]{2})?\s*(?P<to1>[NS])[\s,/]*"
        r"(?P<deg2>[0-9]{3})(?P<min2>[0-9]{2})(?P<sec2>[0-9]{2})?\s*(?P<to2>[EW])"
    )
    iso = r"(?P<lat>[+-][0-9]{1,2}(?:\.[0-9]{1,8})?)(?P<lon>[+-][0-9]{1,3}(?:\.[0-9]{1,8})?)/?"
    signed = r"(?:geo:)?(?P<lat>[+-]?[0-9]{1,3}(?:\.[0-9]{1,8})?)\s*[,;\s]\s*(?P<lon>[+-]?[0-9]{1,3}(?:\.[0-9]{1,8})?)"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (packed, *pairs, iso, signed))


class Coordinates(NamedTuple):
    """A point in degrees, north and east counting up."""

    latitude: float
    longitude: float


def parse_coordinates(text: str) -> Coordinates | None:
    """Return the point that a text gives in any of the notations, None where it is none.

    Raises ValueError for degrees, minutes or seconds out of range. A pair without letters is latitude first.
    """
    match = _match(text)
    if match is None:
        return None
    if "to1" not in match.groupdict():
        latitude, longitude = float(match["lat"]), float(match["lon"])
    else:
        latitude, longitude = _read_angle(match, 1), _read_angle(match, 2)
        if match["to1"] in "EeWw":
            latitude, longitude = longitude, latitude
    return Coordinates(_check_range(latitude, "latitude", 90), _check_range(longitude, "longitude", 180))


def are_coordinates(text: str) -> bool:
    """Say whether a text is written as a point, be it one that is out of range, and so no name of a place."""
    return _match(text) is not None


def _match(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    plain = text.translate(_SIGNS).replace("''", '"')
    plain = re.sub(r"\b(?:latitude|longitude|lat|long|lon)\b\.?:?", " ", plain, flags=re.IGNORECASE)
    plain = " ".join(plain.split())
    return next(filter(None, (pattern.fullmatch(plain) for pattern in _list_patterns())), None)


def _read_angle(match: re.Match[str], number: int) -> float:
    parts = [(match[f"{part}{number}"] or "0").replace(",", ".") for part in ("deg", "min", "sec")]
    if ("." in parts[0] and match[f"min{number}"]) or ("." in parts[1] and match[f"sec{number}"]):
        raise ValueError(f"{match[0]} has decimals before its last part; write whole degrees before minutes")
    degrees, minutes, seconds = map(float, parts)
    if minutes >= 60 or seconds >= 60:
        raise ValueError(f"{match[0]} has 60 minutes or seconds, or more; check it, or write decimal degrees")
    angle = degrees + minutes / 60 + seconds / 3600
    return -angle if match[f"to{number}"] in "SsWw" else angle


def _check_range(degrees: float, name: str, limit: int) -> float:
    if abs(degrees) > limit:
        raise ValueError(
            f"{name}: {degrees:g} is out of range; it goes from -{limit} to {limit} degrees, latitude first"
        )
    return round(degrees, PLACES) + 0.0  # no negative zero


def format_coordinates(latitude: float, longitude: float, notation: str = "decimal") -> str:
    """Write a point in one of the NOTATIONS; all but `locode` and `notam` keep it to the metre."""
    if notation == "signed":
        return f"{_trim(latitude)}, {_trim(longitude)}"
    if notation == "iso":
        return f"{'+' if latitude >= 0 else ''}{_trim(latitude)}{'+' if longitude >= 0 else ''}{_trim(longitude)}/"
    north, east = "S" if latitude < 0 else "N", "W" if longitude < 0 else "E"
    y, x = abs(latitude), abs(longitude)
    if notation == "decimal":
        return f"{_trim(y)}{north} {_trim(x)}{east}"
    if notation == "minutes":
        return f"{_write_minutes(y)}'{north} {_write_minutes(x)}'{east}"
    if notation == "seconds":
        return f'{_write_seconds(y)}"{north} {_write_seconds(x)}"{east}'
    if notation == "locode":
        (y, dy), (x, dx) = divmod(round(y * 60), 60), divmod(round(x * 60), 60)
        return f"{y:02}{dy:02}{north} {x:03}{dx:02}{east}"
    if notation == "notam":
        return f"{_pack(y, 2)}{north} {_pack(x, 3)}{east}"
    raise ValueError(f"there is no notation {notation}; one of: {', '.join(NOTATIONS)}")


def _trim(degrees: float) -> str:
    return f"{degrees:.{PLACES}f}".rstrip("0").rstrip(".")


def _write_minutes(degrees: float) -> str:
    whole, parts = divmod(round(degrees * 60 * 10_000), 600_000)
    return f"{whole}°{parts / 10_000:07.4f}"


def _write_seconds(degrees: float) -> str:
    whole, parts = divmod(round(degrees * 3600 * 100), 360_000)
    minutes, hundredths = divmod(parts, 6000)
    return f"{whole}°{minutes:02}'{hundredths / 100:05.2f}"


def _pack(degrees: float, width: int) -> str:
    whole, seconds = divmod(round(degrees * 3600), 3600)
    minutes, seconds = divmod(seconds, 60)
    return f"{whole:0{width}}{minutes:02}{seconds:02}"

"""Read a position on the map as people write it: decimal degrees, or degrees, minutes and seconds, latitude first."""

from __future__ import annotations

import re

from interdict.domain.vocabulary import quote

LONGEST = 80  # characters

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,8})?"
_SIGNED = rf"(?P<lat>[+-]?{_NUMBER})\s*[,;\s]\s*(?P<lon>[+-]?{_NUMBER})"
_SMALL = r"[0-9]{1,2}(?:\.[0-9]{1,6})?"  # minutes and seconds
_PLAIN = {"'": "′’‘´ʹ", '"': "″”“ʺ", "-": "−–", "°": "º˚"}
_SIGNS = {ord(sign): plain for plain, signs in _PLAIN.items() for sign in signs}
_NAMES = r"\b(?:LATITUDE|LONGITUDE|LAT|LONG|LON)\b\.?:?"


def _write_angle(letters: str) -> str:
    """Return the pattern of an angle with its letter before or after it."""
    seconds = rf"(?:(?:(?<=['\s])|-)({_SMALL})\s?\"?)?"
    figures = rf"({_NUMBER})\s*°?\s*(?:(?:(?<=[°\s])|-)({_SMALL})\s*'?\s*{seconds})?"
    return rf"(?:([{letters}])\s*{figures}|{figures}\s*([{letters}]))"


_LATITUDE, _LONGITUDE = _write_angle("NS"), _write_angle("EW")


def parse_position(text: str) -> tuple[float, float]:
    """Return latitude and longitude in degrees; raise ValueError with the forms that are read."""
    plain = _tidy(text)
    if match := re.fullmatch(_SIGNED, plain):
        return float(match["lat"]), float(match["lon"])
    if re.search("[NS]", plain) and re.search("[EW]", plain):
        plain = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", plain)  # 13,91N: between two angles there stands a letter
    for first, second in ((_LATITUDE, _LONGITUDE), (_LONGITUDE, _LATITUDE)):
        if match := re.fullmatch(rf"{first}[\s,;/]*{second}", plain):
            groups = match.groups()
            angles = [_read_angle(groups[:8], text), _read_angle(groups[8:], text)]
            latitude, longitude = angles if first is _LATITUDE else reversed(angles)
            return latitude, longitude
    forms = "13.91N 100.61E, 13°54'36\"N 100°36'36\"E or 13.91,100.61 (latitude first)"
    raise ValueError(f"{quote(text)} is not a position; write {forms}")


def looks_like_position(text: str) -> bool:
    """Say whether a text is a position, and so no name of a place."""
    try:
        parse_position(text)
    except ValueError:
        return False
    return True


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = re.sub(_NAMES, " ", text.translate(_SIGNS).replace("''", '"').upper())
    return " ".join(plain.split())


def _read_angle(groups: tuple[str | None, ...], text: str) -> float:
    """Return an angle, given its letter and figures where the letter stands before, then where it stands after."""
    before, *figures = groups[:4] if groups[0] else (groups[7], *groups[4:7])
    degrees, minutes, seconds = figures
    if (minutes and "." in str(degrees)) or (seconds and "." in str(minutes)):
        raise ValueError(f"{quote(text)} has decimals before its last part; write whole degrees before minutes")
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60:
        raise ValueError(f"{quote(text)} has 60 minutes or seconds, or more; check it, or write decimal degrees")
    angle = float(degrees or 0) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -angle if before in {"S", "W"} else angle

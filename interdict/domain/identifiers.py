"""Bring identifiers into their usual spelling, and warn where they look wrong.

A valid check digit proves nothing about identity: ships that took the identity of others carry valid
numbers, and many genuine ships are printed with a wrong one. So nothing here refuses a value. `normalise_*`
returns the canonical spelling, or the text as it stands where it has not the shape of such an identifier;
the caller keeps what was typed. `check_*` returns warnings in plain words, none where nothing is amiss, and
never raises. A `flag` is an ISO 3166-1 alpha-2 code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from interdict.domain import identifier_prefixes as prefixes
from interdict.domain.countries import format_country, is_country
from interdict.domain.country_names import NO_COUNTRY
from interdict.domain.vocabulary import quote

LONGEST = 60  # characters; nothing longer is an identifier

_COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")

# States that write their mark without a hyphen. Any other text without one may be a military serial number.
_UNHYPHENATED = r"(N(?=[1-9])|HL(?=\d{4})|JA(?=\d)|YV(?=\d)|HI(?=\d)|UK(?=\d{5}))"


def _compact(text: str) -> str:
    """Drop the separators that people put between the characters of an identifier."""
    if len(text) > LONGEST:
        return ""
    return re.sub(r"[\s\-‐–—−./:#]+", "", unicodedata.normalize("NFKC", text).upper())


def _normalise(text: str, *, shape: str, prefix: str = "") -> str:
    compact = re.sub(f"^(?:{prefix})", "", _compact(text)) if prefix else _compact(text)
    return compact if re.fullmatch(shape, compact) else text.strip()


def normalise_imo_number(text: str) -> str:
    """Return the digits of an IMO ship or company number: `IMO 8518780` is 8518780."""
    return _normalise(text, shape=r"[0-9]+", prefix=r"IMO(?:NUMBER|NO)?")


def normalise_mmsi(text: str) -> str:
    """Return the digits of a Maritime Mobile Service Identity."""
    return _normalise(text, shape=r"[0-9]+", prefix="MMSI")


def normalise_icao_24bit(text: str) -> str:
    """Return the hexadecimal digits of an aircraft address in capitals."""
    return _normalise(text, shape=r"[0-9A-F]+", prefix=r"ICAO|0X(?=[0-9A-F]{6}$)")


def normalise_registration(text: str) -> str:
    """Return an aircraft registration in capitals, with its hyphen; a road plate as it stands."""
    if len(text) > LONGEST:
        return text.strip()
    plain = re.sub(r"\s*[-‐–—−]\s*", "-", unicodedata.normalize("NFKC", text).upper().strip())
    return plain if re.fullmatch(r"[A-Z0-9]{1,4}-?[A-Z0-9]{1,6}", plain) else text.strip()


def normalise_container_number(text: str) -> str:
    """Return a container number without spaces: `CSQU 305438 3` is CSQU3054383."""
    return _normalise(text, shape=r"[A-Z]{3,4}[0-9]{5,8}")


def normalise_lei(text: str) -> str:
    """Return a Legal Entity Identifier in capitals without spaces."""
    return _normalise(text, shape=r"(?=.*[0-9])[A-Z0-9]{15,25}", prefix=r"LEI(?=.{20}$)")


def normalise_call_sign(text: str) -> str:
    """Return a call sign in capitals without spaces."""
    return _normalise(text, shape=r"[A-Z0-9]{2,8}")


def check_imo_number(text: str) -> list[str]:
    """Check an IMO ship number: seven digits, the last from weights 7 to 2, modulo 10 (IMO A.1117(30))."""
    number = normalise_imo_number(text)
    wrong = _check_imo_form(number, "a ship number")
    if wrong or not number:
        return wrong
    expected = _weigh(number, (7, 6, 5, 4, 3, 2)) % 10
    if int(number[6]) == expected:
        return []
    hint = "; as an IMO company number it would be right" if not check_imo_company_number(number) else ""
    return [f"IMO {number}: check digit is {number[6]}, expected {expected}{hint}"]


def check_imo_company_number(text: str) -> list[str]:
    """Check an IMO company number: weights 8, 6, 4, 2, 9, 7, modulo 11 (IMO MSC.160(78))."""
    number = normalise_imo_number(text)
    wrong = _check_imo_form(number, "a company number")
    if wrong or not number:
        return wrong
    expected = (11 - _weigh(number, (8, 6, 4, 2, 9, 7)) % 11) % 10
    if int(number[6]) == expected:
        return []
    return [f"IMO company number {number}: check digit is {number[6]}, expected {expected}"]


def _check_imo_form(number: str, what: str) -> list[str]:
    if not number:
        return []
    if not _is_digits(number):
        return [f"{quote(number)} is not an IMO number; {what} has seven digits"]
    if len(number) != 7:
        return [f"IMO {_shorten(number)} has {_count(number)} digits; {what} has seven"]
    if not number.strip("0"):
        return [f"IMO {number} is a placeholder; it was given to nobody"]
    return []


def check_mmsi(text: str, *, flag: str | None = None) -> list[str]:
    """Check an MMSI: nine digits, its kind of station, and its country against the flag (ITU-R M.585-9)."""
    number = normalise_mmsi(text)
    if not number:
        return []
    if not _is_digits(number):
        return [f"{quote(number)} is not an MMSI; it has nine digits"]
    if len(number) != 9:
        return [f"MMSI {_shorten(number)} has {_count(number)} digits; an MMSI has nine"]
    station = next((number[:size] for size in (3, 2, 1) if number[:size] in prefixes.STATIONS), None)
    if station is None:
        return [f"MMSI {number} begins with {number[:3]}; no kind of station does"]
    kind, place = prefixes.STATIONS[station]
    warnings = [] if kind == "a ship" else [f"MMSI {number} is the number of {kind}, not of a ship"]
    if place is not None:
        mid = number[place : place + 3]
        countries = prefixes.list_mids().get(mid)
        if countries is None:
            warnings.append(f"MMSI {number}: {mid} is not in the ITU's list of country digits")
        else:
            warnings += _compare_flag(f"MMSI {number}", countries, flag)
    return warnings


def check_icao_24bit(text: str, *, flag: str | None = None) -> list[str]:
    """Check an aircraft address: six hexadecimal digits, and its state against the flag (ICAO Annex 10)."""
    address = normalise_icao_24bit(text)
    if not address:
        return []
    if not re.fullmatch("[0-9A-F]{6}", address):
        return [f"{quote(address)} is not an ICAO 24-bit address; it has six hexadecimal digits"]
    if address in {"000000", "FFFFFF"}:
        return [f"ICAO address {address} is never given to an aircraft"]
    number = int(address, 16)
    for first, last, countries in prefixes.list_aircraft_addresses():
        if first <= number <= last:
            return _compare_flag(f"ICAO address {address}", countries, flag)
    return []


def check_registration(text: str, *, flag: str | None = None) -> list[str]:
    """Check the nationality mark of an aircraft against the flag (ICAO Annex 7); other texts pass."""
    registration = normalise_registration(text)
    odd = _find_odd(registration)
    if odd:
        return [
            f"registration {quote(registration)} has {odd}, outside A to Z and 0 to 9; some letters only look Latin"
        ]
    countries = _find_mark(registration)
    return _compare_flag(f"registration {registration}", countries, flag) if countries else []


def _find_mark(registration: str) -> tuple[str, ...] | None:
    marks = prefixes.list_aircraft_marks()
    mark, hyphen, rest = registration.partition("-")
    if hyphen:
        return marks.get(f"{mark}-{rest[:1]}") or marks.get(mark)
    match = re.match(_UNHYPHENATED, registration)
    return marks[match[1]] if match else None


def check_container_number(text: str) -> list[str]:
    """Check a container number: owner code, category and check digit (ISO 6346)."""
    number = normalise_container_number(text)
    if not number:
        return []
    if not re.fullmatch(r"[A-Z]{4}[0-9]{6,7}", number):
        return [f"{quote(number)} is not a container number; it has four letters and seven digits"]
    warnings = []
    if number[3] not in "UJZ":
        warnings.append(
            f"container number {number}: its fourth letter is {number[3]}; U marks a container, "
            "J its equipment, Z a trailer or chassis"
        )
    expected = _weigh_container(number[:10])
    if len(number) == 10:
        warnings.append(f"container number {number} has no check digit; it would be {expected}")
    elif int(number[10]) != expected:
        warnings.append(f"container number {number}: check digit is {number[10]}, expected {expected}")
    return warnings


def check_lei(text: str) -> list[str]:
    """Check a Legal Entity Identifier: 20 characters, modulo 97 (ISO 17442, ISO/IEC 7064 MOD 97-10)."""
    lei = normalise_lei(text)
    if not lei:
        return []
    if not re.fullmatch(r"[A-Z0-9]+", lei):
        return [f"{quote(lei)} is not an LEI; it has 20 letters and digits"]
    if len(lei) != 20:
        return [f"LEI {_shorten(lei)} has {_count(lei)} characters; an LEI has 20"]
    if not _is_digits(lei[18:]):
        return [f"LEI {lei} ends in {lei[18:]}; its last two characters are check digits"]
    if _remainder_97(lei) != 1:
        return [f"LEI {lei}: check digits are {lei[18:]}, expected {98 - _remainder_97(lei[:18] + '00'):02}"]
    return []


def check_call_sign(text: str) -> list[str]:
    """Check that a call sign has letters and digits only (ITU Radio Regulations, Article 19)."""
    call_sign = normalise_call_sign(text)
    if not call_sign or re.fullmatch(r"[A-Z0-9]+", call_sign):
        return []
    return [f"call sign {quote(call_sign)} has characters other than the letters A to Z and digits"]


CHECKS: Mapping[str, Callable[..., list[str]]] = {
    "imo_number": check_imo_number,
    "imo_company_number": check_imo_company_number,
    "mmsi": check_mmsi,
    "icao_24bit": check_icao_24bit,
    "registration": check_registration,
    "container_number": check_container_number,
    "lei": check_lei,
    "call_sign": check_call_sign,
}

# The identifiers that name a country, and so can contradict a flag.
FLAG_FIELDS = frozenset({"mmsi", "icao_24bit", "registration"})


def check_identifier(field: str, value: str, *, flag: str | None = None) -> list[str]:
    """Return the warnings on the value of a field; none for a field that is no identifier."""
    check = CHECKS.get(field)
    if check is None:
        return []
    return check(value, flag=flag) if field in FLAG_FIELDS else check(value)


def _compare_flag(what: str, countries: tuple[str, ...], flag: str | None) -> list[str]:
    if not flag or not is_country(flag) or flag in NO_COUNTRY:
        return []
    if {flag, *prefixes.list_also_under().get(flag, ())}.intersection(countries):
        return []
    return [f"{what} is of {format_country(countries[0])} but the flag is {format_country(flag)}"]


def _weigh(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _weigh_container(number: str) -> int:
    # Letters count from 10 on, leaving out the multiples of 11, which would not change the remainder.
    values = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ"
    return sum(values.index(char) << place for place, char in enumerate(number)) % 11 % 10


def _remainder_97(lei: str) -> int:
    return int("".join(str(int(char, 36)) for char in lei)) % 97


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _find_odd(text: str) -> str:
    return " ".join(dict.fromkeys(char for char in text[:LONGEST] if not char.isascii()))


def _count(text: str) -> str:
    return _COUNT_WORDS[len(text)] if len(text) < len(_COUNT_WORDS) else str(len(text))


def _shorten(text: str) -> str:
    return text if len(text) <= 24 else text[:21] + "..."

"""Ids, references and the clock of the log: how things are named so that two files never name two things alike."""

from __future__ import annotations

import os
import re
import time

STARTER_AUTHOR = "interdict"  # of the starter cases, which nobody but a release changes

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REF = re.compile(r"[A-Z]{2}-[0-9]{4}-[0-9A-HJKMNP-TV-Z]{3,26}")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Not compiled here, for reads have no use for it.
STAMP = r"([0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3})Z-([0-9a-f]{4})"

_SOURCES = "2f0b6a3e-93b4-5d2c-8f4e-6a7d1c9b0e51"  # fixed: the namespace of source ids


def make_id() -> str:
    """Return a new UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits."""
    number = int.from_bytes(os.urandom(16)) & ~(0xFFFFFFFFFFFF << 80)
    number |= time.time_ns() // 1_000_000 << 80
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def parse_id(text: str) -> str:
    """Return a UUID in its lower-case form with hyphens.

    Raises ValueError when it is not one.
    """
    plain = text.strip().lower()
    if not ID.fullmatch(plain):
        raise ValueError(f"'{text[:60]}' is not an id; leave it out and one is made")
    return plain


def has_unused_letter(text: str) -> bool:
    """Say whether nothing keeps a text from being a reference but a letter that Crockford's base 32 leaves out."""
    return re.fullmatch("[A-Z]{2}-[0-9]{4}-[0-9A-Z]{3,26}", text) is not None and REF.fullmatch(text) is None


def derive_id(case_id: str, table: str, key: str) -> str:
    """Return the id of a record from its case, table and key, the same each time (UUID version 5)."""
    return _derive(case_id, f"{table}/{key}")


def derive_source_id(identity: str) -> str:
    """Return the id of a source from what identifies it, so that one article is one source in every file."""
    return _derive(_SOURCES, identity)


def _derive(namespace: str, name: str) -> str:
    """Return a UUID version 5 (RFC 9562), in half the time of the module uuid: an import derives one for each row."""
    from hashlib import sha1  # loaded here, for it costs a read as much as a small query

    digest = sha1(bytes.fromhex(namespace.replace("-", "")) + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def make_ref(case_id: str, state: str | None, year: str | None, *, length: int = 3) -> str:
    """Return the reference for people: state, year and the last digits of the id in Crockford's base 32.

    A case without a state gets ZZ, one without a year 0000. The digits come from the random end of the id.
    """
    number = int(case_id.replace("-", ""), 16)
    digits = ""
    for _ in range(length):
        digits = CROCKFORD[number & 31] + digits
        number >>= 5
    return f"{state or 'ZZ'}-{year or '0000'}-{digits}"


def make_stamp(last: str, *, now_ms: int | None = None) -> str:
    """Return the next reading of the hybrid logical clock: the wall clock in UTC, never behind the last reading.

    A stamp sorts as text: `2026-11-24T08:47:05.123Z-0001`. The counter, four hexadecimal digits, grows while the wall
    clock stands still or is behind (Kulkarni and others, Logical Physical Clocks, 2014).
    """
    now = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    wall = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now // 1000))}.{now % 1000:03d}"
    match = re.fullmatch(STAMP, last)
    if match is None or wall > match[1]:
        return f"{wall}Z-0000"
    counter = int(match[2], 16) + 1
    if counter <= 0xFFFF:
        return f"{match[1]}Z-{counter:04x}"
    return f"{_next_millisecond(match[1])}Z-0000"


def _next_millisecond(wall: str) -> str:
    from datetime import UTC, datetime, timedelta

    moment = datetime.fromisoformat(wall).replace(tzinfo=UTC) + timedelta(milliseconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}"

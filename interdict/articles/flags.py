"""The flag of a conveyance as a text gives it, and the identifiers that stand near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from interdict.articles.nations import find_state
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.domain.identifier_prefixes import list_aircraft_marks
from interdict.domain.identifiers import (
    check_container_number,
    normalise_call_sign,
    normalise_container_number,
    normalise_imo_number,
    normalise_mmsi,
    normalise_registration,
)

_NAME = r"(?:the )?(?P<state>[A-Z][\w.'-]+(?:(?: and| of(?: the)?)? [A-Z][\w.'-]+){0,4})"
_FLAGGED = Pattern(r"(?P<state>[A-Z][\w.]+(?:(?: and)? [A-Z][\w.]+){0,3})[- ](?:flagged|registered|flag)\b")
_FLAGS = (
    Pattern(rf"\b(?:[Ff]lying|[Ff]lies|flew|under|hoisting|carrying|carries|wearing) the flags? of {_NAME}"),
    Pattern(rf"\b(?:[Ff]lying|[Ff]lies|flew|under|sailing under) (?:a|an|the) {_NAME} flag\b"),
    Pattern(rf"\b(?:[Ff]lying|[Ff]lies|flew|under|wearing|wears) {_NAME}'s (?:own )?flag\b"),
    Pattern(rf"\b[Ff]lag(?: state)?: {_NAME}"),
    Pattern(rf"\b(?:[Rr]egistered|flagged) (?:in|under the flag of|with|to) {_NAME}"),
    Pattern(rf"\bon {_NAME}(?:'s)? (?:register|registry)\b"),
    Pattern(rf"\bwith {_NAME} as (?:its |her |the )?flag state\b"),
    Pattern(rf"\b(?:sails|sailed|sailing) under the flag of {_NAME}"),
)
_IMO = Pattern(r"\bIMO(?:[ -](?:[Nn]umber|[Nn]o\.?|#))?[:. #]{0,3}(?P<value>[0-9]{7})(?![0-9])")
_MMSI = Pattern(r"\bMMSI(?: (?:[Nn]umber|[Nn]o\.?))?[:. #]{0,3}(?P<value>[0-9]{9})(?![0-9])")
_CALL_SIGN = Pattern(r"\b[Cc]all[ -]?sign[:. ]{0,2}(?:is |was )?(?P<value>[A-Z0-9]{3,7})\b")
_CONTAINER = Pattern(r"\b(?P<value>[A-Z]{3}[UJZ] ?[0-9]{6}[- ]?[0-9])(?![0-9])")
_MARK = Pattern(r"(?<![\w-])(?P<value>[A-Z0-9]{1,2}-[A-Z0-9]{3,5})(?![\w-])")
_REGISTRATION = Pattern(
    r"\b(?:registration|registered as|tail)(?: (?:number|mark|no\.?))?[: "
    r"]{1,2}(?P<value>[A-Z0-9]{1,2}-?[A-Z0-9]{3,5})\b"
)


class Found(NamedTuple):
    """A field of a conveyance with its value and its place in the plain text."""

    field: str
    value: str
    start: int
    end: int
    is_stated: bool = True  # rather than taken from an adjective
    is_plural: bool = False  # of a noun for several conveyances


def find_flags(sentence: Sentence) -> Iterator[Found]:
    """Yield the flags that a sentence states, then those that an adjective before a noun for a conveyance gives."""
    text, start = sentence.text, sentence.start
    for pattern in (_FLAGGED, *_FLAGS):
        for found in pattern.finditer(text):
            for state, first in _read_states(found):
                yield Found("flag", state, start + first, start + found.end())
                break
    for match in re.finditer(
        r" (?P<adj>adj/\S+) (?:(?:num|cod|wrd)/(?!and |or |in |of |on |aboard |by |from |with |the |who |were "
        r"|at )\S+ ){0,3}?(?P<cnv>cnv/\S+)",
        sentence.code,
    ):
        chunk = sentence.chunks[sentence.find_chunk(match.start("adj"))]
        noun = sentence.chunks[sentence.find_chunk(match.start("cnv"))]
        yield Found("flag", chunk.value, chunk.start, noun.end, is_stated=False, is_plural=noun.low.endswith("s"))


def _read_states(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    words = found["state"].split(" ")
    for first in range(len(words)):
        code = find_state(" ".join(words[first:]), is_whole=found.re is _FLAGGED.compile())
        if code:
            yield code, found.start("state") + len(" ".join(words[:first])) + bool(first)


def find_identifiers(sentence: Sentence) -> Iterator[Found]:
    """Yield the numbers by which a sentence names conveyances, in their canonical spelling."""
    text, start = sentence.text, sentence.start
    for field, pattern, normalise in (
        ("imo_number", _IMO, normalise_imo_number),
        ("mmsi", _MMSI, normalise_mmsi),
        ("call_sign", _CALL_SIGN, normalise_call_sign),
        ("registration", _REGISTRATION, normalise_registration),
    ):
        for found in pattern.finditer(text):
            if field != "call_sign" or any(map(str.isdigit, found["value"])) or found["value"].isupper():
                yield Found(
                    field,
                    normalise(found["value"]),
                    start + found.start("value"),
                    start + found.end("value"),
                )
    for found in _CONTAINER.finditer(text):
        number = normalise_container_number(found["value"])
        if not any("owner code" in warning for warning in check_container_number(number)):
            yield Found("container_number", number, start + found.start("value"), start + found.end("value"))
    if " cnv/" in sentence.code or "plane" in text:
        marks = list_aircraft_marks()
        for found in _MARK.finditer(text):
            mark, _, rest = found["value"].partition("-")
            is_mark = (
                (mark in marks or f"{mark}-{rest[:1]}" in marks)
                and not re.fullmatch(r"[0-9]+", rest)
                and rest.isalpha()
            )
            if is_mark and mark not in {"T", "M"} and not _REGISTRATION.search(text):
                yield Found("registration", found["value"], start + found.start("value"), start + found.end("value"))

"""Sharing marks (TLP 2.0) and `private`: which records may leave the house. In doubt a record stays.

What is not marked, or marked clear, may go anywhere. A higher mark goes along only by the wish of whoever publishes;
red and private never do, and a mark that is none of the five counts as red.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from interdict.domain.fields import get_fields
from interdict.domain.records import Record
from interdict.domain.vocabulary import VOCABULARIES, suggest

MARKS = tuple(VOCABULARIES["tlp"])  # from the freest to the strictest
RED = MARKS[-1]
LEVELS = MARKS[:-1]  # that somebody may ask for

PRIVATE = "private"
PERSON = "a private person"
ABOUT = "about what is left out"
SOURCE = "its source is left out"
TEXT = "holds a text that is left out"
CLAIMED = "only claims that are left out give it"


class Policy(NamedTuple):
    """What may be published: records up to a mark, and whether private persons are named."""

    level: str = MARKS[0]
    persons: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the marks that may go."""
        return MARKS[: MARKS.index(self.level) + 1]


def parse_level(text: str) -> str:
    """Return the mark up to which records may go.

    Raises ValueError for red, and for what is no mark.
    """
    level = text.strip().casefold().removeprefix("tlp:")
    if level == RED:
        raise ValueError("what is marked red is for its recipients only and is never published")
    if level not in LEVELS:
        raise ValueError(f"there is no mark {text[:40]!r} to publish up to; {suggest(level, LEVELS)}")
    return level


def rank_mark(mark: object) -> int:
    """Return how strict a mark is: 0 for none and for clear, the highest number for red and for what is no mark."""
    if mark is None:
        return 0
    return MARKS.index(mark) if mark in MARKS else MARKS.index(RED)


def explain_mark(record: Record, policy: Policy) -> str:
    """Say why a record may not go by itself, nothing when it may."""
    values = record.values
    if values.get("private"):
        return PRIVATE
    rank = rank_mark(values.get("tlp"))
    if rank > MARKS.index(policy.level):
        return f"TLP:{MARKS[rank].upper()}"
    if not policy.persons and is_person(record):
        return PERSON
    return ""


def is_person(record: Record) -> bool:
    """Say whether a record is of a private person; a kind that is no word of the vocabulary may be one."""
    kind = record.values.get("kind")
    return record.table == "party" and kind is not None and (kind == "person" or kind not in _PARTY_KINDS)


_PARTY_KINDS = VOCABULARIES["party_kind"]


def tighten_marks(record: Record, standing: Mapping[str, Iterable[Any]]) -> Record:
    """Return a record with the strictest of the marks that stand, where people gave it different ones.

    `standing` holds all values of a field in conflict, of `tlp`, `private` and `kind`.
    """
    values = dict(record.values)
    if "private" in standing and any(standing["private"]):
        values["private"] = True
    if "tlp" in standing:
        values["tlp"] = max([values.get("tlp"), *standing["tlp"]], key=rank_mark)
    if "kind" in standing and record.table == "party" and "person" in standing["kind"]:
        values["kind"] = "person"
    return Record(record.table, record.id, {name: value for name, value in values.items() if value is not None})


def find_withheld(records: Mapping[str, Record], policy: Policy, gone: Iterable[str] = ()) -> dict[str, str]:
    """Return the records of one case that may not go, with the reason: the marked ones and what hangs on them.

    `gone` names records of other cases that are not published either.
    """
    reasons = dict.fromkeys(gone, ABOUT)
    reasons.update((record.id, why) for record in records.values() if (why := explain_mark(record, policy)))
    case = next((record for record in records.values() if record.table == "interdiction"), None)
    if case is None or case.id in reasons:
        why = reasons[case.id] if case else ABOUT
        return reasons | {
            record.id: reasons.get(record.id, why) for record in records.values() if record.table != "source"
        }
    return follow(records, reasons)


def follow(records: Mapping[str, Record], reasons: Mapping[str, str]) -> dict[str, str]:
    """Return what is left out with all that hangs on it: claims by it, and what speaks of it, and so on."""
    found = dict(reasons)
    size = -1
    while size != len(found):
        size = len(found)
        for record in records.values():
            if record.id not in found and (why := _find_link(record, records, found)):
                found[record.id] = why
    return found


def _find_link(record: Record, records: Mapping[str, Record], found: Mapping[str, str]) -> str:
    """Say on what left-out record one hangs: a link that leads nowhere may lead to one."""
    values = record.values
    source = values.get("source")
    if record.table == "claim" and source is not None and (source in found or source not in records):
        return SOURCE
    if "subject" in get_fields(record.table):
        subject = values.get("subject", {}).get("id")
        if subject is not None and (subject in found or subject not in records):
            return ABOUT
        if values.get("other") in found:
            return ABOUT
    return ""

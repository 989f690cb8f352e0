"""A case as a dossier that could be printed, or one record of it, built as blocks.

Sections come in a fixed order and only where there is something to say. Whatever a source claims and no section
shows stands in the last one, so that nothing that is recorded is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from interdict.domain.persons import is_person
from interdict.domain.records import Record, sort_records
from interdict.domain.wording import name_record
from interdict.terminal.blocks import QUIET, Block, Fact, Facts, Heading, Paragraph, Span
from interdict.terminal.dossier_facts import tell_fields
from interdict.terminal.dossier_sections import (
    HEAD,
    tell_bases,
    tell_cargo,
    tell_case,
    tell_claims,
    tell_conveyances,
    tell_events,
    tell_judgements,
    tell_legs,
    tell_notes,
    tell_parties,
    tell_rest,
)
from interdict.terminal.dossier_sources import cite_sources, number_sources
from interdict.terminal.testimony import WITHHELD, Testimony

if TYPE_CHECKING:
    from interdict.store.conflicts import Conflict

_MAIN = (*HEAD, "conveyance", "cargo", "party", "basis", "source")  # what a case should hold
_SECTIONS = {"conveyance": "conveyances", "party": "parties", "basis": "legal basis", "source": "sources"}


def build_dossier(
    records: Mapping[str, Record],
    conflicts: Iterable[Conflict] = (),
    *,
    has_persons: bool = False,
    numbers: dict[str, int] | None = None,
    distances: Sequence[tuple[str, str]] = (),
) -> list[Block]:
    """Return the blocks of a case, given its records by id, its open conflicts, and labels and words on distances.

    With `numbers` of sources, which it adds to, it names its sources by number alone: a list for all cases follows.
    Raises StopIteration when the case itself is missing.
    """
    testimony = Testimony(records, conflicts, has_persons=has_persons, numbers=numbers)
    case = _find_case(records)
    tables: dict[str, list[Record]] = {}
    for record in sort_records(testimony.records.values()):
        tables.setdefault(record.table, []).append(record)

    def get(table: str) -> list[Record]:
        return tables.get(table, [])

    title = ": ".join(str(case.values[name]) for name in ("ref", "title") if name in case.values)
    blocks: list[Block] = [Heading(1, title or case.id), *_list(tell_case(testimony, case, get("basis")))]
    if "summary" in case.values:
        blocks += [Heading(2, "Summary"), *_write_text(str(case.values["summary"]))]
    blocks += tell_conveyances(testimony, get("conveyance"))
    blocks += tell_cargo(testimony, get("cargo"))
    blocks += _list(tell_parties(testimony, get("party")), "Parties")
    blocks += _list(tell_events(testimony, get("event")), "Events")
    blocks += _list(tell_legs(testimony, get("leg")), "Route")
    blocks += _list([Fact(label.capitalize(), (Span(words),)) for label, words in distances], "Distances")
    blocks += _list(tell_bases(testimony, get("basis")), "Legal basis")
    blocks += _list(tell_judgements(testimony, get("judgement")), "Judgements")
    blocks += _list(tell_notes(testimony, get("note")), "Notes")
    blocks += _list(tell_rest(testimony), "Further claims")
    blocks += (cite_sources if numbers is None else number_sources)(testimony, get("source"))
    known = {claim.values.get("field") for claim in get("claim") if _is_about(claim, case)}.union(case.values, tables)
    missing = [_SECTIONS.get(name, name) for name in _MAIN if name not in known]
    if missing:
        blocks.append(Paragraph((Span(f"not recorded: {', '.join(missing)}", QUIET),)))
    return blocks


def build_record(
    records: Mapping[str, Record],
    record: Record,
    conflicts: Iterable[Conflict] = (),
    *,
    has_persons: bool = False,
    distance: str = "",
) -> list[Block]:
    """Return the blocks of one record of a case: its fields, what is claimed of them, and the notes on it.

    `distance` is how far a leg goes, in words.
    """
    testimony = Testimony(records, conflicts, has_persons=has_persons)
    ref = str(_find_case(records).values.get("ref", "?"))
    if testimony.is_withheld(record):
        parties = tell_parties(testimony, [record]) if record.table == "party" else [Fact("About", (Span(WITHHELD),))]
        blocks: list[Block] = [Heading(1, f"{ref} ({record.table})"), *_list(parties)]
        return [*blocks, *_cite_used(testimony)]
    subject = records.get(record.values.get("subject", {}).get("id", ""))
    about = [Fact("About", (Span(name_record(subject)),))] if subject else []
    key = record.values.get("key", record.id)
    kind = "private person" if is_person(record) else record.table
    far = [Fact("Distance", (Span(distance),))] if distance else []
    blocks = [Heading(1, f"{ref}/{key} ({kind})"), *_list([*about, *tell_fields(testimony, record), *far])]
    notes = [note for note in sort_records(records.values()) if note.table == "note" and _is_about(note, record)]
    blocks += _list(tell_notes(testimony, notes), "Notes")
    if record.table == "source":
        said = [claim for claim in testimony.list_rest() if claim.values.get("source") == record.id]
        blocks += _list(tell_claims(testimony, said), "Claims")
    return [*blocks, *_cite_used(testimony)]


def _find_case(records: Mapping[str, Record]) -> Record:
    return next(record for record in records.values() if record.table == "interdiction")


def _is_about(note: Record, record: Record) -> bool:
    return bool(note.values.get("subject", {}).get("id") == record.id)


def _cite_used(testimony: Testimony) -> list[Block]:
    return cite_sources(testimony, [testimony.records[source] for source in testimony.numbers])


def _list(facts: Iterable[Fact | None], title: str = "") -> list[Block]:
    found = tuple(fact for fact in facts if fact is not None)
    if not found:
        return []
    return [*([Heading(2, title)] if title else []), Facts(found)]


def _write_text(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph((Span(line.strip()),))

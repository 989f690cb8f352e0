"""Private persons, and what of a case has to stay behind where they are not to be named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from interdict.domain.records import Record


class Rest(NamedTuple):
    """A case without its private persons: what is left by id, how many were left out, and where a name still stands.

    The places are keys of records, each with the field.
    """

    records: dict[str, Record]
    persons: int
    mentions: tuple[str, ...]


_TIES = frozenset({"subject", "other"})


def is_person(record: Record) -> bool:
    """Say whether a record is of a private person."""
    return record.table == "party" and record.values.get("kind") == "person"


def find_private(records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of the private persons and of all that is said of them: claims, notes, judgements."""
    known = list(records)
    private = {record.id for record in known if record.table == "party" and record.values.get("kind") == "person"}
    size = 0
    about = [record for record in known if record.values.keys() & _TIES] if private else []
    while size != len(private):  # a note on a claim on a person is about the person, too
        size = len(private)
        private |= {record.id for record in about if not private.isdisjoint(_list_subjects(record))}
    return frozenset(private)


def _list_subjects(record: Record) -> tuple[Any, Any]:
    return record.values.get("subject", {}).get("id"), record.values.get("other")


def leave_out_persons(records: Mapping[str, Record]) -> Rest:
    """Return a case without its private persons, what is said of them, and the sources that say nothing else."""
    private = find_private(records.values())
    rest = _drop(records, private)
    persons = [records[one] for one in private if is_person(records[one])]
    names = {str(person.values["name"]).casefold() for person in persons if "name" in person.values}
    return Rest(rest, len(persons), tuple(_find_mentions(rest.values(), names)) if names else ())


def _drop(records: Mapping[str, Record], private: AbstractSet[str]) -> dict[str, Record]:
    left = [record for record in records.values() if record.id not in private]
    idle = _find_cited(records, (records[one] for one in private)) - _find_cited(records, left) if private else ()
    return {record.id: record for record in left if record.id not in idle}


def _find_cited(records: Mapping[str, Record], citing: Iterable[Record]) -> set[str]:
    """Return the sources that claims are by, with those that these copy."""
    cited: set[str] = set()
    for record in citing:
        source = str(record.values.get("source"))
        while source in records and source not in cited:
            cited.add(source)
            source = str(records[source].values.get("derived_from"))
    return cited


def withhold_persons(records: Mapping[str, Record]) -> dict[str, Record]:
    """Return a case without its private persons but for what they were to it: a carrier, a captain."""
    persons = {record.id: _reduce(record) for record in records.values() if is_person(record)}
    return {**_drop(records, find_private(records.values())), **persons}


def _reduce(person: Record) -> Record:
    kept = {
        name: value for name, value in person.values.items() if name in {"interdiction", "sequence", "kind", "role"}
    }
    return Record(person.table, person.id, kept)


def _find_mentions(records: Iterable[Record], names: Collection[str]) -> Iterator[str]:
    """Yield where one of the names stands in a text."""
    for record in records:
        if not _has_name(record.values, names):
            continue
        key = "" if record.table == "interdiction" else f"{record.values.get('key', record.id)} "
        yield from (f"{key}{field}" for field, value in record.values.items() if _has_name(value, names))


def _has_name(value: object, names: Collection[str]) -> bool:
    text = str(value).casefold()
    return any(name in text for name in names)

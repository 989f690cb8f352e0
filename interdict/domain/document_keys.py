"""The names by which a document speaks of its records.

A record goes by its key. Where records of one table share a key, as merges may bring about, all but the first get a
number behind it: `load`, `load~2`. It is no part of the key, so that a document that is read again changes none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interdict.domain.records import Record

_NUMBERED = re.compile(r"(.+)~([0-9]{1,9})", re.DOTALL)
NO_NAMES: Mapping[str, str] = {}


class Names(NamedTuple):
    """The names of records by id, and how many records have each."""

    names: Mapping[str, str]
    uses: Mapping[str, int]

    def refer(self, record_id: str, table: str) -> str:
        """Return how a row names a record that it is about: with its table where another record has the name too."""
        name = self.names.get(record_id)
        if name is None:
            return record_id
        if table == "interdiction":
            return "interdiction"
        is_shared = self.uses[name] > 1 or table == "source" or name == "interdiction"
        return f"{table}/{name}" if is_shared else name


def name_records(records: Iterable[Record], given: Mapping[str, str] = NO_NAMES) -> Names:
    """Name the records of a case; sources that share their key with others of the file have given names, by id."""
    names: dict[str, str] = {}
    taken: dict[str, set[str]] = {"source": set(given.values())}
    for record in sorted(records, key=lambda record: record.id):
        name = given.get(record.id) or "interdiction"
        if record.id not in given and record.table != "interdiction":
            name = _choose(str(record.values.get("key") or record.id), taken.setdefault(record.table, set()))
            taken[record.table].add(name)
        names[record.id] = name
    return Names(names, Counter(names.values()))


def _choose(key: str, taken: set[str]) -> str:
    name, number = key, 1
    while name in taken or (name == key and _NUMBERED.fullmatch(key)):  # a key may look like a numbered name
        number += 1
        name = f"{key}~{number}"
    return name


def read_key(name: str) -> str:
    """Return the key of the record that a document names."""
    return split_name(name)[0]


def split_name(name: str) -> tuple[str, int]:
    """Return the key of a record and its number among those of that key, 0 where the name has none."""
    match = _NUMBERED.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, 0)

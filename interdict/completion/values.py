"""What a value on the command line may be: the words of a field, and what the file holds.

Nothing here is an error: what cannot be found out gives no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from interdict.domain.fields import MANAGED, Field, get_fields
from interdict.domain.vocabulary import VOCABULARIES
from interdict.store.completing import (
    find_table,
    list_changesets,
    list_countries,
    list_in_use,
    list_keys,
    list_refs,
    list_sources,
    list_years,
)
from interdict.store.connection import Connection

# Texts of which a few recur from case to case; of others no two are alike.
_RECURRING = frozenset(
    {"agency", "publisher", "author", "language", "owner", "operator", "authority", "type", "name", "original"}
)


_SHORT = 3  # letters; from here on a country is named by its name


class Candidate(NamedTuple):
    """A word that may stand there, and what it means."""

    value: str
    meaning: str = ""


Candidates = Iterable[Candidate]


class Values:
    """Gives the words for values; the file is opened only when one of them is in it."""

    def __init__(self, open_file: Callable[[], Connection | None]) -> None:
        self._open_file = open_file

    def list_records(self, current: str) -> Iterator[Candidate]:
        """Yield references, and behind a slash the keys of the records of a case."""
        connection = self._open_file()
        if connection is None:
            return
        ref, slash, key = current.partition("/")
        if not slash:
            yield from (Candidate(found, title) for found, title in list_refs(connection, ref))
        else:
            yield from (Candidate(f"{ref}/{found}", table) for found, table in list_keys(connection, ref, key))

    def list_sources(self, current: str) -> Iterator[Candidate]:
        """Yield the keys of sources."""
        connection = self._open_file()
        if connection is not None:
            yield from (Candidate(*found) for found in list_sources(connection, current))

    def list_changesets(self, current: str) -> Iterator[Candidate]:
        """Yield the newest changesets."""
        connection = self._open_file()
        if connection is not None:
            yield from (Candidate(*found) for found in list_changesets(connection, current))

    def list_fields_of(self, ref: str) -> Iterator[Candidate]:
        """Yield the fields of the record that a reference names; of a case where it names none."""
        connection = self._open_file()
        table = (find_table(connection, ref) if connection is not None and ref else None) or "interdiction"
        yield from (Candidate(name, field.meaning) for name, field in get_fields(table).items() if name not in MANAGED)

    def list_values_of(self, ref: str, name: str, current: str) -> Iterator[Candidate]:
        """Yield values for a field of the record that a reference names."""
        connection = self._open_file()
        table = (find_table(connection, ref) if connection is not None and ref else None) or "interdiction"
        field = get_fields(table).get(name.replace("-", "_"))
        if field is not None:
            yield from self.list_field_values(table, field, current)

    def list_field_values(
        self, table: str, field: Field, current: str, *, in_terms: bool = False
    ) -> Iterator[Candidate]:
        """Yield values for a field: the words it takes, else what it holds in the file."""
        if field.vocabulary:
            yield from (Candidate(word, meaning) for word, meaning in VOCABULARIES[field.vocabulary].items())
        elif field.kind in {"country", "countries"}:
            yield from self.list_countries(table, field, current)
        elif field.kind == "yes_no":
            yield from (Candidate("yes"), Candidate("no"))
        elif field.kind == "link" and field.target == "source":
            yield from self.list_sources(current)
        elif field.kind == "place":
            names = list(self._list_in_use(table, field, current))
            yield from names or self.list_countries(table, field, current)
        elif field.kind == "date" and in_terms:
            connection = self._open_file()
            yield from (Candidate(year) for year in (list_years(connection) if connection else ()))
        elif field.kind == "text" and (in_terms or field.name in _RECURRING):
            yield from self._list_in_use(table, field, current)

    def _list_in_use(self, table: str, field: Field, current: str) -> Iterator[Candidate]:
        connection = self._open_file()
        if connection is not None:
            yield from (Candidate(value) for value in list_in_use(connection, table, field, current))

    def list_countries(self, table: str, field: Field, current: str) -> Iterator[Candidate]:
        """Yield countries, those of the file where one fits: their codes, or their names from three letters on."""
        from interdict.domain.countries import format_country
        from interdict.domain.country_names import COUNTRY_NAMES

        connection = self._open_file()
        known = list_countries(connection, table, field) if connection is not None else []
        for codes in (known, sorted(COUNTRY_NAMES)):
            pairs = [(code, format_country(code)) for code in codes]
            if len(current) >= _SHORT:
                pairs = [(name, code) for code, name in pairs]
            fitting = [pair for pair in pairs if pair[0].casefold().startswith(current.casefold())]
            if fitting:
                yield from (Candidate(*pair) for pair in fitting)
                return

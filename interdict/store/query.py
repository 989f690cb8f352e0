"""Terms: what people write to say which cases they mean, as an SQL condition with bound values.

`parse_terms` is pure; its condition stands in a WHERE over the table `interdiction`, under that name.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from interdict.domain.vocabulary import quote, suggest
from interdict.errors import UsageError
from interdict.store.conditions import Condition, all_of, any_of, compare, compare_certain, has_value
from interdict.store.term_fields import Target, find_targets
from interdict.store.words import anywhere, within

LONGEST = 1000  # characters of one value
MOST_VALUES = 10_000  # bound values of all terms together; a word takes about a hundred

TERMS_HELP = """\
Terms say which cases are meant. A case must match all of them; without terms all cases are meant.

  tanker                 the word is in some text of the case, of a record in it, or of a source it cites
  "machine parts"        the same with a blank in it; the shell needs the quotation marks
  iran                   the name of a country also finds its code, in any field for a country
  outcome:seized         the field has the value
  outcome:seized,pending one of the values
  outcome:               the field is empty
  not:outcome:cleared    the term after not: does not match; also not:tanker, not:outcome:
  date:2009..2010-06     the case may have happened then: its earliest to latest day share a day with these
  date:2009 date:2009..  a year, a month or a day; an open end; also year:2009
  certain:2009..2010     the case happened then for certain: all its possible days are within
  is:conflict            two people gave a field different values, and nobody has resolved it
  is:disputed            a claim of the case is marked as disputed
  any:"a:b"              a word that has a colon in it

Case never counts. Free text matches when it holds the value; identifiers match as a whole, without spaces and hyphens;
words and countries are written in any form that 'interdict fields' and 'interdict help countries' name.

Fields of the case go by their name (mode, regime, outcome, trigger, zone, agency, summary, ...). place, origin and
destination match the country, the UN/LOCODE, or a part of the name; country is that of the place. Fields of the
records in a case go by their name where only one kind of record has it (imo_number, flag, category, declared_as,
concealment, role, ...), else as in party.role:broker, event.kind:boarded, conveyance.kind:aircraft.

  state                  who interdicted (states)       party        name of a party
  vessel, ship           name of the conveyance         event        what happened (event.kind)
  imo                    IMO number of the ship         basis        authority, such as 1874
  cargo                  what was found or declared     leg          from or to
  source                 key, publisher, title, address or UN symbol of a cited source
  note                   a note, or the remark on any record
  ref, id                a part of the reference; eight characters or more of the id

Two terms on one kind of record may be met by two records of the case: party.role:broker party.country:CN also finds
a case with a Chinese bank and a broker from elsewhere.
"""


class Query(NamedTuple):
    """What terms mean: a condition on `interdiction`, the values of its question marks, and the terms as given."""

    where: str
    values: tuple[object, ...]
    text: str


def parse_terms(terms: Sequence[str]) -> Query:
    """Read terms, all of which a case must match.

    Raises UsageError for an unknown field, a value that the field cannot hold, and more than SQLite takes.
    """
    condition = all_of([_parse_term(term) for term in terms])
    if len(condition.values) > MOST_VALUES:
        raise UsageError("these are too many terms and values for one search", hint="search in several steps")
    return Query(condition.sql, condition.values, " ".join(terms))


def find_matching(connection: sqlite3.Connection, terms: Sequence[str]) -> Iterator[str]:
    """Yield the ids of the cases that match the terms, the earliest case first."""
    query = parse_terms(terms)
    rows = connection.execute(
        f"""
        SELECT id FROM interdiction
        WHERE {query.where}
        ORDER BY coalesce(earliest, latest) IS NULL, coalesce(earliest, latest), ref
        """,
        query.values,
    )
    return (row[0] for row in rows)


def _parse_term(term: str) -> Condition:
    bare = term.strip()
    _check_term(bare)
    is_negated = False
    while bare[:4].casefold() == "not:":
        bare = bare[4:].strip()
        is_negated = not is_negated
    if bare.casefold() in {"", "not", "and", "or"}:
        raise UsageError(
            f"{quote(term)} is not a term by itself",
            hint="terms are joined by 'and'; write not:TERM for what must not match, field:a,b for one of several",
        )
    condition = _parse_positive(bare)
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values) if is_negated else condition


def _check_term(term: str) -> None:
    if "\0" in term or any(0xD800 <= ord(char) < 0xE000 for char in term):
        raise UsageError(
            f"the term {quote(ascii(term))} has a character that no text of a file can have", hint="take it out"
        )
    if any(len(value) > LONGEST for value in term.split(",")):
        raise UsageError(f"the term {quote(term)} is too long", hint=f"a value has at most {LONGEST:,} characters")


def _parse_positive(term: str) -> Condition:
    head, colon, value = term.partition(":")
    if not colon or value.startswith("//") or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", head):
        return anywhere(term)
    name, value = head.casefold(), value.strip()
    special = _SPECIAL.get(name)
    try:
        return special(value) if special else _parse_field(name, value)
    except ValueError as error:
        reason, _, remedy = str(error).partition("; ")
        raise UsageError(f"{head}: {reason}", hint=remedy or "'interdict help terms' explains terms") from None


def _parse_field(name: str, value: str) -> Condition:
    targets = find_targets(name)
    values = _split_values(value, targets[0].field.kind)
    if not values:
        condition = _join_targets(targets, lambda target: has_value(*target))
        return Condition(f"({condition.sql}) IS NOT TRUE", condition.values)
    return _join_targets(targets, lambda target: any_of([compare(*target, text) for text in values]))


def _join_targets(targets: Sequence[Target], test: Callable[[Target], Condition]) -> Condition:
    """Hold where the test holds for one of the targets; those of one table are looked at together."""
    return any_of(
        [
            within(table, any_of([test(target) for target in group]))
            for table, group in groupby(targets, key=lambda target: target.table)
        ]
    )


def _split_values(text: str, kind: str) -> list[str]:
    """Split values at their commas, but not the name of a country that has one, nor an EDTF set."""
    if kind in {"country", "countries", "place"} and "," in text:
        from interdict.domain.countries import parse_country

        try:
            parse_country(text)
        except ValueError:
            pass
        else:
            return [text]
    if kind == "date" and text[:1] in {"[", "{"}:
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()]


def _parse_any(text: str) -> Condition:
    values = _split_values(text, "text")
    if not values:
        raise ValueError("it takes a word; write it after the colon")
    return any_of([anywhere(value) for value in values])


def _parse_certain(text: str) -> Condition:
    values = _split_values(text, "date")
    if not values:
        raise ValueError("it takes a date or a window of two; 'date:' finds cases without a date")
    return any_of([compare_certain("interdiction", value) for value in values])


def _parse_is(text: str) -> Condition:
    if text.casefold() not in _IS:
        raise ValueError(f"{quote(text)} is not a state of a case; {suggest(text, tuple(_IS))}")
    return Condition(f"interdiction.id IN ({_IS[text.casefold()]})")


_IS: Mapping[str, str] = {
    "conflict": "SELECT interdiction_id FROM conflict WHERE interdiction_id IS NOT NULL",
    "disputed": "SELECT interdiction_id FROM claim WHERE status = 'disputed'",
}
_SPECIAL: Mapping[str, Callable[[str], Condition]] = {
    "any": _parse_any,
    "certain": _parse_certain,
    "is": _parse_is,
    "year": lambda text: _parse_field("date", text),
}

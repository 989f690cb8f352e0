"""Terms: what people write to say which cases they mean, as an SQL condition with bound values.

`parse_terms` is pure; its condition stands in a WHERE over the table `interdiction`, under that name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interdict.errors import UsageError

MOST_VALUES = 10_000  # bound values of all terms together; a word takes about a hundred
LONGEST_SQL = 900_000  # characters; SQLite takes a million

TERMS_HELP = """\
Terms say which cases are meant. A case must match all of them; without terms all cases are meant.

  tanker                  the word is in some text of the case, of a record in it, or of a source
                          that it cites
  "machine parts"         the same with a blank in it; the shell needs the quotation marks
  iran                    the name of a country also finds its code, in any field for a country
  outcome:seized          the field has the value
  outcome:seized,pending  one of the values
  outcome:                the field is empty
  not:outcome:cleared     the term after not: does not match; also not:tanker, not:outcome:
  date:2009..2010-06      it may have happened then: from its earliest to its latest day it shares
                          a day with this window; also year:2009, date:2009.., date:"12 Dec 2009"
  certain:2009..2010      it happened then for certain: all its possible days are in the window
  is:conflict             people gave a field different values, and nobody has resolved it
  is:disputed             a value of the case is disputed: a source gives another, or denies it
  any:"a:b"               a word that has a colon in it

Case never counts. Free text matches where it holds the value; identifiers match as a whole, without
spaces and hyphens; words and countries may be written in any way that 'interdict add' takes them.

Fields of the case go by their names: mode, regime, outcome, trigger, zone, agency, summary and so on
('interdict fields' lists them). place, origin and destination match the country, the UN/LOCODE, or a
part of the name: place:oman finds the country and the Gulf of Oman, place:OM only the country.
Fields of the records in a case go by their names where only one kind of record has them (imo_number,
flag, category, declared_as, concealment, role), else by both: event.date:2009, party.country:CN,
conveyance.kind:aircraft. All dates match like date: does, from their earliest to their latest day,
as in published:2010.., departed:2009-04, event.date:2009. These are shorter:

  state         who interdicted (states)          country  country of the place
  vessel, ship  name of the conveyance            imo      IMO number of the ship
  cargo         what was found, or declared       party    name of a party
  event         what happened (event.kind)        leg      from or to
  basis         authority, such as 1874           claim    what a source says
  source        key, publisher, title, address or UN symbol of a cited source
  note          a note, or the remark on any record
  ref, id       a part of the reference; eight characters or more of the id

Two terms on one kind of record may be met by two records: party.role:broker party.country:CN also
finds a case with a Chinese bank and a broker from elsewhere.
"""


class Query(NamedTuple):
    """What terms mean: a condition on `interdiction`, the values of its question marks, and the terms as given."""

    where: str
    values: tuple[object, ...]
    text: str


EVERYTHING = Query("1", (), "")


def parse_terms(terms: Sequence[str]) -> Query:
    """Read terms, all of which a case must match.

    Raises UsageError for an unknown field, a value that the field cannot hold, and more than SQLite takes.
    """
    if not terms:
        return EVERYTHING
    from interdict.store.conditions import all_of
    from interdict.store.terms import parse_term

    condition = all_of([parse_term(term) for term in terms])
    if len(condition.values) > MOST_VALUES or len(condition.sql) > LONGEST_SQL:
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

"""Every value of a case beside what each source says of it.

The claims on one field are numbered in the order in which they were recorded, so that a number stays when others are
added; the ones that agree with the record come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interdict.domain.agreement import (
    disputes,
    find_asserting,
    is_accepted_wording,
    weigh,
)
from interdict.domain.citations import UNCITED
from interdict.domain.fields import MANAGED, SECTIONS, Field, get_fields
from interdict.domain.origins import count_voices, find_origins
from interdict.domain.records import Record, sort_records
from interdict.evidence.grading import grade

if TYPE_CHECKING:
    from interdict.store.conflicts import Conflict

# How a claim stands to the record, and the sign for it: what agrees comes first, what was judged wrong last.
SIGNS: Mapping[str, str] = {
    "agrees": "=",
    "also": "~",
    "disputed": "!",
    "differs": "!",
    "denied": "-",
    "retracted": "-",
    "reported": "?",
    "rejected": "x",
}

_OWN_WORDS = frozenset({"source", "claim", "judgement", "note"})  # tables that hold the analyst's words


class Statement(NamedTuple):
    """A claim with its number among those on the field and its mark, one of SIGNS."""

    number: int
    mark: str
    claim: Record


class Comparison(NamedTuple):
    """A field: what the record holds, and what is said of it, the agreeing first.

    Of the sources that speak of it, how many are independent, and how many independent ones give the record's value.
    """

    record: Record
    field: Field
    value: Any
    statements: tuple[Statement, ...]
    sources: int
    independent: int
    agreeing: int
    has_conflict: bool = False

    @property
    def standing(self) -> tuple[str, ...]:
        """Return what a reader must know of the value: disputed or differs, CONFLICT, none adopted, no source."""
        found = ["CONFLICT"] if self.has_conflict else []
        if any(disputes(self.field, statement.claim, self.value) for statement in self.statements):
            found.insert(0, "disputed")
        elif any(statement.mark == "differs" for statement in self.statements):
            found.insert(0, "differs")
        is_sourced = any(statement.mark == "agrees" for statement in self.statements)
        if not is_sourced:
            found.append("none adopted" if self.value is None else "no source")
        return tuple(found)


def compare_case(
    records: Mapping[str, Record], conflicts: Iterable[Conflict] = (), *, only: Record | None = None
) -> Iterator[Comparison]:
    """Yield a comparison for each field of a case, or of one record of it, that has claims or should have some."""
    claims = group_claims(records.values())
    sources = [record for record in records.values() if record.table == "source"]
    origins = {source.id: find_origins(source, records) for source in sources}
    open_fields = {(conflict.record, conflict.field) for conflict in conflicts}
    order = {table: number for number, table in enumerate(("interdiction", *SECTIONS.values()))}
    shown = sort_records(records.values()) if only is None else [only]
    for record in sorted(shown, key=lambda one: order[one.table]):
        for name in get_fields(record.table):
            key = (record.id, name)
            needs_source = name in record.values and name not in UNCITED and record.table not in _OWN_WORDS
            if name not in MANAGED and (key in claims or key in open_fields or needs_source):
                compared = compare_field(record, name, claims.get(key, ()), origins)
                yield compared._replace(has_conflict=key in open_fields)


def group_claims(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """Return the claims on each field, by the id of the record and the name of the field, in their order."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for claim in sort_records(record for record in records if record.table == "claim" and "field" in record.values):
        groups[claim.values.get("subject", {}).get("id", ""), claim.values["field"]].append(claim)
    return groups


def compare_field(
    record: Record, name: str, claims: Sequence[Record], origins: Mapping[str, frozenset[str]]
) -> Comparison:
    """Compare a field of a record with the claims on it, given the origins of their sources."""
    field, value = get_fields(record.table)[name], record.values.get(name)
    asserting = {claim.id for claim in find_asserting(claims, value)}
    if value is None:
        asserting = {claim.id for claim in claims if is_accepted_wording(claim)}
    statements = [
        Statement(number, "agrees" if claim.id in asserting else weigh(field, claim, value, claims), claim)
        for number, claim in enumerate(claims, 1)
    ]
    order = list(SIGNS)
    statements.sort(key=lambda statement: order.index(statement.mark))
    cited = _list_origins(claims, origins)
    agreeing = _list_origins((each.claim for each in statements if each.mark == "agrees"), origins)
    counts = len(cited), count_voices(cited), count_voices(agreeing)
    return Comparison(record, field, value, tuple(statements), *counts)


def _list_origins(claims: Iterable[Record], origins: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the origins of each source that the claims are by, once a source."""
    cited = dict.fromkeys(str(claim.values.get("source")) for claim in claims)
    return [origins[source] for source in cited if source in origins]


def list_rows(
    comparisons: Iterable[Comparison], records: Mapping[str, Record], ref: str, *, in_words: bool
) -> Iterator[dict[str, Any]]:
    """Yield a row for each claim, and one for each value without any, to be printed.

    The names are those of a document's claims; `adopted` is what the record holds. Values are canonical, for
    programs, or in words for people.
    """
    write = _describe if in_words else _name_linked
    for one in comparisons:
        is_case = one.record.table == "interdiction"
        about = {
            "ref": ref,
            "of": "interdiction" if is_case else str(one.record.values.get("key", one.record.id)),
            "table": one.record.table,
            "field": one.field.name,
            "adopted": write(one.field, one.value, records) if one.value is not None else _quote_adopted(one),
            "standing": ", ".join(one.standing),
            "sources": one.sources,
            "independent": one.independent,
            "agreeing": one.agreeing,
        }
        for statement in one.statements:
            said = statement.claim.values.get("value")
            value = None if said is None else write(one.field, said, records)
            yield {**about, "value": value, **_write_statement(statement, records)}
        if not one.statements:
            yield {**about, **dict.fromkeys(_STATEMENT)}


_COPIED = (
    "as_reported",
    "attributed_to",
    "locator",
    "stance",
    "credibility",
    "status",
    "note",
    "tlp",
    "private",
    "key",
)
_STATEMENT = ("number", "mark", "sign", "value", "source", "publisher", "published", "grade", *_COPIED)


def _write_statement(statement: Statement, records: Mapping[str, Record]) -> dict[str, Any]:
    values = statement.claim.values
    source = records.get(str(values.get("source")))
    cited: Mapping[str, Any] = source.values if source else {}
    return {
        "number": statement.number,
        "mark": statement.mark,
        "sign": SIGNS[statement.mark],
        "source": cited.get("key", source.id) if source else None,
        "publisher": cited.get("publisher"),
        "published": cited.get("published"),
        "grade": grade(source, statement.claim) or None,
        **{name: values.get(name) for name in _COPIED},
    }


def _quote_adopted(one: Comparison) -> str | None:
    """Return the words of the sources that were accepted where no value can hold them."""
    said = (statement.claim.values for statement in one.statements if statement.mark == "agrees")
    words = dict.fromkeys(f'"{values["as_reported"]}"' for values in said if "as_reported" in values)
    return " / ".join(words) or None


def _describe(field: Field, value: Any, records: Mapping[str, Record]) -> str:
    from interdict.domain.wording import describe_said

    return describe_said(field, value, records)


def _name_linked(field: Field, value: Any, records: Mapping[str, Record]) -> Any:
    """Return a canonical value, a record that it points to by its key."""
    if field.kind == "link" and value in records:
        return records[value].values.get("key", value)
    return value

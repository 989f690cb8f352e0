"""What the sources of a case say of each value: who asserts it, who says otherwise, and where nobody was asked.

A field's adopted value is weighed against the claims about it, as domain/agreement says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interdict.domain.agreement import choose_mark, disputes, find_asserting, is_accepted_wording, weigh
from interdict.domain.citations import UNCITED
from interdict.domain.fields import TABLES, Field, get_fields
from interdict.domain.persons import find_private, withhold_persons
from interdict.domain.records import Record, sort_records
from interdict.domain.wording import describe_said, describe_value

if TYPE_CHECKING:
    from interdict.store.conflicts import Conflict

NO_SOURCE = "(no source)"
WITHHELD = "a private person (name withheld)"

_OWN_WORDS = frozenset({"source", "claim", "judgement", "note"})  # tables that hold the analyst's words
_ORDER = ("disputed", "differs", "denied", "retracted", "also", "reported", "rejected")


class Other(NamedTuple):
    """A value that is not the adopted one, with the claims that give it and their mark."""

    mark: str
    text: str
    value: Any
    claims: tuple[Record, ...]


class Finding(NamedTuple):
    """A field as it stands: its value in words, the claims for it, and everything else that is said of it."""

    name: str
    text: str
    value: Any
    claims: tuple[Record, ...]
    others: tuple[Other, ...]
    conflict: Conflict | None
    needs_source: bool
    is_disputed: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks that stand behind the value."""
        marks = [NO_SOURCE] if self.needs_source and self.value is not None and not self.claims else []
        if self.is_disputed:
            marks.append("disputed")
        if self.conflict:
            marks.append("CONFLICT")
        return tuple(marks)


class Testimony:
    """The claims of one case by record and field, and the numbers of its sources in the order of their mention."""

    def __init__(
        self,
        records: Mapping[str, Record],
        conflicts: Iterable[Conflict] = (),
        *,
        has_persons: bool = False,
        numbers: dict[str, int] | None = None,
    ) -> None:
        self._withheld = frozenset() if has_persons else find_private(records.values())
        self.records = withhold_persons(records) if self._withheld else records
        self.numbers = {} if numbers is None else numbers  # given by a book, in which they go on from case to case
        self._claims: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._conflicts = {
            (conflict.record, conflict.field): conflict
            for conflict in conflicts
            if conflict.record not in self._withheld
        }
        for claim in sort_records(record for record in self.records.values() if record.table == "claim"):
            subject = claim.values.get("subject", {}).get("id", "")
            self._claims[subject, claim.values.get("field", "")].append(claim)

    def weigh(self, record: Record, name: str) -> Finding | None:
        """Return what is known of a field, None where there is nothing; each claim and conflict is given out once."""
        value = record.values.get(name)
        claims = self._claims.pop((record.id, name), [])
        conflict = self._conflicts.pop((record.id, name), None)
        if value is None and not claims and conflict is None:
            return None
        field = _find_field(record, name)
        found = find_asserting(claims, value)
        text = "" if value is None else describe_value(field, value, self.records)
        adopted = value
        if value is None:  # what the analyst accepted in a source's words, where no value can hold it
            found = [claim for claim in claims if is_accepted_wording(claim)]
            text = " / ".join(dict.fromkeys(quote_words(claim) for claim in found if "as_reported" in claim.values))
            adopted = text or None
        rest = [claim for claim in claims if claim not in found]
        others = self._group(field, rest, value, claims)
        needs_source = name not in UNCITED and record.table not in _OWN_WORDS
        is_disputed = any(disputes(field, claim, value) for claim in claims)
        text = text or "(none adopted)"
        return Finding(name, text, adopted, tuple(found), others, conflict, needs_source, is_disputed)

    def _group(self, field: Field, rest: Sequence[Record], value: Any, claims: Sequence[Record]) -> tuple[Other, ...]:
        groups: dict[tuple[str, str], Other] = {}
        for claim in rest:
            other = self._describe(field, claim, weigh(field, claim, value, claims))
            known = groups.get((other.mark, other.text), other._replace(claims=()))
            groups[other.mark, other.text] = known._replace(claims=(*known.claims, claim))
        return tuple(sorted(groups.values(), key=lambda other: _ORDER.index(other.mark)))

    def _describe(self, field: Field, claim: Record, mark: str) -> Other:
        said = claim.values.get("value")
        text = quote_words(claim) if said is None else describe_said(field, said, self.records)
        return Other(mark, text, said, (claim,))

    def read_claim(self, claim: Record) -> Other:
        """Return what one claim says, whatever the record holds."""
        field = _find_field(claim, "value")
        return self._describe(field, claim, choose_mark(field, claim, None))

    def is_withheld(self, record: Record) -> bool:
        """Say whether a record is of a private person who is not to be named, or speaks of one."""
        return record.id in self._withheld

    def take_conflict(self, record: Record) -> Conflict | None:
        """Return the conflict between the removal of a record and its changes."""
        return self._conflicts.pop((record.id, ""), None)

    def list_rest(self) -> list[Record]:
        """Return the claims that were not given out yet, but for the ones that only cite."""
        rest = [claim for claims in self._claims.values() for claim in claims if claim.values.keys() & _CONTENT]
        return sort_records(rest)

    def list_conflicts(self) -> list[Conflict]:
        """Return the conflicts that were not given out yet."""
        return list(self._conflicts.values())

    def number_source(self, source_id: str) -> str:
        """Return the footnote of a source, the next number where it has none yet."""
        return f"[{self.numbers.setdefault(source_id, len(self.numbers) + 1)}]"

    def cite(self, claim: Record) -> str:
        """Return the footnote of a claim with the place in the source, such as `[3, ¶12]`."""
        source = str(claim.values.get("source"))
        if source not in self.records:
            return "[?]"
        number = self.number_source(source)
        locator = claim.values.get("locator")
        return f"{number[:-1]}, {locator}]" if locator else number


def _find_field(record: Record, name: str) -> Field:
    """Return a field; for the value of a claim, the field that the claim is about."""
    field = get_fields(record.table)[name]
    if field.kind != "any":
        return field
    about = TABLES.get(record.values.get("subject", {}).get("table", ""), ())
    return next((found for found in about if found.name == record.values.get("field")), field)


_CONTENT = frozenset({"field", "value", "as_reported", "note", "attributed_to", "locator", "stance", "status"})


def quote_words(claim: Record) -> str:
    """Return a source's own words in quotation marks."""
    words = claim.values.get("as_reported")
    return f'"{words}"' if words else "(without a value)"

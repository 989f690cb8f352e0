"""Take out of a case what may not be published: the marked, what hangs on it, and what would give it away.

Pure and closed: what is not known to be free stays behind. `store` and `sharing` bring the records and the texts of
other cases that must not be read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.agreement import equals, find_asserting, is_compatible
from interdict.domain.fields import MANAGED, Field, get_fields
from interdict.domain.records import Record
from interdict.domain.secret_texts import Secrets, list_texts, may_hold, shorten
from interdict.domain.sharing_marks import ABOUT, CLAIMED, TEXT, Policy, find_withheld, follow
from interdict.domain.telling_texts import CASE, EVERYWHERE, UNLESS_SAID, list_telling

# Fields in which people write sentences; in the others a name is the record's own.
NARRATIVE = frozenset(
    {
        *("title", "summary", "note", "text", "why", "as_reported", "attributed_to", "status", "description"),
        *("declared_as", "original", "locator"),
    }
)
_WORDS_OF_EDITORS = frozenset({"claim", "note", "judgement", "source"})  # tables without values that claims give
_SAYS_WHERE = {"place": ("position", "zone"), "date": ("ref",), "states": ("ref",)}  # fields that tell another


class Emptied(NamedTuple):
    """A field that was emptied, and why."""

    table: str
    key: str
    field: str
    why: str


class Rest(NamedTuple):
    """What of a case may go, without its sources; why others may not, by id; and what was emptied."""

    records: dict[str, Record]
    reasons: dict[str, str]
    emptied: list[Emptied]


class Known(NamedTuple):
    """Texts of other cases that must not be read in this one: anywhere, or in remarks."""

    everywhere: Secrets
    remarks: Secrets


def withhold(records: Mapping[str, Record], policy: Policy, known: Known, gone: Iterable[str] = ()) -> Rest:
    """Return what may be published of a case, given with the sources that it cites.

    `gone` names records of other cases that are not published either.
    """
    reasons = find_withheld(records, policy, gone)
    case = next(record for record in records.values() if record.table == "interdiction")
    if case.id in reasons:
        return Rest({}, reasons, [])
    return _Withholder(records, reasons, policy, known).withhold()


class _Withholder:
    """Carries what the steps of one case have in common."""

    def __init__(self, records: Mapping[str, Record], reasons: dict[str, str], policy: Policy, known: Known) -> None:
        self.all = records
        self.reasons = reasons
        self.known = known
        self.emptied: list[Emptied] = []
        self.own = Secrets(list_own_secrets(records, reasons, policy))
        self.rest = {record.id: record for record in records.values() if record.id not in reasons}
        self.is_telling = may_hold(self._list_all_texts(), (known.everywhere, known.remarks, self.own))

    def _list_all_texts(self) -> Iterator[str]:
        for record in self.rest.values():
            if record.table != "source":
                yield from list_texts(dict(record.values))

    def withhold(self) -> Rest:
        self._drop_by_text()
        self._empty_claimed()
        self._empty_texts()
        self._drop_husks()
        self._empty_links()
        rest = {record.id: record for record in self.rest.values() if record.table != "source"}
        return Rest(rest, self.reasons, self.emptied)

    def _drop(self, doomed: Mapping[str, str]) -> None:
        if doomed:
            self.reasons = follow(self.all, {**self.reasons, **doomed})
            self.rest = {record_id: self.rest[record_id] for record_id in self.rest if record_id not in self.reasons}

    def _drop_by_text(self) -> None:
        """Leave out claims of a value that gives something away, and records whose key does."""
        if not self.is_telling:
            return
        doomed = {}
        for record in self.rest.values():
            if record.table in {"interdiction", "source"}:
                continue
            texts = [str(record.values.get("key", "")), *list_texts(record.values.get("value"))]
            if any(self._is_telling(text) for text in texts):
                doomed[record.id] = TEXT
        self._drop(doomed)

    def _is_telling(self, text: str) -> bool:
        return bool(self.known.everywhere.find(text) or self.own.find(text))

    def _empty_claimed(self) -> None:
        """Empty the values that no published claim asserts and one that is left out gives."""
        left_out: dict[tuple[str, str], list[Record]] = {}
        published: dict[tuple[str, str], list[Record]] = {}
        for record in self.all.values():
            if record.table == "claim" and "field" in record.values:
                about = (record.values["subject"]["id"], record.values["field"])
                (left_out if record.id in self.reasons else published).setdefault(about, []).append(record)
        for (subject, name), claims in left_out.items():
            spoken_of = self.rest.get(subject)
            if spoken_of is None or name not in get_fields(spoken_of.table) or name not in spoken_of.values:
                continue
            field, value = get_fields(spoken_of.table)[name], spoken_of.values[name]
            if _give(field, claims, value) and not find_asserting(published.get((subject, name), ()), value):
                self._empty(spoken_of, name, CLAIMED)

    def _empty_texts(self) -> None:
        """Empty the fields in which something left out can be read."""
        if not self.is_telling:
            return
        said = None
        for record in list(self.rest.values()):
            if record.table == "source":
                continue
            for name in list(record.values):
                texts = list(list_texts(record.values[name])) if name not in MANAGED else []
                if any(self._is_telling(text) for text in texts):
                    self._empty_text(record.id, name)
                elif name in NARRATIVE and (found := self.known.remarks.find_any(texts)):
                    said = self.known.remarks.find_any(self._list_standing()) if said is None else said
                    if not found <= said:
                        self._empty_text(record.id, name)

    def _list_standing(self) -> Iterator[str]:
        """Yield the texts of this case that are not remarks: who and what it names by itself."""
        for record in self.rest.values():
            for name, value in record.values.items():
                if name not in NARRATIVE and name not in MANAGED:
                    yield from list_texts(value)

    def _empty_text(self, record_id: str, name: str) -> None:
        """Empty a field, or only the wording of a figure where that alone gives something away."""
        record = self.rest[record_id]
        value = record.values[name]
        if isinstance(value, dict) and "as_reported" in value:
            rest = {part: found for part, found in value.items() if part != "as_reported"}
            if rest and not any(self._is_telling(text) for text in list_texts(rest)):
                self.rest[record_id] = Record(record.table, record_id, {**record.values, name: rest})
                self.emptied.append(Emptied(record.table, _name_key(record), f"{name}.as_reported", TEXT))
                return
        self._empty(record, name, TEXT)

    def _empty(self, record: Record, name: str, why: str) -> None:
        """Empty a field, and with it those that say the same in other words."""
        record = self.rest[record.id]
        doomed = [name, *(_SAYS_WHERE.get(name, ()) if record.table == "interdiction" else ())]
        for field in doomed:
            if field in record.values:
                self.emptied.append(Emptied(record.table, _name_key(record), field, why))
        kept = {field: value for field, value in record.values.items() if field not in doomed}
        self.rest[record.id] = Record(record.table, record.id, kept)

    def _drop_husks(self) -> None:
        """Leave out records of which nothing is left: their claims and notes would be about nothing."""
        husks = {
            record.id: TEXT if record.table in _WORDS_OF_EDITORS else CLAIMED
            for record in self.rest.values()
            if record.table not in {"interdiction", "source"} and not _has_content(record)
            if _has_content(self.all[record.id])
        }
        gone = {(self.all[record_id].table, _name_key(self.all[record_id])) for record_id in husks}
        self.emptied = [one for one in self.emptied if (one.table, one.key) not in gone]
        self._drop(husks)

    def _empty_links(self) -> None:
        for record in list(self.rest.values()):
            for name, field in get_fields(record.table).items():
                is_own = field.kind == "link" and field.target == "conveyance"
                if is_own and name in record.values and record.values[name] not in self.rest:
                    self._empty(record, name, ABOUT)


def list_own_secrets(records: Mapping[str, Record], reasons: Mapping[str, str], policy: Policy) -> list[str]:
    """Return the texts that must not be read in a case, for what is left out of it."""
    telling = list(list_telling(records, reasons, policy))
    secrets = [one.text for one in telling if one.where in {EVERYWHERE, CASE}]
    loose = [one.text for one in telling if one.where == UNLESS_SAID]
    if loose:
        said = Secrets(loose).find_any(_list_said(records, reasons))
        secrets += [text for text in loose if shorten(text) not in said]
    return secrets


def _list_said(records: Mapping[str, Record], reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield what the published claims of a case say, and who its published sources are."""
    for record in records.values():
        if record.id not in reasons:
            for name in _SAYING.get(record.table, ()):
                yield from list_texts(record.values.get(name))


_SAYING = {"claim": ("value", "as_reported", "attributed_to"), "source": ("publisher", "author", "original")}


def _give(field: Field, claims: Sequence[Record], value: Any) -> bool:
    """Say whether one of the claims may be where a value comes from: it says the same, coarser, finer, or in words."""
    return any(
        "value" not in claim.values
        or equals(claim.values["value"], value)
        or is_compatible(field, claim.values["value"], value)
        for claim in claims
    )


def _has_content(record: Record) -> bool:
    return bool(record.values.keys() - MANAGED - {"tlp"})


def _name_key(record: Record) -> str:
    return "" if record.table == "interdiction" else str(record.values.get("key", record.id))


def clean_source(source: Record, secrets: Iterable[Secrets]) -> tuple[Record, list[Emptied]]:
    """Return a source without the fields in which something left out can be read; its key may be one of them."""
    kept, emptied = {}, []
    indexes = list(secrets)
    for name, value in source.values.items():
        if name != "derived_from" and any(index.find(text) for index in indexes for text in list_texts(value)):
            emptied.append(Emptied("source", "", name, TEXT))
        else:
            kept[name] = value
    return Record("source", source.id, kept), emptied

"""Make a claim of what a source says, and take the value of one into the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from interdict.domain.agreement import asserts
from interdict.domain.changes import UPDATE, Change
from interdict.domain.citations import make_claim_key
from interdict.domain.fields import PARTS, Field
from interdict.domain.ids import derive_id
from interdict.domain.records import Record, dump_canonical, plain_number
from interdict.domain.vocabulary import quote
from interdict.errors import DataError, NotFoundError

_SAID = ("subject", "field", "source", "value", "as_reported", "locator", "attributed_to", "stance")


def make_claim(
    records: Mapping[str, Record], case_id: str, subject: Record, source: tuple[str, str], said: Mapping[str, Any]
) -> Record:
    """Return the claim under a key of its own; its id follows from what it says, so that a merge finds it again.

    Raises DataError where the case has it.
    """
    claims = [record for record in records.values() if record.table == "claim"]
    values = {"subject": {"table": subject.table, "id": subject.id}, "source": source[1], **said}
    content = _reduce(values)
    for claim in claims:
        if content == _reduce(claim.values):
            raise DataError(
                f"this claim is in the case already, as {claim.values.get('key')}",
                hint="'interdict edit REF/KEY --set FIELD=VALUE' changes its grade, status or note",
            )
    base = make_claim_key(subject.values.get("key"), said["field"], source[0])
    taken = {record.values.get("key") for record in records.values()}
    key = next(
        name for name in (base if number == 1 else f"{base}-{number}" for number in count(1)) if name not in taken
    )
    last = max((claim.values.get("sequence", 0) for claim in claims), default=0)
    about = {"interdiction": case_id, "key": key, "sequence": plain_number(last + 1)}
    return Record("claim", derive_id(case_id, "claim", f"{base}/{dump_canonical(content)}"), {**about, **values})


def _reduce(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes two claims the same: what is said, by whom and where, the words of a figure beside it."""
    content = {name: values[name] for name in _SAID if name in values}
    value = content.get("value")
    if isinstance(value, dict) and "as_reported" in value:
        content["value"] = {part: found for part, found in value.items() if part != "as_reported"}
        content.setdefault("as_reported", value["as_reported"])
    return content


def pick_claim(claims: Sequence[Record], text: str, name: str) -> Record:
    """Return the claim with this number or key among those on a field."""
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= len(claims):
        return claims[int(text) - 1]
    for claim in claims:
        if text in {claim.values.get("key"), claim.id}:
            return claim
    hint = f"'interdict compare {name}' shows {len(claims)}" if claims else "'interdict cite' records one"
    raise NotFoundError(f"there is no claim {quote(text)} on {name}", hint=hint)


def accept_claim(subject: Record, field: Field, claims: Sequence[Record], claim: Record, why: str) -> Iterator[Change]:
    """Yield the changes that take the value of one of the claims on a field into the record.

    Raises DataError for a claim that gives no value to take.
    """
    present = subject.values.get(field.name)
    if claim.values.get("stance", "asserts") != "asserts":
        raise DataError("the claim denies a value and gives none", hint="'interdict edit' sets or empties the field")
    if "value" not in claim.values and present is not None:
        raise DataError(
            "the claim is in words that no value holds, and the record holds a value",
            hint=f"empty the field first: 'interdict edit … --set {field.name}='",
        )
    value = _take_value(field, claim, present)
    if value != present:
        yield Change(subject.table, subject.id, UPDATE, field.name, present, value)
    for former in claims:
        status = former.values.get("status")
        held = asserts(former, present) or status == "accepted"
        if former is not claim and held and status in {None, "accepted"} and not asserts(former, value):
            yield Change("claim", former.id, UPDATE, "status", status, "alternative")
    if claim.values.get("status") != "accepted":
        yield Change("claim", claim.id, UPDATE, "status", claim.values.get("status"), "accepted")
    note = claim.values.get("note")
    if why and why not in (note or ""):
        yield Change("claim", claim.id, UPDATE, "note", note, f"{note}; {why}" if note else why)


def _take_value(field: Field, claim: Record, present: Any) -> Any:
    """Return the value of a claim as the record holds it: a figure with its words, and the scope that it had there."""
    value = claim.values.get("value")
    if not isinstance(value, dict) or "as_reported" not in PARTS[field.kind]:
        return value
    words = {"as_reported": claim.values["as_reported"]} if "as_reported" in claim.values else {}
    scope = {"scope": present["scope"]} if isinstance(present, dict) and "scope" in present else {}
    return {**scope, **words, **value}

"""How far the legs of a case go: as words for a dossier, as rows, and as part of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interdict.domain.records import Record, sort_records
from interdict.domain.wording import format_place

if TYPE_CHECKING:
    from interdict.places.locating import Named
    from interdict.places.routes import Measured

PROPOSED = "proposed"
_ENDS = frozenset({"from", "to", "origin", "place", "destination"})


class LegDistance(NamedTuple):
    """A leg of a case, or one that is proposed and has no record, with how far it goes.

    `disputed` are those of its ends, `from` and `to`, that sources dispute; a proposed leg bears the doubt of the case.
    """

    record: Record | None
    leg: Mapping[str, Any]
    measured: Measured
    disputed: tuple[str, ...] = ()


def measure_legs(
    records: Mapping[str, Record], *, proposes: bool = False, only: Record | None = None
) -> list[LegDistance]:
    """Measure the legs of a case, or one of them; where it has none, those that are proposed, if that is wanted.

    A case without legs loads nothing.
    """
    recorded = [record for record in sort_records(records.values()) if record.table == "leg"]
    legs: list[tuple[Record | None, Mapping[str, Any]]] = [
        (record, record.values) for record in recorded if only is None or record.id == only.id
    ]
    case = next(record for record in records.values() if record.table == "interdiction")
    if not recorded and proposes:
        from interdict.places.filling import propose_legs

        legs = [(None, leg) for leg in propose_legs(case.values)]
    subjects = [record or case for record, _ in legs]
    doubted = _find_doubted(records, {subject.id: subject for subject in subjects}) if legs else set()
    found = []
    for record, leg in legs:
        ends = (("from", _name_field(record, case, leg, "from")), ("to", _name_field(record, case, leg, "to")))
        disputed = tuple(end for end, field in ends if ((record or case).id, field) in doubted)
        found.append(LegDistance(record, leg, _measure(leg, case.values), disputed))
    return found


def _find_doubted(records: Mapping[str, Record], subjects: Mapping[str, Record]) -> set[tuple[str, str]]:
    """Return the ends of legs, or the fields of a case, that sources dispute, each with the id of its record."""
    found = set()
    for claim in records.values():
        subject = subjects.get(claim.values.get("subject", {}).get("id", "")) if claim.table == "claim" else None
        name = claim.values.get("field", "")
        if subject is None or name not in _ENDS:
            continue
        from interdict.domain.agreement import disputes
        from interdict.domain.fields import get_fields

        if disputes(get_fields(subject.table)[name], claim, subject.values.get(name)):
            found.add((subject.id, name))
    return found


def _name_field(record: Record | None, case: Record, leg: Mapping[str, Any], end: str) -> str:
    """Return the field that holds an end of a leg: one of the leg, or of the case where the leg is proposed."""
    if record is not None:
        return end
    return next((field for field in ("origin", "place", "destination") if case.values.get(field) == leg.get(end)), "")


def _measure(leg: Mapping[str, Any], case: Mapping[str, Any]) -> Measured:
    from interdict.places.routes import measure_leg

    start, end = (_name_end(leg.get(end) or {}, case) for end in ("from", "to"))
    return measure_leg(start, end, leg.get("mode") or case.get("mode"))


def _name_end(end: Mapping[str, Any], case: Mapping[str, Any]) -> Named:
    """Return the end of a leg, at the recorded position of the case where it is the place of the case."""
    from interdict.places.locating import Named

    named = Named(*(end.get(part) for part in ("name", "country", "locode")))
    position = case.get("position") or {}
    if "latitude" in position and end and end == case.get("place"):
        return named._replace(position=(round(position["latitude"], 5), round(position["longitude"], 5)))
    return named


def tell_distances(legs: Sequence[LegDistance], *, says_why: bool) -> Iterator[tuple[str, str]]:
    """Yield for each leg its kind and words on its distance; where it is not told why, or else how many are not.

    What says nothing but that is left out.
    """
    silent = 0
    for record, leg, measured, disputed in legs:
        if measured.km is None and not says_why:
            silent += 1
            continue
        way = " to ".join(
            (_word_end(leg.get(end) or {}) or "(not stated)") + " (disputed)" * (end in disputed)
            for end in ("from", "to")
        )
        yield PROPOSED if record is None else str(leg.get("kind", "leg")), f"{way}: {word_distance(measured)}"
    if 0 < silent < len(legs):
        yield "not told", f"{silent:,} of {len(legs):,} legs, whose ends are not known well enough"


def word_distance(measured: Measured) -> str:
    """Write a distance, or why there is none."""
    from interdict.places.routes import format_distance

    return format_distance(measured) or f"not told: {measured.remark}"


def _word_end(end: Mapping[str, Any]) -> str:
    return format_place(end.get("name") or end.get("locode"), end.get("country"))


def write_distance(measured: Measured) -> dict[str, Any]:
    """Return a distance as documents and rows have it; what is not known is left out, and `remark` says why."""
    parts = {
        "km": measured.km,
        "nm": None if measured.nm is None else round(measured.nm, 1),
        "method": measured.method or None,
        "remark": measured.remark or None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def write_distances(legs: Sequence[LegDistance]) -> list[dict[str, Any]]:
    """Return the distances of a case as its document has them; a leg that is proposed has no key but its two ends."""
    written = []
    for record, leg, measured, disputed in legs:
        if record is None:
            ends = {end: dict(leg[end]) for end in ("from", "to") if leg.get(end)}
            head: dict[str, Any] = {"kind": PROPOSED, **ends}
        else:
            head = {"leg": str(leg.get("key", record.id))}
        doubt = {"disputed": list(disputed)} if disputed else {}
        written.append({**head, **write_distance(measured), **doubt})
    return written


def list_distance_rows(legs: Sequence[LegDistance], ref: str) -> Iterator[dict[str, str]]:
    """Yield a row for each leg, in the columns of the rows of a case: the distance as JSON, as a register is."""
    from interdict.domain.records import dump_canonical

    for (record, *_), written in zip(legs, write_distances(legs), strict=True):
        value = {name: part for name, part in written.items() if name not in {"leg", "kind"}}
        yield {
            "field": "distance",
            "key": str(written.get("leg", "")),
            "value": dump_canonical(value),
            "sources": "",
            "mark": PROPOSED if record is None else "measured",
            "table": "leg",
            "ref": ref,
        }

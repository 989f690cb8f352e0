"""What a case should hold, and the kind of document in which each part of it is usually found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interdict.domain.fields import MANAGED
from interdict.domain.records import Record

_MARKS = frozenset({"tlp", "private", "confidence"})  # what is said of a case that is known
NOTHING_SAID = "this case says nothing yet; give at least a title, a date, a place or a cargo"


def says_something(records: Iterable[Record]) -> bool:
    """Say whether a case holds anything by which people would know it, beside who says so and how it is marked."""
    return any(record.table not in _TALK and record.values.keys() - MANAGED - _MARKS for record in records)


_TALK = frozenset({"source", "claim", "judgement"})


class Need(NamedTuple):
    """A part of a case: what it is, the document that would fill it, and the words of `source_kind` for such."""

    meaning: str
    document: str
    kinds: tuple[str, ...]


# In the order of the record. A field of another table than the case's is met when any record of the case has it.
MAIN: Mapping[str, Need] = {
    "date": Need("when it happened", "announcement of the interdicting state, news agency", ("government", "wire")),
    "states": Need("who interdicted", "announcement or report to the UN", ("government", "un_document")),
    "place": Need("where it happened", "announcement, ship or flight tracking", ("government", "satellite_ais")),
    "mode": Need("transport mode", "announcement, news agency", ("government", "wire")),
    "regime": Need("sanctions regime", "report to the UN, charge or judgment", ("un_document", "court")),
    "trigger": Need(
        "what set the inspection off", "report of a UN panel, court file", ("un_panel_report", "court", "government")
    ),
    "outcome": Need("what came of it", "report to the UN, judgment", ("un_document", "court", "government")),
    "origin": Need("where the goods came from", "bill of lading, report of a UN panel", ("trade_document",)),
    "destination": Need("where the goods were going", "bill of lading, report of a UN panel", ("trade_document",)),
    "basis": Need("legal basis", "report to the UN, warrant or judgment", ("un_document", "court")),
    "conveyance": Need("ship, aircraft or vehicle", "registry, bill of lading", ("registry", "trade_document")),
    "identifier": Need(
        "number that identifies the conveyance", "registry, ship or flight tracking", ("registry", "satellite_ais")
    ),
    "flag": Need("flag or state of registry", "registry", ("registry",)),
    "cargo": Need("what was found", "inspection report, report of a UN panel", ("un_panel_report", "government")),
    "quantity": Need("how much was found", "inspection report, bill of lading", ("un_panel_report", "trade_document")),
    "declared_as": Need("what it was declared as", "manifest, bill of lading", ("trade_document",)),
    "disposal": Need("what became of the goods", "report of a UN panel, judgment", ("un_panel_report", "court")),
    "consignor": Need("who sent the goods", "bill of lading, company registry", ("trade_document", "registry")),
    "consignee": Need(
        "who was to receive the goods", "bill of lading, company registry", ("trade_document", "registry")
    ),
    "source": Need("who says so", "any report of the case", ("government", "wire", "newspaper")),
}

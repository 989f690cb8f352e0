"""What a merge brought, or would bring, in lines for people and as a document for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from interdict.domain.fields import get_fields
from interdict.domain.wording import format_value
from interdict.sharing.merging import Merged
from interdict.sharing.naming import name_place
from interdict.sharing.receiving import Brought, Received
from interdict.sharing.touched import Difference
from interdict.store.connection import Connection
from interdict.terminal.preview import shorten

MOST_LINES = 20
FEW_CLAIMS = 3


def describe_brought(connection: Connection, brought: Brought, known: set[str]) -> Iterator[str]:
    """Yield lines that say what one file brought: from whom, what is new, what differs."""
    merged = brought.merged
    yield f"{brought.path}:"
    for warning in brought.warnings:
        yield f"  warning: {warning}"
    if merged is None:
        yield "  nothing new: it was merged before and has not changed since"
        return
    if merged.is_empty and not merged.held:
        yield "  nothing new: all its changes are here already"
        return
    for author in merged.changesets:
        mark = "" if author in known else " (new here)"
        yield f"  {_count(merged.changesets[author], 'changeset')} by {author}{mark}"
    for author, number in merged.held.items():
        yield f"  held back: {_count(number, 'changeset')} by {author}"
    yield from _describe_records(merged)
    yield from (f"  {line}" for line in describe_differences(connection, merged.touched.differences))
    total = merged.touched.records["differences"]
    if total > len(merged.touched.differences):
        yield f"  … {total - len(merged.touched.differences):,} more"


def _describe_records(merged: Merged) -> Iterator[str]:
    parts = [_count(merged.touched.added, "new case")] if merged.touched.added else []
    others = merged.touched.records["added"] - merged.touched.added
    parts += (
        [f"{_count(others, 'new record')} in {'them' if merged.touched.added else 'cases that were here'}"]
        if others > 0
        else []
    )
    parts += (
        [_count(merged.touched.records["removed"], "record") + " removed"] if merged.touched.records["removed"] else []
    )
    if parts:
        yield f"  {', '.join(parts)}"
    for name, number in merged.unknown.items():
        yield f"  kept for a newer interdict, not shown: {_count(number, 'change')} of {name}"
    if merged.forgotten:
        yield f"  cannot be verified, for a value was forgotten: {_count(merged.forgotten, 'change')}"


def describe_differences(connection: Connection, differences: Sequence[Difference]) -> Iterator[str]:
    """Yield a line for each field that changed and each record that came back or went, the first of them.

    Claims that come or go are counted where there are more than a few.
    """
    counts = Counter(each.new is None for each in differences if each.table == "claim" and each.field is None)
    counted = {is_gone for is_gone, number in counts.items() if number > FEW_CLAIMS}
    lines = [
        each
        for each in differences
        if not (each.table == "claim" and each.field is None and (each.new is None) in counted)
    ]
    yield from _list_differences(connection, lines)
    for is_gone in sorted(counted):
        yield f"{'-' if is_gone else '+'} {counts[is_gone]} claims"


def _list_differences(connection: Connection, differences: Sequence[Difference]) -> Iterator[str]:
    for difference in differences[:MOST_LINES]:
        place = name_place(connection, difference.table, difference.record).path
        if difference.field is None:
            yield f"{'+' if difference.new is not None else '-'} {place} ({difference.table})"
            continue
        field = get_fields(difference.table).get(difference.field)
        old, new = (
            shorten(format_value(field, value)) if field else str(value) for value in (difference.old, difference.new)
        )
        yield f"{place}: {difference.field}: {old or '(empty)'} -> {new or '(empty)'}"
    if len(differences) > MOST_LINES:
        yield f"… and {len(differences) - MOST_LINES} more"


def describe_state(received: Received) -> Iterator[str]:
    """Yield lines on what is left to do: references that clash, conflicts that are open."""
    for clash in received.clashes:
        ids = " or ".join(clash.ids)
        yield f"warning: {len(clash.ids)} cases bear the reference {clash.ref}: name them by id, {ids}"
    if received.conflicts:
        open_ones = _count(received.conflicts, "open conflict")
        yield f"{open_ones}: 'interdict conflicts' lists them, 'interdict resolve' settles them"
    if received.contested:
        number = received.contested
        what = "1 is a removal" if number == 1 else f"{number:,} are removals"
        yield f"  {what} of what someone else changed: that stays whole until it is settled"


def make_document(connection: Connection, received: Received, known: set[str], *, is_dry: bool) -> dict[str, Any]:
    """Return what a merge did as a document: `files`, `conflicts`, `clashes` and the sums of all files."""
    merged = [brought.merged for brought in received.brought if brought.merged]
    return {
        "dry_run": is_dry,
        "changesets": sum(sum(each.changesets.values()) for each in merged),
        "changes": sum(sum(each.changes.values()) for each in merged),
        "cases_added": sum(each.touched.added for each in merged),
        "conflicts": received.conflicts,
        "clashes": [clash._asdict() for clash in received.clashes],
        "files": [_make_file(connection, brought, known) for brought in received.brought],
    }


def list_rows(received: Received) -> Iterator[dict[str, Any]]:
    """Yield a flat row for each file, for scripts."""
    for brought in received.brought:
        merged = brought.merged
        yield {
            "file": str(brought.path),
            "changesets": sum(merged.changesets.values()) if merged else 0,
            "changes": sum(merged.changes.values()) if merged else 0,
            "authors": ", ".join(merged.changesets) if merged else "",
            "cases_added": merged.touched.added if merged else 0,
            "records_added": merged.touched.records["added"] if merged else 0,
            "records_removed": merged.touched.records["removed"] if merged else 0,
            "differences": merged.touched.records["differences"] if merged else 0,
            "held": sum(merged.held.values()) if merged else 0,
            "conflicts": received.conflicts,
        }


def _make_file(connection: Connection, brought: Brought, known: set[str]) -> dict[str, Any]:
    merged = brought.merged
    counts = merged.changesets if merged else Counter[str]()
    return {
        "file": str(brought.path),
        "merged_before": merged is None,
        "warnings": list(brought.warnings),
        "authors": [
            {"author": author, "changesets": number, "changes": merged.changes[author], "known": author in known}
            for author, number in counts.items()
            if merged
        ],
        "held": [{"author": author, "changesets": number} for author, number in merged.held.items()] if merged else [],
        "unknown": dict(merged.unknown) if merged else {},
        "unverifiable": merged.forgotten if merged else 0,
        "records_added": merged.touched.records["added"] if merged else 0,
        "records_removed": merged.touched.records["removed"] if merged else 0,
        "differences": [_make_difference(connection, each) for each in merged.touched.differences] if merged else [],
        "differences_total": merged.touched.records["differences"] if merged else 0,
    }


def _make_difference(connection: Connection, difference: Difference) -> dict[str, Any]:
    place = name_place(connection, difference.table, difference.record)
    return {
        "ref": place.ref,
        "key": place.key,
        "table": difference.table,
        "record": difference.record,
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
    }


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"

"""The rows of a section of a case document: the forms in which they are written, and the keys they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from interdict.domain.citations import make_claim_key
from interdict.domain.fields import MAIN_FIELD, MANAGED, PARTS, SECTIONS, get_fields
from interdict.domain.problems import Findings, Path, find_line

FORMAT = 1
PLACE_EXTRAS = ("zone", *PARTS["position"])  # what `place` holds in a document beside the parts of the field

Row = tuple[Path, Any, str, str]  # path, mapping, name and id of a row

_SPECIAL = {"claim": ("of",), "note": ("of",), "judgement": ("of", "other")}


def list_row_keys(table: str) -> list[str]:
    """Return the keys that a row of a table may have in a document."""
    extra = () if table in {"source", "claim"} else ("source",)
    fields = (name for name in get_fields(table) if name not in MANAGED)
    return ["id", "key", *extra, *_SPECIAL.get(table, ()), *fields]


def make_row_key(table: str, row: Mapping[str, Any], taken: AbstractSet[str], counters: Counter[str]) -> str:
    """Return a key for a row without one: a claim is named after what it is about, others are numbered.

    The name of a claim stays when claims are put in before it, and so does the id that is derived from it.
    """
    base = make_claim_key(row.get("of"), row.get("field"), row.get("source")) if table == "claim" else ""
    if base and base not in taken:
        return base
    name = base or table
    while True:  # a counter for each name, for a document may have thousands of rows without a key
        counters[name] += 1
        key = f"{name}-{counters[name] + (1 if base else 0)}"
        if key not in taken:
            return key


def list_rows(tree: Mapping[str, Any], section: str, findings: Findings) -> Iterator[tuple[Path, int | None, Any]]:
    """Yield path, line and mapping of each row of a section; a text stands for its main field."""
    content = tree.get(section)
    if content is None:
        return
    if isinstance(content, dict) and content.keys() & set(list_row_keys(SECTIONS[section])):
        reason = "these are fields of one row; begin the row with '- ', or put a key and ':' before it"
        findings.complain((section,), find_line(tree, section), reason)
        return
    if isinstance(content, dict):
        items = [
            ((section, key), find_line(content, key), with_key(value, key, MAIN_FIELD[SECTIONS[section]]))
            for key, value in content.items()
        ]
    elif isinstance(content, list):
        items = [((section, index), find_line(content, index), value) for index, value in enumerate(content)]
    else:
        items = [((section, 0), find_line(tree, section), content)]
    for path, line, value in items:
        if isinstance(value, str):
            yield path, line, {MAIN_FIELD[SECTIONS[section]]: value}
        elif isinstance(value, dict):
            yield path, line, value
        else:
            findings.complain(path, line, "this is neither a text nor a mapping")


def with_key(value: object, key: str, main: str) -> object:
    """Put the key of a row that is given as `key: {…}`, or as `key: text`, into the row; the lines stay with it."""
    if value is None or isinstance(value, str):
        return {"key": key, main: value}
    if not isinstance(value, dict) or "key" in value:
        return value
    keyed = value.copy() if type(value) is dict else type(value)(value)
    if hasattr(value, "lines"):
        keyed.lines = value.lines  # type: ignore[attr-defined]  # a LineMap of the YAML reader
    keyed["key"] = key
    return keyed

"""Show what changes in a case as the difference between two documents, with the place of each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interdict.terminal.yaml_format import dump_yaml

CONTEXT = 1  # lines around a change
MOST_LINES = 400


def diff_documents(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the lines that differ, `-` before and `+` after, with a line or two around them.

    Each run of lines begins with where it is: the section of the document, and the key of the row.
    """
    from difflib import SequenceMatcher

    old, new = (dump_yaml(document, has_folds=True).splitlines() for document in (before, after))
    lines: list[str] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT):
        place = _name_place(new, group[0][3]) or _name_place(old, group[0][1])
        lines += [f"{place}:"] if place else []
        for kind, first, last, start, end in group:
            if kind == "equal":
                lines += [f"    {line}" for line in old[first:last]]
            else:
                lines += [f"  - {line}" for line in old[first:last]]
                lines += [f"  + {line}" for line in new[start:end]]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES:,} more lines"]
    return lines


def _name_place(lines: Sequence[str], number: int) -> str:
    """Return the section and the row in which a line of a document stands, where they are not in sight."""
    return " ".join(_list_parents(lines, number))


def _list_parents(lines: Sequence[str], number: int) -> Iterator[str]:
    above = [line for line in lines[:number] if line]
    section = next((place for place in range(len(above) - 1, -1, -1) if not above[place].startswith(" ")), None)
    if section is None or (number < len(lines) and not lines[number].startswith(" ")):
        return
    yield above[section].partition(":")[0]
    row = next((line for line in reversed(above[section:]) if line.startswith("  - key: ")), None)
    if row and number < len(lines) and not lines[number].startswith("  - "):
        yield row.removeprefix("  - key: ")

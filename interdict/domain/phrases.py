"""The short form in which options give a record: `rockets; category=ammunition; quantity=35 t`.

The first part without `name=` is the record's main field; the others name theirs. A semicolon that belongs to a text
is written `\\;`.
"""

from __future__ import annotations

import re

from interdict.domain.fields import MAIN_FIELD, MANAGED, get_fields
from interdict.domain.vocabulary import quote, suggest

_PARTS = re.compile(r"(?:\\;|[^;])+")
_ASSIGNMENT = re.compile(r"\s*([a-z][a-z_0-9]*(?:\.[a-z_]+)?)\s*=(?!=)(.*)", re.DOTALL)


def parse_phrase(table: str, text: str) -> dict[str, object]:
    """Return the row of a document that a phrase stands for.

    Raises ValueError for a field that the table does not have and for a second part without a name.
    """
    row: dict[str, object] = {}
    main = MAIN_FIELD[table]
    known = ("key", "id", "source", "of", *(name for name in get_fields(table) if name not in MANAGED))
    for part in _PARTS.findall(text):
        plain = part.replace("\\;", ";").strip()
        if not plain:
            continue
        match = _ASSIGNMENT.fullmatch(plain)
        if match and (match[1].split(".")[0] in known or row):
            set_part(row, match[1], match[2].strip(), known)
        elif main in row:
            raise ValueError(f"{quote(plain)} has no name; write name=value, such as note={plain[:20]}")
        else:
            row[main] = plain
    return row


def set_part(row: dict[str, object], name: str, value: str, known: tuple[str, ...]) -> None:
    """Put a value into a row under a field's name, or into a part of it under `field.part`.

    Raises ValueError for a name that is not known or given twice.
    """
    field, dot, part = name.partition(".")
    if field not in known:
        raise ValueError(f"there is no field {quote(field)}; {suggest(field, known)}")
    if not dot:
        if field in row:
            raise ValueError(f"{quote(field)} is given twice")
        row[field] = value
        return
    parts = row.setdefault(field, {})
    if not isinstance(parts, dict):
        raise ValueError(f"{quote(field)} is given twice")
    parts[part] = value

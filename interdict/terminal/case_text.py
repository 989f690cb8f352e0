"""A case as a text for an editor: its document, with a remark on each field that says what it takes.

Fields without a value stand as remarks, so that one only has to take the `#` away. Reading leaves remarks out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from interdict.domain.descriptions import describe_kind
from interdict.domain.document_rows import list_row_keys
from interdict.domain.fields import PARTS, SECTIONS, Field, get_fields
from interdict.domain.problems import find_line
from interdict.domain.records import Record
from interdict.domain.vocabulary import VOCABULARIES
from interdict.terminal.show import show
from interdict.terminal.yaml_format import dump_yaml

WIDTH = 100
FEW = 12  # words that a remark writes out

_PLACE = "name, country, locode, zone, latitude, longitude, radius_km, precision"
_HEADS = ("interdict", "id", "ref")
_APART = frozenset({"ref", "zone", "position"})  # fields of a case that are written elsewhere

_HOW = (
    "Write what you know, save, and close the editor. A line that begins with # is a remark and counts for nothing; to "
    "fill one of the fields below, take its # away. You will see what changes before anything is written. An empty "
    "file, or one that is left as it is, changes nothing.",
    "Dates: 2009-12-12, 2009-08, 2009-07~ (about), 2009-11-03/2009-11-04, or as people write them: early March 2011.",
    "'interdict help documents' explains the form, 'interdict fields NAME' each field with its words.",
)


def write_case_text(document: Mapping[str, Any], title: str) -> str:
    """Return the document of a case as a text to edit; `title` says in a line what is edited."""
    lines = [*_remark(title), "#", *(line for text in _HOW for line in _remark(text)), ""]
    lines += [_dump({name: document[name]}) for name in _HEADS if name in document]
    lines.append("")
    for name, field in get_fields("interdiction").items():
        if name not in _APART:
            lines += _write_field(name, field, document)
    if "source" in document:
        lines += ["", *_remark("source: who says what stands above"), _dump({"source": document["source"]})]
    for section, table in SECTIONS.items():
        lines += ["", *_explain_section(section, table)]
        lines.append(_dump({section: document[section]}) if document.get(section) else f"#{section}:")
    return "\n".join(lines) + "\n"


def _write_field(name: str, field: Field, document: Mapping[str, Any]) -> Iterator[str]:
    yield from _remark(f"{name}: {_explain_field(field)}")
    yield _dump({name: document[name]}) if document.get(name) is not None else f"#{name}:"


def _explain_field(field: Field) -> str:
    """Say what a field of the case holds, and how it is written unless that is plain."""
    if field.name == "place":
        return f"{field.meaning}; {_PLACE}"
    if field.kind in PARTS:
        return f"{field.meaning}; {', '.join(PARTS[field.kind])}"
    if field.kind in {"text", "date", "yes_no"}:
        return field.meaning
    if field.vocabulary:
        return f"{field.meaning}; {_list_words(field)}"
    return f"{field.meaning}; {describe_kind(field)}"


def _list_words(field: Field) -> str:
    words = list(VOCABULARIES[field.vocabulary])
    if len(words) <= FEW:
        return ", ".join(words)
    return f"{', '.join(words[:FEW])} … ('interdict fields {field.name}')"


def _explain_section(section: str, table: str) -> list[str]:
    """Say in remarks what a row of a section may hold."""
    fields = get_fields(table)
    parts = []
    for name in list_row_keys(table):
        field = fields.get(name)
        if name == "id":
            continue
        if name == "source" and table != "claim":
            parts.append("source (the key of one: it claims what the row says)")
        elif name == "of":
            parts.append("of (the key of the record; the case where there is none)")
        elif field is not None and field.vocabulary:
            words = list(VOCABULARIES[field.vocabulary])
            parts.append(f"{name} ({', '.join(words[:FEW])}{' …' if len(words) > FEW else ''})")
        elif field is not None and field.kind in PARTS and field.kind != "place":
            parts.append(f"{name} ({', '.join(PARTS[field.kind])})")
        else:
            parts.append(name)
    return _remark(f"{section}: {', '.join(parts)}")


def _remark(text: str) -> list[str]:
    return [f"# {piece}" for piece in wrap(show(text), WIDTH - 2, break_on_hyphens=False)]


def _dump(data: Mapping[str, Any]) -> str:
    return dump_yaml(data, has_folds=True).removesuffix("\n")


def find_row_line(text: str, key: str) -> int | None:
    """Return the line of a row with a key, None where there is none."""
    quoted = _dump({"key": key})
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().removeprefix("- ") in {quoted, f"{key}:"} and line.startswith("  "):
            return number
    return None


def find_value_line(tree: Any, record: Record | None, field: str | None) -> int | None:
    """Return the line of a field of a record in a document that was read; that of its row where it has none there."""
    if record is None:
        return None
    if record.table == "interdiction":
        return find_line(tree, "place" if field in {"zone", "position"} else field or "")
    section = next(name for name, table in SECTIONS.items() if table == record.table)
    rows, key = tree.get(section) or [], record.values.get("key")
    places = rows if isinstance(rows, dict) else range(len(rows))
    has_key = (lambda at: at == key) if isinstance(rows, dict) else (lambda at: rows[at].get("key") == key)
    place: Any = next(filter(has_key, places), None)
    if place is None:
        return find_line(tree, section)
    return find_line(rows[place], field or "") or find_line(rows, place)


MARK = "#!! "  # begins a line that says what is wrong with the next one; always at the very left, outside any text


def mark_lines(text: str, messages: Iterable[tuple[int | None, str]]) -> str:
    """Return a text with each message above its line; those without a line stand at the top."""
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for line, message in messages:
        place = 0 if line is None else max(0, min(line - 1, len(lines)))
        above.setdefault(place, []).extend(MARK + piece for piece in message.split("\n"))
    marked = []
    for number, content in enumerate(lines):
        marked += [*above.get(number, ()), content]
    return "\n".join([*marked, *above.get(len(lines), ())])


def drop_marks(text: str) -> str:
    """Return a text without messages."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(MARK))


def find_mark(text: str) -> int | None:
    """Return the line of the first message, None without one."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.startswith(MARK)), None)

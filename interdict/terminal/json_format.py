"""JSON: lossless, and safe to look at, for what `show` escapes is written as JSON's own escape."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from interdict.terminal.sections import BATCH, Section, name_sections, read_objects, simplify_value
from interdict.terminal.show import escape_unsafe, is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def dump_json(data: object, *, indent: int | None = 2, only_ascii: bool = False) -> str:
    """Write data as a JSON text with a line break at its end; without `indent` on one line.

    Keys keep their order. NaN and infinity, which JSON lacks, become null; what else it lacks becomes text.
    """
    text = _make_encoder(indent, only_ascii=only_ascii)(data)
    return _escape_lines(text, text.split("\n"), "\n") + "\n"


def render_json(sections: Section | Sequence[Section], *, only_ascii: bool = False) -> Iterator[str]:
    """Write rows as JSON, one object a line.

    A section gives a list of flat objects: `[{"ref": …}, …]`. A sequence of sections, even of one, gives an
    object: `{"by_state": {"title": …, "rows": [{…}, …], "notes": [text, …]}, …}`, named by the section's key,
    else its title.
    """
    write = _make_encoder(None, only_ascii=only_ascii)
    if isinstance(sections, Section):
        yield from _render_rows(sections, write)
        yield "\n"
        return
    opening = "{"
    for name, section in zip(name_sections(sections), sections, strict=True):
        title, notes = (escape_unsafe(write(part), _format_escape) for part in (section.title, section.notes))
        yield f'{opening}\n"{name}": {{"title": {title}, "rows": '
        yield from _render_rows(section, write)
        yield f', "notes": {notes}}}'
        opening = ","
    yield "\n}\n" if sections else "{}\n"


def _render_rows(section: Section, write: Callable[[object], str]) -> Iterator[str]:
    objects = read_objects(section)
    opening = "[\n"
    while batch := list(islice(objects, BATCH)):
        lines = list(map(write, batch))
        yield opening + _escape_lines(",\n".join(lines), lines, ",\n")
        opening = ",\n"
    yield "[]" if opening == "[\n" else "\n]"


def _escape_lines(text: str, lines: list[str], gap: str) -> str:
    # What is unsafe can only stand inside a JSON string, so it may be replaced in the finished text.
    if is_plain(text.replace("\n", " ")):
        return text
    return gap.join(escape_unsafe(line, _format_escape) for line in lines)


def _make_encoder(indent: int | None, *, only_ascii: bool) -> Callable[[object], str]:
    from json import JSONEncoder

    encoder = JSONEncoder(ensure_ascii=only_ascii, allow_nan=False, indent=indent, default=simplify_value)

    def write(data: object) -> str:
        try:
            return encoder.encode(data)
        except ValueError:  # NaN or infinity somewhere inside
            return encoder.encode(_drop_nan(data))

    return write


def _drop_nan(data: object) -> object:
    data = simplify_value(data)
    if isinstance(data, float):
        return data if data - data == 0 else None
    if isinstance(data, dict):
        return {key: _drop_nan(value) for key, value in data.items()}
    return [_drop_nan(value) for value in data] if isinstance(data, list) else data


def _format_escape(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"

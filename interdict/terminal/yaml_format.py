"""YAML: lossless, and safe to look at, for what `show` escapes is written as YAML's own escape.

Our own writer, because PyYAML's lets bidi and zero-width characters through and takes several times as long;
PyYAML's readers are the oracle in the tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from interdict.terminal.sections import BATCH, Section, name_sections, read_objects, simplify_value
from interdict.terminal.show import format_escape, is_plain, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words without quotes that some YAML 1.1 reader takes for a boolean, a null or a number.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
_WIDEST = 100  # cells of a line that is not folded
_LONG_TEXT = re.compile(r'(?P<indent> *)(?P<dash>(?:- )*)(?P<key>[a-z_]+): (?:"(?P<quoted>.*)"|(?P<plain>[^"\[{|>].*))')
_LONGEST_KEY = 500  # characters; beyond 1024 bytes or so YAML wants `? key`


def dump_yaml(data: object, *, only_ascii: bool = False, has_folds: bool = False) -> str:
    """Write data as a YAML text that a YAML 1.1 reader takes back unchanged, every text as a text.

    Keys keep their order; a text of several lines is a literal block where nothing in it needs an escape. With
    `has_folds` a long text on one line is a folded block, for an editor.
    """
    lines = _write_node(data, 0, only_ascii=only_ascii)
    return "\n".join(_fold_line(line) for line in lines) + "\n" if has_folds else "\n".join(lines) + "\n"


def render_yaml(sections: Section | Sequence[Section], *, only_ascii: bool = False) -> Iterator[str]:
    """Write rows as YAML, with the same content as `render_json`."""

    def write(data: object, indent: int) -> str:
        return "\n".join(_write_node(data, indent, only_ascii=only_ascii)) + "\n"

    def write_rows(section: Section, indent: int) -> Iterator[str]:
        objects = read_objects(section)
        yield write(list(islice(objects, BATCH)), indent)
        while batch := list(islice(objects, BATCH)):
            yield write(batch, indent)

    if isinstance(sections, Section):
        yield from write_rows(sections, 0)
        return
    for name, section in zip(name_sections(sections), sections, strict=True):
        yield write({name: {"title": section.title}}, 0)
        yield "  rows:\n"
        yield from write_rows(section, 4)
        yield write({"notes": section.notes}, 2)
    if not sections:
        yield "{}\n"


def _write_node(data: object, indent: int, *, only_ascii: bool) -> list[str]:
    """Write a value as lines, the first one indented like the others."""
    data = simplify_value(data)
    pad = " " * indent
    lines: list[str] = []
    if isinstance(data, dict) and data:
        for key, part in data.items():
            head = pad + _write_key(str(key), only_ascii, pad)
            value = simplify_value(part)
            if isinstance(value, dict | list) and value:
                lines.append(head)
                lines += _write_node(value, indent + 2, only_ascii=only_ascii)
            else:
                lines.append(f"{head} {_write_scalar(value, indent + 2, only_ascii=only_ascii)}")
        return lines
    if isinstance(data, list) and data:
        for value in data:
            item = _write_node(value, indent + 2, only_ascii=only_ascii)
            item[0] = f"{pad}- {item[0][indent + 2 :]}"
            lines += item
        return lines
    return [pad + _write_scalar(data, max(indent, 2), only_ascii=only_ascii)]


@lru_cache(maxsize=512)
def _write_key(key: str, only_ascii: bool, pad: str) -> str:
    name = _write_text(key, only_ascii=only_ascii)
    return f"{name}:" if len(name) <= _LONGEST_KEY else f"? {name}\n{pad}:"


def _write_scalar(value: object, indent: int, *, only_ascii: bool) -> str:
    """Write what has no parts; `indent` is where the lines of a literal block stand."""
    if isinstance(value, str):
        if "\n" in value and _fits_block(value, only_ascii=only_ascii):
            mark = "|" if value.endswith("\n") else "|-"
            pad = " " * indent
            return "\n".join([mark, *(line and pad + line for line in value.removesuffix("\n").split("\n"))])
        return _write_text(value, only_ascii=only_ascii)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _write_float(value)
    if isinstance(value, int):
        return str(value)
    return "[]" if isinstance(value, list) else "{}"


def _write_float(value: float) -> str:
    if value - value != 0:
        return {"inf": ".inf", "-inf": "-.inf"}.get(repr(value), ".nan")
    text = repr(value)
    # YAML 1.1 wants a point in a number with an exponent.
    return text if "." in text else text.replace("e", ".0e")


def _write_text(text: str, *, only_ascii: bool) -> str:
    """Write a text on one line, plain where it starts with a letter and cannot be mistaken, else quoted."""
    may_be_plain = (
        text[:1].isalpha()
        and ": " not in text
        and " #" not in text
        and text[-1] != ":"
        and text == text.strip()
        and text.lower() not in _WORDS
    )
    if may_be_plain and (is_plain(text) or show(text) == text) and (text.isascii() or not only_ascii):
        return text
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    text = show(text)
    if only_ascii:
        text = "".join(char if char.isascii() else format_escape(char) for char in text)
    return f'"{text}"'


def _fold_line(line: str) -> str:
    """Write a line `key: text` that is too long for a screen as a folded block, where that is the same text."""
    found = _LONG_TEXT.fullmatch(line) if len(line) > _WIDEST else None
    if found is None:
        return line
    text = found["plain"] if found["plain"] is not None else found["quoted"]
    if "\\" in text or "  " in text or text != text.strip() or text.startswith("#"):
        return line
    from textwrap import wrap

    pad = " " * (len(found["indent"] + found["dash"]) + 2)
    pieces = wrap(text, _WIDEST - len(pad), break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"{found['indent']}{found['dash']}{found['key']}: >-", *(pad + piece for piece in pieces)])


def _fits_block(text: str, *, only_ascii: bool) -> bool:
    # A block that starts with a space or an empty line, or ends in more than one line break, needs marks that
    # readers differ on.
    lines = text.removesuffix("\n").split("\n")
    return (
        lines[0][:1].strip() != ""
        and lines[-1] != ""
        and all(not line or (line.strip() != "" and show(line) == line) for line in lines)
        and (text.isascii() or not only_ascii)
    )

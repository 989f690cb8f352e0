"""Read and write files of case documents, YAML or JSON.

YAML is read event by event: every scalar is text (YAML 1.1 would read NO as false and 2009-12-12 as a date), every
mapping and list knows its lines, aliases and tags are refused, and depth is limited, so no text exhausts the stack.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from interdict.domain.problems import DocumentError, Problem
from interdict.errors import DataError, InterdictError, NotFoundError

MAX_DEPTH = 20
MAX_BYTES = 256 << 20  # a reader takes up to ten times that in memory

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class LineMap(dict[str, Any]):
    """A mapping that knows the line of each of its keys."""

    def __init__(self, content: Any = ()) -> None:
        super().__init__(content)
        self.lines: dict[str, int] = {}


class LineList(list[Any]):
    """A list that knows the line of each of its items."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[int, int] = {}


def read_documents(path: Path | None) -> list[Any]:
    """Return the documents of a file, of standard input for None.

    Raises NotFoundError, InterdictError or DataError with file and line.
    """
    name = name_file(path)
    return parse_documents(read_text(path, name), name=name)


def name_file(path: Path | None) -> str:
    """Return what messages call a file."""
    return "standard input" if path is None else str(path)


def read_text(path: Path | None, name: str) -> str:
    """Return the text of a file or a pipe, of standard input for None; errors as `read_documents`."""
    return decode_text(read_bytes(path, name), name)


def read_bytes(path: Path | None, name: str) -> bytes:
    """Return what a file or a pipe holds, standard input for None.

    Raises NotFoundError, InterdictError or DataError.
    """
    try:
        if path is None:
            if sys.stdin is None:
                raise InterdictError("standard input is closed", hint="name a file, or send a document to it")
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            if path.is_dir():
                raise DataError(f"{name} is a folder, not a file", hint="name the file within it")
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {name}", hint="check the name; '-' reads standard input") from None
    except OSError as error:
        raise InterdictError(f"cannot read {name}: {error.strerror}", hint="check its permissions") from error
    if len(raw) > MAX_BYTES:
        raise DataError(f"{name} is larger than {MAX_BYTES >> 20} megabytes", hint="split it into several files")
    return raw


def decode_text(raw: bytes, name: str) -> str:
    """Return bytes as text; raise DataError with the line where they are not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"{name}:{line}: this is not UTF-8 text", hint="save the file as UTF-8 and try again") from None


def parse_documents(text: str, *, name: str) -> list[Any]:
    """Return the documents in a text: YAML documents, or one JSON document or list of them."""
    trouble: json.JSONDecodeError | None = None
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return _flatten([_parse_json(text, name)])
        except json.JSONDecodeError as error:
            trouble = error  # perhaps YAML in flow style; if not, its parser names the line
    import yaml

    try:
        return _flatten(_build(yaml, text, name))
    except yaml.YAMLError as error:
        if trouble is not None and (name.lower().endswith(".json") or _JSON_START.match(text)):
            raise _explain_json(trouble, name) from None
        raise _explain(error, text, name) from None


_JSON_START = re.compile(r'\s*(\[\s*)?\{\s*"')  # in YAML people leave the quotation marks out
# An escape in JSON; the group is half of a pair that has no other half.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)


def _parse_json(text: str, name: str) -> Any:
    try:
        tree = json.loads(
            text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=partial(_refuse_twice, name)
        )
    except RecursionError:
        tree = None
    if tree is None or _measure_depth(tree) > MAX_DEPTH:
        raise DataError(
            f"{name} is nested more than {MAX_DEPTH} deep", hint="a case document is not; check the brackets"
        )
    half = (
        next((found for found in _ESCAPE.finditer(text) if found[1]), None)
        if "\\ud" in text or "\\uD" in text
        else None
    )
    if half:
        line = text.count("\n", 0, half.start()) + 1
        raise DataError(
            f"{name}:{line}: {half[1]} is half a character", hint="write the character itself, or both halves"
        )
    return tree


def _refuse_twice(name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the mapping of a JSON object; refuse a key that stands twice, of which JSON would keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        doubled = next(key for key, number in Counter(key for key, _ in pairs).items() if number > 1)
        raise DataError(f"{name}: {doubled}: this key stands twice", hint="join the two into one")
    return found


def _measure_depth(tree: Any) -> int:
    depth, level = 0, [tree]
    while level and depth <= MAX_DEPTH:
        inner = [node.values() if isinstance(node, dict) else node for node in level if isinstance(node, dict | list)]
        level = [node for nodes in inner for node in nodes]
        depth += 1
    return depth


def _flatten(documents: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for document in documents:
        found.extend(document if isinstance(document, list) else [document])
    return [document for document in found if document is not None]


def _explain_json(error: json.JSONDecodeError, name: str) -> DataError:
    what = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    hint = f"at column {error.colno} or before it: check the commas, brackets and double quotes"
    return DataError(f"{name}:{error.lineno}: this is not JSON: {what}", hint=hint)


def _explain(error: Any, text: str, name: str) -> DataError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # of YAML's errors only that on a character has no place
        found = _UNREADABLE.search(text)
        place = f"{name}:{text.count(chr(10), 0, found.start()) + 1}" if found else name
        character = repr(found[0]) if found else "a character"
        return DataError(
            f"{place}: YAML cannot hold {character}", hint="take it out, or write it as an escape in double quotes"
        )
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if "nesting depth" in problem:  # newer versions of libyaml stop by themselves
        return _refuse_depth(f"{name}:{mark.line + 1}: this")
    hint = "check quotes, brackets and indentation; a text with ': ' or '#' in it goes into quotes"
    return DataError(f"{name}:{mark.line + 1}: this is not YAML: {problem}", hint=hint)


_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1


def _build(yaml: Any, text: str, name: str) -> list[Any]:
    """Build trees from the events of the C parser."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents: list[Any] = []
    stack: list[Any] = []
    keys: list[Any] = []  # for each open mapping the key that waits for its value
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent | yaml.ScalarEvent):
            _refuse_tricks(event, len(stack), f"{name}:{line}")
        if isinstance(event, yaml.AliasEvent):
            raise DataError(f"{name}:{line}: a case document has no aliases (*)", hint="write the value out")
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            keys.pop()
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Any = None if not event.style and event.value in _EMPTY else event.value
        elif isinstance(event, yaml.MappingStartEvent):
            node = LineMap()
        elif isinstance(event, yaml.SequenceStartEvent):
            node = LineList()
        else:
            continue
        _place(node, line, stack, keys, documents, name)
        if isinstance(node, LineMap | LineList):
            stack.append(node)
            keys.append(_NO_KEY)
    return documents


_NO_KEY = object()


def _place(node: Any, line: int, stack: list[Any], keys: list[Any], documents: list[Any], name: str) -> None:
    if not stack:
        documents.append(node)
        return
    parent = stack[-1]
    if isinstance(parent, LineList):
        parent.lines[len(parent)] = line
        parent.append(node)
    elif keys[-1] is _NO_KEY:
        if isinstance(node, LineMap | LineList):
            raise DataError(f"{name}:{line}: a key is a word, not a list or mapping", hint="check the indentation")
        key = "" if node is None else node
        if key in parent:
            raise DataError(f"{name}:{line}: {key}: this key stands twice", hint="join the two into one")
        parent.lines[key] = line
        keys[-1] = key
    else:
        parent[keys[-1]] = node
        keys[-1] = _NO_KEY


def _refuse_depth(what: str) -> DataError:
    return DataError(f"{what} is nested more than {MAX_DEPTH} deep", hint="a case document is not; check the brackets")


def _refuse_tricks(event: Any, depth: int, place: str) -> None:
    if depth >= MAX_DEPTH:
        raise _refuse_depth(f"{place}: this")
    if event.tag is not None:
        raise DataError(f"{place}: a case document has no tags (!)", hint="write the value as text")


def add_lines(error: DocumentError, text: str, number: int) -> DocumentError:
    """Find the lines of problems in a JSON text, whose parser gives none: JSON is YAML too, for the most part."""
    try:
        import yaml

        tree = _flatten(_build(yaml, text, ""))[number - 1]
    except (DataError, IndexError, yaml.YAMLError):
        return error
    return DocumentError([problem._replace(line=_find_line(tree, problem.path)) for problem in error.problems])


def _find_line(tree: Any, path: Sequence[str | int]) -> int | None:
    line = None
    for step in path:
        line = getattr(tree, "lines", {}).get(step, line)
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
    return line


def explain_problems(error: DocumentError, name: str, *, number: int | None = None) -> DataError:
    """Turn the problems of a document into one error, a line each: `FILE:LINE: place: reason`."""
    lines = [_explain_problem(problem, name, number) for problem in error.problems]
    hint = "nothing was written; 'interdict fields' says what each field takes"
    return DataError("\n".join(lines), hint=hint)


def _explain_problem(problem: Problem, name: str, number: int | None) -> str:
    place = f"{name}:{problem.line}" if problem.line else name
    case = f"case {number}: " if number and not problem.line else ""
    return f"{place}: {case}{problem}"

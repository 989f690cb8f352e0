"""Read files of case documents, YAML or JSON, one document at a time, so that a large file takes no more memory.

JSON is read by its own parser, which is fifty times as fast and knows no lines; where a document is refused, its text
is read once more as YAML, which JSON is for the most part, to find them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from interdict.domain.problems import DocumentError, Problem
from interdict.errors import DataError
from interdict.exchange.texts import Text, name_file, open_stream, read_pieces
from interdict.exchange.yaml_trees import MAX_DEPTH, NotYamlError, build_trees, refuse_depth

_START = 1000  # characters by which JSON is told from YAML in flow style
_NEAR = 20  # characters: a JSON error so close to the end of what was read may be one of the reading
MOST_FOR_LINES = 20_000_000  # characters of one JSON document that are read once more, slowly, to find lines
_JSON_START = re.compile(r'\s*(\[\s*)?\{\s*"')  # in YAML people leave the quotation marks out
# An escape in JSON; the group is half of a pair that has no other half.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)


class Document(NamedTuple):
    """One document: its tree, its number in the file from 1 on, the line on which it begins, and its text if JSON."""

    tree: Any
    number: int
    line: int
    text: str = ""


def read_documents(path: Path | None) -> list[Any]:
    """Return the trees of all documents of a file, of standard input for None.

    Raises NotFoundError, InterdictError or DataError with file and line.
    """
    name = name_file(path)
    with open_stream(path) as stream:
        return [document.tree for document in iterate_documents(Text(read_pieces(stream, name), name))]


def parse_documents(text: str, *, name: str) -> list[Any]:
    """Return the trees of the documents in a text; errors as `iterate_documents`."""
    return [document.tree for document in iterate_documents(Text(iter([text]), name))]


def iterate_documents(text: Text) -> Iterator[Document]:
    """Yield the documents of a text: YAML documents, or JSON documents or lists of them.

    Raises DataError with file and line.
    """
    found = _iterate_json(text) if text.peek() in {"{", "["} else _iterate_yaml(text)
    for number, (tree, line, source) in enumerate(found, 1):
        yield Document(tree, number, line, source)


def _iterate_yaml(text: Text) -> Iterator[tuple[Any, int, str]]:
    return ((tree, line, "") for tree, line in build_trees(text))


def _iterate_json(text: Text) -> Iterator[tuple[Any, int, str]]:
    """Yield the documents of a text that begins like JSON; from where it is none it may be YAML in flow style."""
    text.hold(_START)
    seems_json = bool(_JSON_START.match(text.held, text.at)) or text.name.lower().endswith(".json")
    is_list = text.peek() == "["
    following = text.skip("[" if is_list else "")
    while following and not (is_list and following == "]"):
        line = text.count_lines()
        try:
            tree, end = _parse_next(text)
        except ValueError as error:
            trouble = _explain_json(error, text) if seems_json and isinstance(error, json.JSONDecodeError) else None
            text.put_before("[" if is_list else "")
            yield from _try_yaml(text, trouble)
            return
        source = text.held[text.at : end]
        _check_json(tree, source, f"{text.name}:{line}")
        text.at = end
        if tree is not None:
            yield tree, line, source
        following = text.skip()
        if is_list and following == ",":
            following = text.skip(",")
        elif is_list and following != "]":
            trouble = _refuse_json(text, text.at, "expecting ',' delimiter") if seems_json else None
            text.put_before("[''")  # YAML says on which line the comma or bracket is missing
            yield from _try_yaml(text, trouble)
            return
    if is_list and not following:
        text.put_before("[")
    if is_list and text.skip("]"):
        yield from _iterate_yaml(text)


def _try_yaml(text: Text, trouble: DataError | None) -> Iterator[tuple[Any, int, str]]:
    """Yield the documents of what is left of a text; what is not YAML either gets the trouble that JSON has with it."""
    try:
        yield from _iterate_yaml(text)
    except NotYamlError:
        if trouble is None:
            raise
        raise trouble from None


def _parse_next(text: Text) -> tuple[Any, int]:
    """Return the value that begins at hand and where it ends, getting more of the text until it is whole.

    Raises ValueError for what is no JSON, DataError for what is nested too deeply.
    """
    while True:
        try:
            tree, end = _DECODER.raw_decode(text.held, text.at)
        except RecursionError:
            raise refuse_depth(f"{text.name}:{text.count_lines()}: this") from None
        except json.JSONDecodeError as error:
            may_go_on = error.pos >= len(text.held) - _NEAR or error.msg.startswith("Unterminated string")
            if text.ended or not may_go_on or not text.more():
                raise
            continue
        if end == len(text.held) and text.held[end - 1] not in '}]"' and text.more():
            continue  # a number may go on
        return tree, end


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the mapping of a JSON object; refuse a key that stands twice, of which JSON would keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")  # YAML, to which the text goes next, says which and on what line
    return found


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_refuse_twice)


def _check_json(tree: Any, source: str, place: str) -> None:
    """Refuse what JSON allows and YAML, as it is read here, does not."""
    if _measure_depth(tree) > MAX_DEPTH:
        raise refuse_depth(f"{place}: this")
    if "\\ud" not in source and "\\uD" not in source:
        return
    half = next((found for found in _ESCAPE.finditer(source) if found[1]), None)
    if half:
        name, line = place.rsplit(":", 1)
        line = str(int(line) + source.count("\n", 0, half.start()))
        raise DataError(
            f"{name}:{line}: {half[1]} is half a character", hint="write the character itself, or both halves"
        )


def _measure_depth(tree: Any) -> int:
    depth, level = 0, [tree]
    while level and depth <= MAX_DEPTH:
        level = [
            inner
            for node in level
            if type(node) is dict or type(node) is list
            for inner in (node.values() if type(node) is dict else node)
        ]
        depth += 1
    return depth


def _explain_json(error: json.JSONDecodeError, text: Text) -> DataError:
    what = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    return _refuse_json(text, error.pos, what)


def _refuse_json(text: Text, place: int, what: str) -> DataError:
    hint = f"at column {text.find_column(place)} or before it: check the commas, brackets and double quotes"
    return DataError(f"{text.name}:{text.find_line(place)}: this is not JSON: {what}", hint=hint)


def locate_problems(error: DocumentError, document: Document) -> DocumentError:
    """Give each problem of a document its line in the file, at least that on which the document begins."""
    tree = document.tree
    if document.text and len(document.text) <= MOST_FOR_LINES:
        text = Text(iter(["\n" * (document.line - 1) + document.text]), "")
        try:
            ((tree, _),) = build_trees(text)
        except (DataError, ValueError):
            tree = None  # JSON that is no YAML
    return DocumentError(
        [
            problem._replace(line=problem.line or _find_line(tree, problem.path) or document.line)
            for problem in error.problems
        ]
    )


def _find_line(tree: Any, path: Sequence[str | int]) -> int | None:
    line = None
    for step in path:
        line = getattr(tree, "lines", {}).get(step, line)
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
    return line


def explain_problems(error: DocumentError, name: str, *, number: int = 1) -> DataError:
    """Turn the problems of a document into one error, a line each: `FILE:LINE: place: reason`.

    The number is of a document that shares its line with others.
    """
    lines = [_explain_problem(problem, name, number) for problem in error.problems]
    hint = "nothing was written; 'interdict fields' says what each field takes"
    return DataError("\n".join(lines), hint=hint)


def _explain_problem(problem: Problem, name: str, number: int) -> str:
    place = f"{name}:{problem.line}" if problem.line else name
    return f"{place}: case {number}: {problem}" if number > 1 else f"{place}: {problem}"

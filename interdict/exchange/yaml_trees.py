"""Build trees from YAML, event by event, with the line of every key and item.

Every scalar is text (YAML 1.1 would read NO as false and 2009-12-12 as a date), aliases and tags are refused, and depth
is limited, so no text exhausts the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interdict.errors import DataError
from interdict.exchange.texts import Text

MAX_DEPTH = 20

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_NO_KEY = object()


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


class NotYamlError(DataError):
    """A text is not YAML."""


def build_trees(text: Text) -> Iterator[tuple[Any, int]]:
    """Yield each document of what is left of a text with its line; the items of a list at the top are documents.

    Raises DataError with file and line, NotYamlError where it is not YAML at all.
    """
    import yaml

    builder = _Builder(text.name, text.count_lines())
    try:
        stream: Any = text  # it has all that the parser asks of a stream
        for event in yaml.parse(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(yaml, event)
            if builder.ready:
                yield builder.ready.pop()
    except yaml.YAMLError as error:
        raise _explain(error, text, builder.first) from None


def _explain(error: Any, text: Text, first: int) -> DataError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # of YAML's errors only that on a character has no place
        found = _UNREADABLE.search(text.held)
        place = f"{text.name}:{text.find_line(found.start())}" if found else text.name
        character = repr(found[0]) if found else "a character"
        return NotYamlError(
            f"{place}: YAML cannot hold {character}", hint="take it out, or write it as an escape in double quotes"
        )
    # The end of a text without a line break is on its last line; the parser counts one more.
    place = f"{text.name}:{min(mark.line + first, text.count_lines())}"
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if "nesting depth" in problem:  # newer versions of libyaml stop by themselves
        return refuse_depth(f"{place}: this")
    hint = "check quotes, brackets and indentation; a text with ': ' or '#' in it goes into quotes"
    return NotYamlError(f"{place}: this is not YAML: {problem}", hint=hint)


def refuse_depth(what: str) -> DataError:
    """Return the error for a text that is nested deeper than a case document can be."""
    return DataError(f"{what} is nested more than {MAX_DEPTH} deep", hint="a case document is not; check the brackets")


_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1


class _Builder:
    """Carries what is open: the mappings and lists, and for each mapping the key that waits for its value."""

    def __init__(self, name: str, first: int) -> None:
        self.name = name
        self.first = first  # the line on which the text begins
        self.stack: list[Any] = []
        self.keys: list[Any] = []
        self.starts: list[int] = []
        self.ready: list[tuple[Any, int]] = []

    def take(self, yaml: Any, event: Any) -> None:
        """Take the next event; a document that it completes is `ready`."""
        line = event.start_mark.line + self.first
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent | yaml.ScalarEvent):
            self._refuse_tricks(event, line)
        elif isinstance(event, yaml.AliasEvent):
            raise DataError(f"{self.name}:{line}: a case document has no aliases (*)", hint="write the value out")
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()
        elif isinstance(event, yaml.ScalarEvent):
            self._place(None if not event.style and event.value in _EMPTY else event.value, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(LineMap(), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(LineList(), line)

    def _open(self, node: LineMap | LineList, line: int) -> None:
        if self.stack and not self._is_top_list():
            self._place(node, line)
        self.stack.append(node)
        self.keys.append(_NO_KEY)
        self.starts.append(line)

    def _close(self) -> None:
        node, line = self.stack.pop(), self.starts.pop()
        self.keys.pop()
        if self._is_top_list() or (not self.stack and isinstance(node, LineMap)):
            self.ready.append((node, line))

    def _is_top_list(self) -> bool:
        return len(self.stack) == 1 and isinstance(self.stack[0], LineList)

    def _place(self, node: Any, line: int) -> None:
        """Put a node where it belongs; one at the top that is no mapping is a document, though a wrong one."""
        if not self.stack or self._is_top_list():
            if node is not None:
                self.ready.append((node, line))
            return
        parent = self.stack[-1]
        if isinstance(parent, LineList):
            parent.lines[len(parent)] = line
            parent.append(node)
        elif self.keys[-1] is _NO_KEY:
            if isinstance(node, LineMap | LineList):
                raise DataError(
                    f"{self.name}:{line}: a key is a word, not a list or mapping", hint="check the indentation"
                )
            key = "" if node is None else node
            if key in parent:
                raise DataError(f"{self.name}:{line}: {key}: this key stands twice", hint="join the two into one")
            parent.lines[key] = line
            self.keys[-1] = key
        else:
            parent[self.keys[-1]] = node
            self.keys[-1] = _NO_KEY

    def _refuse_tricks(self, event: Any, line: int) -> None:
        depth, place = len(self.stack), f"{self.name}:{line}"
        if depth >= MAX_DEPTH:
            raise refuse_depth(f"{place}: this")
        if event.tag is not None:
            raise DataError(f"{place}: a case document has no tags (!)", hint="write the value as text")

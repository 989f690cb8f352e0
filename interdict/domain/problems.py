"""What is wrong with a document, place by place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

Path = tuple[str | int, ...]

MOST_PROBLEMS = 20


class Problem(NamedTuple):
    """What is wrong with one place in a document; the line is None where the parser gave none."""

    path: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{format_path(self.path)}: {self.reason}" if self.path else self.reason


class DocumentError(ValueError):
    """A document cannot be read; `problems` says why, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def format_path(path: Sequence[str | int]) -> str:
    """Write the place of a value in a document: `cargo[1].quantity`, counted from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def find_line(node: object, key: str | int) -> int | None:
    """Return the line of a key or an item, where the parser of the document kept it."""
    lines: Mapping[str | int, int] = getattr(node, "lines", {})
    return lines.get(key)


class Findings:
    """Collects the problems of one document, so that all of them are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def complain(self, path: Path, line: int | None, reason: str) -> None:
        """Note a problem; raise DocumentError when there are as many as are told, for each takes time to explain."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path, line, reason))
        if len(self.problems) >= MOST_PROBLEMS:
            raise DocumentError(self.problems)

    def attempt(self, path: Path, node: object, read: Callable[[], Any]) -> Any:
        """Return what `read` returns; note its ValueError as a problem of the last step of the path and return None."""
        try:
            return read()
        except ValueError as error:
            self.complain(path, find_line(node, path[-1]), str(error))
            return None

"""Write case documents one after the other: YAML documents, or a JSON list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interdict.terminal.json_format import dump_json
from interdict.terminal.yaml_format import dump_yaml


def render_documents(documents: Iterable[Any], *, format: str, only_ascii: bool = False) -> Iterator[str]:
    """Yield documents as text: YAML with `---` between them, or JSON as a list."""
    if format == "yaml":
        separator = ""
        for document in documents:
            yield separator + dump_yaml(document, only_ascii=only_ascii)
            separator = "---\n"
        return
    separator = "[\n"
    for document in documents:
        yield separator + dump_json(document, only_ascii=only_ascii).rstrip("\n")
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"

"""What a command hands over to be printed: columns, rows, a title and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    Align = Literal["left", "right", "center"]
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from interdict.terminal.chart import Chart

BATCH = 500  # rows: long enough to pay for one check of the whole, short enough to stream


class Column(NamedTuple):
    """Name a column: its key in the rows and in data formats, its title on the screen."""

    key: str
    title: str
    align: Align = "left"
    style: str = ""  # Rich's words, such as "cyan"


class Section(NamedTuple):
    """Hold one table of a report, and the chart that draws it; `key` names it in JSON and YAML, else its title does.

    On a screen narrower than `cards_below` each row is a card: long texts side by side would be a word a line.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, object]]
    title: str = ""
    notes: tuple[str, ...] = ()
    key: str = ""
    chart: Chart | None = None
    cards_below: int = 0


class Page(NamedTuple):
    """What stands on a page around tables: a title, a line beneath it, and whether it states the standard."""

    title: str = ""
    lead: str = ""
    has_standard: bool = False


def name_sections(sections: Sequence[Section]) -> list[str]:
    """Give each section its own key: `by_state` for the title `By state`, `by_state_2` for the next such."""
    names: list[str] = []
    for number, section in enumerate(sections, 1):
        slug = re.sub(r"[^a-z0-9]+", "_", (section.key or section.title).lower()).strip("_")
        slug = slug or f"section_{number}"
        name, count = slug, 1
        while name in names:
            count += 1
            name = f"{slug}_{count}"
        names.append(name)
    return names


def read_values(section: Section) -> Iterator[tuple[object, ...]]:
    """Take the values of each row in the order of the columns; KeyError when a row lacks one."""
    keys = [column.key for column in section.columns]
    if len(keys) == 1:
        return ((row[keys[0]],) for row in section.rows)
    pick: Callable[[Mapping[str, object]], tuple[object, ...]] = itemgetter(*keys)
    return map(pick, section.rows)


def read_batches(section: Section) -> Iterator[list[list[str]]]:
    """Read the rows as texts, some hundreds at a time."""
    values = read_values(section)
    while batch := list(islice(values, BATCH)):
        yield [
            [v if type(v) is str else "" if v is None else str(v) if type(v) is int else format_value(v) for v in row]
            for row in batch
        ]


def read_objects(section: Section) -> Iterator[dict[str, object]]:
    """Read the rows as dictionaries of exactly the columns, in their order."""
    keys = [column.key for column in section.columns]
    wanted = dict.fromkeys(keys)
    for row in section.rows:
        # A row that is those columns and no more goes through as it is: most do, and there may be many.
        if type(row) is dict and list(row) == keys:
            yield row
        else:
            yield {key: row[key] for key in wanted}


def simplify_value(value: object) -> object:
    """Turn what JSON and YAML do not know into a dictionary, a list or a text."""
    if value is None or isinstance(value, str | int | float | dict | list):
        return value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return list(value) if isinstance(value, tuple) else str(value)


def format_value(value: object) -> str:
    """Write a value as text for a cell: nothing for None, `35` for 35.0, `TH, AE` for a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = repr(value)
        return text.removesuffix(".0")
    if isinstance(value, list | tuple):
        return ", ".join(map(format_value, value))
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(format_value, value)))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {format_value(part)}" for name, part in value.items())
    return str(value)

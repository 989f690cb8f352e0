"""Find the case of a file that is most like one that is being entered, for what to propose in it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

NEWEST = 500  # cases that are looked at, by when they were recorded


class Remembered(NamedTuple):
    """What a case of the file has that another one may have too."""

    ref: str
    title_words: frozenset[str]
    states: frozenset[str]
    values: Mapping[str, str]  # by table and field


def read_newest(connection: sqlite3.Connection) -> list[Remembered]:
    """Return the newest cases of a file, the newest first; its id tells when a case was recorded."""
    rows = connection.execute(
        """
        SELECT ref, title, states, mode, regime, (
            SELECT category FROM cargo WHERE interdiction_id = interdiction.id ORDER BY sequence LIMIT 1
        )
        FROM interdiction
        ORDER BY rowid DESC
        LIMIT ?
        """,
        (NEWEST,),
    )
    return [_remember(*row) for row in rows]


def _remember(
    ref: str | None, title: str | None, states: str | None, mode: str | None, regime: str | None, category: str | None
) -> Remembered:
    values = {
        "interdiction.mode": mode,
        "interdiction.regime": ", ".join(json.loads(regime)) if regime else None,
        "cargo.category": category,
    }
    kept = {name: value for name, value in values.items() if value}
    return Remembered(ref or "", split_words(title or ""), frozenset(json.loads(states or "[]")), kept)


def split_words(text: str) -> frozenset[str]:
    """Return the words of a title that tell something."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3 or word.isdigit())


def choose_similar(newest: list[Remembered], title: str, states: frozenset[str]) -> Remembered | None:
    """Return the case with most words of the title and states in common, the newest of several; else the newest."""
    wanted = split_words(title)

    def count(case: Remembered) -> int:
        return 2 * len(wanted & case.title_words) + len(states & case.states)

    return max(newest, key=count, default=None)  # of equal ones the first

"""Read who judged which records to be of one thing, and join them: ships and companies across cases.

A judgement belongs to a case and names a record of it and one of any case. Nothing is merged: `same` only ties records
together for reports, and taking the judgement back unties them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Judgement(NamedTuple):
    """Two records of one table, and whether they are of one thing: same, different or unsure."""

    id: str
    case_id: str
    table: str
    subject: str
    other: str
    verdict: str
    why: str | None

    @property
    def pair(self) -> frozenset[str]:
        """Return the ids of the two records, whichever was named first."""
        return frozenset({self.subject, self.other})


def read_judgements(connection: sqlite3.Connection, table: str = "") -> list[Judgement]:
    """Return the judgements on records of one table, or all, case by case in the order in which they were made."""
    rows = connection.execute(
        """
        SELECT id, interdiction_id, subject_table, subject_id, other_id, verdict, why
        FROM judgement
        WHERE other_id IS NOT NULL AND verdict IS NOT NULL
        AND (:table = '' OR subject_table = :table)
        ORDER BY interdiction_id, sequence, id
        """,
        {"table": table},
    )
    return [Judgement(*row) for row in rows]


def group_same(judgements: Iterable[Judgement]) -> dict[str, frozenset[str]]:
    """Return for each record that was judged the same as another the whole group that it belongs to.

    Groups are connected: A same as B and B same as C makes A, B and C one, whatever was said of A and C.
    """
    groups: dict[str, frozenset[str]] = {}
    for judgement in judgements:
        if judgement.verdict == "same":
            pairs = (groups.get(one, frozenset({one})) for one in judgement.pair)
            whole = frozenset().union(*pairs)
            groups.update(dict.fromkeys(whole, whole))
    return groups


def find_contradictions(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements `different` on two records that other judgements make one."""
    found = list(judgements)
    groups = group_same(found)
    return [each for each in found if each.verdict == "different" and each.other in groups.get(each.subject, ())]

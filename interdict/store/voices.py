"""How many independent sources each of many cases has: counted in SQL, in Python where a source has many origins."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from interdict.domain.origins import count_voices, find_origins
from interdict.domain.records import Record

# To be put after `chosen`, with one value: what `write_origins` returns.
# A source of one origin has its name, one of several has none. `together` lists the sources of a case where one has
# several, so that Python must count, and where the case has a single voice.
WITH_VOICES = """
    , origin AS MATERIALIZED (
        SELECT key AS source_id, value AS name FROM json_each(?)
    ),
    voiced AS MATERIALIZED (
        SELECT
            interdiction_id,
            count(DISTINCT source_id) AS sources,
            count(DISTINCT name) AS independent,
            CASE WHEN count(name) < count(*) OR count(DISTINCT name) = 1 THEN group_concat(DISTINCT source_id) END
                AS together
        FROM claim CROSS JOIN origin USING (source_id)
        WHERE interdiction_id IN (SELECT id FROM chosen)
        GROUP BY interdiction_id
    )
"""


def read_origins(connection: sqlite3.Connection) -> Mapping[str, frozenset[str]]:
    """Return what every source of the file draws on in the end."""
    cursor = connection.cursor()
    cursor.row_factory = None
    sources = {
        row[0]: Record(
            "source",
            row[0],
            {
                name: value
                for name, value in zip(("publisher", "original", "derived_from"), row[1:], strict=True)
                if value is not None
            },
        )
        for row in cursor.execute("SELECT id, publisher, original, derived_from_id FROM source")
    }
    return {source.id: find_origins(source, sources) for source in sources.values()}


def write_origins(origins: Mapping[str, frozenset[str]]) -> str:
    """Return the origins as the value that WITH_VOICES takes."""
    return json.dumps({source: next(iter(names)) if len(names) == 1 else None for source, names in origins.items()})


def count_listed(origins: Mapping[str, frozenset[str]], listed: str | None) -> tuple[int, int]:
    """Return how many sources stand in a list, joined by commas, and how many of them are independent."""
    if not listed:
        return 0, 0
    return (listed.count(",") + 1, count_together(origins, listed)) if "," in listed else (1, 1)


def count_together(origins: Mapping[str, frozenset[str]], together: str) -> int:
    """Return how many of the sources in a list, joined by commas, are independent of each other."""
    return count_voices(origins[source] for source in together.split(","))

"""Write a reading copy: what may be shared of some cases, as plain tables and views that any SQLite tool opens.

Nothing that is withheld is ever written to it, so nothing has to be erased. The schema is db/published.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from interdict import __version__
from interdict.domain.descriptions import list_fields, list_vocabularies
from interdict.domain.fields import CASE_TABLES, TABLES, field_columns
from interdict.domain.sharing_marks import MARKS, Policy, rank_mark
from interdict.domain.vocabulary import VOCABULARIES
from interdict.domain.withholding import Emptied, clean_source
from interdict.errors import DataError, UsageError
from interdict.sharing.readable import insert_sql, list_record_columns, make_readable
from interdict.sharing.selection import REMEMBERED, Chosen, Selection, make_row
from interdict.sharing.withheld import Watch, Withheld, find_all_withheld
from interdict.store.connection import hold_state, translate_errors
from interdict.store.migrations import find_database_folder, split_statements
from interdict.store.sources import read_sources

MOST_LISTED = 1_000  # emptied fields that are kept to be shown; all are counted
UNCITED = "no claim that is published cites it"
CACHE = 32_000  # KiB of pages that are held in memory while the copy is written
_TLP = {table: list_record_columns(table).index("tlp") for table in TABLES if "tlp" in list_record_columns(table)}

# Terms on these fields hold words of vocabularies, countries and dates; others may hold what must not be read.
_PLAIN_TERMS = frozenset({"state", "states", "country", "mode", "regime", "trigger", "outcome", "zone", "date", "year"})


class Request(NamedTuple):
    """What to publish: which cases, up to which mark, and what the copy says of itself."""

    terms: Sequence[str]
    policy: Policy
    generated: str  # the day, YYYY-MM-DD
    title: str
    licence: str
    standard: str  # of evidence


class Place(NamedTuple):
    """A field that was emptied, with the reference of its case."""

    ref: str
    table: str
    key: str
    field: str
    why: str


class Outcome(NamedTuple):
    """What a copy holds by kind, what was left out of it by kind and reason, and which fields were emptied."""

    mark: str  # the strictest mark in it
    published: Counter[str]
    left_out: Counter[tuple[str, str]]
    emptied: Sequence[Place]
    emptied_total: int


def read_schema_files() -> list[str]:
    """Return the scripts that make a copy: its tables, then indexes and views."""
    folder = find_database_folder() / "published"
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("[0-9]*.sql"))]


class Draft:
    """An empty file to be filled. What goes wrong with it is said of the file that it is to become."""

    def __init__(self, connection: sqlite3.Connection, target: Path) -> None:
        self._connection = connection
        self._target = target

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with translate_errors(self._target, outcome="was not made"):
            return self._connection.execute(sql, values)

    def insert(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Put rows in."""
        with translate_errors(self._target, outcome="was not made"):
            self._connection.executemany(sql, rows)


@contextmanager
def open_draft(path: Path | None, target: Path) -> Iterator[Draft]:
    """Open an empty file to be filled, None for one that vanishes. It has no journal: it is whole or thrown away."""
    with translate_errors(target, outcome="was not made"):
        connection = sqlite3.connect("" if path is None else path, isolation_level=None)
    try:
        draft = Draft(connection, target)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "secure_delete = ON", f"cache_size = -{CACHE}"):
            draft.execute(f"PRAGMA {pragma}")
        yield draft
    finally:
        connection.close()


def write_copy(
    connection: sqlite3.Connection, draft: Draft, request: Request, watch: Watch = lambda items: items
) -> Outcome:
    """Fill an empty draft with what may be shared of the cases, and check it.

    Raises UsageError when the title or the licence would tell what is left out, DataError for a damaged record.
    """
    with hold_state(connection):
        withheld = find_all_withheld(connection, request.policy, watch)
        _check_words(request, withheld)
        tables, indexes = read_schema_files()
        for statement in split_statements(tables):
            draft.execute(statement)
        draft.execute("BEGIN")
        writer = _Writer(connection, draft, withheld)
        selection = Selection(connection, request.terms, withheld)
        for batch in selection.read(watch):
            writer.write(batch)
        if not request.terms:
            writer.count_uncited()
        outcome = writer.finish()
        _describe(draft, request, outcome, withheld)
        draft.execute("COMMIT")
        for statement in split_statements(indexes):
            draft.execute(statement)
    _check(draft)
    return outcome


def _check_words(request: Request, withheld: Withheld) -> None:
    for option, text in (("--title", request.title), ("--licence", request.licence)):
        if withheld.known.everywhere.find(text):
            raise UsageError(f"{option} holds a text that is left out of the copy", hint="word it without")


class _Writer:
    """Puts what is chosen into the draft, and counts."""

    def __init__(self, connection: sqlite3.Connection, draft: Draft, withheld: Withheld) -> None:
        self._connection = connection
        self._draft = draft
        self._withheld = withheld
        self._written: OrderedDict[str, None] = OrderedDict()  # sources, the newest
        self._marked: set[str] = set()  # sources that were met and may not go
        self._published: Counter[str] = Counter()
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._emptied: list[Place] = []
        self._emptied_total = 0
        self._rank = 0

    def write(self, batch: Sequence[Chosen]) -> None:
        """Write a batch of cases with the sources that they cite."""
        titles: dict[str, str | None] = {}
        for chosen in batch:
            self._count_left_out(chosen)
            self._note(chosen.ref, chosen.emptied)
        sources = [source for chosen in batch for source in chosen.sources]
        for source in dict.fromkeys(sources):
            self._write_source(source, titles)
        for table in ("interdiction", *CASE_TABLES):
            rows = [row for chosen in batch for row in chosen.rows.get(table, ())]
            self._insert(table, rows, titles)

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]], titles: dict[str, str | None]) -> None:
        try:
            readable = make_readable(table, rows, titles)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DataError(
                f"a row of {table} is damaged ({error})", hint="'interdict check --rebuild' compares with the log"
            ) from error
        self._draft.insert(insert_sql(table), readable)
        self._published[table] += len(rows)
        if table in _TLP:
            self._rank = max([self._rank, *(rank_mark(row[_TLP[table]]) for row in rows)])

    def _write_source(self, source_id: str, titles: dict[str, str | None]) -> None:
        """Write a source, and those that it copies, once."""
        waiting = [source_id]
        while waiting:
            source_id = waiting.pop()
            if self._has_written(source_id):
                continue
            found = read_sources(self._connection, [source_id])
            record = found[source_id]
            parent = record.values.get("derived_from")
            if parent is not None and (parent not in found or parent in self._withheld.sources):
                record = record._replace(
                    values={name: value for name, value in record.values.items() if name != "derived_from"}
                )
            elif parent is not None:
                waiting.append(str(parent))
            indexes = (self._withheld.known.everywhere, *self._withheld.by_source.get(source_id, ()))
            cleaned, emptied = clean_source(record, indexes)
            self._note(str(cleaned.values.get("key", source_id)), emptied)
            self._insert("source", [make_row(cleaned)], titles)

    def _has_written(self, source_id: str) -> bool:
        if source_id in self._written:
            return True
        self._written[source_id] = None
        if len(self._written) > REMEMBERED:
            self._written.popitem(last=False)
        return self._draft.execute("SELECT 1 FROM source WHERE id = ?", (source_id,)).fetchone() is not None

    def _count_left_out(self, chosen: Chosen) -> None:
        for table, record_id, why in chosen.left_out:
            if table == "source":
                if record_id in self._marked:
                    continue
                self._marked.add(record_id)
            self._left_out[table, why] += 1

    def _note(self, ref: str, emptied: Iterable[Emptied]) -> None:
        for one in emptied:
            self._emptied_total += 1
            if len(self._emptied) < MOST_LISTED:
                self._emptied.append(Place(ref, *one))

    def count_uncited(self) -> None:
        """Count the sources that stay because nothing published cites them, of a whole file."""
        for source_id, why in self._withheld.sources.items():
            if source_id not in self._marked:
                self._left_out["source", why] += 1
        total = self._connection.execute("SELECT count(*) FROM source").fetchone()[0]
        idle = total - self._published["source"] - len(self._withheld.sources)
        if idle:
            self._left_out["source", UNCITED] += idle

    def finish(self) -> Outcome:
        """Return what was done."""
        published = Counter({table: self._published[table] for table in TABLES})
        return Outcome(MARKS[self._rank], published, self._left_out, self._emptied, self._emptied_total)


def _describe(draft: Draft, request: Request, outcome: Outcome, withheld: Withheld) -> None:
    """Write what the copy says of itself, and what its columns and words mean."""
    left_out = sum(outcome.left_out.values())
    rows = {
        "title": request.title,
        "generated": request.generated,
        "generator": f"interdict {__version__}",
        "sharing": f"TLP:{outcome.mark.upper()}",
        "licence": request.licence,
        "standard of evidence": request.standard,
        "cases": state_terms(request.terms, withheld),
        "private persons": "included" if request.policy.persons else "left out",
        "left out": f"{left_out:,} records, {outcome.emptied_total:,} values; see the table left_out",
    }
    draft.insert("INSERT INTO metadata (name, value) VALUES (?, ?)", list(rows.items()))
    draft.insert("INSERT INTO published (kind, records) VALUES (?, ?)", list(outcome.published.items()))
    draft.insert(
        "INSERT INTO left_out (kind, reason, records) VALUES (?, ?, ?)",
        [(kind, why, number) for (kind, why), number in sorted(outcome.left_out.items())],
    )
    described = [one for one in list_fields() if one.field.name != "private"]
    draft.insert(
        "INSERT INTO field (kind, field, columns, meaning, vocabulary) VALUES (?, ?, ?, ?, ?)",
        [
            (table, field.name, ", ".join(field_columns(field)), field.meaning, ", ".join(list_vocabularies(field)))
            for table, field in described
        ],
    )
    draft.insert(
        "INSERT INTO vocabulary (vocabulary, word, meaning) VALUES (?, ?, ?)",
        [(name, word, meaning) for name, words in VOCABULARIES.items() for word, meaning in words.items()],
    )


def state_terms(terms: Sequence[str], withheld: Withheld) -> str:
    """Say which cases were chosen; a word of the user's own is not repeated where the file withholds anything."""
    if not terms:
        return "all that may be shared"
    is_free = not withheld.cases and not withheld.sources
    return " ".join(term if is_free or _is_plain(term) else "(a term that is not repeated here)" for term in terms)


def _is_plain(term: str) -> bool:
    field, colon, _ = term.removeprefix("not:").partition(":")
    return bool(colon) and field.casefold() in _PLAIN_TERMS


def _check(draft: Draft) -> None:
    """Raise DataError when the finished copy is not whole: better none than one with holes."""
    found = draft.execute("PRAGMA integrity_check(1)").fetchone()[0]
    broken = draft.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok" or broken is not None:
        what = found if found != "ok" else f"a row of {broken[0]} points to a {broken[2]} that is not there"
        raise DataError(f"the copy did not come out whole: {what}", hint="'interdict check' looks into your file")

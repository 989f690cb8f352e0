"""The source that an article is: one that the file has, one that the user describes, or a new one with its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interdict.articles.proposals import ReadText
from interdict.commands.case_options import make_key, read_source
from interdict.domain.date_words import parse_date
from interdict.errors import DataError, UsageError
from interdict.store.connection import Connection
from interdict.store.sources import find_source, find_source_of_text, list_citing_cases


class Origin(NamedTuple):
    """A source as it is known before its text is read: the key, "" for one to be made; row; what the file has of it."""

    key: str
    row: dict[str, Any]
    known: Mapping[str, Any]

    @property
    def published(self) -> str | None:
        """Return when it was published, as EDTF, if that is known.

        Raises DataError.
        """
        said = self.known.get("published") or self.row.get("published")
        try:
            return parse_date(str(said)) if said else None
        except ValueError as error:
            raise DataError(f"--source: published: {error}", hint="nothing was written") from None


def find_origin(connection: Connection, name: str, sha256: str, given: Sequence[str]) -> Origin:
    """Return the source that --source names, or the one that the same text was read from before, or an empty one.

    Raises UsageError, NotFoundError, and DataError where the named source was taken from another copy.
    """
    if len(given) > 1:
        raise UsageError("--from reads one text, which has one source", hint="give --source once")
    before = find_source_of_text(connection, sha256)
    if not given:
        if before is None:
            return Origin("", {}, {})
        return Origin(str(before.values.get("key") or before.id[:8]), {"id": before.id}, before.values)
    key, row = read_source(given[0], connection, taken=set())
    known = find_source(connection, row["id"]).values if "id" in row else {}
    if (known.get("sha256") or row.get("sha256") or sha256) != sha256:
        raise DataError(
            f"{name} is not the copy that the source {key} was taken from: its SHA-256 is another",
            hint="give a source of its own: --source 'title; publisher=…; url=…'",
        )
    is_made = "id" not in row and key == make_key(row, connection, set())  # rather than given with key=…
    return Origin("" if is_made else key, row, known)


def complete_origin(connection: Connection, origin: Origin, sha256: str, read: ReadText) -> tuple[str, dict[str, Any]]:
    """Return key and document row of the source, with what the text says of itself where nothing else does."""
    row = dict(origin.row)
    if not row:
        row["title"] = " ".join(read.heading.text.split()) if read.heading else f"text {sha256[:12]}"
    for field, value in (("published", read.published), ("sha256", sha256)):
        if value and not origin.known.get(field):
            row.setdefault(field, value)
    return origin.key or make_key(row, connection, set()), row


def find_doubles(connection: Connection, key: str, row: Mapping[str, Any]) -> list[str]:
    """Return a warning where cases cite the source already: the same text may have been read before."""
    citing = list_citing_cases(connection, row["id"]) if "id" in row else []
    refs = ", ".join(str(case["ref"]) for case in citing[:5])
    more = ", …" if len(citing) > 5 else ""
    cite = f"{len(citing)} cases cite" if len(citing) != 1 else "1 case cites"
    return [f"{cite} the source {key} already: {refs}{more}"] if citing else []

"""The starter cases: real cases with sources, the same records and changesets in every file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from interdict.domain.changes import CREATE, Change, Changeset
from interdict.domain.document_reader import read_case
from interdict.domain.ids import STARTER_AUTHOR
from interdict.domain.problems import DocumentError
from interdict.exchange.documents import explain_problems, read_documents


class StarterCase(NamedTuple):
    """A starter case as the changeset that records it: everything about it is fixed."""

    case_id: str
    changeset: Changeset
    changes: list[Change]


def read_starter_cases(folder: Path) -> list[StarterCase]:
    """Return the starter cases of a folder of documents, in the order of their file names.

    Raises DataError for a document that is not whole: id, ref and `recorded` are part of it.
    """
    return [read_starter_case(path) for path in sorted(folder.glob("*.yaml"))]


def read_starter_case(path: Path) -> StarterCase:
    """Return one starter case.

    Its author is `interdict`, its clock the midnight of the day in `recorded`, and no version of the program is in it.
    """
    (tree,) = read_documents(path)
    try:
        document = read_case(tree)
    except DocumentError as error:
        raise explain_problems(error, path.name) from None
    records = [document.records[key] for key in sorted(document.records)]
    changes = [Change(record.table, record.id, CREATE, new=dict(record.values)) for record in records]
    changeset = Changeset(
        hlc=f"{document.recorded}T00:00:00.000Z-0000",
        actor=STARTER_AUTHOR,
        tool=STARTER_AUTHOR,
        note=f"starter case {path.stem}",
    )
    return StarterCase(document.case_id, changeset, changes)

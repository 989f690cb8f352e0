"""Make the record of a judgement: whether two records are of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from interdict.domain.ids import derive_id
from interdict.domain.records import Record, plain_number


def make_judgement(
    case_id: str, subject: tuple[str, str], other: str, values: Mapping[str, str], present: Iterable[Record]
) -> Record:
    """Return a judgement of a case on one of its records, given as table and id, and on another record.

    Its id follows from the pair, so that two people who judge it meet in a merge; `present` are the records that the
    case has.
    """
    table, subject_id = subject
    judgements = [record for record in present if record.table == "judgement"]
    taken = {record.values.get("key") for record in judgements}
    content = {
        "interdiction": case_id,
        "key": next(key for key in (f"judgement-{number}" for number in count(1)) if key not in taken),
        "sequence": plain_number(max((record.values.get("sequence", 0) for record in judgements), default=0) + 1),
        "subject": {"table": table, "id": subject_id},
        "other": other,
        **values,
    }
    return Record("judgement", derive_id(case_id, "judgement", f"{subject_id}/{other}"), content)

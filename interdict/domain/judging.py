"""Make the record of a judgement: whether two records are of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from interdict.domain.ids import derive_id
from interdict.domain.records import Record, dump_canonical, plain_number

_CONTENTS = "7c3e51d2-0c1f-5b7a-9a86-3f5e2b8d4c17"  # fixed: the namespace of what cases say
_OF_THE_FILE = frozenset({"ref", "key"})  # given by the file that a case came to, and not said by it


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


def judge_left_out(case_id: str, identity: str, why: str, present: Iterable[Record]) -> Record:
    """Return the judgement of a case that another one is the same, and was therefore left out of the file.

    It names no other record, for there is none; its id follows from the identity of the one that was left out.
    """
    record = make_judgement(case_id, ("interdiction", case_id), identity, {"verdict": "same", "why": why}, present)
    return record._replace(values={name: value for name, value in record.values.items() if name != "other"})


def find_judgement_id(case_id: str, identity: str) -> str:
    """Return the id of the judgement of a case on one that was left out."""
    return derive_id(case_id, "judgement", f"{case_id}/{identity}")


def identify_content(records: Mapping[str, Record]) -> str:
    """Return an id of what a case says, the same each time that it is said, whatever ids its records have got."""
    said = [
        [record.table, {name: value for name, value in record.values.items() if name not in _OF_THE_FILE}]
        for record in records.values()
    ]
    text = dump_canonical(said)
    for number, record_id in enumerate(records):
        text = text.replace(record_id, str(number))
    return derive_id(_CONTENTS, "interdiction", text)

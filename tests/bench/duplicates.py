"""Print how well likely duplicates are told from other cases, and how long it takes.

    python -m tests.bench.duplicates [NUMBER_OF_CASES]

Precision and recall are of the starter cases as each of their sources tells them (the values that one source claims
and no others), of retold cases, those that the points were set on and unseen ones, and of other events like them. The
time is that of a whole search over many cases, against its bare SQL in the same run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from interdict.commands.duplicate_search import find_duplicates
from interdict.domain.document_reader import CaseDocument, read_case
from interdict.domain.records import Record
from interdict.domain.traits import Traits, read_traits
from interdict.evidence.likeness import LIKELY, weigh_pair
from interdict.exchange.documents import read_documents
from interdict.store.connection import open_reading
from tests.bench.generate import make_bench_file
from tests.bench.run import run_bare

ROOT = Path(__file__).parent.parent.parent
FEW_VALUES = 4  # a source that claims fewer values of a case says too little to tell it by


def read_cases() -> list[CaseDocument]:
    """Return the starter cases."""
    return [read_case(tree) for path in sorted(ROOT.glob("db/cases/*.yaml")) for tree in read_documents(path)]


def tell_by_source(case: CaseDocument) -> Iterator[Traits]:
    """Yield a case once for each of its sources, with nothing but the values that it asserts."""
    told: dict[str, dict[str, dict[str, object]]] = defaultdict(lambda: defaultdict(dict))
    for claim in case.records.values():
        values = claim.values
        if claim.table == "claim" and "value" in values and values.get("stance") in {None, "asserts"}:
            told[str(values.get("source"))][values["subject"]["id"]][values["field"]] = values["value"]
    for subjects in told.values():
        records = {case.case_id: Record("interdiction", "told", subjects.get(case.case_id, {}))}
        for record_id, values in subjects.items():
            table = case.records[record_id].table if record_id in case.records else ""
            if table in {"conveyance", "cargo"}:
                records[record_id] = Record(table, record_id, values)
        traits = read_traits(case.case_id, records)
        if traits.days and sum(len(record.values) for record in records.values()) >= FEW_VALUES:
            yield traits


def weigh_all(asked: list[tuple[str, Traits]], known: dict[str, Traits]) -> str:
    """Return precision and recall of finding the case of each, given by its id, empty for none."""
    hits = false = 0
    for case_id, traits in asked:
        found = {other for other, case in known.items() if weigh_pair(traits, case, least=LIKELY)} - {traits.id}
        hits += case_id in found
        false += len(found - {case_id})
    wanted = sum(bool(case_id) for case_id, _ in asked)
    precision = f"{hits / (hits + false):.2f}" if hits + false else "-"
    recall = f"{hits / wanted:.2f}" if wanted else "-"
    return f"{len(asked):4} asked, precision {precision}, recall {recall}, {false} false"


def read_retold(name: str, known: dict[str, Traits]) -> list[tuple[str, Traits]]:
    """Return the cases of a file of retold ones with the ids of the cases that they are."""
    ids = {traits.ref: case_id for case_id, traits in known.items()}
    retold = []
    for tree in read_documents(ROOT / "tests" / "evidence" / name):
        ref = tree.pop("of", None)
        case = read_case(tree)
        retold.append((ids.get(ref, ""), read_traits(case.case_id, case.records)))
    return retold


def measure(number: int) -> None:
    """Print the time of a search over many cases and that of its bare SQL."""
    from tests.bench.queries import capture_queries

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.sqlite"
        make_bench_file(path, number)
        start = time.process_time()
        with open_reading(path) as connection:
            pairs = len(find_duplicates(connection))
        whole = time.process_time() - start
        queries = capture_queries(path, ["duplicates"])
        start = time.process_time()
        run_bare(path, queries)
        bare = time.process_time() - start
    print(f"{number:,} cases: {pairs} pairs; {whole / bare:.1f} x its bare SQL ({bare * 1000:.0f} ms)")


def main() -> None:
    """Print all figures."""
    cases = read_cases()
    known = {case.case_id: read_traits(case.case_id, case.records) for case in cases}
    print("starter cases, against each other:", weigh_all([("", traits) for traits in known.values()], known))
    told = [(case.case_id, traits) for case in cases for traits in tell_by_source(case)]
    print("starter cases, by each source:    ", weigh_all(told, known))
    print("retold cases:                     ", weigh_all(read_retold("retold.yaml", known), known))
    print("retold cases, unseen:             ", weigh_all(read_retold("retold_unseen.yaml", known), known))
    others = read_retold("others.yaml", known)
    print("other events:                     ", weigh_all(others, {**known, **{t.id: t for _, t in others}}))
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()

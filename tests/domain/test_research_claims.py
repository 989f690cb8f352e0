"""No claim was lost on the way from the research into the starter cases.

`research_claims.tsv` says for each claim of the research on the 45 cases which document claims hold it: document,
number of the claim, key of the record, field, key of the source. `research_counts.tsv` counts claims and sources of the
research by document, so that nothing can drop out of both. A claim on a loose field may stand for several.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from interdict.domain.document_reader import read_case
from interdict.exchange.documents import read_documents

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "db" / "cases"


def read_table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


COUNTS = {row["document"]: row for row in read_table("research_counts.tsv")}
CLAIMS = read_table("research_claims.tsv")


@cache
def list_claims(document: str) -> tuple[frozenset[tuple[str, str, str]], int]:
    """Return record, field and source of all claims of a document, and how many sources it cites."""
    (tree,) = read_documents(CASES / document)
    records = read_case(tree).records
    keys = {record.id: str(record.values.get("key", "interdiction")) for record in records.values()}
    claims = {
        (
            keys[claim.values["subject"]["id"]],
            claim.values.get("field", ""),
            keys.get(claim.values.get("source", ""), ""),
        )
        for claim in records.values()
        if claim.table == "claim"
    }
    return frozenset(claims), sum(record.table == "source" for record in records.values())


def test_every_document_has_its_counts() -> None:
    assert sorted(COUNTS) == sorted(path.name for path in CASES.glob("*.yaml"))
    assert len(COUNTS) == 45


@pytest.mark.parametrize("document", sorted(COUNTS))
def test_each_claim_of_the_research_is_a_claim_of_its_source(document: str) -> None:
    rows = [row for row in CLAIMS if row["document"] == document]
    found, sources = list_claims(document)
    missing = [row for row in rows if (row["record"], row["field"], row["source"]) not in found]
    assert missing == []
    assert len({row["research_claim"] for row in rows}) == int(COUNTS[document]["claims"])
    assert sources == int(COUNTS[document]["sources"])

"""One judgement of what is disputed: `show`, `compare`, the term `is:disputed` and the summary say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interdict.cli import run
from tests.samples import add_case

Ask = Callable[..., Any]


@pytest.fixture
def ask(starter: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs a command on the starter cases and returns its JSON, or with `as_text` its text."""

    def start(*arguments: str, db: Path = starter, as_text: bool = False) -> Any:
        assert run(["--db", str(db), *arguments, *([] if as_text else ["-f", "json"])]) == 0
        out = capsys.readouterr().out
        return out if as_text else json.loads(out)

    return start


def count_disputed(ask: Ask, *terms: str, **file: Any) -> int:
    totals = ask("report", "summary", *terms, **file)["totals"]["rows"]
    return next(row["value"] for row in totals if row["total"] == "disputed_fields")


def find_marked(ask: Ask, ref: str, **file: Any) -> set[tuple[str, str, str]]:
    rows = ask("compare", ref, "--persons", **file)
    return {(row["table"], row["of"], row["field"]) for row in rows if "disputed" in row["standing"].split(", ")}


def test_all_starter_cases_are_disputed_alike_wherever_one_looks(ask: Ask) -> None:
    refs = [row["ref"] for row in ask("list")]
    disputed = {row["ref"] for row in ask("list", "is:disputed")}
    assert len(refs) == 45
    assert 0 < len(disputed) < 45
    assert {row["ref"] for row in ask("list", "not:is:disputed")} == set(refs) - disputed
    total = 0
    for ref in refs:
        marked = find_marked(ask, ref)
        total += len(marked)
        assert bool(marked) == (ref in disputed), ref
        assert ("(disputed)" in ask("show", ref, "--persons", as_text=True)) == bool(marked), ref
        assert count_disputed(ask, f"ref:{ref}") == len(marked), ref
    assert count_disputed(ask) == total


@pytest.mark.parametrize(
    ("claim", "is_disputed"),
    [
        ({"value": "2009-12-12"}, False),
        ({"value": "2009-12"}, False),
        ({"value": "2009-12-11"}, True),
        ({"value": "2009-12-11", "status": "alternative"}, False),
        ({"value": "2009-12-11", "status": "rejected"}, False),
        ({"value": "2009-12-12", "status": "disputed"}, True),
        ({"as_reported": "a Saturday", "status": "disputed"}, True),
        ({"as_reported": "a Saturday"}, False),
        ({"value": "2009-12-12", "stance": "denies"}, True),
        ({"value": "2009-12-11", "stance": "denies"}, False),
        ({"value": "2009-12-12", "stance": "retracts", "status": "rejected"}, True),
        ({"as_reported": "no such thing", "stance": "denies"}, True),
    ],
)
def test_claim_makes_a_value_disputed_wherever_one_looks(
    ask: Ask, file: Path, claim: dict[str, str], is_disputed: bool
) -> None:
    case = {"title": "t", "date": "2009-12-12", "ref": "TH-2009-ABC", "sources": {"a": {"title": "A"}}}
    add_case(file, {**case, "claims": [{"field": "date", "source": "a", **claim}]})
    assert bool(ask("list", "is:disputed", db=file)) is is_disputed
    assert bool(find_marked(ask, "TH-2009-ABC", db=file)) is is_disputed
    assert ("(disputed)" in ask("show", "TH-2009-ABC", db=file, as_text=True)) is is_disputed
    assert count_disputed(ask, db=file) == int(is_disputed)

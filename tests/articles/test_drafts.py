"""What was read becomes a case document with its claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from interdict.articles.drafts import draft_case
from interdict.articles.reading import read_article
from interdict.domain.document_reader import read_case
from interdict.domain.schema import make_schema

TEXTS = sorted(Path(__file__).parent.glob("*/*.txt"))
SEIZURE = (
    "Customs of Panama and Spain seized 12 tons of arms aboard the freighter So San on 3 May 2010. "
    "The captain was not told what came of it last month."
)


def draft(case, *, is_reviewed=False):
    """Return the whole document of a case."""
    document, claims = draft_case(case, source="wire", is_reviewed=is_reviewed)
    return {**document, "sources": {"wire": {"publisher": "A wire"}}, "claims": claims}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("is_reviewed", [False, True])
def test_every_draft_is_a_valid_document(path, is_reviewed):
    validator = Draft202012Validator(make_schema())
    for case in read_article(path.read_text("utf-8"), published="2012-06-15").cases:
        tree = draft(case, is_reviewed=is_reviewed)
        assert [error.message for error in validator.iter_errors(tree)] == []
        assert len([record for record in read_case(tree).records.values() if record.table == "claim"]) == len(
            tree["claims"]
        )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_value_of_a_draft_has_its_claim(path):
    for case in read_article(path.read_text("utf-8"), published="2012-06-15").cases:
        tree = draft(case)
        claimed = {(claim["of"], claim["field"]) for claim in tree["claims"]}
        assert claimed == {
            (p.of if p.table == "interdiction" else f"{p.table}/{p.of}", p.field) for p in case.proposals
        }


def test_several_states_are_one_value_with_one_claim():
    [case] = read_article(SEIZURE).cases
    tree = draft(case)
    [claim] = [claim for claim in tree["claims"] if claim["field"] == "states"]
    assert tree["states"] == claim["value"] == ["PA", "ES"]
    assert claim["locator"].count("characters") == claim["as_reported"].count(" ... ") + 1 == 2


def test_reviewed_draft_has_accepted_claims_and_no_note():
    [case] = read_article(SEIZURE).cases
    tree = draft(case, is_reviewed=True)
    assert "notes" not in tree
    assert {claim["status"] for claim in tree["claims"]} == {"accepted"}
    assert not any("note" in claim for claim in tree["claims"])


def test_draft_that_nobody_reviewed_is_marked():
    [case] = read_article(SEIZURE).cases
    tree = draft(case)
    assert [note["key"] for note in tree["notes"]] == ["unreviewed"]
    assert {claim["note"] for claim in tree["claims"]} == {"unreviewed"}
    assert not any("status" in claim for claim in tree["claims"])

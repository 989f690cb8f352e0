"""What the tests of the reader of articles ask of it."""

from __future__ import annotations

from interdict.articles.proposals import ProposedCase, Question
from interdict.articles.reading import read_article

SHIP = "Customs officers of Panama seized 12 tons of arms aboard the freighter So San on 3 May 2010. "


def read_one(text: str, published: str | None = "2012-06-15") -> ProposedCase:
    [case] = read_article(text, published=published).cases
    return case


def list_values(case: ProposedCase, name: str) -> list[object]:
    """Return the values proposed for a field, `table.field` or that of the case itself."""
    table, _, field = name.rpartition(".")
    return [p.value for p in case.proposals if p.field == field and p.table == (table or "interdiction")]


def list_questions(case: ProposedCase, field: str) -> list[Question]:
    return [question for question in case.questions if question.field == field]

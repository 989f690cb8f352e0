"""What reading a text gives: cases, each of them proposals with the words that they come from, and questions."""

from __future__ import annotations

from typing import Any, NamedTuple

# The words of ICD 203, as the field `confidence` of a case has them. What is less than moderate is a question.
HIGH, MODERATE, LOW = "high", "moderate", "low"


class Words(NamedTuple):
    """A stretch of the text: the words as they stand there, their line, and their characters.

    Lines count from 1. Characters count from 0 over the whole text, `end` being the first after the words.
    """

    text: str
    line: int
    start: int
    end: int


class Proposal(NamedTuple):
    """One value for one field of one record of a case.

    `of` is `interdiction` or the key that the record has in the draft, such as `load` or `ship`; `value` has the form
    that a case document gives it.
    """

    table: str
    of: str
    field: str
    value: Any
    words: Words
    confidence: str = HIGH


class Question(NamedTuple):
    """What the text does not settle; `value` is what it may mean, in the form of a proposal, or None."""

    table: str
    of: str
    field: str
    question: str
    words: Words
    value: Any = None


class ProposedCase(NamedTuple):
    """One interdiction that a text speaks of."""

    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...] = ()


class ReadText(NamedTuple):
    """A text as read: when it says it was published, its heading, and the cases in the order in which they come up."""

    published: str | None
    heading: Words | None
    cases: tuple[ProposedCase, ...]

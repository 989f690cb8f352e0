"""The cases of an article as they are added: agreed to one by one and kept as a draft meanwhile, or all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import typer

from interdict.articles.drafts import draft_case, make_title
from interdict.articles.proposals import Proposal, ProposedCase, Question, ReadText
from interdict.commands.add_drafts import ENDING, ENDINGS, KEPT, Draft, discard_draft, save_draft
from interdict.commands.adding import settle, write_cases
from interdict.commands.article_review import Review, StoppedError
from interdict.commands.documents import know, read_tree
from interdict.commands.options import Writing
from interdict.domain.ids import make_id
from interdict.errors import InterdictError
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming
from interdict.terminal.keys import ask_letter
from interdict.wizard.answers import Answer


class Article(NamedTuple):
    """A text to read, and what is known of it."""

    name: str
    text: str
    sha256: str
    published: str | None


class Proposed(NamedTuple):
    """An article, what was read from it, and the source that it is: its key and document row."""

    article: Article
    read: ReadText
    key: str
    row: Mapping[str, Any]

    def write_documents(self, cases: Sequence[ProposedCase], *, is_reviewed: bool) -> list[dict[str, Any]]:
        """Return the documents of cases, each with its source and claims."""
        documents = []
        for case in cases:
            document, claims = draft_case(case, source=self.key, is_reviewed=is_reviewed)
            documents.append({**document, "sources": {self.key: dict(self.row)}, "claims": claims})
        return documents

    def tell(self, added: Sequence[ProposedCase], *, is_reviewed: bool = False) -> dict[str, Any]:
        """Return what is told to programs: the text, and its cases, with documents where these are what is added."""
        cases = self.read.cases
        documents = self.write_documents(added, is_reviewed=is_reviewed)
        # After a review they may be of fewer cases, and stand alone.
        paired = documents if len(documents) == len(cases) else [None] * len(cases)
        return {
            "text": {
                "name": self.article.name,
                "sha256": self.article.sha256,
                "characters": len(self.article.text),
            },
            "published": self.read.published,
            "proposed": [_write_case(case, document) for case, document in zip(cases, paired, strict=True)],
        }


def review(how: Writing, proposed: Proposed, draft: Draft) -> None:
    """Ask about each proposal, settle duplicates, and add what is agreed to; what was answered is kept as a draft.

    Raises typer.Exit where nothing was added.
    """
    keeping = _Keeping(how, draft)
    asking = Review(how.screen, proposed.read.cases, [answer.text for answer in draft.answers])
    try:
        while True:
            agreed = asking.run(keeping.keep)
            if not agreed:
                raise StoppedError
            if add_proposed(how, proposed, agreed, is_reviewed=True):
                break
            asking.go_back()
    except StoppedError:
        discard_draft(keeping.draft)
        how.screen.say("nothing was added")
        raise typer.Exit(1) from None
    except (KeyboardInterrupt, EOFError, InterdictError, typer.Exit) as error:
        keeping.say_kept()
        if isinstance(error, EOFError):
            raise typer.Exit(1) from None
        raise
    discard_draft(keeping.draft)


class _Keeping:
    """The draft of one review."""

    def __init__(self, how: Writing, draft: Draft) -> None:
        self.how = how
        self.draft = draft
        self.is_kept = bool(draft.answers)
        self.is_told = False

    def keep(self, answers: Sequence[str]) -> None:
        """Keep the answers; where that cannot be done, say so once and go on."""
        self.draft = self.draft._replace(answers=[Answer(str(number), text) for number, text in enumerate(answers)])
        try:
            save_draft(self.draft)
        except InterdictError as error:
            self.is_kept = False
            if not self.is_told:
                self.how.screen.warn(f"warning: {error.message}: if you stop, what you answered is lost")
            self.is_told = True
        else:
            self.is_kept = bool(answers)

    def say_kept(self) -> None:
        if self.is_kept:
            self.how.screen.warn(KEPT)


def add_proposed(
    how: Writing,
    proposed: Proposed,
    cases: Sequence[ProposedCase],
    *,
    is_reviewed: bool = False,
    doubts: Sequence[str] = (),
) -> bool:
    """Settle duplicates and add cases; after a review ask first, and return False for back to its questions.

    `doubts` are warnings to be told with the others. Raises StoppedError for no, typer.Exit where the answers shall be
    kept.
    """
    documents = proposed.write_documents(cases, is_reviewed=is_reviewed)
    ids = [make_id() for _ in documents]

    def read(connection: Connection, _: list[str]) -> Sequence[Incoming]:
        return read_proposed(documents, connection, ids)

    with open_reading(how.path) as connection:
        incoming = read(connection, [])
    settled = settle(how, incoming)
    if is_reviewed and len(settled.left_out) < len(cases):
        number = len(cases) - len(settled.left_out)
        these = "this case" if number == 1 else f"these {number} cases"
        answer = ask_letter(how.screen, f"record {these}? {ENDING}", ENDINGS)
        if answer == "b":
            return False
        if answer == "n":
            raise StoppedError
        if answer != "y":
            raise typer.Exit(1)
    write_cases(how, read, settled, more=proposed.tell(cases, is_reviewed=is_reviewed), doubts=doubts)
    return True


def read_proposed(
    documents: Sequence[Mapping[str, Any]], connection: Connection, ids: Sequence[str] = ()
) -> list[Incoming]:
    """Return what documents bring, under ids that are theirs however often they are read."""
    named = ids or [make_id() for _ in documents]
    return [
        read_tree({**document, "id": one}, known=know(connection))._replace(has_id=False)
        for document, one in zip(documents, named, strict=True)
    ]


def _write_case(case: ProposedCase, document: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "title": make_title(case),
        "proposals": [write_proposal(proposal) for proposal in case.proposals],
        "questions": [write_proposal(question) for question in case.questions],
        "document": document,
    }


def write_proposal(asked: Proposal | Question) -> dict[str, Any]:
    """Return a proposal or a question as it is told to programs."""
    tree: dict[str, Any] = {"table": asked.table, "of": asked.of, "field": asked.field, "value": asked.value}
    words = {"words": asked.words.text, "line": asked.words.line, "start": asked.words.start, "end": asked.words.end}
    more = {"confidence": asked.confidence} if isinstance(asked, Proposal) else {"question": asked.question}
    return {**tree, **words, **more}

"""What was answered and not yet recorded: one file for each wizard, whole after every answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from interdict.domain.vocabulary import quote
from interdict.drafts import replace_file
from interdict.errors import InterdictError, NotFoundError
from interdict.settings import find_state_folder
from interdict.wizard.answers import Answer

_FORM = 1
_LARGEST = 10_000_000  # bytes


class Draft(NamedTuple):
    """A draft: its file, the database that it was begun for, when it was last written, and the answers."""

    path: Path
    db: str
    changed: datetime
    answers: Sequence[Answer]

    @property
    def title(self) -> str:
        """Return what the case is called so far."""
        return next((answer.text for answer in self.answers if answer.text), "")


def find_folder() -> Path:
    """Return the folder of drafts, in the user's own."""
    return find_state_folder() / "drafts"


def make_draft(db: Path) -> Draft:
    """Return a new draft, of which nothing is written yet."""
    now = datetime.now(UTC)
    name = f"add-{now:%Y%m%dT%H%M%S}-{os.urandom(3).hex()}.json"
    return Draft(find_folder() / name, str(db.absolute()), now, ())


def save_draft(draft: Draft) -> None:
    """Write a draft as a whole, for nobody else's eyes; raise InterdictError where that cannot be done."""
    tree = {"interdict_draft": _FORM, "db": draft.db, "answers": [list(answer) for answer in draft.answers]}
    try:
        draft.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(draft.path, [json.dumps(tree, ensure_ascii=False, indent=1), "\n"], mode=0o600)
    except OSError as error:
        raise InterdictError(
            f"cannot keep a draft in {draft.path.parent}: {error.strerror}", hint="check its permissions and the disk"
        ) from None


def discard_draft(draft: Draft) -> None:
    """Remove the file of a draft."""
    with suppress(OSError):
        draft.path.unlink(missing_ok=True)


def list_drafts() -> list[Draft]:
    """Return the drafts that can be read, the newest first."""
    found = sorted(_read_all(), key=lambda draft: (draft.changed, draft.path.name), reverse=True)
    return [draft for draft in found if draft.answers]


def _read_all() -> Iterator[Draft]:
    try:
        paths = list(find_folder().glob("add-*.json"))
    except OSError:
        return
    for path in paths:
        with suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
            found = path.stat()
            if found.st_size <= _LARGEST:
                tree = json.loads(path.read_text(encoding="utf-8"))
                changed = datetime.fromtimestamp(found.st_mtime, UTC)
                yield Draft(path, str(tree["db"]), changed, _read_answers(tree))


def _read_answers(tree: Any) -> list[Answer]:
    if tree["interdict_draft"] != _FORM:
        return []
    return [Answer(str(question), str(text)) for question, text in tree["answers"]]


def choose_draft(name: str) -> Draft:
    """Return the draft with a number of the list, the newest for no name; raise NotFoundError without one."""
    drafts = list_drafts()
    if not drafts:
        raise NotFoundError("there is no draft", hint="'interdict add' on a terminal begins a case")
    if not name:
        return drafts[0]
    if name.isascii() and name.isdigit() and 0 < int(name[:6]) <= len(drafts):
        return drafts[int(name) - 1]
    raise NotFoundError(f"there is no draft {quote(name)}", hint="'interdict add --drafts' lists them by number")

"""What was answered and not yet recorded: one file for each wizard, whole after every answer."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from interdict.domain.vocabulary import quote
from interdict.drafts import replace_file
from interdict.errors import InterdictError, NotFoundError
from interdict.settings import find_state_folder
from interdict.wizard.answers import Answer

_FORM = 1
_IN_USE = "in-use"  # the file in which each draft that is being worked on has a byte locked
_LARGEST = 10_000_000  # bytes

# What can be said once a case, or several, will be written, and the answers might be kept instead.
ENDING = "y(es), b(ack to the questions), d(raft: keep it for later), n(o):"
ENDINGS: Mapping[str, str] = {
    "y": "yes, record it",
    "b": "back: change or add something",
    "d": "keep the answers as a draft; 'interdict add --resume' goes on with it",
    "n": "no: throw the answers away",
}
KEPT = "your answers are kept: 'interdict add --resume' goes on with them"


class Draft(NamedTuple):
    """A draft: its file, the database that it was begun for, when it was last written, and the answers."""

    path: Path
    db: str
    changed: datetime
    answers: Sequence[Answer]
    article: Mapping[str, Any] | None = None  # what the answers are about, where it was read from a text

    @property
    def title(self) -> str:
        """Return what the case is called so far."""
        if self.article is not None:
            return str(self.article["name"])
        return next((answer.text for answer in self.answers if answer.text), "")


def find_folder() -> Path:
    """Return the folder of drafts, in the user's own."""
    return find_state_folder() / "drafts"


def make_draft(db: Path, article: Mapping[str, Any] | None = None) -> Draft:
    """Return a new draft, of which nothing is written yet."""
    now = datetime.now(UTC)
    name = f"add-{now:%Y%m%dT%H%M%S}-{os.urandom(3).hex()}.json"
    return Draft(find_folder() / name, str(db.absolute()), now, (), article)


def save_draft(draft: Draft) -> None:
    """Write a draft as a whole, for nobody else's eyes; raise InterdictError where that cannot be done."""
    tree: dict[str, Any] = {
        "interdict_draft": _FORM,
        "db": draft.db,
        "answers": [list(answer) for answer in draft.answers],
    }
    if draft.article is not None:
        tree["article"] = dict(draft.article)
    try:
        draft.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(draft.path, [json.dumps(tree, ensure_ascii=False, indent=1), "\n"], mode=0o600)
    except OSError as error:
        raise InterdictError(
            f"cannot keep a draft in {draft.path.parent}: {error.strerror}", hint="check its permissions and the disk"
        ) from None


@contextmanager
def hold_draft(draft: Draft) -> Iterator[Draft]:
    """Keep a draft to this process, and give it as it is by now; the system lets go of it however the process ends.

    Raises InterdictError where another process has it, NotFoundError where it was done with meanwhile.
    """
    descriptor = _open_locks(draft.path.parent)
    try:
        if descriptor is not None and not _lock(descriptor, draft):
            title = f" {quote(draft.title)}" if draft.title else ""
            raise InterdictError(
                f"the draft{title} is open on another terminal",
                hint="go on there, or stop it there first; 'interdict add --drafts' lists all drafts",
            )
        # Whoever had it may have answered more, or recorded the case, since the list was made.
        now = _read_draft(draft.path) if draft.answers else draft
        if now is None:
            raise NotFoundError("the draft was recorded or thrown away just now", hint="'interdict list' shows cases")
        yield now
    finally:
        if descriptor is not None:
            os.close(descriptor)


def is_in_use(draft: Draft) -> bool:
    """Tell whether another process works on a draft."""
    descriptor = _open_locks(draft.path.parent)
    if descriptor is None:
        return False
    try:
        return not _lock(descriptor, draft)
    finally:
        os.close(descriptor)


def _open_locks(folder: Path) -> int | None:
    """Open the file of locks; None where there can be none, and so no draft that two could have."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(folder / _IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def _lock(descriptor: int, draft: Draft) -> bool:
    """Lock the byte that stands for a draft; False where another process has it."""
    import errno
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, zlib.crc32(draft.path.name.encode()))
    except OSError as error:  # a file system without locks is worked on without them
        return error.errno not in {errno.EACCES, errno.EAGAIN}
    return True


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
    yield from filter(None, map(_read_draft, paths))


def _read_draft(path: Path) -> Draft | None:
    with suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
        found = path.stat()
        if found.st_size <= _LARGEST:
            tree = json.loads(path.read_text(encoding="utf-8"))
            changed = datetime.fromtimestamp(found.st_mtime, UTC)
            return Draft(path, str(tree["db"]), changed, _read_answers(tree), _read_article(tree))
    return None


def _read_answers(tree: Any) -> list[Answer]:
    if tree["interdict_draft"] != _FORM:
        return []
    return [Answer(str(question), str(text)) for question, text in tree["answers"]]


def _read_article(tree: Any) -> Mapping[str, Any] | None:
    article = tree.get("article")
    if article is None:
        return None
    texts = {name: str(article[name]) for name in ("name", "text", "sha256")}
    published = article.get("published")
    return {**texts, "published": published and str(published), "source": [str(one) for one in article["source"]]}


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

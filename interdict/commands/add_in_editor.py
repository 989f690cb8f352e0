"""`interdict add --editor`: a new case in the editor, begun with what the options give."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import typer

from interdict.commands.changing import Outcome, carry_out
from interdict.commands.desk import (
    Choices,
    Desk,
    ReopenError,
    confirm,
    parse_text,
    read_problems,
    show_preview,
    work_at,
)
from interdict.commands.documents import know
from interdict.commands.duplicate_check import Settled, settle_duplicates
from interdict.commands.place_option import check_positions, list_odd
from interdict.domain.changes import Change
from interdict.domain.document_reader import read_case
from interdict.domain.ids import make_id
from interdict.domain.problems import DocumentError
from interdict.exchange.yaml_trees import LineMap
from interdict.store.cases import read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.terminal.case_text import write_case_text
from interdict.terminal.preview import Preview

_TITLE = "a new case"


class Added(NamedTuple):
    """What was added, of which records, and what was decided on likely duplicates."""

    outcome: Outcome
    incoming: Incoming
    settled: Settled

    @property
    def is_dry(self) -> bool:
        """Tell whether nothing was written, so that the text has to be kept."""
        return self.outcome.is_dry


def add_in_editor(path: Path, tree: Mapping[str, Any], choices: Choices) -> Added | None:
    """Let the user write a case, begun with a document; None where nothing was written into it."""
    desk = Desk("add", write_case_text(tree, _TITLE), choices.screen, goes_on="interdict add {}")
    desk.pristine = write_case_text({}, _TITLE)  # one that options began is a case as it is
    return work_at(desk, lambda: desk.edit_until(partial(_take, path, make_id(), choices)))


def _take(path: Path, case_id: str, choices: Choices, text: str) -> Added:
    """Add the case that a text holds; raise ReopenError with what is wrong with it."""
    screen = choices.screen
    tree = parse_text(text)
    has_id = "id" in tree or "ref" in tree
    tree.setdefault("id", case_id)
    with open_reading(path) as connection:
        incoming = _read(tree, connection)._replace(has_id=has_id)
        check_positions(incoming.records.values())
        doubts: list[str] = []
        preview = plan_import(connection, [incoming], keep_sources=True, doubts=doubts)
        show_preview(choices, Preview(preview).render({}))
        warnings = [*doubts, *list_odd(incoming.records.values())]
        show_preview(choices, [f"warning: {warning}" for warning in warnings])
        settled = settle_duplicates(connection, [incoming], screen, may_ask=not (choices.yes or choices.dry_run))

    def plan(connection: Connection) -> list[Change]:
        return plan_import(connection, settled.apply([_read(tree, connection)]), keep_sources=True)

    if settled.left_out:
        carry_out(path, plan, screen=screen, dry_run=choices.dry_run, yes=True)  # keeps the verdict
        screen.say("nothing was added")
        raise typer.Exit(1)
    if not choices.dry_run:
        confirm(choices)

    if choices.dry_run:
        return Added(Outcome(preview, {}, uid=None, is_dry=True), incoming, settled)
    return Added(carry_out(path, plan, screen=screen, yes=True), incoming, settled)


def _read(tree: LineMap, connection: Connection) -> Incoming:
    """Return what the document brings; raise ReopenError, also where the file has the case already."""
    try:
        document = read_case(tree, known=know(connection))
    except DocumentError as error:
        raise read_problems(error) from None
    present = read_record(connection, "interdiction", document.case_id)
    if present:
        ref = present.values.get("ref", present.id)
        raise ReopenError([(tree.lines.get("id") or tree.lines.get("ref"), f"the case {ref} is in the file already")])
    return Incoming(document.case_id, document.records)

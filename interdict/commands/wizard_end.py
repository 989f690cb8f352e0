"""The end of the wizard: the case as it will stand, what is odd about it, likely duplicates, one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interdict.commands.adding import read_case_tree, settle, write_cases
from interdict.commands.case_options import claim_all, make_key, name_coordinates, read_source
from interdict.commands.options import Writing
from interdict.commands.place_option import check_positions, list_odd
from interdict.domain.ids import make_id
from interdict.errors import DataError
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming
from interdict.terminal.blocks import render_blocks
from interdict.terminal.dossier import build_dossier
from interdict.terminal.keys import ask_letter
from interdict.wizard.script import Case


def conclude(how: Writing, case: Case, question: str, meanings: Mapping[str, str]) -> str:
    """Show a case, ask, and write it; return what became of it: written, keep, drop, or back to the questions.

    Raises typer.Exit where the user quits at a likely duplicate.
    """
    case_id = make_id()

    def read(connection: Connection, said: list[str]) -> Sequence[Incoming]:
        return [_read(connection, case, case_id, said)]

    said: list[str] = []
    try:
        with open_reading(how.path) as connection:
            incoming = read(connection, said)
            check_positions(incoming[0].records.values())
    except DataError as error:
        how.screen.warn(f"error: {error.message}")
        return "back"
    _show(how, incoming[0], said)
    settled = settle(how, incoming)
    if settled.left_out:
        write_cases(how, read, settled, is_seen=True)
        return "keep"
    if not (how.yes or how.dry_run):
        answer = ask_letter(how.screen, question, meanings)
        if answer != "y":
            return {"b": "back", "n": "drop"}.get(answer, "keep")
    write_cases(how, read, settled, is_seen=True)
    return "keep" if how.dry_run else "written"


def _show(how: Writing, incoming: Incoming, said: Sequence[str]) -> None:
    blocks = build_dossier(incoming.records, has_persons=True)
    how.screen.write_words("\n")
    for piece in render_blocks(blocks, format="table", screen=how.screen, is_file=False):
        how.screen.write_words(piece)
    how.screen.write_words("\n")
    for line in [*said, *(f"warning: {warning}" for warning in list_odd(incoming.records.values()))]:
        how.screen.warn(line)


def _read(connection: Connection, case: Case, case_id: str, said: list[str]) -> Incoming:
    """Return the case that the answers make, every value claimed by its sources."""
    tree = {
        name: [dict(row) for row in value] if isinstance(value, list) else value for name, value in case.tree.items()
    }
    sources: dict[str, dict[str, object]] = {}
    for source in case.sources:
        if isinstance(source, str):
            key, row = read_source(source, connection, taken=set(sources))
        else:
            row = dict(source)
            key = str(row.pop("key", "") or make_key(row, connection, set(sources)))
        sources[key] = row
    name_coordinates(tree)
    if sources:
        claim_all(tree, sources)
    return read_case_tree(tree, case_id, said, has_typed_place="place" in tree)

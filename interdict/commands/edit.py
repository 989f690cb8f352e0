"""`interdict edit`: change a case or a record in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import count_date, with_case_options
from interdict.commands.changing import Outcome, change_file, group_by_case, report_outcome
from interdict.commands.documents import open_files
from interdict.commands.edit_plans import plan_document, plan_options, plan_settings, refuse_positions
from interdict.commands.options import Writing, writes
from interdict.commands.place_option import list_odd_by_case
from interdict.domain.amendments import word_dropped
from interdict.domain.changes import apply_changes
from interdict.errors import UsageError
from interdict.store.cases import find_case, read_case
from interdict.store.connection import open_reading


@with_case_options
@writes
def command(
    how: Writing,
    given: Mapping[str, Any],
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="which cases, or a record in one")],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="a field of the record; empty empties it; may be given again"
        ),
    ] = None,
    document: Annotated[
        Path | None,
        typer.Option("--document", metavar="FILE", help="the whole case as it shall be; - reads standard input"),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="when it was written, from which 'last Saturday' counts"),
    ] = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="the whole case in your editor, as without any option on a terminal")
    ] = False,
) -> None:
    """Change cases, or one record of a case, by its key; without options, a case in your editor ($VISUAL or $EDITOR).

    An option replaces a value, or adds a cargo, party, event and so on. An empty value empties the field.

    \b
    Examples:
      interdict edit TH-2009-31F
      interdict edit TH-2009-31F --outcome released --source act-2010-01
      interdict edit TH-2009-31F/load --set 'quantity=40 t' --set disposal=destroyed

    See also: show, undo, remove, fields.
    """
    given = count_date(given, published, how.screen)
    sources = given.get("source", []) if changes else []
    if sources:
        given = {name: value for name, value in given.items() if name != "source"}
    if editor and not (how.screen.can_ask or how.yes):
        raise UsageError("--editor needs a terminal", hint="give options such as --outcome, or --document FILE")
    if not (given or changes or document) and (how.screen.can_ask or how.yes):
        _edit_in_editor(how, refs)
        return
    if sum(map(bool, (given, changes, document, editor))) != 1:
        raise UsageError(
            "say what to change in one way" if given or changes or document else "there is nothing to change",
            hint="give options such as --outcome, or --set FIELD=VALUE, or --document FILE; or none, on a terminal",
        )
    said: list[str] = []
    doubts: list[str] = []
    with open_reading(how.path) as connection:
        ids = list(dict.fromkeys(find_case(connection, ref.partition("/")[0]) for ref in refs))
        cases = {case_id: read_case(connection, case_id) for case_id in ids}
    with open_files([document] if document else []) as files:
        if files:
            plan = plan_document(files, refs, ids, doubts)
        elif changes:
            plan = plan_settings(list(dict.fromkeys(refs)), changes, sources)
        else:
            plan = plan_options(refs, ids, given, said)
        outcome = change_file(how, refuse_positions(plan))
    own = group_by_case(outcome)
    cases = {case_id: apply_changes(records, own[case_id]) for case_id, records in cases.items()}
    warnings = doubts + list_odd_by_case(cases.items(), {})
    if changes:
        said += word_dropped(outcome.changes)
    for line in dict.fromkeys(said):
        how.screen.say(line)
    heads = [records[case_id] for case_id, records in cases.items()]
    report_outcome(how.printing, outcome, heads, warnings=warnings if outcome.changes else ())


def _edit_in_editor(how: Writing, refs: Sequence[str]) -> None:
    from interdict.commands.desk import Choices  # not wanted by the other ways to edit
    from interdict.commands.edit_in_editor import edit_in_editor

    outcome = edit_in_editor(how.path, refs, Choices(how.screen, yes=how.yes, dry_run=how.dry_run))
    with open_reading(how.path) as connection:
        case_id = find_case(connection, refs[0].partition("/")[0])
        case = read_case(connection, case_id)[case_id]
    report_outcome(how.printing, outcome or Outcome((), {}, uid=None, is_dry=False), [case])

"""`interdict add`: record a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import make_tree, with_case_options
from interdict.commands.changing import change_file, list_new_cases, report_outcome
from interdict.commands.documents import CaseIds, locate_clash, open_files, read_few, read_options
from interdict.commands.options import Writing, writes
from interdict.commands.place_option import check_positions, fill_place, warn_of_positions
from interdict.domain.changes import Change
from interdict.domain.completeness import NOTHING_SAID, says_something
from interdict.domain.warnings import find_warnings
from interdict.errors import DataError, UsageError
from interdict.store.cases import read_record
from interdict.store.connection import Connection, check_header
from interdict.store.importing import Incoming, plan_import


@with_case_options
@writes
def command(
    how: Writing,
    given: Mapping[str, Any],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE|-]", help="a case document to add; - reads standard input"),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE|-", help="read an article or press release and propose the cases in it"),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="with --from: when the text was published"),
    ] = None,
) -> None:
    """Record a case, from options, from a document, or from what an article says.

    With --source every value that the options or the article give is claimed by that source. An article is read by
    rules, on this machine: each value is shown with its words and asked about, or added unreviewed with --yes.

    \b
    Examples:
      interdict add --title 'Arms aboard an Il-76' --date 2009-12-12 --state TH --mode air
        --cargo 'rockets; quantity=35 t; declared_as=oil drilling equipment' --outcome seized
        --source 'U.S. Envoy Holds Talks; publisher=Arms Control Today; published=2010-01'
      interdict add case.yaml
      interdict add --from article.txt --published 2010-01 --source 'U.S. Envoy Holds Talks; publisher=…'

    See also: edit, import, fields, help documents, help articles.
    """
    if text is not None or published is not None:
        from interdict.commands.articles import add_from  # the rules are many, and wanted for this alone

        add_from(how, text, published, {**given, **({"FILE": file} if file else {})})
        return
    incoming: list[Incoming] = []
    if file is not None and given:
        raise UsageError("add takes a document or options, not both", hint="add the document, then 'interdict edit'")
    if file is None and not given:
        raise UsageError(
            "there is nothing to add",
            hint="give options such as --title and --date, or a document: 'interdict add case.yaml', 'interdict add -'",
        )
    check_header(how.path)  # before standard input is waited for
    ids = CaseIds()
    said: list[str] = []
    with open_files([file] if file else []) as files:

        def plan(connection: Connection) -> list[Change]:
            nonlocal incoming
            ids.start()
            said.clear()
            # Read within the transaction, for its sources are looked up in the file.
            if files:
                incoming = read_few(files, connection, ids)
            else:
                incoming = [_read_options(given, connection, ids.make(), said)]
            for item in incoming:
                check_positions(item.records.values())
            _refuse_present(connection, incoming)
            with locate_clash(files):
                return plan_import(connection, incoming, keep_sources=True)

        outcome = change_file(how, plan)
    cases = list_new_cases(outcome)
    warnings = [warning for item in incoming for warning in find_warnings(item.records.values())]
    warnings += [warning for item in incoming for warning in warn_of_positions(item.records.values())]
    for line in said:
        how.screen.say(line)
    report_outcome(how.printing, outcome, cases, warnings=warnings)


def _read_options(given: Mapping[str, Any], connection: Connection, case_id: str, said: list[str]) -> Incoming:
    document = read_options(make_tree(given, connection), case_id=case_id)
    if not says_something(document.records.values()):
        raise DataError(NOTHING_SAID, hint="nothing was written; 'interdict add --help' lists the options")
    records = document.records
    if given.get("place"):
        records = {**records, case_id: fill_place(records[case_id], {}, said)}
    return Incoming(document.case_id, records)


def _refuse_present(connection: Connection, incoming: Sequence[Incoming]) -> None:
    """Adding is not changing: a case that the file has is for `edit` and `import`."""
    for item in incoming:
        present = item.case_id and read_record(connection, "interdiction", item.case_id)
        if present:
            raise DataError(
                f"the case {present.values.get('ref', present.id)} is in the file already",
                hint="'interdict import' brings it up to date, 'interdict edit' changes it",
            )

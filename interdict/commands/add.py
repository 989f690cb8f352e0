"""`interdict add`: record a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from interdict.commands.case_options import make_tree, with_case_options
from interdict.commands.changing import carry_out, list_new_cases, report_outcome
from interdict.commands.documents import read_incoming, read_options
from interdict.commands.options import Db, DryRun, Format, NoInput, Output, Quiet, Yes, find_file, open_printing
from interdict.domain.changes import Change
from interdict.domain.ids import make_id
from interdict.domain.warnings import find_warnings
from interdict.errors import DataError, UsageError
from interdict.store.cases import read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import


@with_case_options
def command(
    ctx: typer.Context,
    given: Mapping[str, Any],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE|-]", help="a case document to add; - reads standard input")
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE|-", help="read an article or press release and propose the cases in it"),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="with --from: when the text was published"),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format: Format = "auto",
    output: Output = None,
    quiet: Quiet = False,
    db: Db = "",
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
    printing = open_printing(format, output, quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)
    incoming: list[Incoming] = []
    if text is not None or published is not None:
        _check_article(text, file, given)
        from interdict.commands.articles import add_from_text, open_article

        article = open_article(cast("Path", text), published)
        add_from_text(printing, path, article, given.get("source", ()), dry_run=dry_run, yes=yes)
        return
    if file is not None and given:
        raise UsageError("add takes a document or options, not both", hint="add the document, then 'interdict edit'")
    if file is None and not given:
        raise UsageError(
            "there is nothing to add",
            hint="give options such as --title and --date, or a document: 'interdict add case.yaml', 'interdict add -'",
        )
    if file is not None:
        with open_reading(path) as connection:
            incoming = read_incoming(file, connection, printing.screen)
    case_id = make_id()

    def plan(connection: Connection) -> list[Change]:
        nonlocal incoming
        if file is None:  # read anew within the transaction, for its sources are looked up in the file
            incoming = [_read_options(given, connection, case_id)]
        _refuse_present(connection, incoming)
        return plan_import(connection, incoming, keep_sources=True)

    outcome = carry_out(path, plan, screen=printing.screen, dry_run=dry_run, yes=yes)
    cases = list_new_cases(outcome)
    warnings = [warning for item in incoming for warning in find_warnings(item.records.values())]
    report_outcome(printing, outcome, cases, warnings=warnings)


def _check_article(text: Path | None, file: Path | None, given: Mapping[str, Any]) -> None:
    """Raise UsageError where --from and --published do not go with the other options."""
    if text is None:
        raise UsageError("--published belongs to --from", hint="a date of a case is --date, that of a source --source")
    others = [f"--{name.replace('_', '-')}" for name in given if name != "source"]
    if file is not None or others:
        raise UsageError(
            f"--from does not go with {others[0] if others else file}",
            hint="the values come from the text; change them when asked, or with 'interdict edit' afterwards",
        )


def _read_options(given: Mapping[str, Any], connection: Connection, case_id: str) -> Incoming:
    document = read_options(make_tree(given, connection), case_id=case_id)
    return Incoming(document.case_id, document.records)


def _refuse_present(connection: Connection, incoming: Sequence[Incoming]) -> None:
    """Adding is not changing: a case that the file has is for `edit` and `import`."""
    for item in incoming:
        present = item.case_id and read_record(connection, "interdiction", item.case_id)
        if present:
            raise DataError(
                f"the case {present.values.get('ref', present.id)} is in the file already",
                hint="'interdict import' brings it up to date, 'interdict edit' changes it",
            )

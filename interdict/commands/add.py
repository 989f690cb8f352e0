"""`interdict add`: record a case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import count_date, with_case_options
from interdict.commands.options import Writing, writes
from interdict.errors import UsageError


@with_case_options
@writes
def command(
    how: Writing,
    given: Mapping[str, Any],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE|-]", help="a case document to add; - reads standard input"),
    ] = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="write the case in your editor ($VISUAL or $EDITOR), begun by the options")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="go on with the newest draft, or the one with the number that follows")
    ] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="list the drafts that --resume can go on with")] = False,
    text: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE|-", help="read an article or press release and propose the cases in it"),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="when the article was published, from which 'last Saturday' counts"
        ),
    ] = None,
) -> None:
    """Record a case: by questions on a terminal, from options, from a document, in your editor, or from an article.

    With --source every value that the options give is claimed by that source. Without any option or file you are asked
    for the case, question by question; what you answered is kept as a draft until the case is recorded.

    An article is read by rules, on this machine: each value is shown with its words and asked about, or added
    unreviewed with --yes.

    \b
    Examples:
      interdict add
      interdict add --title 'Arms aboard an Il-76' --date 2009-12-12 --state TH --mode air
        --cargo 'rockets; quantity=35 t; declared_as=oil drilling equipment' --outcome seized
        --source 'U.S. Envoy Holds Talks; publisher=Arms Control Today; published=2010-01'
      interdict add case.yaml
      interdict add --editor
      interdict add --resume
      interdict add --from article.txt --published 2010-01 --source 'U.S. Envoy Holds Talks; publisher=…'

    See also: edit, import, fields, help documents, help articles.
    """
    if text is not None:
        from interdict.commands.articles import add_from  # the rules are many, and wanted for this alone

        add_from(how, text, published, {**given, **({"FILE": file} if file else {})})
        return
    if file is not None and editor:
        raise UsageError("add takes a document or --editor, not both", hint="edit the document, then add it")
    if file is not None and given:
        raise UsageError("add takes a document or options, not both", hint="add the document, then 'interdict edit'")
    given = count_date(given, published, how.screen)
    if drafts or resume:
        _use_drafts(how, file, is_alone=not (given or editor or (drafts and (resume or file))), is_list=drafts)
        return
    if not (file or given or editor) and not how.screen.can_ask:
        raise UsageError(
            "there is nothing to add",
            hint="give options such as --title and --date, a document: 'interdict add case.yaml', 'interdict add -', "
            "or --editor",
        )
    # What follows is loaded only now: the first question of the wizard must not wait for it.
    if not (file or given or editor):
        from interdict.commands.add_wizard import add_by_wizard

        add_by_wizard(how)
        return
    from interdict.commands import adding

    if editor:
        adding.add_in_editor(how, given)
    elif file is not None:
        adding.add_document(how, file)
    else:
        adding.add_options(how, given)


def _use_drafts(how: Writing, file: Path | None, *, is_alone: bool, is_list: bool) -> None:
    from interdict.commands import add_wizard

    if not is_alone:
        raise UsageError("--resume and --drafts take no other options", hint="a draft holds all its answers")
    if is_list:
        add_wizard.print_drafts(how)
        return
    if not how.screen.can_ask:
        raise UsageError("--resume needs a terminal", hint="'interdict add --drafts' lists the drafts")
    add_wizard.resume(how, str(file or ""))

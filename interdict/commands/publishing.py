"""How 'publish' and 'extract' write a reading copy and tell what is in it and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from interdict.commands.options import Printing
from interdict.domain.sharing_marks import LEVELS, Policy, parse_level
from interdict.errors import UsageError
from interdict.sharing.placing import check_target, place_file
from interdict.sharing.publishing import Outcome, Request, open_draft, write_copy
from interdict.store.connection import open_reading
from interdict.terminal.output import Column, Section, print_document, print_rows
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen
from interdict.terminal.standard import TEXTS

Tlp = Annotated[str, typer.Option("--tlp", metavar="MARK", help=f"go up to this mark: {', '.join(LEVELS)}")]
Persons = Annotated[bool, typer.Option("--persons", help="name private persons too")]
Replace = Annotated[bool, typer.Option("--replace", help="replace an older reading copy of that name")]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="the title that the copy bears")]
Licence = Annotated[str, typer.Option("--licence", metavar="TEXT", help="on what terms others may use it")]

TITLE = "Sanctions interdictions"
LICENCE = "none is stated: ask whoever gave you this copy"
MOST_SHOWN = 20  # emptied values that are listed on the screen


class Job(NamedTuple):
    """What the options of the two commands ask for."""

    target: Path
    terms: Sequence[str]
    tlp: str
    persons: bool
    title: str
    licence: str
    replace: bool
    is_dry: bool


def publish(own: Path, job: Job, printing: Printing) -> None:
    """Write the reading copy that a job asks for, and tell what was done."""
    try:
        policy = Policy(parse_level(job.tlp), persons=job.persons)
    except ValueError as error:
        raise UsageError(f"--tlp: {error}", hint="'interdict help files' explains the marks") from None
    check_target(job.target, own, replace=job.replace)
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    request = Request(job.terms, policy, today, job.title, job.licence, "\n\n".join(TEXTS))
    watch = partial(_watch, printing.screen)
    place = nullcontext(None) if job.is_dry else place_file(job.target, replace=job.replace)
    with open_reading(own) as connection, place as path, open_draft(path, job.target) as draft:
        outcome = write_copy(connection, draft, request, watch)
    _report(job, outcome, printing)


def _watch(screen: Screen, items: Iterable[str]) -> Iterable[str]:
    return show_progress(items, screen, "going through case")


def _report(job: Job, outcome: Outcome, printing: Printing) -> None:
    screen = printing.screen
    if printing.format in {"json", "yaml"}:
        print_document(_make_document(job, outcome), format=printing.format, screen=screen)
    cases, sources = outcome.published["interdiction"], outcome.published["source"]
    would = "would write" if job.is_dry else "wrote"
    size = f"{cases:,} case{'' if cases == 1 else 's'}, {sources:,} source{'' if sources == 1 else 's'}"
    screen.say(f"{would} {job.target}: {size}, TLP:{outcome.mark.upper()}")
    for place in outcome.emptied[:MOST_SHOWN]:
        where = f"{place.ref}/{place.key}" if place.key else place.ref
        screen.say(f"emptied: {where} {place.field} ({place.why})")
    if outcome.emptied_total > MOST_SHOWN:
        screen.say(f"emptied: {outcome.emptied_total - MOST_SHOWN:,} more values; -f json lists them")
    if outcome.published["interdiction"]:
        screen.say("look through it before you pass it on: what a text tells in other words is not found")
    if printing.format not in {"json", "yaml"}:
        columns = (Column("kind", "Kind"), Column("what", "What became of it"), Column("records", "Records", "right"))
        print_rows(Section(columns, _list_rows(outcome)), format=printing.format, screen=screen)


def _list_rows(outcome: Outcome) -> list[dict[str, Any]]:
    rows = []
    for kind, number in outcome.published.items():
        reasons = [(why, count) for (left, why), count in sorted(outcome.left_out.items()) if left == kind]
        if number or reasons:
            rows.append({"kind": kind, "what": "published", "records": number})
        rows += [{"kind": kind, "what": f"left out: {why}", "records": count} for why, count in reasons]
    return rows


def _make_document(job: Job, outcome: Outcome) -> dict[str, Any]:
    return {
        "file": str(job.target),
        "dry_run": job.is_dry,
        "mark": outcome.mark,
        "published": dict(outcome.published),
        "left_out": [
            {"kind": kind, "reason": why, "records": number} for (kind, why), number in sorted(outcome.left_out.items())
        ],
        "emptied": [place._asdict() for place in outcome.emptied],
        "emptied_total": outcome.emptied_total,
    }

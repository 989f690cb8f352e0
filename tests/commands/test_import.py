"""`import`: many documents are one change, whatever is wrong with one of them."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from interdict.commands.changing import Report
from interdict.commands.documents import open_files
from interdict.commands.options import Printing, Writing
from interdict.commands.streaming import import_files
from interdict.domain.changes import CREATE, Change
from interdict.domain.ids import make_id, make_ref
from interdict.errors import InterdictError
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading, open_writing
from interdict.store.log import Writer
from interdict.terminal.screen import Screen
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables


def find_problems(path: Path) -> list[Any]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


CLASH_YAML = """\
title: one
sources:
  act: {title: A title, url: 'https://example.org/a'}
---
title: two
sources:
  other:
    url: https://example.org/a
    title: Another title
"""
CLASH_JSON = """\
[{"title": "one",
  "sources": {"act": {"url": "https://example.org/a", "title": "A title"}}},
 {"title": "between", "sources": {"b": {"url": "https://example.org/a",
  "reliability": "A"}}},
 {"title": "two",
  "sources": {"other": {"url": "https://example.org/a",
    "reliability": "B"}}}]
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            CLASH_YAML,
            "standard input:9: sources.other.title: 'Another title': "
            "standard input:3 says 'A title' of the same source, there act",
        ),
        (
            CLASH_JSON,
            "standard input:7: sources.other.reliability: 'B': standard input:4 says 'A' of the same source, there b",
        ),
    ],
    ids=["yaml", "json"],
)
def test_two_documents_that_differ_on_one_source_are_refused_with_both_places(
    file: Path, run: Run, text: str, message: str
) -> None:
    before = file.read_bytes()
    done = run("import", "-", stdin=text)
    assert done.returncode == 4
    assert message in done.stderr
    assert "give both the same value, or leave it out of one" in done.stderr
    assert file.read_bytes() == before


def test_two_files_that_differ_on_one_source_are_refused_with_both_places(run: Run, tmp_path: Path) -> None:
    for name, title in (("a.yaml", "A title"), ("b.yaml", "Another title")):
        text = f"title: {name}\nsources:\n  act:\n    symbol: S/2010/571\n    title: {title}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("import", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"))
    assert done.returncode == 4
    assert f"{tmp_path / 'b.yaml'}:5: sources.act.title: 'Another title': {tmp_path / 'a.yaml'}:5 says" in done.stderr


def test_documents_that_add_to_one_source_make_one_source_of_it(file: Path, run: Run) -> None:
    text = CLASH_YAML.replace("    title: Another title", "    reliability: A")
    assert run("import", "-", stdin=text).returncode == 0
    (source,) = dump_tables(file)["source"]
    assert {"act", "A title", "A"} <= set(source)
    with open_reading(file) as connection:
        ops = connection.execute("SELECT op FROM change WHERE tbl = 'source'").fetchall()
    assert [row[0] for row in ops] == ["create"]
    assert find_problems(file) == []
    text = text.replace("title: A title", "title: The title").replace("    reliability: A", "    kind: blog")
    assert run("import", "-", stdin=text).returncode == 0
    (source,) = dump_tables(file)["source"]
    assert {"act", "The title", "A", "blog"} <= set(source)
    assert find_problems(file) == []


def test_two_documents_about_one_case_are_refused_with_both_places(file: Path, run: Run) -> None:
    before = file.read_bytes()
    text = f"id: {THAI['id']}\ntitle: one\n---\ntitle: other\n---\nid: {THAI['id']}\ntitle: two\n"
    done = run("import", "-", stdin=text)
    assert done.returncode == 4
    assert "standard input:6: standard input:1 is about the same case" in done.stderr
    assert file.read_bytes() == before


def test_made_reference_gives_way_to_one_that_a_later_document_has(run: Run) -> None:
    case_id = make_id()
    short = make_ref(case_id, "TH", "2009")
    text = f"id: {case_id}\ntitle: one\nstates: [TH]\ndate: 2009\n---\nref: {short}\ntitle: two\n"
    done = run("import", "-", "-f", "json", stdin=text)
    assert done.returncode == 0
    cases = json.loads(done.stdout)["cases"]
    assert [case["ref"] for case in cases] == [make_ref(case_id, "TH", "2009", length=4), short]
    assert [case["title"] for case in cases] == ["one", "two"]
    done = run("import", "-", stdin=f"title: three\n---\ntitle: four\nref: {short}\nid: {make_id()}\n")
    assert f"error: standard input:3: another case has the reference {short}" in done.stderr


def test_two_documents_with_one_reference_are_refused_with_both_places(file: Path, run: Run) -> None:
    before = file.read_bytes()
    done = run("import", "-", stdin="ref: TH-2009-ABC\ntitle: one\n---\nref: TH-2009-ABC\ntitle: two\n")
    assert done.returncode == 4
    assert "standard input:4: the case at standard input:1 has the reference TH-2009-ABC" in done.stderr
    assert file.read_bytes() == before


def test_problems_of_several_documents_are_told_together(file: Path, run: Run) -> None:
    before = file.read_bytes()
    cases: list[Any] = [{"title": f"case {number}"} for number in range(50)]
    cases[7]["titel"] = "x"
    cases[40]["outcome"] = "seizd"
    done = run("import", "-", stdin=json.dumps(cases, indent=1))
    assert done.returncode == 4
    assert "standard input:25: titel: there is no such key" in done.stderr
    assert "standard input:125: outcome: 'seizd' is not one of its words" in done.stderr
    done = run("import", "-", stdin=json.dumps(cases, indent=1)[:-4])
    assert "standard input:25: titel: there is no such key" in done.stderr
    assert "this is not JSON" in done.stderr
    assert file.read_bytes() == before


def test_thousands_of_problems_are_not_all_explained(run: Run) -> None:
    claims = [{"of": f"lod-{number}", "field": "quantity"} for number in range(5000)]
    cargo = [{"key": f"load-{number}"} for number in range(5000)]
    done = run("import", "-", stdin=json.dumps({"title": "x", "cargo": cargo, "claims": claims}))
    assert done.returncode == 4
    assert done.stderr.count("did you mean") == 20


def test_nesting_beyond_all_measure_is_refused(file: Path, run: Run) -> None:
    before = file.read_bytes()
    for text in (
        '{"id": ' + "[" * 900 + "]" * 900 + "}",
        '{"title": "x", "cargo": ' + '[{"key":' * 400 + "1" + "}]" * 400 + "}",
    ):
        done = run("import", "-", stdin=text)
        assert done.returncode == 4
        assert "Traceback" not in done.stderr
    assert file.read_bytes() == before


def ask(answer: str) -> Screen:
    return Screen(io.StringIO(), io.StringIO(), io.StringIO(answer), can_ask=True)


class Meddler(io.StringIO):
    """A keyboard at which somebody else changes the file before the answer is typed."""

    def __init__(self, file: Path) -> None:
        super().__init__("y\n")
        self.file = file

    def readline(self, *arguments: Any) -> str:
        case_id = next(row[0] for row in dump_tables(self.file)["interdiction"] if row[2] == THAI["title"])
        with open_writing(self.file) as connection:
            writer = Writer(connection, author="Ben")
            writer.write([Change("interdiction", case_id, "update", "outcome", "seized", "released")])
            writer.finish()
        return super().readline(*arguments)


def import_text(file: Path, text: str, screen: Screen, *, dry_run: bool = False, yes: bool = False) -> Report:
    documents = file.with_name("documents.yaml")
    documents.write_text(text, encoding="utf-8")
    return import_path(file, documents, screen, dry_run=dry_run, yes=yes)


def import_path(file: Path, documents: Path, screen: Screen, *, dry_run: bool = False, yes: bool = False) -> Report:
    with open_files([documents]) as files:
        how = Writing(file, Printing(screen, "table", None), dry_run=dry_run, yes=yes)
        return import_files(how, files, replace=False)


MANY_EDITS = f"""\
id: {THAI["id"]}
outcome: pending
cargo: [{{key: load, disposal: destroyed}}]
parties: [{{key: crew, status: released}}]
---
title: a new one
"""


def test_import_that_changes_much_asks_and_does_what_was_agreed(file: Path) -> None:
    add_case(file, THAI)
    screen = ask("y\n")
    report = import_text(file, MANY_EDITS, screen)
    assert "make these 4 changes?" in screen.err.getvalue()  # type: ignore[attr-defined]
    assert [row["action"] for row in report.list_rows()] == ["changed", "added"]
    assert {row[2] for row in dump_tables(file)["interdiction"]} == {THAI["title"], "a new one"}
    assert find_problems(file) == []
    with open_reading(file) as connection:
        assert [row[0] for row in connection.execute("SELECT size FROM changeset ORDER BY id")][1:] == [4]


def test_import_that_is_not_agreed_to_leaves_the_file(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    with pytest.raises(typer.Exit):
        import_text(file, MANY_EDITS, ask("n\n"))
    assert file.read_bytes() == before


def test_import_is_not_made_on_a_file_that_changed_while_it_was_asked_for(file: Path) -> None:
    add_case(file, THAI)
    screen = ask("")._replace(keyboard=Meddler(file))
    with pytest.raises(InterdictError, match="changed by someone else meanwhile"):
        import_text(file, MANY_EDITS, screen)
    with open_reading(file) as connection:
        assert connection.execute("SELECT count(*) FROM changeset").fetchone()[0] == 2


def test_dry_run_shows_what_is_then_asked_for_and_leaves_the_file(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    dry, asked = ask(""), ask("n\n")
    import_text(file, MANY_EDITS, dry, dry_run=True)
    assert file.read_bytes() == before
    with pytest.raises(typer.Exit):
        import_text(file, MANY_EDITS, asked)
    lines = dry.err.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 4
    assert asked.err.getvalue().splitlines()[:3] == lines[:3]  # type: ignore[attr-defined]
    assert all(line.endswith(" (a new one)") for line in (lines[3], asked.err.getvalue().splitlines()[3]))  # type: ignore[attr-defined]


def write_cases(number: int) -> str:
    case = {"date": "2010", "summary": "x" * 400, "sources": {"a": {"url": "https://example.org/a", "title": "A"}}}
    return json.dumps([{"title": f"case {each}", **case} for each in range(number)])


def measure_peak(file: Path, number: int) -> int:
    documents = file.with_name("documents.json")
    documents.write_text(write_cases(number), encoding="utf-8")
    import_path(file, documents, ask(""), yes=True)  # what is loaded once is loaded by now
    tracemalloc.start()
    try:
        import_path(file, documents, ask(""), yes=True)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_three_times_the_documents_take_little_more_memory(file: Path) -> None:
    few, many = measure_peak(file, 1500), measure_peak(file, 4500)
    assert many < 1.4 * few
    assert len(dump_tables(file)["interdiction"]) == 12_000


def yield_cases(number: int) -> Iterator[Change]:
    for each in range(number):
        yield Change("source", make_id(), CREATE, new={"key": f"s{each}", "title": "x" * 1000})
    raise KeyboardInterrupt


def write_and_interrupt(file: Path) -> None:
    with open_writing(file) as connection:
        connection.execute("PRAGMA cache_size = 5")
        Writer(connection, author="Ana").write(yield_cases(2500))


def test_interrupt_after_pages_were_written_leaves_the_file_as_it_was(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        write_and_interrupt(file)
    assert file.read_bytes() == before


def test_interrupted_import_is_quiet_and_leaves_the_file_as_it_was(file: Path, tmp_path: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    documents = tmp_path / "cases.json"
    documents.write_text(write_cases(20_000), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "interdict", "import", str(documents), "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(file)},
    )
    while process.poll() is None and not Path(f"{file}-journal").exists():  # until it writes
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130
    assert words.strip() == "error: interrupted"
    assert file.read_bytes() == before

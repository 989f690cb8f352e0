"""`interdict help`: the topics are true, and fit the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from interdict.cli import COMMANDS
from interdict.cli import run as run_here
from interdict.commands.init import load_starter_cases
from interdict.domain.document_reader import read_case
from interdict.domain.quantities import parse_quantity
from interdict.domain.schema import make_schema
from interdict.errors import InterdictError
from interdict.exchange.documents import parse_documents
from interdict.store.query import TERMS_HELP
from interdict.terminal.topic import WIDEST, fit
from interdict.terminal.topics import TOPICS
from tests.conftest import Run

ERROR_CODES = {kind.exit_code for kind in InterdictError.__subclasses__()}


def list_examples(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("  interdict ")]


EXAMPLES = [(name, example) for name, topic in TOPICS.items() for example in list_examples(topic.text)]


def list_blocks(text: str) -> Iterator[str]:
    """Yield the indented paragraphs of a topic that are YAML."""
    for paragraph in re.split(r"\n\s*\n", text):
        if re.match(r"  [a-z]+:", paragraph):
            yield dedent(paragraph)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_example_names_a_command(name: str, example: str) -> None:
    assert shlex.split(example)[1] in COMMANDS, name


@pytest.fixture
def shop(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, where commands find a file with the starter cases and a document."""
    load_starter_cases(file)
    folder = tmp_path / "shop"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("INTERDICT_DB", str(file))
    (folder / "case.yaml").write_text(next(list_blocks(TOPICS["documents"].text)), encoding="utf-8")
    article = "On 12 December 2009 Thailand seized 35 tons of arms aboard a plane at Bangkok.\n"
    (folder / "article.txt").write_text(article, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [name for name, topic in TOPICS.items() if list_examples(topic.text)])
def test_examples_of_a_topic_work(shop: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for example in list_examples(TOPICS[name].text):
        code = run_here(shlex.split(example)[1:])
        assert code == 0, f"{example}\n{capsys.readouterr().err}"
    assert shop.is_dir()


def test_every_block_of_yaml_is_a_valid_document() -> None:
    validator = Draft202012Validator(make_schema())
    blocks = [tree for topic in TOPICS.values() for block in list_blocks(topic.text) for tree in read(block)]
    assert len(blocks) >= 3
    for tree in blocks:
        assert [error.message for error in validator.iter_errors(tree)] == []


def read(block: str) -> list[Any]:
    return parse_documents(block, name="topic")


def test_document_of_the_topic_holds_what_it_says() -> None:
    (tree,) = read(next(list_blocks(TOPICS["documents"].text)))
    records = read_case(tree).records.values()
    assert sorted(record.table for record in records if record.table != "claim") == [
        "cargo",
        "interdiction",
        "source",
        "source",
    ]
    claimed = {(record.values.get("field"), record.values["source"]) for record in records if record.table == "claim"}
    assert len({source for field, source in claimed if field == "quantity"}) == 2


def test_quantities_are_read_as_the_topic_says() -> None:
    assert parse_quantity("at least 30 t").low == 30
    assert parse_quantity("up to 45 t").high == 45
    assert parse_quantity("several hundred rifles").value is None


def test_exit_codes_are_those_of_the_errors() -> None:
    for code in {0, 1, 130, *ERROR_CODES}:
        assert re.search(rf"^  {code} ", TOPICS["exit-codes"].text, re.MULTILINE)


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 250])
def test_topic_fits_the_screen_and_loses_no_word(name: str, width: int) -> None:
    text = TERMS_HELP if name == "terms" else TOPICS[name].text
    fitted = fit(text, width)
    assert max(map(len, fitted.splitlines())) <= min(width, WIDEST)
    assert "".join(fitted.split()) == "".join(text.split())


@pytest.mark.parametrize("name", TOPICS)
def test_indented_lines_stand_as_they_are_on_sixty_columns(name: str) -> None:
    lines = [line for line in TOPICS[name].text.splitlines() if line.startswith(" ")]
    fitted = fit(TOPICS[name].text, 60).splitlines()
    for line in lines:
        if not re.match(r"  \S+( \S+)*  +\S", line):  # a word with its explanation may be folded
            assert line in fitted


@given(st.text(st.sampled_from("ab \n-:é中")), st.integers(20, 120))
def test_any_text_is_fitted(text: str, width: int) -> None:
    assert "".join(fit(text, width).split()) == "".join(text.split())


def test_bare_help_lists_the_topics(run: Run) -> None:
    done = run("help")
    for name, topic in TOPICS.items():
        assert re.search(rf"^  {name} +{re.escape(topic.meaning)}$", done.stdout, re.MULTILINE)
    assert "'interdict COMMAND --help'" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", TOPICS)
def test_topic_is_printed(run: Run, name: str) -> None:
    done = run("help", name, COLUMNS="60")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 60
    text = TERMS_HELP if name == "terms" else TOPICS[name].text
    assert done.stdout.startswith(fit(text, 60))


@pytest.mark.parametrize("words", [("exit", "codes"), ("Exit-Codes",), ("exit_codes",), ("exit codes",)])
def test_name_of_a_topic_may_be_written_in_any_way(run: Run, words: tuple[str, ...]) -> None:
    assert "interrupted" in run("help", *words).stdout


@pytest.mark.parametrize("words", [("list",), ("source",), ("source", "add"), ("db", "info"), ("help",)])
def test_command_is_explained_as_it_explains_itself(run: Run, words: tuple[str, ...]) -> None:
    done = run("help", *words)
    assert done.returncode == 0
    assert done.stdout == run(*words, "--help").stdout


def test_topic_that_is_a_command_names_its_help(run: Run) -> None:
    assert run("help", "log").stdout.endswith("\n\n'interdict log --help' explains the command.\n")


@pytest.mark.parametrize(
    ("words", "named", "hint"),
    [
        (("date",), "date", "did you mean dates?"),
        (("lsit",), "lsit", "did you mean list?"),
        (("source", "edti"), "source edti", "did you mean edit?"),
        (("list", "x"), "list x", "'interdict help' lists the topics"),
        (("qqqqqq",), "qqqqqq", "'interdict help' lists the topics"),
    ],
)
def test_unknown_topic_is_an_error_with_a_suggestion(run: Run, words: tuple[str, ...], named: str, hint: str) -> None:
    done = run("help", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: there is no topic or command '{named}'\nhint: {hint}\n"


def test_topics_that_commands_name_exist() -> None:
    package = Path(__file__).parents[2] / "interdict"
    named = set()
    for path in package.rglob("*.py"):
        named |= set(re.findall(r"'interdict help ([a-z-]+)'|See also:[^\n]*help ([a-z-]+)", path.read_text("utf-8")))
    assert {topic for pair in named for topic in pair if topic} <= set(TOPICS)

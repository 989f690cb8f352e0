from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.domain.document_reader import read_case
from interdict.domain.problems import DocumentError
from interdict.errors import DataError, InterdictError, NotFoundError
from interdict.exchange import documents
from interdict.exchange.documents import LineMap, explain_problems, parse_documents, read_documents
from interdict.terminal.documents import render_documents

PLAIN = ["NO", "yes", "2009-12-12", "010", "1e3", "12:30:00", ".5", "0x1F", "=", "true", "1_000"]


@pytest.mark.parametrize("text", PLAIN)
def test_every_plain_scalar_is_the_text_that_was_written(text: str) -> None:
    assert parse_documents(f"a: {text}", name="f") == [{"a": text}]


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_empty_scalar_is_nothing(text: str) -> None:
    assert parse_documents(f"a: {text}", name="f") == [{"a": None}]


def test_quoted_null_is_text() -> None:
    assert parse_documents("a: 'null'", name="f") == [{"a": "null"}]


def test_json_is_read_with_the_same_texts() -> None:
    text = json.dumps([{"a": 35, "b": 0.50, "c": None, "d": "\U0001f600"}])
    assert parse_documents(text, name="f") == [{"a": "35", "b": "0.5", "c": None, "d": "\U0001f600"}]


def test_several_yaml_documents_and_a_list_of_cases_are_the_same() -> None:
    assert parse_documents("a: 1\n---\nb: 2\n", name="f") == parse_documents("- a: 1\n- b: 2\n", name="f")


def test_mappings_and_lists_know_their_lines() -> None:
    (tree,) = parse_documents("a: 1\nb:\n  - x\n  - c: 2\n", name="f")
    assert isinstance(tree, LineMap)
    assert tree.lines == {"a": 1, "b": 2}
    assert tree["b"].lines == {0: 3, 1: 4}
    assert tree["b"][1].lines == {"c": 4}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "f:2: a: this key stands twice"),
        ("a: &x [1]\nb: *x\n", "f:2: a case document has no aliases"),
        ("a: !!python/object:os.system x\n", "f:1: a case document has no tags"),
        ("a: [1\n", "f:2: this is not YAML"),
        ("a: b: c\n", "f:1: this is not YAML"),
        ("? [x]\n: 1\n", "f:1: a key is a word"),
        ("[" * 30 + "]" * 30, "nested"),
        ("[" * 100_000, "nested"),
        ("{'a':" * 30 + "1" + "}" * 30, "nested"),
        ('{"a": ' * 60_000 + "1" + "}" * 60_000, "nested"),
        ("b: 1\na: \x00", "f:2: YAML cannot hold '\\x00'"),
        ("a: \x1b[31m", "f:1: YAML cannot hold '\\x1b'"),
    ],
    ids=range(12),
)
def test_text_that_is_no_document_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_documents(text, name="f")
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def test_problem_of_a_document_names_file_and_line() -> None:
    (tree,) = parse_documents("title: x\ncargo:\n  - description: y\n    categry: arms\n", name="f")
    with pytest.raises(DocumentError) as caught:
        read_case(tree)
    explained = explain_problems(caught.value, "f.yaml")
    assert explained.message == "f.yaml:4: cargo[1].categry: there is no such key; did you mean category?"


def test_problem_of_a_json_document_names_the_case() -> None:
    with pytest.raises(DocumentError) as caught:
        read_case({"titel": "x"})
    assert explain_problems(caught.value, "f.json", number=2).message.startswith("f.json: case 2: titel: ")


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda _: None, NotFoundError, "there is no file"),
        (lambda path: path.mkdir(), DataError, "is a folder, not a file"),
        (lambda path: path.write_bytes(b"a: 1\nb: \xff\n"), DataError, ":2: this is not UTF-8"),
    ],
)
def test_file_that_cannot_be_read_says_why(tmp_path: Path, make: Any, kind: type[InterdictError], words: str) -> None:
    path = tmp_path / "case.yaml"
    make(path)
    with pytest.raises(kind) as caught:
        read_documents(path)
    assert words in caught.value.message


def test_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"\xef\xbb\xbftitle: x\n")
    assert read_documents(tmp_path / "case.yaml") == [{"title": "x"}]


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60) | st.text("{}[]:,-&*!|>'\"%@`#?\n ab1", max_size=40))
def test_no_text_crashes_the_parser(text: str) -> None:
    with suppress(DataError):
        parse_documents(text, name="f")


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    documents=st.lists(
        st.dictionaries(st.text("abc", min_size=1), TEXT | st.lists(TEXT, max_size=2), min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    form=st.sampled_from(["yaml", "json"]),
)
def test_written_documents_are_read_as_the_same_texts(documents: list[Any], form: str) -> None:
    text = "".join(render_documents(documents, format=form))
    assert parse_documents(text, name="f") == documents


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_json_is_refused_for_half_a_character_and_for_nothing_else(text: str) -> None:
    written = json.dumps({"title": text})
    whole = json.loads(written)["title"]
    try:
        whole.encode()
    except UnicodeEncodeError:
        with pytest.raises(DataError, match="is half a character"):
            parse_documents(written, name="f")
    else:
        assert parse_documents(written, name="f") == [{"title": whole}]


def test_pipe_is_read_as_a_file_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("title: x\n",))
    writer.start()
    assert read_documents(pipe) == [{"title": "x"}]
    writer.join()


def test_text_that_is_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    (tmp_path / "case.yaml").write_text("title: 0123456789\n", encoding="utf-8")
    with pytest.raises(DataError, match="is larger than 0 megabytes"):
        read_documents(tmp_path / "case.yaml")

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.domain.document_reader import read_case
from interdict.domain.problems import DocumentError
from interdict.errors import DataError, InterdictError, NotFoundError
from interdict.exchange import texts
from interdict.exchange.documents import (
    explain_problems,
    iterate_documents,
    locate_problems,
    parse_documents,
    read_documents,
)
from interdict.exchange.texts import Text
from interdict.exchange.yaml_trees import LineMap
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


def test_problem_of_a_json_document_names_file_and_line() -> None:
    text = '[\n{"title": "x"},\n{\n"title": "y",\n"titel": "z"}]'
    documents = list(iterate_documents(Text(iter([text]), "f.json")))
    with pytest.raises(DocumentError) as caught:
        read_case(documents[1].tree)
    located = locate_problems(caught.value, documents[1])
    assert explain_problems(located, "f.json").message == "f.json:5: titel: there is no such key; did you mean title?"


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
    monkeypatch.setattr(texts, "MAX_BYTES", 10)
    (tmp_path / "case.yaml").write_text("title: 0123456789\n", encoding="utf-8")
    with pytest.raises(DataError, match="is larger than 0 megabytes"):
        read_documents(tmp_path / "case.yaml")


def cut(text: str, places: list[int]) -> Text:
    """Return a text that comes in pieces cut at these places."""
    ends = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return Text((text[start:end] for start, end in pairwise(ends) if start < end), "f")


def read_all(text: Text) -> list[Any] | str:
    try:
        return [(document.tree, document.number, document.line) for document in iterate_documents(text)]
    except DataError as error:
        return error.message


WHOLE = [
    '[{"a": "x\\u00e9\\n", "b": [1, {"c": 2.5}]},\n {"a": null}, 12, "text",\n {"a": "y"}]\n',
    '{"a": 1}',
    '{"a": 1}\n---\nb: 2\n',
    '{"a": 1}\n{"a": 2}\n',
    "[{a: 1},\n {b: 2}]",
    '[{"a": 1},\n {b: 2}, {"c": 3}]',
    '[{"a": 1}\n {"b": 2}]',
    '[{"a": 1},\n {"b": 2',
    '[{"a": 1}, {"a": 2,\n "a": 3}]',
    '[{"a": 1}]\n',
    '[{"a": 1}] x',
    "[\n",
    "[]",
    "[{}, ]",
    "a: 1\n---\n- b: 2\n- c:\n    - 3\n---\nd\n",
    "  a: 1\n  b: 2\n",
    "- - a\n  - b\n",
]


@settings(max_examples=300, deadline=None)
@given(
    text=st.sampled_from(WHOLE) | st.text("{}[]:,'\"#\n 1ab-", max_size=30),
    places=st.lists(st.integers(0, 200), max_size=6),
)
def test_text_in_pieces_is_read_as_the_whole(text: str, places: list[int]) -> None:
    assert read_all(cut(text, places)) == read_all(Text(iter([text]), "f"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            WHOLE[0],
            [({"a": "xé\n", "b": ["1", {"c": "2.5"}]}, 1), ({"a": None}, 2), ("12", 2), ("text", 2), ({"a": "y"}, 3)],
        ),
        (WHOLE[2], [({"a": "1"}, 1), ({"b": "2"}, 3)]),
        (WHOLE[3], [({"a": "1"}, 1), ({"a": "2"}, 2)]),
        (WHOLE[5], [({"a": "1"}, 1), ({"b": "2"}, 2), ({"c": "3"}, 2)]),
        (WHOLE[14], [({"a": "1"}, 1), ({"b": "2"}, 3), ({"c": ["3"]}, 4), ("d", 7)]),
        (WHOLE[12], []),
        (WHOLE[15], [({"a": "1", "b": "2"}, 1)]),
    ],
    ids=range(7),
)  # fmt: skip
def test_documents_are_found_with_the_line_on_which_they_begin(text: str, found: list[tuple[Any, int]]) -> None:
    assert [(document.tree, document.line) for document in iterate_documents(Text(iter([text]), "f"))] == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE[6], "f:2: this is not JSON"),
        (WHOLE[7], "f:2: this is not JSON"),
        (WHOLE[8], "f:2: a: this key stands twice"),
        (WHOLE[11], "f:2: this is not YAML"),
    ],
    ids=range(4),
)
def test_damaged_json_is_refused_with_its_line(text: str, message: str) -> None:
    found = read_all(Text(iter([text]), "f"))
    assert isinstance(found, str)
    assert found.startswith(message)


def test_text_that_is_no_utf8_names_the_line_however_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"- {title: xxxxxxxxxxxxxxxx}\n" * 40_000 + b"- {title: \xc3\n}")
    with pytest.raises(DataError, match=":40001: this is not UTF-8"):
        read_documents(path)

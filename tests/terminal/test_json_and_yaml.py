"""JSON and YAML, of rows and of documents."""

from __future__ import annotations

import json
import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interdict.terminal.json_format import dump_json, render_json
from interdict.terminal.sections import BATCH, Column, Section
from interdict.terminal.show import show
from interdict.terminal.yaml_format import dump_yaml, render_yaml

ODD = "\x1b\r\n\t\x00\x85\u202e\u200b\u200c\u2028\ufeffمی'\"\\:#-?|>&*!%@`[]{},~=<0123456789eE.+_ noyTXf"
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODD)))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS)
DATA = st.recursive(SCALARS, lambda part: st.lists(part, max_size=4) | st.dictionaries(TEXTS, part, max_size=4))
COLUMNS = (Column("ref", "Ref"), Column("title", "Title"), Column("states", "States"))


def read_yaml(text):
    slow = yaml.load(text, Loader=yaml.SafeLoader)
    assert yaml.load(text, Loader=yaml.CSafeLoader) == slow
    return slow


def is_finite(data):
    return "Infinity" not in json.dumps(data)


def assert_safe(text):
    for line in text.split("\n"):
        assert show(line) == line


@given(DATA.filter(is_finite), st.booleans(), st.sampled_from([None, 2]))
def test_json_gives_everything_back(data, only_ascii, indent):
    text = dump_json(data, indent=indent, only_ascii=only_ascii)
    assert json.loads(text) == data
    assert text.isascii() or not only_ascii
    assert_safe(text)


@given(DATA, st.booleans())
def test_yaml_gives_everything_back(data, only_ascii):
    text = dump_yaml(data, only_ascii=only_ascii)
    assert read_yaml(text) == data
    assert text.isascii() or not only_ascii
    assert_safe(text)


@given(DATA)
def test_types_come_back_as_they_were(data):
    assert repr(read_yaml(dump_yaml(data))) == repr(data)


@given(st.text(st.characters(exclude_categories=()).filter(lambda char: not "\ud800" <= char <= "\udbff")))
def test_broken_bytes_of_a_file_name_survive(text):
    assert json.loads(dump_json(text)) == text
    assert yaml.safe_load(dump_yaml(text)) == text


@given(st.lists(st.lists(TEXTS, min_size=1), min_size=1, max_size=3))
def test_lines_of_text_come_back(lines):
    texts = ["\n".join(part) for part in lines]
    assert read_yaml(dump_yaml({"a": texts, "b": {"c": texts[0]}, "d": [[texts[0]], {"e": texts[0]}]})) == {
        "a": texts,
        "b": {"c": texts[0]},
        "d": [[texts[0]], {"e": texts[0]}],
    }


YAML_LOOKALIKES = [
    *("NO", "no", "yes", "Y", "n", "on", "OFF", "true", "null", "~", "", "010", "0x1F", "1e5", "1_000", ".inf"),
    *("12:30:45", "2009-12-12", "2009-08", "2001-12-14t21:59:43.10-05:00", "=", "<<", "---", "...", "-", "a:"),
    *("- a", "? a", ": a", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a", "`a", "[a", "{a", "'a", '"a', "|"),
    *(">", " a", "a ", "a\n", "\na", " a\nb", "a\n\nb", "a\n\n", "a\n b\n", "a\n  \nb", "\n", "a\r\nb", "a\tb"),
    *("--- a\nb", "a\n# b\n--- c\n... d"),
]


@pytest.mark.parametrize("text", YAML_LOOKALIKES)
def test_text_stays_text_in_yaml(text):
    assert read_yaml(dump_yaml([text, {"key": text}, {text: 1}])) == [text, {"key": text}, {text: 1}]
    assert read_yaml(dump_yaml(text)) == text


@pytest.mark.parametrize(
    "word",
    sorted({form(word) for word in yaml.SafeLoader.yaml_implicit_resolvers for form in (str.upper, str.lower) if word}),
)
def test_word_beginning_like_a_special_one_stays_text(word):
    assert read_yaml(dump_yaml(word)) == word


def test_document_is_pleasant_to_read():
    document = {
        "interdict": 1,
        "title": "Arms aboard an Il-76 at Bangkok",
        "date": "2009-12-12",
        "states": ["TH", "NO"],
        "place": {"name": "Bangkok", "country": "TH"},
        "cargo": [{"key": "load", "quantity": {"value": 35, "unit": "t"}}, {"key": "rest", "tags": []}],
        "prohibited": "yes",
        "summary": "Landed to refuel.\nSeized.\n",
        "note": None,
    }
    assert dump_yaml(document) == (
        "interdict: 1\n"
        "title: Arms aboard an Il-76 at Bangkok\n"
        'date: "2009-12-12"\n'
        "states:\n"
        "  - TH\n"
        '  - "NO"\n'
        "place:\n"
        "  name: Bangkok\n"
        "  country: TH\n"
        "cargo:\n"
        "  - key: load\n"
        "    quantity:\n"
        "      value: 35\n"
        "      unit: t\n"
        "  - key: rest\n"
        "    tags: []\n"
        'prohibited: "yes"\n'
        "summary: |\n"
        "  Landed to refuel.\n"
        "  Seized.\n"
        "note: null\n"
    )


def test_hostile_text_is_written_with_escapes():
    text = "\x1b]52;c;x\x07\u202e\U000e0041"
    assert dump_json(text) == '"\\u001b]52;c;x\\u0007\\u202e\\udb40\\udc41"\n'
    assert dump_yaml(text) == '"\\x1b]52;c;x\\x07\\u202e\\U000e0041"\n'


def test_very_long_key_can_be_read():
    data = {"x" * 3000: {"\u202e" * 600: ["a\nb"], "k" * 501: "v"}}
    assert read_yaml(dump_yaml(data)) == data


def test_numbers_that_json_lacks_become_null():
    assert json.loads(dump_json({"a": [math.nan, 1.5], "b": (math.inf,)})) == {"a": [None, 1.5], "b": [None]}


def test_nan_and_infinity_come_back_from_yaml():
    assert repr(read_yaml(dump_yaml([math.nan, math.inf, -math.inf, 1e20, 1e-7]))) == "[nan, inf, -inf, 1e+20, 1e-07]"


def test_sets_and_tuples_are_lists():
    assert json.loads(dump_json({"a": {"y", "x"}, "b": (1, 2)})) == {"a": ["x", "y"], "b": [1, 2]}
    assert read_yaml(dump_yaml({"a": {"y", "x"}, "b": (1, 2)})) == {"a": ["x", "y"], "b": [1, 2]}


def make_object(row):
    return dict(zip(("ref", "title", "states"), row, strict=True))


def make_section(rows, **parts):
    return Section(COLUMNS, map(make_object, rows), **parts)


def read_with(render):
    return json.loads if render is render_json else read_yaml


@pytest.mark.parametrize("render", [render_json, render_yaml])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS | st.none() | st.integers(), st.lists(TEXTS, max_size=2)), max_size=4))
def test_rows_come_back_as_flat_objects(render, rows):
    text = "".join(render(make_section(rows)))
    assert read_with(render)(text) == list(map(make_object, rows))
    assert_safe(text)


@pytest.mark.parametrize("render", [render_json, render_yaml])
@given(title=TEXTS, note=TEXTS)
def test_sections_come_back_by_name(render, title, note):
    sections = [
        make_section([("a", "b", [])], title=title, notes=(note,), key="by_state"),
        make_section([], title="By flag"),
    ]
    text = "".join(render(sections))
    assert read_with(render)(text) == {
        "by_state": {"title": title, "rows": [{"ref": "a", "title": "b", "states": []}], "notes": [note]},
        "by_flag": {"title": "By flag", "rows": [], "notes": []},
    }
    assert_safe(text)


@pytest.mark.parametrize("render", [render_json, render_yaml])
def test_sections_of_the_same_title_are_told_apart(render):
    sections = [
        make_section([], title="By state"),
        make_section([], title="by-state!"),
        make_section([], title="船"),
    ]
    assert list(read_with(render)("".join(render(sections)))) == ["by_state", "by_state_2", "section_3"]


@pytest.mark.parametrize("render", [render_json, render_yaml])
def test_nothing_at_all_is_still_well_formed(render):
    assert read_with(render)("".join(render(make_section([])))) == []
    assert read_with(render)("".join(render([]))) == {}


@pytest.mark.parametrize("render", [render_json, render_yaml])
def test_many_rows_come_one_batch_after_the_other(render):
    rows = [(str(number), "x\x1b" if number == BATCH else "x", []) for number in range(BATCH * 2 + 1)]
    pieces = list(render(make_section(rows)))
    assert len(pieces) >= 3
    assert [row["ref"] for row in read_with(render)("".join(pieces))] == [row[0] for row in rows]


def test_json_rows_stand_one_on_a_line():
    assert "".join(render_json(make_section([("a", "b", ["TH"]), ("c", None, [])]))) == (
        '[\n{"ref": "a", "title": "b", "states": ["TH"]},\n{"ref": "c", "title": null, "states": []}\n]\n'
    )


WORDS = st.lists(
    st.text(alphabet="ab'\"#:-, .é\\\u2028\t[{|>\n", min_size=1, max_size=12), min_size=5, max_size=40
).map(" ".join)
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from(["key", "note"]), inner, min_size=1)
    ),
    max_leaves=6,
)


@given(TREES)
def test_folded_yaml_gives_everything_back(data):
    assert read_yaml(dump_yaml(data, has_folds=True)) == data


def test_long_text_is_folded_for_an_editor():
    text = " ".join(["word"] * 30)
    lines = dump_yaml([{"key": "a", "note": text}], has_folds=True).splitlines()
    assert lines[1] == "  note: >-"
    assert max(map(len, lines)) <= 100
    assert " ".join(line.strip() for line in lines[2:]) == text

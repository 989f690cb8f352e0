"""Choosing a format and printing in it."""

from __future__ import annotations

import html
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.errors import UsageError
from interdict.terminal.output import DRAWN, FORMATS, Column, Section, choose_format, print_document, print_rows
from interdict.terminal.screen import Screen
from interdict.terminal.show import show

COLUMNS = (Column("ref", "Ref"), Column("title", "Title"))


def make_screen(**parts):
    return Screen(io.StringIO(), io.StringIO(), io.StringIO(), **parts)


def make_section(*titles, **parts):
    return Section(COLUMNS, [{"ref": f"TH-{number}", "title": title} for number, title in enumerate(titles)], **parts)


def print_text(sections, **options):
    screen = options.pop("screen", None) or make_screen()
    print_rows(sections, screen=screen, **options)
    return screen.out.getvalue(), screen.err.getvalue()


@pytest.mark.parametrize(
    ("requested", "output", "is_terminal", "chosen"),
    [
        ("auto", None, True, "table"),
        ("auto", None, False, "tsv"),
        ("json", None, True, "json"),
        ("auto", "cases.CSV", True, "csv"),
        ("auto", "cases.tsv", False, "tsv"),
        ("auto", "cases.yml", False, "yaml"),
        ("auto", "cases.yaml", False, "yaml"),
        ("auto", "cases.json", False, "json"),
        ("auto", "cases.md", False, "md"),
        ("auto", "cases.txt", False, "table"),
        ("auto", "cases.html", False, "html"),
        ("auto", "cases.HTM", False, "html"),
        ("json", "cases.csv", False, "json"),
        ("json", "cases", False, "json"),
    ],
)
def test_format_follows_option_then_ending_then_terminal(requested, output, is_terminal, chosen):
    assert choose_format(requested, output and Path(output), is_terminal=is_terminal) == chosen


@pytest.mark.parametrize(
    ("requested", "output"), [("xml", None), ("auto", "cases.xlsx"), ("auto", "cases"), ("auto", ".csv")]
)
def test_unknown_format_or_ending_names_the_valid_ones(requested, output):
    with pytest.raises(UsageError) as caught:
        choose_format(requested, output and Path(output), is_terminal=True)
    assert all(name in caught.value.hint for name in FORMATS[1:])


@pytest.mark.parametrize(("requested", "output"), [("svg", None), ("svg", "cases.csv"), ("auto", "cases.svg")])
def test_only_a_command_that_draws_takes_svg(requested, output):
    with pytest.raises(UsageError) as caught:
        choose_format(requested, output and Path(output), is_terminal=True)
    assert "report timeline -o years.svg" in caught.value.hint
    assert choose_format(requested, output and Path(output), is_terminal=True, formats=DRAWN) == "svg"


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_data_for_scripts_is_data_only_and_notes_go_to_stderr(name):
    out, err = print_text(make_section("x", title="By state", notes=("1 of 3",)), format=name)
    assert "1 of 3" not in out
    assert "By state" not in out
    assert err == "1 of 3\n"


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_sections_for_scripts_are_parted_by_an_empty_line(name):
    out, err = print_text([make_section("x", title="By state", notes=("1 of 3",)), make_section("y")], format=name)
    lines = [line.replace("\t", ",") for line in out.splitlines()]
    assert lines == ["ref,title", "TH-0,x", "", "ref,title", "TH-0,y"]
    assert err == "By state: 1 of 3\n"


@pytest.mark.parametrize("name", ["table", "md"])
def test_sections_for_people_have_title_and_notes(name):
    out, err = print_text(
        [make_section("x", title="By state", notes=("1 of 3",)), make_section("y", title="By flag")],
        format=name,
    )
    assert out.index("By state") < out.index("1 of 3") < out.index("By flag")
    assert err == ""


def test_json_of_one_section_is_a_list_and_of_a_sequence_an_object():
    section = make_section("x", title="By state", notes=("1 of 3",))
    assert json.loads(print_text(section, format="json")[0]) == [{"ref": "TH-0", "title": "x"}]
    assert print_text(section, format="json")[1] == "1 of 3\n"
    out, err = print_text([section], format="json")
    assert json.loads(out)["by_state"]["notes"] == ["1 of 3"]
    assert err == ""


def test_rows_go_to_the_file_and_not_to_the_screen(tmp_path):
    out, _ = print_text(make_section("x"), format="csv", output=tmp_path / "cases.csv")
    assert out == ""
    assert (tmp_path / "cases.csv").read_bytes() == b"ref,title\r\nTH-0,x\r\n"


def test_table_in_a_file_has_no_colour(tmp_path):
    print_text(make_section("x"), format="table", output=tmp_path / "cases.txt", screen=make_screen(has_color=True))
    assert "\x1b" not in (tmp_path / "cases.txt").read_text()


def test_unknown_format_is_an_error_of_usage():
    with pytest.raises(UsageError):
        print_text(make_section("x"), format="xml")


@pytest.mark.parametrize("name", FORMATS[1:])
def test_ascii_screen_is_no_crash(name):
    raw = io.BytesIO()
    screen = make_screen()._replace(out=io.TextIOWrapper(raw, encoding="ascii"))
    print_rows(make_section("Đà 平 😀"), format=name, screen=screen)
    text = raw.getvalue().decode("ascii")
    if name in ("json", "yaml"):
        assert (json.loads if name == "json" else yaml.safe_load)(text)[0]["title"] == "Đà 平 😀"
    elif name == "html":
        assert "Đà 平 😀" in html.unescape(text)
    else:
        assert r"\u0110\xe0" in text.replace("\\\\", "\\")


@pytest.mark.parametrize("name", ["json", "yaml"])
def test_document_is_printed_as_it_is(name):
    screen = make_screen()
    print_document({"states": ["NO"], "title": "a\x1b"}, format=name, screen=screen)
    assert yaml.safe_load(screen.out.getvalue()) == {"states": ["NO"], "title": "a\x1b"}
    assert "\x1b" not in screen.out.getvalue()


@settings(deadline=None)
@pytest.mark.parametrize("name", FORMATS[1:])
@given(text=st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x1b\r\t\n\u202e\u200b\x9b"))))
def test_no_format_prints_what_a_terminal_would_obey(name, text):
    sections = [make_section(text, title=text, notes=(text,)), make_section(text, title=text)]
    out, err = print_text(sections, format=name)
    lines = [*out.split("\n"), *err.split("\n")]
    if name == "table":  # a fold may part a joiner, or a selector, from the letter it belongs to
        lines = [line.translate(dict.fromkeys((0x200C, 0x200D, 0xFE0F))) for line in lines]
    for line in lines:
        # TSV and CSV have separators of their own.
        parts = line.removesuffix("\r").split("\t") if name in ("tsv", "csv") else [line]
        assert [show(part) for part in parts] == parts


HEAVY = {"rich", "typer", "yaml", "csv", "json", "dataclasses", "inspect", "pathlib", "tempfile", "sqlite3"}


def find_loaded(code):
    root = str(Path(__file__).parents[2])
    code = f"import sys; sys.path.insert(0, {root!r})\n{code}\nprint(*sys.modules, file=sys.stderr)"
    # -S: what site-packages start by themselves is not ours.
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_importing_the_output_layer_loads_nothing_heavy():
    code = "import interdict.terminal.output, interdict.terminal.screen, interdict.terminal.charts"
    assert find_loaded(code) & HEAVY == set()


@pytest.mark.parametrize("name", ["tsv", "csv", "json", "yaml", "md"])
def test_read_in_a_pipe_does_not_load_rich(name):
    code = f"""
from interdict.terminal.output import Column, Section, print_rows
from interdict.terminal.screen import open_screen
section = Section((Column("ref", "Ref"), Column("title", "Title")), [{{"ref": "x", "title": "\\x1b平"}}])
print_rows(section, format={name!r}, screen=open_screen())
"""
    assert find_loaded(code) & {"rich", "typer", "yaml", "dataclasses", "inspect", "pathlib"} == set()

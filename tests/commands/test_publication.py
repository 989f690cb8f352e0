"""Pages, drawings and books, as the commands write them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from interdict.cli import run as run_here
from interdict.store.connection import open_reading
from interdict.store.reports import CAVEAT, REPORTS
from tests.pages import HOSTILE, read_page
from tests.samples import THAI, add_case

pytestmark = pytest.mark.usefixtures("filled")

PERSON = {
    "title": "A courier stopped",
    "date": "2011",
    "states": ["AE"],
    "mode": "air",
    "outcome": "seized",
    "parties": [{"key": "man", "name": "Hidden Name", "kind": "person", "role": "carrier"}],
    "sources": {"act": THAI["sources"]["act"], "own": {"title": "Of this case alone"}},
    "claims": [
        {"field": "date", "value": "2011", "source": "own", "locator": "p. 2"},
        {"field": "mode", "value": "air", "source": "act"},
        {"of": "man", "field": "name", "value": "Hidden Name", "source": "act"},
    ],
}


@pytest.fixture
def filled(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with two cases, the file that commands use."""
    add_case(file, THAI)
    add_case(file, PERSON)
    monkeypatch.setenv("INTERDICT_DB", str(file))
    return file


@pytest.fixture
def write(capsys, tmp_path):
    """Return a function that runs a command with -o and returns what it wrote."""

    def start(*arguments: str, name: str = "out.html") -> str:
        path = tmp_path / name
        code = run_here([*arguments, "-o", str(path)])
        assert code == 0, capsys.readouterr().err
        return path.read_text(encoding="utf-8")

    return start


def list_refs(file: Path) -> list[str]:
    with open_reading(file) as connection:
        return [row[0] for row in connection.execute("SELECT ref FROM interdiction ORDER BY earliest")]


def test_a_dossier_is_a_page_with_links_from_numbers_to_sources(write, filled):
    text = write("show", *list_refs(filled))
    page = read_page(text)
    assert "Arms aboard an Il-76" in page.text
    assert "<mark>(no source)</mark>" in text
    assert "<mark>disputed</mark>" in text
    assert page.list_values("href").count("https://example.org/act") == 2
    assert page.text.count("Standard of evidence") == 1


def test_a_disputed_value_bears_its_mark_in_every_form_for_people(write, filled):
    for name in ("case.html", "case.md", "case.txt"):
        text = re.sub(r"<[^>]*>", "", write("show", list_refs(filled)[0], name=name))
        quantity = text[text.index("35 t") :]
        assert "(disputed)" in quantity.split("\n")[0], name


def test_a_comparison_is_a_page_in_words_with_links_from_numbers_to_sources(write, filled):
    text = write("compare", list_refs(filled)[0])
    page = read_page(text)
    assert "<mark>(disputed)</mark>" in text
    assert page.text.count("Standard of evidence") == 1
    cited = {href for href in page.list_values("href") if re.fullmatch(r"#s\d+", href)}
    assert cited
    assert cited <= {f"#{anchor}" for anchor in page.list_values("id")}
    for sign in "=~!?":
        assert f">{sign} " not in text


@pytest.mark.parametrize("name", ["case.html", "case.md"])
def test_a_comparison_of_one_field_tells_all_of_its_claims(write, filled, name):
    text = write("compare", f"{list_refs(filled)[0]}/load", "quantity", name=name)
    plain = re.sub(r"<[^>]*>|\\|\*\*", "", text)
    claims = [claim for claim in THAI["claims"] if claim["field"] == "quantity" and claim.get("of") == "load"]
    assert claims
    for claim in claims:
        for part in ("as_reported", "attributed_to", "locator", "note"):
            assert str(claim.get(part, "")) in plain
    assert "35 t" in plain


@pytest.mark.parametrize("name", ["case.html", "case.md", "book.html", "book.md"])
def test_private_persons_are_named_only_when_asked_for(write, filled, name):
    command = ["report", "book"] if "book" in name else ["show", list_refs(filled)[1]]
    assert "Hidden Name" not in write(*command, name=name)
    assert "Hidden Name" in write(*command, "--persons", name=name)


def test_markdown_states_the_standard_of_evidence_and_the_screen_does_not(write, filled):
    assert "## Standard of evidence" in write("show", list_refs(filled)[0], name="case.md")
    assert "standard of evidence" not in write("show", list_refs(filled)[0], name="case.txt").casefold()


@pytest.mark.parametrize("arguments", [["list"], ["log"], ["source", "list"], ["report"], ["config", "list"]], ids=str)
def test_every_list_can_be_a_page(write, arguments):
    assert "<table" in write(*arguments)
    read_page(write(*arguments))


def arguments_of(name: str) -> list[str]:
    return ["report", name, *(["--rows", "mode", "--columns", "outcome"] if name == "crosstab" else [])]


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_page_with_denominator_caveat_and_standard(write, name):
    page = read_page(write(*arguments_of(name), "mode:air"))
    for words in ("2 of 2 cases; terms: mode:air", CAVEAT, "Standard of evidence"):
        assert page.text.count(words) == 1, words


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_published_names_no_command_or_option(write, name):
    texts = read_page(write(*arguments_of(name))).text, write(*arguments_of(name), name="out.md")
    for text in texts:
        assert not re.search(r"'interdict |--[a-z]", text)


@pytest.mark.parametrize("name", ["summary", "timeline", "states", "cargo", "crosstab"])
def test_a_drawing_has_title_axes_denominator_and_caveat(write, name):
    root = ET.fromstring(write(*arguments_of(name), "mode:air", name="out.svg"))  # noqa: S314  # our own
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "2 of 2 cases; terms: mode:air" in texts
    assert CAVEAT in texts
    assert "Cases" in texts or name == "crosstab"


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "x"], ["report"], ["export"], ["add", "--title", "x"]], ids=str
)
def test_only_charts_are_drawn_and_nothing_is_written_else(capsys, filled, arguments):
    before = list_refs(filled)
    assert run_here([*arguments, "-f", "svg"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "svg" in err
    assert "hint:" in err
    assert list_refs(filled) == before


def test_a_book_holds_everything_and_every_link_in_it_leads_somewhere(write, filled):
    text = write("report", "book")
    page = read_page(text)
    for words in ("Recorded interdictions", "2 cases, all that the file holds", "Made with interdict on", "Contents"):
        assert words in page.text
    ids = page.list_values("id")
    assert {f"report-{name}" for name in REPORTS} <= set(ids)
    assert {f"case-{ref.lower()}" for ref in list_refs(filled)} <= set(ids)
    assert [element.tag for element in page.elements].count("svg") >= 5


def test_a_book_lists_each_source_once_and_numbers_go_on_from_case_to_case(write):
    text = write("report", "book")
    numbers = [found for found in read_page(text).list_values("id") if re.fullmatch(r"s[0-9]+", found)]
    assert numbers == ["s1", "s2", "s3"]
    assert text.count("Of this case alone") == 1 + text[: text.index('id="cases"')].count("Of this case alone")
    second = text[text.index("A courier stopped</h3>") :]
    assert '<a class="cite" href="#s3">[3, p. 2]</a>' in second
    assert "cited in " in second[second.index('id="sources"') :]


def test_a_book_in_markdown_has_the_same_cases_and_sources(write, filled):
    text = write("report", "book", name="book.md")
    for ref in list_refs(filled):
        assert f'<a id="case-{ref.lower()}"></a>' in text
        assert f"[{ref}](#case-{ref.lower()})" in text
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(re.findall(r'<a id="([^"]*)"></a>', text))
    assert text.rstrip().endswith("no finding that they did wrong.")


def test_a_book_of_some_cases_holds_no_others(write):
    text = write("report", "book", "date:2009")
    assert "1 of 2 cases; terms: date:2009" in text
    assert "A courier stopped" not in text
    assert "Of this case alone" not in text
    read_page(text)


def test_a_book_of_nothing_is_still_a_page(write):
    assert "0 of 2 cases" in read_page(write("report", "book", "date:1901")).text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["book"], "error: a book is written as html or md\nhint: 'interdict report book -o book.html' writes one"),
        (["book", "-f", "csv"], "error: a book is written as html or md"),
        (["book", "--by", "year", "-f", "md"], "error: the report book takes no --by"),
        (["summary", "--persons"], "error: the report summary takes no --persons"),
        (["bok"], "error: there is no report 'bok'\nhint: did you mean book?"),
    ],
    ids=str,
)
def test_a_wrong_book_is_exit_2(capsys, arguments, message):
    assert run_here(["report", *arguments]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_a_book_is_made_part_by_part(filled):
    from interdict.commands.book import _Book, build_book
    from interdict.commands.options import open_printing
    from interdict.commands.persons import LeftOut
    from interdict.store.query import EVERYTHING

    with open_reading(filled) as connection:
        book = _Book(connection, (), EVERYTHING, open_printing("md", None), has_persons=False, left_out=LeftOut())
        parts = build_book(book, date(2026, 11, 24))
        assert next(parts).text == "Recorded interdictions"
        assert "24 November 2026" in str([next(parts), next(parts)])


def fill_with(text: str) -> dict[str, Any]:
    """Return a case with a text in every field that holds free text."""
    return {
        "title": text,
        "summary": text,
        "agency": text,
        "date": "2009",
        "place": {"name": text},
        "origin": {"name": text},
        "destination": {"name": text},
        "basis": [{"authority": text, "note": text}],
        "conveyances": [
            {
                "key": "ship",
                "name": text,
                "type": text,
                "owner": text,
                "operator": text,
                "registration": text,
                "note": text,
            }
        ],
        "cargo": [
            {
                "key": "load",
                "description": text,
                "declared_as": text,
                "quantity": {"value": "3", "unit": text, "as_reported": text},
                "note": text,
            }
        ],
        "parties": [{"key": "firm", "name": text, "note": text, "status": text}],
        "events": [{"key": "event", "kind": "seized", "place": {"name": text}, "note": text}],
        "legs": [{"key": "leg", "from": {"name": text}, "to": {"name": text}, "note": text}],
        "sources": {
            "one": {
                "title": text,
                "publisher": text,
                "author": text,
                "url": f"https://example.org/{text}",
                "archive_url": text,
                "symbol": text,
                "original": text,
                "note": text,
            }
        },
        "claims": [
            {
                "of": of,
                "field": field,
                "as_reported": text,
                "source": "one",
                "locator": text,
                "attributed_to": text,
                "note": text,
            }
            for of, field in (
                ("interdiction", "destination"),
                ("load", "quantity"),
                ("firm", "name"),
                ("event", "note"),
            )
        ],
        "notes": [{"text": text}, {"of": "load", "text": text}],
    }


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_field_stays_text(write, filled, hostile):
    ref = add_hostile(filled, hostile)
    for arguments in (["show", ref], ["compare", ref], ["report", "book"], ["list"], *map(arguments_of, REPORTS)):
        page = read_page(write(*arguments))
        links = [href for href in page.list_values("href") if href[0] != "#"]
        assert all(href.startswith("https://example.org/") for href in links)
    assert read_page(write("show", ref)).text.count(hostile) > 40


def add_hostile(file: Path, text: str) -> str:
    case_id = add_case(file, fill_with(text))
    with open_reading(file) as connection:
        return str(connection.execute("SELECT ref FROM interdiction WHERE id = ?", (case_id,)).fetchone()[0])

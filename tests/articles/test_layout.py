"""How a text is laid out does not matter to what is read from it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from interdict.articles.passages import Passages
from interdict.articles.reading import read_article

TEXTS = sorted(Path(__file__).parent.glob("*/*.txt"))
WRITTEN = sorted((Path(__file__).parent / "development").glob("*.txt"))


def list_values(text):
    """Return what is proposed and asked, with its words on one line."""
    return [
        [
            (asked.table, asked.of, asked.field, str(getattr(asked, "value", "")), " ".join(asked.words.text.split()))
            for asked in (*case.proposals, *case.questions)
        ]
        for case in read_article(text, published="2012-06-15").cases
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(path, end):
    text = path.read_text("utf-8")
    assert list_values(text.replace("\n", end)) == list_values(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(end):
    text = end.join(["Arms at sea", "", "On 3 May 2012 the", "navy of Oman seized arms."])
    [case] = read_article(text).cases
    lines = {proposal.field: proposal.words.line for proposal in case.proposals}
    assert (lines["date"], lines["outcome"]) == (3, 4)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [60, 72, 5000])
def test_width_of_the_lines_changes_no_number_of_cases(path, width):
    text = path.read_text("utf-8")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in paragraphs)
    assert len(list_values(wrapped)) == len(list_values(text))


def split(text):
    """Return the paragraphs of a text."""
    passages = Passages(text)
    return [passages.plain[part.start : part.end] for part in passages.paragraphs]


LINES = (
    "Customs in the port of Aden searched the ship for two\n"
    "days and found nothing. He was let go.\n"
    "Police in the capital said that they knew of no case\n"
    "like it. The ship has sailed.\n"
    "It is due in Oman today."
)


def test_short_last_line_ends_a_paragraph_where_no_empty_line_does():
    assert [part[:6] for part in split(LINES)] == ["Custom", "Police", "It is "]


def test_indented_line_begins_a_paragraph():
    assert len(split("Customs searched the ship in the port.\n  Police in the capital knew of no such case.")) == 2


def test_line_that_ends_amid_a_sentence_ends_no_paragraph():
    assert (
        len(split("Customs searched the ship in the port of Aden\nfor two whole\ndays and nights, and the crew too."))
        == 1
    )


def test_long_lines_are_paragraphs():
    line = "Customs searched the ship in the port and found nothing at all. " * 3
    assert len(split(f"{line}\n{line}\n{line}")) == 3


@pytest.mark.parametrize("blank", ["\n\n", "\n \n", "\r\n\r\n", "\n\t\n", "\u2029\u2029"])
def test_empty_line_parts_paragraphs(blank):
    assert split(f"The ship sailed{blank}It came back.") == ["The ship sailed", "It came back."]


def test_parted_words_are_joined_and_keep_their_place():
    text = "The port con-\ntainer terminal"
    passages = Passages(text)
    assert passages.plain == "The port container terminal"
    assert passages.locate(9, 18).text == "con-\ntainer"


def test_colours_of_a_terminal_are_no_part_of_a_text():
    plain = "On 3 May 2011 Turkish customs seized 300 mortar shells from a truck at Kilis."
    coloured = plain.replace("mortar", "\x1b[31mmortar").replace(" from", "\x1b[0m from")
    assert [value[:4] for value in list_values(coloured)[0]] == [value[:4] for value in list_values(plain)[0]]

"""Taking apart a line that is being typed in bash."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.completion.bash_words import escape_word, split_line, write_word

BREAKS = " \t\n\"'@><=;|&(:"  # of bash


@pytest.mark.parametrize(
    ("line", "words", "current", "quote"),
    [
        ("interdict li", ["interdict"], "li", ""),
        ("interdict ", ["interdict"], "", ""),
        ("interdict list mode:a", ["interdict", "list"], "mode:a", ""),
        ("interdict list 'place:Jeb", ["interdict", "list"], "place:Jeb", "'"),
        ("interdict list place:'Jebel A", ["interdict", "list"], "place:Jebel A", "'"),
        ("interdict list place:Jebel\\ A", ["interdict", "list"], "place:Jebel A", ""),
        ('interdict add --title "it\'s" --state ', ["interdict", "add", "--title", "it's", "--state"], "", ""),
        ('a "b\\" c', ["a"], 'b" c', '"'),
        ("a ''", ["a"], "", ""),
        ("a \\", ["a"], "\\", ""),
    ],
)
def test_line_is_split_as_bash_does(line: str, words: list[str], current: str, quote: str):
    typed = split_line(line)
    assert (typed.words, typed.current, typed.quote) == (words, current, quote)


@given(st.lists(st.text(alphabet="ab '\"\\:=é", max_size=6), max_size=4))
def test_whole_words_are_split_as_a_shell_does(words: list[str]):
    line = " ".join(map(shlex.quote, words))
    assert split_line(f"{line} ").words == shlex.split(line)


@given(st.text(alphabet="ab '\"\\:=$é`!*", max_size=12))
def test_an_escaped_word_is_that_word(text: str):
    assert split_line(f"{escape_word(text)} ").words == ([text] if text else [])


@pytest.mark.parametrize(
    ("line", "candidate", "written"),
    [
        ("x mo", "mode:", "mode:"),
        ("x mode:s", "mode:sea", "sea"),
        ("x MODE:s", "MODE:sea", "sea"),
        ("x not:mode:s", "not:mode:sea", "sea"),
        ("x --set disposal=st", "disposal=stored", "stored"),
        ("x place:Jeb", "place:Jebel Ali", "Jebel\\ Ali"),
        ("x 'place:Jeb", "place:Jebel Ali", "place:Jebel Ali"),
        ("x place:'Jeb", "place:Jebel Ali", "Jebel Ali"),
        ('x "place:Jeb', 'place:Jebel "A"', 'place:Jebel \\"A\\"'),
        ("x 'pl", "place:L'Aquila", None),
        ("x TH-2009-31F/l", "TH-2009-31F/load", "TH-2009-31F/load"),
        ("x place:a\\:b:", "place:a:b:c", "c"),
    ],
)
def test_bash_gets_what_goes_in_place_of_its_word(line: str, candidate: str, written: str | None):
    assert write_word(candidate, split_line(line), BREAKS) == written

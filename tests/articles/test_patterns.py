"""Expressions that are compiled late find what they would find when compiled at once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import interdict.articles
from interdict.articles.passages import Passages
from interdict.articles.patterns import Pattern, find_needed
from interdict.articles.scenes import read_scenes

TEXTS = sorted((Path(__file__).parent / "development").glob("*.txt"))


def _walk(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, (tuple, list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _walk(part)


def _list_patterns() -> list[Pattern]:
    modules = [
        importlib.import_module(f"interdict.articles.{module.name}")
        for module in pkgutil.iter_modules(interdict.articles.__path__)
    ]
    return list({id(found): found for module in modules for found in _walk(list(vars(module).values()))}.values())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_match_is_lost_by_looking_for_needed_words_first(path):
    scenes, _ = read_scenes(Passages(path.read_text("utf-8")), "2015-06-15")
    lines = [line for scene in scenes for line in (scene.sentence.text, scene.sentence.code)]
    for pattern in _list_patterns():
        compiled = pattern.compile()
        for line in lines:
            found, wanted = pattern.search(line), compiled.search(line)
            assert (found and found.span()) == (wanted and wanted.span()), pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("seized by", (("seized by",),)),
        ("(?:ships?|boat) seized", (("ship", "boat"), (" seized",))),
        ("(?:ship)? seized", ((" seized",),)),
        ("(?:ship|[0-9]+) at", ((" at",),)),
        (r"ship\.yard", (("ship.yard",),)),
        ("(?=never)(?!not here)sail{0,2}ed", (("sai",),)),
        ("a|seized", ()),
    ],
)
def test_needed_words_are_those_that_every_match_has(pattern, needed):
    assert find_needed(pattern) == needed


def test_case_is_ignored_where_the_expression_ignores_it():
    pattern = Pattern(r"(?:panel of experts|security council|sanctions committee) (?:says|said)", re.IGNORECASE)
    assert pattern.search("The PANEL of Experts SAID so")

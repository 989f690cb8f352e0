"""What TAB offers for an answer: the words that a field takes, countries, places, and what the file uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from interdict.domain.countries import list_countries
from interdict.domain.fields import MANAGED, Field, get_fields
from interdict.domain.vocabulary import VOCABULARIES, fold_word
from interdict.wizard.questions import MENU, SINGLE, Question

MOST = 50


class Offer(NamedTuple):
    """A completion: what takes the place of what part of the line, and what it means."""

    text: str
    replaces: int  # characters before the cursor
    meaning: str = ""


class Sources(NamedTuple):
    """Where completions come from outside the wizard, each by the beginning of a word."""

    list_in_use: Callable[[str, Field, str], Sequence[str]] = lambda *_: ()
    list_places: Callable[[str], Sequence[tuple[str, str]]] = lambda _: ()
    list_sources: Callable[[str], Sequence[tuple[str, str]]] = lambda _: ()


def complete(question: Question, line: str, sources: Sources) -> list[Offer]:
    """Return what the line may go on with, in the order in which it is offered."""
    field = question.field
    part = line.rpartition(",")[2].lstrip() if field and field.kind in {"words", "countries"} else line.lstrip()
    found: dict[str, str] = {}
    for text, meaning in _list(question, part, sources):
        found.setdefault(text, meaning)
        if len(found) == MOST:
            break
    return [Offer(text, len(part), meaning) for text, meaning in found.items()]


def _list(question: Question, part: str, sources: Sources) -> Iterator[tuple[str, str]]:
    field = question.field
    if field is None:
        if question.name.startswith("more."):
            yield from _list_words({**MENU, **dict.fromkeys(SINGLE, "a field of the case")}, part)
        elif question.table:
            fields = get_fields(question.table).values()
            yield from _list_words({each.name: each.meaning for each in fields if each.name not in MANAGED}, part)
        return
    if field.vocabulary:
        yield from _list_words(VOCABULARIES[field.vocabulary], part)
    elif field.kind in {"country", "countries"}:
        yield from _list_countries(part)
    elif question.table == "source" and field.name == "title":
        yield from sources.list_sources(part)
    elif field.kind in {"place", "text"} and field.name not in {"title", "summary", "note", "text"}:
        yield from ((text, "in use") for text in sources.list_in_use(question.table, field, part))
        if field.kind == "place":
            yield from sources.list_places(part)


def _list_words(words: Mapping[str, str], part: str) -> Iterator[tuple[str, str]]:
    wanted = fold_word(part)
    yield from ((word, meaning) for word, meaning in words.items() if fold_word(word).startswith(wanted))


def _list_countries(part: str) -> Iterator[tuple[str, str]]:
    wanted = part.casefold()
    known = list_countries()
    yield from ((name, code) for code, name in known if name.casefold().startswith(wanted))
    yield from ((code, name) for code, name in known if code.casefold().startswith(wanted))

"""Read one answer: what it means, whether to ask back, and why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from interdict.domain.coordinates import are_coordinates
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import fold_word, quote, suggest
from interdict.domain.warnings import is_unread
from interdict.domain.wording import format_value
from interdict.wizard.questions import FOLD, MENU, SECTIONS, SINGLE, Question, ask
from interdict.wizard.wording import check_phrase, guess_record, has_parts, read_parts, split_word

_ECHOED = frozenset({"date", "quantity", "measure", "money"})  # kinds in which words are turned into figures
_AMOUNTS = frozenset({"quantity", "measure", "money"})
_PROBE = "2001-07-15"  # any day: does a date need one to count from?


class Reading(NamedTuple):
    """An answer that can be taken: what is kept, what it was read as, and whether the user has to agree to that."""

    text: str
    echo: str = ""
    asks: bool = False
    warnings: Sequence[str] = ()


class Found(NamedTuple):
    """What the gazetteer has for a place, in words, and the code of its country; in doubt the user is asked."""

    words: str = ""
    country: str | None = None
    is_doubtful: bool = False


class Ports(NamedTuple):
    """What an answer may lean on outside the wizard: the gazetteer, the sources of the file, what is odd of a record.

    `find_place` takes a name and a mode of transport.
    """

    find_place: Callable[[str, str | None], Found] = lambda *_: Found()
    find_source: Callable[[str], str | None] = lambda _: None
    find_warnings: Callable[[Sequence[Record]], Sequence[str]] = lambda _: ()


def read_answer(question: Question, text: str, ports: Ports, pending: str = "") -> Reading:
    """Return the reading of an answer; `pending` is the date that counts from the day that is asked for.

    Raises ValueError with the reason and a remedy.
    """
    if question.name == "written":
        return _read_written(text, pending)
    if question.field is None:
        return _read_also(question.table, text, ports) if question.table else _read_more(text, ports)
    if question.field.kind == "date" and question.table == "interdiction" and needs_reference(text):
        return Reading(text, "it counts from another day")
    if question.name.startswith("source.") and question.name.endswith(".title"):
        return _read_source(text, ports)
    if is_phrase(question, text):
        return _read_phrase(question.table, text, ports)
    return _read_value(question, text, ports)


def needs_reference(text: str) -> bool:
    """Tell whether a date can be understood only in relation to another day, as last August can."""
    from interdict.domain.date_words import parse_date

    try:
        parse_date(text)
    except ValueError:
        try:
            parse_date(text, reference=_PROBE)
        except ValueError:
            return False
        return True
    return False


def is_phrase(question: Question, text: str) -> bool:
    """Tell whether an answer names further fields of its record: crew; role=crew; count=5."""
    return question.table in SECTIONS and has_parts(text)


def _read_written(text: str, pending: str) -> Reading:
    from interdict.domain.date_words import parse_date
    from interdict.domain.dates import format_date

    day = parse_date(text)
    meant = parse_date(pending, reference=day)
    return Reading(day, f"{pending}: {meant} ({format_date(meant)})", asks=True)


def _read_phrase(table: str, text: str, ports: Ports) -> Reading:
    values = check_phrase(table, text)
    return Reading(text, warnings=ports.find_warnings([Record(table, "", values)]))


def _read_also(table: str, text: str, ports: Ports) -> Reading:
    """Read what else is said of a record: the name of a field to be asked for, or fields with their values."""
    said = read_parts(table, text)
    return _read_phrase(table, said, ports) if "=" in said else Reading(said)


def _read_more(text: str, ports: Ports) -> Reading:
    """Read what else is to be said: the name of it, and what follows that name as the answer to its first question."""
    word, rest = split_word(text.strip())
    is_guess = not word
    if is_guess:
        try:
            word, rest = guess_record(rest)
        except ValueError as error:
            first = text.split()[0]
            near = suggest(first, (*MENU, *SINGLE), few=0, where="? lists what can")
            raise ValueError(str(error) or f"{quote(first)} is nothing that can be added; {near}") from None
    if not rest or word in FOLD:
        return Reading(word)
    question = ask(word, SECTIONS[word][0]) if word in SECTIONS else ask("interdiction", word)
    reading = read_answer(question, rest, ports)
    if is_guess:
        reading = reading._replace(echo=f"{word} {rest}", asks=True)
    return reading._replace(text=f"{word} {reading.text}")


def _read_source(text: str, ports: Ports) -> Reading:
    known = ports.find_source(text)
    if known:
        return Reading(text, f"the source {known}")
    return _read_phrase("source", text, ports) if has_parts(text) else Reading(text)


def _read_value(question: Question, text: str, ports: Ports) -> Reading:
    assert question.field is not None  # noqa: S101  # the caller has seen to it
    field = question.field
    if question.table == "interdiction" and field.name == "place":
        if not are_coordinates(text):
            parse_value(field, text)
        found = ports.find_place(text, None)
        return Reading(text, found.words, asks=found.is_doubtful)
    value = parse_value(field, text)
    if value is None:
        return Reading("")
    words = format_value(field, value)
    if field.kind in _AMOUNTS and is_unread(value):
        return Reading(text, f"no figure was read; kept as reported: {quote(text)}", asks=True)
    if field.kind == "date":
        is_plain = value == text.strip()
        return Reading(value, "" if is_plain else f"{value} ({words})", asks=not is_plain)
    odd = ports.find_warnings([Record(question.table, "", {field.name: value})])
    if field.kind in _ECHOED:
        is_plain = words.replace(",", "") == text.strip().replace(",", "") and not odd
        echo = "" if is_plain else f"{words}; kept as reported: {quote(text)}"
        return Reading(text, echo, asks=not is_plain, warnings=odd)
    is_plain = field.kind == "text" or fold_word(words) == fold_word(text)
    return Reading(text, "" if is_plain else words, warnings=odd)

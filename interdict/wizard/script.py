"""In which order the wizard asks, depending on what was answered: a generator that yields questions and takes texts.

The same answers lead to the same question and the same case, so going back and resuming are answering anew.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, NamedTuple

from interdict.domain.date_words import parse_date
from interdict.domain.fields import MAIN_FIELD
from interdict.domain.fields import SECTIONS as DOCUMENT_SECTIONS
from interdict.domain.phrases import parse_phrase
from interdict.wizard.questions import FIRST, FOLD, MENU, SECTIONS, Question, ask, ask_also, ask_more, ask_written
from interdict.wizard.reading import Ports, is_phrase, needs_reference
from interdict.wizard.wording import has_parts, parse_row

Asking = Generator[Question, str, None]

KINDS: Mapping[str, tuple[str, str, str]] = {  # by transport mode: kind of conveyance, the field it goes by, the word
    "sea": ("vessel", "name", "Which ship?"),
    "inland_water": ("vessel", "name", "Which ship?"),
    "air": ("aircraft", "registration", "Which aircraft? Its registration"),
    "road": ("truck", "registration", "Which truck? Its registration"),
    "rail": ("train", "name", "Which train?"),
}
_FOLLOW: Mapping[str, tuple[str, ...]] = {
    "vessel": ("imo_number", "flag"),
    "aircraft": ("type", "flag"),
    "truck": ("flag",),
    "train": (),
}
_LARGE = frozenset({"conveyance", "cargo", "party", "event", "leg"})  # of which one line rarely says all

_SECTION_OF = {table: section for section, table in DOCUMENT_SECTIONS.items()}


class Similar(NamedTuple):
    """A case like the one that is being entered: its reference, and what it has by `table.field`."""

    ref: str
    values: Mapping[str, str]


class Case:
    """What the answers so far say: a document without its sources, and the sources as rows, or texts that name one."""

    def __init__(self, ports: Ports, find_similar: Callable[[Mapping[str, Any]], Similar | None]) -> None:
        self.ports = ports
        self.find_similar = find_similar
        self.tree: dict[str, Any] = {}
        self.sources: list[str | dict[str, Any]] = []
        self.written = ""  # the day that relative dates count from
        self.pending = ""  # the date that waits for it

    def says_something(self) -> bool:
        """Tell whether there is anything to record."""
        return bool(self.tree)

    def set(self, name: str, text: str) -> None:
        """Give the case a value; nothing for an empty text."""
        if text:
            self.tree[name] = text

    def add(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give the case one more record and return it, so that what is said until the user has enough is in it."""
        added = dict(row)
        self.tree.setdefault(_SECTION_OF[table], []).append(added)
        return added


def ask_case(case: Case) -> Asking:
    """Ask for a whole case: first what it comes to, then whatever else the user names."""
    case.set(FIRST, (yield ask("interdiction", FIRST)))
    yield from _ask_date(case)
    place = yield ask("interdiction", "place")
    case.set("place", place)
    country = case.ports.find_place(place, None).country if place else None
    case.set("states", (yield ask("interdiction", "states", prefers=country or "", because="where it happened")))
    similar = case.find_similar(case.tree)
    yield from _ask_like(case, similar, "mode")
    yield from _ask_conveyance(case)
    yield from _ask_cargo(case, similar)
    case.set("outcome", (yield ask("interdiction", "outcome")))
    yield from _ask_like(case, similar, "regime")
    yield from _ask_source(case, 1)
    yield from _ask_more(case)


def _ask_date(case: Case) -> Asking:
    date = yield ask("interdiction", "date")
    if date and needs_reference(date):
        case.pending = date
        case.written = yield ask_written(date)
        date = parse_date(date, reference=case.written) if case.written else ""
    case.set("date", date)


def _prefer(similar: Similar | None, question: Question) -> Question:
    """Return a question with what the similar case has for it."""
    value = similar.values.get(f"{question.table}.{question.label}") if similar else None
    return question._replace(prefers=value, because=f"as in {similar.ref}") if similar and value else question


def _ask_like(case: Case, similar: Similar | None, name: str) -> Asking:
    case.set(name, (yield _prefer(similar, ask("interdiction", name))))


def _ask_conveyance(case: Case) -> Asking:
    """Ask for the conveyance that the transport mode suggests; none where it suggests none."""
    from interdict.domain.vocabulary import parse_word

    mode = parse_word("mode", case.tree["mode"]) if "mode" in case.tree else ""
    if mode not in KINDS:
        return
    kind, main, words = KINDS[mode]
    question = ask("conveyance", main, 1, words=words)
    text = yield question
    if not text:
        return
    row: dict[str, Any] = {"kind": kind}
    if is_phrase(question, text):
        row = case.add("conveyance", {**row, **_read_phrase("conveyance", main, text)})
        yield from _ask_also("conveyance", 1, _FOLLOW[kind], row)
        return
    row = case.add("conveyance", {**row, main: text})
    yield from _ask_fields("conveyance", 1, _FOLLOW[kind], row)


def _read_phrase(table: str, main: str, text: str) -> dict[str, Any]:
    """Return the row of a phrase whose first part is for the field that was asked for."""
    row = parse_row(table, text)
    named = row.pop(MAIN_FIELD[table], None)
    return {**({main: named} if named else {}), **row}


def _ask_fields(
    table: str, number: int, names: Iterable[str], row: dict[str, Any], similar: Similar | None = None
) -> Asking:
    for name in names:
        text = yield _prefer(similar, ask(table, name, number))
        if text:
            row[name] = text


def _ask_also(table: str, number: int, names: Iterable[str], row: dict[str, Any]) -> Asking:
    """Offer the fields that a record has not got which was given in one line."""
    rounds = 0
    while missing := [name for name in names if name not in row]:
        rounds += 1
        answer = yield ask_also(table, number, rounds, missing)
        if not answer:
            return
        if "=" in answer:
            row.update(parse_phrase(table, answer))
        else:
            yield from _ask_fields(table, number, (answer,), row)


def _ask_cargo(case: Case, similar: Similar | None) -> Asking:
    question = ask("cargo", "description", 1)
    text = yield question
    if text and is_phrase(question, text):
        row = case.add("cargo", parse_phrase("cargo", text))
        yield from _ask_also("cargo", 1, SECTIONS["cargo"], row)
    elif text:
        row = case.add("cargo", {"description": text})
        yield from _ask_fields("cargo", 1, SECTIONS["cargo"][1:], row, similar)


def _ask_source(case: Case, number: int, text: str = "") -> Asking:
    text = text or (yield ask("source", "title", number))
    if not text:
        return
    if case.ports.find_source(text):
        case.sources.append(text)
        return
    if has_parts(text):
        case.sources.append(dict(parse_phrase("source", text)))
        return
    is_address = text.startswith(("http://", "https://"))
    row: dict[str, Any] = {"url" if is_address else "title": text}
    case.sources.append(row)
    names = ("title", "publisher", "published") if is_address else ("publisher", "published", "url")
    for name in names:
        words = "Its title?" if name == "title" else ""
        question = ask("source", name, number, words=words)._replace(name=f"source.{number}.own_{name}")
        if name == "published" and case.written:
            question = question._replace(prefers=case.written, because="what you said above")
        answer = yield question
        if answer:
            row[name] = answer


def _ask_more(case: Case) -> Asking:
    """Ask for one more record or field, until the user has no more."""
    numbers: dict[str, int] = {"cargo": 1, "conveyance": 1, "source": 1}
    rounds = 0
    while True:
        rounds += 1
        answer = yield ask_more(rounds)
        if not answer:
            return
        word, _, text = answer.partition(" ")
        if word in MENU and word not in FOLD:
            numbers[word] = numbers.get(word, 0) + 1
            yield from _ask_record(case, word, numbers[word], text)
            continue
        names = FOLD.get(word, (word,))
        for name in names:
            given = text if len(names) == 1 else ""
            again = ask("interdiction", name)._replace(name=f"{name}.{rounds}")
            case.set(name, given or (yield again))


def _ask_record(case: Case, table: str, number: int, text: str) -> Asking:
    if table == "source":
        yield from _ask_source(case, number, text)
        return
    first, *others = SECTIONS[table]
    question = ask(table, first, number)
    is_line = bool(text)
    text = text or (yield question)
    if not text:
        return
    if is_phrase(question, text):
        row = case.add(table, parse_row(table, text))
        is_line = True
    else:
        row = case.add(table, {first: text})
    if not is_line:
        yield from _ask_fields(table, number, others, row)
    elif table in _LARGE:
        yield from _ask_also(table, number, SECTIONS[table], row)

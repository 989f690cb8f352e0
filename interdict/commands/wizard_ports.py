"""What the wizard leans on: the file and the gazetteer, loaded while the first answer is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from interdict.commands import wizard_end  # noqa: F401  # what the end needs is loaded with the rest
from interdict.commands.places import name_place, suggest_places, suggest_reading, word_unread
from interdict.domain import models  # noqa: F401  # the heaviest of what a write loads
from interdict.domain.coordinates import are_coordinates
from interdict.domain.countries import format_country
from interdict.domain.fields import Field, get_fields
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.warnings import find_warnings
from interdict.errors import InterdictError
from interdict.places.beginnings import list_places
from interdict.places.gazetteer import look_up
from interdict.store.completing import list_in_use, list_sources
from interdict.store.connection import open_reading
from interdict.store.similar import Remembered, choose_similar, read_newest
from interdict.store.sources import find_source
from interdict.wizard.completing import Offer, Sources, complete
from interdict.wizard.questions import Question
from interdict.wizard.reading import Found, Ports
from interdict.wizard.script import Similar

_MOST_NAMED = 3


def open_room(path: Path) -> Room:
    """Return the room for a file, everything loaded."""
    with open_reading(path) as connection:
        newest = read_newest(connection)
    look_up("Bangkok, Thailand")  # maps the gazetteer
    return Room(path, newest)


class Room(NamedTuple):
    """The file, and its newest cases."""

    path: Path
    newest: list[Remembered]

    @property
    def ports(self) -> Ports:
        """Return what answers are read with."""
        return Ports(find_place, self.find_source, warn)

    def find_source(self, text: str) -> str | None:
        """Return what a text names in the file, a source by its key or address; None for a new one."""
        with open_reading(self.path) as connection:
            try:
                source = find_source(connection, text.strip())
            except InterdictError:
                return None
        return ": ".join(str(source.values[name]) for name in ("publisher", "title") if name in source.values) or text

    def find_similar(self, tree: Mapping[str, Any]) -> Similar | None:
        """Return the case of the file that is most like the one so far."""
        try:
            states = frozenset(parse_value(get_fields("interdiction")["states"], tree.get("states")) or ())
        except ValueError:
            states = frozenset()
        found = choose_similar(self.newest, str(tree.get("title", "")), states)
        return Similar(found.ref, found.values) if found else None

    def complete(self, question: Question, line: str) -> list[Offer]:
        """Return what a line may go on with."""
        sources = Sources(self._list_in_use, list_places, self._list_sources)
        try:
            return complete(question, line, sources)
        except InterdictError:  # the file cannot be read just now: TAB offers nothing
            return []

    def _list_in_use(self, table: str, field: Field, beginning: str) -> Sequence[str]:
        with open_reading(self.path) as connection:
            return [str(row) for row in list_in_use(connection, table, field, beginning)]

    def _list_sources(self, beginning: str) -> Sequence[tuple[str, str]]:
        with open_reading(self.path) as connection:
            return [(str(key), str(name)) for key, name in list_sources(connection, beginning)]


def find_place(text: str, mode: str | None) -> Found:
    """Return what the gazetteer has for a place."""
    at_once = {"name": text} if are_coordinates(text) else None
    value = at_once or parse_value(get_fields("interdiction")["place"], text) or {}
    name, country = value.get("name"), value.get("country")
    if not name:
        return Found("", country)
    try:
        found = look_up(name, country, mode)
    except ValueError:
        return Found("", country)
    if found.best:
        return Found(name_place(found.best), country or found.best.place.country)
    if found.unread:
        return Found(f"{word_unread(found)}; {suggest_reading(found)}", country, is_doubtful=True)
    if found.rivals:
        names = list(dict.fromkeys(name_place(one) for one in (found.answers[0], *found.rivals)))[:_MOST_NAMED]
        how = "the country, coordinates or a UN/LOCODE say which (< goes back)"
        return Found(f"several places may be meant, such as {' or '.join(names)}; {how}", country)
    if found.answers:
        return Found("", country or found.answers[0].place.country)
    hint = suggest_places(found) if found.suggestions else "it is recorded as you wrote it"
    where = f" in {format_country(country)}" if country else ""
    return Found(f"not in the gazetteer{where}; {hint}", country, is_doubtful=bool(found.suggestions))


def warn(records: Sequence[Record]) -> Sequence[str]:
    """Return what is odd about a record that is not whole yet."""
    return [warning for warning in find_warnings(records) if records[0].table != "interdiction"]

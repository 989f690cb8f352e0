"""The questions of the wizard as data: which field each is about, how it is put, and examples of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interdict.domain.fields import MANAGED, Field, get_fields


class Question(NamedTuple):
    """One question: a name that no other has, the field of a table that the answer is for, words and examples.

    `prefers` is what an empty answer stands for, `because` where that is from. Without a field it is a question about
    what comes next, or about a day that dates count from.
    """

    name: str
    table: str
    field: Field | None
    words: str
    examples: tuple[str, ...] = ()
    prefers: str = ""
    because: str = ""

    @property
    def label(self) -> str:
        """Return the short name that stands before the answer."""
        return self.field.name if self.field else self.name.partition(".")[0]


FIRST = "title"  # the field that is asked for first

# How the fields are asked for: words, and examples of an answer.
_ASKED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "interdiction.title": ("What happened, in one line?", ("Arms aboard an Il-76 at Bangkok",)),
    "interdiction.date": ("When?", ("12 Dec 2009", "early August 2009", "last August", "2009-08~")),
    "interdiction.place": ("Where?", ("Bangkok, Thailand", "off Djibouti", "13.91N 100.61E")),
    "interdiction.states": ("Which states acted?", ("Thailand", "AE, US")),
    "interdiction.agency": ("Which service or unit?", ("Royal Thai Air Force",)),
    "interdiction.mode": ("How did the goods travel?", ("sea", "air", "road")),
    "interdiction.regime": ("Under which sanctions?", ("DPRK", "Iran, Hizbollah")),
    "interdiction.outcome": ("What came of it?", ("seized", "released", "cleared")),
    "interdiction.origin": ("Where did the goods come from?", ("Pyongyang, North Korea",)),
    "interdiction.destination": ("Where were they going?", ("Bandar Abbas, Iran", "a destination in the Middle East")),
    "interdiction.trigger": ("What set the inspection off?", ("foreign tip", "routine")),
    "interdiction.summary": ("What happened, in a few sentences?", ()),
    "conveyance.name": ("Its name?", ("ANL Australia",)),
    "conveyance.imo_number": ("Its IMO number?", ("9358943",)),
    "conveyance.registration": ("Its registration?", ("4L-AWA",)),
    "conveyance.container_number": ("Its container number?", ("MSCU6639871",)),
    "conveyance.type": ("Its type?", ("Il-76", "container ship", "dhow")),
    "conveyance.flag": ("Its flag or state of registry?", ("Georgia", "BS")),
    "conveyance.kind": ("What is it?", ("vessel", "aircraft", "truck", "container")),
    "cargo.description": ("What was found?", ("rocket-propelled grenades and other weapons",)),
    "cargo.quantity": ("How much?", ("about 35 tons", "30,000 rounds", "some 2,300 t")),
    "cargo.declared_as": ("What was it declared as?", ("oil drilling equipment",)),
    "cargo.category": ("Which kind of goods?", ("conventional_arms", "luxury_goods")),
    "party.name": ("Who? (a name, or 'crew')", ("Air West", "crew; role=crew; count=5")),
    "party.role": ("Its part in the case?", ("consignee", "owner", "crew", "tip source")),
    "party.country": ("Of which country?", ("Kazakhstan", "BY, KZ")),
    "party.count": ("How many persons?", ("5",)),
    "party.status": ("What became of them?", ("detained and charged",)),
    "event.kind": ("What happened?", ("landed", "inspected", "charged")),
    "event.date": ("When?", ("12 Dec 2009", "2010-02")),
    "event.state": ("Which state acted?", ("Thailand",)),
    "event.note": ("A remark on it?", ("unscheduled landing",)),
    "leg.from": ("From where?", ("Pyongyang, North Korea",)),
    "leg.to": ("To where?", ("Bangkok, Thailand",)),
    "leg.mode": ("By what?", ("air",)),
    "leg.departed": ("When did it leave?", ("11 Dec 2009",)),
    "basis.authority": ("On what authority?", ("UNSCR 1874 ¶14",)),
    "basis.use": ("How was it used?", ("cited",)),
    "note.text": ("What is to be noted?", ()),
    "source.title": (
        "Who says so? Give a key or an address, or the title of a new source",
        ("act-2010-01", "https://example.org/article", "U.S. Envoy Holds Talks"),
    ),
    "source.publisher": ("Who published it?", ("Arms Control Today",)),
    "source.published": ("When was it published?", ("January 2010", "2009-12-14")),
    "source.url": ("Its address?", ("https://example.org/article",)),
}

# What is asked of one more record, and of what belongs together; the first is asked alone where the answer is empty.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "conveyance": ("kind", "name", "imo_number", "registration", "type", "flag"),
    "cargo": ("description", "quantity", "declared_as", "category"),
    "party": ("name", "role", "country", "count", "status"),
    "event": ("kind", "date", "state", "note"),
    "leg": ("from", "to", "mode", "departed"),
    "basis": ("authority", "use"),
    "note": ("text",),
    "source": ("title", "publisher", "published", "url"),
}
FOLD: Mapping[str, tuple[str, ...]] = {
    "route": ("origin", "destination"),
    "details": ("agency", "trigger", "summary", "confidence"),
}
SINGLE = tuple(name for name in get_fields("interdiction") if name not in MANAGED)
MENU: Mapping[str, str] = {
    "cargo": "another item of cargo",
    "conveyance": "another ship, aircraft, truck or container",
    "party": "a person, company or state that had part in it",
    "event": "what happened before or after",
    "leg": "a leg of the route",
    "basis": "a resolution or law",
    "source": "another source of it all",
    "note": "a note",
    "route": "origin and destination",
    "details": "agency, trigger, summary, confidence",
}


def ask(table: str, name: str, number: int = 0, *, words: str = "", prefers: str = "", because: str = "") -> Question:
    """Return the question for a field of a table, of the so manyth record of its kind."""
    field = get_fields(table)[name]
    asked, examples = _ASKED.get(f"{table}.{name}", (f"{field.meaning[:1].upper()}{field.meaning[1:]}?", ()))
    place = name if table == "interdiction" else f"{table}.{number}.{name}"
    return Question(place, table, field, words or asked, examples, prefers, because)


def ask_more(number: int) -> Question:
    """Return the question what else is to be said."""
    return Question(f"more.{number}", "", None, f"Anything else? {', '.join(MENU)} (Enter: that is all)")


def ask_also(table: str, number: int, rounds: int, missing: Sequence[str]) -> Question:
    """Return the question what else is to be said of a record that was given in one line."""
    words = f"Also of this {table}: {', '.join(missing)}? Name one, or {missing[0]}=… (Enter: no)"
    return Question(f"{table}.{number}.also.{rounds}", table, None, words)


def ask_written(date: str) -> Question:
    """Return the question from which day a date counts that was said in relation to another."""
    return Question("written", "", None, f"When was that written? '{date}' counts from there.", ("January 2010",))

"""Make files in which records bear random marks, and say by simple rules of its own what of them must not get out."""

from __future__ import annotations

import json
import random
import sqlite3
import struct
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interdict.domain.changes import CREATE, Change
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file

LEVELS = ("clear", "green", "amber", "amber+strict")
MARKS = (None, None, None, "clear", *LEVELS[1:], "red", "purple", "RED ", "")  # the last three are damaged
MARKED = {"interdiction", "party", "source", "claim", "note"}
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрст",
    "אבגדהוזחטיכלמנ",
    "李明王伟张敏刘洋陈静杨勇",
    "àéîõüçñøßœ",
)


class MarkedFile:
    """A file of a few cases full of words that exist once, some of them marked."""

    def __init__(self, path: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.path = path
        self.records: dict[str, tuple[str, dict[str, Any]]] = {}
        self.damaged: dict[str, str] = {}
        self.sources = [self.add_source(number) for number in range(4)]
        self.cases = [self.add_case() for _ in range(3)]
        self.link_cases()
        self.plant()
        self.write()

    def word(self) -> str:
        """Return a word that stands nowhere else."""
        letters = self.draw.choice(ALPHABETS)
        body = "".join(self.draw.choice(letters) for _ in range(self.draw.randint(5, 9)))
        return f"{body.capitalize()}{self.draw.randint(100, 999)}"

    def sentence(self) -> str:
        """Return a sentence of such words, with what people put between them."""
        gaps = (" ", ", ", " – ", "\n", " 'x' ", "/")
        return "".join(self.word() + self.draw.choice(gaps) for _ in range(self.draw.randint(3, 30)))

    def number(self) -> float:
        """Return a number that stands nowhere else."""
        return round(self.draw.uniform(1, 80), 5) + 0.000001 * 3

    def add(self, table: str, values: dict[str, Any]) -> str:
        """Add a record, with a mark where its table has one; return its id."""
        record_id = str(uuid.UUID(int=self.draw.getrandbits(128), version=4))
        if table in MARKED:
            mark = self.draw.choice(MARKS)
            if mark in {None, *LEVELS, "red"}:
                values.update({"tlp": mark} if mark else {})
            else:
                self.damaged[record_id] = mark
            if self.draw.random() < 0.12:
                values["private"] = True
        self.records[record_id] = (table, values)
        return record_id

    def add_source(self, number: int) -> str:
        """Add a source."""
        return self.add(
            "source",
            {
                "key": f"source-{number}-{self.word()}",
                "publisher": self.word(),
                "title": self.sentence(),
                "author": f"{self.word()} {self.word()}",
                "url": f"https://{self.draw.getrandbits(60):x}.example/{self.word()}?q=1",
                "note": self.sentence(),
                **({"derived_from": self.draw.choice(list(self.records))} if number else {}),
            },
        )

    def add_case(self) -> str:
        """Add a case with a record or two of every kind."""
        case = self.add(
            "interdiction",
            {
                "title": self.sentence(),
                "date": f"20{self.draw.randint(10, 24)}-0{self.draw.randint(1, 9)}",
                "states": ["TH"],
                "agency": self.word(),
                "place": {"name": self.word(), "country": "TH"},
                "position": {"latitude": round(self.number(), 5), "longitude": round(self.number(), 5)},
                "summary": self.sentence(),
            },
        )
        own = {"interdiction": case}
        subjects = [("interdiction", case)]
        for number in (1, 2):
            ship = {"kind": "vessel", "name": self.word(), "owner": self.word(), "note": self.sentence()}
            load = {"description": self.sentence(), "worth": {"amount": self.number(), "currency": "USD"}}
            party = {"kind": self.draw.choice(("company", "person")), "name": f"{self.word()} {self.word()}"}
            party.update(status=self.sentence(), role="broker", note=self.sentence())
            event = {"kind": "seized", "place": {"name": self.word()}, "note": self.sentence()}
            leg = {"from": {"name": self.word()}, "to": {"name": self.word()}, "note": self.sentence()}
            rows = (("conveyance", ship), ("cargo", load), ("party", party), ("event", event), ("leg", leg))
            for table, values in (*rows, ("basis", {"authority": self.word()})):
                key = f"{table}-{number}-{self.word()}"
                subjects.append((table, self.add(table, {**own, "key": key, "sequence": number, **values})))
        self.add_claims(own, subjects)
        return case

    def add_claims(self, own: dict[str, Any], subjects: list[tuple[str, str]]) -> None:
        """Add claims that give values of the records, and notes on records and on claims."""
        for number in range(12):
            table, subject = self.draw.choice(subjects)
            values = self.records[subject][1]
            names = [name for name in values if name not in {"interdiction", "key", "sequence", "tlp", "private"}]
            field = self.draw.choice(names)
            value = values[field]
            if self.draw.random() < 0.3 and isinstance(value, str) and field not in {"kind", "role", "date"}:
                value = self.sentence()
            claim = {**own, "key": f"claim-{number}-{self.word()}", "sequence": number, "field": field, "value": value}
            claim.update(subject={"table": table, "id": subject}, source=self.draw.choice(self.sources))
            claim.update(
                as_reported=self.sentence(), attributed_to=self.word() + " " + self.word(), note=self.sentence()
            )
            subjects_id = self.add("claim", claim)
            if number % 4 == 0:
                self.add_note(own, ("claim", subjects_id), number)
        for number, subject in enumerate(self.draw.sample(subjects, 4), 20):
            self.add_note(own, subject, number)

    def add_note(self, own: dict[str, Any], subject: tuple[str, str], number: int) -> None:
        """Add a note."""
        about = {"table": subject[0], "id": subject[1]}
        self.add(
            "note", {**own, "key": f"note-{number}", "sequence": number, "subject": about, "text": self.sentence()}
        )

    def link_cases(self) -> None:
        """Judge parties and conveyances of different cases."""
        for table in ("party", "conveyance"):
            ids = [record for record, (kind, _) in self.records.items() if kind == table]
            one, two = self.draw.sample(ids, 2)
            values = {"interdiction": self.records[one][1]["interdiction"], "key": f"judge-{table}", "sequence": 1}
            values.update(subject={"table": table, "id": one}, other=two, verdict="same", why=self.sentence())
            self.add("judgement", values)

    def plant(self) -> None:
        """Repeat names, addresses and sentences of records in the words of others."""
        spots = [
            (values, field)
            for table, values in self.records.values()
            for field in ("summary", "note", "text", "owner", "why")
            if field in values and table != "source"
        ]
        fields = {"party": "name", "source": "url", "note": "text", "interdiction": "summary"}
        for table, values in list(self.records.values()):
            if table in fields and fields[table] in values and self.draw.random() < 0.7:
                text = values[fields[table]]
                shown = self.draw.choice((text, text.upper(), text.replace(" ", "  "), text))
                spot, field = self.draw.choice(spots)
                # The owner of a ship may be a party to a case that is withheld; if it is marked itself, it may not.
                is_marked = values.get("private") or values.get("tlp") == "red"
                if spot is not values and (field != "owner" or (table == "party" and is_marked)):
                    spot[field] = f"{self.word()} {shown} {self.word()}"

    def write(self) -> None:
        """Write the file, and damage the marks that no command writes."""
        create_file(self.path)
        changes = [Change(table, record, CREATE, new=values) for record, (table, values) in self.records.items()]
        with open_writing(self.path) as connection:
            write_changes(connection, changes, author="Ana")
        connection = sqlite3.connect(self.path)
        for record, mark in self.damaged.items():
            connection.execute(f"UPDATE {self.records[record][0]} SET tlp = ? WHERE id = ?", (mark, record))
        connection.commit()
        connection.close()

    def find_withheld(self, level: str, *, persons: bool) -> set[str]:
        """Return the ids of the records that must not get out, by rules written here anew."""
        allowed = {None, *LEVELS[: LEVELS.index(level) + 1]}
        gone = {
            record
            for record, (table, values) in self.records.items()
            if record in self.damaged
            or values.get("private")
            or values.get("tlp") not in allowed
            or (table == "party" and values["kind"] == "person" and not persons)
        }
        while True:
            more = {
                record
                for record, (_, values) in self.records.items()
                if {values.get("interdiction"), values.get("source"), values.get("other")} & gone
                or values.get("subject", {}).get("id") in gone
            }
            if more <= gone:
                return gone
            gone |= more

    def list_secrets(self, level: str, *, persons: bool) -> Iterator[bytes]:
        """Yield what must not be in the bytes of a copy, in every way in which it may be written."""
        gone = self.find_withheld(level, persons=persons)
        free = json.dumps([self.records[one] for one in self.records if one not in gone and self._is_claim(one)])
        for record in gone:
            table, values = self.records[record]
            for text in list_leaves(values):
                if isinstance(text, float):
                    if json.dumps(text) not in free:
                        yield struct.pack(">d", text)
                elif (
                    len(text) > 7
                    and any(map(str.isdigit, text))
                    and json.dumps(text)[1:-1] not in free
                    and text not in self.records
                ):
                    for form in (text, text.upper(), text.lower()):
                        yield form.encode()
                        yield form.encode("utf-16-le")
                        yield form.encode("utf-16-be")
                    yield json.dumps(text)[1:-1].encode()
            if table != "source":
                yield record.encode()

    def _is_claim(self, record: str) -> bool:
        return self.records[record][0] == "claim"


def list_leaves(values: Any) -> Iterator[Any]:
    """Yield the texts and fractions in values."""
    if isinstance(values, str | float):
        yield values
    elif isinstance(values, dict | list):
        for value in values.values() if isinstance(values, dict) else values:
            yield from list_leaves(value)

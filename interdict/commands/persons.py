"""Private persons: where they are named, and what is said of those who are not."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.options import Printing
from interdict.domain.persons import Rest
from interdict.terminal.screen import Screen

Persons = Annotated[bool, typer.Option("--persons", help="name private persons too")]

_FEW = 5  # places named in one line


def may_name(printing: Printing, *, persons: bool) -> bool:
    """Say whether private persons are named: where that is asked for, and on the terminal of whoever has the file."""
    on_terminal = printing.format == "table" and printing.output is None and printing.screen.is_terminal
    return persons or on_terminal


class LeftOut:
    """Counts the private persons that were left out, to say so in the end."""

    def __init__(self, persons: int = 0) -> None:
        self.persons = persons
        self._mentions: list[str] = []

    def note(self, rest: Rest, name: str) -> Rest:
        """Count the persons that were left out of a case, and keep where their names still stand in it."""
        self.persons += rest.persons
        self._mentions += [f"{name} {place}" for place in rest.mentions]
        return rest

    def tell(self, screen: Screen) -> None:
        """Say how many were left out, and warn of texts that name one of them all the same."""
        if self.persons:
            screen.say(f"private persons left out: {self.persons:,}; --persons shows them")
        if self._mentions:
            more = len(self._mentions) - _FEW
            places = "; ".join(self._mentions[:_FEW]) + (f" and {more:,} more" if more > 0 else "")
            screen.warn(f"warning: the name of one left out still stands in the text of {places}")

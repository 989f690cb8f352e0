"""What commands say where the terms match no case."""

from __future__ import annotations

from collections.abc import Sequence

from interdict.errors import NotFoundError
from interdict.store.connection import Connection
from interdict.store.query import find_matching
from interdict.store.term_hints import explain_terms
from interdict.terminal.screen import Screen

NO_CASES = "no cases yet; 'interdict add --help' shows how to record one"


def tell_no_match(terms: Sequence[str], screen: Screen) -> None:
    """Say that no case matches, and what may have been meant."""
    screen.say("no case matches" if terms else NO_CASES)
    if hint := explain_terms(terms):
        screen.say(f"hint: {hint}")


def hint_at_negated(terms: Sequence[str], screen: Screen) -> None:
    """Say what may have been meant by terms with not: that look like a slip, for these match nearly every case."""
    negated = [term for term in terms if term.strip()[:4].casefold() == "not:"]
    if hint := explain_terms(negated) if negated else "":
        screen.say(f"hint: {hint}")


def hint_at_terms(connection: Connection, terms: Sequence[str], screen: Screen) -> None:
    """Say what may have been meant where no case matches terms that look like a slip.

    For commands that show that there is nothing in a way of their own.
    """
    hint = explain_terms(terms)
    if hint and next(find_matching(connection, terms), None) is None:
        tell_no_match(terms, screen)


def describe_no_match(terms: Sequence[str], file: object) -> NotFoundError:
    """Return the error for a file that would hold no case, so that it is not written, nor one replaced."""
    if not terms:
        hint = "'interdict add --help' shows how to record one"
        return NotFoundError(f"no cases yet; {file} was not written", hint=hint)
    hint = explain_terms(terms) or "'interdict list TERM...' shows which cases match"
    return NotFoundError(f"no case matches; {file} was not written", hint=hint)


def refuse_no_match(connection: Connection, terms: Sequence[str], file: object) -> None:
    """Raise NotFoundError where no case matches."""
    if next(find_matching(connection, terms), None) is None:
        raise describe_no_match(terms, file)

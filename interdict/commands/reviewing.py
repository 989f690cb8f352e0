"""Whose changes to take in a merge: who vouches for them by a signature, and what the user says of new people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from interdict.commands.options import find_signers
from interdict.sharing.merging import list_new_headers
from interdict.sharing.receiving import Guest, list_newcomers
from interdict.sharing.signing import find_vouched, list_principals, make_principal
from interdict.sharing.vetting import Stranger
from interdict.store.connection import Connection, open_reading
from interdict.store.verification import Header
from interdict.terminal.screen import Screen


class Vouching(NamedTuple):
    """Who is known to sign, and the changesets for which a good signature vouches."""

    signers: frozenset[str]
    vouched: dict[bytes, str]  # by whom

    def trusts(self, header: Header) -> bool:
        """Say whether a changeset is signed by a key that is known to be its author's."""
        return self.vouched.get(header.uid) == header.changeset.actor

    def doubts(self, header: Header) -> bool:
        """Say whether a changeset is not signed although its author is known to sign."""
        return not self.trusts(header) and make_principal(header.changeset.actor) in self.signers


def check_signatures(path: Path, guests: Sequence[Guest], screen: Screen) -> Vouching:
    """Verify the signatures that come along, and say which changesets lack one that they should have.

    Raises DataError when a signature is bad.
    """
    signers = find_signers()
    vouching = Vouching(list_principals(signers), {})
    for guest in guests:
        if guest.stranger is not None:
            vouching.vouched.update(find_vouched(guest.stranger.connection, signers))
    if vouching.signers:
        doubted = Counter[str]()
        with open_reading(path) as connection:
            for guest in guests:
                if guest.stranger is not None:
                    headers = list_new_headers(connection, guest.stranger.connection)
                    doubted.update(header.changeset.actor for header in headers if vouching.doubts(header))
        for author, number in doubted.items():
            screen.warn(f"warning: {number} changesets in the name of {author}, who signs, are not signed")
    return vouching


def review(
    path: Path, guests: Sequence[Guest], screen: Screen, known: set[str], vouching: Vouching, taken: set[str]
) -> Callable[[Connection, Stranger], Callable[[Header], bool]]:
    """Ask, author by author, whose changes to take; without a terminal those of new people are held back.

    Changes that a known key signed are taken; those in the name of someone who signs, but unsigned, are asked about.
    """

    def is_doubtful(header: Header) -> bool:
        if vouching.trusts(header) or header.changeset.actor in taken:
            return False
        return header.changeset.actor not in known or vouching.doubts(header)

    trusted: set[str] = set()
    with open_reading(path) as connection:
        newcomers = list_newcomers(connection, guests, is_doubtful)
    for author, (number, first, last) in newcomers.items():
        who = "who signs, but did not sign these" if author in known else "who is new to this file"
        what = f"{number:,} changesets by {author}, {who}, of {first[:10]} to {last[:10]}"
        if screen.can_ask and screen.ask_yes(f"take {what}?"):
            trusted.add(author)
        elif not screen.can_ask:
            screen.say(f"held back: {what}; --take '{author}' takes them")
    return lambda _connection, _stranger: lambda header: not is_doubtful(header) or header.changeset.actor in trusted

"""`interdict sign`: vouch for one's changes with an SSH key, and see who vouches for what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, expand, find_signers, reads
from interdict.errors import DataError, UsageError
from interdict.settings import find_author, get_setting
from interdict.sharing.signing import (
    BAD,
    Signature,
    keep_signature,
    list_unsigned,
    make_principal,
    read_signatures,
    sign,
    verify,
)
from interdict.store.connection import open_reading, open_writing
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows


@reads()
def command(
    printing: Printing,
    path: Path,
    key: Annotated[str, typer.Option("--key", metavar="FILE", help="the SSH key; else the setting 'signing_key'")] = "",
    show_list: Annotated[bool, typer.Option("--list", help="only list the signatures and verify them")] = False,
) -> None:
    """Sign all your changesets that are not signed yet, so that others see that they are yours.

    Whose key is whose stands in a file in the form of OpenSSH's allowed_signers; the setting 'signers' names it. In a
    name, blanks are written as '_' there.

    \b
    Examples:
      interdict sign --key ~/.ssh/id_ed25519
      interdict sign --list

    See also: merge, share, check, help merging.
    """
    if not show_list:
        named = key or get_setting("signing_key")
        if not named:
            raise UsageError("which key?", hint="--key ~/.ssh/id_ed25519, or 'interdict config set signing_key FILE'")
        _sign(path, expand(named), printing)
        return
    with open_reading(path) as connection:
        signatures = list(read_signatures(connection))
    signers = find_signers()
    rows = [_describe(signature, signers) for signature in signatures]
    columns = _TABLE if printing.format in FOR_PEOPLE else _ALL
    notes = () if rows else ("nothing is signed",)
    print_rows(
        Section(columns, rows, "", notes), format=printing.format, screen=printing.screen, output=printing.output
    )
    if any(row["state"] == BAD for row in rows):
        raise DataError("a signature is not good", hint="it was altered, or made with a key that is not theirs")


_TABLE = (
    Column("signature", "Signature", "left", "cyan"),
    Column("signer", "Signer"),
    Column("changesets", "Changesets", "right"),
    Column("state", "State"),
)
_ALL = (*_TABLE, Column("uids", "Uids"))


def _describe(signature: Signature, signers: Path | None) -> dict[str, Any]:
    uids = signature.list_uids()
    return {
        "signature": signature.id.hex()[:10],
        "signer": signature.signer,
        "changesets": len(uids),
        "state": verify(signature, signers),
        "uids": [uid.hex() for uid in uids],
    }


def _sign(path: Path, key: Path, printing: Printing) -> None:
    author, _ = find_author()
    with open_reading(path) as connection:
        uids = list_unsigned(connection, author, author)
    if not uids:
        printing.screen.say(f"nothing to sign: every changeset by {author} is signed")
        return
    signature = sign(uids, signer=author, key=key)
    with open_writing(path) as connection:
        keep_signature(connection, signature)
    printing.screen.say(f"signed {len(uids)} changeset{'' if len(uids) == 1 else 's'} as {author}")
    public = key.with_suffix(".pub") if key.suffix != ".pub" else key
    printing.screen.say(f"others need a line in their signers file: {make_principal(author)} and what {public} holds")

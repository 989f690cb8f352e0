"""Sign changesets with an SSH key, and verify what others signed, through `ssh-keygen -Y` (OpenSSH 8.1 or newer).

A hash shows that a changeset is as it was written, not who wrote it. A signature covers a manifest, the uids of some
changesets one a line, and so the whole content of each. Who may sign under which name stands in a file of the user's,
in the form of OpenSSH's `allowed_signers`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from interdict.errors import DataError, InterdictError, NotFoundError
from interdict.sharing.vetting import make_private_folder

NAMESPACE = "interdict"
SECONDS = 60  # for a passphrase to be typed, or a key to be touched
MOST = 1_000  # signatures verified of one file; each covers any number of changesets, and takes a process
GOOD, UNKNOWN, BAD = "good", "unknown", "bad"
MANIFEST = re.compile(r"(?:[0-9a-f]{40}\n)+")
_PRINCIPAL = re.compile(r"[^\s\"*?!,]+")


class Signature(NamedTuple):
    """A signature as the file keeps it."""

    id: bytes
    signer: str
    manifest: str
    armor: str

    def list_uids(self) -> list[bytes]:
        """Return the changesets that it vouches for; none where the manifest is not one."""
        return [bytes.fromhex(line) for line in self.manifest.split()] if MANIFEST.fullmatch(self.manifest) else []


def read_signatures(connection: sqlite3.Connection) -> Iterator[Signature]:
    """Yield the signatures in a file."""
    for row in connection.execute("SELECT id, signer, manifest, armor FROM signature ORDER BY signer, id"):
        yield Signature(*row)


def make_principal(author: str) -> str:
    """Return an author's name as `allowed_signers` takes one: in it, blanks and a few signs are written as `_`."""
    return "_".join(_PRINCIPAL.findall(author)) or "_"


def sign(uids: Iterable[bytes], *, signer: str, key: Path) -> Signature:
    """Return a signature of changesets by a private key, or by the public one of a key that an agent holds.

    Raises InterdictError when ssh-keygen is not there, or refuses.
    """
    manifest = "".join(f"{uid.hex()}\n" for uid in sorted(uids))
    if not key.is_file():
        raise NotFoundError(f"there is no key {key}", hint="'ssh-keygen -t ed25519' makes one; --key FILE names it")
    command = [find_ssh_keygen(), "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    with make_private_folder() as folder:
        text = folder / "manifest"
        text.write_text(manifest, encoding="ascii")
        done = subprocess.run([*command, str(text)], capture_output=True, text=True, check=False)  # noqa: S603  # of a path found on PATH, no shell
        if done.returncode:
            reason = " ".join(done.stderr.split())[:200]
            raise InterdictError(f"ssh-keygen did not sign: {reason}", hint="check the key and its passphrase")
        armor = text.with_name("manifest.sig").read_text(encoding="ascii")
    return Signature(hashlib.sha256(f"{signer}\n{armor}".encode()).digest()[:20], signer, manifest, armor)


def find_ssh_keygen() -> str:
    """Return the path of ssh-keygen; raise InterdictError when it is not installed."""
    found = shutil.which("ssh-keygen")
    if not found:
        raise InterdictError("ssh-keygen is not installed", hint="it comes with OpenSSH (openssh-client)")
    return found


def keep_signature(connection: sqlite3.Connection, signature: Signature) -> None:
    """Put a signature into the file."""
    connection.execute(
        "INSERT OR IGNORE INTO signature (id, signer, manifest, armor) VALUES (?, ?, ?, ?)", tuple(signature)
    )


def list_principals(signers: Path | None) -> frozenset[str]:
    """Return the names whose keys are in the file of allowed signers."""
    if signers is None:
        return frozenset()
    try:
        lines = signers.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InterdictError(
            f"cannot read the allowed signers in {signers}: {error}", hint="'interdict config set signers FILE'"
        ) from None
    names: set[str] = set()
    for line in lines:
        words = line.split()
        if words and not line.startswith("#"):
            names.update(words[0].strip('"').split(","))
    return frozenset(names)


def verify(signature: Signature, signers: Path | None) -> str:
    """Say whether a signature is good, bad, or by a key that is not known here."""
    if not signature.list_uids() or not signature.armor.startswith("-----BEGIN SSH SIGNATURE-----"):
        return BAD
    principal = make_principal(signature.signer)
    with make_private_folder() as folder:
        armor = folder / "signature"
        armor.write_text(signature.armor, encoding="utf-8", errors="replace")
        known = principal in list_principals(signers)
        if not known and shutil.which("ssh-keygen") is None:
            return UNKNOWN  # without keys to hold it against, there is nothing that would be refused
        words = ["verify", "-f", str(signers), "-I", principal] if known else ["check-novalidate"]
        try:
            done = subprocess.run(  # noqa: S603  # as above
                [find_ssh_keygen(), "-q", "-Y", *words, "-n", NAMESPACE, "-s", str(armor)],
                input=signature.manifest.encode(),
                capture_output=True,
                check=False,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            return BAD
    if done.returncode:
        return BAD
    return GOOD if known else UNKNOWN


def find_vouched(connection: sqlite3.Connection, signers: Path | None) -> dict[bytes, str]:
    """Return the changesets for which someone known here vouches by a good signature, each with the signer.

    Raises DataError when a signature is bad: then somebody altered it, or signed under a name that is not theirs.
    """
    vouched: dict[bytes, str] = {}
    number = connection.execute("SELECT count(*) FROM signature").fetchone()[0]
    if number > MOST:
        raise DataError(f"it holds {number:,} signatures, and {MOST:,} are verified", hint="nothing was taken")
    for signature in read_signatures(connection):
        state = verify(signature, signers)
        if state == BAD:
            raise DataError(
                f"the signature {signature.id.hex()[:10]} by {signature.signer[:60]} is not good",
                hint="it was altered, or made with a key that is not theirs: ask them; nothing was taken",
            )
        if state == GOOD:
            vouched.update(dict.fromkeys(signature.list_uids(), signature.signer))
    return vouched


def list_unsigned(connection: sqlite3.Connection, author: str, signer: str) -> list[bytes]:
    """Return the changesets by an author that no signature of the signer covers yet."""
    covered: set[bytes] = set()
    for signature in read_signatures(connection):
        if signature.signer == signer:
            covered.update(signature.list_uids())
    rows: Sequence[tuple[bytes]] = connection.execute("SELECT uid FROM changeset WHERE actor = ?", (author,)).fetchall()
    return [row[0] for row in rows if row[0] not in covered]

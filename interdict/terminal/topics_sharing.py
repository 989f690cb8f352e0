"""What `interdict help` says of sharing a file and putting copies together."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
    "merging": Topic(
        "two people, one file: share, merge, conflicts, signatures",
        """\
Everybody works on a copy of their own. 'share' writes one that is clean and whole, log included;
'diff' shows what somebody's copy would bring, 'merge' puts it together with yours.

  interdict share for-ben.sqlite
  interdict diff for-ben.sqlite
  interdict merge for-ben.sqlite --dry-run

A merge is the union of what was done in either copy. The order does not matter, a second merge adds
nothing, and what one changed and the other did not is simply taken. Where both changed one value
differently, both values stay, lists show the newer one with a mark, and the exit code is 5 until
somebody chooses:

  interdict conflicts

'resolve REF FIELD --pick 2' takes one of the values, '--value V' another, '--base' the one before;
'resolve' alone goes through all of them on a terminal. The choice is a change like any other, so
whoever merges your file has it too.

A record that one removed and the other changed, or wrote a claim or a note on, is such a conflict,
named 'removal'. It stays until that is settled, and so does all that was removed along with it: a
case with its parts, claims and notes. Settled as 'changed' or 'added' all of it stays for good,
settled as 'removed' it goes with what was added to it. A merge that removes records is not done
without your yes: where nobody can be asked, as in a script, it wants --yes.

A file from somebody else is copied, and the copy checked from end to end, before any of it is
taken: its form, every hash, every value. If anything is wrong the whole file is refused, yours stays
as it was, byte for byte, and 'recover FILE' saves what verifies into a new file. A file that ends in
-journal or -wal beside it is ignored.

A hash says that a change is as it was written, not by whom. 'merge --review' asks before it takes
changes by people who are new to your file. To be sure of a name, let people sign with their SSH key,
and keep the keys of those you know in a file as OpenSSH's allowed_signers:

  interdict sign --list

What must go for good, such as the name of a private person, goes with 'forget': the value is purged
from the log of your file, its digest stays. Copies that others have keep it until they do the same.

Programs for shared folders leave conflict copies beside a file; 'merge' without a name offers them.
What came in can be taken back changeset by changeset: 'log' shows from whom, 'undo CHANGESET'.
""",
    ),
}

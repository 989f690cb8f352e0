"""What `interdict help` says of cases that are read from a text."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
    "articles": Topic(
        "cases from a news article or press release, and how it is read",
        """\
'add --from' reads an English text, on this machine and by rules, and proposes the interdictions in it,
each as a case: date, states, place, mode, ships and aircraft with their numbers, goods and quantities,
what was declared, crew, origin and destination, resolutions, who gave the tip, outcome.

  interdict add --from article.txt --published 2010-01 -n
  interdict add --from article.txt --published 2010-01 --yes

A date such as 'last August' is read against --published; without it, against the day of the source, or
the day that the text gives for itself. Every value is shown with its words and line. What the text leaves
open is a question, not a value. On a terminal each is asked about:

  a, Enter  accept it
  c         change it
  d, -      drop it; with the first value of a record, the record
  r         accept the rest of the case
  s         skip the case
  <         go back
  .         finish, without what was not looked at
  q         stop and add nothing
  ctrl-C    keep the answers and the text as a draft; 'add --resume' goes on

Each value becomes a claim of the source, with its words and a locator such as 'line 12, characters
461-468' (counted from 0 over the whole file). The source keeps the SHA-256 of the text, the file does
not keep the text. --source names the source as 'add' does; without it the source is the one that this
text was read from before, or a new one with the heading as its title.

Accepted claims have the status accepted. With --yes nobody has looked: each claim bears the note
unreviewed, and the case a note with that key, which lists what was left open. 'interdict remove
REF/unreviewed' takes it off the case, 'interdict edit REF/CLAIM --set note= --set status=accepted' off
a claim.

  interdict list note.key:unreviewed

With -f json it is what 'add' gives, and besides:

  text       name, sha256 and characters of the text
  published  the day that dates were read against, as EDTF
  proposed   a list of cases: title, proposals, questions, document

A proposal has table, of (the record's key), field, value, words, line, start, end and confidence (high
or moderate); a question has question instead of confidence, and as value what it may be. 'document' is
the whole case, as 'interdict add -' takes it.

The rules miss things and err. Of eight texts written to try them they found half of what these said;
nine in ten of the values that they proposed were right. See each before you rely on it, and the text
for what is missing. Where a place lies is not looked up; this does that afterwards:

  interdict geocode --dry-run
""",
    ),
}

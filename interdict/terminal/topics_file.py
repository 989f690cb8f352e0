"""What `interdict help` says of the file, its history, and what commands write."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
    "log": Topic(
        "history, undo, and who did what",
        """\
Every command that writes is one change in the log, with its author and time. Nothing in the log is
ever altered or erased.

  interdict log
  interdict log TH-2009-31F

'undo' takes back the last change made in this file, or one that you name, by a new change. It
refuses where a value was changed again since; --force takes back the rest.

  interdict edit TH-2009-31F --outcome released
  interdict undo

Given again, 'undo' goes one change further back. It says how to bring back what it took: an undo is
a change, too, and 'undo CHANGESET' with its name undoes it.

What was removed can be brought back in the same way. Your name in the log is a setting:

  interdict config set author 'Ana Maria'

The tables follow from the log; this compares them, finds what was altered in another program, and
says how to put it back or keep it:

  interdict check
""",
    ),
    "files": Topic(
        "where things are, and what you may pass on",
        """\
Cases, sources and history are in one SQLite file. Which one: --db FILE, else the variable
INTERDICT_DB, else the setting db, else the file in your data folder. A variable that is empty counts
as none; an empty --db or FILE is refused.

  interdict db path
  interdict db info
  interdict db backup
  interdict config path

Nothing goes over the network without --online. A copy of the file holds all of it: removed records
stay in its log, and so do values marked private. Pass the file on to those who may see all that. To
others give a reading copy, of everything or of some cases:

  interdict publish cases.db
  interdict extract regime:DPRK -o dprk.db

'tlp' is the sharing mark of a record (clear, green, amber, amber+strict, red), 'private' marks what
is not to be published. Into a reading copy goes what is unmarked or clear, with --tlp also what is
marked up to that; red and private never. A case, party, source, claim or note stays with all that
hangs on it: records of the case, claims of the source, values that only such claims give, and texts
in which a name, an address or a sentence of it stands. A mark that is none counts as red, and so
does the strictest of those on which people differ. Private persons stay unless --persons is given.
The command says what it left out; it cannot know what a text tells in other words. Documents and
tables ('export', 'list -o') do not leave marked values out.

Private persons, parties of the kind 'person', are left out of documents, pages and reports together
with all that is said of them, unless --persons is given; it is said how many. 'show' and 'compare'
on your own terminal do name them. A document without them says so ('persons_left_out'), and its
import keeps the ones that the file has.

While a command writes, a file that ends in -journal stands beside yours. Left there by a crash it
is needed: move both together, and the next command sets things right.
""",
    ),
    "formats": Topic(
        "tables, CSV, JSON and the other outputs",
        """\
On a terminal, lists and reports are tables. In a pipe they are TSV with a header and whole values.
-f chooses another form, -o writes to a file whose ending says which.

  table  for eyes; folded, never cut
  tsv    a line for each row; the form for a pipe
  csv    for spreadsheets; cells that would run get a '
  json   a list of objects; the keys are stable
  yaml   the same as YAML
  md     a Markdown table

  interdict list -f json
  interdict list mode:sea -o sea.csv
  interdict report summary -f md

Data goes to stdout, all else to stderr; -q keeps stderr for errors. Control characters in a text
are shown as escapes such as \\x1b, and are whole in JSON.

  interdict config set format json
""",
    ),
    "exit-codes": Topic(
        "what a command's exit code means",
        """\
  0    fine
  1    failed: the disk is full, a file may not be written, you said no
  2    usage: an unknown option, field or term
  3    not found: a file, a case, a source
  4    data refused, a check found something, or 'recover' saved only a part
  5    merged, with open conflicts
  130  interrupted

An error is one line, 'error: ...', and mostly a second, 'hint: ...'; for documents a line for each
problem, with file and line. When a command fails, nothing was changed, with two exceptions: where a
change was made and only the report of it could not be written, the exit code is 1, and the error
says so and names the change; and 'recover' keeps what it could save. An import, a merge or an edit
is made as a whole or not at all.
""",
    ),
}

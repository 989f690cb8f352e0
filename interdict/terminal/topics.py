"""What `interdict help` explains: topics in plain English, and how they are fitted to the screen.

In a topic a line without indent is running text. An indented line is kept, and where the screen is too narrow for its
paragraph it is folded: two blanks or more stand between a word and its explanation, a deeper indent goes on with the
line before. Lines that begin with `interdict` are examples; a test runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

WIDEST = 100  # cells; longer lines are hard to read
_GAP = 2
_LEAST = 24  # cells for an explanation beside its word; with less it stands beneath


class Topic(NamedTuple):
    """A topic of the help: what it is about, and the text."""

    meaning: str
    text: str


TOPICS: Mapping[str, Topic] = {
    "dates": Topic(
        "how dates are written, read and searched",
        """\
Sources are rarely exact, so a date says how exact it is. In the file it is EDTF (ISO 8601-2):

  2009-12-12               a day
  2009-08, 2009            some day in the month, in the year
  2009-07~                 about July 2009
  2009-07?                 perhaps July 2009
  2009-11-03/2009-11-04    from one day to the other
  [2013-07-10,2013-07-15]  one of these days
  2013-07-10/..            from then on, the end is not known

You may write dates as people do, '12 Dec 2009', 'early March 2011', 'about August 2009', 'between 3
and 5 May 2010'; what was not written is never added. 03/04/2010 is refused, for it is two dates.

  interdict add --title Trial --date 'about May 2009' -n

Every date has an earliest and a latest day. A search with date: finds what may have happened in its
window, one with certain: what must have.

  interdict list date:2009..2010-06
  interdict list certain:2009
""",
    ),
    "terms": Topic("how to say which cases are meant", ""),  # the words are those of the query itself
    "documents": Topic(
        "a case as a text to write, read, import and export",
        """\
A case is one YAML document. What can be written in it can be recorded, and the other way round. The
least is a title:

  title: Rifles among glass wool at Mersin
  date: early March 2011
  states: [TR]
  place: Mersin, Türkiye
  outcome: seized
  cargo:
    - {key: load, description: rifles, source: paper,
       quantity: "about 1,500 rifles"}
  sources:
    paper: {publisher: A newspaper, published: 2011-03-12}
    radio: {publisher: A broadcaster}
  claims:
    - {of: load, field: quantity, value: "1,400 rifles",
       source: radio, locator: morning news}
  source: paper

  interdict add case.yaml

'key' names a row within its case, and others refer to it. 'source' on a row says which source
gives the values of that row; at the top, those of the case itself. It is a key of 'sources' or that
of a source in the file. Ids, keys and the reference are made where they are absent. A key that is
misspelt is an error with its line. Sections have the names of 'interdict fields' in the plural:
conveyances, cargo, parties, events, legs, basis, sources, claims, judgements, notes.

Or begin with a case that is there, and change what you like. An import adds and changes; with
--replace it also removes what the document leaves out.

  interdict show TH-2009-31F -f yaml -o thai.yaml
  interdict import thai.yaml
  interdict import thai.yaml --replace

Several cases may stand in one file, with '---' between them. JSON is read as well. An editor that
knows the schema completes keys and words:

  interdict schema -o case.schema.json
""",
    ),
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

  a, return  accept it
  c          change it
  d          drop it; with the first value of a record, the record
  r          accept the rest of the case
  s          skip the case
  q          stop and add nothing

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

The rules miss things and err: see what they propose before you rely on it.
""",
    ),
    "claims": Topic(
        "what each source says, and what you make of it",
        """\
The record holds the value that you adopted. Claims hold what each source says of it, so that
sources may disagree and nothing is thrown away.

An option --source, or 'source' in a document, makes a claim for each value given with it:

  interdict edit TH-2009 --mode air --source bbc-2009-12-12

A claim can say more. In a document:

  claims:
    - of: load               # the record, by its key
      field: quantity
      value: 40 t
      source: bbc-2009-12-12
      locator: "paragraph 4"
      stance: asserts        # or denies, retracts
      status: alternative    # what you make of it
      credibility: 3         # 1 confirmed ... 6 cannot tell

'interdict show' writes the sources behind each value as footnotes and the other values beneath it.

  interdict show TH-2009-31F/load
  interdict list is:disputed
  interdict fields claim
""",
    ),
    "sources": Topic(
        "who says so: adding, citing and grading sources",
        """\
A source stands once in the file, and any number of cases cite it. It is known by its key; the same
address or UN symbol is the same source in everybody's file.

  interdict source add --key ap-2010 --title 'Crew deported'
  interdict source list
  interdict source show act-2010-01
  interdict source edit act-2010-01 --reliability B

Options and documents cite it by its key or address, or describe a new one in one line:

  --source act-2010-01
  --source https://example.org/report
  --source 'A title; publisher=A paper; published=2010-01'

'reliability' is the Admiralty scale, A completely reliable to E unreliable, F cannot be judged. It
grades the source; 'credibility', 1 to 6, grades one claim. 'derived_from' says that a source copies
another, so that two copies of one wire do not count as two voices.
""",
    ),
    "quantities": Topic(
        "how amounts and money are read and kept",
        """\
An amount keeps the unit and the words of its source. 'about 35 tons' is kept as 35 t, as reported
'about 35 tons'. Conversions happen in reports only, and are labelled.

  35 t, 2,300 kg           a value with its unit
  about 35 tons            the value, and the words
  at least 30 t            a lowest value
  up to 45 t               a highest value
  100-200 rifles           both
  several hundred rifles   no figure; the words are kept
  US$18 million            money: amount and currency

What can be read in two ways is refused with both of them. The parts can also be given one by one,
in a document or with --set:

  interdict edit TH-2009/load --set quantity.scope=load
  interdict edit TH-2009/load --set 'quantity=about 40 t'

'basis' says where the figure is from: weighed, counted, declared, reported, estimated. 'scope' says
of what: this item, a part of the load, the load, gross. A part and its whole are never added up.

  interdict fields cargo.quantity
""",
    ),
    "identifiers": Topic(
        "ship, aircraft and container numbers",
        """\
Identifiers are kept as given. Wrong ones are warned about and never refused, for sources print
wrong numbers, and a ship under another's name has a valid one: a check digit proves nothing about
identity.

  imo_number          IMO ship number, 7 digits, check digit
  imo_company_number  IMO company number, 7 digits
  mmsi                9 digits; its first three name a country
  call_sign           radio call sign
  registration        aircraft mark, such as 4L-AWA; a plate
  icao_24bit          aircraft address, 6 hexadecimal digits
  container_number    ISO 6346, such as CSQU 305438 3
  lei                 Legal Entity Identifier, 20 characters

Each case holds a ship as reported there. One that changed its name is two rows: give the earlier
one 'identity_of', the key of the other, and 'period'.

  interdict list imo:7937317
  interdict fields conveyance
""",
    ),
    "places": Topic(
        "how places, countries and positions are written",
        """\
A place has a name, a country and perhaps a UN/LOCODE. A text is read as name, then country:

  Bangkok, Thailand        name and country
  Thailand                 a country alone
  a port in the Gulf       a name alone

Countries are ISO 3166-1 codes in the file and names on the screen; common names are read, and
former states are known. International waters are XZ.

The place of the case may also say what kind of place it is in law (zone) and where on the map, with
how exact that is:

  place: {name: Bangkok, country: TH, zone: airport,
          latitude: 13.91, longitude: 100.61,
          precision: facility}

  interdict edit TH-2009-31F --position '13.91N 100.61E'
  interdict list place:bangkok
  interdict list country:TH
""",
    ),
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

What was removed can be brought back in the same way. Your name in the log is a setting:

  interdict config set author 'Ana Maria'

The tables follow from the log; this compares them, and finds what was altered by hand:

  interdict check --rebuild
""",
    ),
    "files": Topic(
        "where things are, and what you may pass on",
        """\
Cases, sources and history are in one SQLite file. Which one: --db FILE, else the variable
INTERDICT_DB, else the setting db, else the file in your data folder.

  interdict db path
  interdict db info
  interdict db backup
  interdict config path

Nothing goes over the network. A copy of the file holds all of it: removed records stay in its log,
and so do values marked private. Pass the file on to those who may see all that. To others give
documents or tables of some cases, and look through them before:

  interdict export regime:DPRK -o cases.yaml
  interdict list regime:DPRK -o cases.csv

'tlp' is the sharing mark of a record (clear, green, amber, amber+strict, red), 'private' marks what
is not to be published. They travel with the record; documents do not leave marked values out.

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
  4    data refused, or a check found something
  5    merged, with open conflicts
  130  interrupted

An error is one line, 'error: ...', and mostly a second, 'hint: ...'; for documents a line for each
problem, with file and line. When a command fails, nothing was written.
""",
    ),
    "vocabulary": Topic(
        "the words that fields take",
        """\
Some fields take words of a list, such as outcome, mode or category. They are read in any case of
letters, with blanks or hyphens: 'Turned back' is turned_back. Common other names are known, such as
lorry for truck.

Each word has a meaning:

  interdict fields outcome
  interdict fields cargo.category
  interdict fields

Four say how sure a thing is, each of something else: 'confidence' of the analyst in the case (low,
moderate, high, ICD 203), 'reliability' of a source (A to F) and 'credibility' of a claim (1 to 6,
both the Admiralty scale), 'status' of a claim, which is what you made of it.

'unknown' means that the sources do not say; an empty field, that nobody has looked yet.
""",
    ),
}


def fit(text: str, width: int) -> str:
    """Fold a topic to a width, running text anew and indented lines where they do not fit."""
    width = min(width, WIDEST)
    return "\n".join(f"{_fit_paragraph(paragraph, width)}\n" for paragraph in re.split(r"\n\s*\n", text.strip("\n")))


def _fit_paragraph(paragraph: str, width: int) -> str:
    lines = paragraph.split("\n")
    if not paragraph.startswith(" "):
        return "\n".join(_wrap(" ".join(lines), width))
    if max(map(len, lines)) <= width:
        return paragraph
    entries = [entry for line in _join_lines(lines) for entry in _split_entries(line)]
    room = max((len(word) for word, meaning in entries if meaning), default=0)
    return "\n".join(line for word, meaning in entries for line in _fit_entry(word, meaning, room, width))


def _join_lines(lines: list[str]) -> Iterator[str]:
    """Yield lines with those that go on with them, by their deeper indent, joined on."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    whole = ""
    for line in lines:
        if whole and len(line) - len(line.lstrip()) > indent:
            whole += " " + line.strip()
        else:
            if whole:
                yield whole
            whole = line.strip()
    yield whole


def _split_entries(line: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a line with their explanations; a line may hold two such pairs beside each other."""
    cells = re.split(r" {2,}", line)
    for number in range(0, len(cells), 2):
        yield cells[number], "".join(cells[number + 1 : number + 2])


def _fit_entry(word: str, meaning: str, room: int, width: int) -> list[str]:
    margin = " " * _GAP
    if not meaning:
        return _wrap(word, width, first=margin, others=margin * 2)
    column = _GAP + room + _GAP
    if width - column >= _LEAST:
        return _wrap(meaning, width, first=f"{margin}{word.ljust(room)}{margin}", others=" " * column)
    return [
        *_wrap(word, width, first=margin, others=margin * 2),
        *_wrap(meaning, width, first=margin * 3, others=margin * 3),
    ]


def _wrap(text: str, width: int, *, first: str = "", others: str = "") -> list[str]:
    from textwrap import wrap

    return wrap(text, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)

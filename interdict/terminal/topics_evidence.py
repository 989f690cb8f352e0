"""What `interdict help` says of cases as documents, their sources, and what these say."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
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

The editor that VISUAL or EDITOR names opens a case as such a text, with a remark on each field. A
mistake opens it again with the reason above the line; what changes is shown before it is written;
and where somebody else changed the case meanwhile, nothing of theirs is overwritten. On a terminal:
'interdict edit TH-2009-31F', 'interdict add --editor'.

Or begin with a case that is there, and change what you like. An import adds and changes; with
--replace it also removes what the document leaves out.

  interdict show TH-2009-31F -f yaml -o thai.yaml
  interdict import thai.yaml
  interdict import thai.yaml --replace

Export and import again give the same records, in any file. 'recorded' is the day on which a case
came into the file that wrote the document; whoever imports it has a day of their own in the log.
'distances' is how far the legs go, as 'show' measured it: leg (its key), km, nm, method (geodesic or
sea lanes), and remark, which says why there is none. An import leaves it unread.
Where two records share a key, a document tells them apart as load and load~2. Sources of the file
that share one are paper~1 and paper~2 everywhere, in documents, lists and commands.

Several cases may stand in one file, with '---' between them. JSON is read as well. An editor that
knows the schema completes keys and words:

  interdict schema -o case.schema.json
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
    "duplicates": Topic(
        "two records of one event: how they are found, and what to do",
        """\
Two people who read two articles enter one event twice. When a case is added or imported it is compared
with those of the file: on a terminal you are asked before it is written, elsewhere it is written with a
warning. The whole file is looked through by:

  interdict duplicates
  interdict duplicates regime:DPRK --least 30

Points, out of 100, say how likely two cases are of one event, and each is explained: +45 for an
identifier that both have, +40 for the name of a ship, +30 for a day, +12 for a place, a cover or like
goods; -30 for ships of other names, -70 for more than a year between them. Pairs from 50 points on
are shown. A day, a place and a kind of goods that many cases share are never enough.

Your verdict is a judgement. Nothing is merged, nothing is lost, and you are not asked again. A new
case that was left out as the same stays out when it is given again, by its id or by what it says:
the case that was kept remembers it.

  interdict judge EG-2016 KR-2018-BX4 different --why ships
  interdict duplicates --judged
""",
    ),
}

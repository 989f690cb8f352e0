"""What `interdict help` says of values: dates, quantities, identifiers, places, words."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
    "entry": Topic(
        "how to enter a case: by questions, options, a document, an editor",
        """\
'interdict add' on a terminal asks for a case: what, when, where, who, how, cargo, outcome, source,
and then for whatever else you name. Each answer is checked at once. A date or quantity that is
written in words is shown as it was read, for you to agree.

  Enter   takes what stands in [ ], else leaves the question open
  TAB     completes words, countries, places, and what your file has
  -       leaves open what Enter would fill
  <       goes back one question, as often as you like
  ?       explains the question, with all words of a list
  .       finishes; you see the case and are asked once before it is written
  ctrl-C  stops and keeps your answers as a draft

What is proposed is from the place, or from the case that is most like yours, which is named. A
line may hold a whole record: its main field, then others by name; a semicolon of your own is \\;

  party crew; role=crew; count=5; status=detained
  basis UNSCR 1874

Both are answers to 'anything else?', where any field of a case may be named too, as in 'trigger
foreign tip'. 'interdict add --resume' goes on with the newest draft, or with the one that
has the number which you give.

  interdict add --drafts

In one command, or from a document, the same is said like this:

  interdict add --title 'A plane held' --state TH --mode air
  interdict help documents

'interdict add --editor' opens an empty case in your editor, with a remark on each field.
""",
    ),
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
and 5 May 2010', 'second half of 2012', 'by May 2010'; what was not written is never added. What may
be two dates is asked about: 03/04/2010, 2009/10, winter 2011; and so is a weekday that it was not.

  interdict add --title Trial --date 'about May 2009' -n

Every date has an earliest and a latest day. A search with date: finds what may have happened in its
window, one with certain: what must have.

  interdict list date:2009..2010-06
  interdict list certain:2009
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
  Bangkok (THBKK)          name and UN/LOCODE
  Thailand                 a country alone
  a port in the Gulf       a name alone

Countries are ISO 3166-1 codes in the file and names on the screen; common names are read, and
former states are known. International waters are XZ.

With --place a name is looked up in the gazetteer, a file that comes with interdict: 100,000 ports,
airports, cities, border crossings, seas and countries, under other spellings and in other scripts.
Where one place alone can be meant, its coordinates, country and UN/LOCODE are filled in, and you
are told; the name stays as you wrote it. These are understood too:

  THBKK, DMK, VTBD         UN/LOCODE, IATA and ICAO codes, in capitals
  Sunan airport            the kind of place that is meant
  off Salalah              off a place: its coordinates, and some way around them
  50 nm west of Aden       so far off, in that direction
  Jebel Ali, Dubai         a country, or something near it, beside the name
  13.91N 100.61E           coordinates, also 13-54.6N 100-36.6E, 13°54'36"N 100°36'36"E, 1354N 10036E

Where what stands beside a name is not understood, as in Paris, Texas, nothing is filled in and you
are told: it may be another place.

Nothing goes over the network, unless a command that has it is given --online; then names are sent
to a geocoder (Nominatim of OpenStreetMap, or what the setting geocoder names), one a second, and
its answers are kept in your cache folder.

The place of the case may also say what kind of place it is in law (zone) and where on the map, with
how exact that is:

  place: {name: Bangkok, country: TH, zone: airport,
          latitude: 13.91, longitude: 100.61,
          precision: facility}

The legs of a route are measured whenever they are shown: by sea along sea lanes, else by the
geodesic, the shortest line on the ellipsoid. An end is the recorded position or UN/LOCODE, else the
one place that its name means; a country has no point to measure from. An end that lies 50 km or more
from the lanes is said, and beyond 250 km there is no way by sea. Where a case has no legs, --distances
and the reports propose them, from origin over the place to the destination.

  interdict edit TH-2009-31F --position '13.91N 100.61E'
  interdict show IN-2009-311 --distances
  interdict report routes mode:sea
  interdict place 'Kampong Som'
  interdict near Salalah --within 200nm
  interdict geocode mode:sea --dry-run
  interdict list place:bangkok
  interdict list country:TH
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

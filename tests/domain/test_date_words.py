"""Dates as people write them: what is read, what needs a reference, what is refused rather than guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.domain.date_words import parse_date
from interdict.domain.dates import find_bounds, format_date, parse_edtf

WRITTEN = [
    ("2009", "2009"),
    ("2009-07~", "2009-07~"),
    ("[2013-07-10, 2013-07-15]", "[2013-07-10,2013-07-15]"),
    ("12 Dec 2009", "2009-12-12"),
    ("12 DECEMBER 2009", "2009-12-12"),
    ("12-Dec-2009", "2009-12-12"),
    ("12 December, 2009", "2009-12-12"),
    ("the 12th of December 2009", "2009-12-12"),
    ("Dec. 12, 2009", "2009-12-12"),
    ("December 12th, 2009", "2009-12-12"),
    ("  Sept. 1st 2009 ", "2009-09-01"),
    ("12/12/2009", "2009-12-12"),
    ("13/04/2009", "2009-04-13"),
    ("04/13/2009", "2009-04-13"),
    ("12.12.2009", "2009-12-12"),
    ("2009/12/12", "2009-12-12"),
    ("2009-8-3", "2009-08-03"),
    ("Dec 2009", "2009-12"),
    ("May 2009", "2009-05"),
    ("early August 2009", "2009-08-01~/2009-08-10~"),
    ("mid-August 2009", "2009-08-11~/2009-08-20~"),
    ("late July 2009", "2009-07-21~/2009-07-31~"),
    ("late February 2008", "2008-02-21~/2008-02-29~"),
    ("about July 2009", "2009-07~"),
    ("circa 2009", "2009~"),
    ("c. 2009", "2009~"),
    ("around 12 Dec 2009", "2009-12-12~"),
    ("possibly 12 Dec 2009", "2009-12-12?"),
    ("12 Dec 2009 (uncertain)", "2009-12-12?"),
    ("possibly about July 2009", "2009-07%"),
    ("possibly early August 2009", "2009-08-01%/2009-08-10%"),
    ("spring 2009", "2009-21"),
    ("Fall 2009", "2009-23"),
    ("winter 2009/10", "2009-24"),
    ("winter 2009-2010", "2009-24"),
    ("between 3 and 4 November 2009", "2009-11-03/2009-11-04"),
    ("between 2009 and 2010", "2009/2010"),
    ("3-4 November 2009", "2009-11-03/2009-11-04"),
    ("3–4 November 2009", "2009-11-03/2009-11-04"),
    ("November 3-4, 2009", "2009-11-03/2009-11-04"),
    ("3 to 5 May 2010", "2010-05-03/2010-05-05"),
    ("3 May - 5 June 2010", "2010-05-03/2010-06-05"),
    ("from 3 May 2010 to 5 June 2010", "2010-05-03/2010-06-05"),
    ("from about 3 May 2010 to 5 June 2010", "2010-05-03~/2010-06-05"),
    ("28 Dec 2009 to 3 Jan 2010", "2009-12-28/2010-01-03"),
    ("May to June 2010", "2010-05/2010-06"),
    ("2009-2010", "2009/2010"),
    ("13/04/2009 - 15/04/2009", "2009-04-13/2009-04-15"),
    ("since May 2010", "2010-05/.."),
    ("since about May 2010", "2010-05~/.."),
    ("after May 2010", "2010-06/.."),
    ("until May 2010", "../2010-05"),
    ("before May 2010", "../2010-04"),
    ("before January 2010", "../2009-12"),
    ("before 1 March 2012", "../2012-02-29"),
    ("before 2010", "../2009"),
    ("10 or 15 July 2013", "[2013-07-10,2013-07-15]"),
    ("about 10 or 15 July 2013", "[2013-07-10~,2013-07-15~]"),
    ("10 July 2013 or 3 August 2014", "[2013-07-10,2014-08-03]"),
    ("10 and 15 July 2013", "{2013-07-10,2013-07-15}"),
    ("Saturday 12 December 2009", "2009-12-12"),
    ("Sat., Dec. 12, 2009", "2009-12-12"),
    ("on Saturday, 12 December 2009", "2009-12-12"),
    ("on 12 December 2009", "2009-12-12"),
    ("in December 2009", "2009-12"),
    ("on or about 12 December 2009", "2009-12-12~"),
    ("12. 12. 2009", "2009-12-12"),
    ("12Dec2009", "2009-12-12"),
    ("Dec2009", "2009-12"),
    ("Dec-12-2009", "2009-12-12"),
    ("2009 Dec 12", "2009-12-12"),
    ("2009-Dec-12", "2009-12-12"),
    ("12/2009", "2009-12"),
    ("5/2013", "2013-05"),
    ("05.2013", "2013-05"),
    ("2013/5", "2013-05"),
    ("2013/05", "2013-05"),
    ("2013–05", "2013-05"),
    ("2009-12-12 10:00", "2009-12-12T10:00"),
    ("2009-12-12 10:00z", "2009-12-12T10:00Z"),
    ("approx. 2010", "2010~"),
    ("ca 2010", "2010~"),
    ("May 2010 (approx.)", "2010-05~"),
    ("May 2010?", "2010-05?"),
    ("about May 2010?", "2010-05%"),
    ("11/12 December 2009", "2009-12-11/2009-12-12"),
    ("May/June 2010", "2010-05/2010-06"),
    ("by May 2010", "../2010-05"),
    ("no later than 5 May 2010", "../2010-05-05"),
    ("prior to 2010", "../2009"),
    ("from May 2010", "2010-05/.."),
    ("not before 3 May 2010", "2010-05-03/.."),
    ("Q3 2009", "2009-07/2009-09"),
    ("third quarter of 2009", "2009-07/2009-09"),
    ("the last quarter of 2009", "2009-10/2009-12"),
    ("first half of 2010", "2010-01/2010-06"),
    ("H2 2010", "2010-07/2010-12"),
    ("1990s", "199X"),
    ("the 1990's", "199X"),
]

RELATIVE = [
    # written on Tuesday 15 December 2009
    ("today", "2009-12-15"),
    ("yesterday", "2009-12-14"),
    ("3 days ago", "2009-12-12"),
    ("two weeks ago", "2009-11-30~/2009-12-06~"),
    ("a month ago", "2009-11~"),
    ("twelve months ago", "2008-12~"),
    ("a year ago", "2008~"),
    ("this week", "2009-12-14/2009-12-20"),
    ("last week", "2009-12-07/2009-12-13"),
    ("this month", "2009-12"),
    ("last month", "2009-11"),
    ("last year", "2008"),
    ("last Friday", "2009-12-11"),
    ("last Tuesday", "2009-12-08"),
    ("last August", "2009-08"),
    ("last Sept.", "2009-09"),
    ("last December", "2008-12"),
    ("Dec. 12", "2009-12-12"),
    ("15 December", "2009-12-15"),
    ("16 December", "2008-12-16"),
    ("29 February", "2008-02-29"),
    ("December", "2009-12"),
    ("about August", "2009-08~"),
    ("early August", "2009-08-01~/2009-08-10~"),
    ("late December", "2008-12-21~/2008-12-31~"),
    ("3 to 5 May", "2009-05-03/2009-05-05"),
    ("10 or 15 July", "[2009-07-10,2009-07-15]"),
    ("since May", "2009-05/.."),
]

REFUSED = [
    ("", "no date given"),
    ("soon", "cannot read 'soon' as a date: write for example 12 Dec 2009 or about August 2009"),
    ("12 Dec 09", "'12 dec 09' has a year of two digits: write all four, as in 12 Dec 2009"),
    ("12-Dec-09", "year of two digits"),
    ("Sat 12 Dec '09", "year of two digits"),
    ("12/12/09", "'12/12/09' has a year of two digits"),
    ("unknown", "'unknown' is no date: leave the field empty where the date is not known"),
    ("n/a", "is no date"),
    ("Friday 12 December 2009", "2009-12-12 is a Saturday, so 'friday 12 december 2009' is no day: write which it was"),
    ("Friday, 12 December", "names a weekday and no whole date"),
    ("2009/10", "2009/10 is October 2009 or 2009 to 2010: write 2009-10 or 2009/2010"),
    ("2009–10", "2009–10 is October 2009 or 2009 to 2010: write 2009-10 or 2009/2010"),
    ("2009–13", "write 2009/2013"),
    ("late 2009", "may be weeks or months: write the months, as in 2009-09/2009-12"),
    ("mid-2009", "write the months, as in 2009-05/2009-08"),
    ("the beginning of 2009", "write the months, as in 2009-01/2009-04"),
    ("end of December 2009", "may be a day or ten: write late december 2009, or the day"),
    ("third half of 2009", "cannot read"),
    ("12 Décembre 2009", "cannot read"),
    ("20091212", "write 2009-12-12"),
    ("2009-02-30", "February 2009 has 28 days"),
    ("30 Feb 2009", "February 2009 has 28 days"),
    ("31/02/2009", "February 2009 has 28 days"),
    ("31 April", "April has 30 days"),
    ("13/13/2009", "months are 01 to 12"),
    ("00/12/2009", "days are 01 to 31"),
    ("03/04/2009", "03/04/2009 is 3 April or 4 March: write 2009-04-03 or 2009-03-04"),
    ("03.04.2009", "write 2009-04-03 or 2009-03-04"),
    ("winter 2009", "write winter 2008/09 or winter 2009/10"),
    ("winter 2009/11", "cannot read"),
    ("3, 2009", "cannot read"),
    ("12", "cannot read '12'"),
    ("3 to 2009", "cannot read"),
    ("3 May 2009 to 5 June", "cannot read"),
    ("28 Dec to 3 Jan 2010", "the start 2010-12-28 comes after the end 2010-01-03"),
    ("2009-08 Dec. 2010", "cannot read"),
    ("2009-May 2010", "cannot read"),
    ("Dec. to 12", "cannot read"),
    ("between May", "cannot read"),
    ("before 0001", "no date lies before 0001"),
    ("after 9999-12-31", "no date lies after 9999-12-31"),
    ("١٢ Dec 2009", "cannot read"),
    ("x" * 100_000, "a text of 100000 characters is not a date"),
]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN)
def test_written_date_is_read(text: str, edtf: str) -> None:
    assert parse_date(text) == edtf


@pytest.mark.parametrize(("text", "edtf"), RELATIVE)
def test_relative_date_is_read_from_its_reference(text: str, edtf: str) -> None:
    assert parse_date(text, reference="2009-12-15") == edtf


@pytest.mark.parametrize("text", [row[0] for row in RELATIVE])
def test_relative_date_without_a_reference_asks_for_one(text: str) -> None:
    with pytest.raises(ValueError, match="needs a reference date"):
        parse_date(text)


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refusal_says_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "reference", "edtf"),
    [
        ("last month", "2009-12", "2009-11"),
        ("last year", "2009", "2008"),
        ("November", "2009-12~", "2009-11"),
        ("28 February", "2009-12", "2009-02-28"),
    ],
)
def test_vague_reference_serves_where_it_makes_no_difference(text: str, reference: str, edtf: str) -> None:
    assert parse_date(text, reference=reference) == edtf


@pytest.mark.parametrize(
    ("text", "reference", "message"),
    [
        ("yesterday", "2009-12", "is 2009-11-30 or 2009-12-30 for the reference date 2009-12"),
        ("12 December", "2009-12", "is 2008 or 2009 for the reference date 2009-12: give the day"),
        ("today", "2009/..", "the reference date 2009/.. has an open end"),
        ("today", "lately", "cannot read 'lately' as a date"),
        ("yesterday", "0001-01-01", "lies outside the years 0001 to 9999"),
        ("12 December", "0001-01-01", "lies outside the years 0001 to 9999"),
        ("a month ago", "0001-01-01", "lies outside the years 0001 to 9999"),
        ("a year ago", "0001-01-01", "lies outside the years 0001 to 9999"),
        ("last May", "0001-01-01", "lies outside the years 0001 to 9999"),
    ],
)
def test_reference_that_decides_nothing_is_refused(text: str, reference: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_date(text, reference=reference)


@pytest.mark.parametrize("text", ["August 2009", "about August 2009", "2009", "August", "last August", "a month ago"])
def test_day_that_was_not_written_is_never_added(text: str) -> None:
    assert re.fullmatch(r"[0-9]{4}(-[0-9]{2})?~?", parse_date(text, reference="2009-12-15"))


WORDS = re.findall(
    r"\S+",
    """0 1 3 12 29 31 99 2009 2010 0001 9999 0000 2009-08 2009-12-12 12/12/2009 12.13.2009 200X 1st
    , - / or and to from between since before after until about possibly c. early mid late last this
    week month year day ago two today yesterday Friday Feb May Dec. December spring winter (uncertain)
    the of [ ] ? ~ .. Saturday Sat. Q3 H1 first second half quarter 1990s 2009–10 2009/10 5/2013 on in by end
    10:00 no later than n/a 09 '09""",
)
sentences = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
references = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str) | st.sampled_from(["2009", "2009-12"])


@given(st.text() | sentences | sentences.map(lambda text: text.replace(" ", "")), references)
@settings(max_examples=2000, deadline=None)
def test_any_text_is_edtf_or_a_value_error(text: str, reference: str | None) -> None:
    try:
        edtf = parse_date(text, reference=reference)
    except ValueError:
        return
    assert parse_edtf(edtf) == edtf
    assert parse_date(edtf) == edtf
    earliest, latest = find_bounds(edtf)
    assert earliest is None or latest is None or earliest <= latest


plain = st.builds(
    lambda day, length: str(day)[:length],
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
marks = st.sampled_from(["", "?", "~", "%"])
seasons = st.builds(lambda year, season: f"{year:04}-{season}", st.integers(1, 9998), st.integers(21, 24))


@given(plain | seasons, marks)
@settings(deadline=None)
def test_date_shown_in_words_is_read_back(text: str, mark: str) -> None:
    assert parse_date(format_date(text + mark)) == text + mark


@given(st.lists(plain, min_size=2, max_size=2).map(sorted), marks, st.sampled_from(["/", "[]", "{}"]))
@settings(max_examples=300, deadline=None)
def test_pair_shown_in_words_is_read_back(pair: list[str], mark: str, kind: str) -> None:
    first, second = (text + mark for text in pair)
    edtf = f"{first}/{second}" if kind == "/" else f"{kind[0]}{first},{second}{kind[1]}"
    assert parse_date(format_date(edtf)) == edtf


@given(plain, marks, st.sampled_from(["{}/..", "../{}"]))
@settings(deadline=None)
def test_open_interval_shown_in_words_is_read_back(text: str, mark: str, form: str) -> None:
    edtf = form.format(text + mark)
    assert parse_date(format_date(edtf)) == edtf

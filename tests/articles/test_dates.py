"""When a case happened, as an article tells it."""

from __future__ import annotations

import pytest

from interdict.articles.reading import read_article
from tests.articles.asking import list_questions, list_values, read_one


@pytest.mark.parametrize(
    ("words", "published", "date"),
    [
        ("on Dec. 12", "2010-01", "2009-12-12"),
        ("last August", "2010-01", "2009-08"),
        ("on 3 May 2010", None, "2010-05-03"),
        ("on the tenth of April 1966", None, "1966-04-10"),
        ("on May 6-7", "2021-05-09", "2021-05-06/2021-05-07"),
        ("between 3 and 4 November 2009", None, "2009-11-03/2009-11-04"),
        ("yesterday", "2015-09-02", "2015-09-01"),
        ("on Tuesday", "2015-09-02", "2015-09-01"),
        ("last Friday", "2009-10-12", "2009-10-09"),
        ("in October 2018", None, "2018-10"),
        ("in March of last year", "2021-07-30", "2020-03"),
        ("in early March 2011", None, "2011-03-01~/2011-03-10~"),
        ("two weeks ago", "2009-08-29", "2009-08-10~/2009-08-16~"),
        ("a fortnight ago", "2009-08-29", "2009-08-10~/2009-08-16~"),
        ("this morning", "2015-09-02", "2015-09-02"),
        ("last night", "2015-09-02", "2015-09-01/2015-09-02"),
        ("on Tuesday last week", "2015-09-02", "2015-08-25"),
        ("on Tuesday a week ago", "2015-09-02", "2015-08-25"),
        ("on the 14th", "2015-09-20", "2015-09-14"),
        ("on the 31st at Phuket", "2015-09-20", "2015-08-31"),
    ],
)
def test_date_of_an_act_is_read_against_the_day_of_publication(words, published, date):
    case = read_one(f"Thai customs seized arms aboard a ship {words}.", published)
    assert list_values(case, "date") == [date]


def test_relative_date_without_day_of_publication_is_a_question():
    case = read_one("Thai customs seized arms aboard a ship on Tuesday.", None)
    assert list_values(case, "date") == []
    assert "--published" in list_questions(case, "date")[0].question


def test_day_of_publication_is_taken_from_the_text_where_none_is_given():
    read = read_article("PANAMA CITY, July 31, 2013 - Panama seized arms aboard a ship on July 10.")
    assert read.published == "2013-07-31"
    assert list_values(read.cases[0], "date") == ["2013-07-10"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials said on Tuesday that Thai customs had seized arms aboard a ship.",
        "Thai customs seized arms aboard a ship that had left Nampo on 3 May 2012.",
        "Thai customs seized arms aboard a ship after the Council adopted the resolution on 3 May 2012.",
    ],
)
def test_date_of_something_else_is_at_most_a_question(sentence):
    case = read_one(sentence)
    assert list_values(case, "date") == []
    assert list_questions(case, "date")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on Sunday, June 3", "2012-06-03"),
        ("on Sunday (June 3)", "2012-06-03"),
        ("on 3 June, a Sunday", "2012-06-03"),
        ("on May the 26th", "2012-05-26"),
        ("over the weekend", "2012-06-09/2012-06-10"),
        ("in the spring of 2011", "2011-21"),
        ("in November of last year", "2011-11"),
        ("earlier this month", "2012-06"),
        ("in April or May 2011", "[2011-04,2011-05]"),
        ("between April and July 2011", "2011-04/2011-07"),
        ("between 28 April and 3 May 2011", "2011-04-28/2011-05-03"),
        ("on the night of May 31 to June 1", "2012-05-31/2012-06-01"),
        ("in the first half of 2011", "2011-01/2011-06"),
    ],
)
def test_words_for_days_and_seasons_are_read(words, date):
    assert list_values(read_one(f"Omani customs seized arms aboard a dhow {words}."), "date") == [date]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("the next day", "2012-05-29"),
        ("the day before", "2012-05-27"),
        ("that night", "2012-05-28"),
        ("on the 30th", "2012-05-30"),
        ("two days after that", "2012-05-30"),
        ("a week later", "2012-06-04~"),
        ("the following Friday", "2012-06-01"),
        ("the previous Friday", "2012-05-25"),
        ("the following Monday", "2012-06-04"),
    ],
)
def test_step_is_counted_from_the_day_named_before(words, date):
    text = f"The dhow sailed on Monday, 28 May 2012. Omani customs seized it, with 200 rifles, {words}."
    assert list_values(read_one(text), "date") == [date]


def test_day_after_something_else_is_not_counted_from_the_day_named_before():
    text = "The dhow sailed on 28 May 2012. Omani customs seized it the day after the crew had mutinied."
    assert list_values(read_one(text), "date") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Between 3 and 5 June 2012 Omani customs seized arms aboard a dhow.", "2012-06-03/2012-06-05"),
        ("Three weeks ago Omani customs seized arms aboard a dhow.", "2012-05-21~/2012-05-27~"),
        ("3 June 2012: Omani customs seize 200 rifles aboard a dhow.", "2012-06-03"),
        ("Seized on 3 June 2012 by the Omani navy, the MV Light carried 200 rifles.", "2012-06-03"),
        ("Omani customs boarded the dhow Light. That was on 3 June 2012.", "2012-06-03"),
        ("Omani customs boarded the dhow Light. The boarding began at dawn on 3 June 2012.", "2012-06-03"),
        ("Omani customs seized the dhow Light. The seizure off Sohar took place on 3 June 2012.", "2012-06-03"),
        ("On 3 June 2012 officers of the Omani port authority opened a box and found rifles.", "2012-06-03"),
        (
            "The dhow left Iran on 28 May 2012. Six days later it was stopped by the Omani coast guard.",
            "2012-06-03",
        ),
    ],
)
def test_date_is_found_wherever_the_sentence_has_it(text, date):
    assert list_values(read_one(text), "date") == [date]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Two days after its navy stopped a ship, Oman on Thursday laid out rifles. The navy caught up with the "
         "freighter on Tuesday.", "2010-05-04"),
        ("The freighter So San was on 3 May 2010 seized by Oman.", "2010-05-03"),
        ("On 3 May 2010 the Omani authorities, acting on a tip received by the port, inspected the freighter So San.",
         "2010-05-03"),
        ("Oman boarded the freighter So San. Its hatches were opened for the marines on 3 May 2010.", "2010-05-03"),
        ("Oman seized the freighter So San in the second week of April 2010.", "2010-04-08/2010-04-14"),
        ("Oman seized rifles in mid-January 2010. The dhow was met by the frigate on 15 January 2010.", "2010-01-15"),
        ("Forty years ago today Oman seized the freighter So San.", "1970-05-06"),
        ("The discovery was made on 3 May 2010, when customs of Oman opened two containers of rifles.", "2010-05-03"),
    ],
)  # fmt: skip
def test_day_is_found_by_the_clause_it_stands_in_or_near_the_act(told, day):
    assert list_values(read_one(told, "2010-05-06"), "date") == [day]


@pytest.mark.parametrize(
    "told",
    [
        "Oman boarded the freighter So San. The Council adopted its resolution on 3 May 2010.",
        "Oman boarded the freighter So San. The ship had loaded rifles on 3 May 2010.",
        "Oman boarded the freighter So San. The ship was due to pass on Saturday.",
        "Oman boarded the freighter So San. It was met on 1 May 2010, and was watched on 3 May 2010.",
    ],
)
def test_day_of_something_else_is_not_proposed(told):
    assert list_values(read_one(told, "2010-05-06"), "date") == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on the 26th of last month", "2010-04-26"),
        ("on the last Tuesday of April 2010", "2010-04-27"),
        ("on the first Monday in March 2010", "2010-03-01"),
    ],
)
def test_day_is_read_by_its_place_in_a_month(words, day):
    case = read_one(f"The navy of Oman boarded the freighter So San {words}.", "2010-05-06")
    assert list_values(case, "date") == [day]

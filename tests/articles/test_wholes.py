"""A text, or a paragraph of one, that tells of a case in none of the words that the rules know."""

from __future__ import annotations

import pytest

from interdict.articles.reading import read_article
from tests.articles.asking import list_values, read_one

HOME = (
    "The tanker Blue Pearl may leave Salalah, where it has been tied up since 3 May 2010 over diesel oil handed to "
    "Iranian ships. The United Nations has agreed, Omani officials said. "
)


def test_text_without_a_known_verb_is_one_case_with_what_it_says():
    case = read_one(HOME)
    assert list_values(case, "date") == ["2010-05-03"]
    assert list_values(case, "states") == ["OM"]
    assert list_values(case, "outcome") == ["released"]
    assert list_values(case, "conveyance.name") == ["Blue Pearl"]
    assert list_values(case, "cargo.description") == ["diesel oil"]


def test_values_of_such_a_case_are_never_of_high_confidence_where_they_were_weighed():
    case = read_one(HOME)
    weighed = [p for p in case.proposals if p.field in {"date", "states", "place", "outcome"}]
    assert {p.confidence for p in weighed} == {"moderate"}


def test_paragraph_on_another_boat_and_another_year_is_a_case_of_its_own():
    text = (
        "On 11 January 2012 the navy of Oman boarded a dhow off Salalah. It carried rifles.\n\n"
        "On 15 January 2010, in the Gulf of Oman, they went over a boat and came away with 20 missiles."
    )
    dates = [list_values(case, "date") for case in read_article(text, published="2012-06-15").cases]
    assert dates == [["2012-01-11"], ["2010-01-15"]]


@pytest.mark.parametrize(
    "told",
    [
        "A tanker may be stopped by any state, says resolution 2375. Few are. Customs officers told me in May 2010 "
        "that they would rather not open a container.",
        "The Treasury put the tanker Blue Pearl on its list on 3 May 2010 for carrying crude oil to Syria.",
        "The navy of Oman took delivery of a frigate on 3 May 2010. The ship carries anti-ship missiles.",
        "The coast guard of Oman took 14 men off the freighter So San, which burned on 3 May 2010. All were rescued.",
        "Dockers refused on 3 May 2010 to unload the freighter So San, which had 20,000 tons of soybeans.",
    ],
)
def test_text_on_something_else_gives_no_case(told):
    assert read_article(told, published="2012-06-15").cases == ()

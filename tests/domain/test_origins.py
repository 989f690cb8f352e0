"""Which sources are independent of each other."""

from __future__ import annotations

import pytest

from interdict.domain.origins import count_voices, find_origins, read_origins
from interdict.domain.records import Record


def make_sources(*values: dict[str, str]) -> dict[str, Record]:
    return {str(number): Record("source", str(number), each) for number, each in enumerate(values)}


def count(*values: dict[str, str]) -> int:
    sources = make_sources(*values)
    return count_voices(find_origins(source, sources) for source in sources.values())


def test_five_papers_that_copy_one_wire_count_once():
    papers = [
        {"publisher": f"Paper {number}", "original": original}
        for number, original in enumerate(
            ("AP", "Associated Press", "The Associated Press (Bangkok)", "AP 13 Dec 2009", "quotes AP")
        )
    ]
    assert count(*papers) == 1
    assert count(*papers, {"publisher": "Associated Press"}, {"publisher": "Business Standard / AP"}) == 1
    assert count(*papers, {"publisher": "Paper 0"}) == 2


def test_copies_count_with_what_they_copy_however_far():
    chain = ({"publisher": "A"}, {"publisher": "B", "derived_from": "0"}, {"publisher": "C", "derived_from": "1"})
    assert count(*chain) == 1


def test_source_derived_from_itself_still_counts():
    assert count({"publisher": "A", "derived_from": "0"}) == 1
    assert count({"publisher": "A", "derived_from": "1"}, {"publisher": "A", "derived_from": "0"}) == 1


def test_source_of_two_origins_joins_neither_to_the_other():
    assert count({"publisher": "WSJ"}, {"publisher": "AP"}, {"publisher": "X", "original": "WSJ; AP"}) == 2
    assert count({"publisher": "X", "original": "WSJ; AP"}) == 1


def test_publisher_counts_once_and_the_nameless_each():
    assert count({"publisher": "The Hindu"}, {"publisher": "Hindu"}, {"publisher": "The Hindu (archive)"}) == 1
    assert count({}, {}, {"title": "leaflet"}) == 3
    assert count() == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AFP, citing Asahi Shimbun and Kyodo", {"AFP", "Kyodo", "asahi shimbun"}),
        ("AP via The Irrawaddy", {"AP", "irrawaddy"}),
        ("UN Panel of Experts report (paras 21-27, 35; annex 17)", {"un panel of experts"}),
        ("UN Panel of Experts 7 May 2011; IDF; Jerusalem Post", {"un panel of experts", "idf", "jerusalem post"}),
        ("Agence France-Presse", {"AFP"}),
        ("quotes Der Spiegel", {"der spiegel"}),
        ("Khaleej Times and agencies", {"khaleej times"}),
        ("Khaleej Times (unclosed", {"khaleej times"}),
        ("Maritime APP", {"maritime app"}),
        ("Cambridge University Press", {"cambridge university press"}),
        ("", set()),
        ("2009", set()),
    ],
)
def test_names_are_normalised_a_little(text, names):
    assert read_origins(text) == names


def test_publisher_that_reposts_is_not_an_origin():
    source = Record("source", "0", {"publisher": "blog.example, reposting The Times (London)"})
    assert find_origins(source, {}) == {"times"}

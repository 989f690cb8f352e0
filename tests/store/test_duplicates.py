"""Reading what duplicates are looked for by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from interdict.domain.outlines import OPEN, outline_case
from interdict.domain.traits import Traits
from interdict.domain.traits import read_traits as traits_of_records
from interdict.store.cases import read_case
from interdict.store.connection import open_reading
from interdict.store.duplicates import count_citing, list_present, read_outlines, read_traits
from tests.samples import THAI, add_case


def test_outlines_and_traits_of_the_file_are_those_of_the_records(starter: Path):
    with open_reading(starter) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM interdiction")]
        expected = {case_id: traits_of_records(case_id, read_case(connection, case_id)) for case_id in ids}
        found = read_traits(connection, ids)
        outlines = {outline.id: outline for outline in read_outlines(connection)}
    for case_id, traits in expected.items():
        cited = found[case_id].sources
        assert cited <= traits.sources  # the records have the sources of sources too
        assert _sort(found[case_id])._replace(sources=traits.sources) == _sort(traits)
        wanted = outline_case(traits)
        assert outlines[case_id]._replace(names=(), numbers=()) == wanted._replace(names=(), numbers=())
        assert sorted(outlines[case_id].names) == sorted(wanted.names)
        assert sorted(outlines[case_id].numbers) == sorted(wanted.numbers)


def _sort(traits: Traits) -> Traits:
    return traits._replace(crafts=tuple(sorted(traits.crafts, key=str)), goods=tuple(sorted(traits.goods, key=str)))


def test_outlines_of_a_span_are_of_the_cases_that_may_lie_in_it(file: Path):
    dates = {"before": "2009-11-01", "within": "2009-12", "after": "2010-02-01", "undated": None, "open": "2009-01/.."}
    titles = {add_case(file, {"title": title, **({"date": day} if day else {})}): title for title, day in dates.items()}
    span = (date(2009, 12, 12).toordinal(), date(2010, 1, 1).toordinal())
    with open_reading(file) as connection:
        found = {titles[outline.id]: outline.days for outline in read_outlines(connection, span)}
    assert found.keys() == {"within", "undated", "open"}
    assert found["undated"] == found["open"] == OPEN
    assert found["within"] == (date(2009, 12, 1).toordinal(), date(2009, 12, 31).toordinal())


def test_cases_that_cite_a_source_are_counted_up_to_enough(file: Path):
    sources = {"a": {"url": "https://example.org/a"}}
    for number in range(4):
        add_case(file, {"title": f"case {number}", "sources": sources})
    with open_reading(file) as connection:
        (source,) = (row[0] for row in connection.execute("SELECT id FROM source"))
        assert count_citing(connection, [source, "none"], most=9) == {source: 4, "none": 0}
        assert count_citing(connection, [source], most=3) == {source: 3}


def test_ids_that_the_file_has_are_told_from_others(file: Path):
    add_case(file, THAI)
    with open_reading(file) as connection:
        assert list_present(connection, [THAI["id"], "01a20cd6-0e0c-7665-86ef-29c36f870c99"]) == {THAI["id"]}

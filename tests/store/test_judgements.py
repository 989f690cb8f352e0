"""Reading judgements and joining what they make one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from interdict.store.connection import open_reading
from interdict.store.judgements import Judgement, find_contradictions, group_same, read_judgements
from tests.samples import THAI, add_case

PAIRS = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda pair: pair[0] != pair[1])


def judge(one: str, other: str, verdict: str = "same") -> Judgement:
    return Judgement(f"{one}{other}", "case", "conveyance", one, other, verdict, None)


def test_judgements_of_one_table_are_read_in_their_order(file: Path):
    other = "01a20cd6-0e0c-7665-86ef-29c36f870c99"
    judgements = [
        {"of": "plane", "other": other, "verdict": "same", "why": "the serial number"},
        {"of": "load", "other": other, "verdict": "unsure"},
        {"of": "plane", "other": THAI["id"], "verdict": "different"},
    ]
    add_case(file, {**THAI, "judgements": judgements})
    with open_reading(file) as connection:
        found = read_judgements(connection, "conveyance")
        assert [(each.verdict, each.why) for each in found] == [("same", "the serial number"), ("different", None)]
        assert len(read_judgements(connection)) == 3
    assert found[0].pair == {found[0].subject, other}


def test_same_joins_whatever_is_connected_and_nothing_else_does():
    groups = group_same([judge("a", "b"), judge("c", "d"), judge("e", "f", "unsure"), judge("d", "a")])
    assert groups == dict.fromkeys("abcd", frozenset("abcd"))


def test_different_within_a_group_is_a_contradiction():
    found = [judge("a", "b"), judge("b", "c"), judge("a", "c", "different"), judge("a", "x", "different")]
    assert [each.id for each in find_contradictions(found)] == ["ac"]


@given(st.lists(PAIRS))
def test_groups_do_not_depend_on_the_order_of_judgements(pairs):
    judgements = [judge(*pair) for pair in pairs]
    groups = group_same(judgements)
    assert groups == group_same(reversed(judgements))
    assert all(groups[one] == groups[other] for one, other in pairs)
    assert sum({id(group): len(group) for group in set(groups.values())}.values()) == len(groups)

"""Weighing whether two records are of one event."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.document_reader import read_case
from interdict.domain.traits import Traits, read_traits
from interdict.evidence.alike import are_one_name, fold_name, fold_number, list_words, share_words
from interdict.evidence.likeness import FEW, LIKELY, Crowd, weigh_pair
from interdict.exchange.documents import read_documents

HERE = Path(__file__).parent
CASES = HERE.parent.parent / "db" / "cases"


def read_tree(tree: dict[str, Any]) -> Traits:
    document = read_case(tree)
    return read_traits(document.case_id, document.records)


def read_file(name: str) -> list[tuple[str, Traits]]:
    return [(tree.pop("of", ""), read_tree(tree)) for tree in read_documents(HERE / name)]


STARTER = {
    traits.ref: traits
    for path in sorted(CASES.glob("*.yaml"))
    for traits in map(read_tree, read_documents(path))
    if traits.ref
}
RETOLD = read_file("retold.yaml")
OTHERS = [traits for _, traits in read_file("others.yaml")]

BASE: dict[str, Any] = {
    "title": "Rifles at Mersin",
    "date": "2011-03-12",
    "states": ["TR"],
    "place": {"name": "Mersin", "country": "TR"},
    "mode": "sea",
    "conveyances": [{"kind": "vessel", "name": "Star of the Sea", "imo_number": "9074729"}],
    "cargo": [{"description": "hunting rifles", "declared_as": "glass wool", "quantity": "1,500 rifles"}],
}


def vary(**values: Any) -> Traits:
    """Return the base case with other values; None takes one out."""
    tree = {**BASE, **values}
    return read_tree({name: value for name, value in tree.items() if value is not None})


def weigh(**values: Any) -> int:
    return weigh_pair(vary(), vary(**values)).score


def test_no_two_starter_cases_look_like_one_event():
    likely = [
        (one.ref, other.ref) for one, other in combinations(STARTER.values(), 2) if weigh_pair(one, other).score >= 40
    ]
    assert likely == []


@pytest.mark.parametrize(("ref", "traits"), RETOLD, ids=[f"{ref}: {traits.title}" for ref, traits in RETOLD])
def test_a_case_that_is_retold_is_recognised_and_no_other_is(ref: str, traits: Traits):
    scores = {other: weigh_pair(traits, case).score for other, case in STARTER.items()}
    assert {other for other, score in scores.items() if score >= LIKELY} == {ref}


def test_events_that_resemble_each_other_are_kept_apart():
    known = [*STARTER.values(), *OTHERS]
    pairs = [(one, other) for one in OTHERS for other in known if one.id != other.id]
    assert [(one.title, other.title) for one, other in pairs if weigh_pair(one, other).score >= LIKELY] == []


def test_the_order_of_two_cases_does_not_count():
    cases = [traits for _, traits in RETOLD[:8]] + OTHERS[:6]
    assert all(weigh_pair(one, other).score == weigh_pair(other, one).score for one, other in permutations(cases, 2))


def test_a_case_entered_twice_has_all_points():
    assert weigh() == 100


def test_the_reasons_add_up_to_the_points():
    likeness = weigh_pair(vary(), vary(title="Arms in port", cargo=None, date="2011-03-14", states=["GR"]))
    assert likeness.score == sum(reason.points for reason in likeness.reasons)
    assert {reason.points > 0 for reason in likeness.reasons} == {True, False}


def test_what_any_two_cases_of_a_busy_port_share_is_never_enough():
    bare: dict[str, Any] = {"title": None, "conveyances": None, "cargo": [{"category": "small_arms"}]}
    one, other = vary(**bare), vary(**bare)
    busy = Crowd({one.id: FEW + 1, other.id: FEW + 1})
    assert weigh_pair(one, other, busy).score < LIKELY
    assert weigh_pair(one, other, Crowd()).score >= LIKELY


def test_one_cover_is_no_mark_at_a_busy_port_but_one_figure_besides_is():
    bare: dict[str, Any] = {"title": None, "conveyances": None}
    covered = vary(**bare, cargo=[{"declared_as": "furniture"}]), vary(**bare, cargo=[{"declared_as": "furniture"}])
    counted = vary(**bare, cargo=[{"quantity": "1,431 rifles"}]), vary(**bare, cargo=[{"quantity": "1,431 rifles"}])
    for (one, other), is_likely in ((covered, False), (counted, True)):
        busy = Crowd({one.id: FEW + 1, other.id: FEW + 1})
        assert (weigh_pair(one, other, busy).score >= LIKELY) is is_likely
        assert weigh_pair(one, other).score >= LIKELY


def test_one_ship_in_two_years_is_two_events():
    assert weigh(date="2012-03-12", title="Another voyage", cargo=None) < LIKELY


def test_another_ship_on_the_same_day_is_another_event():
    other = [{"kind": "vessel", "name": "Blue Whale", "imo_number": "9034688"}]
    assert weigh(conveyances=other, title="A tanker with fuel", cargo=[{"description": "fuel oil"}]) < LIKELY


def test_a_wrong_digit_in_a_number_does_not_hide_a_ship_of_that_name():
    assert weigh(conveyances=[{"kind": "vessel", "name": "STAR OF THE SEA", "imo_number": "9074728"}]) >= LIKELY


def test_a_month_is_no_exact_day_but_may_be_the_same():
    points = {
        date: weigh_pair(vary(), vary(date=date)).reasons for date in ("2011-03-12", "2011-03", "2011", "2011-03-20")
    }
    found = {
        date: next((r.points for r in reasons if "2011" in r.text or "apart" in r.text), 0)
        for date, reasons in points.items()
    }
    assert found["2011-03-12"] > found["2011-03"] > found["2011"] >= found["2011-03-20"]


@pytest.mark.parametrize("date", [None, "2011-03-12/..", "../2011-03-12"])
def test_a_date_without_both_ends_is_neither_for_nor_against(date: str | None):
    assert not any(
        "apart" in r.text or r.text.startswith("both on") for r in weigh_pair(vary(), vary(date=date)).reasons
    )


def test_a_source_that_tells_of_many_cases_says_little():
    source = {"a": {"url": "https://example.org/a"}}
    one, other = vary(sources=source), vary(sources=source)
    (shared,) = one.sources
    points = [
        next(r.points for r in weigh_pair(one, other, Crowd({}, {shared: number})).reasons if "source" in r.text)
        for number in (2, 3, 9)
    ]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 3


def test_positions_are_compared_by_their_distance():
    near = vary(place={"name": "A", "latitude": "36.80", "longitude": "34.63"})
    same = weigh_pair(near, vary(place={"name": "B", "latitude": "36.81", "longitude": "34.60"})).reasons
    far = weigh_pair(near, vary(place={"name": "B", "latitude": "25.00", "longitude": "55.06"})).reasons
    assert "places 3 km apart" in [reason.text for reason in same]
    assert any(r.text.endswith("km apart") and r.points < 0 for r in far)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("MV Chong Chon Gang", "chongchongang"),
        ("M/V Mu San", "musan"),
        ("Kang Nam I", "kangnam1"),
        ("KANG NAM 1", "kangnam1"),
        ("Öncü-Star", "oncustar"),
        ("unnamed dhow", ""),
        ("a fishing vessel", ""),
        ("?", ""),
        ("X", "x"),
    ],
)
def test_name_of_a_conveyance_is_folded(name: str, folded: str):
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Chong Chon Gang", "Chongchon Kang", True),
        ("Wan Hai 313", "Wan Hai 215", False),
        ("Light", "Night", False),
        ("Hyang Ro", "Hyangro Pong", False),
        ("Mu San", "Musan", True),
    ],
)
def test_names_spelt_in_two_ways_are_one_where_their_numbers_agree(one: str, other: str, *, is_one: bool):
    first, second = fold_name(one), fold_name(other)
    assert (first == second or are_one_name(first, second)) is is_one


def test_numbers_are_compared_without_signs():
    assert fold_number("IMO 907-4729") == fold_number("9074729")
    assert fold_number("4l awa") == fold_number("4L-AWA")


def test_texts_share_only_words_that_tell_something():
    assert share_words("the seizure of arms", "arms were seized by them") == 0
    assert share_words("spare parts for T-54 tanks", "T-54 tank parts") > 0.5
    assert share_words(None, "tanks") == 0
    assert list_words("Rockets and bombs") == list_words("rocket, bomb")

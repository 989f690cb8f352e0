"""Choosing which cases are worth comparing."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.outlines import OPEN, Outline
from interdict.evidence.neighbours import NEAR, count_about, find_neighbours


def outline(name: str, day: int = 0, **values: object) -> Outline:
    bare = {"states": frozenset(), "place": None, "route": (None, None), "title": None, "names": (), "numbers": ()}
    return Outline(name, (day, day), **{**bare, **values})  # type: ignore[arg-type]


def pair_names(outlines: list[Outline], wanted: set[str] | None = None) -> set[str]:
    return {outlines[one].id + outlines[other].id for one, other in find_neighbours(outlines, wanted)}


def test_cases_of_one_state_are_compared_within_a_month():
    cases = [outline("a", 0, states=frozenset({"AE"})), outline("b", 31, states=frozenset({"AE", "US"}))]
    assert pair_names(cases) == {"ab"}
    assert pair_names([*cases[:1], cases[1]._replace(days=(32, 32))]) == set()


def test_one_ship_is_compared_within_months_and_by_number_whatever_its_name():
    assert pair_names([outline("a", names=("MV Jie Shun",)), outline("b", 100, names=("Jie Shun",))]) == {"ab"}
    numbered = [outline("a", names=("Jie Shun",), numbers=("IMO 8518780",))]
    assert pair_names([*numbered, outline("b", 90, names=("Vast Win",), numbers=("8518780",))]) == {"ab"}


def test_ships_of_other_names_are_not_compared_on_one_day():
    assert pair_names([outline("a", names=("Wan Hai 313",)), outline("b", names=("Wan Hai 215",))]) == set()
    assert pair_names([outline("a", names=("Wan Hai 313",)), outline("b")]) == {"ab"}


def test_a_case_without_a_date_is_compared_with_what_shares_its_place():
    undated = outline("a", place="Durban")._replace(days=OPEN)
    assert pair_names([undated, outline("b", 700_000, place="durban")]) == {"ab"}


def test_only_pairs_with_a_wanted_case_are_given():
    cases = [outline(name, place="Durban") for name in "abc"]
    assert pair_names(cases, {"c"}) == {"ac", "bc"}
    assert pair_names(cases, set()) == set()


def test_work_grows_with_the_number_of_cases_whatever_they_share():
    cases = [outline(str(number), 7, states=frozenset({"NL"}), place="Rotterdam") for number in range(2000)]
    assert len(find_neighbours(cases)) <= 3 * NEAR * len(cases)


DAYS = st.integers(0, 60)
FEW_CASES = st.lists(st.tuples(DAYS, st.sampled_from(["AE", "TH"])), max_size=NEAR + 1)


@given(FEW_CASES)
def test_among_few_cases_all_of_a_state_within_a_month_are_compared(facts: list[tuple[int, str]]):
    cases = [outline(f"<{place}>", day, states=frozenset({state})) for place, (day, state) in enumerate(facts)]
    expected = {
        one.id + other.id
        for one, other in combinations(cases, 2)
        if abs(one.days[0] - other.days[0]) <= (31 if one.states == other.states else 3)
    }
    assert pair_names(cases) == expected


def test_others_of_a_state_about_a_case_are_counted():
    cases = [outline(str(day), day, states=frozenset({"AE"})) for day in (0, 10, 15, 16, 40)]
    assert count_about([*cases, outline("x", 1)], {"0", "40", "x"}) == {"0": 2, "40": 0, "x": 0}

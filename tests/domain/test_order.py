"""Numbers that keep records in the order of their document."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.document_reader import read_case
from interdict.domain.document_writer import write_case
from interdict.domain.order import GRID, keep_order, number_all, number_between
from interdict.domain.records import Record, dump_canonical
from interdict.store.cases import read_case as read_present
from interdict.store.connection import open_reading
from interdict.store.importing import Incoming, plan_import
from tests.samples import THAI, add_case

NUMBER = st.integers(-50 * GRID, 50 * GRID).map(lambda place: place / GRID) | st.floats(-1e6, 1e6).filter(
    lambda number: number == 0 or abs(number) >= 1e-4
)


def make(name: str, sequence: float) -> Record:
    return Record("cargo", name, {"sequence": sequence})


def is_plain(number: float) -> bool:
    text = dump_canonical(number)
    return "e" not in text and len(text.partition(".")[2]) <= 4


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ([None, None], [1, 2]),
        ([1, 2, None], [1, 2, 3]),
        ([None, 1, 2], [0, 1, 2]),
        ([None, None, 1], [-1, 0, 1]),
        ([None, 0.5], [0, 0.5]),
        ([1, None, 2], [1, 1.5, 2]),
        ([1, None, None, None, 2], [1, 1.2, 1.4, 1.6, 2]),
        ([1, None, 5], [1, 3, 5]),
        ([1, None, 1.1], [1, 1.05, 1.1]),
        ([-0.0001, None, 0.0001], [-0.0001, 0, 0.0001]),
        ([1, None, 1.0001, 2], [1, 1.4, 1.6, 2]),
        ([1, None, 1, 2], [1, 1.4, 1.6, 2]),
        ([1, 1.9999, None, 2], [1, 1.9999, 2, 3]),
        ([1.9999, None, 2, 2.0001], [0, 1, 2, 2.0001]),
        ([1.0000000001, None, 1.5], [1.0000000001, 1.2, 1.5]),
        ([0.0000009, None, 1], [0.0000009, 0.5, 1]),
    ],
)
def test_number_is_the_plainest_that_fits(numbers: list[Any], wanted: list[float]) -> None:
    assert number_all(numbers) == wanted


@given(low=NUMBER, high=NUMBER, count=st.integers(1, 30))
def test_numbers_between_two_are_plain_and_rise(low: float, high: float, count: int) -> None:
    numbers = number_between(low, high, count)
    if numbers is None:
        assert high - low < count  # there is room between numbers that are as far apart as that
        return
    assert [low, *numbers, high] == sorted({low, *numbers, high})
    assert all(map(is_plain, numbers))


@given(numbers=st.lists(NUMBER, unique=True, max_size=12), places=st.lists(st.integers(0, 12), max_size=12))
def test_any_places_are_filled_and_what_stood_in_order_stays_where_there_is_room(
    numbers: list[float], places: list[int]
) -> None:
    given_numbers: list[float | None] = sorted(numbers)
    for place in places:
        given_numbers.insert(min(place, len(given_numbers)), None)
    filled = number_all(given_numbers)
    assert filled == sorted(set(filled))
    assert len(filled) == len(given_numbers)
    assert all(is_plain(number) for number in filled if number not in numbers)


@pytest.mark.parametrize("spot", ["after the first", "before the last", "behind the newest", "anywhere"])
def test_thousands_of_numbers_come_in_at_one_spot_and_few_others_change(spot: str) -> None:
    draw = random.Random(3)
    numbers: list[float | None] = [1, 2, 3]
    newest, changed, many = 1, 0, 2000
    for _ in range(many):
        places = {"after the first": 1, "before the last": len(numbers) - 1, "behind the newest": newest + 1}
        newest = places.get(spot, draw.randrange(len(numbers) + 1))
        before = list(numbers)
        numbers.insert(newest, None)
        filled = number_all(numbers)
        changed += sum(one != other for one, other in zip(before, filled[:newest] + filled[newest + 1 :], strict=True))
        numbers = list(filled)
    assert all(one < other for one, other in pairwise(filled))
    assert all(map(is_plain, filled))
    assert changed < 8 * many


@pytest.mark.parametrize("spot", [0, 1, -1, None])
def test_hundreds_of_records_come_in_at_one_spot_and_stay_in_order(spot: int | None) -> None:
    current: dict[str, Record] = {name: make(name, number) for number, name in enumerate(("a", "b", "c"), 1)}
    names = list(current)
    for number in range(200):
        names.insert(len(names) if spot is None else spot, str(number))
        current = keep_order(current, {name: current.get(name) or make(name, 1) for name in names})
        numbers = [current[name].values["sequence"] for name in names]
        assert all(one < other for one, other in pairwise(numbers))
        assert all(map(is_plain, numbers))


def test_one_record_that_moves_is_the_only_one_that_changes() -> None:
    current = {name: make(name, number) for number, name in enumerate("abcdefgh", 1)}
    wanted = {name: make(name, number) for number, name in enumerate("habcdefg", 1)}
    ordered = keep_order(current, wanted)
    assert {name for name in current if ordered[name] != current[name]} == {"h"}
    assert ordered["h"].values["sequence"] == 0


def test_records_of_one_number_stay_as_they_are_while_their_order_does() -> None:
    current = {name: make(name, 1) for name in "abc"}
    assert keep_order(current, {name: make(name, number) for number, name in enumerate("abc", 1)}) == current


def test_row_put_between_others_changes_nothing_else(file: Path) -> None:
    case_id = add_case(file, THAI)
    with open_reading(file) as connection:
        document = write_case(read_present(connection, case_id).values())
        document["claims"].insert(1, {"field": "agency", "value": "Customs", "source": "act"})
        read = read_case(document)
        changes = plan_import(connection, [Incoming(case_id, read.records)])
    assert [(change.op, change.new.get("sequence")) for change in changes] == [("create", 1.5)]

"""Reports: what they count, in what order, and what they say about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interdict.errors import UsageError
from interdict.store.connection import open_reading
from interdict.store.migrations import create_file
from interdict.store.reports import CAVEAT, REPORTS, make_report
from interdict.store.reports.axes import list_axes
from interdict.store.reports.cargo import format_total
from interdict.store.reports.report import KINDS, Choices, Report
from tests.samples import add_case

CASES: tuple[dict[str, Any], ...] = (
    {
        "date": "2009-12-12",
        "states": ["TH"],
        "mode": "air",
        "regime": ["DPRK", "Iran"],
        "outcome": "seized",
        "place": {"country": "TH"},
        "cargo": [
            {"category": "small_arms", "prohibited": "yes", "quantity": {"value": 5, "unit": "t"}},
            {"category": "small_arms", "prohibited": "yes", "quantity": {"low": 1, "high": 2, "unit": "t"}},
            {"category": "small_arms", "quantity": {"value": 35, "unit": "t", "scope": "load"}},
            {"category": "ordinary", "prohibited": "no", "quantity": {"value": 3, "unit": "t", "scope": "part"}},
        ],
        "sources": {"one": {"title": "One"}, "two": {"title": "Two"}},
        "claims": [
            {"field": "date", "value": "2009-12-11", "source": "one", "status": "disputed"},
            {"field": "date", "value": "2009-12-10", "source": "two", "status": "disputed"},
            {"field": "mode", "value": "air", "source": "two"},
        ],
    },
    {
        "date": "2009-12-30/2010-01-02",
        "states": ["TH", "US"],
        "mode": "sea",
        "regime": ["DPRK"],
        "outcome": "cleared",
        "cargo": [{"category": "small_arms", "quantity": {"low": 10, "unit": "rifles"}}, {"description": "sugar"}],
    },
    {"date": "2012", "states": ["AE"], "mode": "sea", "regime": ["Iran"], "outcome": "turned_back"},
    {"title": "nothing is known of it"},
)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the four cases."""
    path = tmp_path_factory.mktemp("reports") / "four.sqlite"
    create_file(path)
    for case in CASES:
        add_case(path, case)
    return path


def report(path: Path, name: str, *terms: str, **choices: str) -> Report:
    with open_reading(path) as connection:
        return make_report(connection, name, terms, Choices(**choices))


def read(path: Path, name: str, *terms: str, table: int = 0, **choices: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table as their values in the order of its columns."""
    found = report(path, name, *terms, **choices).tables[table]
    return [tuple(row[column.key] for column in found.columns) for row in found.rows]


def test_summary_begins_with_totals(four):
    assert read(four, "summary") == [
        ("cases", 4),
        ("earliest_possible_day", "2009-12-12"),
        ("latest_possible_day", "2012-12-31"),
        ("interdicting_states", 3),
        ("sources", 2),
        ("claims", 3),
        ("disputed_fields", 1),
        ("cases_with_a_disputed_field", 1),
        ("without_date", 1),
        ("without_outcome", 1),
    ]


@pytest.mark.parametrize(
    ("table", "title", "rows"),
    [
        (
            1,
            "By outcome",
            [("cleared", 1, 25.0), ("seized", 1, 25.0), ("turned_back", 1, 25.0), ("(not stated)", 1, 25.0)],
        ),
        (2, "By mode", [("sea", 2, 50.0), ("air", 1, 25.0), ("(not stated)", 1, 25.0)]),
        (3, "By regime", [("DPRK", 2, 50.0), ("Iran", 2, 50.0), ("(not stated)", 1, 25.0)]),
        (4, "By year", [("2009", 2, 50.0), ("2012", 1, 25.0), ("(not stated)", 1, 25.0)]),
    ],
)
def test_summary_counts_cases_and_their_shares(four, table, title, rows):
    assert report(four, "summary").tables[table].title == title
    assert read(four, "summary", table=table) == rows


def test_summary_says_where_a_case_counts_twice_or_has_a_long_date(four):
    *_, regimes, years = report(four, "summary").tables
    assert "more than 100 %" in regimes.notes[0]
    assert years.notes[0] == "1 case has a date of several years, counted in the year of the earliest day"
    *_, regimes, years = report(four, "summary", "date:2012").tables
    assert regimes.notes == ()
    assert years.notes == (CAVEAT,)


def test_timeline_shows_years_without_cases_and_the_undated_last(four):
    assert read(four, "timeline") == [("2009", 2), ("2010", 0), ("2011", 0), ("2012", 1), ("undated", 1)]
    assert read(four, "timeline", "date:2009..2011") == [("2009", 2)]
    assert read(four, "timeline", "date:") == [("undated", 1)]


def test_timeline_by_month_crosses_years(four):
    rows = read(four, "timeline", "date:", by="month")
    assert rows == [("undated", 1)]
    rows = read(four, "timeline", "not:date:", by="month")
    assert rows[:3] == [("2009-12", 2), ("2010-01", 0), ("2010-02", 0)]
    assert rows[-1] == ("2012-01", 1)
    assert len(rows) == 26
    assert report(four, "timeline", by="month").tables[0].notes[1].startswith("2 cases have dates of several months")


def test_states_count_their_outcomes_and_years(four):
    table = report(four, "states").tables[0]
    rows = {row["state"]: row for row in table.rows}
    assert list(rows) == ["TH", "AE", "US", "(not stated)"]
    thai = rows["TH"]
    assert (thai["cases"], thai["seized"], thai["cleared"], thai["other"]) == (2, 1, 1, 0)
    assert (thai["first"], thai["last"], thai["years"]) == ("2009", "2010", "2009–2010")
    assert (rows["AE"]["turned_back"], rows["AE"]["other"], rows["AE"]["years"]) == (1, 1, "2012")
    assert (rows["(not stated)"]["not_stated"], rows["(not stated)"]["first"]) == (1, None)
    assert "a case of several states counts for each of them" in table.notes


def test_cargo_adds_within_one_unit_and_one_scope(four):
    assert read(four, "cargo") == [
        ("small_arms", 2, 4, 2, "at least 10 rifles, 6–7 t; whole loads: 35 t"),
        ("ordinary", 1, 1, 0, "parts: 3 t"),
        ("(not stated)", 1, 1, None, ""),
    ]
    notes = " ".join(report(four, "cargo").tables[0].notes)
    assert "not stated whether prohibited: 3 items" in notes
    assert "1 of 6 items has no figure" in notes
    assert "2 of 4 cases have no cargo" in notes


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (35, 35, "t", "35 t"),
        (0.1 + 0.2, 0.1 + 0.2, "kg", "0.3 kg"),
        (1500, 2300.5, "rounds", "1,500–2,300.5 rounds"),
        (0, 45, "t", "0–45 t"),
        (30, None, "long_ton", "at least 30 long tons"),
        (1, 1, "rifles", "1 rifle"),
        (2, 2, None, "2 (no unit)"),
    ],
)
def test_total_is_a_range_where_the_ends_differ(low, high, unit, text):
    assert format_total(low, high, unit) == text


def test_crosstab_counts_pairs_and_totals(four):
    table = report(four, "crosstab", rows="mode", columns="outcome").tables[0]
    assert [column.key for column in table.columns] == [
        "mode", "cleared", "seized", "turned_back", "(not stated)", "total",
    ]  # fmt: skip
    assert read(four, "crosstab", rows="mode", columns="outcome") == [
        ("sea", 1, 0, 1, 0, 2),
        ("air", 0, 1, 0, 0, 1),
        ("(not stated)", 0, 0, 0, 1, 1),
        ("total", 1, 1, 1, 1, 4),
    ]


def test_crosstab_of_lists_counts_each_value_and_totals_each_case_once(four):
    assert read(four, "crosstab", "not:date:", rows="regime", columns="state") == [
        ("DPRK", 2, 0, 1, 2),
        ("Iran", 1, 1, 0, 2),
        ("total", 2, 1, 1, 3),
    ]
    notes = report(four, "crosstab", rows="regime", columns="state").tables[0].notes
    assert any("totals count each case once" in note for note in notes)


def test_crosstab_for_a_narrow_screen_has_a_row_for_each_pair(four):
    narrow = report(four, "crosstab", "not:date:", rows="year", columns="place").tables[0].narrow
    assert narrow is not None
    assert [tuple(row.values()) for row in narrow.rows] == [
        ("2009", "Thailand", 1),
        ("2009", "(not stated)", 1),
        ("2009", "total", 2),
        ("2012", "(not stated)", 1),
        ("2012", "total", 1),
        ("total", "Thailand", 1),
        ("total", "(not stated)", 2),
        ("total", "total", 3),
    ]


AXES = tuple(dict.fromkeys(axis.name for axis in list_axes().values()))


@pytest.mark.parametrize("rows", AXES)
def test_every_pair_of_fields_makes_a_crosstab(four, rows):
    with open_reading(four) as connection:
        for columns in AXES:
            table = make_report(connection, "crosstab", (), Choices(rows, columns)).tables[0]
            assert table.rows[-1]["total"] == len(CASES)
            assert {column.key for column in table.columns} <= set(table.rows[0])


def test_crosstab_counts_cases_by_the_values_of_their_records(four):
    assert read(four, "crosstab", rows="category", columns="outcome") == [
        ("small_arms", 1, 1, 0, 0, 2),
        ("ordinary", 0, 1, 0, 0, 1),
        ("(not stated)", 0, 0, 1, 1, 2),
        ("total", 1, 1, 1, 1, 4),
    ]
    notes = report(four, "crosstab", rows="category", columns="outcome").tables[0].notes
    assert notes[1] == "a case with several values of category counts once for each; totals count each case once"


def test_crosstab_of_two_fields_of_one_record_pairs_what_stands_in_one(four):
    assert read(four, "crosstab", "outcome:seized", rows="cargo.category", columns="prohibited") == [
        ("ordinary", 1, 0, 0, 1),
        ("small_arms", 0, 1, 1, 1),
        ("total", 1, 1, 1, 1),
    ]
    notes = report(four, "crosstab", rows="category", columns="prohibited").tables[0].notes
    assert "a case counts in a cell where one cargo in it has both values" in notes


def test_crosstab_of_two_kinds_of_records_pairs_all_values_of_a_case(four):
    rows = read(four, "crosstab", "outcome:seized", rows="claim.status", columns="category")
    assert rows == [("disputed", 1, 1, 1), ("total", 1, 1, 1)]
    assert read(four, "crosstab", "outcome:seized", rows="sources.kind", columns="state")[0] == ("(not stated)", 1, 1)


NEEDED = {"crosstab": {"rows": "mode", "columns": "outcome"}}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_names_its_denominator_and_ends_with_the_caveat(four, name):
    tables = report(four, name, "date:2009", "not:mode:air", **NEEDED.get(name, {})).tables
    assert tables[0].notes[0] == "1 of 4 cases; terms: date:2009 not:mode:air"
    assert tables[-1].notes[-1] == CAVEAT
    assert report(four, name, **NEEDED.get(name, {})).tables[0].notes[0] == "4 cases, all that the file holds"


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("terms", [(), ("mode:rail",)])
def test_every_report_can_be_made_of_nothing(file, name, terms):
    assert report(file, name, *terms, **NEEDED.get(name, {})).cases == 0


@pytest.mark.parametrize("name", REPORTS)
def test_rows_of_every_report_have_its_columns_and_can_be_shown(four, name):
    for table in report(four, name, **NEEDED.get(name, {})).tables:
        for row in table.rows:
            assert {column.key for column in (*table.columns, *table.shown)} <= set(row)
        assert {column.kind for column in (*table.columns, *table.shown)} <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "choices", "message", "hint"),
    [
        ("sumary", {}, "there is no report 'sumary'", "did you mean summary?"),
        ("mode:sea", {}, "there is no report 'mode:sea'", "'interdict report summary mode:sea'"),
        ("zzz", {}, "there is no report 'zzz'", "'interdict report' lists"),
        ("summary", {"by": "month"}, "takes no --by", "timeline"),
        ("timeline", {"rows": "mode"}, "takes no --rows", "crosstab"),
        ("summary", {"persons": True}, "takes no --persons", "disagreements"),
        ("timeline", {"by": "week"}, "'week'", "year, month"),
        ("crosstab", {"rows": "mode"}, "needs --columns FIELD", "outcome"),
        ("crosstab", {}, "needs --rows FIELD", "outcome"),
        ("crosstab", {"rows": "mod", "columns": "mode"}, "--rows cannot be 'mod'", "did you mean mode?"),
        ("crosstab", {"rows": "mode", "columns": "title"}, "--columns cannot be 'title'", "year, states"),
        ("crosstab", {"rows": "categry", "columns": "mode"}, "--rows cannot be 'categry'", "did you mean category?"),
        ("crosstab", {"rows": "kind", "columns": "mode"}, "several tables have a field 'kind'", "conveyance.kind or"),
        ("crosstab", {"rows": "party.rol", "columns": "mode"}, "--rows cannot be 'party.rol'", "party.role"),
    ],
)
def test_wrong_wish_says_what_would_be_right(four, name, choices, message, hint):
    with pytest.raises(UsageError) as caught:
        report(four, name, **choices)
    assert message in caught.value.message
    assert hint in caught.value.hint

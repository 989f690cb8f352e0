"""The script that builds the gazetteer: it drops what lies outside its country, and joins what is one place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from interdict.places.outlines import is_inside, measure_to_rings, read_rings, write_ring
from interdict.places.reference import find_reference_folder, read_outlines


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(find_reference_folder() / "build"))
    for name in ("gazetteer", "sources"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import gazetteer  # type: ignore[import-not-found]

    return gazetteer


@pytest.fixture
def checker(build: Any) -> Any:
    return build.Checker([ring for rings in read_outlines().values() for ring in rings], [])


def make_row(build: Any, latitude: float, longitude: float, **others: Any) -> Any:
    values = {"kind": "port", "name": "Busan", "country": "KR", "source": "test", **others}
    return build.Row(latitude=latitude, longitude=longitude, **values)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(35.1, -129.03), (-35.1, 129.03), (129.03, 35.1), (0, 0), (35.1, 132.0), (35.1, 1290.3)]
)
def test_row_outside_its_country_is_dropped_and_counted(
    build: Any, checker: Any, latitude: float, longitude: float
) -> None:
    assert not checker.accepts(make_row(build, latitude, longitude))
    assert checker.refused["test"] == 1


def test_row_in_its_country_or_just_off_its_coast_is_kept(build: Any, checker: Any) -> None:
    assert checker.accepts(make_row(build, 35.1, 129.03))
    assert checker.accepts(make_row(build, 35.0, 129.1))
    assert checker.accepts(make_row(build, 20.0, 38.5, kind="sea", name="Red Sea", country=""))


def test_locode_joins_the_port_and_the_city_of_its_name(build: Any, checker: Any) -> None:
    from sources import Code  # type: ignore[import-not-found]

    gazetteer = build.Gazetteer()
    gazetteer.add(make_row(build, 35.1, 129.03, kind="city", rank=6.5))
    build.add_locodes(gazetteer, [Code("KRPUS", "Busan", "Busan", "1--45---", "", (35.1, 129.05))], checker, {})
    assert [(row.kind, row.codes) for row in gazetteer.rows] == [("city", ("KRPUS",)), ("port", ("KRPUS",))]


def test_second_code_of_a_port_finds_the_port_that_is_shown_with_its_first(build: Any, checker: Any) -> None:
    from sources import Code

    gazetteer = build.Gazetteer()
    gazetteer.add(make_row(build, 35.1, 129.03, codes=("KRPUS",)))
    second = Code("KRBNP", "Busan", "Busan", "1-------", "", (35.1, 129.05))
    build.add_locodes(gazetteer, [second], checker, {"KRBNP": "KRPUS"})
    assert [row.codes for row in gazetteer.rows] == [("KRPUS", "KRBNP")]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Dammam", "SADMM"), ("Najin", "KPRJN"), ("Ngqura", "ZANGQ"), ("Bintulu", "MYBTU"), ("Rades", "")],
)
def test_port_with_a_code_that_is_not_in_locode_gets_the_one_of_its_name(build: Any, name: str, code: str) -> None:
    from sources import Code

    entries = [
        Code("SADMM", "Ad Dammam", "Ad Dammam", "12345---", "", (26.5, 50.2)),
        Code("KPRJN", "Rajin", "Rajin", "123-----", "", None, ("Najin",)),
        Code("ZANGQ", "Port of Ngqura", "Port of Ngqura", "1-------", "", None),
        Code("MYBTU", "Bintulu, Sarawak", "Bintulu, Sarawak", "1-------", "", None),
        Code("TNRDS", "Radès", "Rades", "123-----", "", (36.8, 10.3)),  # far from the port that is asked for
    ]
    found = build.find_entry(make_row(build, 26.5, 50.1, name=name), entries)
    assert (found.code if found else "") == code


def test_minutes_that_were_read_as_decimals_are_told_from_degrees(build: Any) -> None:
    true = (34 + 56 / 60, 127 + 42 / 60)
    assert build.is_misread(make_row(build, 34.56, 127.42), true)
    assert not build.is_misread(make_row(build, 34.93, 127.7), true)
    assert build.is_misread(make_row(build, -33.46, -25.4), (-33 - 46 / 60, -25 - 40 / 60))


def test_lanes_join_what_is_written_on_both_sides_of_the_date_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(find_reference_folder() / "build"))
    import lanes  # type: ignore[import-not-found]

    edges = {
        (180, 40): {(182, 41): {}, (170, 70): {"passage": "northwest"}},
        (-178, 41): {(-170, 42): {}},
        (10, 0): {(11, 0): {}},
    }
    assert list(lanes.write_lanes(lanes.read_net(edges))) == ["40\t-180\t1", "41\t-178\t0 2", "42\t-170\t1"]


def test_ring_is_read_as_it_was_written() -> None:
    points = [(-1000, -500), (1000, -500), (1000, 500), (-1000, 500)]
    (ring,) = read_rings([write_ring("XX", points)])
    xs, ys = ring.read_points()
    assert list(zip(xs, ys, strict=True)) == points
    assert is_inside([ring], 4.9, 9.9)
    assert not is_inside([ring], 5.1, 0)
    assert measure_to_rings([ring], 6.0, 0.0, 200) == pytest.approx(111.2, rel=0.01)


def test_reference_folder_has_its_sources_written_down() -> None:
    text = Path(find_reference_folder() / "README.md").read_text(encoding="utf-8")
    for source in ("GeoNames", "airportsdata", "searoute", "UN/LOCODE", "Natural Earth"):
        assert source in text


def test_package_with_its_data_stays_below_its_size() -> None:
    root = find_reference_folder().parent.parent
    files = [path for folder in ("interdict", "db") for path in (root / folder).rglob("*") if path.is_file()]
    # As installed: what is compiled beside the sources counts too.
    assert sum(path.stat().st_size for path in files) < 25_000_000

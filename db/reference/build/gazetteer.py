"""Join the rows of all sources: one place each, checked against its country, with its codes and all its names."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sources import Code, Row, is_airport_name

from interdict.places.folding import fold_name
from interdict.places.outlines import KM_PER_DEGREE, Ring, is_inside, measure_to_rings

# How far from the outline of its country a place may be, in km: outlines are drawn at 1 to 50 million, ports lie off
# the coast, and airports of small islands on reefs that the outlines leave out.
TOLERANCE = {"city": 15, "airport": 25, "port": 25, "crossing": 15, "island": 100, "region": 100}
NEAR = 50  # km within which two rows of one name and country are of one place
PORT, BORDER = "1", "B"  # functions of UN/LOCODE


class Checker:
    """Tells whether a row lies in its country, by the outlines of two scales, and counts what it refuses."""

    def __init__(self, coarse: Iterable[Ring], fine: Iterable[Ring]) -> None:
        """Sort the outlines by country."""
        self.refused: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self._scales = [_group(coarse), _group(fine)]

    def accepts(self, row: Row) -> bool:
        """Tell whether a row lies in its country or near enough to its outline, and count it."""
        self.seen[row.source] += 1
        good = self._is_in_country(row)
        if not good:
            self.refused[row.source] += 1
        return good

    def _is_in_country(self, row: Row) -> bool:
        if not row.country:
            return True
        if not (-90 <= row.latitude <= 90 and -180 <= row.longitude <= 180) or row.latitude == row.longitude == 0:
            return False
        tolerance = TOLERANCE.get(row.kind, 50)
        for outlines in self._scales:
            rings = outlines.get(row.country, ())
            if is_inside(rings, row.latitude, row.longitude):
                return True
            if measure_to_rings(rings, row.latitude, row.longitude, tolerance) <= tolerance:
                return True
        return False


def _group(rings: Iterable[Ring]) -> Mapping[str, list[Ring]]:
    groups: dict[str, list[Ring]] = defaultdict(list)
    for ring in rings:
        groups[ring.country].append(ring)
    return groups


def measure_km(a: Row, b: Row | tuple[float, float]) -> float:
    """Return the distance of two places on a flat Earth, good enough to tell near from far."""
    latitude, longitude = (b.latitude, b.longitude) if isinstance(b, Row) else b
    turn = (a.longitude - longitude + 180) % 360 - 180
    x = turn * math.cos(math.radians((a.latitude + latitude) / 2))
    return KM_PER_DEGREE * math.hypot(x, a.latitude - latitude)


class Gazetteer:
    """The places so far, by country and folded name, and by code."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: list[Row] = []
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_code: dict[str, int] = {}

    def add(self, row: Row) -> int:
        """Add a place and return its number."""
        self.rows.append(row)
        number = len(self.rows) - 1
        for name in {fold_name(name) for name in (row.name, *row.names)}:
            self._by_name[row.country, name].append(number)
        for code in row.codes:
            self._by_code.setdefault(code, number)
        return number

    def extend(self, number: int, *, codes: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        """Give a place more codes and names."""
        row = self.rows[number]
        self.rows[number] = row._replace(
            codes=tuple(dict.fromkeys((*row.codes, *codes))), names=tuple(dict.fromkeys((*row.names, *names)))
        )
        for name in {fold_name(name) for name in names}:
            self._by_name[row.country, name].append(number)
        for code in codes:
            self._by_code.setdefault(code, number)

    def rename(self, number: int, name: str) -> None:
        """Show a place under another name; the one that it had still finds it."""
        row = self.rows[number]
        self.rows[number] = row._replace(name=name, names=tuple(dict.fromkeys((row.name, *row.names))))

    def find_code(self, code: str) -> int | None:
        """Return the number of the place with a code."""
        return self._by_code.get(code)

    def find_named(
        self, country: str, names: Iterable[str], position: tuple[float, float] | None, kinds: Sequence[str]
    ) -> int | None:
        """Return the one place of a country with one of the names: the nearest, or without a position the largest."""
        keys = {fold_name(name) for name in names}
        numbers = {n for key in keys for n in self._by_name.get((country, key), ()) if self.rows[n].kind in kinds}
        if position is None:
            return max(numbers, key=lambda n: (self.rows[n].rank, -n), default=None)
        near = [n for n in numbers if measure_km(self.rows[n], position) <= NEAR]
        return min(near, key=lambda n: (measure_km(self.rows[n], position), n), default=None)


def add_locodes(gazetteer: Gazetteer, codes: Iterable[Code], checker: Checker, same: Mapping[str, str]) -> Counter[str]:
    """Give the places their UN/LOCODE, and add the ports and crossings that are not there yet.

    `same` are the codes that mean the place of another code, whose place is to be found by both.
    """
    done: Counter[str] = Counter()
    entries = sorted(codes, key=lambda entry: entry.code in same)  # the place is there before its further codes
    for entry in entries:
        number = gazetteer.find_code(same.get(entry.code, ""))
        if number is None:
            done[_add_locode(gazetteer, entry, checker)] += 1
        else:
            gazetteer.extend(number, codes=(entry.code,), names=_list_names(entry))
            _share_with_city(gazetteer, gazetteer.rows[number], entry)
            done["joined"] += 1
    return done


def _list_names(entry: Code) -> tuple[str, ...]:
    """Return the names of an entry: as written, its parts, and for a port without the word for it."""
    names = [entry.name, entry.plain, *entry.plain.split("/"), *entry.others]
    if PORT in entry.functions:
        names.append(entry.plain.partition(",")[0])
        names += [re.sub(r"^Port of | (?:Pt|Port)$", "", name) for name in tuple(names)]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def find_entry(port: Row, entries: Iterable[Code]) -> Code | None:
    """Return the entry of UN/LOCODE that a port means whose code is not in it: a port of its name, not elsewhere."""
    wanted = _fold_port(port.name)
    near = [
        entry
        for entry in entries
        if wanted in map(_fold_port, _list_names(entry))
        and (entry.position is None or measure_km(port, entry.position) <= NEAR)
    ]
    return min(near, key=lambda entry: (PORT not in entry.functions, entry.code), default=None)


def _fold_port(name: str) -> str:
    return fold_name(re.sub(r"^(?:al|ad|an|ar|as|ash|at|az)[ -]", "", name, flags=re.IGNORECASE))


def is_misread(port: Row, position: tuple[float, float]) -> bool:
    """Tell whether the degrees and minutes of a position were read as a decimal number: 34°56' as 34.56."""
    return all(
        abs(round(int(abs(true)) + (abs(true) % 1) * 0.6, 2) - abs(read)) < 0.006
        for true, read in zip(position, (port.latitude, port.longitude), strict=True)
    )


def _add_locode(gazetteer: Gazetteer, entry: Code, checker: Checker) -> str:
    country = entry.code[:2]
    names = _list_names(entry)
    number = gazetteer.find_code(entry.code)
    if number is not None:
        gazetteer.extend(number, names=names)
        _share_with_city(gazetteer, gazetteer.rows[number], entry)
        return "joined"
    if is_airport_name(entry.plain):
        number = gazetteer.find_code(entry.iata or entry.code[2:])
        if number is None or gazetteer.rows[number].country != country:
            return "left out"
        gazetteer.extend(number, codes=(entry.code,), names=names[:2])
        return "joined"
    if PORT in entry.functions:
        return _add_port(gazetteer, entry, names, checker)
    number = gazetteer.find_named(country, names[:2], entry.position, ("city",))
    if number is not None and not any(len(code) == 5 for code in gazetteer.rows[number].codes):
        gazetteer.extend(number, codes=(entry.code,))
        return "joined"
    if entry.position and BORDER in entry.functions:
        row = Row("crossing", names[0], country, *entry.position, "UN/LOCODE", 2.0, (entry.code,), names[1:])
        if checker.accepts(row):
            gazetteer.add(row)
            return "added"
        return "refused"
    return "left out"


def _add_port(gazetteer: Gazetteer, entry: Code, names: Sequence[str], checker: Checker) -> str:
    country = entry.code[:2]
    position, source = entry.position, "UN/LOCODE"
    if position is None:
        city = gazetteer.find_named(country, names, None, ("city",))
        if city is None:
            return "left out"
        # A port without coordinates is where its town is.
        position, source = (gazetteer.rows[city].latitude, gazetteer.rows[city].longitude), "UN/LOCODE, GeoNames"
    row = Row("port", names[0], country, *position, source, 3.0, (entry.code,), tuple(names[1:]))
    if not checker.accepts(row):
        return "refused"
    gazetteer.add(row)
    _share_with_city(gazetteer, row, entry)
    return "added"


def _share_with_city(gazetteer: Gazetteer, port: Row, entry: Code) -> None:
    """Give the city of a port its code too: UN/LOCODE means the town with all that it has."""
    names = (port.name, entry.name, entry.plain)
    for position in ((port.latitude, port.longitude), entry.position):
        city = gazetteer.find_named(port.country, names, position, ("city",)) if position else None
        if city is not None and not any(len(code) == 5 for code in gazetteer.rows[city].codes):
            gazetteer.extend(city, codes=port.codes[:1])

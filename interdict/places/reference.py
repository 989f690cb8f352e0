"""The files of db/reference: sorted text, mapped into memory and searched by halving, so that opening costs nothing."""

from __future__ import annotations

import mmap
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interdict.errors import InterdictError

if TYPE_CHECKING:
    from interdict.places.outlines import Ring


def find_reference_folder() -> Path:
    """Return the folder `db/reference`: within an installed package, else beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "db"
    return (inside if inside.is_dir() else package.parent / "db") / "reference"


class SortedFile:
    """Lines of a UTF-8 file, sorted by their bytes; each begins with a key and a TAB."""

    def __init__(self, path: Path) -> None:
        """Map the file; raises InterdictError where it is missing."""
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise InterdictError(
                f"this interdict lacks a part of itself: db/reference/{path.name}", hint="install it again"
            ) from error

    def find_line(self, key: str) -> list[str] | None:
        """Return the cells of the line with a key, None without one."""
        wanted = key.encode() + b"\t"
        start = self._find_start(wanted)
        if self._bytes[start : start + len(wanted)] != wanted:
            return None
        return self._read_line(start).split("\t")

    def list_keys(self, prefix: str, least: int, most: int) -> list[str]:
        """Return the keys that begin with a prefix and are so many bytes long."""
        wanted = prefix.encode()
        start, end = self._find_start(wanted), self._find_start(wanted + b"\xff")
        pattern = re.compile(rb"^[^\t]{%d,%d}(?=\t)" % (least, most), re.MULTILINE)
        return b"\n".join(pattern.findall(self._bytes[start:end])).decode().split("\n")

    def list_lines(self, prefix: str) -> list[list[str]]:
        """Return the cells of the lines whose key begins with a prefix."""
        wanted = prefix.encode()
        start, end = self._find_start(wanted), self._find_start(wanted + b"\xff")
        return [line.split("\t") for line in self._bytes[start:end].decode().splitlines()]

    def _find_start(self, wanted: bytes) -> int:
        """Return where the first line that does not sort before some bytes begins."""
        low, high = 0, len(self._bytes)
        while low < high:
            middle = self._bytes.rfind(b"\n", 0, (low + high) // 2) + 1
            middle = max(middle, low)
            end = self._bytes.find(b"\n", middle)
            if self._bytes[middle : middle + len(wanted)] < wanted:
                low = end + 1
            else:
                high = middle
        return low

    def _read_line(self, start: int) -> str:
        return self._bytes[start : self._bytes.find(b"\n", start)].decode()


class Reference(NamedTuple):
    """The sorted files of the gazetteer: places by their geohash, names with the keys of their places."""

    places: SortedFile
    names: SortedFile


@cache
def open_reference() -> Reference:
    """Open the gazetteer of this installation."""
    folder = find_reference_folder()
    return Reference(SortedFile(folder / "places.tsv"), SortedFile(folder / "names.tsv"))


@cache
def read_outlines() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of the countries (Natural Earth, 1 to 50 million) by alpha-2 code."""
    groups: dict[str, list[Ring]] = {}
    for ring in _read_rings("outlines.tsv"):
        groups.setdefault(ring.country, []).append(ring)
    return {country: tuple(rings) for country, rings in groups.items()}


@cache
def read_coastline(scale: str) -> tuple[Ring, ...]:
    """Return the coastline at a scale, `110m` (1 to 110 million) or `50m`."""
    return tuple(ring for ring in _read_rings("coastline.tsv") if ring.country == scale)


def _read_rings(name: str) -> list[Ring]:
    from interdict.places.outlines import read_rings

    path = find_reference_folder() / name
    try:
        with path.open(encoding="utf-8") as file:
            return list(read_rings(file))
    except OSError as error:
        raise InterdictError(
            f"this interdict lacks a part of itself: db/reference/{name}", hint="install it again"
        ) from error

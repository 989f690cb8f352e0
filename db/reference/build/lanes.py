"""Write lanes.tsv, the net of sea lanes of searoute, as lines that can be read without building a graph of it.

PYTHONPATH=. python db/reference/build/lanes.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # latitude and longitude
HERE = Path(__file__).parent.parent
CLOSED = "northwest"  # the passages that searoute itself keeps out of: ice


def build() -> None:
    """Read the net, leave out what hangs on nothing, and write it sorted by latitude."""
    from searoute.data.marnet_dict import edge_list

    lines = list(write_lanes(read_net(edge_list)))
    (HERE / "lanes.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"lanes.tsv: {len(lines)} lines")


def read_net(edges: Mapping[Any, Mapping[Any, Mapping[str, Any]]]) -> dict[Point, set[Point]]:
    """Return the points of the net with those that each is joined to, without the passages that are closed by ice.

    Points that were written twice, on both sides of the date line, become one.
    """
    net: dict[Point, set[Point]] = {}
    for start, ends in edges.items():
        for end, what in ends.items():
            a, b = _read_point(start), _read_point(end)
            if what.get("passage") != CLOSED and a != b:
                net.setdefault(a, set()).add(b)
                net.setdefault(b, set()).add(a)
    return net


def _read_point(node: tuple[float, float]) -> Point:
    longitude, latitude = node
    return round(latitude, 4), round((longitude + 180) % 360 - 180, 4)


def write_lanes(net: Mapping[Point, Iterable[Point]]) -> Iterable[str]:
    """Yield a line for each point of the largest part that hangs together: latitude, longitude, numbers of lines."""
    points = sorted(find_largest(net))
    numbers = {point: number for number, point in enumerate(points)}
    for point in points:
        joined = " ".join(str(number) for number in sorted(numbers[other] for other in net[point]))
        yield f"{_write(point[0])}\t{_write(point[1])}\t{joined}"


def _write(number: float) -> str:
    return re.sub(r"^-(?=0$)", "", f"{number:.4f}".rstrip("0").rstrip("."))


def find_largest(net: Mapping[Point, Iterable[Point]]) -> set[Point]:
    """Return the largest set of points that are joined with each other."""
    left, largest = set(net), set[Point]()
    while left:
        found, ahead = set[Point](), [next(iter(left))]
        while ahead:
            point = ahead.pop()
            if point not in found:
                found.add(point)
                ahead.extend(net[point])
        left -= found
        largest = max(largest, found, key=len)
    return largest


if __name__ == "__main__":
    build()

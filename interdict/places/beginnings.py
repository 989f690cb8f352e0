"""Places by the beginning of a name, for completion."""

from __future__ import annotations

from interdict.domain.countries import format_country
from interdict.places.folding import fold_name
from interdict.places.place import Place, read_place
from interdict.places.reference import open_reference

_LEAST = 3  # letters; fewer begin too many names
_LOOKED_AT = 300  # of the names that begin so, the shortest


def list_places(beginning: str, most: int = 30) -> list[tuple[str, str]]:
    """Return places whose name begins so, the largest first: `Bangkok, Thailand`, and what kind of place it is."""
    folded = fold_name(beginning)
    if len(folded) < _LEAST:
        return []
    reference = open_reference()
    lines = sorted(reference.names.list_lines(folded), key=lambda cells: len(cells[0]))[:_LOOKED_AT]
    found: dict[str, Place] = {}
    for cells in lines:
        for key in cells[1].split()[:3]:
            line = reference.places.find_line(key)
            place = read_place(line) if line else None
            if place and fold_name(place.name).startswith(folded):
                land = format_country(place.country) if place.country else ""
                name = f"{place.name}, {land}" if land and land != place.name else place.name
                if name not in found or found[name].rank < place.rank:
                    found[name] = place
    ordered = sorted(found, key=lambda name: (-found[name].rank, name))
    return [(name, found[name].kind) for name in ordered[:most]]

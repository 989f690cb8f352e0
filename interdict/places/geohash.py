"""Geohashes (G. Niemeyer, 2008): a point as a short word; near points mostly share its beginning."""

from __future__ import annotations

import math

_DIGITS = "0123456789bcdefghjkmnpqrstuvwxyz"


def encode_geohash(latitude: float, longitude: float, length: int) -> str:
    """Return the geohash of a point; six letters are a cell of about 1.2 by 0.6 km."""
    bits_x = (5 * length + 1) // 2
    bits_y = 5 * length // 2
    x = min(int((longitude + 180) / 360 * 2**bits_x), 2**bits_x - 1)
    y = min(int((latitude + 90) / 180 * 2**bits_y), 2**bits_y - 1)
    word, value = "", 0
    for bit in range(5 * length):
        if bit % 2 == 0:
            bits_x -= 1
            value = value * 2 + (x >> bits_x & 1)
        else:
            bits_y -= 1
            value = value * 2 + (y >> bits_y & 1)
        if bit % 5 == 4:
            word, value = word + _DIGITS[value], 0
    return word


def list_cells(latitude: float, longitude: float, radius_km: float, length: int) -> list[str]:
    """Return the geohashes of the cells that a circle may touch, its own first."""
    width, height = 360 / 2 ** ((5 * length + 1) // 2), 180 / 2 ** (5 * length // 2)
    reach_y = radius_km / 111.19
    north, south = min(latitude + reach_y, 90), max(latitude - reach_y, -90)
    stretch = max(math.cos(math.radians(max(abs(north), abs(south)))), 1e-6)
    reach_x = min(reach_y / stretch, 180)
    cells = {encode_geohash(latitude, longitude, length): None}
    for row in range(int((south + 90) // height), int((north + 90) // height) + 1):
        middle_y = min(-90 + (row + 0.5) * height, 90)
        first = int((longitude - reach_x) // width)
        last = min(int((longitude + reach_x) // width), first + int(360 / width))
        for column in range(first, last + 1):
            middle_x = ((column + 0.5) * width + 180) % 360 - 180
            cells[encode_geohash(middle_y, middle_x, length)] = None
    return list(cells)

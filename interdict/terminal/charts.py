"""Draw small charts out of characters."""

from __future__ import annotations

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def render_bar(value: float, maximum: float, width: int, *, only_ascii: bool = False) -> str:
    """Draw a bar of at most `width` cells, `maximum` being the full width.

    Anything above zero gets at least the thinnest bar, so that one case among thousands can be seen.
    """
    # Written so that NaN, which compares false with everything, gives no bar.
    if not (value > 0 and maximum > 0 and width > 0):
        return ""
    part = 1.0 if value >= maximum else value / maximum
    if only_ascii:
        return "#" * max(1, round(part * width))
    full, eighths = divmod(max(1, round(part * width * 8)), 8)
    return "█" * full + _EIGHTHS[eighths]

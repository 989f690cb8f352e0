"""The Rich console that draws for us, told everything, so that neither environment nor stream makes it guess."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@cache  # a console takes a while to make, and a report of five tables needs only one
def make_console(*, width: int, has_color: bool) -> Console:
    """Return a console of a width in cells that reads no markup and colours only when told to."""
    from rich.console import Console

    return Console(
        width=width,
        height=25,
        force_terminal=has_color,
        color_system="standard" if has_color else None,
        no_color=not has_color,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
    )

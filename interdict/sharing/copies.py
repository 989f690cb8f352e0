"""Recognise the conflict copies that programs for shared folders leave beside a file."""

from __future__ import annotations

import re
from pathlib import Path

_MARKS = (
    re.compile(r"\.sync-conflict-\d{8}-\d{6}(-\w+)?"),  # Syncthing
    re.compile(r" \((.*'s )?conflicted copy.*\)", re.IGNORECASE),  # Dropbox, Nextcloud
    re.compile(r"_conflict-\d{8}-\d{6}"),  # Nextcloud on servers
    re.compile(r" \(.*in conflict.*\)", re.IGNORECASE),  # Nextcloud in other forms
    re.compile(r"[-_ ]\(?conflict(ed)?\)?[-_ ]?.*", re.IGNORECASE),
    re.compile(r" \(\d+\)"),  # a browser's second download, Google Drive
)


def find_conflict_copies(path: Path) -> list[Path]:
    """Return the files beside one's own that look like conflict copies of it, by name, in order of their names."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [other for other in beside if other.name != path.name and is_conflict_copy(path.name, other.name)]


def is_conflict_copy(name: str, other: str) -> bool:
    """Say whether a file name is that of a conflict copy of the file with the first name."""
    stem, ending = _split(name)
    other_stem, other_ending = _split(other)
    if other_ending != ending or not other_stem.startswith(stem) or other_stem == stem:
        return False
    rest = other_stem[len(stem) :]
    return any(mark.fullmatch(rest) for mark in _MARKS)


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if dot and stem else (name, "")

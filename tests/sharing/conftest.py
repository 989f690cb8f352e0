"""A desk with two people's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sharing.people import Desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a folder in which Ana and Ben have the same file, with the Thai case."""
    made = Desk(tmp_path, capsys)
    made.start("ana", "ben")
    return made

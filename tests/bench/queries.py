"""Which SQL a command runs, so that it can be timed bare."""

from __future__ import annotations

import contextlib
import io
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from interdict import cli
from interdict.store import connection as store


def capture_queries(path: Path, command: Sequence[str]) -> list[tuple[str, Sequence[object]]]:
    """Run a command in this process and return the SELECTs that it made, with their values filled in."""
    queries: list[tuple[str, Sequence[object]]] = []
    connect = store.connect

    def connect_traced(path: Path, mode: str) -> sqlite3.Connection:
        connection = connect(path, mode)
        connection.set_trace_callback(lambda sql: queries.append((sql, ())))
        return connection

    store.connect = connect_traced
    os.environ["INTERDICT_DB"] = str(path)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            cli.run(command)
    finally:
        store.connect = connect
        del os.environ["INTERDICT_DB"]
    return [query for query in queries if query[0].lstrip().upper().startswith(("SELECT", "WITH"))]

"""A geocoder on loopback that speaks as Nominatim does, and misbehaves on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class GeocoderServer(ThreadingHTTPServer):
    """Keeps what it was asked, by whom, and how it is to answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.mood = "well"
        self.moods: dict[str, str] = {}  # by name, over `mood`

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: GeocoderServer

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
        self.server.asked.append(query)
        self.server.times.append(time.monotonic())
        self.server.agents.add(self.headers.get("User-Agent", ""))
        mood = next((mood for name, mood in self.server.moods.items() if name in query), self.server.mood)
        if mood == "slow":
            time.sleep(1.5)
        if mood in {"429", "403", "500"}:
            self._send(int(mood), b"no")
        elif mood == "rubbish":
            self._send(200, b"<html>not what you asked for")
        elif mood == "odd":
            self._send(200, json.dumps([{"lat": "north", "lon": None, "display_name": 3}]).encode())
        elif mood == "far":
            self._send(200, json.dumps([{"lat": "913.0", "lon": "5", "display_name": "x"}]).encode())
        elif mood == "nothing":
            self._send(200, b"[]")
        else:
            place = {
                "lat": "12.5", "lon": "43.25", "display_name": f"{query}, Somewhere", "name": query.partition(",")[0],
                "type": "harbour", "class": "landuse", "importance": 0.5,
            }  # fmt: skip
            self._send(200, json.dumps([place]).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return


@contextmanager
def serve_geocoder() -> Iterator[GeocoderServer]:
    """Run the server while the block runs."""
    server = GeocoderServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()

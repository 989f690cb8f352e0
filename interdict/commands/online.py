"""Asking a geocoder on the network for a command: which one, what is said first, and what of its failures is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from interdict import __version__
from interdict.domain.vocabulary import quote
from interdict.places.online import Cache, Result, Service, ask_service, make_geocoder
from interdict.settings import get_setting
from interdict.terminal.screen import Screen

AGENT = f"interdict/{__version__} (a command-line tool for the study of sanctions interdictions)"


def find_cache_file() -> Path:
    """Return the file in the user's cache folder that keeps what geocoders answered."""
    import platformdirs

    return platformdirs.user_cache_path("interdict", appauthor=False) / "geocoders.jsonl"


def ask_online(questions: Iterable[tuple[str, str | None]], screen: Screen) -> Iterator[Result]:
    """Yield what the geocoder of the settings says to each question; its failures are told in a line each."""
    service = Service(get_setting("geocoder"), get_setting("geocoder_url"), get_setting("geocoder_key"))
    geocoder = make_geocoder(service, AGENT)
    cache = Cache(find_cache_file(), service)

    def tell(name: str) -> None:
        screen.warn(f"asking {service.host} for {quote(name)}")
        if cache.is_new:
            screen.warn(
                "the names of places and countries are sent to it, with your network address: whoever runs it learns "
                f"what you look for; its answers are kept in {cache.path}"
            )

    for result in ask_service(questions, geocoder, cache, tell=tell):
        if result.failure:
            screen.warn(f"warning: {service.host}: {quote(result.name)}: {result.failure}")
        yield result

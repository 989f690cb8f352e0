"""Ask a geocoder on the network through geopy, slowly, under our own name, and remember what it said.

Nothing here runs unless --online was given: a query tells the service what an analyst works on.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from interdict.domain.countries import is_country
from interdict.errors import InterdictError, UsageError
from interdict.places.place import Candidate, Place

TIMEOUT = 10  # seconds for one answer
PAUSE = 1.0  # seconds between two questions: what Nominatim asks of its users
MOST_FAILURES = 2  # in a row; after them nothing more is asked
_SOURCE = "Nominatim, © OpenStreetMap contributors (ODbL)"
_KINDS = {
    "aerodrome": "airport", "aeroway": "airport", "harbour": "port", "port": "port", "ferry_terminal": "port",
    "border_control": "crossing", "island": "island", "islet": "island", "archipelago": "island", "sea": "sea",
    "ocean": "sea", "bay": "sea", "strait": "strait", "country": "country", "state": "region", "region": "region",
    "province": "region", "county": "region", "peninsula": "region", "canal": "canal", "river": "river",
}  # fmt: skip


class Service(NamedTuple):
    """A geocoder of geopy: its name there, its address where it is not the public one, and a key where it wants one."""

    name: str = "nominatim"
    url: str = ""
    key: str = ""

    @property
    def host(self) -> str:
        """Return the machine that is asked, as far as it is known here."""
        if self.url:
            return urlsplit(self.url).netloc
        return "nominatim.openstreetmap.org" if self.name == "nominatim" else self.name


class Result(NamedTuple):
    """What a service said to one question: answers, or why there are none."""

    name: str
    country: str | None
    answers: tuple[Candidate, ...] = ()
    failure: str = ""


def make_geocoder(service: Service, user_agent: str) -> Any:
    """Return the geocoder of geopy for a service.

    Raises UsageError for a service that geopy does not have, or that cannot be set up this way.
    """
    import geopy.geocoders
    from geopy.exc import ConfigurationError, GeocoderNotFound

    try:
        made = geopy.geocoders.get_geocoder_for_service(service.name)
    except GeocoderNotFound:
        raise UsageError(
            f"geopy has no service {service.name!r}", hint="'interdict config set geocoder nominatim' goes back"
        ) from None
    options: dict[str, Any] = {"user_agent": user_agent, "timeout": TIMEOUT}
    if service.url:
        parts = urlsplit(service.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise UsageError(
                f"geocoder_url is not an address: {service.url!r}", hint="write it as https://nominatim.example.org"
            )
        options |= {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/")}
    if service.key:
        options["api_key"] = service.key
    try:
        return made(**options)
    except (TypeError, ConfigurationError) as error:
        raise UsageError(
            f"the geocoder {service.name} cannot be set up: {error}",
            hint="set geocoder_url and geocoder_key as it needs them, or another geocoder",
        ) from None


def ask_service(
    questions: Iterable[tuple[str, str | None]],
    geocoder: Any,
    cache: Cache,
    *,
    pause: float = PAUSE,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Result]:
    """Yield what the service says to each question, a name and a country, at most one question a second.

    What was asked before is taken from the cache. A question that fails yields its failure and the next one is asked;
    after two failures in a row the rest is not asked any more. `tell` is called before the first question goes out.
    """
    from geopy.extra.rate_limiter import RateLimiter

    ask = RateLimiter(geocoder.geocode, min_delay_seconds=pause, max_retries=0, swallow_exceptions=False)
    failures, is_told = 0, False
    for name, country in questions:
        known = cache.find(name, country)
        if known is not None:
            yield Result(name, country, tuple(_read_answer(one) for one in known))
            continue
        if failures >= MOST_FAILURES:
            yield Result(name, country, failure="not asked, for the service failed before")
            continue
        if not is_told:
            tell(name)
            is_told = True
        result = _ask(ask, name, country)
        failures = failures + 1 if result.failure else 0
        if not result.failure:
            cache.keep(name, country, [_write_answer(one) for one in result.answers])
        yield result


def _ask(ask: Callable[..., Any], name: str, country: str | None) -> Result:
    """Ask one question; whatever goes wrong on the way becomes the failure of the result."""
    from geopy.exc import GeopyError

    options: dict[str, Any] = {"exactly_one": False}
    query = name
    if country:
        from interdict.domain.countries import format_country

        query = f"{name}, {format_country(country)}"
    try:
        with warnings.catch_warnings():  # geopy warns of points that are refused below
            warnings.simplefilter("ignore")
            found = ask(query, **options)
        return Result(name, country, tuple(_read_location(one, country) for one in found or ()))
    except GeopyError as error:
        return Result(name, country, failure=_word_failure(error))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        # An answer of another form than geopy expects comes up as any of these.
        return Result(name, country, failure=f"its answer makes no sense ({type(error).__name__})")


def _word_failure(error: Exception) -> str:
    from urllib.error import HTTPError, URLError

    detail = " ".join(str(error).split())[:120]
    cause = error.__cause__ or error.__context__
    if isinstance(cause, URLError | ConnectionError) and not isinstance(cause, HTTPError):
        return f"it cannot be reached ({detail})"
    return f"{_FAILURES.get(type(error).__name__, 'it failed')} ({detail})"


_FAILURES = {
    "GeocoderTimedOut": "it did not answer in time",
    "GeocoderUnavailable": "it cannot be reached",
    "GeocoderRateLimited": "it asks to be asked less often",
    "GeocoderQuotaExceeded": "it asks to be asked less often",
    "GeocoderInsufficientPrivileges": "it refuses to answer",
    "GeocoderAuthenticationFailure": "it refuses to answer",
    "GeocoderParseError": "its answer makes no sense",
    "GeocoderServiceError": "it failed",
}


def _read_location(location: Any, country: str | None) -> Candidate:
    """Read one answer of a service; raises ValueError for a point that is none."""
    latitude, longitude = round(float(location.latitude), 5), round(float(location.longitude), 5)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("a point out of range")
    raw = location.raw if isinstance(location.raw, dict) else {}
    kind = next(
        (_KINDS[word] for word in (raw.get("type"), raw.get("addresstype"), raw.get("class")) if word in _KINDS), "city"
    )
    code = (
        str((raw.get("address") or {}).get("country_code", "")).upper() if isinstance(raw.get("address"), dict) else ""
    )
    name = str(raw.get("name") or str(location.address).partition(",")[0])[:200]
    place = Place(kind, name, code if is_country(code) else country, (), latitude, longitude, 3.0, 0.0, _SOURCE)
    importance = raw.get("importance")
    weight = float(importance) if isinstance(importance, int | float) and 0 <= importance <= 1 else 0.0
    return Candidate(place, round(0.4 + 0.4 * weight, 2), "as the service says", "", 0.0, latitude, longitude)


def _write_answer(answer: Candidate) -> dict[str, Any]:
    place = answer.place
    return {
        "kind": place.kind,
        "name": place.name,
        "country": place.country,
        "latitude": answer.latitude,
        "longitude": answer.longitude,
        "score": answer.score,
    }


def _read_answer(kept: Mapping[str, Any]) -> Candidate:
    latitude, longitude = float(kept["latitude"]), float(kept["longitude"])
    place = Place(str(kept["kind"]), str(kept["name"]), kept["country"], (), latitude, longitude, 3.0, 0.0, _SOURCE)
    return Candidate(place, float(kept["score"]), "as the service said before", "", 0.0, latitude, longitude)


class Cache:
    """Answers of a service in a file of JSON lines in the user's cache folder; a broken line is as good as none."""

    def __init__(self, path: Path, service: Service) -> None:
        """Read the file; a missing or unreadable one is empty."""
        self.path = path
        self.is_new = not path.exists()
        self._service = f"{service.name} {service.host}"
        self._known: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
        with suppress(OSError, UnicodeDecodeError):
            for line in path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError, KeyError, TypeError, AttributeError):
                    entry = json.loads(line)
                    if entry["service"] == self._service:
                        [_read_answer(one) for one in entry["answers"]]
                        self._known[entry["name"], entry["country"]] = entry["answers"]

    def find(self, name: str, country: str | None) -> list[dict[str, Any]] | None:
        """Return what the service said of a name before, None where it was not asked."""
        return self._known.get((name, country))

    def keep(self, name: str, country: str | None, answers: list[dict[str, Any]]) -> None:
        """Remember what the service said; raise InterdictError where the file cannot be written."""
        self._known[name, country] = answers
        entry = {"service": self._service, "name": name, "country": country, "answers": answers}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError as error:
            raise InterdictError(
                f"cannot write {self.path}: {error.strerror}", hint="check its permissions, or go without --online"
            ) from error

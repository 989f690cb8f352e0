"""Asking a geocoder on the network: slowly, under our own name, and whatever it says, nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interdict.errors import UsageError
from interdict.places import online
from interdict.places.online import Cache, Result, Service, ask_service, make_geocoder
from tests.conftest import Run
from tests.places.geocoder_server import GeocoderServer, serve_geocoder

AGENT = "interdict-test"


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    with serve_geocoder() as running:
        yield running


def ask(server: GeocoderServer, cache: Cache, *names: str, pause: float = 0) -> list[Result]:
    geocoder = make_geocoder(Service(url=server.url), AGENT)
    return list(ask_service([(name, None) for name in names], geocoder, cache, pause=pause))


def open_cache(server: GeocoderServer, folder: Path) -> Cache:
    return Cache(folder / "geocoders.jsonl", Service(url=server.url))


def test_answer_has_point_kind_and_source(server: GeocoderServer, tmp_path: Path) -> None:
    (result,) = ask(server, open_cache(server, tmp_path), "Ghurayfah")
    (answer,) = result.answers
    assert (answer.latitude, answer.longitude, answer.place.kind) == (12.5, 43.25, "port")
    assert "OpenStreetMap" in answer.place.source
    assert server.agents == {AGENT}


def test_answer_is_remembered_and_not_asked_again(server: GeocoderServer, tmp_path: Path) -> None:
    ask(server, open_cache(server, tmp_path), "Ghurayfah", "Ghurayfah")
    (again,) = ask(server, open_cache(server, tmp_path), "Ghurayfah")
    assert server.asked == ["Ghurayfah"]
    assert (again.answers[0].latitude, again.answers[0].longitude) == (12.5, 43.25)


def test_questions_are_no_more_frequent_than_the_pause(server: GeocoderServer, tmp_path: Path) -> None:
    ask(server, open_cache(server, tmp_path), "One", "Two", "Three", pause=0.3)
    first, second, third = server.times
    assert min(second - first, third - second) >= 0.28


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ("429", "less often"),
        ("403", "refuses"),
        ("500", "failed"),
        ("rubbish", "makes no sense"),
        ("odd", "makes no sense"),
        ("far", "makes no sense"),
    ],
)
def test_failure_is_one_line_and_the_rest_is_asked(
    server: GeocoderServer, tmp_path: Path, mood: str, words: str
) -> None:
    server.moods = {"Two": mood}
    one, two, three = ask(server, open_cache(server, tmp_path), "One", "Two", "Three")
    assert one.answers
    assert three.answers
    assert not two.answers
    assert words in two.failure
    assert "\n" not in two.failure


def test_slow_service_is_given_up(server: GeocoderServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "TIMEOUT", 0.2)
    server.mood = "slow"
    results = ask(server, open_cache(server, tmp_path), "One", "Two", "Three", "Four")
    assert "in time" in results[0].failure
    assert len(server.asked) == 2
    assert "not asked" in results[-1].failure


def test_service_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    service = Service(url="http://127.0.0.1:9")
    results = list(
        ask_service([("One", None)], make_geocoder(service, AGENT), Cache(tmp_path / "x.jsonl", service), pause=0)
    )
    assert "cannot be reached" in results[0].failure


def test_no_answer_is_remembered_as_none(server: GeocoderServer, tmp_path: Path) -> None:
    server.mood = "nothing"
    assert ask(server, open_cache(server, tmp_path), "Nowhere") == [Result("Nowhere", None)]
    assert open_cache(server, tmp_path).find("Nowhere", None) == []


def test_broken_cache_is_as_good_as_none(server: GeocoderServer, tmp_path: Path) -> None:
    (tmp_path / "geocoders.jsonl").write_bytes(b'{"service": 3}\nnot json\n\xff\xfe')
    (result,) = ask(server, open_cache(server, tmp_path), "One")
    assert result.answers


@pytest.mark.parametrize("service", [Service("no such"), Service(url="ftp://x"), Service(url="x"), Service("googlev3")])
def test_service_that_cannot_be_set_up_is_a_usage_error(service: Service) -> None:
    with pytest.raises(UsageError):
        make_geocoder(service, AGENT)


def test_place_online_says_first_what_is_sent_to_whom(server: GeocoderServer, run: Run) -> None:
    done = run("place", "Xyzzyville", "--online", "-f", "json", INTERDICT_GEOCODER_URL=server.url)
    assert json.loads(done.stdout)[0]["latitude"] == 12.5
    assert f"asking 127.0.0.1:{server.server_address[1]} for 'Xyzzyville'" in done.stderr
    assert "whoever runs it learns" in done.stderr
    (agent,) = server.agents
    assert agent.startswith("interdict/")
    again = run("place", "Xyzzyville", "--online", "-f", "json", INTERDICT_GEOCODER_URL=server.url)
    assert again.stderr == ""
    assert len(server.asked) == 1


def test_geocode_online_keeps_what_it_got_when_one_question_fails(server: GeocoderServer, run: Run) -> None:
    server.moods = {"Xyzzyville": "rubbish"}
    for name in ("Xyzzyville", "Quuxburgh"):
        run("add", "--title", name, "--date", "2020", "--place", name)
    done = run("geocode", "--online", "--yes", INTERDICT_GEOCODER_URL=server.url)
    assert done.returncode == 0
    assert "makes no sense" in done.stderr
    listed = run("near", "12.5N 43.25E", "-f", "tsv").stdout
    assert "Quuxburgh" in listed
    assert "Xyzzyville" not in listed


def test_place_online_without_a_service_is_not_found_and_one_line(run: Run) -> None:
    done = run("place", "Xyzzyville", "--online", INTERDICT_GEOCODER_URL="http://127.0.0.1:9")
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr

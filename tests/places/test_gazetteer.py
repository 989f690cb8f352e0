"""The gazetteer: what it finds, what it only suggests, and what it leaves to the user."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from interdict.places.filling import fill_end
from interdict.places.folding import fold_name
from interdict.places.gazetteer import find_near, look_up
from interdict.places.geohash import encode_geohash, list_cells
from interdict.places.place import measure_sphere
from interdict.places.reference import find_reference_folder

HITS = list(csv.DictReader((Path(__file__).parent / "hits.tsv").open(encoding="utf-8"), delimiter="\t"))
# Container ports and others that sanctions have to do with: the code that users expect, the position within some km.
PORTS = list(csv.DictReader((Path(__file__).parent / "ports.tsv").open(encoding="utf-8"), delimiter="\t"))
NEAR_ENOUGH = 25  # km


@pytest.mark.parametrize("hit", HITS, ids=lambda hit: hit["name"])
def test_place_of_the_cases_is_found_by_name_and_country(hit: dict[str, str]) -> None:
    found = look_up(hit["name"], hit["country"])
    place = found.answers[0].place
    assert place.kind in hit["kinds"].split()
    assert place.country == hit["country"]
    assert (
        measure_sphere(place.latitude, place.longitude, float(hit["latitude"]), float(hit["longitude"])) < NEAR_ENOUGH
    )
    assert found.best is found.answers[0]


@pytest.mark.parametrize("port", PORTS, ids=lambda port: f"{port['name']}-{port['country']}")
def test_large_port_is_found_by_name_and_country_where_it_is_and_with_its_code(port: dict[str, str]) -> None:
    found = look_up(port["name"], port["country"], "sea")
    best = found.best
    assert best is not None
    assert (
        measure_sphere(best.latitude, best.longitude, float(port["latitude"]), float(port["longitude"])) < NEAR_ENOUGH
    )
    assert fill_end({"name": port["name"], "country": port["country"]}, found)["locode"] == port["code"]


@pytest.mark.parametrize(
    ("code", "shown"), [("MYXPQ", "MYPKG"), ("MYPKG", "MYPKG"), ("JOAQB", "JOAQJ"), ("CNNBO", "CNNGB")]
)
def test_port_with_several_codes_is_found_by_each_and_shown_with_the_usual_one(code: str, shown: str) -> None:
    assert look_up(code).answers[0].place.locode == shown


@pytest.mark.parametrize(
    ("text", "country", "name"), [("Charleston", "US", "Charleston"), ("Jacksonville", "US", "Jacksonville")]
)
def test_ship_goes_to_the_town_with_a_port_and_others_may_go_to_either(text: str, country: str, name: str) -> None:
    by_sea = look_up(text, country, "sea").best
    assert by_sea is not None
    assert (by_sea.place.name, by_sea.place.kind) == (name, "port")
    assert look_up(text, country).best is None


def test_two_towns_with_ports_stay_open_also_for_a_ship() -> None:
    assert look_up("Manzanillo", None, "sea").best is None
    assert look_up("Newcastle", None, "sea").best is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("THBKK", "Bangkok", "city"),
        ("DMK", "Don Mueang International Airport", "airport"),
        ("OIIE", "Imam Khomeini International Airport", "airport"),
        ("Oncupinar", "Öncüpınar", "crossing"),
        ("POINTE NOIRE", "Pointe-Noire", "city"),
        ("Бангкок", "Bangkok", "city"),
        ("بندر عباس", "Bandar Abbas", "city"),
        ("南海", "South China Sea", "sea"),
        ("Rangoon", "Yangon", "city"),
        ("Gulf of Oman", "Gulf of Oman", "sea"),
        ("the Strait of Hormuz", "Strait of Hormuz", "strait"),
        ("Oman", "Oman", "country"),
        ("Apapa port, Lagos", "Apapa", "port"),
        ("Port Sudan harbour", "Port Sudan", "port"),
        ("port of Busan", "Pusan", "port"),
        ("Bandar Lengeh", "Bandar-e Lengeh", "city"),
        ("Sevastopol", "Sevastopol", "city"),
        ("Incheon airport", "Incheon International Airport", "airport"),
        ("Öncüpınar border crossing, Kilis province", "Öncüpınar", "crossing"),
    ],
)
def test_codes_spellings_scripts_and_words_for_the_kind_are_understood(text: str, name: str, kind: str) -> None:
    best = look_up(text).answers[0].place
    assert (best.name, best.kind) == (name, kind)


def test_name_that_several_places_bear_has_no_best_answer() -> None:
    found = look_up("Manzanillo")
    assert found.best is None
    assert {"MX", "CU", "PA"} <= {one.place.country for one in found.answers}


def test_small_place_of_the_name_of_a_large_one_is_no_rival() -> None:
    assert look_up("London").best is not None
    assert look_up("IKA").best is not None


def test_what_is_said_besides_tells_places_of_one_name_apart() -> None:
    assert look_up("Manzanillo, Colon").answers[0].place.country == "PA"
    assert look_up("Manzanillo, Cuba").answers[0].place.country == "CU"


def test_city_port_and_airport_of_one_name_are_no_rivals() -> None:
    assert look_up("Salalah").best is not None
    assert look_up("Singapore").best is not None


def test_mode_of_transport_prefers_its_kind_of_place() -> None:
    assert look_up("Dubai", "AE", "sea").answers[0].place.kind == "port"
    assert look_up("Dubai", "AE").answers[0].place.kind == "city"


@pytest.mark.parametrize("text", ["Plughtown", "Banngkok", "Hodiedah", "XQZXQZ"])
def test_misspelt_name_is_never_an_answer(text: str) -> None:
    assert look_up(text).answers == ()


@pytest.mark.parametrize(
    ("text", "name"), [("Banngkok", "Bangkok"), ("Hodiedah", "Hodeidah"), ("Qandahr", "Kandahār"), ("KPNMP", "Namp’o")]
)
def test_misspelt_name_or_code_suggests_the_right_one(text: str, name: str) -> None:
    assert name in [one.place.name for one in look_up(text).suggestions]


def test_place_in_another_country_is_a_suggestion_only() -> None:
    found = look_up("Bangkok", "US")
    assert not found.answers
    assert found.suggestions[0].place.country == "TH"


def test_off_a_place_is_known_as_such_with_its_distance() -> None:
    best = look_up("Arabian Sea, 150 nautical miles off Salalah, Oman").answers[0]
    assert (best.offset, best.precision, best.radius_km) == ("off", "sea_area", 277.8)


def test_distance_and_direction_move_the_point() -> None:
    best = look_up("about 150 miles southeast of Beira").answers[0]
    beira = look_up("Beira").answers[0]
    assert best.latitude < beira.latitude
    assert best.longitude > beira.longitude
    assert measure_sphere(best.latitude, best.longitude, beira.latitude, beira.longitude) == pytest.approx(
        241.4, rel=0.02
    )


def test_far_from_somewhere_in_no_direction_is_less_than_the_name_of_a_sea() -> None:
    best = look_up("Red Sea, between Eritrea and Sudan, about 1,000 miles from Eilat").answers[0]
    assert best.place.name == "Red Sea"


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_000, "Bang\u202ekok", "Bang\x1bkok", "Bang\nkok", "91N 10E"])
def test_text_that_cannot_be_a_place_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        look_up(text)


def test_nearest_places_come_first() -> None:
    near = find_near(13.91, 100.61, 20)
    assert near[0][1].name == "Don Mueang International Airport"
    assert [distance for distance, _ in near] == sorted(distance for distance, _ in near)
    assert all(distance <= 20 for distance, _ in near)


def test_places_beyond_the_date_line_are_near() -> None:
    assert any(place.country == "FJ" for _, place in find_near(-16.8, -179.95, 60))


def test_cells_of_a_circle_cover_it() -> None:
    for latitude, longitude in [(0.0, 0.0), (59.9, 10.7), (-16.8, 179.99), (89.0, 12.0)]:
        cells = list_cells(latitude, longitude, 100, 3)
        assert cells[0] == encode_geohash(latitude, longitude, 3)
        for step in (-0.8, 0.8):
            y = max(-90.0, min(90.0, latitude + step))
            assert encode_geohash(y, longitude, 3) in cells


def test_geohash_of_the_inventor_comes_out() -> None:
    assert encode_geohash(57.64911, 10.40744, 11) == "u4pruydqqvj"


@pytest.mark.parametrize("name", ["places.tsv", "names.tsv"])
def test_files_are_sorted_by_their_bytes_and_have_no_key_twice(name: str) -> None:
    keys = [line.partition(b"\t")[0] for line in (find_reference_folder() / name).read_bytes().splitlines()]
    assert keys == sorted(set(keys))


def test_names_point_only_to_places_that_are_there() -> None:
    folder = find_reference_folder()
    places = {line.partition("\t")[0] for line in (folder / "places.tsv").read_text("utf-8").splitlines()}
    names = (folder / "names.tsv").read_text("utf-8").splitlines()
    assert {key for line in names for key in line.partition("\t")[2].split()} == places


def test_folding_keeps_letters_of_all_scripts() -> None:
    assert fold_name("Öncüpınar") == "oncupinar"
    assert fold_name("Kâmpóng Saôm") == "kampongsaom"
    assert fold_name("Bab el-Mandeb") == fold_name("Bab el Mandeb")
    assert fold_name("สีหนุวิลล์") != fold_name("สหนวลล")


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Paris, Texas", "Texas"), ("Paris (Texas)", "Texas"), ("Alexandria, Virginia", "Virginia"),
        ("Bangkok, Francee", "Francee"), ("Bangkok, Francee, Thailand", "Francee"), ("Paris, texas", "texas"),
        ("Kuala Lumpur, Johor", "Johor"), ("Bangkok, Gulf of Aden", "Gulf of Aden"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_a_name_leaves_nothing_certain(text, unread):
    found = look_up(text)
    assert (found.best, found.unread) == (None, unread)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gulf of Aden, off Yemen", "Gulf of Aden", None), ("Gulf of Oman (off the Omani coast)", "Gulf of Oman", None),
        ("Busan, Korea", "Busan", "KR"), ("Busan (Pusan)", "Busan", "KR"), ("Salalah, anchorage", "Salalah", "OM"),
        ("Jebel Ali, Dubai", "Jebel Ali", "AE"), ("Paris (France)", "Paris", "FR"), ("Mundra, Gujarat", "Mundra", "IN"),
        ("Suez, Egypt (Red Sea)", "Suez", "EG"), ("Port Said (north entrance of the Suez Canal)", "Port Said", "EG"),
        ("Washington, D.C.", "Washington", "US"), ("Salalah (16.9N 54.0E)", "Salalah", "OM"),
        ("Red Sea, between Eritrea and Sudan, about 1,000 miles from Eilat", "Red Sea", None),
    ],
)  # fmt: skip
def test_what_only_describes_a_name_or_lies_near_it_is_understood(text, name, country):
    best = look_up(text).best
    assert best is not None
    assert (best.place.name, best.place.country) == (name, country)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Francee", ["France"]), ("Isreal", ["Israel"]), ("Texas", []), ("Virginia", []),
        ("Nigera", ["Niger", "Nigeria"]),
    ],
)  # fmt: skip
def test_a_country_is_only_suggested_for_a_slip_of_the_pen(words, names):
    from interdict.places.remainder import suggest_countries

    assert sorted(suggest_countries(words)) == names

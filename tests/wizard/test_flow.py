"""The wizard without a terminal: lines in, words and questions out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from interdict.domain.document_reader import read_case
from interdict.wizard.answers import Answer
from interdict.wizard.completing import Sources, complete
from interdict.wizard.flow import Flow
from interdict.wizard.questions import MENU, SECTIONS, ask, ask_more
from interdict.wizard.reading import Found, Ports
from interdict.wizard.script import Similar

CASES = Path(__file__).parents[2] / "db" / "cases"
PLACES = {
    "Bangkok": Found("Bangkok, Thailand", "TH"),
    "Springfield": Found("it may be several"),
    "Gibralter": Found("did you mean Gibraltar?", is_doubtful=True),
}
PORTS = Ports(
    find_place=lambda text, _: PLACES.get(text, Found()),
    find_source=lambda text: "Arms Control Today" if text == "act-2010-01" else None,
    find_warnings=lambda records: ["the check digit is wrong"] if "imo_number" in records[0].values else (),
)


def find_similar(tree: Mapping[str, Any]) -> Similar | None:
    return Similar("TH-2009-31F", {"interdiction.mode": "air", "interdiction.regime": "DPRK"}) if tree else None


def start(*lines: str) -> Flow:
    """Return a flow after lines, none of which was refused."""
    flow = Flow(PORTS, find_similar)
    for line in lines:
        assert not [words for words in flow.take(line) if words.startswith("that cannot be")]
    return flow


def name(flow: Flow) -> str:
    assert flow.question is not None
    return flow.question.name


TO_DATE = ("Arms at Bangkok",)
TO_PLACE = (*TO_DATE, "2009-12-12")
TO_STATES = (*TO_PLACE, "Bangkok")
TO_CONVEYANCE = (*TO_STATES, "", "air")
TO_CARGO = (*TO_CONVEYANCE, "")
TO_MORE = (*TO_CARGO, "", "seized", "", "")


def test_a_place_that_may_be_misspelt_is_asked_about_before_it_is_taken():
    flow = start(*TO_PLACE)
    flow.take("Gibralter")
    assert name(flow) == "place"
    assert flow.waiting is not None
    flow.take("n")
    assert name(flow) == "place"
    flow.take("Gibralter")
    flow.take("y")
    assert name(flow) == "states"


def test_the_first_questions_come_in_the_order_in_which_a_case_is_told():
    flow = start()
    asked = [name(flow)]
    for line in (
        "A title",
        "2009",
        "Bangkok",
        "",
        "sea",
        "Ship",
        "",
        "",
        "sugar",
        "",
        "",
        "",
        "cleared",
        "",
        "A paper",
    ):
        flow.take(line)
        asked.append(name(flow))
    assert asked[:6] == ["title", "date", "place", "states", "mode", "conveyance.1.name"]
    assert asked[8:] == [
        "cargo.1.description", "cargo.1.quantity", "cargo.1.declared_as", "cargo.1.category", "outcome", "regime",
        "source.1.title", "source.1.own_publisher",
    ]  # fmt: skip


def test_a_date_as_people_write_it_is_turned_into_edtf_and_asked_back():
    flow = start(*TO_DATE, "early August 2009")
    assert flow.waiting is not None
    assert "2009-08-01~/2009-08-10~" in flow.waiting.echo
    assert name(flow) == "date"
    flow.take("")
    assert name(flow) == "place"
    assert flow.case.tree["date"] == flow.answers[-1].text != "early August 2009"


@pytest.mark.parametrize("line", ["n", "<"])
def test_what_was_read_wrongly_is_asked_again(line: str):
    flow = start(*TO_DATE, "12 Dec 2009", line)
    assert flow.waiting is None
    assert name(flow) == "date"
    assert len(flow.answers) == 1


def test_what_was_read_wrongly_stands_there_to_be_taken_or_left():
    flow = start(*TO_DATE, "12 Dec 2009", "n")
    assert flow.question is not None
    assert (flow.question.prefers, flow.question.because) == ("12 Dec 2009", "as you wrote it")
    flow.take("")
    assert flow.waiting is not None
    assert flow.waiting.text == "2009-12-12"


@pytest.mark.parametrize("line", ["2009-12-13", "13 Dec 2009"])
def test_another_answer_in_place_of_a_yes_is_said_to_be_one_and_asked_back(line: str):
    flow = start(*TO_DATE, "12 Dec 2009")
    assert flow.take(line) == ["taken as a new answer:"]
    assert flow.waiting is not None
    assert flow.waiting.echo.startswith("2009-12-13")
    assert flow.take("y") == []
    assert flow.case.tree["date"] == "2009-12-13"


@pytest.mark.parametrize("line", ["?", ".", "-", "yess"])
def test_what_is_neither_yes_nor_an_answer_leaves_the_question_whether_it_is_right(line: str):
    flow = start(*TO_DATE, "12 Dec 2009")
    waiting = flow.waiting
    words = flow.take(line)
    assert "any other text is a new answer" in words[-1]
    assert flow.waiting == waiting
    assert len(flow.answers) == 1


def test_edtf_is_taken_without_a_question():
    assert name(start(*TO_DATE, "2009-12-12")) == "place"


def test_a_relative_date_counts_from_the_day_of_the_article():
    flow = start(*TO_DATE, "last August")
    assert name(flow) == "written"
    flow.take("January 2010")
    assert flow.waiting is not None
    assert "2009-08" in flow.waiting.echo
    flow.take("y")
    assert flow.case.tree["date"] == "2009-08"


def test_the_day_of_the_article_is_proposed_as_that_of_the_source():
    flow = start(*TO_DATE, "last August", "2010-01", "", "Bangkok", "", "", "", "", "", "", "A title", "A paper")
    assert name(flow) == "source.1.own_published"
    assert flow.question is not None
    assert flow.question.prefers == "2010-01"


def test_a_day_from_which_the_date_is_not_clear_is_refused():
    flow = start(*TO_DATE, "last August")
    (words,) = flow.take("2009")
    assert "2008-08 or 2009-08" in words
    assert name(flow) == "written"


def test_a_quantity_is_echoed_and_kept_as_it_was_reported():
    flow = start(*TO_CARGO, "rockets", "about 35 tons")
    assert flow.waiting is not None
    assert flow.waiting.echo == "35 t; kept as reported: 'about 35 tons'"
    flow.take("y")
    for line in ("", "", "", "", "", ""):
        flow.take(line)
    assert flow.case.tree["cargo"][0]["quantity"] == "about 35 tons"


@pytest.mark.parametrize(
    ("before", "line", "reason"),
    [
        (TO_DATE, "31 June 2009", "June"),
        (TO_STATES, "Thialand", "Thailand"),
        ((*TO_STATES, ""), "arial", "did you mean"),
        ((*TO_CARGO, "rockets"), "100-50 t", "larger"),
        ((*TO_CARGO, ""), "siezed", "seized"),
        ((*TO_CARGO, "rockets", "", ""), "zzz", "? lists them"),
        (TO_MORE, "bote", "is nothing that can be added"),
        (TO_MORE, "Mu San; note=seen", "may be of several kinds"),
        (TO_MORE, "event arived", "arrived"),
        (TO_MORE, "party crew; role=crw", "role: "),
        (TO_MORE, "party crew; rol=crew", "role"),
    ],
)
def test_a_bad_answer_is_told_with_the_reason_and_what_is_near(before: tuple[str, ...], line: str, reason: str):
    flow = start(*before)
    asked, answers = name(flow), list(flow.answers)
    words = flow.take(line)
    assert words[0].startswith("that cannot be: ")
    assert reason in words[0]
    assert name(flow) == asked
    assert flow.answers == answers


def test_an_odd_identifier_is_warned_about_and_taken():
    flow = start(*TO_STATES, "", "sea", "Mu San")
    assert flow.take("1234567") == ["warning: the check digit is wrong"]
    assert name(flow) == "conveyance.1.flag"


def test_back_takes_the_last_answer_back_as_often_as_wanted():
    flow = start(*TO_CONVEYANCE, "4L-AWA", "Il-76")
    for wanted in ("conveyance.1.type", "conveyance.1.registration", "mode", "states", "place", "date", "title"):
        assert flow.take("<") == []
        assert name(flow) == wanted
    assert flow.take("<") == ["this is the first question"]
    assert flow.case.tree == {}


def test_back_out_of_a_record_leaves_nothing_of_it():
    flow = start(*TO_MORE, "party", "Air West", "<", "<")
    assert name(flow) == "more.1"
    assert "parties" not in flow.case.tree


def test_help_says_what_the_field_is_its_words_and_examples():
    words = start(*TO_CARGO, "").take("?")
    assert words[0].startswith("outcome: ")
    assert any(line.startswith("  turned_back ") for line in words)
    assert any(line.startswith("for example: seized") for line in words)
    assert any("cargo" in line for line in start(*TO_MORE).take("?"))


def test_enter_takes_what_is_proposed_and_says_where_that_is_from():
    flow = start(*TO_STATES)
    assert flow.question is not None
    assert (flow.question.prefers, flow.question.because) == ("TH", "where it happened")
    flow.take("")
    assert flow.question is not None
    assert (flow.question.prefers, flow.question.because) == ("air", "as in TH-2009-31F")
    flow.take("")
    assert (flow.case.tree["states"], flow.case.tree["mode"]) == ("TH", "air")


def test_a_hyphen_leaves_empty_what_is_proposed():
    flow = start(*TO_STATES, "-", "-")
    assert "states" not in flow.case.tree
    assert "mode" not in flow.case.tree
    assert name(flow) == "cargo.1.description"  # no mode, so no word for the conveyance


def test_a_full_stop_finishes_early_but_not_with_nothing():
    flow = start()
    assert flow.take(".") == ["nothing is said yet: give a title, a date or a place first"]
    assert not flow.is_done
    flow.take("A title")
    assert flow.take(".") == []
    assert flow.is_done
    flow.go_on()
    assert name(flow) == "date"


def test_what_was_said_of_a_record_before_the_full_stop_is_kept():
    flow = start(*TO_CARGO, "rockets", "35 t", ".")
    assert flow.case.tree["cargo"] == [{"description": "rockets", "quantity": "35 t"}]
    flow = start(*TO_CARGO, "", "seized", "", "A title", "A paper", ".")
    assert flow.case.sources == [{"title": "A title", "publisher": "A paper"}]


def test_after_the_last_question_the_user_may_still_add_something():
    flow = start(*TO_MORE, "")
    assert flow.is_done
    flow.go_on()
    assert name(flow) == "more.1"


@pytest.mark.parametrize("word", list(MENU))
def test_everything_on_the_menu_can_be_added_and_more_than_once(word: str):
    lines = {
        "conveyance": ["container", "", "", "", "", ""], "event": ["landed", "", "", ""],
        "leg": ["Pyongyang", "", "", ""],
        "basis": ["UNSCR 1874", ""], "note": ["seen"], "party": ["Air West", "", "", "", ""],
        "cargo": ["rockets", "", "", ""], "source": ["A title", "", "", ""], "route": ["Pyongyang", "Tehran"],
        "details": ["The navy", "", "", ""],
    }[word]  # fmt: skip
    flow = start(*TO_MORE)
    for number in (1, 2):
        for line in (word, *lines):
            assert not [said for said in flow.take(line) if said.startswith("that cannot")]
        assert name(flow) == f"more.{number + 1}"
    read_case(flow.case.tree)
    if word in SECTIONS and word != "source":
        assert any(isinstance(rows, list) and len(rows) == 2 for rows in flow.case.tree.values())


def test_one_line_may_hold_a_record_or_a_field():
    flow = start(*TO_MORE, "party crew; role=crew; count=5", "", "basis UNSCR 1874", "trigger foreign tip", "tlp amber")
    case = read_case(flow.case.tree)
    by_table = {record.table: record.values for record in case.records.values()}
    assert (by_table["party"]["role"], by_table["party"]["count"]) == ("crew", 5)
    assert by_table["basis"]["authority"] == "UNSCR 1874"
    assert by_table["interdiction"]["trigger"] == "foreign_tip"
    assert by_table["interdiction"]["tlp"] == "amber"


def test_what_one_line_leaves_out_is_offered_in_one_question():
    flow = start(*TO_CARGO, "rockets; quantity=35 t")
    assert flow.question is not None
    assert flow.question.words.startswith("Also of this cargo: declared_as, category? ")
    flow = start(*TO_MORE, "cargo: rifles", "category conventional arms; quantity=200 rifles", "declared_as", "pipes")
    assert flow.case.tree["cargo"] == [
        {"description": "rifles", "category": "conventional arms", "quantity": "200 rifles", "declared_as": "pipes"}
    ]
    assert name(flow) == "more.2"


@pytest.mark.parametrize("line", ["colour=red", "rifles", "category=zzz"])
def test_what_is_no_field_of_the_record_is_told(line: str):
    flow = start(*TO_MORE, "cargo rifles")
    assert flow.take(line)[0].startswith("that cannot be: ")
    assert name(flow) == "cargo.2.also.1"


@pytest.mark.parametrize(
    ("line", "table", "wanted"),
    [
        ("crew; role=crew; count=5", "party", {"name": "crew", "role": "crew", "count": 5}),
        ("owner Air West", "party", {"name": "Air West", "role": "owner"}),
        ("ship Mu San", "conveyance", {"name": "Mu San", "kind": "vessel"}),
        ("rockets; quantity=35 t", "cargo", {"description": "rockets"}),
        ("container MSCU6639871; flag=IR", "conveyance", {"name": "MSCU6639871", "kind": "container", "flag": "IR"}),
        ("UNSCR 1874 ¶14", "basis", {"authority": "UNSCR 1874 ¶14"}),
    ],
)
def test_a_record_without_the_word_for_it_is_understood_and_asked_back(line: str, table: str, wanted: dict[str, Any]):
    flow = start(*TO_MORE, line)
    assert flow.waiting is not None
    assert flow.waiting.echo.startswith(f"{table} ")
    flow.take("y")
    values = [record.values for record in read_case(flow.case.tree).records.values() if record.table == table][-1]
    assert wanted.items() <= values.items()


@pytest.mark.parametrize(
    "line", ["legal basis UNSCR 1874", "Legal basis: UNSCR 1874", "basis: UNSCR 1874", "basis; authority=UNSCR 1874"]
)
def test_other_words_for_a_record_are_known(line: str):
    flow = start(*TO_MORE, line)
    assert flow.case.tree["basis"] == [{"authority": "UNSCR 1874"}]


def test_a_conveyance_on_one_line_keeps_its_name_and_its_kind():
    for line in ("conveyance Mu San; kind=vessel; flag=KP", "conveyance vessel; name=Mu San; flag=KP"):
        row = start(*TO_MORE, line).case.tree["conveyances"][-1]
        assert (row["name"], row["kind"], row["flag"]) == ("Mu San", "vessel", "KP")


def test_a_source_of_the_file_needs_no_further_questions():
    flow = start(*TO_CARGO, "", "seized", "", "act-2010-01")
    assert name(flow) == "more.1"
    assert flow.case.sources == ["act-2010-01"]


def test_a_new_source_is_asked_about_or_given_in_one_line():
    flow = start(*TO_CARGO, "", "seized", "", "Plane held", "A paper", "2010-01", "https://example.org/a")
    assert flow.case.sources[0] == {
        "title": "Plane held", "publisher": "A paper", "published": "2010-01", "url": "https://example.org/a"
    }  # fmt: skip
    flow.take("source Second; publisher=B; published=2011")
    assert flow.case.sources[1] == {"title": "Second", "publisher": "B", "published": "2011"}


def test_the_same_answers_lead_to_the_same_case():
    flow = start(*TO_MORE, "party", "Air West", "owner", "", "", "")
    again = Flow(PORTS, find_similar, flow.answers)
    assert again.answers == flow.answers
    assert again.case.tree == flow.case.tree
    assert name(again) == name(flow)


def test_answers_that_no_longer_fit_are_dropped_from_there_on():
    answers = [Answer("title", "A title"), Answer("date", "no date at all"), Answer("place", "Bangkok")]
    flow = Flow(PORTS, find_similar, answers)
    assert flow.answers == answers[:1]
    assert name(flow) == "date"


def test_tab_offers_words_with_meanings_countries_and_what_is_in_use():
    sources = Sources(
        list_in_use=lambda *asked: [f"{asked[-1]} Airport"],
        list_places=lambda beginning: [(f"{beginning}kok, Thailand", "city")],
        list_sources=lambda _: [("act-2010-01", "Arms Control Today")],
    )

    def offer(table: str, field: str, line: str) -> list[str]:
        return [each.text for each in complete(ask(table, field), line, sources)]

    assert offer("interdiction", "outcome", "re") == ["released", "refused"]
    assert complete(ask("interdiction", "outcome"), "re", sources)[0].meaning
    assert offer("interdiction", "states", "TH, Mal")[0] == "Malawi"
    assert complete(ask("interdiction", "states"), "TH, Mal", sources)[0].replaces == 3
    assert offer("interdiction", "regime", "DPRK, ira") == ["Iran", "Iraq"]
    assert offer("interdiction", "place", "Bang") == ["Bang Airport", "Bangkok, Thailand"]
    assert offer("source", "title", "act") == ["act-2010-01"]
    assert offer("interdiction", "title", "Ar") == []
    assert "party" in [each.text for each in complete(ask_more(1), "pa", sources)]


ARTICLE = "U.S. Envoy Holds Talks; publisher=Arms Control Today; published=2010-01"
SEEDS = {
    "2009-12-thailand-il-76": (
        "North Korean arms aboard an Il-76", "12 Dec 2009", "", "Bangkok, Thailand", "Thailand", "air",
        "4L-AWA", "Il-76", "Georgia", "grenades, rockets and other arms", "about 35 tons", "", "oil drilling equipment",
        "conventional_arms", "seized", "DPRK", ARTICLE,
        "basis UNSCR 1874", "party crew; role=crew; count=5; status=detained", "", "trigger foreign tip", "",
    ),
    "2009-08-united-arab-emirates-anl-australia": (
        "North Korean arms aboard the ANL Australia", "last August", "January 2010", "", "United Arab Emirates",
        "United Arab Emirates", "sea", "ANL Australia", "", "Bahamas", "rocket-propelled grenades", "", "",
        "conventional_arms", "seized", "DPRK", ARTICLE,
        "destination Iran", "basis UNSCR 1874", "",
    ),
    "2009-08-india-mu-san": (
        "The Mu San searched off the Andaman Islands", "early August 2009", "", "Hut Bay, India", "India", "sea",
        "Mu San", "", "North Korea", "sugar", "16,500 tons", "", "", "", "cleared", "DPRK",
        ARTICLE, "basis UNSCR 1874", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("seed", list(SEEDS))
def test_a_starter_case_takes_at_most_twenty_five_answers(seed: str):
    lines = SEEDS[seed]
    flow = Flow()
    for line in lines:
        words = flow.take(line)
        assert not [said for said in words if said.startswith("that cannot")], words
    assert flow.is_done
    assert len(lines) + 1 <= 25  # with the yes at the end
    wanted = yaml.safe_load((CASES / f"{seed}.yaml").read_text(encoding="utf-8"))
    told = {each.id: each.values for each in read_case(flow.case.tree).records.values() if each.table == "interdiction"}
    (case,) = told.values()
    for field in ("states", "mode", "outcome"):
        assert case[field] == wanted[field]
    assert case["regime"] == [wanted["regime"]]
    assert case["date"][:7] == str(wanted["date"])[:7].strip("'~")
    assert flow.case.tree["conveyances"][0].get("name") == wanted["conveyances"][0].get("name")
    assert flow.case.tree["cargo"]


def test_keys_that_are_no_text_are_not_kept() -> None:
    flow = Flow()
    (words,) = flow.take("Arms on a shjp\x1b[D\x1b[D")
    assert words.startswith("that holds keys that are no text")
    assert flow.answers == []


def test_amount_without_a_figure_is_asked_about() -> None:
    flow = start(*TO_CARGO, "arms")
    assert flow.take("oil drilling equipment") == []
    assert flow.waiting is not None
    assert "no figure was read" in flow.waiting.echo

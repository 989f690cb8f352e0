"""Terms: which cases they mean, and what is wrong with those that mean none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.errors import UsageError
from interdict.store.connection import open_reading
from interdict.store.migrations import create_file
from interdict.store.query import TERMS_HELP, find_matching, parse_terms
from interdict.store.term_fields import FRIENDLY, index_names
from tests.samples import THAI, add_case

PANAMA = {
    "id": "01a20cd6-0e0c-7665-86ef-29c36f870c21",
    "ref": "PA-2013-7KQ",
    "title": "Arms under sugar",
    "date": "2013-07-10/2013-07-15",
    "states": ["PA", "US"],
    "place": {"name": "Colón", "country": "PA", "locode": "PAONX"},
    "mode": "sea",
    "regime": ["DPRK", "Cuba"],
    "outcome": "turned_back",
    "destination": {"country": "KP"},
    "conveyances": [
        {"kind": "vessel", "name": "Chong Chon Gang", "imo_number": "IMO 7937317", "call_sign": "HMZF", "flag": "KP"},
        {"kind": "container", "container_number": "CSQU 305438-3"},
    ],
    "cargo": [{"description": "100% sugar; two MiG_21", "hs": "1701.14", "category": "ordinary", "prohibited": "no"}],
    "parties": [{"name": "Ocean Maritime", "role": "broker", "country": "SG"}],
    "events": [{"kind": "boarded", "date": "2013-07"}],
}
VAGUE = {
    "id": "01a20cd6-0e0c-7665-86ef-29c36f870c22",
    "title": "Öncüpınar crossing",
    "states": ["TR"],
    "mode": "road",
    "origin": {"name": "Gulf of Oman"},
    "conveyances": [{"kind": "vessel", "name": "МВ Ким", "serial_number": "МБ 1"}],
    "legs": [
        {"from": {"name": "Gulf of Oman"}, "to": {"name": "Romania"}, "departed": "2009-21", "arrived": "2009-06/.."}
    ],
    "summary": "A tip that came to nothing;\nnobody says when",
    "sources": {"later": {"title": "Lorries", "published": "2012-03~"}},
    "claims": [
        {"field": "mode", "value": "rail", "source": "later", "status": "disputed"},
        {"field": "place", "value": {"name": "Kilis", "country": "SY"}, "source": "later"},
    ],
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a Thai case of 2009, one of Panama in 2013, and a vague one."""
    path = tmp_path_factory.mktemp("query") / "three.sqlite"
    create_file(path)
    for tree in (THAI, PANAMA, VAGUE):
        add_case(path, tree)
    return path


NAMES = {THAI["id"]: "thai", PANAMA["id"]: "panama", VAGUE["id"]: "vague"}


def find(path: Path, *terms: str) -> set[str]:
    with open_reading(path) as connection:
        return {NAMES[case_id] for case_id in find_matching(connection, terms)}


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ("", "thai panama vague"),
        # words, anywhere
        ("rockets", "thai"),
        ("ROCKETS", "thai"),
        ("unscheduled", "thai"),  # of an event
        ("hot", "thai"),  # of a claim
        ("Plane_held", ""),
        ("Plane held", "thai"),  # of a source
        ("differ", "thai"),  # of a note
        ("THAI", ""),
        ("thailand", "thai"),  # its code TH
        ("north korea", "thai panama"),
        ("syria", "vague"),  # only a claim says so
        ("öncüpınar", "vague"),
        ("ÖNCÜP", "vague"),
        ("O\u0308ncu\u0308", "vague"),
        ("ÖNCÜPINAR", "vague"),
        ("мв ким", "vague"),  # case counts in no alphabet
        ("МВ  КИМ", "vague"),
        ("vessel:Мв Ким", "vague"),
        ("serial_number:мб-1", "vague"),
        ("ким мв", ""),
        ("nothing nobody", ""),
        ("nothing; nobody", "vague"),  # across a line
        ("turned back", "panama"),
        ("100%", "panama"),
        ("1%", ""),
        ("mig_2", "panama"),
        ("mig 2", "panama"),
        ("mi_g", ""),
        ("value", ""),  # the name of a part of a claimed value, no text
        ("kilis", "vague"),
        ("2009-12-11", "thai"),
        ("http://x", ""),
        ("https://example.org/act", "thai"),
        ("any:rockets,sugar", "thai panama"),
        ("sugar|arms", ""),
        # fields of the case
        ("state:TH", "thai"),
        ("states:th,Türkiye", "thai vague"),
        ("state:Iran, Islamic Republic of", ""),
        ("country:Panama", "panama"),
        ("place:Bangkok", "thai"),
        ("place:PA", "panama"),
        ("place:PA ONX", "panama"),
        ("place:colón", "panama"),
        ("place:COLÓN", "panama"),
        ("origin:KP", "thai"),
        ("origin:oman", "vague"),  # the country, or the gulf
        ("origin:OM", ""),  # only the country
        ("from:oman", "vague"),
        ("to:romania", "vague"),
        ("to:oman", ""),  # no part of Romania
        ("to:roman", "vague"),
        ("origin:gulf of", "vague"),
        ("destination:dprk", "panama"),
        ("mode:maritime", "panama"),
        ("mode:air,road", "thai vague"),
        ("outcome:Turned back", "panama"),
        ("regime:cuba", "panama"),
        ("regime:DPRK", "thai panama"),
        ("outcome:", "vague"),
        ("outcome:,", "vague"),
        ("regime:", "vague"),
        ("place:", "vague"),
        ("title:arms", "thai panama"),
        ("summary:came to nothing", "vague"),
        ("summary:", "thai panama"),
        ("position:city", "thai"),
        ("zone:airport", "thai"),
        ("private:no", "thai panama vague"),
        ("ref:7kq", "panama"),
        ("id:01a20cd6-0e0c-7665-86ef-29c36f870c21", "panama"),
        ("id:01A20CD6", "thai panama vague"),
        # dates
        ("date:2009", "thai"),
        ("date:2009..2013-07-10", "thai panama"),
        ("date:2013-07-12", "panama"),
        ("date:..2010", "thai"),
        ("date:12 Dec 2009", "thai"),
        ("year:2013,2009", "thai panama"),
        ("date:[2009-12-12,2011]", "thai"),
        ("date:", "vague"),
        ("certain:2013-07-12", ""),
        ("certain:2013-07", "panama"),
        ("certain:2013..", "panama"),
        ("not:certain:2013-07", "thai vague"),
        ("event.date:2013-07-30", "panama"),
        ("published:2010-01-31", "thai"),
        ("published:2012", "vague"),
        ("published:2012-04..", ""),
        ("published:..2012-03-01", "thai vague"),
        ("departed:2009-04", "vague"),  # a season, from March to May
        ("departed:2009-06", ""),
        ("arrived:2009-06-15", "vague"),  # within an interval
        ("arrived:2009-08..", "vague"),  # open at its end
        ("arrived:2009-05", ""),
        ("departed:", "thai panama"),
        # records in the case
        ("imo:7937317", "panama"),
        ("imo:IMO 793-7317", "panama"),
        ("imo:793731", ""),
        ("call_sign:hmzf", "panama"),
        ("call-sign:HM ZF", "panama"),
        ("container_number:csqu3054383", "panama"),
        ("registration:4LAWA", "thai"),
        ("imo:", "thai vague"),
        ("vessel:chong chon", "panama"),
        ("ship:gang", "panama"),
        ("conveyance.kind:vessel", "panama vague"),
        ("flag:Georgia,KP", "thai panama"),
        ("hs:17", "panama"),
        ("hs:1701", "panama"),
        ("hs:01", ""),
        ("cargo:oil", "thai"),
        ("cargo:", "vague"),
        ("category:weapons", "thai"),
        ("declared_as:drilling", "thai"),
        ("quantity:35", "thai"),
        ("quantity:about", "thai"),
        ("cargo.quantity:", "panama vague"),
        ("prohibited:no", "panama"),
        ("party:ocean", "panama"),
        ("parties.role:broker", "panama"),
        ("party.country:Singapore", "panama"),
        ("party.count:5", "thai"),
        ("event:boarded", "panama"),
        ("from:Pyongyang", "thai"),
        ("leg:bangkok", "thai"),
        ("leg.conveyance:PLANE", "thai"),
        ("basis:1874", "thai"),
        ("basis:", "panama vague"),
        ("note:unscheduled", "thai"),
        ("note:weights", "thai"),
        ("source:act", "thai"),
        ("source:", "panama"),
        ("publisher:wire", "thai"),
        ("reliability:b", "thai"),
        ("claim:40", "thai"),
        ("claim:country", ""),
        ("claim.stance:denies", "thai"),
        ("is:disputed", "thai vague"),
        ("is:conflict", ""),
        # the opposite
        ("not:tanker", "thai panama vague"),
        ("not:sugar", "thai vague"),
        ("NOT:outcome:seized", "panama vague"),
        ("not:outcome:", "thai panama"),
        ("not:not:mode:air", "thai"),
        ("not:origin:KP", "panama vague"),
        ("not:imo:7937317", "thai vague"),
    ],
)
def test_term_finds_its_cases(three, terms, found):
    assert find(three, *([terms] if terms else [])) == set(found.split())


def test_case_must_match_every_term(three):
    assert find(three, "arms", "regime:DPRK", "not:sugar") == {"thai"}
    assert find(three, "mode:air", "mode:sea") == set()


def test_cases_come_in_order_of_their_dates_and_the_undated_last(three):
    with open_reading(three) as connection:
        assert [NAMES[case_id] for case_id in find_matching(connection, [])] == ["thai", "panama", "vague"]


@pytest.mark.parametrize(
    ("term", "message", "hint"),
    [
        ("outcom:seized", "there is no field 'outcom'", "did you mean outcome?"),
        ("imo_numer:1", "there is no field 'imo_numer'", "imo_number"),
        ("party.rol:x", "there is no field 'party.rol'", "party.role"),
        ("foo:bar", "there is no field 'foo'", "any:TEXT"),
        ("a.b.c:d", "there is no field 'a.b.c'", ""),
        ("kind:vessel", "several tables have a field 'kind'", "conveyance.kind or party.kind"),
        ("outcome:sezed", "outcome: 'sezed' is not one of its words", "did you mean seized?"),
        ("not:outcome:sezed", "outcome: 'sezed' is not one of its words", "did you mean seized?"),
        ("state:Atlantis", "state: 'Atlantis' is not a known country", "KP"),
        ("state:Korea", "state: 'Korea' may be North Korea (KP) or South Korea (KR)", "write which"),
        ("date:soon", "date: ", ""),
        ("date:2010..2009", "date: ", ""),
        ("certain:", "certain: it takes a date", "'date:'"),
        ("any:", "any: it takes a word", ""),
        ("is:odd", "is: 'odd' is not a state of a case", "conflict, disputed"),
        ("is:", "is: ", "conflict, disputed"),
        ("party.count:many", "party.count: ", ""),
        ("private:perhaps", "private: 'perhaps' is neither yes nor no", ""),
        ("id:01a2", "id: '01a2' is too short", "eight"),
        ("", "'' is not a term by itself", "not:TERM"),
        ("or", "'or' is not a term by itself", "one of several"),
        ("not:", "'not:' is not a term by itself", ""),
        ("a\0b", "has a character that no text", ""),
        ("a\udcffb", "has a character that no text", ""),
        ("x" * 1001, "is too long", "1,000"),
    ],
)
def test_wrong_term_says_what_would_be_right(term, message, hint):
    with pytest.raises(UsageError) as caught:
        parse_terms([term])
    assert caught.value.exit_code == 2
    assert message in caught.value.message
    assert hint in caught.value.hint
    caught.value.message.encode()


def test_more_terms_than_sqlite_takes_are_refused():
    with pytest.raises(UsageError, match="too many terms"):
        parse_terms([f"word{number}" for number in range(1000)])
    with pytest.raises(UsageError, match="too many terms"):
        parse_terms(["outcome:"] * 30_000)


def test_as_many_terms_as_are_allowed_run(three):
    refs = ",".join(f"TH-2009-{number}" for number in range(5000))
    words = ",".join(f"word{number}" for number in range(30))
    assert find(three, f"ref:{refs}", f"any:{words}", *["not:" * 20 + "outcome:"] * 500) == set()


FIELDS = st.sampled_from([*sorted(index_names()), "any", "certain", "is", "year"])
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "air", "KP", "2009", "2009..", "..", "12", "yes", "THBKK", "vessel", "a,b", "%", "_", "\\", "'", '"']
    ),
)
TERMS = st.one_of(
    st.text(max_size=30),
    st.builds("{}:{}".format, FIELDS, VALUES),
    st.builds("not:{}:{}".format, FIELDS, VALUES),
    st.builds("{}:{}".format, st.text("abc._-:", max_size=6), VALUES),
)


@settings(max_examples=300, deadline=None)
@given(term=TERMS)
def test_no_text_crashes_and_every_case_matches_a_term_or_its_opposite(three, term):
    try:
        parse_terms([term])
    except UsageError:
        return
    assert find(three, term) ^ find(three, f"not:{term}") == set(NAMES.values())


CLEAR = [name for name, targets in index_names().items() if "." in name or name in FRIENDLY or len(targets) == 1]


@pytest.mark.parametrize("name", CLEAR)
def test_every_field_can_be_asked_for_being_empty(three, name):
    assert find(three, f"{name}:") ^ find(three, f"not:{name}:") == set(NAMES.values())


def test_help_names_every_short_name():
    assert [name for name in FRIENDLY if name not in TERMS_HELP and name != "conveyance"] == []
    assert max(map(len, TERMS_HELP.splitlines())) <= 102

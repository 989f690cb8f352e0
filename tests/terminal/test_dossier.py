"""Cases as dossiers: what is said of each value, in all three renderers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from interdict.domain.document_reader import read_case
from interdict.domain.fields import get_fields
from interdict.exchange.documents import read_documents
from interdict.store.conflicts import Choice, Conflict
from interdict.terminal.blocks import URL, Fact, Facts, Footnotes, Heading, Paragraph, Span
from interdict.terminal.blocks_ansi import render_ansi
from interdict.terminal.blocks_markdown import render_markdown
from interdict.terminal.blocks_text import count_cells, render_plain
from interdict.terminal.dossier import build_dossier, build_record
from interdict.terminal.dossier_rows import COLUMNS, list_rows
from interdict.terminal.show import show
from interdict.terminal.testimony import WITHHELD

CASES = sorted((Path(__file__).parents[2] / "db" / "cases").glob("*.yaml"))
GOLDEN = Path(__file__).parent / "golden"
STYLES = re.compile(r"\x1b\[[0-9;]*m")

CASE: dict[str, Any] = {
    "id": "01a20cd6-0e0c-7665-86ef-29c36f870c20",
    "ref": "TH-2009-31F",
    "title": "Arms aboard an Il-76",
    "date": "2009-12",
    "states": ["TH"],
    "place": {"name": "Bangkok", "country": "TH", "zone": "airport", "latitude": "13.91", "longitude": "100.61"},
    "mode": "air",
    "outcome": "seized",
    "origin": "Pyongyang, North Korea",
    "destination": "somewhere in the Middle East",
    "summary": "Arms were found.\nThe crew were held.",
    "confidence": "high",
    "tlp": "amber",
    "basis": [{"authority": "UNSCR 1874", "use": "cited", "note": "paragraph 14"}],
    "conveyances": [
        {"key": "painted", "kind": "aircraft", "registration": "4L-AWA", "identity_of": "plane", "layer": "painted"},
        {"key": "plane", "kind": "aircraft", "type": "Il-76", "registration": "UP-I7636"},
    ],
    "cargo": [
        {
            "key": "load",
            "description": "rockets and grenades",
            "declared_as": "oil drilling equipment",
            "prohibited": "yes",
            "quantity": {"value": "35", "unit": "t", "scope": "load", "as_reported": "about 35 tons"},
            "conveyance": "plane",
        }
    ],
    "parties": [
        {"key": "crew", "kind": "crew", "role": "crew", "count": "5", "status": "detained"},
        {"key": "sender", "name": "A Trading Co.", "kind": "company", "role": "consignor", "country": "KP"},
        {"key": "kim-doe", "name": "Kim Doe", "kind": "person", "role": "broker", "note": "lives in Dalian"},
    ],
    "events": [
        {"key": "disposed", "kind": "disposed", "state": "TH"},
        {"key": "charged", "kind": "charged", "date": "2009-12-14", "state": "TH"},
        {"key": "landed", "kind": "landed", "date": "2009-12-12", "place": "Bangkok, Thailand"},
    ],
    "legs": [{"key": "leg", "from": "Pyongyang, North Korea", "to": "Bangkok, Thailand", "kind": "actual"}],
    "sources": {
        "act": {
            "author": "P. C.",
            "title": "Envoy Talks",
            "published": "2010-01",
            "url": "https://example.org/a_b?c=1",
        },
        "wire": {"publisher": "A wire", "title": "Plane held", "reliability": "B", "derived_from": "act"},
        "blog": {"publisher": "A blog", "kind": "blog", "language": "th", "note": "unsigned"},
    },
    "claims": [
        {"field": "date", "value": "2009-12", "source": "act", "locator": "¶12", "attributed_to": "a spokesman"},
        {"field": "date", "value": "2009-12-12", "source": "wire"},
        {"field": "date", "value": "2009-11", "source": "blog", "note": "an early report"},
        {"field": "states", "value": "TH", "source": "act"},
        {"field": "destination", "value": "Iran", "source": "wire", "status": "disputed"},
        {"field": "destination", "value": "Iran", "source": "blog", "stance": "denies", "attributed_to": "Iran"},
        {"of": "plane", "field": "flag", "as_reported": "a Georgian plane", "source": "wire"},
        {"of": "load", "field": "quantity", "value": {"value": "35", "unit": "t"}, "source": "act"},
        {"of": "load", "field": "quantity", "value": "40 t", "source": "wire", "status": "alternative"},
        {"of": "load", "field": "quantity", "value": "400 t", "source": "blog", "status": "rejected", "note": "a slip"},
        {"of": "kim-doe", "field": "name", "value": "Kim Doe", "source": "wire"},
        {"of": "kim-doe", "field": "role", "value": "broker", "source": "wire"},
    ],
    "judgements": [{"of": "plane", "other": "painted", "verdict": "same", "why": "one serial number"}],
    "notes": [
        {"key": "weights", "of": "load", "text": "weights differ", "private": "yes"},
        {"key": "about-kim", "of": "kim-doe", "text": "Kim Doe is known"},
    ],
}


def read(**changes: Any) -> Any:
    return read_case({**CASE, **changes}).records


def write_plain(records: Any, *conflicts: Conflict, width: int = 80, **options: Any) -> str:
    return "".join(render_plain(build_dossier(records, conflicts, **options), width=width))


def write_ansi(records: Any, *conflicts: Conflict, width: int = 80, has_color: bool = False, **options: Any) -> str:
    blocks = build_dossier(records, conflicts, **options)
    return "".join(render_ansi(blocks, width=width, has_color=has_color, only_ascii=False))


def write_markdown(records: Any, *conflicts: Conflict, **options: Any) -> str:
    return "".join(render_markdown(build_dossier(records, conflicts, **options)))


RENDERERS = [write_plain, write_ansi, write_markdown]


def flatten(text: str) -> str:
    """Undo the folding of lines and the escapes of Markdown, so that a phrase can be looked for."""
    return " ".join(text.replace("\\", "").replace("**", "").split())


def find_record(records: Any, key: str) -> Any:
    return next(record for record in records.values() if record.values.get("key") == key)


def weigh(claim: dict[str, Any], **changes: Any) -> str:
    """Return the lines of a case's one field that a single claim is about."""
    case = {"id": CASE["id"], "ref": "TH-2009-31F", "sources": {"act": {"title": "A"}}, **changes}
    text = write_plain(read_case({**case, "claims": [{"source": "act", **claim}]}).records, width=500)
    return " | ".join(line.strip() for line in text.split("SOURCES")[0].splitlines()[2:] if line.strip())


@pytest.mark.parametrize(
    ("value", "claim", "shown"),
    [
        ({"date": "2009-12-12"}, {"field": "date", "value": "2009-12-12"}, "12 December 2009 [1]"),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-11"},
            "12 December 2009 (no source) (disputed) | disputed: 11 December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-11", "status": "alternative"},
            "12 December 2009 (no source) | differs: 11 December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12"},
            "12 December 2009 (no source) | also: December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-11", "status": "rejected"},
            "12 December 2009 (no source) | rejected: 11 December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-12", "stance": "denies"},
            "12 December 2009 (no source) (disputed) | denied: 12 December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-13", "stance": "denies"},
            "12 December 2009 (no source) | denied: 13 December 2009 [1]",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "value": "2009-12-12", "stance": "retracts", "note": "in a correction"},
            "12 December 2009 (no source) (disputed) | retracted: 12 December 2009 [1] (in a correction)",
        ),
        (
            {"date": "2009-12-12"},
            {"field": "date", "as_reported": "last winter", "locator": "¶12", "attributed_to": "a pilot"},
            '12 December 2009 (no source) | reported: "last winter" [1, ¶12], according to a pilot',
        ),
        ({}, {"field": "mode", "value": "air"}, "(none adopted) | reported: air [1]"),
        ({}, {"field": "mode", "as_reported": "by plane", "status": "accepted"}, '"by plane" [1]'),
        ({"mode": "air"}, {"field": "mode", "value": "air", "as_reported": "by plane"}, 'air [1], "by plane"'),
        ({"mode": "air"}, {"field": "mode", "value": "air", "as_reported": "Air"}, "air [1]"),
        (
            {"mode": "air"},
            {"field": "mode", "value": "air", "credibility": "2", "private": "yes", "tlp": "red"},
            "air [1] (credibility 2, probably true; TLP:RED, private)",
        ),
        (
            {"place": "Bangkok, Thailand"},
            {"field": "place", "value": "Thailand"},
            "Bangkok, Thailand (no source) | also: Thailand [1]",
        ),
        (
            {"place": "Bangkok, Thailand"},
            {"field": "place", "value": "Laos"},
            "Bangkok, Thailand (no source) (disputed) | disputed: Laos [1]",
        ),
        (
            {"states": ["TH", "US"]},
            {"field": "states", "value": ["TH"]},
            "Thailand, United States (no source) | also: Thailand [1]",
        ),
    ],
)
def test_claim_stands_beside_the_value_or_beneath_it(value, claim, shown):
    text = weigh(claim, **value)
    label = claim["field"].capitalize()
    assert re.sub(rf"^{label} +", "", text) == shown


def test_quantities_that_differ_in_wording_and_ground_are_one():
    load = {"value": "35", "unit": "t", "basis": "reported", "scope": "load", "as_reported": "about 35 tons"}
    claim = {"of": "load", "field": "quantity", "value": {"value": "35", "unit": "t", "basis": "weighed"}}
    assert '35 t (whole load, "about 35 tons") [1]' in weigh(claim, cargo=[{"key": "load", "quantity": load}])


def test_malformed_value_of_a_claim_is_shown_as_json():
    records = dict(read())
    claim = next(one for one in records.values() if one.table == "claim" and one.values["field"] == "date")
    for value in (7, ["a"], {"of": [1]}, "no date"):
        records[claim.id] = claim._replace(values={**claim.values, "value": value})
        assert "disputed: " in write_plain(records)


@pytest.mark.parametrize("write", RENDERERS)
def test_marks_can_be_read_without_colour(write):
    text = flatten(write(read()))
    assert "December 2009 (EDTF 2009-12) [1, ¶12] (disputed)" in text
    assert "disputed: November 2009 [2] (an early report)" in text
    assert "also: 12 December 2009 [3]" in text
    assert "rejected: 400 t [2] (a slip)" in text
    assert 'reported: "a Georgian plane" [3]' in text
    assert "Mode: air (no source)" in text or "Mode air (no source)" in text


@pytest.mark.parametrize("write", RENDERERS)
def test_open_conflict_shows_every_value_and_who_gave_it(write):
    records = read()
    choices = (
        Choice("update", "2009-12-12", "Ana", "2026-11-01T00:00:00.000Z-0000", "aa"),
        Choice("update", None, "Bo", "2026-11-02T00:00:00.000Z-0000", "bb"),
    )
    removal = (Choice("delete", None, "Ana", "2026-11-01", "aa"), Choice("update", "x", "", "2026-11-02", "bb"))
    text = flatten(
        write(
            records,
            Conflict("interdiction", CASE["id"], "date", choices),
            Conflict("interdiction", CASE["id"], "title", choices),
            Conflict("cargo", find_record(records, "load").id, "", removal),
        )
    )
    assert "(disputed) (CONFLICT)" in text
    assert "CONFLICT: 12 December 2009 (Ana, 2026-11-01)" in text
    assert "CONFLICT: (empty) (Bo, 2026-11-02)" in text
    assert re.search(r"the case: title:? \(CONFLICT\)", text)
    assert "CONFLICT: removed (Ana, 2026-11-01)" in text
    assert "CONFLICT: changed (2026-11-02)" in text


@pytest.mark.parametrize("write", RENDERERS)
def test_private_person_is_named_only_when_asked(write):
    text = flatten(write(read()))
    assert WITHHELD in text
    assert "Kim" not in text
    assert "Dalian" not in text
    named = flatten(write(read(), has_persons=True))
    assert "Kim Doe [3], private person (no source): lives in Dalian" in named
    assert "On Kim Doe" in named


@pytest.mark.parametrize("key", ["kim-doe", "about-kim", "kim-doe-name-wire", "wire", "act"])
def test_private_person_is_not_named_through_another_record(key):
    records = read()
    record = next(
        (one for one in records.values() if one.values.get("key") == key),
        next(one for one in records.values() if one.table == "claim" and one.values["field"] == "name"),
    )
    text = "".join(render_plain(build_record(records, record), width=80))
    assert "kim" not in text.casefold()
    rows = [row for only in (None, record) for row in list_rows(records, only)]
    assert "kim" not in str(rows).casefold()


def test_sections_come_in_their_order():
    text = write_plain(read())
    headings = re.findall(r"^[A-Z][A-Z ]+$", text, re.MULTILINE)
    assert headings == [
        *("SUMMARY", "CONVEYANCES", "CARGO", "PARTIES", "EVENTS", "ROUTE", "LEGAL BASIS", "JUDGEMENTS", "NOTES"),
        "SOURCES",
    ]
    assert text.rstrip().endswith("not recorded: agency, regime, trigger")


def test_bare_case_is_a_heading_and_what_is_missing():
    text = write_plain(read_case({"id": CASE["id"], "title": "Nothing yet"}).records)
    assert text.startswith("Nothing yet\n\n  not recorded: date, states, agency,")


def test_events_are_in_time_and_the_undated_last():
    text = write_plain(read())
    assert text.index("landed at Bangkok") < text.index("charged by Thailand") < text.index("disposed by Thailand")
    assert re.search(r"Undated +disposed", text)


def test_other_identities_follow_their_bearer():
    text = write_plain(read())
    assert text.index("plane: aircraft UP-I7636") < text.index("painted: aircraft 4L-AWA, another identity")


def test_conveyances_that_are_identities_of_each_other_are_all_told_of():
    # No document may say so, but files that were put together may.
    records = read_case({"id": CASE["id"], "conveyances": [{"key": key, "kind": "vessel"} for key in "abc"]}).records
    ships = {record.values["key"]: record for record in records.values() if record.table == "conveyance"}
    ring = {ships[key].id: ships[other].id for key, other in ("ab", "bc", "ca")}
    text = write_plain(
        {
            one: record._replace(values={**record.values, **({"identity_of": ring[one]} if one in ring else {})})
            for one, record in records.items()
        }
    )
    assert [text.count(f"{key}: vessel") for key in "abc"] == [1, 1, 1]


def test_values_of_the_same_sources_share_a_footnote():
    event = {"key": "landed", "kind": "landed", "place": "Bangkok", "date": "2009-12-12", "source": "act"}
    assert re.search(r"12 December 2009 +landed at Bangkok \[1\]\n", write_plain(read(events=[event], claims=[])))


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ([["ES"], ["US"]], "Spain, United States [1] [2]"),
        ([["ES"], ["ES", "US"]], "Spain, United States [1] also: Spain [2]"),
        ([["ES"]], "Spain, United States (no source) also: Spain [1]"),
        ([["ES"], ["FR", "US"]], "Spain, United States (no source) (disputed) disputed: France, United States [1]"),
    ],
)
def test_list_is_sourced_where_its_items_are(claims, shown):
    sources = {f"source-{number}": {"title": str(number)} for number in range(len(claims))}
    said = [
        {"field": "states", "value": value, "source": source} for value, source in zip(claims, sources, strict=True)
    ]
    records = read(states=["ES", "US"], sources=sources, claims=said)
    assert f" States {shown} " in flatten(write_plain(records, width=500))


def test_note_and_title_need_no_source():
    text = write_plain(read(claims=[]))
    assert "paragraph 14\n" in text
    assert "weights differ (private)" in text
    assert "UNSCR 1874 (no source): paragraph 14" in text


def test_sources_are_numbered_in_the_order_of_their_mention():
    text = write_plain(read())
    sources = text.partition("SOURCES")[2]
    assert '[1] P. C., "Envoy Talks", January 2010\n      https://example.org/a_b?c=1\n' in sources
    assert "[2] A blog\n      blog; language th; unsigned\n" in sources
    assert '[3] "Plane held", A wire\n      reliability B, usually reliable; copies [1]\n' in sources


def test_record_shows_its_fields_claims_and_notes_alone():
    records = read()
    text = "".join(render_plain(build_record(records, find_record(records, "load")), width=80))
    assert text.startswith("TH-2009-31F/load (cargo)\n")
    assert "differs: 40 t [2]" in text
    assert "weights differ (private)" in text
    assert "Bangkok" not in text


def test_source_shows_what_it_claims_in_the_case():
    records = read()
    text = "".join(render_plain(build_record(records, find_record(records, "blog")), width=80))
    assert "the case: destination:" in text
    assert "denied: Iran [1], according to Iran" in text


def test_rows_tell_adopted_values_from_others():
    rows = [tuple(row[name] for name in COLUMNS) for row in list_rows(read())]
    assert ("date", "interdiction", "2009-12", "act", "adopted, disputed", "interdiction", "TH-2009-31F") in rows
    assert ("date", "interdiction", "2009-11", "blog", "disputed", "interdiction", "TH-2009-31F") in rows
    assert ("mode", "interdiction", "air", "", "adopted, no source", "interdiction", "TH-2009-31F") in rows
    assert ("conveyance", "load", "plane", "", "adopted", "cargo", "TH-2009-31F") in rows
    assert ("quantity", "load", '{"unit":"t","value":40}', "wire", "differs", "cargo", "TH-2009-31F") in rows


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_dossier_of_a_starter_case_tells_of_every_claim(path):
    records = read_case(read_documents(path)[0]).records
    text = flatten(write_plain(records, has_persons=True, width=1_000_000))
    for record in records.values():
        for name in ("attributed_to", "note", "locator") if record.table == "claim" else ("note", "text", "url"):
            assert " ".join(str(record.values.get(name, "")).split()).rstrip(".") in text
    assert "Further claims".upper() not in text  # each has a place of its own


HOSTILE = "\x1b]0;x\x07\u202e[bold]\u2066 \x9b31m\u200b*_#`<b>|\u2028[/bold]\r"


def make_hostile(records: Any, text: str) -> Any:
    """Put a text into every field of every record that takes any text."""
    changed = {}
    for record in records.values():
        fields = get_fields(record.table)
        texts = {name: text for name in fields if fields[name].kind == "text"}
        places = {name: {"name": text} for name in fields if fields[name].kind == "place"}
        figures = {name: {"unit": text, "as_reported": text} for name in fields if fields[name].kind == "quantity"}
        changed[record.id] = record._replace(values={**record.values, **texts, **places, **figures})
    return changed


@settings(max_examples=20, deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=80), st.just(HOSTILE)), st.integers(40, 160), st.booleans())
def test_hostile_text_is_escaped_and_no_width_raises(text, width, has_color):
    records = make_hostile(read(), text)
    outputs = [
        write_plain(records, width=width),
        STYLES.sub("", write_ansi(records, width=width, has_color=has_color)),
        write_markdown(records),
    ]
    for output in outputs:
        for line in output.split("\n"):
            # A fold may part a joiner, or a selector, from the letter it belongs to.
            line = re.sub("[\u200c\u200d\ufe0f]", "", line)
            assert show(line) == line


def test_markup_means_only_itself():
    records = make_hostile(read(), "[bold]x[/bold] <b> *y*")
    assert "[bold]x[/bold] <b> *y*" in write_plain(records)
    assert "[bold]x[/bold] <b> *y*" in write_ansi(records)
    text = write_markdown(records)
    assert r"\[bold\]x\[/bold\] &lt;b&gt; \*y\*" in text
    assert "<b>" not in text
    assert "[bold]" not in text


@pytest.mark.parametrize("width", [40, 47, 60, 61, 80, 100, 160])
@pytest.mark.parametrize("path", CASES[:4], ids=lambda path: path.stem)
def test_no_line_on_a_terminal_is_wider_than_it_but_for_an_address(path, width):
    records = read_case(read_documents(path)[0]).records
    wide = [line for line in write_ansi(records, width=width).split("\n") if cell_len(line) > width]
    assert all(re.fullmatch(r"https?://\S+", line) for line in wide)  # without an indent, so that it can be copied


def test_address_that_fits_keeps_its_indent_on_a_terminal():
    records = read_case(read_documents(CASES[0])[0]).records
    addresses = [line for line in write_ansi(records, width=160).split("\n") if "http" in line]
    assert addresses
    assert all(line.startswith("      ") for line in addresses)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_plain_text_folds_at_spaces_alone(width):
    for line in write_plain(read(), width=width).split("\n"):
        assert len(line) <= width or " " not in line.strip()


def test_wide_characters_count_twice():
    lines = "".join(render_plain([Paragraph((Span("北京 上海 ab e\u0301"),))], width=11)).splitlines()
    assert lines == ["  北京 上海", "  ab e\u0301"]
    assert count_cells("北京e\u0301") == 5


def test_address_stays_whole_and_is_a_link_only_when_it_is_one():
    urls = ("https://example.org/a_b*c?d=1&e=2", "javascript:alert(1)", "https://x/<script>", "https://x/ y")
    blocks = [Facts(tuple(Fact("Address", (Span(url, URL),)) for url in urls))]
    lines = "".join(render_markdown(blocks)).splitlines()
    assert lines == [
        "- **Address:** <https://example.org/a_b*c?d=1&e=2>",
        "- **Address:** javascript:alert(1)",
        "- **Address:** https://x/&lt;script&gt;",
        "- **Address:** https://x/ y",
    ]
    assert urls[0] in "".join(render_plain(blocks, width=20))


def test_terminal_without_unicode_gets_escapes():
    text = "".join(render_ansi(build_dossier(read()), width=80, has_color=False, only_ascii=True))
    assert text.isascii()
    assert r"[1, \xb612]" in text


def test_blank_line_stands_between_paragraphs_and_before_headings():
    blocks = [Heading(1, "A"), Paragraph((Span("one"),)), Paragraph((Span("two"),)), Heading(2, "B"), Footnotes(())]
    assert "".join(render_plain(blocks, width=40)) == "A\n\n  one\n\n  two\n\nB\n"


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("dossier-80.txt", lambda: write_plain(read())),
        ("dossier-40.txt", lambda: write_plain(read(), width=40)),
        ("dossier.md", lambda: write_markdown(read())),
    ],
)
def test_dossier_is_as_it_was(name, write):
    assert write() == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_terminal_and_pipe_show_the_same_lines(width):
    assert write_ansi(read(), width=width) == write_plain(read(), width=width)

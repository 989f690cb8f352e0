"""The tables as SQLModel classes: the gate that every row passes before it is written.

The columns are those of db/migrations; a test holds the two together. A class with `table=True` does not validate in
its constructor, so writes go through `model_validate`. Nullable columns are nullable because a source may be silent.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, ValidationError
from pydantic import Field as Limits
from pydantic_core import SchemaValidator, from_json
from pydantic_core.core_schema import CoreConfig, typed_dict_field, typed_dict_schema
from sqlmodel import Field, SQLModel

from interdict.domain.countries import is_country
from interdict.domain.dates import parse_edtf
from interdict.domain.fields import LARGEST, TABLES
from interdict.domain.ids import ID
from interdict.domain.registers import parse_locode
from interdict.domain.scalars import MAX_TEXT
from interdict.domain.vocabulary import VOCABULARIES


def _matching(pattern: str) -> Any:
    """Hold a text to a pattern as a whole: by the validator itself, not in Python, for every row passes it."""
    return Limits(pattern=f"^(?:{pattern})$")


def _in(vocabulary: str) -> Any:
    return _matching("|".join(map(re.escape, VOCABULARIES[vocabulary])))


def _country(code: str) -> str:
    if not is_country(code):
        raise ValueError("not an ISO 3166-1 alpha-2 code")
    return code


def _list_of(check: Callable[[str], str]) -> AfterValidator:
    """Hold a column to a JSON list of distinct sorted texts, each of which passes the check."""

    def check_list(text: str) -> str:
        items = from_json(text)
        if not isinstance(items, list) or not items or sorted(set(items)) != items:
            raise ValueError("not a sorted list")
        for item in items:
            check(item)
        return text

    return AfterValidator(check_list)


def _word_check(vocabulary: str) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word not in VOCABULARIES[vocabulary]:
            raise ValueError(f"not a word of {vocabulary}")
        return word

    return check


def _json(text: str) -> str:
    from_json(text)
    return text


Id = Annotated[str, _matching(ID.pattern)]
Link = Annotated[Id | None, "the id of another record"]
TableName = Annotated[str, _matching("|".join(TABLES))]
# Lone surrogates the validator refuses by itself.
Text = Annotated[Annotated[str, Limits(max_length=MAX_TEXT, pattern=r"^[^\x00]*$")] | None, "without NUL"]
Edtf = Annotated[Annotated[str, AfterValidator(parse_edtf)] | None, "EDTF"]
Day = Annotated[Annotated[str, _matching(r"[0-9]{4}-[01][0-9]-[0-3][0-9]")] | None, "YYYY-MM-DD"]
Country = Annotated[Annotated[str, AfterValidator(_country)] | None, "ISO 3166-1"]
Countries = Annotated[Annotated[str, _list_of(_country)] | None, "JSON list of ISO 3166-1 codes"]
Locode = Annotated[Annotated[str, AfterValidator(parse_locode)] | None, "UN/LOCODE"]
Amount = Annotated[float | None, Limits(ge=0, lt=LARGEST)]
Number = Annotated[float | None, Limits(gt=-LARGEST, lt=LARGEST)]
Latitude = Annotated[float | None, Limits(ge=-90, le=90)]
Longitude = Annotated[float | None, Limits(ge=-180, le=180)]
Count = Annotated[int | None, Limits(ge=0, lt=10**12)]
YesNo = Annotated[int | None, Limits(ge=1, le=1)]
Sha256 = Annotated[Annotated[str, _matching("[0-9a-f]{64}")] | None, "hexadecimal"]
Json = Annotated[Annotated[str, AfterValidator(_json)] | None, "JSON"]
Regimes = Annotated[Annotated[str, _list_of(_word_check("regime"))] | None, "JSON list of regimes"]
Concealments = Annotated[Annotated[str, _list_of(_word_check("concealment"))] | None, "JSON list"]

BasisUse = Annotated[Annotated[str, _in("basis_use")] | None, "basis_use"]
Category = Annotated[Annotated[str, _in("category")] | None, "category"]
ClaimStatus = Annotated[Annotated[str, _in("claim_status")] | None, "claim_status"]
Confidence = Annotated[Annotated[str, _in("confidence")] | None, "confidence"]
ConveyanceKind = Annotated[Annotated[str, _in("conveyance_kind")] | None, "conveyance_kind"]
Credibility = Annotated[Annotated[str, _in("credibility")] | None, "credibility"]
Disposal = Annotated[Annotated[str, _in("disposal")] | None, "disposal"]
EventKind = Annotated[Annotated[str, _in("event_kind")] | None, "event_kind"]
Layer = Annotated[Annotated[str, _in("layer")] | None, "layer"]
LegKind = Annotated[Annotated[str, _in("leg_kind")] | None, "leg_kind"]
Mode = Annotated[Annotated[str, _in("mode")] | None, "mode"]
Outcome = Annotated[Annotated[str, _in("outcome")] | None, "outcome"]
PartyKind = Annotated[Annotated[str, _in("party_kind")] | None, "party_kind"]
Precision = Annotated[Annotated[str, _in("precision")] | None, "precision"]
Prohibited = Annotated[Annotated[str, _in("prohibited")] | None, "prohibited"]
Publication = Annotated[Annotated[str, _in("publication")] | None, "publication"]
QuantityBasis = Annotated[Annotated[str, _in("quantity_basis")] | None, "quantity_basis"]
Reliability = Annotated[Annotated[str, _in("reliability")] | None, "reliability"]
Role = Annotated[Annotated[str, _in("role")] | None, "role"]
Scope = Annotated[Annotated[str, _in("scope")] | None, "scope"]
SourceKind = Annotated[Annotated[str, _in("source_kind")] | None, "source_kind"]
Stance = Annotated[Annotated[str, _in("stance")] | None, "stance"]
Tlp = Annotated[Annotated[str, _in("tlp")] | None, "tlp"]
Trigger = Annotated[Annotated[str, _in("trigger")] | None, "trigger"]
Verdict = Annotated[Annotated[str, _in("verdict")] | None, "verdict"]
Zone = Annotated[Annotated[str, _in("zone")] | None, "zone"]


class _Row(SQLModel):
    model_config = ConfigDict(strict=True, extra="forbid")  # type: ignore[assignment]  # SQLModel narrows the type


class Interdiction(_Row, table=True):
    """A case."""

    id: Id = Field(primary_key=True)
    ref: Text = None
    title: Text = None
    date: Edtf = None
    earliest: Day = None
    latest: Day = None
    states: Countries = None
    agency: Text = None
    place_name: Text = None
    place_country: Country = None
    place_locode: Locode = None
    zone: Zone = None
    latitude: Latitude = None
    longitude: Longitude = None
    radius_km: Amount = None
    precision: Precision = None
    mode: Mode = None
    regime: Regimes = None
    trigger: Trigger = None
    outcome: Outcome = None
    origin_name: Text = None
    origin_country: Country = None
    origin_locode: Locode = None
    destination_name: Text = None
    destination_country: Country = None
    destination_locode: Locode = None
    summary: Text = None
    confidence: Confidence = None
    tlp: Tlp = None
    private: YesNo = None


class Conveyance(_Row, table=True):
    """A ship, aircraft or other conveyance, as reported in one case."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    kind: ConveyanceKind = None
    name: Text = None
    imo_number: Text = None
    mmsi: Text = None
    call_sign: Text = None
    flag: Country = None
    registration: Text = None
    icao_24bit: Text = None
    serial_number: Text = None
    container_number: Text = None
    type: Text = None
    count: Count = None
    tonnage_value: Amount = None
    tonnage_unit: Text = None
    tonnage_as_reported: Text = None
    owner: Text = None
    operator: Text = None
    layer: Layer = None
    identity_of_id: Link = None
    period: Edtf = None
    note: Text = None


class Cargo(_Row, table=True):
    """One item of cargo."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    description: Text = None
    declared_as: Text = None
    category: Category = None
    hs: Text = None
    quantity_value: Amount = None
    quantity_unit: Text = None
    quantity_low: Amount = None
    quantity_high: Amount = None
    quantity_basis: QuantityBasis = None
    quantity_scope: Scope = None
    quantity_as_reported: Text = None
    packages_value: Amount = None
    packages_unit: Text = None
    packages_as_reported: Text = None
    worth_amount: Amount = None
    worth_currency: Text = None
    worth_as_reported: Text = None
    origin_name: Text = None
    origin_country: Country = None
    origin_locode: Locode = None
    destination_name: Text = None
    destination_country: Country = None
    destination_locode: Locode = None
    prohibited: Prohibited = None
    concealment: Concealments = None
    disposal: Disposal = None
    conveyance_id: Link = None
    note: Text = None


class Party(_Row, table=True):
    """A party to a case, in one role."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    name: Text = None
    kind: PartyKind = None
    role: Role = None
    country: Countries = None
    count: Count = None
    status: Text = None
    imo_company_number: Text = None
    lei: Text = None
    note: Text = None
    tlp: Tlp = None
    private: YesNo = None


class Event(_Row, table=True):
    """Something that happened on a date."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    kind: EventKind = None
    date: Edtf = None
    earliest: Day = None
    latest: Day = None
    place_name: Text = None
    place_country: Country = None
    place_locode: Locode = None
    state: Country = None
    penalty_amount: Amount = None
    penalty_currency: Text = None
    penalty_as_reported: Text = None
    note: Text = None


class Leg(_Row, table=True):
    """One leg of a route."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    from_name: Text = None
    from_country: Country = None
    from_locode: Locode = None
    to_name: Text = None
    to_country: Country = None
    to_locode: Locode = None
    mode: Mode = None
    conveyance_id: Link = None
    departed: Edtf = None
    arrived: Edtf = None
    kind: LegKind = None
    note: Text = None


class Basis(_Row, table=True):
    """An authority on which an act rested."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    authority: Text = None
    use: BasisUse = None
    note: Text = None


class Source(_Row, table=True):
    """A source; the one kind of record that belongs to no case."""

    id: Id = Field(primary_key=True)
    key: Text = None
    publisher: Text = None
    title: Text = None
    author: Text = None
    url: Text = None
    archive_url: Text = None
    published: Edtf = None
    accessed: Edtf = None
    kind: SourceKind = None
    language: Text = None
    derived_from_id: Link = None
    original: Text = None
    reliability: Reliability = None
    symbol: Text = None
    publication: Publication = None
    sha256: Sha256 = None
    note: Text = None
    tlp: Tlp = None
    private: YesNo = None


class Claim(_Row, table=True):
    """What one source says of one field of one record."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    subject_table: TableName
    subject_id: Id
    field: Text = None
    value: Json = None
    as_reported: Text = None
    source_id: Link = None
    locator: Text = None
    stance: Stance = None
    credibility: Credibility = None
    status: ClaimStatus = None
    attributed_to: Text = None
    note: Text = None
    tlp: Tlp = None
    private: YesNo = None


class Judgement(_Row, table=True):
    """Whether two records are of one thing."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    subject_table: TableName
    subject_id: Id
    other_id: Link = None
    verdict: Verdict = None
    why: Text = None


class Note(_Row, table=True):
    """Free text on a record."""

    id: Id = Field(primary_key=True)
    interdiction_id: Id
    key: Text = None
    sequence: Number = None
    subject_table: TableName
    subject_id: Id
    text: Text = None
    tlp: Tlp = None
    private: YesNo = None


MODELS: dict[str, type[_Row]] = {
    "interdiction": Interdiction,
    "conveyance": Conveyance,
    "cargo": Cargo,
    "party": Party,
    "event": Event,
    "leg": Leg,
    "basis": Basis,
    "source": Source,
    "claim": Claim,
    "judgement": Judgement,
    "note": Note,
}


@cache
def _get_validator(table: str) -> SchemaValidator:
    # `model_validate` of a table class also builds an ORM object, which takes thirty times as long; these are the
    # validators of its fields, for a row from which what is empty may be left out.
    model: Any = MODELS[table].__pydantic_core_schema__
    fields = {}
    for name, field in model["schema"]["fields"].items():
        inner = field["schema"]
        may_be_absent = inner["type"] == "default"
        fields[name] = typed_dict_field(inner["schema"] if may_be_absent else inner, required=not may_be_absent)
    return SchemaValidator(typed_dict_schema(fields), CoreConfig(strict=True, extra_fields_behavior="forbid"))


def find_problem(table: str, row: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a row of a table, None when its model accepts it."""
    try:
        _get_validator(table).validate_python(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        reason = "it does not have the right form" if first["type"] == "string_pattern_mismatch" else first["msg"]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['input']!r}: {reason}"
    return None

-- What 'interdict publish' writes: a reading copy. The record tables hold the columns of the record as they are, with
-- names beside the codes of countries and a title for each row; `field` and `vocabulary` explain them. No log.

PRAGMA application_id = 1768846448;  -- 'int0'
PRAGMA user_version = 1;

-- What this copy is: title, date, licence, standard of evidence, sharing mark, which cases.
CREATE TABLE metadata (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- What it holds, and what was left out of it.
CREATE TABLE published (
    kind TEXT NOT NULL PRIMARY KEY,
    records INTEGER NOT NULL
);

CREATE TABLE left_out (
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (kind, reason)
);

CREATE TABLE field (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    columns TEXT NOT NULL,
    meaning TEXT NOT NULL,
    vocabulary TEXT,
    PRIMARY KEY (kind, field)
);

CREATE TABLE vocabulary (
    vocabulary TEXT NOT NULL,
    word TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (vocabulary, word)
);

CREATE TABLE interdiction (
    id TEXT NOT NULL PRIMARY KEY,
    ref TEXT,
    title TEXT,
    date TEXT,
    earliest TEXT,
    latest TEXT,
    states TEXT,
    states_names TEXT,
    agency TEXT,
    place_name TEXT,
    place_country TEXT,
    place_country_name TEXT,
    place_locode TEXT,
    zone TEXT,
    latitude REAL,
    longitude REAL,
    radius_km REAL,
    precision TEXT,
    mode TEXT,
    regime TEXT,
    trigger TEXT,
    outcome TEXT,
    origin_name TEXT,
    origin_country TEXT,
    origin_country_name TEXT,
    origin_locode TEXT,
    destination_name TEXT,
    destination_country TEXT,
    destination_country_name TEXT,
    destination_locode TEXT,
    summary TEXT,
    confidence TEXT,
    tlp TEXT
);

CREATE TABLE conveyance (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    kind TEXT,
    name TEXT,
    imo_number TEXT,
    mmsi TEXT,
    call_sign TEXT,
    flag TEXT,
    flag_name TEXT,
    registration TEXT,
    icao_24bit TEXT,
    serial_number TEXT,
    container_number TEXT,
    type TEXT,
    count INTEGER,
    tonnage_value REAL,
    tonnage_unit TEXT,
    tonnage_as_reported TEXT,
    owner TEXT,
    operator TEXT,
    layer TEXT,
    identity_of_id TEXT REFERENCES conveyance (id),
    period TEXT,
    note TEXT
);

CREATE TABLE cargo (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    description TEXT,
    declared_as TEXT,
    category TEXT,
    hs TEXT,
    quantity_value REAL,
    quantity_unit TEXT,
    quantity_low REAL,
    quantity_high REAL,
    quantity_basis TEXT,
    quantity_scope TEXT,
    quantity_as_reported TEXT,
    packages_value REAL,
    packages_unit TEXT,
    packages_as_reported TEXT,
    worth_amount REAL,
    worth_currency TEXT,
    worth_as_reported TEXT,
    origin_name TEXT,
    origin_country TEXT,
    origin_country_name TEXT,
    origin_locode TEXT,
    destination_name TEXT,
    destination_country TEXT,
    destination_country_name TEXT,
    destination_locode TEXT,
    prohibited TEXT,
    concealment TEXT,
    disposal TEXT,
    conveyance_id TEXT REFERENCES conveyance (id),
    note TEXT
);

CREATE TABLE party (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    name TEXT,
    kind TEXT,
    role TEXT,
    country TEXT,
    country_names TEXT,
    count INTEGER,
    status TEXT,
    imo_company_number TEXT,
    lei TEXT,
    note TEXT,
    tlp TEXT
);

CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    kind TEXT,
    date TEXT,
    earliest TEXT,
    latest TEXT,
    place_name TEXT,
    place_country TEXT,
    place_country_name TEXT,
    place_locode TEXT,
    state TEXT,
    state_name TEXT,
    penalty_amount REAL,
    penalty_currency TEXT,
    penalty_as_reported TEXT,
    note TEXT
);

CREATE TABLE leg (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    from_name TEXT,
    from_country TEXT,
    from_country_name TEXT,
    from_locode TEXT,
    to_name TEXT,
    to_country TEXT,
    to_country_name TEXT,
    to_locode TEXT,
    mode TEXT,
    conveyance_id TEXT REFERENCES conveyance (id),
    departed TEXT,
    arrived TEXT,
    kind TEXT,
    note TEXT
);

CREATE TABLE basis (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    authority TEXT,
    use TEXT,
    note TEXT
);

CREATE TABLE source (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT,
    publisher TEXT,
    title TEXT,
    author TEXT,
    url TEXT,
    archive_url TEXT,
    published TEXT,
    accessed TEXT,
    kind TEXT,
    language TEXT,
    derived_from_id TEXT REFERENCES source (id),
    original TEXT,
    reliability TEXT,
    symbol TEXT,
    publication TEXT,
    sha256 TEXT,
    note TEXT,
    tlp TEXT
);

-- `about` names the record that is spoken of, which `subject_table` and `subject_id` point to; `value` is JSON,
-- `value_text` the same in words.
CREATE TABLE claim (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    about TEXT,
    field TEXT,
    value TEXT,
    value_text TEXT,
    as_reported TEXT,
    source_id TEXT REFERENCES source (id),
    locator TEXT,
    stance TEXT,
    credibility TEXT,
    status TEXT,
    attributed_to TEXT,
    note TEXT,
    tlp TEXT
);

CREATE TABLE judgement (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    about TEXT,
    other_id TEXT,
    verdict TEXT,
    why TEXT
);

CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL REFERENCES interdiction (id),
    key TEXT,
    sequence REAL,
    title TEXT,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    about TEXT,
    text TEXT,
    tlp TEXT
);

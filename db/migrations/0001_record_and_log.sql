-- The first form of an interdict file: the log, and the record tables that are derived from it.

PRAGMA application_id = 1768846436;  -- 'intd'

-- One command by one person. `id` is the id of its first change, so its changes are id .. id + size - 1, and the
-- position of a change within it is the difference.
CREATE TABLE changeset (
    id INTEGER NOT NULL PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    hlc TEXT NOT NULL,
    actor TEXT NOT NULL,
    tool TEXT NOT NULL,
    note TEXT,
    undoes BLOB,
    size INTEGER NOT NULL
) STRICT;

CREATE INDEX changeset_hlc ON changeset (hlc);

-- One operation: create (new: the whole record), update (one field, old and new), delete, restore.
-- `prev` is the operation that it replaces; further ones are in change_prev.
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY,
    changeset INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    record TEXT NOT NULL,
    op TEXT NOT NULL,
    field TEXT,
    prev INTEGER,
    old TEXT,
    new TEXT
) STRICT;

CREATE INDEX change_record ON change (record);

CREATE TABLE change_prev (
    change INTEGER NOT NULL,
    prev INTEGER NOT NULL,
    PRIMARY KEY (change, prev)
) STRICT, WITHOUT ROWID;

-- Changes of which a value was forgotten: the digest of what they were, and the names of what is gone.
CREATE TABLE forgotten (
    change INTEGER NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL,
    field TEXT NOT NULL
) STRICT;

-- Who vouches for which changesets: `manifest` names them, one uid in hexadecimal a line, and is what was signed.
CREATE TABLE signature (
    id BLOB NOT NULL PRIMARY KEY,
    signer TEXT NOT NULL,
    manifest TEXT NOT NULL,
    armor TEXT NOT NULL
) STRICT;

-- What is derived: fields with more than one value that nobody replaced, and deletes that had not seen an edit.
CREATE TABLE conflict (
    tbl TEXT NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    interdiction_id TEXT,
    choices TEXT NOT NULL,
    PRIMARY KEY (record, tbl, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX conflict_interdiction ON conflict (interdiction_id);

-- What belongs to this copy of the file alone, and is neither logged nor merged.
CREATE TABLE receipt (
    changeset INTEGER NOT NULL PRIMARY KEY,
    received TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The record. Every column is described by `interdict fields`.
CREATE TABLE interdiction (
    id TEXT NOT NULL PRIMARY KEY,
    ref TEXT,
    title TEXT,
    date TEXT,
    earliest TEXT,
    latest TEXT,
    states TEXT,
    agency TEXT,
    place_name TEXT,
    place_country TEXT,
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
    origin_locode TEXT,
    destination_name TEXT,
    destination_country TEXT,
    destination_locode TEXT,
    summary TEXT,
    confidence TEXT,
    tlp TEXT,
    private INTEGER
) STRICT;

CREATE TABLE conveyance (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    kind TEXT,
    name TEXT,
    imo_number TEXT,
    mmsi TEXT,
    call_sign TEXT,
    flag TEXT,
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
    identity_of_id TEXT,
    period TEXT,
    note TEXT
) STRICT;

CREATE TABLE cargo (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
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
    origin_locode TEXT,
    destination_name TEXT,
    destination_country TEXT,
    destination_locode TEXT,
    prohibited TEXT,
    concealment TEXT,
    disposal TEXT,
    conveyance_id TEXT,
    note TEXT
) STRICT;

CREATE TABLE party (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    name TEXT,
    kind TEXT,
    role TEXT,
    country TEXT,
    count INTEGER,
    status TEXT,
    imo_company_number TEXT,
    lei TEXT,
    note TEXT,
    tlp TEXT,
    private INTEGER
) STRICT;

CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    kind TEXT,
    date TEXT,
    earliest TEXT,
    latest TEXT,
    place_name TEXT,
    place_country TEXT,
    place_locode TEXT,
    state TEXT,
    penalty_amount REAL,
    penalty_currency TEXT,
    penalty_as_reported TEXT,
    note TEXT
) STRICT;

CREATE TABLE leg (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    from_name TEXT,
    from_country TEXT,
    from_locode TEXT,
    to_name TEXT,
    to_country TEXT,
    to_locode TEXT,
    mode TEXT,
    conveyance_id TEXT,
    departed TEXT,
    arrived TEXT,
    kind TEXT,
    note TEXT
) STRICT;

CREATE TABLE basis (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    authority TEXT,
    use TEXT,
    note TEXT
) STRICT;

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
    derived_from_id TEXT,
    original TEXT,
    reliability TEXT,
    symbol TEXT,
    publication TEXT,
    sha256 TEXT,
    note TEXT,
    tlp TEXT,
    private INTEGER
) STRICT;

CREATE TABLE claim (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    field TEXT,
    value TEXT,
    as_reported TEXT,
    source_id TEXT,
    locator TEXT,
    stance TEXT,
    credibility TEXT,
    status TEXT,
    attributed_to TEXT,
    note TEXT,
    tlp TEXT,
    private INTEGER
) STRICT;

CREATE TABLE judgement (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    other_id TEXT,
    verdict TEXT,
    why TEXT
) STRICT;

CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    interdiction_id TEXT NOT NULL,
    key TEXT,
    sequence REAL,
    subject_table TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    text TEXT,
    tlp TEXT,
    private INTEGER
) STRICT;

CREATE INDEX conveyance_interdiction ON conveyance (interdiction_id);
CREATE INDEX cargo_interdiction ON cargo (interdiction_id);
CREATE INDEX party_interdiction ON party (interdiction_id);
CREATE INDEX event_interdiction ON event (interdiction_id);
CREATE INDEX leg_interdiction ON leg (interdiction_id);
CREATE INDEX basis_interdiction ON basis (interdiction_id);
CREATE INDEX claim_interdiction ON claim (interdiction_id);
CREATE INDEX judgement_interdiction ON judgement (interdiction_id);
CREATE INDEX note_interdiction ON note (interdiction_id);
CREATE INDEX interdiction_ref ON interdiction (ref);
CREATE INDEX claim_source ON claim (source_id);
CREATE INDEX source_key ON source (key);
CREATE INDEX source_url ON source (url);
CREATE INDEX source_symbol ON source (symbol);

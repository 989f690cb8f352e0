-- Made after the rows are in: an index for each link, and what most people look for first.

CREATE INDEX interdiction_ref ON interdiction (ref);
CREATE INDEX conveyance_interdiction ON conveyance (interdiction_id);
CREATE INDEX conveyance_identity_of ON conveyance (identity_of_id) WHERE identity_of_id IS NOT NULL;
CREATE INDEX cargo_interdiction ON cargo (interdiction_id);
CREATE INDEX cargo_conveyance ON cargo (conveyance_id) WHERE conveyance_id IS NOT NULL;
CREATE INDEX party_interdiction ON party (interdiction_id);
CREATE INDEX event_interdiction ON event (interdiction_id);
CREATE INDEX leg_interdiction ON leg (interdiction_id);
CREATE INDEX leg_conveyance ON leg (conveyance_id) WHERE conveyance_id IS NOT NULL;
CREATE INDEX basis_interdiction ON basis (interdiction_id);
CREATE INDEX source_derived_from ON source (derived_from_id) WHERE derived_from_id IS NOT NULL;
CREATE INDEX claim_interdiction ON claim (interdiction_id);
CREATE INDEX claim_source ON claim (source_id);
CREATE INDEX claim_subject ON claim (subject_id);
CREATE INDEX judgement_interdiction ON judgement (interdiction_id);
CREATE INDEX note_interdiction ON note (interdiction_id);

CREATE VIEW cases AS
SELECT
    interdiction.id,
    interdiction.ref,
    coalesce(interdiction.title, interdiction.ref, interdiction.id) AS title,
    interdiction.date,
    interdiction.earliest,
    interdiction.latest,
    interdiction.states_names AS interdicted_by,
    interdiction.place_name,
    interdiction.place_country_name,
    interdiction.mode,
    interdiction.regime,
    interdiction.outcome,
    (
        SELECT vocabulary.meaning
        FROM vocabulary
        WHERE vocabulary.vocabulary = 'outcome' AND vocabulary.word = interdiction.outcome
    ) AS outcome_meaning,
    interdiction.origin_name,
    interdiction.origin_country_name,
    interdiction.destination_name,
    interdiction.destination_country_name,
    interdiction.latitude,
    interdiction.longitude,
    (SELECT count(*) FROM conveyance WHERE conveyance.interdiction_id = interdiction.id) AS conveyances,
    (SELECT count(*) FROM cargo WHERE cargo.interdiction_id = interdiction.id) AS items_of_cargo,
    (SELECT count(*) FROM party WHERE party.interdiction_id = interdiction.id) AS parties,
    (SELECT count(*) FROM event WHERE event.interdiction_id = interdiction.id) AS events,
    (
        SELECT count(DISTINCT claim.source_id) FROM claim WHERE claim.interdiction_id = interdiction.id
    ) AS sources,
    (
        SELECT count(*) FROM claim WHERE claim.interdiction_id = interdiction.id AND claim.field IS NOT NULL
    ) AS claims
FROM interdiction;

CREATE VIEW cargo_with_cases AS
SELECT
    cargo.id,
    interdiction.ref,
    interdiction.title AS case_title,
    interdiction.date,
    interdiction.states_names AS interdicted_by,
    interdiction.outcome,
    cargo.description,
    cargo.declared_as,
    cargo.category,
    (
        SELECT vocabulary.meaning
        FROM vocabulary
        WHERE vocabulary.vocabulary = 'category' AND vocabulary.word = cargo.category
    ) AS category_meaning,
    cargo.quantity_value,
    cargo.quantity_low,
    cargo.quantity_high,
    cargo.quantity_unit,
    cargo.quantity_as_reported,
    coalesce(cargo.origin_country_name, interdiction.origin_country_name) AS origin_country_name,
    coalesce(cargo.destination_country_name, interdiction.destination_country_name) AS destination_country_name,
    cargo.prohibited,
    cargo.disposal,
    conveyance.title AS conveyance_title,
    cargo.interdiction_id
FROM cargo
JOIN interdiction ON interdiction.id = cargo.interdiction_id
LEFT JOIN conveyance ON conveyance.id = cargo.conveyance_id;

CREATE VIEW conveyances_with_cases AS
SELECT
    conveyance.id,
    interdiction.ref,
    interdiction.title AS case_title,
    interdiction.date,
    interdiction.outcome,
    conveyance.title,
    conveyance.kind,
    conveyance.name,
    conveyance.imo_number,
    conveyance.registration,
    conveyance.flag_name,
    conveyance.owner,
    conveyance.operator,
    conveyance.layer,
    conveyance.interdiction_id
FROM conveyance
JOIN interdiction ON interdiction.id = conveyance.interdiction_id;

CREATE VIEW claims_with_sources AS
SELECT
    claim.id,
    interdiction.ref,
    interdiction.title AS case_title,
    claim.about,
    claim.field,
    claim.value_text,
    claim.as_reported,
    claim.stance,
    claim.status,
    claim.credibility,
    claim.attributed_to,
    claim.locator,
    source.publisher,
    source.title AS source_title,
    source.published,
    source.reliability,
    source.url,
    claim.interdiction_id,
    claim.source_id
FROM claim
JOIN interdiction ON interdiction.id = claim.interdiction_id
LEFT JOIN source ON source.id = claim.source_id;

CREATE VIEW sources_with_counts AS
SELECT
    source.id,
    source.title,
    source.publisher,
    source.published,
    source.kind,
    source.reliability,
    source.url,
    (SELECT count(DISTINCT claim.interdiction_id) FROM claim WHERE claim.source_id = source.id) AS cases,
    (SELECT count(*) FROM claim WHERE claim.source_id = source.id AND claim.field IS NOT NULL) AS claims
FROM source;

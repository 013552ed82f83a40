// src/model/predicate-type.ts
/** The predicate type of Doorlog's in-toto Statements: a plain https address, because an `@` breaks GitHub's reading. */
const PREDICATE_TYPE = "https://doorlog.github.io/doorlog/access-record/v1";
/** The `_type` of an in-toto Statement, version 1 (in-toto attestation framework, spec/v1/statement.md). */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** The payload type of a DSSE envelope that holds an in-toto Statement (spec/v1/envelope.md). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

export { PREDICATE_TYPE as n, STATEMENT_TYPE as r, PAYLOAD_TYPE as t };
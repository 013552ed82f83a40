// src/model/predicate-type.ts
const PREDICATE_TYPE = "https://doorlog.github.io/doorlog/access-record/v1";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

export { PREDICATE_TYPE as n, STATEMENT_TYPE as r, PAYLOAD_TYPE as t };
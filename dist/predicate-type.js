// src/model/predicate-type.ts
const PREDICATE_TYPE = "https://doorlog.github.io/doorlog/access-record/v1";
const LOG_CHECKPOINT_TYPE = "https://doorlog.github.io/doorlog/log-checkpoint/v1";
const RELEASE_REPORT_TYPE = "https://doorlog.github.io/doorlog/release-access-report/v1";
const SVR_TYPE = "https://in-toto.io/attestation/svr/v0.2";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

export { STATEMENT_TYPE as a, RELEASE_REPORT_TYPE as i, PAYLOAD_TYPE as n, SVR_TYPE as o, PREDICATE_TYPE as r, LOG_CHECKPOINT_TYPE as t };
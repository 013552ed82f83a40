/** The predicate type of Doorlog's in-toto Statements: a plain https address, because an `@` breaks GitHub's reading. */
export const PREDICATE_TYPE = 'https://doorlog.github.io/doorlog/access-record/v1';

/** The predicate type of a checkpoint over the stored records. */
export const LOG_CHECKPOINT_TYPE = 'https://doorlog.github.io/doorlog/log-checkpoint/v1';

/** The predicate type of a release access report. */
export const RELEASE_REPORT_TYPE = 'https://doorlog.github.io/doorlog/release-access-report/v1';

/** The predicate type of a simple verification result (in-toto attestation framework, spec/predicates/svr.md). */
export const SVR_TYPE = 'https://in-toto.io/attestation/svr/v0.2';

/** The `_type` of an in-toto Statement, version 1 (in-toto attestation framework, spec/v1/statement.md). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** The payload type of a DSSE envelope that holds an in-toto Statement (spec/v1/envelope.md). */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

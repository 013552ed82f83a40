/** Every way in which Doorlog itself can fail; stable, so that tools and tests may depend on them. */
export type ErrorCode =
  /** The user's own: an input, option or argument that can't be used. */
  | 'input-invalid'
  | 'usage'
  | 'policy-invalid'
  | 'workflow-invalid'
  | 'file-unreadable'
  | 'file-invalid'
  /** The surroundings are not what a runner makes. */
  | 'environment-invalid'
  | 'event-invalid'
  | 'state-invalid'
  /** A service failed. */
  | 'policy-unavailable'
  | 'http-timeout'
  | 'http-connection'
  | 'http-tls'
  | 'http-too-large'
  | 'http-status'
  | 'http-reply-invalid'
  | 'api-denied'
  | 'api-not-found'
  | 'api-rate-limited'
  | 'oidc-unavailable'
  | 'signing-failed'
  | 'attestation-refused'
  | 'delivery-failed'
  | 'delivery-refused'
  | 'spool-failed'
  | 'trust-root-invalid'
  /** The policy refused, and something failed after that. */
  | 'refused'
  /** A proof does not hold. */
  | 'verification-failed'
  /** A fault in Doorlog. */
  | 'internal';

/**
 * The one error class: `message` is one sentence for a person (what, where, how to mend), `code` is for programs,
 * `cause` is what was caught. Neither may hold a secret.
 */
export class DoorlogError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DoorlogError';
    this.code = code;
  }
}

/** Says what went wrong in one line, whatever was thrown. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

/** The code of a Doorlog error, `internal` for anything else. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof DoorlogError ? error.code : 'internal';
}

/** The operating system's or Node's own code of what was thrown, such as `ENOENT`, for sentences about files. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

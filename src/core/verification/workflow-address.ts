/** A workflow file as a certificate names it. */
export interface WorkflowAddress {
  /** `https://github.com`. */
  readonly server: string;
  /** `OWNER/REPO/.github/workflows/FILE`. */
  readonly path: string;
  /** A full ref, or a commit. */
  readonly ref: string;
}

/**
 * The parts of `SERVER/OWNER/REPO/PATH@REF` (Fulcio’s claims 9 and 18), undefined where it has another form. A file’s name
 * may hold an `@` but no slash, a branch’s name may hold both: so the ref begins at `@refs/`, or is a commit.
 */
export function workflowAddress(claim: string | undefined): WorkflowAddress | undefined {
  const [, server, rest] = /^(https:\/\/[^/@?#\s]+)\/([^\p{Cc}]+)$/u.exec(claim ?? '') ?? [];
  if (server === undefined || rest === undefined) return undefined;
  const full = rest.indexOf('@refs/');
  const at = full === -1 ? rest.lastIndexOf('@') : full;
  return at > 0 ? { server, path: rest.slice(0, at), ref: rest.slice(at + 1) } : undefined;
}

/** `OWNER/REPO` of `SERVER/OWNER/REPO` (Fulcio’s claim 12), undefined where it has another form. */
export function repositoryOf(claim: string | undefined): string | undefined {
  return /^https:\/\/[^/@?#\s]+\/([^/?#\s]+\/[^/?#\s]+)$/.exec(claim ?? '')?.[1];
}

import { type Check, check } from './check.ts';
import { hasGapAt, valueAt } from './pointer.ts';
import { told } from './said.ts';

/**
 * What becomes of the verdict where one side says nothing:
 * - `proof`: both must say it; a certificate without it proves nothing about the job.
 * - `essential`: the record must say what the certificate claims; a certificate without it leaves evidence missing.
 * - `if-claimed`: the record must say what the certificate claims; a certificate may lack it.
 * - `detail`: the record may own up to a gap at exactly this place.
 * - `optional`: the record need not say it.
 */
export type ClaimWeight = 'proof' | 'essential' | 'if-claimed' | 'detail' | 'optional';

/**
 * One claim of a Fulcio certificate and where the record says the same.
 * Object identifiers: github.com/sigstore/fulcio, docs/oid-info.md.
 */
export interface ClaimRow {
  /** Last number of the object identifier, after 1.3.6.1.4.1.57264.1. */
  readonly oid: number;
  readonly id: string;
  readonly title: string;
  readonly weight: ClaimWeight;
  readonly pointers: readonly string[];
  /** Turns the record's values, in the order of the pointers, into the claim's form. */
  readonly form?: (...values: string[]) => string;
}

/** A certificate's claims by object identifier. */
export type Claims = Readonly<Record<string, string>>;

const FULCIO = '1.3.6.1.4.1.57264.1.';

/** Compares one claim with the record: at most one check, none where there is nothing to say. */
export function compareClaim(row: ClaimRow, claims: Claims, record: unknown): Check[] {
  const open = check(row.id, row.title);
  const claimed = claims[`${FULCIO}${row.oid}`];
  const values = row.pointers.map((pointer) => valueAt(record, pointer));
  const missing = row.pointers.filter((_, index) => values[index] === undefined);
  if (claimed === undefined) {
    if (row.weight === 'proof') {
      return [open.failed('The certificate claims no such thing, so it proves nothing about the job.')];
    }
    const isSilent = missing.length > 0 && row.weight !== 'essential';
    return isSilent ? [] : [open.notChecked('The certificate claims nothing of the kind.')];
  }
  if (missing.length > 0) {
    if (row.weight === 'optional') return [];
    const place = missing.join(' and ');
    return row.weight === 'detail' && missing.every((pointer) => hasGapAt(record, pointer))
      ? [open.notChecked(`The record says that it could not see ${place}; the certificate claims ${claimed}.`)]
      : [open.failed(`The certificate claims ${claimed}, and the record says nothing at ${place}.`)];
  }
  const said = (row.form ?? String)(...values.map(told));
  return said === claimed
    ? [open.ok(`The certificate and the record both say ${claimed}.`)]
    : [open.failed(`The certificate claims ${claimed}, the record says ${said} at ${row.pointers.at(-1)}.`)];
}

/** A path on a server, such as a repository's address. */
export function address(server = '', path = ''): string {
  return `${server}/${path}`;
}

/** The address of one attempt of a run. */
export function runAddress(server = '', repository = '', runId = '', attempt = ''): string {
  return `${server}/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}

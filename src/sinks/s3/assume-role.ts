import { codeOf, sentenceOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { Http, HttpResponse } from '../../ports.ts';
import { type Attempt, sendUntilAnswered } from '../http-attempts.ts';
import { type Fault, faultOf, isPassing, wordsOf } from './fault.ts';
import { childOf, parseXml, textOf } from './xml.ts';

/** Keys that sign requests. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds for which they hold from when they were given out, by the issuer's clock. */
  readonly lifetime?: number;
}

/** Keys, or why there are none. */
export type KeysAnswer =
  | { readonly ok: true; readonly keys: Keys }
  | { readonly ok: false; readonly kind: 'pending' | 'failed'; readonly reason: string };

/** Which role is assumed where. */
export interface RoleQuestion {
  readonly http: Http;
  readonly role: string;
  /** Address of the token service. */
  readonly url: string;
  readonly audience: string;
  /** The job's identity token. Raises `oidc-unavailable`. */
  readonly identityToken: (audience: string) => Promise<string>;
}

const SERVICE = 'AWS’s token service';
/** The shortest that STS gives: hooks live for seconds. */
const SECONDS = 900;

/**
 * Exchanges the job's identity token for short-lived keys of a role:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html. The request needs no signature.
 * Never raises; neither token nor keys are in any sentence.
 */
export async function assumeRole(question: RoleQuestion, signal: AbortSignal): Promise<KeysAnswer> {
  const { http, role, url, audience } = question;
  let token: string | undefined;
  try {
    token = await Promise.race([question.identityToken(audience), end(signal)]);
  } catch (error) {
    const isKnown = codeOf(error) !== 'internal';
    const reason = isKnown ? sentenceOf(error) : 'the job’s identity token could not be had';
    // A provider that answered with a refusal will go on refusing.
    const isPassingFault = isKnown && error instanceof Error && error.cause !== undefined;
    return { ok: false, kind: isPassingFault ? 'pending' : 'failed', reason };
  }
  if (token === undefined)
    return { ok: false, kind: 'pending', reason: 'the job’s identity token did not come in time' };
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: sessionName(token),
    WebIdentityToken: token,
    DurationSeconds: String(SECONDS),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const outcome = await sendUntilAnswered({
    http,
    signal,
    request: () => ({ service: SERVICE, method: 'POST', url, headers, body }),
    read: readKeys,
  });
  if (outcome.kind === 'answered') return { ok: true, keys: outcome.answer };
  const reason = `${SERVICE} gave no keys: ${outcome.reason.replace(/\.$/, '')}`;
  return { ok: false, kind: outcome.kind, reason };
}

/** Resolves when the signal fires. */
function end(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/**
 * Names the session after the run, so that CloudTrail leads to it. Nothing is decided by what the token says here, so its
 * signature need not be looked at.
 */
export function sessionName(token: string): string {
  const claims = jsonOrNothing(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const [run, attempt] = [digitsOf(claims, 'run_id'), digitsOf(claims, 'run_attempt')];
  return run === undefined ? 'doorlog' : `doorlog-${run}${attempt === undefined ? '' : `-${attempt}`}`;
}

function digitsOf(claims: unknown, name: string): string | undefined {
  const value = typeof claims === 'object' && claims !== null && name in claims ? (claims as never)[name] : undefined;
  return /^\d{1,20}$/.test(String(value)) ? String(value) : undefined;
}

function readKeys(response: HttpResponse): Attempt<Keys> {
  if (response.status !== 200) return refusal(faultOf(response));
  const root = parseXml(response.body.toString('utf8'));
  const result = childOf(root, 'AssumeRoleWithWebIdentityResult');
  const credentials = childOf(result, 'Credentials');
  const text = (name: string, form: RegExp) => {
    const value = textOf(credentials, name);
    return value !== undefined && form.test(value) ? value : undefined;
  };
  const accessKeyId = text('AccessKeyId', /^[A-Za-z0-9]{4,128}$/);
  const secretAccessKey = text('SecretAccessKey', /^[\x21-\x7e]{8,400}$/);
  const sessionToken = text('SessionToken', /^[\x21-\x7e]{16,20000}$/);
  const expiresAt = Date.parse(text('Expiration', /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(Z|[+-]\d\d:\d\d)$/) ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
    const reason = 'its reply has a form that Doorlog does not know; look at sts-url';
    return { kind: 'refused', reason, mayBeStored: false };
  }
  const issued = Date.parse(response.headers.date ?? '');
  const lifetime = Number.isNaN(issued) ? SECONDS * 1000 : expiresAt - issued;
  return { kind: 'answered', answer: { accessKeyId, secretAccessKey, sessionToken, lifetime } };
}

function refusal(fault: Fault): Attempt<Keys> {
  return {
    kind: isPassing(fault) ? 'busy' : 'refused',
    reason: `${wordsOf(fault)}${mendOf(fault)}`,
    mayBeStored: false,
  };
}

function mendOf({ status, code }: Fault): string {
  switch (code) {
    case 'AccessDenied':
      return '; the role’s trust policy must admit this repository, branch or environment';
    case 'InvalidIdentityToken':
    case 'IDPRejectedClaim':
      return '; the account needs an identity provider for the job’s issuer, with this audience';
    case 'ValidationError':
      return '; look at the ARN of the role';
    default:
      return status >= 300 && status < 400 ? '; give the final address as sts-url' : '';
  }
}

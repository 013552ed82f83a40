import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import type { Http } from '../ports.ts';
import { LONGEST_QUESTION } from './surroundings.ts';

/** Keys by which AWS knows a caller. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * `arn:PARTITION:SERVICE:ACCOUNT:RESOURCE` of those who can call, with the characters that names may have:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const ARN =
  /^arn:[a-z-]{1,20}:(sts::\d{12}:(assumed-role\/[\w+=,.@-]{1,64}|federated-user)\/[\w+=,.@-]{1,64}|iam::\d{12}:(root|user\/[\w+=,.@/-]{1,600}))$/;

/** Whom AWS takes the holder of a key for. */
const Caller = z.object({
  Arn: z.string().check(z.regex(ARN)),
  Account: z.string().check(z.regex(/^\d{12}$/)),
  UserId: z.string().check(z.regex(/^[A-Z0-9]{8,128}(:[\w+=,.@-]{1,64})?$/)),
});
export type Caller = z.infer<typeof Caller>;

/** What AWS said instead of naming the caller. */
export interface Refusal {
  readonly status: number;
  /** AWS's own code, such as `ExpiredToken`. */
  readonly code: string | undefined;
}

const SERVICE = 'AWS’s token service';
const QUESTION = 'Action=GetCallerIdentity&Version=2011-06-15';

/**
 * Asks AWS who holds a key, which every key may: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html.
 * Raises what HTTP raises, and `http-reply-invalid` for a reply in another form.
 */
export async function askCaller(
  http: Http,
  keys: AwsKeys,
  { address, region }: { address: string; region: string },
): Promise<Caller | Refusal> {
  const { default: aws4 } = await import('aws4');
  const url = new URL(address);
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  const { headers } = aws4.sign(
    {
      host: url.host,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      service: 'sts',
      region,
      headers: { 'content-type': type },
      body: QUESTION,
    },
    keys,
  );
  const { status, body } = await http({
    service: SERVICE,
    method: 'POST',
    url: url.href,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: QUESTION,
    timeout: LONGEST_QUESTION,
    maxBytes: 64 * 1024,
    retries: 1,
  });
  const text = body.toString('utf8');
  if (status !== 200) return { status, code: element(text, 'Code', /^[A-Za-z.]{1,100}$/) };
  const caller = Caller.safeParse({
    Arn: element(text, 'Arn'),
    Account: element(text, 'Account'),
    UserId: element(text, 'UserId'),
  });
  if (caller.success) return caller.data;
  throw new DoorlogError(
    'http-reply-invalid',
    `${SERVICE} at ${url.host} answered in a form that Doorlog does not know; look at the address in AWS_ENDPOINT_URL_STS.`,
  );
}

/** The text of the only element of a name in a short reply without attributes and entities; there is no such in the fields read. */
function element(text: string, name: string, form = /^[^<>&]{1,2000}$/): string | undefined {
  const parts = text.split(`<${name}>`);
  const value = parts[1]?.split(`</${name}>`, 1)[0];
  return parts.length === 2 && value !== undefined && form.test(value) ? value : undefined;
}

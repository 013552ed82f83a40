import type { Http, HttpRequest, HttpResponse } from '../../ports.ts';
import type { SplunkSetupStep } from './setup.ts';

/** Splunk's management port, 8089 by default, with an administrator to ask as. */
export interface SplunkManagement {
  readonly http: Http;
  /** Address without a path. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What became of one step. */
export interface SplunkStepResult {
  readonly status: 'installed' | 'removed' | 'absent' | 'kept' | 'failed';
  /** One sentence without its full stop. */
  readonly reason?: string;
}

/** Makes an entity as a step wants it, or changes the one that is there. Raises what HTTP raises. */
export async function installSplunkStep(splunk: SplunkManagement, step: SplunkSetupStep): Promise<SplunkStepResult> {
  const known = await ask(splunk, 'GET', `${entityOf(step)}?output_mode=json`);
  if (known.status !== 200 && known.status !== 404) return refusal(known);
  const reply =
    known.status === 200
      ? await ask(splunk, 'POST', entityOf(step), step.form)
      : await ask(splunk, 'POST', step.path, { name: step.name, ...step.form });
  return reply.status === 200 || reply.status === 201 ? { status: 'installed' } : refusal(reply);
}

/** Takes an entity away, but none that records would go with. Raises what HTTP raises. */
export async function removeSplunkStep(splunk: SplunkManagement, step: SplunkSetupStep): Promise<SplunkStepResult> {
  if (step.kept !== undefined) return { status: 'kept', reason: step.kept };
  const reply = await ask(splunk, 'DELETE', entityOf(step));
  if (reply.status === 404) return { status: 'absent' };
  return reply.status === 200 ? { status: 'removed' } : refusal(reply);
}

function entityOf({ path, name }: SplunkSetupStep): string {
  return `${path}/${encodeURIComponent(name)}`;
}

function ask(
  { http, url, username, password }: SplunkManagement,
  method: HttpRequest['method'],
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  return http({
    service: 'Splunk',
    method,
    url: url.replace(/\/+$/, '') + path,
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  });
}

/** In words of our own: Splunk's quote what was sent. */
function refusal({ status }: HttpResponse): SplunkStepResult {
  const reason = {
    400: 'Splunk refuses the values; in a cluster or in Splunk Cloud do it by hand, --print shows it',
    401: 'Splunk does not accept the credentials; give an administrator’s',
    402: 'Splunk’s licence does not allow it',
    403: 'these credentials may not do that; give an administrator’s',
    404: 'there is no such thing at that address; give the url of the management port, 8089 by default',
    409: 'there is something of that name in another app; take that away or choose another name',
  }[status];
  return { status: 'failed', reason: reason ?? `Splunk answers with status ${status}` };
}

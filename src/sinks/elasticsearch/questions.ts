import type * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import type { Examination, HttpRequest } from '../../ports.ts';
import { askStore } from '../examining.ts';
import type { Cluster } from './cluster.ts';

/** What a cluster says to a question: something readable, that it is not to be told, not known there, or nothing. */
export type Told<T> =
  | { readonly kind: 'told'; readonly value: T }
  /** `denied`: these credentials may not see it; `strange`: it has no such API; `missing`: there is no such thing. */
  | { readonly kind: 'denied' | 'strange' | 'missing' }
  | { readonly kind: 'unclear'; readonly status: number }
  | { readonly kind: 'obstacle'; readonly obstacle: Examination };

/** One question that changes nothing in the cluster. */
export interface Question<T> {
  readonly method?: HttpRequest['method'];
  readonly path: string;
  readonly body?: unknown;
  readonly schema: z.ZodMiniType<T>;
}

/** Asks a cluster; never raises. */
export type Asker = <T>(question: Question<T>) => Promise<Told<T>>;

/** No handler for the path (400), or for the method there (405): the package or plug-in is not installed. */
const STRANGE: readonly number[] = [400, 405, 501];

/** Asks one cluster until the signal fires. */
export function askerOf({ service, http, url, headers }: Cluster, signal: AbortSignal): Asker {
  return async ({ method = 'GET', path, body, schema }) => {
    const asked = await askStore(() =>
      http({
        service,
        method,
        url: url + path,
        signal,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    if ('obstacle' in asked) return { kind: 'obstacle', obstacle: asked.obstacle };
    const { status, body: text } = asked.reply;
    if (status === 401 || status === 403) return { kind: 'denied' };
    if (status === 404) return { kind: 'missing' };
    if (STRANGE.includes(status)) return { kind: 'strange' };
    const parsed = status === 200 ? schema.safeParse(jsonOrNothing(text)) : undefined;
    return parsed?.success ? { kind: 'told', value: parsed.data } : { kind: 'unclear', status };
  };
}

/** An examination of something that the cluster did not tell. */
export function untold(check: string, told: Exclude<Told<unknown>, { kind: 'told' }>): Examination {
  switch (told.kind) {
    case 'denied': {
      const mend = 'a writer should not; look once with an administrator’s credentials';
      return { check, result: 'unknown', says: 'these credentials may not see it', mend };
    }
    case 'obstacle':
      return { ...told.obstacle, check };
    case 'unclear':
      return { check, result: 'unknown', says: `the cluster answers with status ${told.status}` };
    default:
      return {
        check,
        result: 'unknown',
        says: 'the cluster does not answer this question, as a part of it is not installed',
      };
  }
}

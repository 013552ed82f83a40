import * as z from 'zod/mini';
import { SinkFilter } from '../model/sink-filter.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** In which vocabulary a sink gets its entries. */
export const Shape = z.enum(['native', 'ecs', 'ocsf', 'otel'], 'must be native, ecs, ocsf or otel');
export type Shape = z.infer<typeof Shape>;

/** What every sink can be told, whatever its type; `name` is the type's own where nothing is said. */
export function commonConfig<const Type extends string>(type: Type) {
  return {
    type: z.literal(type),
    name: z._default(sinkName(), type),
    required: z._default(z.boolean('must be true or false'), false),
    only: z.optional(SinkFilter),
  };
}

/**
 * Address of a server: https, or http on this very machine, and nothing in it that is or may hold a secret; `mend` says
 * where those belong. What could end a word in a shell is refused, because set-ups print it.
 */
export function ServerUrl(mend: string) {
  return z.string('must be text').check(
    z.refine((url) => URL.canParse(url), 'must be a URL such as https://logs.example.org:9200'),
    z.refine((url) => /^https?:\/\//i.test(url), 'must start with https:// or http://'),
    z.refine(
      isEncryptedOrHere,
      'must start with https://, because records are confidential and credentials go there too; http:// is for this machine (localhost) alone',
    ),
    z.refine((url) => !/[\s\\'"`$<>]/.test(url), 'must hold no blanks, quotes, backslashes or dollar signs'),
    z.refine(
      (url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''),
      `must not hold a user name or password: ${mend}`,
    ),
    z.refine((url) => !/[?#]/.test(url), `must not hold a query or fragment: ${mend}`),
  );
}

function isEncryptedOrHere(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { protocol, hostname } = new URL(url);
  return protocol !== 'http:' || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function sinkName() {
  return z
    .string('must be text')
    .check(z.regex(NAME, 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign'));
}

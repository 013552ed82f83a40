import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';

/** What an object holds of its entry, whoever made it. */
export interface StoredContent {
  readonly document?: unknown;
  readonly attested?: unknown;
  readonly bundle?: string;
}

const Stored = z.looseObject({
  record: z.optional(z.unknown()),
  attested: z.optional(z.unknown()),
  bundle: z.optional(z.unknown()),
  erasable: z.optional(z.string()),
});

/** How deep a shape may put the record and the bundle. */
const DEEPEST = 12;

/**
 * Takes an object apart, in whatever shape it was stored. Text that is none of the sink's is the document itself: it has
 * another digest than its key, and so shows as altered instead of erased.
 */
export function contentOf(text: string, name: { readonly recordId: string; readonly phase: string }): StoredContent {
  const value = jsonOrNothing(text);
  const { data } = z.safeParse(Stored, value);
  if (data === undefined) return { document: text };
  const { attested } = data;
  const bundle = data.bundle ?? search(value, isBundle);
  const bundleText =
    bundle === undefined ? {} : { bundle: typeof bundle === 'string' ? bundle : JSON.stringify(bundle) };
  if (data.erasable !== undefined) return { ...(attested !== undefined && { attested }), ...bundleText };
  const document = data.record ?? search(value, (each) => isRecord(each, name)) ?? value;
  return { document, ...bundleText };
}

function isRecord(value: object, { recordId, phase }: { readonly recordId: string; readonly phase: string }): boolean {
  return (
    'recordId' in value && value.recordId === recordId && 'phase' in value && value.phase === phase && 'gaps' in value
  );
}

function isBundle(value: object): boolean {
  return 'mediaType' in value && String(value.mediaType).startsWith('application/vnd.dev.sigstore.bundle');
}

/** The first object within a value, or within JSON text in it, that a test holds for. */
function search(value: unknown, holds: (value: object) => boolean, depth = 0): unknown {
  const inner = typeof value === 'string' && value.startsWith('{') ? jsonOrNothing(value) : value;
  if (typeof inner !== 'object' || inner === null || depth > DEEPEST) return undefined;
  if (holds(inner)) return inner;
  for (const member of Object.values(inner)) {
    const found = search(member, holds, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

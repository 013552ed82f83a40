import * as z from 'zod/mini';
import { bundlesIn } from './bundle-formats.ts';
import { isTooDeep } from './verification/nesting.ts';

/** What a bundle says that it speaks about; nothing of it is proven. */
export interface ToldBundle {
  readonly json: string;
  readonly predicateType: string;
  readonly subjects: readonly { readonly name?: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicate: Readonly<Record<string, unknown>>;
}

const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle';

const Bundle = z.looseObject({
  mediaType: z.string().check(z.regex(/^application\/vnd\.dev\.sigstore\.bundle/)),
  dsseEnvelope: z.looseObject({ payload: z.string() }),
});

const Statement = z.looseObject({
  subject: z.array(z.looseObject({ name: z.optional(z.string()), digest: z.record(z.string(), z.string()) })),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});

/** Reads what a bundle says; undefined for what is no bundle with an in-toto Statement in it. */
export function tellBundle(json: string): ToldBundle | undefined {
  const bundle = Bundle.safeParse(parsed(json));
  if (!bundle.success) return undefined;
  const payload = Buffer.from(bundle.data.dsseEnvelope.payload, 'base64').toString('utf8');
  const { success, data } = Statement.safeParse(parsed(payload));
  if (!success) return undefined;
  const { predicateType, predicate, subject } = data;
  const subjects = subject.map(({ name, digest }) => ({ ...(name !== undefined && { name }), digest }));
  return { json, predicateType, subjects, predicate };
}

/** What the bundles in the text of a file say, in any form that `bundlesIn` knows. */
export function tellBundles(text: string): ToldBundle[] {
  return bundlesIn(text).flatMap((json) => tellBundle(json) ?? []);
}

const BareFile = z.looseObject({
  messageSignature: z.looseObject({}),
  dsseEnvelope: z.optional(z.custom<undefined>((given) => given === undefined)),
});

/** How many bundles in the text of a file say nothing that can be read, but for those over bare files. */
export function countUnreadable(text: string): number {
  const untold = bundlesIn(text).filter((json) => json.includes(MEDIA_TYPE) && !tellBundle(json));
  return untold.filter((json) => !BareFile.safeParse(parsed(json)).success).length;
}

/** Whether a bundle says that it speaks about a file, by its SHA-256 in hex. */
export function isAbout({ subjects }: ToldBundle, sha256: string): boolean {
  return subjects.some(({ digest }) => digest.sha256 === sha256);
}

function parsed(text: string): unknown {
  try {
    return isTooDeep(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

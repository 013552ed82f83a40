import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';

const User = z.object({
  login: z.string().check(z.minLength(1), z.maxLength(100)),
  id: z.number(),
  type: z.optional(z.string()),
});
const sha = z.string().check(z.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));

/** No longer than the record takes it. */
const fullName = z.string().check(z.maxLength(300));

const Repository = z.object({
  id: z.number(),
  full_name: fullName,
  private: z.optional(z.boolean()),
  visibility: z.optional(z.enum(['public', 'private', 'internal'])),
  default_branch: z.optional(z.string()),
});

const PullRequest = z.object({
  number: z.number(),
  head: z.object({ sha, repo: z.nullish(z.object({ id: z.number(), full_name: fullName })) }),
  base: z.object({ ref: z.string().check(z.maxLength(1_000)), repo: z.nullish(z.object({ id: z.number() })) }),
});

/** The parts of a webhook's payload that are kept; each is read on its own, so that one odd part costs no other. */
const PARTS = {
  action: z.string().check(z.maxLength(100)),
  before: sha,
  sender: User,
  repository: Repository,
  pull_request: PullRequest,
} as const;

/** What triggered the run, as far as it is of the form that GitHub documents. */
export type TriggerEvent = { readonly [K in keyof typeof PARTS]?: z.infer<(typeof PARTS)[K]> };

/** Reads the event file's text. Raises `event-invalid`, naming the file. */
export function parseEvent(text: string, file: string): TriggerEvent {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    throw new DoorlogError('event-invalid', `The event file ${file} is not JSON; let no step write to it.`, {
      cause: error,
    });
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new DoorlogError(
      'event-invalid',
      `The event file ${file} does not hold a JSON object; let no step write to it.`,
    );
  }
  const event: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(PARTS)) {
    const parsed = (schema as z.ZodMiniType).safeParse((payload as Record<string, unknown>)[name]);
    if (parsed.success) event[name] = parsed.data;
  }
  return event as TriggerEvent;
}

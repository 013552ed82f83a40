import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { Observed } from '../../ports.ts';

/** An error that GitHub tells beside the data; one without a path speaks of the whole query. */
export interface GraphQLError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly message: string;
  /** What the query asked wrongly, such as `undefinedField`. */
  readonly code?: string;
}

/** A reply whose parts nobody has looked at yet. */
export interface GraphQLReply {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly GraphQLError[];
}

/** More errors than that say nothing new. */
const MOST_ERRORS = 1_000;

/**
 * Opens a reply of GitHub's GraphQL API, which tells its errors beside partial data, with status 200.
 * Raises `http-reply-invalid`.
 */
export function openReply(body: unknown): GraphQLReply {
  const Envelope = z.object({
    data: z.nullish(z.record(z.string(), z.unknown())),
    errors: z.nullish(z.array(z.unknown())),
  });
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) throw undocumented(parsed.error);
  return {
    data: parsed.data.data ?? undefined,
    errors: (parsed.data.errors ?? []).slice(0, MOST_ERRORS).map(errorFrom),
  };
}

function errorFrom(error: unknown): GraphQLError {
  const { type, path, message, extensions } = membersOf(error);
  const { code } = membersOf(extensions);
  const isPath = Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');
  return {
    ...(typeof type === 'string' && { type }),
    ...(isPath && { path }),
    ...(typeof code === 'string' && { code }),
    message: typeof message === 'string' ? message : 'an error without a message',
  };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function undocumented(cause: unknown): DoorlogError {
  return new DoorlogError(
    'http-reply-invalid',
    'GitHub’s GraphQL API answered with something else than it documents.',
    { cause },
  );
}

/** Reads a part that is there; is told whether GitHub refused it, or what `below` leads to in it. */
export type ReadPart<T> = (part: unknown, isRefused: (...below: string[]) => boolean) => T | undefined;

/**
 * Reads one part of a reply by its own schema, so that a fault costs this part only. `read` gives `undefined` for what
 * is not there, which is then GitHub's refusal of `path`.
 */
export function readPart<T>(
  reply: GraphQLReply,
  path: readonly string[],
  needed: string,
  read: ReadPart<T>,
): Observed<T> {
  const isRefused = (...below: string[]) => errorAt(reply, [...path, ...below]) !== undefined;
  try {
    const found = reply.data && at(reply.data, path);
    const value = found === undefined || found === null ? undefined : read(found, isRefused);
    return value === undefined ? refused(reply, path, needed) : { ok: true, value };
  } catch (error) {
    return { ok: false, reason: 'service-failed', needed, detail: undocumented(error).message };
  }
}

/** What stands at the path; whatever was asked for stands in the data, be it null. */
function at(data: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((holder, key, depth) => {
    const isHolder = holder === null || holder === undefined || typeof holder === 'object';
    if (!isHolder || (depth === 0 && data[key] === undefined)) throw undocumented(undefined);
    return membersOf(holder)[key];
  }, data);
}

/** GitHub's error for a part: at it, above it or below it. */
export function errorAt(reply: GraphQLReply, path: readonly string[]): GraphQLError | undefined {
  return reply.errors.find((error) =>
    path.every((part, index) => error.path?.[index] === undefined || error.path[index] === part),
  );
}

/** Why a part is missing: GitHub's error for it or for the repository, or that it is hidden or gone. */
export function refused(reply: GraphQLReply, path: readonly string[], needed: string): Observed<never> {
  const error = errorAt(reply, path) ?? reply.errors.find((other) => other.path?.join() === 'repository');
  const detail = error && { detail: `GitHub’s GraphQL API: ${error.message.slice(0, 300)}` };
  switch (error?.type) {
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return { ok: false, reason: 'not-permitted', needed, ...detail };
    case 'RATE_LIMITED':
      return { ok: false, reason: 'rate-limited', needed: 'a rate limit that is not used up', ...detail };
    case 'NOT_FOUND':
    case undefined:
      return { ok: false, reason: 'not-found', needed, ...detail };
    default:
      return { ok: false, reason: 'service-failed', needed, ...detail };
  }
}

/** Whether nothing was answered for the sake of something in the query: a smaller one may then be. */
export function isRefusedWhole({ data, errors }: GraphQLReply): boolean {
  return data === undefined && errors.length > 0 && errors.every(({ type }) => type !== 'RATE_LIMITED');
}

/** What GitHub says of a query that asks for what the server's schema does not have. */
const UNKNOWN = /doesn't exist on type|doesn't accept argument|No such type|isn't defined|doesn't accept enum/i;

/** The gap of a part that was asked for in a query that was refused whole. */
export function refusedWhole(reply: GraphQLReply, needed: string): Observed<never> {
  const unknown = reply.errors.find(({ code, message }) => code?.startsWith('undefined') || UNKNOWN.test(message));
  if (!unknown) {
    const gap = refused(reply, [], needed);
    return gap.ok || gap.reason !== 'not-found' ? gap : { ...gap, reason: 'service-failed' };
  }
  const detail = `GitHub’s GraphQL API: ${unknown.message.slice(0, 300)}`;
  return { ok: false, reason: 'not-available', needed: 'a server whose GraphQL API offers it', detail };
}

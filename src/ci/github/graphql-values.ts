import * as z from 'zod/mini';
import type { Account } from '../../model/person.ts';
import { gitObjectId, text } from '../../model/primitives.ts';
import { accountType } from './account.ts';

/** What is asked of every account; `Actor` itself has no id. */
export const ACTOR =
  '{ __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId } }';

/** Leaves room for the `[bot]` that is put behind it. */
const LONGEST_LOGIN = 95;

/** The account behind an `Actor`; null for one that is gone. */
export function actorReply() {
  return z.nullish(z.object({ __typename: text(100), login: text(LONGEST_LOGIN), databaseId: z.nullish(z.number()) }));
}
export type ActorReply = z.infer<ReturnType<typeof actorReply>>;

/** A connection's nodes, at most `most`; those that GitHub hides are null. */
export function nodesOf<T extends z.core.$ZodType>(node: T, most: number) {
  return z.object({
    totalCount: z.optional(z.number()),
    nodes: z.nullish(z.array(z.nullable(node)).check(z.maxLength(most))),
  });
}

/** The nodes that are there. */
export function present<T>(connection: { nodes?: (T | null)[] | null | undefined } | null | undefined): T[] {
  return (connection?.nodes ?? []).flatMap((node) => (node === null ? [] : [node]));
}

/** Whether a connection has more than it shows. */
export function isCut(connection: { totalCount?: number | undefined; nodes?: unknown[] | null | undefined }): boolean {
  const shown = (connection.nodes ?? []).filter((node) => node !== null).length;
  return shown < (connection.totalCount ?? connection.nodes?.length ?? 0);
}

/** An object of git by its id. */
export function objectReply() {
  return z.nullish(z.object({ oid: gitObjectId() }));
}

/** GraphQL leaves off the `[bot]` that every other API writes behind the login of an App. */
export function accountOf(actor: NonNullable<ActorReply>): Account {
  const isBare = actor.__typename === 'Bot' && !actor.login.endsWith('[bot]');
  const login = isBare ? `${actor.login}[bot]` : actor.login;
  return { login, ...idOf(actor.databaseId), type: accountType(actor.__typename, login) };
}

/** An id as text; GraphQL's numbers can't hold the larger ones and are null there. */
export function idOf(databaseId: number | null | undefined): { id?: string } {
  return databaseId ? { id: String(databaseId) } : {};
}

/** A time that can be read. */
export function momentReply() {
  return z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value))));
}

/** A moment as the record holds it. */
export function inUtc(moment: string): string {
  return new Date(moment).toISOString();
}

/** GitHub gives times in the zone of their maker; the record holds UTC. */
export function timeIn<Key extends string>(key: Key, value: string | null | undefined): { [K in Key]?: string } {
  const time = value ? Date.parse(value) : Number.NaN;
  return (Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() }) as { [K in Key]?: string };
}

import * as z from 'zod/mini';
import type { Account } from '../../../model/person.ts';

const ID = /^\d+$/;

/** A list of accounts in a policy. */
export function accountList(description: string) {
  const entry = z.string().check(z.minLength(1), z.maxLength(100));
  return z.array(entry).check(z.maxLength(1_000), z.describe(`${description} Logins, or ids, which outlast renaming.`));
}

/**
 * Whether an account is on a list; undefined where its id is not known and may be there. Digits are an id, whoever has
 * them for a login.
 */
export function isListed(account: Account, list: readonly string[]): boolean | undefined {
  const login = account.login.toLowerCase();
  const isThere = list.some((entry) => (ID.test(entry) ? entry === account.id : entry.toLowerCase() === login));
  if (isThere) return true;
  return account.id === undefined && list.some((entry) => ID.test(entry)) ? undefined : false;
}

import type { Account } from '../model/person.ts';

/** One line of a part: its name and its items. */
export type Row = readonly [name: string, ...items: readonly (string | undefined)[]];

/** An account with its id, so that it can be found after it was renamed. */
export function accountText(account: Account | undefined): string | undefined {
  if (!account) return undefined;
  const facts = [account.id && account.id !== account.login ? `id ${account.id}` : undefined, account.type];
  const known = facts.filter(Boolean).join(', ');
  return known ? `${account.login} (${known})` : account.login;
}

/** What is known, in one line. */
export function sentence(parts: readonly (string | false | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined && part !== false && part !== '');
  return known.length > 0 ? known.join(', ') : undefined;
}

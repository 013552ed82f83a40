import type { Account } from '../../model/person.ts';

/** An account of GitHub's REST API. */
export function accountFrom(user: { login: string; id: number; type?: string | undefined }): Account {
  return { login: user.login, id: String(user.id), type: accountType(user.type, user.login) };
}

/** GitHub's `User`, `Bot`, `Organization` and `Mannequin`, in the record's words. */
export function accountType(type: string | undefined, login: string): NonNullable<Account['type']> {
  switch (type) {
    case 'User':
      return 'user';
    case 'Bot':
      return 'bot';
    case 'Organization':
      return 'organization';
    case 'Mannequin':
      return 'mannequin';
    default:
      return login.endsWith('[bot]') ? 'bot' : 'unknown';
  }
}

import { soundsSecret } from '../core/secret-values.ts';
import { DoorlogError } from '../errors.ts';

/** As many as fit into the state beside the rest. */
const MOST_VARIABLES = 50;
const MOST_ACCOUNTS = 200;

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** Names under which secrets are kept beside those that are looked for in any environment. */
const MORE_SECRETS = /KEY|PASSPHRASE|COOKIE|SESSION|SIGNATURE|[A-Z]_PWD$/i;
/** The runner's own ways of handing inputs and saved state to an action. */
const HANDED = /^(INPUT|STATE)_|^ACTIONS_(ID_TOKEN|RUNTIME|CACHE)/i;
/** Logins of people and, with their ending, of apps. */
const ACCOUNT = /^[A-Za-z0-9][\w-]{0,90}(\[bot\])?$/;

/** A list of names that an input holds; one sentence for each that can't be used, which is then left out. */
export interface NameList {
  readonly names: string[];
  readonly problems: DoorlogError[];
}

/** Names of environment variables to record: at most 50, none that is likely to hold a secret. Never raises. */
export function variableNames(text: string): NameList {
  return readNames('environment-variables', text, MOST_VARIABLES, (name) => {
    if (!VARIABLE.test(name)) return 'is no name of an environment variable';
    if (HANDED.test(name)) return 'is one by which the runner hands inputs, state or tokens to an action';
    if (soundsSecret(name) || MORE_SECRETS.test(name)) return 'sounds like a secret';
    return undefined;
  });
}

/** Logins of accounts that several people use, at most 200. Never raises. */
export function accountNames(text: string): NameList {
  return readNames('shared-accounts', text, MOST_ACCOUNTS, (name) =>
    ACCOUNT.test(name) ? undefined : 'is no login of an account',
  );
}

/** The names themselves are not repeated in a problem: one may be a secret in the wrong place. */
function readNames(
  input: string,
  text: string,
  most: number,
  complaintAbout: (name: string) => string | undefined,
): NameList {
  const given = [...new Set(text.split(/[,\s]+/).filter(Boolean))];
  const problems: DoorlogError[] = [];
  const names = given.filter((name, index) => {
    const complaint = complaintAbout(name);
    if (complaint) {
      const sentence = `Name ${index + 1} in the input “${input}” ${complaint}, so it is left out; remove it there.`;
      problems.push(new DoorlogError('input-invalid', sentence));
    }
    return !complaint;
  });
  if (names.length <= most) return { names, problems };
  const sentence = `The input “${input}” has ${names.length} names and may have ${most}, so only the first ${most} are taken; remove some there.`;
  return { names: names.slice(0, most), problems: [...problems, new DoorlogError('input-invalid', sentence)] };
}

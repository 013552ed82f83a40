import { createHmac } from 'node:crypto';
import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { PseudonymBearer } from '../model/person.ts';
import type { Verdict } from '../model/verdict.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isFreeText } from './free-text.ts';
import { valueAt } from './verification/pointer.ts';

type Members = Readonly<Record<string, unknown>>;

/** As many hex digits of the HMAC as tell all accounts of GitHub apart: 80 bits. */
const DIGITS = 20;
const PSEUDONYM = /~[0-9a-f]{20}(?![0-9a-f])/g;

/** Shorter ids are numbers like any other in a sentence. */
const SHORTEST_ID_IN_WORDS = 5;

/** Where a commit or tag names a person in words. */
const COMMIT_IDENTITIES: ReadonlySet<string> = new Set(['/people/author', '/people/committer', '/source/tag/tagger']);
const CLAIMS = '/access/oidc/claims';
const BYPASS_ACTOR = '/protections/rulesets/*/bypassActors/*';
const FINDING = '/policy/results/*';

/** A signed commit names its author in a text that no pseudonym fits into without breaking the signature. */
const SIGNED_TEXTS = ['payload', 'signature'] as const;

/**
 * The record with a pseudonym for everybody in it: `~` and the first 20 hex digits of HMAC-SHA256 over the immutable id,
 * or over the login of an account whose id stands nowhere in the record, so that one person is one pseudonym in all
 * records under one key. Who they are is left in `pseudonyms` alone, which only the log holds. Accounts are found by
 * their form: whatever has a `login` is one.
 */
export function pseudonymize(record: AccessRecord, key: string): AccessRecord {
  const { drift, disagreements, pseudonyms: _, ...rest } = record;
  const book = openBook(record, key);
  const gaps = rest.gaps.filter(({ pointer }) => pointer !== '/pseudonyms');
  const hidden = mapStrings(withoutSignedTexts({ ...rest, gaps }), '', book.replace) as typeof rest;
  const changes = drift.map((change) => ({ ...change, ...changedValues(change, record, book) }));
  const policy = hidden.policy && withOwnFingerprints(record, hidden.policy);
  const differing = disagreements?.map((each) => ({ ...each, ...differingValues(each, book) }));
  return {
    ...hidden,
    ...(policy && { policy }),
    drift: changes,
    ...(differing && { disagreements: differing }),
    pseudonyms: book.bearers(),
  };
}

/** Account ids are few enough to be tried out: a fingerprint over one would tell who has the pseudonym beside it. */
function withOwnFingerprints(record: AccessRecord, policy: Verdict): Verdict {
  const before = record.policy?.results ?? [];
  const results = policy.results.map((result, index) =>
    result.fingerprint === undefined || result.subject === before[index]?.subject
      ? result
      : { ...result, fingerprint: fingerprintOf(result.rule, record, result.subject) },
  );
  return { ...policy, results };
}

/** Gives a record pseudonyms, where they are asked for. */
export interface Pseudonymizer {
  readonly isAsked: boolean;
  /** Whether asked or not: a start that had pseudonyms has an end that has them. */
  hide(record: AccessRecord): AccessRecord;
}

/** A shorter key can be guessed, and with it everybody whom it hides. */
export const SHORTEST_KEY = 16;

/**
 * Gives pseudonyms by the organisation's key, of at least 16 characters. Where a shorter one or none was given they are
 * of a fresh key: a name that was attested for ever can't be taken back, a pseudonym that says nothing can be told by
 * the log.
 */
export function pseudonymizer(given: string | undefined, freshKey: () => string): Pseudonymizer {
  const key = given !== undefined && given.length >= SHORTEST_KEY ? given : freshKey();
  return { isAsked: given !== undefined, hide: (record) => pseudonymize(record, key) };
}

/** The record with everybody's own names again, as its `pseudonyms` tell them; what is not in there stays as it is. */
export function revealed(record: AccessRecord): AccessRecord {
  const { pseudonyms, ...rest } = record;
  if (!pseudonyms) return record;
  const bearerOf = (text: string): PseudonymBearer | undefined =>
    Object.hasOwn(pseudonyms, text) ? pseudonyms[text] : undefined;
  const disagreements = rest.disagreements?.map((each) => {
    const named = (value: unknown) => {
      const bearer = typeof value === 'string' ? bearerOf(value) : undefined;
      return (each.pointer.endsWith('/id') ? bearer?.id : nameOf(bearer)) ?? value;
    };
    const { said, seen } = each;
    return {
      ...each,
      ...(said !== undefined && { said: named(said) }),
      ...(seen !== undefined && { seen: named(seen) }),
    };
  });
  const whole = { ...rest, ...(disagreements && { disagreements }) };
  return mapStrings(whole, '', ({ key, value }) => {
    const bearer = bearerOf(value);
    if (!bearer) return value.replaceAll(PSEUDONYM, (found) => nameOf(bearerOf(found)) ?? found);
    return (key === 'id' || key === 'actor_id' ? bearer.id : nameOf(bearer)) ?? value;
  }) as AccessRecord;
}

function nameOf(bearer: PseudonymBearer | undefined): string | undefined {
  return (
    bearer?.login ?? bearer?.name ?? bearer?.email ?? bearer?.ssoIdentity ?? bearer?.ipAddress ?? bearer?.userAgent
  );
}

/** One text of a record, where it stands. */
interface Place {
  /** Path of what holds it, `*` standing for items. */
  readonly path: string;
  readonly key: string;
  readonly value: string;
  readonly holder: Members;
}

interface Book {
  replace(place: Place): string;
  /** An account of which only the login or the id is told. */
  account(key: 'login' | 'id', value: string): string;
  bearers(): Record<string, PseudonymBearer>;
}

interface Known {
  readonly login: string;
  readonly id: string | undefined;
  readonly type: string | undefined;
}

function openBook(record: AccessRecord, key: string): Book {
  const accounts = accountsIn(record);
  const ids = new Map(accounts.flatMap(({ login, id }) => (id === undefined ? [] : [[login.toLowerCase(), id]])));
  const owner = record.pipeline.repositoryOwner ?? record.pipeline.repository?.split('/')[0];
  const bearers = new Map<string, PseudonymBearer>();

  function pseudonym(what: string): string {
    return `~${createHmac('sha256', key).update(what).digest('hex').slice(0, DIGITS)}`;
  }

  function note(name: string, bearer: PseudonymBearer): string {
    bearers.set(name, { ...bearer, ...bearers.get(name) });
    return name;
  }

  function ofAccount({ login, id = ids.get(login.toLowerCase()), type }: Known): string {
    const name = pseudonym(id === undefined ? `login:${login.toLowerCase()}` : `id:${id}`);
    return note(name, { login, ...(id !== undefined && { id }), ...(type && { type }) });
  }

  function ofOwner(repository: string): string {
    const [login = '', ...name] = repository.split('/');
    if (login === '' || login.toLowerCase() === owner?.toLowerCase()) return repository;
    return [ofAccount({ login, id: undefined, type: undefined }), ...name].join('/');
  }

  const inWords = wordsReplacer(accounts.map((account) => [account.login, () => ofAccount(account)]));
  const inFindings = wordsReplacer(
    accounts.flatMap((account) => {
      const { login, id } = account;
      const isLong = id !== undefined && id.length >= SHORTEST_ID_IN_WORDS;
      return [login, ...(isLong ? [id] : [])].map((word): [string, () => string] => [word, () => ofAccount(account)]);
    }),
  );

  /** A subject is often an id and nothing else, however short. */
  function asSubject(text: string): string {
    const account = accounts.find(({ id }) => id === text);
    return account ? ofAccount(account) : inFindings(text);
  }

  const { actor = '', actor_id = '' } = record.access.oidc?.claims ?? {};
  const inSubject = wordsReplacer(
    [actor, actor_id].map((word): [string, () => string] => [
      word,
      () => ofAccount({ login: actor, id: actor_id || undefined, type: undefined }),
    ]),
  );

  function replace({ path, key, value, holder }: Place): string {
    const account = accountFrom(path, holder);
    if (account && (path === CLAIMS ? /^actor(_id)?$/ : /^(login|id)$/).test(key)) return ofAccount(account);
    if (key === 'ssoIdentity') return note(pseudonym(`sso:${value.toLowerCase()}`), { ssoIdentity: value });
    if (key === 'ipAddress') return note(pseudonym(`ip:${value}`), { ipAddress: value });
    if (key === 'userAgent') return note(pseudonym(`agent:${value}`), { userAgent: value });
    if (COMMIT_IDENTITIES.has(path) && key === 'name') return note(pseudonym(`name:${value}`), { name: value });
    if (COMMIT_IDENTITIES.has(path) && key === 'email') {
      return note(pseudonym(`email:${value.toLowerCase()}`), { email: value });
    }
    if (key === 'headRepository') return ofOwner(value);
    if (key === 'headRepositoryId')
      return value === record.pipeline.repositoryId ? value : pseudonym(`repository:${value}`);
    if (path === CLAIMS && key === 'sub') return inSubject(value);
    if (path === BYPASS_ACTOR && key === 'name' && holder.kind === 'user') {
      return ofAccount({ login: value, id: undefined, type: undefined });
    }
    if (path === FINDING && key === 'subject') return asSubject(value);
    if (path === FINDING && (key === 'message' || key === 'mend')) return inFindings(value);
    return isFreeText(`${path}/${key}`) && path !== '/pipeline' ? inWords(value) : value;
  }

  function account(key: 'login' | 'id', value: string): string {
    if (key === 'login') return ofAccount({ login: value, id: undefined, type: undefined });
    const known = accounts.find(({ id }) => id === value);
    return known ? ofAccount(known) : note(pseudonym(`id:${value}`), { id: value });
  }

  return { replace, account, bearers: () => Object.fromEntries(bearers) };
}

/** An account by its form; of an identity token's claims the actor's. */
function accountFrom(path: string, holder: Members): Known | undefined {
  const [login, id] = path === CLAIMS ? [holder.actor, holder.actor_id] : [holder.login, holder.id];
  if (isFreeText(path) || path === '/sources') return undefined;
  if (typeof login !== 'string' && !(path === CLAIMS && typeof id === 'string')) return undefined;
  return {
    login: typeof login === 'string' ? login : '',
    id: typeof id === 'string' ? id : undefined,
    type: typeof holder.type === 'string' ? holder.type : undefined,
  };
}

function accountsIn(record: AccessRecord): Known[] {
  const found: Known[] = [];
  const { pseudonyms: _, drift, ...rest } = record;
  const collect = (place: Place) => {
    if (!/^(login|actor|actor_id)$/.test(place.key)) return place.value;
    const account = accountFrom(place.path, place.holder);
    if (account) found.push(account);
    return place.value;
  };
  mapStrings(rest, '', collect);
  for (const { pointer, before, after } of drift)
    for (const value of [before, after]) mapStrings(value, pointer, collect);
  return found;
}

/** What stands in a change by itself, such as a login, is replaced as what it is a part of. */
function changedValues(
  { pointer, before, after }: AccessRecord['drift'][number],
  record: AccessRecord,
  { replace }: Book,
): { before?: unknown; after?: unknown } {
  const end = pointer.lastIndexOf('/');
  const [path, key] = [pointer.slice(0, end), pointer.slice(end + 1)];
  const holder = valueAt(record, path);
  const hide = (value: unknown) =>
    typeof value === 'string'
      ? replace({ path, key, value, holder: { ...(isMembers(holder) && holder), [key]: value } })
      : mapStrings(value, pointer, replace);
  return { ...(before !== undefined && { before: hide(before) }), ...(after !== undefined && { after: hide(after) }) };
}

/** Two who are told of one fact are two people: neither is what stands beside it. */
function differingValues(
  { pointer, said, seen }: NonNullable<AccessRecord['disagreements']>[number],
  { replace, account }: Book,
): { said?: unknown; seen?: unknown } {
  const [, path = '', key = ''] = /^(.*)\/([^/]*)$/.exec(pointer) ?? [];
  const hide = (value: unknown) => {
    if (typeof value !== 'string') return mapStrings(value, pointer, replace);
    const isAccount = path.startsWith('/people/') && (key === 'login' || key === 'id');
    return isAccount ? account(key, value) : replace({ path, key, value, holder: {} });
  };
  return { ...(said !== undefined && { said: hide(said) }), ...(seen !== undefined && { seen: hide(seen) }) };
}

function withoutSignedTexts<T extends Pick<AccessRecord, 'source' | 'gaps'>>(record: T): T {
  const { verification } = record.source;
  const held = SIGNED_TEXTS.filter((text) => verification?.[text] !== undefined);
  if (!verification || held.length === 0) return record;
  const { payload: _, signature: __, ...kept } = verification;
  const gaps = held.map(
    (text): Gap => ({
      pointer: `/source/verification/${text}`,
      reason: 'not-applicable',
      needed: 'a record without pseudonyms: a signed commit names its author',
    }),
  );
  return { ...record, source: { ...record.source, verification: kept }, gaps: [...record.gaps, ...gaps] };
}

/** Replaces whole words only: a login may be part of another one, or of any other word. */
function wordsReplacer(words: readonly (readonly [string, () => string])[]): (text: string) => string {
  const byWord = new Map(words.filter(([word]) => word.trim() !== ''));
  if (byWord.size === 0) return (text) => text;
  const longestFirst = [...byWord.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(`(?<![\\w-])(?:${longestFirst.join('|')})(?![\\w-])`, 'g');
  return (text) => text.replace(pattern, (word) => byWord.get(word)?.() ?? word);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** A copy with every text that stands in an object, or in a list there, replaced. */
function mapStrings(value: unknown, path: string, replace: (place: Place) => string): unknown {
  if (Array.isArray(value)) return mapItems(value, path, replace);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      typeof member === 'string'
        ? replace({ path, key, value: member, holder: value })
        : mapStrings(member, `${path}/${key}`, replace),
    ]),
  );
}

function mapItems(items: readonly unknown[], path: string, replace: (place: Place) => string): unknown[] {
  return items.map((item) =>
    typeof item === 'string'
      ? replace({ path, key: '*', value: item, holder: {} })
      : mapStrings(item, `${path}/*`, replace),
  );
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

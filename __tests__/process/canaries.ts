import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalServer, serve } from '../support/local-server.ts';

/** Stands in every line of every canary, so that a part that got through is found too. */
const MARK = 'cnry';

/** Makes values as secrets are: words, lines, keys, JSON, other scripts; each with the mark in every line. */
export class Canaries {
  readonly planted: string[] = [];

  private word(): string {
    return `${MARK}${randomBytes(8).toString('hex')}`;
  }

  /** One of the next kind; kinds take turns. */
  next(): string {
    const kinds = [
      () => this.word(),
      () => `${this.word()} "quoted" \\ %2F 100% ${this.word()}`,
      () => `-----BEGIN ${this.word()}-----\n${this.word()}+/=\r\n  ${this.word()}\n-----END ${this.word()}-----\n`,
      () => JSON.stringify({ [this.word()]: this.word(), list: [this.word(), { deep: `é${this.word()}` }] }),
      () =>
        JSON.stringify({ user: this.word(), key: `${this.word()}\n${this.word()}` }, null, 2).replace(/^[{}]$/gm, ''),
      () => `пароль-${this.word()}-密码-🦄`,
      () => `${this.word()}@mail.example`,
      () => `203.0.113.${this.planted.length % 256} ${this.word()}`,
    ];
    const value = kinds[this.planted.length % kinds.length]?.() ?? this.word();
    this.planted.push(value);
    return value;
  }

  /** One without line breaks, for places that hold a line. */
  line(): string {
    const value = `${this.word()}%é"${this.word()}`;
    this.planted.push(value);
    return value;
  }

  /** One that may stand in names of files, branches and accounts. */
  name(): string {
    const value = this.word();
    this.planted.push(value);
    return value;
  }
}

/** A copy of a value in which every text and key outside the allowed places is a canary, and every object has one more. */
export function infested(value: unknown, canaries: Canaries, allowed: RegExp, pointer = ''): unknown {
  if (allowed.test(pointer)) return value;
  if (typeof value === 'string') return canaries.next();
  if (Array.isArray(value)) return value.map((item, index) => infested(item, canaries, allowed, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [
    key,
    infested(member, canaries, allowed, `${pointer}/${key}`),
  ]);
  return Object.fromEntries([...entries, [canaries.next(), canaries.next()]]);
}

/** A value with a canary more in each of its objects: what a service might add one day. */
export function withMore(value: unknown, canaries: Canaries): unknown {
  if (Array.isArray(value)) return value.map((item) => withMore(item, canaries));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, withMore(member, canaries)]);
  return Object.fromEntries([...entries, ['canary', canaries.next()]]);
}

/** A server before another one that puts canaries into each reply and its headers. */
export function infestedServer(target: string, canaries: Canaries): Promise<LocalServer> {
  return serve({
    async handle({ method, url, headers, body }) {
      const { host: _, connection: __, 'content-length': ___, ...rest } = headers;
      const reply = await fetch(`${target}${url.pathname}${url.search}`, {
        method,
        headers: rest,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      const text = await reply.text();
      const type = reply.headers.get('content-type') ?? 'text/plain';
      const changed = /\/(\w+\+)?json/.test(type) ? JSON.stringify(withMore(JSON.parse(text), canaries)) : text;
      return { status: reply.status, headers: { 'content-type': type, 'x-canary': canaries.name() }, body: changed };
    },
  });
}

/** Where the mark is found in a text, raw or in Base64 of any alignment, once or twice around. */
export function marksIn(text: string, depth = 2): string[] {
  const raw = [...text.matchAll(new RegExp(`.{0,40}${MARK}.{0,40}`, 'gi'))].map(([found]) => found);
  if (depth === 0) return raw;
  const runs = text.match(/[A-Za-z0-9+/_-]{20,}/g) ?? [];
  const decoded = runs.flatMap((run) =>
    [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1')),
  );
  return [
    ...raw,
    ...decoded.filter((part) => part.includes(MARK)).map((part) => `in Base64: ${part.slice(0, 80)}`),
    ...runs.flatMap((run) => {
      const inner = Buffer.from(run, 'base64').toString('utf8');
      return /^[\t\n\r -~]{40,}$/.test(inner) ? marksIn(inner, depth - 1) : [];
    }),
  ];
}

/** Every file below a folder with its text. */
export function filesBelow(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'utf8')];
    });
}

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAuditLog } from '../ci/github/audit-log.ts';
import type { GitHubClient } from '../ci/github/client.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { parseRoster } from '../core/roster.ts';
import type { Knowledge } from '../core/rule.ts';
import { whyMissing } from '../core/why-missing.ts';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { Roster } from '../model/roster.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where what is known beside a record is looked for. */
export interface KnowledgeSources {
  readonly env: Environment;
  /** Path or text of the roster. */
  readonly roster: string | undefined;
  /** Whoever may read the organisation's audit log; left out where nobody may. */
  readonly auditLog: GitHubClient | undefined;
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly days: number;
}

const LARGEST_ROSTER = 1024 * 1024;

/** Reads roster and audit log. Never raises: what can't be read is a problem. */
export async function readKnowledge(
  { env, roster: given, auditLog: client, repository, days }: KnowledgeSources,
  now: Date,
): Promise<{ readonly known: Knowledge; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const [roster, auditLog] = await Promise.all([
    rosterFrom(given, env, problems),
    client ? eventsFrom(client, { repository, now, days }, problems) : undefined,
  ]);
  return { known: { roster, auditLog }, problems };
}

/** A roster that can't be read is none: nobody is refused for a broken file, but the gate fails for it. */
async function rosterFrom(
  given: string | undefined,
  env: Environment,
  problems: Problem[],
): Promise<Roster | undefined> {
  if (given === undefined) return undefined;
  const isText = given.includes('\n') || given.startsWith('{');
  try {
    return isText
      ? await parseRoster(given, 'The input “roster”')
      : await parseRoster(readRoster(resolve(env.GITHUB_WORKSPACE ?? '.', given), shownPath(given)), shownPath(given));
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

/** What looks like no path may be the roster itself, or a secret in the wrong place. */
function shownPath(given: string): string {
  return given.length <= 200 && /^[\w./\\ @-]+\.(ya?ml|json)$/i.test(given) ? given : 'that the input “roster” names';
}

function readRoster(path: string, name: string): string {
  try {
    const found = statSync(path);
    // A link in a checkout may lead to a device that never ends.
    if (!found.isFile()) {
      throw new DoorlogError('file-invalid', `The roster ${name} is no file; name a YAML or JSON file.`);
    }
    if (found.size > LARGEST_ROSTER) {
      throw new DoorlogError('file-invalid', `The roster ${name} is larger than 1 MiB; shorten it.`);
    }
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    const message = `The roster ${name} could not be read (${fault}); check it out before the gate, or give its text.`;
    throw new DoorlogError('file-invalid', message, { cause });
  }
}

async function eventsFrom(
  client: GitHubClient,
  query: Parameters<typeof readAuditLog>[1],
  problems: Problem[],
): Promise<Knowledge['auditLog']> {
  const log = await readAuditLog(client, query);
  if (log.ok) return log.value;
  problems.push({
    kind: 'service',
    code:
      log.reason === 'rate-limited'
        ? 'api-rate-limited'
        : log.reason === 'not-permitted'
          ? 'api-denied'
          : 'http-status',
    message: `The organisation’s audit log could not be read: ${whyMissing(log.reason)}. It takes ${log.needed}.`,
  });
  return undefined;
}

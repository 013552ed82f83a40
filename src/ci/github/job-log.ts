import type { SetUpLog } from '../../ports.ts';
import { workflowScope } from './scope-name.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Each line of a job’s log begins with its time. */
const LINE = /^(?:\uFEFF)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z (.*)$/;
const VERSION = /^Current runner version: '([\w.+-]{1,100})'$/;
const NAME = /^Runner name: '(.{1,300})'$/;
const SECRETS = /^Secret source: ([A-Za-z][\w -]{0,50})$/;
const LEVEL = /^\s*([A-Za-z][A-Za-z-]{0,60}): (read|write|none)$/;
const DOWNLOADED = /^Download action repository '([^'\s]{1,1000})' \(SHA:([0-9a-f]{40}(?:[0-9a-f]{24})?)\)$/;
const PACKAGE = /^Download immutable action package '([^'\s]{1,1000})'$/;
const PACKAGE_COMMIT = /^\s*Source commit SHA: ([0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
const IMAGE = /^\s*Image: ([\w.-]{1,100})$/;
const IMAGE_VERSION = /^\s*Version: ([\w.+-]{1,100})$/;
const TOKEN_GROUP = 'GITHUB_TOKEN Permissions';
const IMAGE_GROUP = 'Runner Image';

/** A workflow file may name as many; what a log holds beyond that is no longer a runner’s. */
const MOST_ACTIONS = 500;

/**
 * Where the runner’s own words end: at the name of the job, at the call of a workflow (whose inputs are printed next, in
 * words of whoever called it), or, should those be missing, at the first step.
 */
const END =
  /^(?:Complete job name: |Uses: |##\[group\] ?Inputs\b|##\[group\] ?Run |##\[start-action\b|Post job cleanup\.)/;

/** What has been read, while it is being read. */
interface Reading {
  phase: 'machine' | 'preparing' | 'downloading';
  group: string | undefined;
  permissions: Record<string, 'read' | 'write'> | undefined;
  image: { name?: string | undefined; version?: string | undefined };
  package: string | undefined;
  found: { runnerVersion: string; runnerName?: string | undefined; secretSource?: string | undefined };
  actions: { uses: string; commit: string }[];
}

/**
 * Reads what the runner wrote to a job’s log before the first step, in the order in which it writes it
 * (github.com/actions/runner, src/Runner.Worker/JobExtension.cs): everything after it may be anybody’s, however much it
 * looks like this. Undefined for a text that does not begin as such a log does.
 */
export function readSetUp(text: string): SetUpLog | undefined {
  const lines = text.split('\n');
  const version = VERSION.exec(messageOf(lines[0]) ?? '')?.[1];
  if (version === undefined) return undefined;
  const reading: Reading = {
    phase: 'machine',
    group: undefined,
    permissions: undefined,
    image: {},
    package: undefined,
    found: { runnerVersion: version },
    actions: [],
  };
  for (const line of lines.slice(1)) {
    const message = messageOf(line);
    // A line without a time continues another one, which then was more than the runner writes.
    if (message === undefined) continue;
    if (END.test(message)) break;
    take(message, reading);
  }
  const { image, permissions, found, actions } = reading;
  const isOwn = found.runnerName !== undefined;
  const environment = isOwn ? ('self-hosted' as const) : image.name ? ('github-hosted' as const) : undefined;
  return withoutUndefined({
    ...found,
    environment,
    image: !isOwn && image.name ? [image.name, image.version].filter(Boolean).join(' ') : undefined,
    permissions,
    actions,
  });
}

function messageOf(line: string | undefined): string | undefined {
  return LINE.exec(line?.replace(/\r$/, '') ?? '')?.[1];
}

function take(message: string, reading: Reading): void {
  if (message.startsWith('##[group]')) {
    reading.group = message.slice('##[group]'.length).trim();
    reading.package = reading.phase === 'downloading' ? PACKAGE.exec(reading.group)?.[1] : undefined;
    // What describes a machine is its owner’s; the runner’s own list comes after it.
    if (reading.group === TOKEN_GROUP && reading.phase === 'machine') reading.permissions = {};
    return;
  }
  if (message === '##[endgroup]') reading.group = undefined;
  else if (reading.group !== undefined) takeInGroup(message, reading);
  else takeOutside(message, reading);
}

function takeInGroup(message: string, reading: Reading): void {
  const { group, phase, permissions, image } = reading;
  if (phase === 'machine' && group === TOKEN_GROUP && permissions) {
    const [, scope, level] = LEVEL.exec(message) ?? [];
    if (scope && (level === 'read' || level === 'write')) permissions[workflowScope(scope)] = level;
  } else if (phase === 'machine' && group === IMAGE_GROUP) {
    image.name ??= IMAGE.exec(message)?.[1];
    image.version ??= IMAGE_VERSION.exec(message)?.[1];
  } else if (reading.package !== undefined) {
    add(reading, reading.package, PACKAGE_COMMIT.exec(message)?.[1]);
  }
}

function takeOutside(message: string, reading: Reading): void {
  const { found, phase } = reading;
  if (message === 'Prepare workflow directory') reading.phase = 'preparing';
  else if (message === 'Prepare all required actions') reading.phase = 'downloading';
  else if (phase === 'machine') {
    found.runnerName ??= NAME.exec(message)?.[1];
    found.secretSource ??= SECRETS.exec(message)?.[1];
  } else if (phase === 'downloading') {
    const [, uses, commit] = DOWNLOADED.exec(message) ?? [];
    if (uses) add(reading, uses, commit);
  }
}

function add({ actions }: Reading, uses: string, commit: string | undefined): void {
  if (commit !== undefined && actions.length < MOST_ACTIONS) actions.push({ uses, commit });
}

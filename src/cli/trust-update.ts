import { resolve } from 'node:path';
import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import { addInstance, type KnownInstance, knownInstances } from '../signing/known-instances.ts';
import { heldRoot, type KnownRoot, refreshRoot } from '../signing/known-roots.ts';
import { type Authority, authoritiesOf } from '../signing/root-authorities.ts';
import { isRoot } from '../signing/tuf-root.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { readTextFile } from './text-file.ts';
import { trustFolder } from './trust-folder.ts';

const HELP = `Usage: doorlog trust update [--mirror URL [--root FILE] [--name NAME] [--target FILE]] [--json]

Refreshes the known trust roots now, by TUF: what is altered, expired or older than what was seen before is refused, and
what is known stays. Says whom each believes now and did not before, and the other way round.

  --mirror URL    your own Sigstore’s TUF repository: its trust root is fetched, kept, and believed from now on
  --root FILE     the root.json that it is trusted by in the beginning, had over a way that you trust; none is needed
                  for the repositories of the public-good Sigstore and of GitHub
  --name NAME     keep it under this name; default the repository’s host
  --target FILE   what its trust root is called there; default trusted_root.json
  --json          the changes as JSON

Exit codes: 0 all refreshed; 2 the options can't be used; 4 one or more could not be refreshed.

Examples: doorlog trust update
          doorlog trust update --mirror https://tuf.example.org --root root.json --name example
`;

const OPTIONS = {
  mirror: { type: 'string' },
  root: { type: 'string' },
  name: { type: 'string' },
  target: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Outcome {
  readonly name: string;
  readonly refreshed: boolean;
  readonly added: readonly Authority[];
  readonly removed: readonly Authority[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** The command `doorlog trust update`; returns the exit code. */
export async function update(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('trust update', { args, allowPositionals: true, options: OPTIONS });
  if (values.help) {
    io.stdout(HELP);
    return EXIT.fine;
  }
  if (positionals.length > 0) throw new DoorlogError('usage', 'doorlog trust update takes only options.');
  const outcomes =
    values.mirror === undefined
      ? await updateAll(values, io)
      : [await updateOwn({ ...values, mirror: values.mirror }, io)];
  if (values.json) io.stdout(`${JSON.stringify({ roots: outcomes }, null, 2)}\n`);
  else for (const outcome of outcomes) tell(outcome, io);
  return outcomes.every(({ refreshed }) => refreshed) ? EXIT.fine : EXIT.service;
}

async function updateAll(values: { root?: string; name?: string; target?: string }, io: CliIo): Promise<Outcome[]> {
  if (values.root !== undefined || values.name !== undefined || values.target !== undefined) {
    throw new DoorlogError(
      'usage',
      '--root, --name and --target are about the repository that --mirror names; name it.',
    );
  }
  const instances = await knownInstances(trustFolder(io));
  return Promise.all(instances.map((instance) => outcomeOf(instance, instance.name, () => refreshed(instance, io))));
}

async function updateOwn(
  values: { mirror: string; root?: string; name?: string; target?: string },
  io: CliIo,
): Promise<Outcome> {
  const mirror = mirrorFrom(values.mirror);
  const name = values.name ?? new URL(mirror).host.replaceAll(':', '-');
  const folder = trustFolder(io);
  const known = await knownInstances(folder);
  const repository = {
    mirror,
    target: values.target ?? 'trusted_root.json',
    anchor: await anchorFrom(values.root, mirror, known, io),
  };
  const before = known.find((each) => each.name === name);
  return outcomeOf(before, name, () =>
    addInstance(folder, { name, repository }, (instance) => refreshed(instance, io)),
  );
}

function refreshed(instance: KnownInstance, io: CliIo): Promise<KnownRoot> {
  return refreshRoot(instance, { http: io.http, now: () => new Date() });
}

async function outcomeOf(
  before: KnownInstance | undefined,
  name: string,
  refresh: () => Promise<KnownRoot>,
): Promise<Outcome> {
  const known = authorities(before && (await heldRoot(before)));
  try {
    const now = authorities(await refresh());
    return { name, refreshed: true, added: missing(now, known), removed: missing(known, now) };
  } catch (error) {
    if (exitCodeOf(error) !== EXIT.service) throw error;
    const message = sentenceOf(error);
    return { name, refreshed: false, added: [], removed: [], error: { code: codeOf(error), message } };
  }
}

function authorities(root: KnownRoot | undefined): readonly Authority[] {
  return root?.roots.flatMap(authoritiesOf) ?? [];
}

/** Of some those whom the others have not, or for another time. */
function missing(some: readonly Authority[], others: readonly Authority[]): Authority[] {
  const there = new Set(others.map((each) => JSON.stringify(each)));
  return some.filter((each) => !there.has(JSON.stringify(each)));
}

function tell({ name, added, removed, error }: Outcome, io: CliIo): void {
  if (error) {
    io.stderr(`${printable(`${name}: not refreshed. ${error.message}`)}\n`);
    return;
  }
  const changes = added.length + removed.length;
  io.stdout(`${printable(name)}: refreshed, ${changes === 0 ? 'nothing changed' : 'changed'}\n`);
  for (const each of added) io.stdout(`  + ${line(each)}\n`);
  for (const each of removed) io.stdout(`  - ${line(each)}\n`);
}

function line({ kind, name, fingerprint, from, until }: Authority): string {
  return printable(`${kind}  ${name}  ${fingerprint}  ${from ?? ''}–${until ?? ''}`);
}

function mirrorFrom(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search) {
    return url.href.replace(/\/+$/, '');
  }
  throw new DoorlogError('usage', '--mirror takes the address of a TUF repository, such as https://tuf.example.org.');
}

async function anchorFrom(
  file: string | undefined,
  mirror: string,
  known: readonly KnownInstance[],
  io: CliIo,
): Promise<string> {
  if (file === undefined) {
    const same = known.find((each) => each.repository.mirror === mirror);
    if (same) return same.repository.anchor;
    throw new DoorlogError(
      'usage',
      'Give the root.json that the repository is trusted by, as --root FILE: over the same way as the rest it proves nothing.',
    );
  }
  const text = await readTextFile(resolve(io.cwd, file), 'the root metadata of a TUF repository');
  if (isRoot(text)) return text;
  throw new DoorlogError('file-invalid', `${file} is no root metadata of TUF; give the repository’s root.json.`);
}

import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { DoorlogError } from '../../src/errors.ts';
import { PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import type { DemoFile, Played } from './play.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const Answer = z.object({
  verdict: z.enum(['verified', 'refused']),
  checks: z.array(z.object({ title: z.string(), status: z.string(), detail: z.string() })),
});
export type Answer = z.infer<typeof Answer>;

/** Where the files are and who must have signed. */
export type Claim = Pick<Played, 'repo' | 'issuer' | 'identity'> & { readonly paths: Record<DemoFile, string> };

/** Asks the built command line, which knows nothing but the files. Raises `internal` where it has no answer. */
export async function verifyFiles(claim: Claim): Promise<Answer> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [CLI, ...doorlogArguments(claim), '--json'], (_error, stdout, stderr) => {
      if (stdout !== '') resolve(stdout);
      else reject(new DoorlogError('internal', `dist/cli.js verify gave no answer: ${stderr.trim()}`));
    });
  });
  return Answer.parse(JSON.parse(said));
}

/** The commands by which a person checks the files again, ready to be pasted into a shell. */
export function commandsFor(claim: Claim, cwd: string): string[] {
  const { paths, repo, issuer } = claim;
  const here = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, near(path, cwd)]));
  const local = { ...claim, paths: here as Claim['paths'] };
  return [
    ['node', near(CLI, cwd), ...doorlogArguments(local)],
    [
      ...['gh', 'attestation', 'verify', local.paths['access-record.json']],
      ...['--bundle', local.paths['bundle.sigstore.json']],
      ...['--custom-trusted-root', local.paths['trusted_root.jsonl']],
      ...['--repo', repo, '--predicate-type', PREDICATE_TYPE, '--cert-oidc-issuer', issuer],
    ],
  ].map((words) => words.map(quoted).join(' '));
}

function doorlogArguments({ paths, repo, identity, issuer }: Claim): string[] {
  return [
    ...['verify', paths['access-record.json'], '--bundle', paths['bundle.sigstore.json']],
    ...['--trust-root', paths['trusted_root.jsonl']],
    ...['--repo', repo, '--identity', identity, '--issuer', issuer],
  ];
}

/** A path as a person in a folder would write it. */
export function near(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

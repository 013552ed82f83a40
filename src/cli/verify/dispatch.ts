import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mistakeIn, parseVerifyTarget, TARGET_KINDS } from '../../core/verify-target.ts';
import { DoorlogError } from '../../errors.ts';
import { printable } from '../printable.ts';
import { otherType, verifyAttested } from './attested-target.ts';
import { verifyFile } from './file-target.ts';
import type { TargetOutcome, ToldOutcome } from './outcome.ts';
import type { VerifySettings } from './settings.ts';
import { verifySubject } from './subject-target.ts';

/** Verifies what somebody named, whatever kind of target it is. Raises `usage` for what is none. */
export async function verifyTarget(text: string, settings: VerifySettings): Promise<TargetOutcome | ToldOutcome> {
  const target = parseVerifyTarget(text);
  const isAddress = target.kind === 'release' && target.server !== undefined;
  const there = target.kind === 'digest' || isAddress ? undefined : await kindAt(resolve(settings.io.cwd, text));
  if (there !== undefined && target.kind !== 'path') throw ambiguous(text, target.kind);
  if (there === 'directory') return (await import('./folder-target.ts')).verifyDirectory(text, settings);
  if (there === 'file') return verifyFile(text, settings);
  if (settings.options.bundle !== undefined) throw noFile(text, 'the record');
  switch (target.kind) {
    case 'digest': {
      const { sha256 } = target;
      const named = { kind: 'digest', name: `sha256:${sha256}`, sha256 } as const;
      const type = otherType(settings);
      return type === undefined ? verifySubject(named, [], settings) : verifyAttested(named, type, [], settings);
    }
    case 'commit':
      return (await import('./commit-target.ts')).verifyCommit(target.sha, settings);
    case 'release':
      return (await import('./release-target.ts')).verifyRelease(target, settings);
    case 'path': {
      const mistake = mistakeIn(text);
      throw mistake === undefined ? noFile(text, TARGET_KINDS) : new DoorlogError('usage', mistake);
    }
  }
}

function noFile(text: string, what: string): DoorlogError {
  const name = printable(text, 200);
  return what === 'the record'
    ? new DoorlogError('file-unreadable', `There is no ${name} that can be read; name the file with ${what}.`)
    : new DoorlogError('usage', `There is no file ${name}, and it is nothing else that can be verified: name ${what}.`);
}

/** Whoever can put a file here must not be asked instead of the commit or release that is meant, nor the other way round. */
function ambiguous(text: string, kind: string): DoorlogError {
  const name = printable(text, 200);
  return new DoorlogError(
    'usage',
    `${name} names a ${kind}, and there is a file or directory of that name here; write ./${name} for what is here, or ask from another directory.`,
  );
}

async function kindAt(path: string): Promise<'file' | 'directory' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? 'directory' : found ? 'file' : undefined;
}

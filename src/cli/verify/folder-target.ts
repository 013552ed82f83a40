import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MANIFEST_NAME } from './evidence-manifest.ts';
import type { TargetOutcome, ToldOutcome } from './outcome.ts';
import type { VerifySettings } from './settings.ts';

/** A directory is evidence that was kept, where its manifest is there, or else any directory with bundles. */
export async function verifyDirectory(name: string, settings: VerifySettings): Promise<TargetOutcome | ToldOutcome> {
  const path = resolve(settings.io.cwd, name);
  const isKept = (await stat(join(path, MANIFEST_NAME)).catch(() => undefined))?.isFile() === true;
  if (isKept) return (await import('./saved-evidence.ts')).verifySavedEvidence(name, path, settings);
  return (await import('./bundle-folder.ts')).verifyBundleFolder(name, path, settings);
}

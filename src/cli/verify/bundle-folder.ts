import { DoorlogError } from '../../errors.ts';
import type { TargetOutcome } from './outcome.ts';
import type { VerifySettings } from './settings.ts';

/** placeholder */
export async function verifyBundleFolder(
  name: string,
  _path: string,
  _settings: VerifySettings,
): Promise<TargetOutcome> {
  throw new DoorlogError('usage', `${name} is a directory.`);
}

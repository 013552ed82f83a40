import { DoorlogError } from '../errors.ts';

/** Refuses what is neither a repository’s name nor a pattern for one. Raises `usage`. */
export function checkRepositoryOption(given: string | undefined): void {
  if (given !== undefined && !/^[\w.*-]+\/[\w.*-]+$/.test(given)) {
    throw new DoorlogError('usage', 'Option --repo must be OWNER/REPO, as in octo-org/octo-repo.');
  }
}

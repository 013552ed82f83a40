import type { CloudSighting } from '../model/checkpoint-note.ts';
import { seeAws } from './aws.ts';
import { seeAzure } from './azure.ts';
import { seeGcp } from './gcp.ts';
import type { CloudSurroundings } from './surroundings.ts';
import { seeVault } from './vault.ts';

/** Every cloud identity that the job could use at this moment; who is asked is asked side by side. Never raises. */
export async function seeClouds(surroundings: CloudSurroundings): Promise<CloudSighting> {
  const [aws, vault] = await Promise.all([seeAws(surroundings), seeVault(surroundings)]);
  const all = [aws, seeGcp(surroundings), seeAzure(surroundings), vault];
  return { identities: all.flatMap(({ identities }) => identities), unseen: all.flatMap(({ unseen }) => unseen) };
}

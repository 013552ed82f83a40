import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PAYLOAD_TYPE, RELEASE_REPORT_TYPE, SVR_TYPE } from '../../src/model/predicate-type.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { ALL_FILES, playRelease, type ReleasePlay } from '../support/in-process-release.ts';
import { BUILD, PACK, recordOfJob, releaseWorld, signedRecord, TEST } from '../support/release-world.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { World } from '../support/world-types.ts';

let recorders: MockSigstore;
let sigstore: SigstoreServer;

beforeAll(async () => {
  recorders = await createMockSigstore();
  sigstore = await startSigstore();
});

afterAll(() => sigstore.close());

function signedLog(world: World, ids = [BUILD, TEST, PACK]) {
  return Promise.all(ids.map((id) => signedRecord(recorders, recordOfJob(world, id))));
}

function play(world: World, more: Partial<ReleasePlay> = {}) {
  return playRelease(world, { recorders, sigstore, ...more });
}

describe('the release action', () => {
  it('signs one report, attests it and attaches it when every job is recorded', async () => {
    const world = releaseWorld();
    const played = await play(world, { log: await signedLog(world) });
    expect(played.output).not.toContain('::error');
    expect(played.code).toBe(0);
    expect(played.report).toMatchObject({
      verdict: 'pass',
      counts: { ran: 4, verified: 3, missing: 0, refused: 0, excluded: 1 },
      excluded: [{ why: 'this-job' }],
    });
    expect(played.attached.map(({ name }) => name).sort()).toEqual(ALL_FILES);
    expect(world.attestations.map(({ predicateType }) => predicateType)).toEqual([RELEASE_REPORT_TYPE, SVR_TYPE]);
    expect(JSON.parse(played.bundle).dsseEnvelope.payloadType).toBe(PAYLOAD_TYPE);
    expect(played.summary).toBe(played.page);
  });
});

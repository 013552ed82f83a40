import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { endRun, freshWorld } from '../support/collector-world.ts';
import { type CollectPlay, type CollectScene, openScene, type PlayedCollector } from '../support/in-process-collect.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import type { World } from '../support/world-types.ts';

/** Scenes that a collector is played in, one for each test, before one Sigstore for all tests of a file. */
export function collectScenes() {
  let sigstore: SigstoreServer;
  let scene: CollectScene;
  beforeAll(async () => {
    sigstore = await startSigstore();
  });
  afterEach(() => scene.close());
  afterAll(() => sigstore.close());

  async function open(world: World): Promise<void> {
    scene = await openScene(world, sigstore);
  }
  return {
    get now() {
      return scene;
    },
    open,
    /** A job that recorded itself and is over. */
    async recorded(change: (world: World) => void = () => undefined): Promise<void> {
      await open(freshWorld());
      await scene.job();
      endRun(scene.world);
      change(scene.world);
    },
    /** A job that did not record itself. */
    async unrecorded(change: (world: World) => void = () => undefined): Promise<void> {
      await open(freshWorld());
      endRun(scene.world);
      change(scene.world);
    },
    async collect(play?: CollectPlay): Promise<{ collector: PlayedCollector; record: AccessRecord }> {
      const collector = await scene.collect(play);
      return { collector, record: only(collector) };
    },
  };
}

/** The one record that a collector made. */
export function only({ records, output }: PlayedCollector): AccessRecord {
  const [record, ...others] = records;
  if (!record || others.length > 0) throw new Error(`There are ${records.length} records, not one:\n${output}`);
  expect(silentAbsences(record)).toEqual([]);
  return record;
}

/** Why nothing stands at a place. */
export function gapAt(record: AccessRecord, pointer: string): string | undefined {
  return record.gaps.find((gap) => gap.pointer === pointer)?.reason;
}

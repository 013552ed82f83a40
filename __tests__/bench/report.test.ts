import { describe, expect, it } from '@jest/globals';
import { figuresOf, tableOf } from '../../bench/report.ts';

const MEASURED = {
  plain: { bare: 25, milliseconds: { pre: 75, post: 150 }, ratio: { pre: 3.004, post: 6.006 } },
  tls: { bare: 25, milliseconds: { pre: 100, post: 225 }, ratio: { pre: 4.001, post: 9 } },
  depth: { pre: 3.04, post: 4.26 },
  depthOfThree: { pre: 3.1, post: 5.1 },
  silenceAdds: 873.4,
  requests: { pre: 5, post: 4 },
  scarceRequests: { pre: 2, post: 5 },
  archiveBytes: 812_345,
  explainSeconds: 0.871,
  rules: { judgeSeconds: 8.04, hookMilliseconds: 12.34, loadMilliseconds: 5 },
  verify: {
    doorlog: 4.04,
    cosign: 40,
    signatures: 2,
    busyProcessors: 1.94,
    processors: 2,
    peak: { once: 160.4, moreTimes: 170.6 },
  },
  reconcile: {
    first: { peakMegabytes: 242.3, requests: 20_214, counted: 20_214, seconds: 124.2 },
    again: { peakMegabytes: 218.4, requests: 20_214, counted: 0, seconds: 99.6 },
  },
};

describe('the figures of the bench', () => {
  it('have exactly the published shape when they are printed as JSON', () => {
    expect(JSON.parse(JSON.stringify(figuresOf(MEASURED)))).toEqual({
      start: { cpuRatio: 3, cpuRatioTls: 4, depth: 3, requests: 5, scarceRequests: 2 },
      end: { cpuRatio: 6.01, cpuRatioTls: 9, depth: 4.3, requests: 4, scarceRequests: 5 },
      archiveBytes: 812_345,
      logStores: { moreDepthOfThree: { start: 0, end: 1 }, silenceAdds: 873 },
      workflowExplain: { files: 1000, cpuSeconds: 0.87 },
      rules: { records: 100_000, cpuSeconds: 8, hookMilliseconds: 12.3 },
      verifyFolder: {
        bundles: 1000,
        cpuMilliseconds: 4,
        partOfCosign: 0.101,
        timesSignatures: 2,
        busyProcessors: 1.9,
        processors: 2,
        peakMegabytes: 160,
        peakMegabytesOfMore: 171,
      },
      reconcile: {
        jobs: 100_000,
        first: { peakMegabytes: 242, requests: 20_214, counted: 20_214, seconds: 124 },
        again: { peakMegabytes: 218, requests: 20_214, counted: 0, seconds: 100 },
      },
    });
  });

  it('leave cosign out when it is not installed', () => {
    const { cosign: _, ...verify } = MEASURED.verify;
    expect(figuresOf({ ...MEASURED, verify }).verifyFolder).not.toHaveProperty('partOfCosign');
    expect(tableOf({ ...MEASURED, verify })).not.toContain('cosign');
  });

  it('stand beside their aims when they are printed for people', () => {
    const table = tableOf(MEASURED);
    expect(table).toMatch(/processor time, times bare Node +3 +≤ 3 +6\.01 +≤ 7/);
    expect(table).toMatch(/over TLS +4 +≤ 4\.5 +9 +> 8\.5/);
    expect(table).toMatch(/20 left in the hour +2 +≤ 4 +5 +> 4/);
    expect(table).toMatch(/100,000 jobs reconciled, MB +242 +≤ 300/);
    expect(table).toMatch(/the same again, counted requests +0 +≤ 0/);
    expect(table).toMatch(/more of them with three log stores +0 +≤ 0 +1 +> 0/);
    expect(table).toMatch(/a silent log store adds, ms +873 +≤ 1000/);
    expect(table).toMatch(/1,000 workflow files explained, s +0\.87 +≤ 1\.5/);
    expect(table).toMatch(/100,000 records judged, s +8 +≤ 10/);
    expect(table).toMatch(/one record judged in a hook, ms +12\.3 +> 10/);
    expect(table).toMatch(/a bundle verified, part of cosign +0\.101 +≤ 0\.25/);
    expect(table).toContain(
      '4 ms of processor time for each, 2 times their signatures alone; 1.9 of 2 processors busy',
    );
    expect(table).toMatch(/archive of the last commit, kB +812 +≤ 1500/);
  });
});

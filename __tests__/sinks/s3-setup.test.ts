import { describe, expect, it } from '@jest/globals';
import { parseSinks } from '../../src/sinks/config.ts';
import { setupPolicies, setupSteps } from '../../src/sinks/s3/setup.ts';
import type { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import { parseXml } from '../../src/sinks/s3/xml.ts';
import { installBucket } from '../support/install-bucket.ts';
import { serve } from '../support/local-server.ts';
import { fault } from '../support/s3-store.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

const LOCK = { mode: 'COMPLIANCE', days: 400, retention: [{ days: 3_650, environments: ['production'] }] };
const SECRETS = { awsAccessKeyId: 'AKIAX', awsSecretAccessKey: 'canary-secret' };
const GITHUB = 'token.actions.githubusercontent.com';

async function configOf(changes: Record<string, unknown> = {}): Promise<S3SinkConfig> {
  const [sink] = await parseSinks(
    JSON.stringify([{ type: 's3', bucket: 'acme', region: 'eu-central-1', lock: LOCK, ...changes }]),
  );
  return sink?.config as S3SinkConfig;
}

describe('the setup of a bucket', () => {
  it('asks for well-formed XML in every step when anything is configured', async () => {
    for (const changes of [{}, { apart: false }, { lock: undefined }, { region: 'us-east-1' }]) {
      const steps = setupSteps({ ...(await configOf(changes)), personalDays: 90 });
      for (const { body } of steps) expect(body === '' || parseXml(body) !== undefined).toBe(true);
    }
  });

  it('gives the bucket no retention of its own when some objects must stay erasable', async () => {
    const lockOf = async (changes = {}) =>
      setupSteps(await configOf(changes)).find(({ path }) => path === 'object-lock')?.body;
    expect(await lockOf()).not.toContain('DefaultRetention');
    expect(await lockOf({ apart: false })).toContain('<Mode>COMPLIANCE</Mode><Days>400</Days>');
  });

  it('removes erased log views for good, and never a record, when they are kept apart', async () => {
    const rule = setupSteps({ ...(await configOf()), personalDays: 90 }).find(({ path }) => path === 'lifecycle')?.body;
    expect(rule).toContain('<Prefix>doorlog/erasable/</Prefix>');
    expect(rule).toContain('<Days>90</Days>');
    expect(rule).toContain('<NoncurrentDays>1</NoncurrentDays>');
    expect(setupSteps(await configOf({ apart: false })).map(({ path }) => path)).not.toContain('lifecycle');
  });

  it('lets the writer create locked objects and nothing else', async () => {
    const [writer] = setupPolicies(await configOf());
    expect(writer?.policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CreateRecords',
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::acme/doorlog/records/*',
          Condition: {
            Null: { 's3:if-none-match': 'false' },
            StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' },
          },
        },
        {
          Sid: 'LockRecords',
          Effect: 'Allow',
          Action: 's3:PutObjectRetention',
          Resource: 'arn:aws:s3:::acme/doorlog/records/*',
          Condition: {
            StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' },
            NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '399' },
            NumericLessThanEquals: { 's3:object-lock-remaining-retention-days': '3651' },
          },
        },
        {
          Sid: 'CreateErasable',
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::acme/doorlog/erasable/*',
          Condition: { Null: { 's3:if-none-match': 'false' } },
        },
      ],
    });
  });

  it('gives nobody the right to delete records, or to lift their lock, when it prints policies', async () => {
    const config = await configOf({
      erasable: { days: 30, 'legal-hold': true },
      lock: { ...LOCK, 'legal-hold': true },
    });
    const trust = { account: '123456789012', repositories: ['acme/shop'], environments: ['production'] };
    for (const { policy } of setupPolicies(config, trust)) {
      const { Statement } = policy as { Statement: { Action: string | string[]; Resource?: string | string[] }[] };
      for (const { Action, Resource } of Statement) {
        const isStrong = [Action].flat().some((action) => /Delete|Bypass|\*/.test(action));
        if (isStrong) expect(Resource).toBe('arn:aws:s3:::acme/doorlog/erasable/*');
      }
    }
  });

  it('trusts jobs of the repositories, and of the environments when they are named', async () => {
    const config = await configOf();
    const question = { account: '123456789012', repositories: ['acme/shop'] };
    const conditionOf = (more: object) => {
      const { policy } = setupPolicies(config, { ...question, ...more }).at(-1) ?? {};
      return (policy as { Statement: { Condition: unknown }[] }).Statement[0]?.Condition;
    };
    expect(conditionOf({})).toEqual({
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${GITHUB}:sub`]: ['repo:acme/shop:*'] },
    });
    expect(conditionOf({ environments: ['production'] })).toMatchObject({
      StringLike: { [`${GITHUB}:sub`]: ['repo:acme/shop:environment:production'] },
    });
  });

  it('goes on where a store lacks a setting, and stops at the first refusal, when it is installed', async () => {
    const answers = [
      fault(409, 'BucketAlreadyOwnedByYou'),
      { status: 200 },
      { status: 200 },
      fault(501, 'NotImplemented'),
      fault(403, 'AccessDenied'),
    ];
    const store = await serve({ handle: () => answers.shift() ?? { status: 500 } });
    try {
      const config = await configOf({ url: store.url });
      const reports = await installBucket(config, sinkSurroundings({ secrets: SECRETS }), AbortSignal.timeout(30_000));
      expect(reports.map(({ status }) => status)).toEqual([
        'present',
        'installed',
        'installed',
        'unsupported',
        'failed',
      ]);
      expect(reports.at(-1)?.reason).toContain('administrator of the bucket');
      expect(store.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'PUT /acme/',
        'PUT /acme/?versioning=',
        'PUT /acme/?object-lock=',
        'PUT /acme/?publicAccessBlock=',
        'PUT /acme/?lifecycle=',
      ]);
      expect(store.requests[0]?.headers).toMatchObject({ 'x-amz-bucket-object-lock-enabled': 'true' });
    } finally {
      await store.close();
    }
  });
});

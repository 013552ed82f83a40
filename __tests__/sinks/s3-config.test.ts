import { describe, expect, it } from '@jest/globals';
import { parseSinks } from '../../src/sinks/config.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

const LEAST = { type: 's3', bucket: 'acme-doorlog', region: 'eu-central-1' };

describe('the configuration of an S3 sink', () => {
  it('is read with its defaults when the least is given', async () => {
    const [sink] = await parseSinks(JSON.stringify([LEAST]));
    expect(sink?.config).toEqual({
      ...LEAST,
      name: 's3',
      required: false,
      prefix: 'doorlog/',
      shape: 'native',
      audience: 'sts.amazonaws.com',
    });
    expect(sink?.needs).toEqual(['awsAccessKeyId', 'awsSecretAccessKey']);
  });

  it('needs no secret when it has a role', async () => {
    const [sink] = await parseSinks(JSON.stringify([{ ...LEAST, role: 'arn:aws:iam::123456789012:role/writer' }]));
    expect(sink?.needs).toEqual([]);
  });

  it.each([
    [{ region: undefined }, 'sinks[0] must name the region of the bucket'],
    [{ bucket: 'Acme_Log' }, 'sinks[0].bucket must be the name of a bucket'],
    [{ bucket: 'a..b' }, 'sinks[0].bucket must be the name of a bucket'],
    [{ bucket: '127.0.0.1' }, 'sinks[0].bucket must be the name of a bucket'],
    [{ region: 'eu.example.org/' }, 'sinks[0].region must be a region'],
    [{ url: 'https://key:secret@minio.example.org' }, 'must not hold a user name or password'],
    [{ prefix: 'doorlog' }, 'sinks[0].prefix must be empty, or names that each end with a slash'],
    [{ prefix: '../' }, 'sinks[0].prefix must be empty'],
    [{ role: 'writer' }, 'sinks[0].role must be the ARN of an IAM role'],
    [{ 'sts-url': 'http://sts.example.org' }, 'sinks[0].sts-url must start with https://'],
    [{ url: 'http://minio.example.org' }, 'sinks[0].url must start with https://'],
    [{ lock: { days: 1 } }, 'sinks[0].lock.mode'],
    [{ lock: { mode: 'COMPLIANCE' } }, 'sinks[0].lock.days'],
    [{ lock: { mode: 'COMPLIANCE', days: 0 } }, 'sinks[0].lock.days must be at least 1'],
    [{ lock: { mode: 'COMPLIANCE', days: 1.5 } }, 'sinks[0].lock.days must be a whole number of days'],
    [{ lock: { mode: 'COMPLIANCE', days: 36_501 } }, 'sinks[0].lock.days must be at most 36500'],
    [{ lock: { mode: 'COMPLIANCE', days: 1, retention: [{ phases: ['end'] }] } }, 'sinks[0].lock.retention[0].days'],
    [{ erasable: { mode: 'COMPLIANCE' } }, 'sinks[0]'],
    [{ secretAccessKey: 'x' }, 'unknown key "secretAccessKey"'],
  ])('is refused with the place when it has %j', async (change, sentence) => {
    await expect(parseSinks(JSON.stringify([{ ...LEAST, ...change }]))).rejects.toThrow(sentence);
  });

  it('is refused when there is neither a role nor both keys', async () => {
    const [sink] = await parseSinks(JSON.stringify([LEAST]));
    await expect(sink?.create(sinkSurroundings({ secrets: { awsAccessKeyId: 'AKIACANARY' } }))).rejects.toThrow(
      'A sink of type s3 takes a role, or input aws-access-key-id and input aws-secret-access-key together.',
    );
  });

  it('is refused without telling it when a key is more than one word', async () => {
    const [sink] = await parseSinks(JSON.stringify([LEAST]));
    const secrets = { awsAccessKeyId: 'AKIAX', awsSecretAccessKey: 'canary secret' };
    await expect(sink?.create(sinkSurroundings({ secrets }))).rejects.toThrow(
      /^The value of input aws-secret-access-key must be one word, as AWS gave it out\.$/,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { cloudGap, cloudTraces, unseenCloudGap } from '../../src/cloud/traces.ts';

const BLANK = { AWS_ACCESS_KEY_ID: '', VAULT_TOKEN: ' ' };

describe('cloudTraces', () => {
  it.each([
    ['nothing is set', {}, [], []],
    ['a key is set', { AWS_ACCESS_KEY_ID: 'ASIA' }, ['aws'], []],
    ['a login was cleaned up', BLANK, [], ['aws', 'vault']],
    ['a file is named', { GOOGLE_APPLICATION_CREDENTIALS: '/x' }, ['gcp'], []],
    ['a token is named', { AZURE_FEDERATED_TOKEN_FILE: '/x', CLOUDSDK_AUTH_ACCESS_TOKEN: 'x' }, ['gcp', 'azure'], []],
    ['only a region is set', { AWS_REGION: 'eu-central-1', VAULT_ADDR: 'https://x' }, [], []],
  ])('tells clouds in use from those that are gone when %s', (_name, env, inUse, gone) => {
    const traces = cloudTraces(env as Record<string, string>);
    expect([[...traces.inUse], [...traces.gone]]).toEqual([inUse, gone]);
  });
});

describe('cloudGap', () => {
  it('asks for a checkpoint in other words when there was an identity than when there may be none', () => {
    expect(cloudGap(BLANK)).toEqual({
      pointer: '/access/cloud',
      reason: 'not-asked',
      needed: 'a checkpoint step after the login step',
      detail: 'Variables for aws, vault are there and blank: an identity was in use and is gone.',
    });
    expect(cloudGap({})).toEqual({
      pointer: '/access/cloud',
      reason: 'not-found',
      needed: 'a checkpoint step after the login step, in a job that logs in to a cloud',
    });
  });
});

describe('unseenCloudGap', () => {
  it('speaks of those clouds only that no checkpoint saw when several are gone', () => {
    expect(unseenCloudGap(BLANK, new Set(['aws']))?.detail).toContain('for vault are');
    expect(unseenCloudGap(BLANK, new Set(['aws', 'vault']))).toBeUndefined();
    expect(unseenCloudGap({}, new Set())).toBeUndefined();
  });
});

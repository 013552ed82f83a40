import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { maskCommand } from '../../src/core/command-secrets.ts';

describe('maskCommand', () => {
  it.each([
    [
      ['deploy', '--token', 's3cr3t'],
      ['deploy', '--token', '***'],
    ],
    [
      ['deploy', '--db-password=s3cr3t'],
      ['deploy', '--db-password=***'],
    ],
    [
      ['env', 'API_KEY=s3cr3t', 'make'],
      ['env', 'API_KEY=***', 'make'],
    ],
    [
      ['curl', '-H', 'Authorization: Bearer s3cr3t'],
      ['curl', '-H', 'Authorization:***'],
    ],
    [
      ['curl', '-H', 'X: bearer s3cr3t'],
      ['curl', '-H', 'X: bearer ***'],
    ],
    [
      ['git', 'clone', 'https://me:s3cr3t@example.org/r.git'],
      ['git', 'clone', 'https://me:***@example.org/r.git'],
    ],
    [
      ['sh', '-c', 'pg_dump postgres://me:s3cr3t@db/x > y'],
      ['sh', '-c', 'pg_dump postgres://me:***@db/x > y'],
    ],
  ])('masks the secret when the command is %j', (words, masked) => {
    expect(maskCommand(words)).toEqual(masked);
  });

  it.each([
    [['make', 'deploy', '--env=production']],
    [['deploy', '--token', '--verbose']],
    [['tool', 'token', 'list']],
    [['curl', 'https://example.org:8443/path?x=1']],
    [['auth://host/path']],
  ])('leaves the command alone when nothing in it sounds secret: %j', (words) => {
    expect(maskCommand(words)).toEqual(words);
  });

  it('keeps the number of words when they are anything', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(maskCommand(words)).toHaveLength(words.length);
      }),
    );
  });

  it('never shows the value when an option sounds secret', () => {
    const name = fc.constantFrom('--token', '--password', '-api-key', '--client-secret');
    const value = fc.string({ minLength: 8 }).filter((text) => !text.startsWith('-') && !text.includes('*'));
    fc.assert(
      fc.property(name, value, (option, secret) => {
        expect(maskCommand(['x', option, secret]).join(' ')).not.toContain(secret);
        expect(maskCommand(['x', `${option}=${secret}`]).join(' ')).not.toContain(secret);
      }),
    );
  });
});

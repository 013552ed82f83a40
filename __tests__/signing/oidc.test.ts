import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHttp } from '../../src/net/http.ts';
import { decodeClaims, fetchIdToken, subjectOf } from '../../src/signing/oidc.ts';
import { type Fault, html, invalidJson, replies, unauthorized } from '../support/faults.ts';
import { type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts';

let issuer: OidcIssuer;

beforeAll(async () => {
  issuer = await startOidcIssuer({ claims: { sub: 'repo:octo-org/octo-repo:ref:refs/heads/main', run_id: '7' } });
});

afterAll(() => issuer.close());

function fetchToken(audience = 'sigstore'): Promise<string> {
  const { requestUrl, requestToken } = issuer;
  return fetchIdToken({ requestUrl, requestToken, audience, http: createHttp({}), timeout: 3_000 });
}

function jwt(payload: unknown): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part) ?? '').toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(payload)}.c2ln`;
}

describe('fetchIdToken', () => {
  it('gives a token for the audience when the provider answers', async () => {
    expect(decodeClaims(await fetchToken('a b&c'))).toMatchObject({ aud: 'a b&c', run_id: '7', iss: issuer.issuer });
  });

  const faults: [string, Fault][] = [
    ['a refusal', unauthorized()],
    ['a page', html()],
    ['half a document', invalidJson()],
    ['no token', replies(200, { count: 1 })],
    ['a token that is none', replies(200, { value: 'canary-value-of-a-token' })],
    ['a token without a subject', replies(200, { value: jwt({ iss: 'canary-value-of-a-token' }) })],
  ];
  it.each(faults)('raises oidc-unavailable without a secret when the answer is %s', async (_, fault) => {
    issuer.setFault(fault, 1);
    const error = await fetchToken().then(
      () => undefined,
      (thrown) => thrown,
    );

    expect(error).toMatchObject({ code: 'oidc-unavailable' });
    const shown = `${error.stack} ${error.cause}`;
    expect(shown).not.toContain(issuer.requestToken);
    expect(shown).not.toContain('canary');
  });

  it('raises oidc-unavailable when the address is none, or nobody answers there', async () => {
    const request = { requestToken: 'canary', audience: 'sigstore', http: createHttp({}) };
    for (const requestUrl of ['', 'nonsense', 'file:///etc/passwd', 'http://127.0.0.1:1/']) {
      const error = await fetchIdToken({ ...request, requestUrl }).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'oidc-unavailable' });
      expect(`${error.stack} ${error.cause}`).not.toContain('canary');
    }
  });
});

describe('decodeClaims', () => {
  it('gives text, numbers and truth values as text when the token holds them', () => {
    const claims = decodeClaims(jwt({ sub: 's', exp: 12, ref_protected: true, list: ['x'], none: null }));

    expect(claims).toEqual({ sub: 's', exp: '12', ref_protected: 'true' });
  });

  it('raises oidc-unavailable and nothing else when given any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => jwt(JSON.parse(json))),
        ),
        (text) => {
          try {
            expect(decodeClaims(text).sub).toBeTruthy();
          } catch (error) {
            expect(error).toMatchObject({ code: 'oidc-unavailable' });
          }
        },
      ),
    );
  });
});

describe('subjectOf', () => {
  it('prefers the address when the token has one', () => {
    expect(subjectOf(jwt({ sub: 's' }))).toBe('s');
    expect(subjectOf(jwt({ sub: 's', email: 'e@example.org' }))).toBe('e@example.org');
  });
});

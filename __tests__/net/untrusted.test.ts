import { describe, expect, it } from '@jest/globals';
import { untrusted } from '../../src/net/untrusted.ts';

describe('why a certificate was refused', () => {
  it.each([
    ['CERT_HAS_EXPIRED', /expired/, /renew/],
    ['CERT_NOT_YET_VALID', /not valid yet/, /clocks/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/, /name/],
    ['CERT_REVOKED', /revoked/, /new one/],
  ])(
    'is told with a mend of its own, which is not to trust more authorities, when the code is %s',
    (code, why, mend) => {
      expect(untrusted(code)).toEqual({ why: expect.stringMatching(why), mend: expect.stringMatching(mend) });
      expect(untrusted(code).mend).not.toContain('NODE_EXTRA_CA_CERTS');
    },
  );

  it('speaks of the authority when the code does, or is not known', () => {
    for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'constructor']) {
      expect(untrusted(code)).toEqual({
        why: 'is not trusted',
        mend: 'name its authority in NODE_EXTRA_CA_CERTS',
      });
    }
  });
});

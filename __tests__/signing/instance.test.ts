import { describe, expect, it } from '@jest/globals';
import { chooseInstance, type InstanceQuestion } from '../../src/signing/instance.ts';

function choose(question: Partial<InstanceQuestion>) {
  return chooseInstance({ sigstore: 'auto', visibility: undefined, serverUrl: 'https://github.com', ...question });
}

const GITHUB = {
  name: 'github',
  fulcioUrl: 'https://fulcio.githubapp.com',
  tsaUrl: 'https://timestamp.githubapp.com',
};

describe('chooseInstance', () => {
  it('chooses the public-good instance when the repository is public', () => {
    expect(choose({ visibility: 'public' })).toEqual({
      name: 'public-good',
      fulcioUrl: 'https://fulcio.sigstore.dev',
      rekor: { url: 'https://rekor.sigstore.dev', version: 1 },
    });
  });

  it.each(['private', 'internal', undefined] as const)(
    'chooses GitHub’s own when the visibility is %s',
    (visibility) => {
      expect(choose({ visibility })).toEqual(GITHUB);
    },
  );

  it('does as it is told when an instance is named', () => {
    expect(choose({ sigstore: 'github', visibility: 'public' })).toEqual(GITHUB);
    expect(choose({ sigstore: 'public-good', visibility: 'private' }).name).toBe('public-good');
  });

  it('chooses the tenant’s own when the server is a tenant of ghe.com', () => {
    expect(choose({ serverUrl: 'https://octo.ghe.com', visibility: 'public' })).toEqual({
      name: 'github',
      fulcioUrl: 'https://fulcio.octo.ghe.com',
      tsaUrl: 'https://timestamp.octo.ghe.com',
    });
  });

  it.each(['https://github.example.org', 'https://evilghe.com', 'https://github.com.example.org', 'nonsense'])(
    'says that there is none when the server is %s',
    (serverUrl) => {
      expect(choose({ serverUrl })).toMatchObject({ name: 'none', reason: expect.stringMatching(/sigstore: custom/) });
    },
  );

  it('takes the given addresses without a slash at the end when it is custom', () => {
    const urls = { fulcioUrl: 'https://f.example/', tsaUrl: 'https://t.example/stamp/', rekorUrl: '' };

    expect(choose({ sigstore: 'custom', urls })).toEqual({
      name: 'custom',
      fulcioUrl: 'https://f.example',
      tsaUrl: 'https://t.example/stamp',
    });
    expect(
      choose({ sigstore: 'custom', urls: { ...urls, rekorUrl: 'https://r.example', rekorVersion: 2 } }),
    ).toMatchObject({
      rekor: { url: 'https://r.example', version: 2 },
    });
  });

  const mistakes: [string, RegExp, Partial<InstanceQuestion>][] = [
    ['custom has no authority', /input fulcio-url/, { sigstore: 'custom', urls: { tsaUrl: 'https://t.example' } }],
    ['custom has no time', /tsa-url and rekor-url/, { sigstore: 'custom', urls: { fulcioUrl: 'https://f.example' } }],
    [
      'Rekor v2 has no timestamp authority',
      /rekor-version is 2/,
      { sigstore: 'custom', urls: { fulcioUrl: 'https://f.example', rekorUrl: 'https://r.example', rekorVersion: 2 } },
    ],
    [
      'an address is none',
      /Input tsa-url/,
      { sigstore: 'custom', urls: { fulcioUrl: 'https://f.example', tsaUrl: 'x' } },
    ],
    ...[
      'https://me:s3cret@t.example',
      'https:///me:s3cret@t.example',
      'https://t.example/?k=s3cret',
      'https://t/#s3cret',
    ].map((tsaUrl): [string, RegExp, Partial<InstanceQuestion>] => [
      `an address is ${tsaUrl}`,
      /^Input tsa-url must be an address(?!.*s3cret).*no user name, password, query or fragment in it\.$/,
      { sigstore: 'custom', urls: { fulcioUrl: 'https://f.example', tsaUrl } },
    ]),
    ['an address goes unused', /Input rekor-url is used only/, { urls: { rekorUrl: 'https://r.example' } }],
  ];
  it.each(mistakes)('raises input-invalid naming the input when %s', (_, sentence, question) => {
    expect(() => choose(question)).toThrow(
      expect.objectContaining({ code: 'input-invalid', message: expect.stringMatching(sentence) }),
    );
  });
});

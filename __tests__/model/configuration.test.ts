import { describe, expect, it } from '@jest/globals';
import { readInputs } from '../../src/action/inputs.ts';

const GOOD = ['https://fulcio.example', 'http://127.0.0.1:8080/', 'HTTPS://tsa.example/api/v1/timestamp'];
const BAD = [
  'https://me:s3cret@fulcio.example',
  'https://s3cret@fulcio.example/path',
  'https:/me:s3cret@fulcio.example',
  'https:///me:s3cret@fulcio.example',
  'https:\\\\me:s3cret@fulcio.example',
  'https://fulcio.example/?key=s3cret',
  'https://fulcio.example#s3cret',
  'ftp://s3cret',
  's3cret',
];

describe('the addresses of a Sigstore', () => {
  it.each(GOOD)('are kept when one is %s', (url) => {
    const { configuration, problems } = readInputs({ 'INPUT_FULCIO-URL': url, 'INPUT_TSA-URL': url });
    expect(configuration).toMatchObject({ fulcioUrl: url, tsaUrl: url });
    expect(problems).toEqual([]);
  });

  it.each(BAD)('are neither kept nor repeated when one is %s', (url) => {
    for (const name of ['fulcio-url', 'tsa-url', 'rekor-url']) {
      const { configuration, problems } = readInputs({ [`INPUT_${name.toUpperCase()}`]: url });
      expect(JSON.stringify(configuration)).not.toContain('s3cret');
      expect(problems.map(({ code, message }) => [code, message])).toEqual([
        [
          'input-invalid',
          `The input “${name}” must be an address that starts with http:// or https://, with no user name, password, query or fragment in it; mend it in the step’s \`with:\`.`,
        ],
      ]);
    }
  });
});

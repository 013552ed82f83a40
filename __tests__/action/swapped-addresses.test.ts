import { describe, expect, it } from '@jest/globals';
import { readInputs } from '../../src/action/inputs.ts';
import { withoutSwapped } from '../../src/action/swapped-addresses.ts';

const KEY = 'age1r2ejchr3nfrr436kcdh0vvar728z2yjqkr2nll5ar4zca9a4y3yqhxj43j';
const OURS = '[{"type": "elasticsearch", "url": "https://logs.example.org"}]';

function configured(sinks = '', handoverKey = '') {
  return readInputs({ INPUT_SINKS: sinks, 'INPUT_HANDOVER-KEY': handoverKey }).configuration;
}

describe('addresses out of the state', () => {
  it('are used when the inputs name the same, or nothing', () => {
    const state = configured(OURS, KEY);
    for (const own of [configured(`${OURS}\n`, KEY), configured()]) {
      expect(withoutSwapped(state, own)).toEqual({ configuration: state, problems: [] });
    }
  });

  it('are used for nothing, and the inputs neither, when the two differ', () => {
    const planted = configured('[{"type": "elasticsearch", "url": "https://evil.example.org"}]', KEY);
    const { configuration, problems } = withoutSwapped(planted, configured(OURS, KEY));
    expect(configuration).toEqual({ ...planted, sinks: '' });
    expect(problems).toMatchObject([{ kind: 'mistake', code: 'state-invalid' }]);
    expect(JSON.stringify(problems)).not.toContain('evil');
  });

  it('leave no key to hand over to when that is another one', () => {
    const { configuration, problems } = withoutSwapped(configured(OURS, `${KEY}x`), configured(OURS, KEY));
    expect(configuration).toEqual(configured(OURS));
    expect(problems[0]?.message).toContain('another hand-over key');
  });
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const HERE = new URL('../../src/action/outlast-cancellation.ts', import.meta.url).href;

function interrupted(signal: string, begin: string) {
  const script = `import { outlastCancellation } from ${JSON.stringify(HERE)};
    ${begin}
    process.kill(process.pid, ${JSON.stringify(signal)});
    setTimeout(() => console.log('delivered'), 50);`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
}

describe('outlastCancellation', () => {
  it.each(['SIGINT', 'SIGTERM'])('lets the work be done, and the process end with it, when %s comes', (signal) => {
    const { status, stdout } = interrupted(signal, 'outlastCancellation();');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/being cancelled.*\ndelivered/)]);
  });

  it('is what it takes when a signal would end the process', () => {
    expect(interrupted('SIGINT', 'void outlastCancellation;')).toMatchObject({ signal: 'SIGINT', stdout: '' });
  });
});

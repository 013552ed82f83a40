import { describe, expect, it } from '@jest/globals';
import { rules } from '../../src/cli/rules.ts';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import { commandIo } from './command-io.ts';

async function run(...args: string[]) {
  const io = commandIo();
  const code = await rules(args, io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

describe('doorlog rules', () => {
  it('lists at least thirty rules with all that is known of them when JSON is asked for', async () => {
    const { code, out } = await run('--json');
    expect(code).toBe(0);
    const listed: Record<string, unknown>[] = JSON.parse(out);
    expect(listed.length).toBeGreaterThanOrEqual(30);
    for (const rule of listed) {
      expect(rule).toEqual({
        id: expect.stringMatching(/^[a-z-]+$/),
        group: expect.any(String),
        title: expect.stringMatching(/\S{2}/),
        severity: expect.stringMatching(/^(low|medium|high|critical)$/),
        why: expect.stringMatching(/\.$/),
        mend: expect.stringMatching(/\.$/),
        controls: expect.arrayContaining([expect.stringMatching(/^(OWASP|CIS|SOC 2|ISO 27001|NIST|HIPAA|GDPR|SLSA) /)]),
        evidence: expect.any(Array),
        params: expect.objectContaining({ type: 'object', additionalProperties: false }),
      });
    }
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });

  it('describes every parameter when JSON is asked for', async () => {
    const listed: { id: string; params: { properties: Record<string, { description?: string }> } }[] = JSON.parse(
      (await run('--json')).out,
    );
    const bare = listed.flatMap(({ id, params }) =>
      Object.entries(params.properties).flatMap(([name, { description }]) => (description ? [] : [`${id}: ${name}`])),
    );
    expect(bare).toEqual([]);
  });

  it('has a line for each rule, and a star for those that need more than a job can see, when a person asks', async () => {
    const { out } = await run();
    for (const { id } of catalogue()) expect(out).toMatch(new RegExp(`^${id}( \\*)? +(low|medium|high|critical)`, 'm'));
    expect(out).toContain('person-is-known *');
    expect(out).not.toContain('commit-is-verified *');
    expect(out).toContain('\n* asks for more than one record');
    expect((await run('--group', 'approvals')).out).toContain('\n* asks');
    expect((await run('--group', 'time')).out).not.toContain('*');
  });

  it('keeps to the width of the terminal when there is one', async () => {
    const io = commandIo({ columns: 80 });
    await rules([], io);
    const lines = io.out.join('').split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('lists one group when that is asked for', async () => {
    const { out } = await run('--group', 'approvals', '--json');
    const groups = new Set(JSON.parse(out).map(({ group }: { group: string }) => group));
    expect([...groups]).toEqual(['approvals']);
    expect(await run('--group', 'aprovals')).toMatchObject({ code: 2, err: expect.stringContaining('approvals') });
  });
});

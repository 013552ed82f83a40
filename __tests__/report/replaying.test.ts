import { describe, expect, it } from '@jest/globals';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { replaying } from '../../src/report/replaying.ts';

const PIPELINE: Pipeline = {
  provider: 'github-actions',
  server: 'https://github.com',
  repository: 'acme/payments',
  runId: '42',
  runUrl: 'https://github.com/acme/payments/actions/runs/42/attempts/1',
};
const ARTIFACT = { kind: 'artifact', name: 'doorlog-undelivered-0123456789abcdef', view: 'whole' } as const;

describe('replaying', () => {
  it('gives the commands for an artifact, with the key where it takes one, when that is where the records are', () => {
    const whole = replaying({ entries: 2, place: ARTIFACT }, PIPELINE);
    expect(whole).toContain('**2 records** did not reach every log store. Left as the artifact [doorlog-undelivered-');
    expect(whole.split('```')[1]).toBe(
      `sh
gh run download 42 --repo acme/payments --name ${ARTIFACT.name} --dir ${ARTIFACT.name}
doorlog replay ${ARTIFACT.name} --sinks sinks.yml --identity doorlog-handover.txt
`,
    );
    const attested = replaying({ entries: 1, place: { ...ARTIFACT, view: 'attested' } }, PIPELINE);
    expect(attested).toContain('**1 record** did not');
    expect(attested).not.toContain('--identity');
  });

  it('names the server when it is the organisation’s own', () => {
    const text = replaying({ entries: 1, place: ARTIFACT }, { ...PIPELINE, server: 'https://github.example.org' });
    expect(text).toContain('--repo github.example.org/acme/payments');
  });

  it.each(['acme/pay`ments', 'acme/$(id)', 'acme/a b\n```'])(
    'pastes no name into a command when it is %j',
    (repository) => {
      const text = replaying({ entries: 1, place: ARTIFACT }, { ...PIPELINE, repository });
      expect(text).toContain('gh run download --name');
      expect(text).not.toContain(repository);
    },
  );

  it('names the folder when the records are on the machine alone', () => {
    const text = replaying({ entries: 1, place: { kind: 'spool', folder: '/tmp/doorlog/x/spool' } }, PIPELINE);
    expect(text).toContain('doorlog replay /tmp/doorlog/x/spool --sinks sinks.yml');
    const strange = replaying({ entries: 1, place: { kind: 'spool', folder: '/tmp/a b' } }, PIPELINE);
    expect(strange).toContain('doorlog replay FOLDER --sinks');
  });

  it('says so when the records are nowhere', () => {
    expect(replaying({ entries: 1, place: { kind: 'nowhere' } }, PIPELINE)).toContain('could not be left anywhere');
  });
});

import * as z from 'zod/mini';
import { from, logOnly, shown, words } from './field.ts';
import { id, text } from './primitives.ts';

const GITHUB = { provider: 'github-actions' } as const;

/** The container that the job's steps run in. */
const Container = z.strictObject({
  image: from(
    { needs: 'an image that is no expression' },
    z.optional(logOnly(text(1_000), 'Image, as the workflow file names it')),
  ),
});

/** The machine. */
export const Runner = from(
  {
    from: ['env'],
    needs: 'a runner that names it',
    controls: ['OWASP CICD-SEC-7', 'CIS 2.2.1', 'CIS 2.2.7', 'SOC 2 CC6.6', 'ISO 27001 A.8.9', 'NIST CM-6'],
  },
  z.strictObject({
    environment: from(
      { from: ['env', 'oidc'], needs: 'a runner that sets RUNNER_ENVIRONMENT' },
      z.optional(shown(z.enum(['github-hosted', 'self-hosted']), 'Whose machine it is')),
    ),
    os: z.optional(shown(text(100), 'Operating system')),
    arch: z.optional(shown(text(100), 'Processor architecture')),
    name: z.optional(logOnly(text(300), 'Name of the runner')),
    labels: from(
      { from: ['workflow-file'], applies: GITHUB, needs: 'a workflow file that names labels without an expression' },
      z.optional(logOnly(z.array(text(300)), 'Labels that the job asks for')),
    ),
    group: from(
      { from: ['workflow-file'], applies: GITHUB, needs: 'a workflow file that names a group, or the collector' },
      z.optional(logOnly(text(300), 'Group of runners that the job asks for')),
    ),
    container: from(
      {
        from: ['workflow-file'],
        applies: { ...GITHUB, when: 'a job that runs in a container' },
        needs: 'a job that runs in a container',
      },
      z.optional(Container),
    ),
    hostName: from(
      { from: ['system'], needs: 'a system that tells its name' },
      z.optional(logOnly(text(300), 'Host name')),
    ),
    user: from(
      { from: ['system'], needs: 'an entry for the user in the system’s database' },
      z.optional(logOnly(text(300), 'User that the job runs as')),
    ),
    userId: from(
      { from: ['system'], needs: 'a system that numbers its users' },
      z.optional(logOnly(id(), 'Id of that user on the machine')),
    ),
    sudoUser: from(
      { from: ['system'], applies: { provider: 'local' }, needs: 'a user who came by sudo' },
      z.optional(logOnly(text(300), 'User who became that user by sudo, for a local record')),
    ),
    sharedAccount: from(
      { from: ['system'], applies: { provider: 'local' }, needs: 'a user that several people are known to share' },
      z.optional(logOnly(text(300), 'Why several people may stand behind that user, for a local record')),
    ),
    image: from(
      { from: ['env'], needs: 'a hosted runner', applies: { when: 'a hosted runner' } },
      z.optional(shown(text(300), 'Image of a hosted runner with its version')),
    ),
    proxy: z.optional(logOnly(text(2_000), 'Proxies in use, without credentials, or `none`')),
    certificateAuthorities: z.optional(
      logOnly(text(100), 'SHA-256 over the private certificate authorities, or `none`'),
    ),
    environmentVariables: from(
      { from: ['env'], applies: GITHUB, needs: 'the input `environment-variables`' },
      z.optional(
        words(z.record(z.string(), text(4_000)), 'Environment variables that the organisation asks for by name'),
      ),
    ),
    trackingId: z.optional(logOnly(id(), 'Mark by which the runner finds processes left behind')),
  }),
);
export type Runner = z.infer<typeof Runner>;

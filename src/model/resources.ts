import * as z from 'zod/mini';
import { from, logOnly, shown, words } from './field.ts';
import { Account } from './person.ts';
import { gitObjectId, id, sha256, text, time } from './primitives.ts';

/** A deployment that was made while the job ran. */
export const Deployment = z.strictObject({
  id: shown(id(), 'Immutable id of the deployment'),
  environment: z.optional(shown(text(300), 'Environment that it is for')),
  commit: shown(gitObjectId(), 'Commit that is deployed'),
  creator: z.optional(Account),
  createdAt: shown(time(), 'When it was made'),
  state: z.optional(shown(text(100), 'How it stands, in GitHub’s words, in lower case')),
});
export type Deployment = z.infer<typeof Deployment>;

/** A release that was made or changed while the job ran. */
export const Release = z.strictObject({
  id: shown(id(), 'Immutable id of the release'),
  tag: shown(text(), 'Tag that it is for'),
  name: z.optional(words(text(500), 'Title of the release')),
  author: z.optional(Account),
  createdAt: shown(time(), 'When it was made'),
  publishedAt: from({ needs: 'a release that is published' }, z.optional(shown(time(), 'When it was published'))),
  prerelease: z.optional(shown(z.boolean(), 'Whether it is a pre-release')),
});
export type Release = z.infer<typeof Release>;

/** A file or image that the job made; the attestation speaks about it too. */
export const Artifact = z.strictObject({
  name: shown(text(1_000), 'Name of the artifact'),
  sha256: shown(sha256(), 'SHA-256 of its bytes'),
  from: shown(z.enum(['runner', 'input']), 'Whether the runner lists it or the input `subjects` names it'),
  kind: from(
    { needs: 'a runner that lists its artifacts' },
    z.optional(shown(text(100), 'Kind of artifact, in the runner’s words')),
  ),
});
export type Artifact = z.infer<typeof Artifact>;

const DURING = { phases: ['end', 'collector'], provider: 'github-actions' } as const;

/** What was made with the job's access while it ran. */
export const Resources = z.strictObject({
  deployments: from(
    { from: ['api'], needs: 'permissions: deployments: read', applies: DURING },
    z.optional(z.array(Deployment)),
  ),
  releases: from(
    { from: ['api'], needs: 'permissions: contents: read', applies: DURING },
    z.optional(z.array(Release)),
  ),
  draftReleases: from(
    { from: ['api'], needs: 'permissions: contents: write', applies: DURING },
    z.optional(logOnly(z.array(Release), 'Releases that nobody else sees yet')),
  ),
  artifacts: from(
    { from: ['env', 'input'], needs: 'a runner that lists its artifacts, or the input `subjects`', applies: DURING },
    z.optional(z.array(Artifact)),
  ),
});
export type Resources = z.infer<typeof Resources>;

import type { ExpectedSigner } from '../../core/verification/signer.ts';
import { GITHUB_ISSUER } from '../../core/verification/signer.ts';
import { DoorlogError } from '../../errors.ts';
import { readArguments } from '../arguments.ts';
import { checkRepositoryOption } from '../repository-option.ts';
import { timeOption } from '../time-option.ts';

const OPTIONS = {
  bundle: { type: 'string' },
  from: { type: 'string', multiple: true, default: [] as string[] },
  sinks: { type: 'string' },
  'api-url': { type: 'string' },
  offline: { type: 'boolean', default: false },
  repo: { type: 'string' },
  workflow: { type: 'string' },
  ref: { type: 'string' },
  environment: { type: 'string' },
  runner: { type: 'string' },
  identity: { type: 'string' },
  collector: { type: 'string', multiple: true, default: [] as string[] },
  issuer: { type: 'string', default: GITHUB_ISSUER },
  since: { type: 'string' },
  policy: { type: 'string' },
  artifact: { type: 'string', multiple: true, default: [] as string[] },
  log: { type: 'string' },
  'predicate-type': { type: 'string' },
  'trust-root': { type: 'string' },
  key: { type: 'string' },
  'save-evidence': { type: 'string' },
  'evidence-digest': { type: 'string' },
  'every-run': { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments of `doorlog verify`. Raises `usage`. */
export function readVerifyArguments(args: string[]) {
  return readArguments('verify', { args, allowPositionals: true, options: OPTIONS });
}

/** The options of `doorlog verify` as they were given. */
export type VerifyOptions = ReturnType<typeof readVerifyArguments>['values'];

/** Who should have signed, by the options. Raises `usage`. */
export function expectedFrom(options: VerifyOptions): ExpectedSigner {
  const { repo, workflow, ref, environment, runner, identity, issuer, collector, since } = options;
  checkRepositoryOption(repo);
  if (workflow !== undefined && (workflow.includes('@') || workflow.split('/').length < 3) && !workflow.includes('*')) {
    throw new DoorlogError(
      'usage',
      'Option --workflow must be OWNER/REPO/PATH without a ref, as in octo-org/octo-repo/.github/workflows/deploy.yml.',
    );
  }
  const signedSince = timeOption('--since', since);
  return {
    issuer,
    ...(repo !== undefined && { repository: repo }),
    ...(workflow !== undefined && { workflow }),
    ...(ref !== undefined && { ref }),
    ...(environment !== undefined && { environment }),
    ...(runner !== undefined && { runner }),
    ...(identity !== undefined && { identity }),
    ...(collector.length > 0 && { collectors: collector }),
    ...(signedSince && { signedSince }),
  };
}

/** The repository that GitHub can be asked about: `--repo`, where it is no pattern. */
export function askedRepository({ repo }: VerifyOptions): string | undefined {
  return repo?.includes('*') ? undefined : repo;
}

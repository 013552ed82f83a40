import { didYouMean } from '../../nearest.ts';
import type { YamlFile } from '../yaml-file.ts';
import type { OrganizationRef } from './in-force.ts';

/** What a policy extends. */
export interface Extensions {
  /** Names of templates, in the order of the file. */
  readonly templates: readonly string[];
  readonly organizationRef?: OrganizationRef;
}

const ORGANIZATION = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[\w.-]+)\/([^@]+)@([0-9a-f]{40})$/i;

/** Sorts what a policy extends into templates and the organisation's policy; raises `policy-invalid` for anything else. */
export function extensionsOf(
  file: YamlFile,
  written: string | readonly string[] | undefined,
  known: Iterable<string>,
): Extensions {
  const names = typeof written === 'string' ? [written] : (written ?? []);
  const all = [...known];
  const templates: string[] = [];
  let organizationRef: OrganizationRef | undefined;
  names.forEach((name, index) => {
    const fail = (what: string) => file.error(typeof written === 'string' ? ['extends'] : ['extends', index], what);
    if (names.indexOf(name) !== index) throw fail(`“${name}” stands there twice; keep one of them`);
    if (all.includes(name)) {
      templates.push(name);
      return;
    }
    if (!name.includes('/')) throw fail(`there is no template “${name}”.${didYouMean(name, all) || choices(all)}`);
    const ref = organizationOf(name);
    if (typeof ref === 'string') throw fail(`“${name}” ${ref}`);
    if (organizationRef) throw fail('a policy extends one organisation’s policy at most; keep one of them');
    organizationRef = ref;
  });
  return { templates, ...(organizationRef && { organizationRef }) };
}

function choices(known: readonly string[]): string {
  return ` There are ${known.map((name) => `\`${name}\``).join(', ')}`;
}

function organizationOf(name: string): OrganizationRef | string {
  const at = name.lastIndexOf('@');
  if (at < 0 || !/^[0-9a-f]{40}$/i.test(name.slice(at + 1))) {
    return 'must end with `@` and the 40 hex digits of a commit, so that nobody can change it unseen';
  }
  const [, repository, path, commit] = ORGANIZATION.exec(name) ?? [];
  const isPath = path?.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!repository || !path || !commit || !isPath) return 'must be written as `OWNER/REPO/PATH@COMMIT`';
  return { repository, path, commit: commit.toLowerCase() };
}

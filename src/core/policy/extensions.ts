import { type DoorlogError, sentenceOf } from '../../errors.ts';
import { didYouMean } from '../../nearest.ts';
import { parseOrganizationRef } from '../organization-ref.ts';
import type { YamlFile } from '../yaml-file.ts';
import type { OrganizationRef } from './in-force.ts';

/** What a policy extends. */
export interface Extensions {
  /** Names of templates, in the order of the file. */
  readonly templates: readonly string[];
  readonly organizationRef?: OrganizationRef;
}

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
    if (organizationRef) throw fail('a policy extends one organisation’s policy at most; keep one of them');
    organizationRef = organizationOf(name, fail);
  });
  return { templates, ...(organizationRef && { organizationRef }) };
}

function choices(known: readonly string[]): string {
  return ` There are ${known.map((name) => `\`${name}\``).join(', ')}`;
}

function organizationOf(name: string, fail: (what: string) => DoorlogError): OrganizationRef {
  try {
    return parseOrganizationRef(name, 'what is extended');
  } catch (error) {
    throw fail(sentenceOf(error));
  }
}

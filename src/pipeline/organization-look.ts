import { formatOrganizationRef, parseOrganizationRef } from '../core/organization-ref.ts';
import type { PolicyReading } from '../core/policy-choice.ts';
import type { Observed, PinnedFile, PinnedFileReader } from '../ports.ts';
import type { RequestBudget } from './request-budget.ts';

/** Which of an organisation's policies a job is to be judged by, as far as that is known before anything is read. */
export interface OrganizationQuery {
  /** What the inputs demand, as `OWNER/REPO/PATH@COMMIT`. */
  readonly demanded?: string | undefined;
  /** What the start was judged by; a hint, so that they can be read in the first round. */
  readonly expected?: readonly string[] | undefined;
}

/**
 * Begins to read the organisation's policies that are known by name, each once; others wait for whoever reads the name.
 * They are needed, so they come before all that a record can do without.
 */
export function readOrganizationPolicies(
  reader: PinnedFileReader,
  budget: RequestBudget,
  { demanded, expected = [] }: OrganizationQuery,
): Pick<PolicyReading, 'demanded' | 'read'> {
  const reading = new Map<string, Promise<Observed<string>>>();

  async function mayAskAgain(): Promise<boolean> {
    return (await budget.needed(async () => ({ ok: true, value: undefined }))).ok;
  }

  function read(file: PinnedFile): Promise<Observed<string>> {
    const key = formatOrganizationRef({ ...file, repository: file.repository.toLowerCase() });
    const begun = reading.get(key) ?? budget.needed(() => reader.read(file, mayAskAgain));
    reading.set(key, begun);
    return begun;
  }

  for (const file of [demanded, ...expected].flatMap(placeOf)) void read(file);
  return { demanded, read };
}

/** What is no reference is told by whoever chooses the policy. */
function placeOf(ref: string | undefined): PinnedFile[] {
  try {
    return ref === undefined ? [] : [parseOrganizationRef(ref, '')];
  } catch {
    return [];
  }
}

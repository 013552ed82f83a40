import { type CollectedPlace, factsOfJob, pullOf, type SeenFromOutside } from '../core/collector/job-facts.ts';
import { jobOfName } from '../core/workflow/job-of-name.ts';
import { readWorkflowFile } from '../core/workflow/workflow-file.ts';
import { codeOf } from '../errors.ts';
import type { RepositoryReader, SeenRun } from '../ports.ts';
import { overviewQuery } from './observe.ts';

/** GitHub lets workflows call each other ten deep, itself included. */
const DEEPEST = 10;

/** Finds out which job of which file it is that GitHub shows by a name alone, and which pull request its run is for. */
export async function placedIn(
  place: CollectedPlace,
  bare: SeenFromOutside,
  reader: RepositoryReader,
  since: string,
): Promise<SeenFromOutside> {
  const first = await reader.overview(overviewQuery({ facts: factsOfJob(place, bare), since }));
  const pull = first.pullRequests?.ok ? pullOf(bare.run, first.pullRequests.value) : undefined;
  let seen: SeenFromOutside = { ...bare, ...(pull && { pull }) };
  let name = seen.job.name;
  let text = first.workflowFile.ok ? first.workflowFile.value : undefined;
  let file = `${place.repository}/${seen.run.path}`;
  for (let depth = 0; depth < DEEPEST && text !== undefined; depth++) {
    const found = await jobIn(text, file, name);
    if (!found) return { ...seen, key: undefined, called: undefined };
    seen = { ...seen, key: found.job.key, isLeg: found.isLeg || seen.isLeg === true };
    if (found.job.uses === undefined) return seen;
    const called = calledBy(found.job.uses, file, seen.run);
    if (!called || found.rest === undefined) break;
    seen = { ...seen, called };
    file = called.ref.replace(/@.*$/, '');
    name = found.rest;
    const next = await reader.overview(overviewQuery({ facts: factsOfJob(place, seen), since }));
    text = next.workflowFile.ok ? next.workflowFile.value : undefined;
  }
  return { ...seen, key: undefined, called: undefined };
}

async function jobIn(text: string, file: string, name: string) {
  try {
    return jobOfName((await readWorkflowFile(text, file)).workflow, name);
  } catch (error) {
    if (codeOf(error) === 'workflow-invalid') return undefined;
    throw error;
  }
}

/** The one of the run's called workflows that a job calls. */
function calledBy(uses: string, file: string, run: SeenRun): SeenFromOutside['called'] {
  const [owner, repository] = file.split('/');
  const wanted = uses.startsWith('./') ? `${owner}/${repository}/${uses.slice(2)}@` : uses;
  const found = run.calledWorkflows.filter(({ path }) => path.toLowerCase().startsWith(wanted.toLowerCase()));
  const [only] = found;
  return only && found.length === 1 ? { ref: only.path, sha: only.sha } : undefined;
}

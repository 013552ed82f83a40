import type { Rule } from '../../rule.ts';
import { forkRunsOnHostedRunner } from './fork-runs-on-hosted-runner.ts';
import { selfHostedRunnerIsKnown } from './self-hosted-runner-is-known.ts';
import { selfHostedRunnerIsListed } from './self-hosted-runner-is-listed.ts';

/** The rules of this group, in the order in which they are listed. */
export const runnerRules: readonly Rule[] = [selfHostedRunnerIsListed, selfHostedRunnerIsKnown, forkRunsOnHostedRunner];

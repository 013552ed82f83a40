import type { Judgement } from '../../rule.ts';

/** What is found goes before what could not be seen, whatever their order, and both before what is in order. */
export function worst(judgements: readonly (Judgement | undefined)[], otherwise: Judgement): Judgement {
  const has = (result: Judgement['result']) => judgements.find((each) => each?.result === result);
  return has('fail') ?? has('unknown') ?? otherwise;
}

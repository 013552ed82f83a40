import { info } from '@actions/core';

/**
 * Goes on when the run is cancelled. The runner interrupts a step, terminates it after 7.5 seconds and kills it 2.5 later
 * (docs.github.com, “Workflow cancellation reference”): time in which a record is signed and delivered, so that nobody
 * gets rid of it by cancelling.
 */
export function outlastCancellation(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => info('Doorlog: the run is being cancelled; the record is signed and delivered first.'));
  }
}

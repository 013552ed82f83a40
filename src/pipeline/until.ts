/**
 * How long each kind of work may go on once the run is being cancelled, in milliseconds from the runner’s signal on: each
 * one begins with what the one before left, and all together are done before the runner loses patience after 7,500.
 */
export const UNTIL = { observing: 700, signing: 1_700, delivering: 3_000, handingOver: 4_200 } as const;

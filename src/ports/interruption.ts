/** The run is being cancelled: what a hook still does has to be done in a few seconds. */
export interface Interruption {
  /** Fires with the runner’s signal. */
  readonly signal: AbortSignal;
  /** Fires so many milliseconds after it. */
  after(milliseconds: number): AbortSignal;
}

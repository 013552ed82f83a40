/** Ends what takes too long. */
export interface Deadline {
  /** Begins anew, with a limit of processor time and one by the clock, in milliseconds. */
  set(limit: number, byClock: number): void;
  clear(): void;
}

/**
 * Counts the processor time of the whole process, which a thread of it can’t exceed: on a busy machine the clock alone
 * would end what has hardly run.
 */
export function createDeadline(onEnd: () => void): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let round = 0;
  function clear(): void {
    round += 1;
    clearTimeout(timer);
  }
  return {
    clear,
    set(limit, byClock) {
      clear();
      const mine = round;
      const begun = process.cpuUsage();
      const patience = performance.now() + byClock;
      const look = () => {
        if (round !== mine) return;
        const { user, system } = process.cpuUsage(begun);
        const left = limit - (user + system) / 1_000;
        if (left < 1 || performance.now() > patience) onEnd();
        else wait(left);
      };
      // What a thread told while this one was busy is heard before it is judged by the clock.
      const wait = (time: number) => {
        timer = setTimeout(() => setImmediate(look), time);
      };
      wait(limit);
    },
  };
}

/** A count as people read it: “1,204”. */
export function counted(count: number): string {
  return count.toLocaleString('en-US');
}

/**
 * A count with what is counted, as in “1 job” and “1,204 entries are”; both forms may go on after the noun. Without
 * `many`, the one with an s.
 */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : many}`;
}

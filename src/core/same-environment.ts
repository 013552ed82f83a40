/** Whether two names are those of one environment: GitHub's are not case-sensitive. */
export function isSameEnvironment(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

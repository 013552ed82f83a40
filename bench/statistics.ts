/** The middle of some numbers, the mean of the two middle ones where their count is even. Raises for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.');
  return (lower + upper) / 2;
}

/** A number with so many decimals. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** Reads what bash's `time` wrote with the format `%3U %3S`: processor time in milliseconds. Raises for anything else. */
export function processorTime(text: string): number {
  const [, user, system] = /^(\d+[.,]\d{3}) (\d+[.,]\d{3})$/.exec(text.trim()) ?? [];
  if (user === undefined || system === undefined) throw new Error(`bash's time said ${JSON.stringify(text)}.`);
  return 1000 * (seconds(user) + seconds(system));
}

function seconds(text: string): number {
  return Number(text.replace(',', '.'));
}

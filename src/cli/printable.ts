/** Records, files and what users type are other people's text: it must not move the cursor or colour a refusal green. */
export function printable(text: string, longest = Number.POSITIVE_INFINITY): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}

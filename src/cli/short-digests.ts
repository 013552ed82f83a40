/** A text with SHA-256 digests cut to 12 digits, by which a person tells them apart; JSON has them whole. */
export function shortDigests(text: string): string {
  return text.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
}

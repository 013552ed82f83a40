/**
 * The list of alerts as it may be kept between hooks: one that is refused may hold anything, a password too, so nothing is
 * left, which makes no channels.
 */
export async function savableAlerts(text: string): Promise<string> {
  const { parseAlerts } = await import('../alerts/config.ts');
  return parseAlerts(text).then(
    () => text,
    () => '',
  );
}

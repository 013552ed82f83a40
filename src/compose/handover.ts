import { type Problem, problemOf } from '../core/problem.ts';
import type { HandoverPacker } from '../ports.ts';

/** For everybody to read: loaded when something has to be left. */
const ATTESTED: HandoverPacker = {
  view: 'attested',
  async pack(entries) {
    const { createPacker } = await import('../handover/packer.ts');
    return createPacker(undefined).pack(entries);
  },
};

/** How what no log store took is packed; a key that can’t be used is a problem, and as good as none. Never raises. */
export async function handoverTo(
  key: string | undefined,
): Promise<{ readonly packer: HandoverPacker; readonly problems: readonly Problem[] }> {
  if (key === undefined) return { packer: ATTESTED, problems: [] };
  try {
    const [{ createPacker }, { parseRecipient }] = await Promise.all([
      import('../handover/packer.ts'),
      import('../handover/recipient.ts'),
    ]);
    return { packer: createPacker(parseRecipient(key)), problems: [] };
  } catch (error) {
    return { packer: ATTESTED, problems: [problemOf(error)] };
  }
}

/** The key as it may be kept between hooks: one that is refused may be a private one, so nothing is left of it. */
export async function savableHandoverKey(key: string | undefined): Promise<string | undefined> {
  return (await handoverTo(key)).problems.length === 0 ? key : undefined;
}

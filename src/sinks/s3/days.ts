import { sideBySide } from '../../side-by-side.ts';
import { type S3Client, SIDE_BY_SIDE } from './client.ts';
import { type ObjectKind, UNDATED } from './keys.ts';
import { list } from './listing.ts';

/** Every day that has an object, as it stands in keys, by the parts that those have in common. */
export async function daysIn(client: S3Client, prefix: string, signal: AbortSignal): Promise<string[]> {
  const kinds: ObjectKind[] = ['records', 'erasable'];
  const perKind = await Promise.all(
    kinds.map(async (kind) => {
      const top = `${prefix}${kind}/`;
      const below = async (folders: readonly string[]) =>
        (
          await sideBySide(folders, SIDE_BY_SIDE, (folder) => list(client, { prefix: folder, delimiter: '/' }, signal))
        ).flatMap(({ folders }) => folders);
      const years = await below([top]);
      const months = await below(years.filter((year) => year !== `${top}${UNDATED}/`));
      const days = [...(await below(months)), ...years.filter((year) => year === `${top}${UNDATED}/`)];
      return days.map((day) => day.slice(top.length, -1));
    }),
  );
  return [...new Set(perKind.flat())];
}

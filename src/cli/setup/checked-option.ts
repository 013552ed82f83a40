import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';

/** An option's value by a schema. Raises `usage`. */
export function checkedOption<T>(schema: z.ZodMiniType<T>, value: unknown, option: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw new DoorlogError('usage', `Option ${option} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
}

import { DoorlogError } from '../../errors.ts';

const MOST = 36_500;

/** Days as an option gives them. Raises `usage`. */
export function wholeDays(value: unknown, option: string): number {
  const days = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (days >= 1 && days <= MOST) return days;
  throw new DoorlogError('usage', `Option ${option} must be whole days from 1 to ${MOST}.`);
}

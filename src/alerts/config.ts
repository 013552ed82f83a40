import { parseTypedList, type TypedList } from '../sinks/typed-list.ts';
import type { ConfiguredChannel } from './channel-type.ts';
import { CHANNEL_TYPES } from './registry.ts';

const LIST: TypedList<ConfiguredChannel> = {
  input: 'alerts',
  item: 'channel',
  types: CHANNEL_TYPES,
  example: '{"type": "slack", "severity": "high"}',
};

/**
 * Reads the `alerts` input: a list in JSON or YAML, empty text being no channels.
 * Raises `input-invalid` with one sentence that names the place and the mend, never a value.
 */
export function parseAlerts(text: string): Promise<ConfiguredChannel[]> {
  return parseTypedList(text, LIST);
}

import type { SinkType } from './sink-type.ts';

/** Every kind of sink by its type; its code is loaded when a list of sinks names it. */
export const SINK_TYPES: Readonly<Record<string, () => Promise<SinkType>>> = {
  file: async () => (await import('./file/type.ts')).fileType,
  elasticsearch: async () => (await import('./elasticsearch/type.ts')).elasticsearchType,
  opensearch: async () => (await import('./opensearch/type.ts')).openSearchType,
  s3: async () => (await import('./s3/type.ts')).s3Type,
  splunk: async () => (await import('./splunk/type.ts')).splunkType,
  otlp: async () => (await import('./otlp/type.ts')).otlpType,
  syslog: async () => (await import('./syslog/type.ts')).syslogType,
  webhook: async () => (await import('./webhook/type.ts')).webhookType,
};

/** What sinks and alerts sign in with, each with the name of its input; never in the list of sinks. */
export const SINK_SECRETS = {
  elasticsearchApiKey: 'elasticsearch-api-key',
  elasticsearchUsername: 'elasticsearch-username',
  elasticsearchPassword: 'elasticsearch-password',
  opensearchUsername: 'opensearch-username',
  opensearchPassword: 'opensearch-password',
  splunkToken: 'splunk-token',
  awsAccessKeyId: 'aws-access-key-id',
  awsSecretAccessKey: 'aws-secret-access-key',
  awsSessionToken: 'aws-session-token',
  otlpHeaders: 'otlp-headers',
  syslogCertificate: 'syslog-certificate',
  syslogKey: 'syslog-key',
  webhookSecret: 'webhook-secret',
  slackWebhookUrl: 'slack-webhook-url',
} as const;

export type SinkSecretName = keyof typeof SINK_SECRETS;

/** The secrets that were given. */
export type SinkSecrets = { readonly [Name in SinkSecretName]?: string | undefined };

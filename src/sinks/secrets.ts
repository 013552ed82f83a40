import { SINK_SECRETS, type SinkSecretName, type SinkSecrets } from '../model/sink-secrets.ts';

/** What a person calls a secret where they give it: the words for error sentences. */
export type SecretNames = (name: SinkSecretName) => string;

/** The action's inputs. */
export const INPUT_NAMES: SecretNames = (name) => `input ${SINK_SECRETS[name]}`;

/** The command line's environment variables; for AWS those that its own tools read. */
export const VARIABLE_NAMES: SecretNames = (name) => {
  const words = SINK_SECRETS[name].replaceAll('-', '_').toUpperCase();
  return words.startsWith('AWS_') ? words : `DOORLOG_${words}`;
};

/** The secrets as environment variables give them; empty is not given. */
export function secretsFromVariables(env: Readonly<Record<string, string | undefined>>): SinkSecrets {
  const names = Object.keys(SINK_SECRETS) as SinkSecretName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[VARIABLE_NAMES(name)];
      return value ? [[name, value]] : [];
    }),
  );
}

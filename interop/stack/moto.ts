import * as z from 'zod/mini';
import { programOf, TOOLS } from '../tools.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** Credentials as AWS hands them out. */
export interface MotoSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ARN of the session. */
  readonly arn: string;
}

/** A running moto: AWS's services as others imitate them. */
export interface Moto extends Program {
  readonly url: string;
  /** What a login step does: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
  assumeRole(role: string, session: string, webIdentityToken: string): Promise<MotoSession>;
}

const Reply = z.object({
  AccessKeyId: z.string().check(z.regex(/^ASIA\w{16}$/)),
  SecretAccessKey: z.string().check(z.minLength(30)),
  SessionToken: z.string().check(z.minLength(100)),
  Arn: z.string(),
});

/** Starts moto's server on a port of 127.0.0.1. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    name: 'moto',
    command: programOf(TOOLS.moto),
    args: [['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)]],
    ready: async () => (await fetch(`${url}/moto-api/`)).ok,
    patience: 60_000,
  });
  return {
    ...program,
    url,
    async assumeRole(role, session, webIdentityToken) {
      const body = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: role,
        RoleSessionName: session,
        WebIdentityToken: webIdentityToken,
      });
      const reply = await fetch(url, { method: 'POST', body, headers: { host: 'sts.amazonaws.com' } });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`moto answered ${reply.status}: ${text}`);
      const { AccessKeyId, SecretAccessKey, SessionToken, Arn } = Reply.parse(
        Object.fromEntries(Object.keys(Reply.shape).map((name) => [name, elementOf(text, name)])),
      );
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, arn: Arn };
    },
  };
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
}

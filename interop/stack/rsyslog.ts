import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { programOf, TOOLS } from '../tools.ts';
import { makeServerCertificate } from './certificates.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** A message as rsyslog stored it. */
const Stored = z.object({
  msg: z.string(),
  rawmsg: z.string(),
  hostname: z.string(),
  syslogfacility: z.string(),
  syslogseverity: z.string(),
  timereported: z.string(),
  'app-name': z.string(),
  msgid: z.string(),
  'structured-data': z.string(),
});
export type StoredMessage = z.infer<typeof Stored>;

/** A running rsyslog that takes syslog over TLS. */
export interface Rsyslog extends Program {
  readonly port: number;
  /** Its certificate, which is its authority too, PEM. */
  readonly ca: string;
  /** Everything that came over the network since the last call, in order; waits until there are so many messages. */
  received(count: number): Promise<readonly StoredMessage[]>;
}

/** How rsyslog is configured. */
export interface RsyslogOptions {
  /** PEM certificates of the authorities whose clients alone are let in. */
  readonly clientCa?: string;
  /** Longest message, in rsyslog’s own words. Default 8k. */
  readonly maxMessageSize?: string;
}

/** Starts rsyslog with nothing but what it needs on a port of 127.0.0.1. */
export async function startRsyslog({ clientCa, maxMessageSize }: RsyslogOptions = {}): Promise<Rsyslog> {
  const [port, folder] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'doorlog-rsyslog-'))]);
  const { certificateFile, keyFile } = await makeServerCertificate(folder);
  const file = (name: string) => join(folder, name);
  const ca = await readFile(certificateFile, 'utf8');
  await writeFile(file('clients.pem'), clientCa ?? ca);
  const limit = maxMessageSize === undefined ? '' : `maxMessageSize="${maxMessageSize}"`;
  const drivers = [
    limit,
    'DefaultNetstreamDriver="ossl"',
    `DefaultNetstreamDriverCAFile="${file('clients.pem')}"`,
    `DefaultNetstreamDriverCertFile="${certificateFile}"`,
    `DefaultNetstreamDriverKeyFile="${keyFile}"`,
  ];
  const mode = clientCa === undefined ? 'anon' : 'x509/certvalid';
  // rsyslog's own messages go to the file too, so that it is open before the first connection ends: this version's
  // OpenSSL driver closes a descriptor twice, and would close that of a file which is opened in that moment.
  const lines = [
    `global(workDirectory="${folder}" processInternalMessages="on" ${drivers.join(' ')})`,
    `module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="${mode}")`,
    'template(name="whole" type="list") { property(name="jsonmesg") constant(value="\\n") }',
    `action(type="omfile" file="${file('stored.jsonl')}" template="whole")`,
    `input(type="imtcp" address="127.0.0.1" port="${port}")`,
  ];
  await writeFile(file('rsyslog.conf'), `${lines.join('\n')}\n`);
  const program = await startProgram({
    name: 'rsyslog',
    command: programOf(TOOLS.rsyslog),
    args: ['-n', ['-f', file('rsyslog.conf')], ['-i', file('rsyslog.pid')]],
    patience: 10_000,
    ready: async () => existsSync(file('stored.jsonl')) && listens(port),
  });
  let taken = 0;
  return {
    ...program,
    port,
    ca,
    async received(count) {
      const end = Date.now() + 10_000;
      for (;;) {
        const all = await storedIn(file('stored.jsonl'));
        if (all.length >= taken + count || Date.now() > end) {
          const fresh = all.slice(taken);
          taken = all.length;
          return fresh;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function storedIn(file: string): Promise<StoredMessage[]> {
  const text = await readFile(file, 'utf8');
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  return lines
    .map((line) => Stored.parse(JSON.parse(line)))
    .filter((message) => !message['app-name'].startsWith('rsyslogd'));
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

import { writeFile } from 'node:fs/promises';
import { programOf, TOOLS } from '../tools.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** Starts a real timestamp authority and writes its chain, which is new at every start, to `chainFile`. */
export async function startTimestampServer(chainFile: string): Promise<Program & { url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    name: 'timestamp-server',
    command: programOf(TOOLS.timestampServer),
    args: [
      ['serve', '--host', '127.0.0.1', '--port', String(port)],
      ['--timestamp-signer', 'memory', '--disable-ntp-monitoring'],
    ],
    ready: async () => (await fetch(`${url}/ping`)).ok,
  });
  const chain = await fetch(`${url}/api/v1/timestamp/certchain`);
  await writeFile(chainFile, await chain.text());
  return { ...program, url };
}

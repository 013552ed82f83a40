import process from 'node:process';
import { systemCodeOf } from '../errors.ts';
import { createHttp } from '../net/http.ts';
import { surroundingsFrom } from '../net/surroundings.ts';
import { dispatch } from './dispatch.ts';
import { EXIT } from './exit-code.ts';

/** A reader that has seen enough (`| head`) is no fault: the rest goes nowhere, and the exit code stays what it is. */
function endQuietly(error: Error): void {
  if (systemCodeOf(error) !== 'EPIPE') process.exitCode = EXIT.service;
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

const code = await dispatch(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  http: createHttp(surroundingsFrom(process.env)),
  isTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
  // A terminal without a size says 0.
  columns: (process.stdout.isTTY === true && process.stdout.columns) || undefined,
});
process.exitCode ||= code;

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whom a program runs as; empty: whoever runs this process. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
  /** The one capability of root that it keeps, to get through folders that are closed to it. */
  readonly power?: 'dac_read_search' | 'dac_override';
}

/** Nothing of the caller's PG* or LC_* reaches the server; programs of the system are found by root, too. */
const ENVIRONMENT = { PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/bin:/usr/sbin:/sbin`, LC_ALL: 'C' };

const execute = promisify(execFile);

/** A program as it is to be started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

/** How a program is started as the user; in `/`, which all may enter. */
export function command(program: string, args: readonly string[], { uid, gid, power }: ServerUser): Command {
  const options = { cwd: '/', env: ENVIRONMENT };
  if (uid === undefined || gid === undefined) return { program, args, options };
  if (power === undefined) return { program, args, options: { ...options, uid, gid } };
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // Without the bit, access(2), by which PostgreSQL finds itself, leaves capabilities out of account.
  const powers = ['--securebits=+no_setuid_fixup', `--inh-caps=+${power}`, `--ambient-caps=+${power}`];
  return { program: 'setpriv', args: [...identity, ...powers, program, ...args], options };
}

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws Error whose message is the last line that it complained
 */
export async function run(
  program: string,
  args: readonly string[],
  user: ServerUser = {},
  input = '',
): Promise<string> {
  const started = command(program, args, user);
  const running = execute(started.program, started.args, started.options);
  // A program that ends without reading its input is told by its exit status.
  running.child.stdin?.on('error', () => undefined).end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const detail = lastComplaint(said) ?? (error instanceof Error ? error.message : String(error));
    throw new Error(detail, { cause: error });
  }
}

/** The line of a log that says why a program gave up; undefined when it says nothing. */
export function lastComplaint(log: string): string | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => /\b(FATAL|PANIC|error)\b/.test(line)) ?? lines.at(-1))?.trim();
}

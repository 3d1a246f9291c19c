/** The console as the server hands it out, built when it is missing or older than what it is made of. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const CONSOLE = join(import.meta.dirname, '../../console');
const PAGE = join(CONSOLE, 'dist/index.html');

/** @returns whether there is one; without it the interface works all the same */
export async function buildConsole(): Promise<boolean> {
  if (existsSync(PAGE) && (await newest(join(CONSOLE, 'src'))) <= (await stat(PAGE)).mtimeMs) return true;
  const build = spawn(process.execPath, [join(CONSOLE, 'tools/vite.ts'), 'build'], { stdio: 'ignore' });
  const [status] = await once(build, 'exit');
  return status === 0;
}

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}

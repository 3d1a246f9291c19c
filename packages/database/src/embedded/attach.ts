import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DATA, PASSWORD, ROLE } from './layout.ts';

/**
 * The address of an embedded server that another process has open: for whoever may read its password.
 * @returns undefined when none is ready
 */
export async function addressOf(folder: string): Promise<string | undefined> {
  const read = async (...names: string[]): Promise<string> =>
    readFile(join(resolve(folder), ...names), 'utf8').catch(() => '');
  const [, , , port = '', , , , state = ''] = (await read(DATA, 'postmaster.pid')).split('\n');
  const password = await read(PASSWORD);
  if (state.trim() !== 'ready' || password === '') return undefined;
  return `postgresql://${ROLE}:${password}@127.0.0.1:${Number(port)}/${ROLE}`;
}

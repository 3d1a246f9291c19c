import { createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { makeFolder, sync, writeDurably } from '../store/durable.ts';

/** The secret of one lake: 32 random bytes, of which tokens and the seal are made. */
export interface Key {
  readonly path: string;
  readonly secret: Buffer;
}

const KEY_BYTES = 32;
const HEX_KEY = /^[0-9a-f]{64}\s*$/;

/** Where the key lies unless told: outside every data folder (docs/semantics.md 19). */
export function defaultKeyFile(environment: NodeJS.ProcessEnv): string {
  const told = environment['SHOUHU_KEY_FILE'];
  if (told !== undefined && told !== '') return told;
  const base = environment['XDG_CONFIG_HOME'];
  return join(base === undefined || base === '' ? join(homedir(), '.config') : base, 'shouhu', 'key');
}

/**
 * Reads the key of a lake, or makes one when the lake has none yet.
 * @param check the lake's proof of its key; null while it has none
 * @throws ShouhuError when the key is missing, another one, or lies within the lake
 */
export async function openKey(path: string, lake: string, check: string | null): Promise<Key> {
  if (!relative(resolve(lake), resolve(path)).startsWith('..')) throw shouhuError('SH-L011', { path });
  const secret = (await readKey(path)) ?? (check === null ? await makeKey(path) : undefined);
  if (secret === undefined) throw shouhuError('SH-L009', { path });
  const key = { path, secret };
  if (check !== null && keyCheck(key) !== check) throw shouhuError('SH-L010', { path });
  return key;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    if (!HEX_KEY.test(text)) throw shouhuError('SH-L010', { path });
    return Buffer.from(text.trim(), 'hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

/** Makes a key, unless another import makes one at the same time: then theirs holds, as a lake whose key was replaced is lost. */
async function makeKey(path: string): Promise<Buffer | undefined> {
  const draft = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeDurably(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await publish(draft, path);
    await sync(dirname(path));
  } catch (error) {
    throw fromSystemError(error, path, 'write') ?? error;
  } finally {
    await rm(draft, { force: true });
  }
  return readKey(path);
}

/** Gives a finished file its name, unless the name is taken. Where a disk knows no links (a stick), the later one takes it. */
async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') await rename(draft, path);
    else if (code !== 'EEXIST') throw error;
  }
}

/** Proof of a key that tells nothing about it. */
export function keyCheck(key: Key): string {
  return mac(key, 'check', '');
}

/** Token of a personal value: equal values of one field have equal tokens, and nothing else can be learnt from it. */
export function tokenOf(key: Key, field: string, value: string): string {
  return mac(key, `token ${field}`, value).slice(0, 32);
}

/** Key for one use, so that a token never helps against the seal. */
export function subkey(key: Key, use: string): Buffer {
  return createHmac('sm3', key.secret).update(use).digest();
}

function mac(key: Key, use: string, value: string): string {
  return createHmac('sm3', key.secret).update(`${use}\u0000${value}`).digest('hex');
}

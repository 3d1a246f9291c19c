import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { createKeyFile, loadKeyFile, rotateKeyFile } from './key-file.ts';
import { fingerprint, hasFingerprint } from './key-ring.ts';

async function inFolder(work: (keys: string, data: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-vault-'));
  try {
    await work(join(folder, 'keys', 'ring.json'), join(folder, 'data'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const refused = (code: string) => (error: unknown) => error instanceof ShouhuError && error.code === code;

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

test('a key file is made, read and rotated, for the owner only, and leaves nothing beside it', () =>
  inFolder(async (path, data) => {
    const made = await createKeyFile(path, data);
    assert.equal(fingerprint(await loadKeyFile(path, data)), fingerprint(made));
    const rotated = await rotateKeyFile(path, data);
    assert.equal(fingerprint(await loadKeyFile(path, data)), fingerprint(rotated));
    assert.equal(hasFingerprint(rotated, fingerprint(made)), true);
    assert.deepEqual([await modeOf(path), await modeOf(join(path, '..'))], [0o600, 0o700]);
    assert.deepEqual(await readdir(join(path, '..')), ['ring.json']);
  }));

test('a file that is missing, damaged, newer or open to others is refused', () =>
  inFolder(async (path, data) => {
    await assert.rejects(loadKeyFile(path, data), refused('SH-V001'));
    await assert.rejects(rotateKeyFile(path, data), refused('SH-V001'));
    await createKeyFile(path, data);
    const text = await readFile(path, 'utf8');
    for (const mode of [0o640, 0o604, 0o620, 0o601]) {
      await chmod(path, mode);
      await assert.rejects(loadKeyFile(path, data), refused('SH-V003'));
      await assert.rejects(rotateKeyFile(path, data), refused('SH-V003'));
    }
    await chmod(path, 0o600);
    await writeFile(path, text.slice(0, -20));
    await assert.rejects(rotateKeyFile(path, data), refused('SH-V002'));
    await writeFile(path, text.replace('"format": 1', '"format": 2'));
    await assert.rejects(loadKeyFile(path, data), refused('SH-V004'));
    assert.deepEqual(await readdir(join(path, '..')), ['ring.json']);
  }));

test('a key file is not made over another, and not within the data folder', () =>
  inFolder(async (path, data) => {
    await mkdir(data);
    for (const within of [data, join(data, 'ring.json'), join(data, 'a', '..', '..ring'), join(data, 'a', 'ring')]) {
      await assert.rejects(createKeyFile(within, data), refused('SH-V005'));
      await assert.rejects(loadKeyFile(within, data), refused('SH-V005'));
    }
    assert.deepEqual(await readdir(data), []);
    const made = await createKeyFile(path, data);
    await assert.rejects(createKeyFile(path, data), refused('SH-V006'));
    assert.equal(fingerprint(await loadKeyFile(path, data)), fingerprint(made));
    await createKeyFile(`${data}-keys`, data);
    await assert.rejects(createKeyFile(join(path, 'ring.json'), data), refused('SH-I002'));
    await assert.rejects(loadKeyFile(join(path, 'ring.json'), data), refused('SH-I002'));
  }));

test('a change that was cut off leaves the old keys, and stands in the way of the next until it is cleared', () =>
  inFolder(async (path, data) => {
    const made = await createKeyFile(path, data);
    await writeFile(`${path}.tmp`, '{"format": 1, "data');
    await assert.rejects(rotateKeyFile(path, data), refused('SH-V007'));
    assert.equal(fingerprint(await loadKeyFile(path, data)), fingerprint(made));
    await rm(`${path}.tmp`);
    await rotateKeyFile(path, data);
  }));

test('of changes at the same time none loses the key of another', () =>
  inFolder(async (path, data) => {
    const created = await Promise.allSettled(Array.from({ length: 8 }, () => createKeyFile(path, data)));
    const rotated = await Promise.allSettled(Array.from({ length: 8 }, () => rotateKeyFile(path, data)));
    const rings = [...created, ...rotated].flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.equal(created.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.ok(rings.length >= 2);
    const kept = await loadKeyFile(path, data);
    assert.equal(kept.dataKeys.length, rings.length);
    for (const ring of rings) assert.equal(hasFingerprint(kept, fingerprint(ring)), true);
  }));

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openKey } from './key.ts';

test('first imports at the same time agree on one key, and leave nothing else behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-key-'));
  try {
    const lakes = Array.from({ length: 12 }, (_, at) => join(folder, `lake-${at}`));
    const keys = await Promise.all(lakes.map(async (lake) => openKey(join(folder, 'keys', 'key'), lake, null)));
    assert.equal(new Set(keys.map(({ secret }) => secret.toString('hex'))).size, 1);
    assert.deepEqual(await readdir(join(folder, 'keys')), ['key']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

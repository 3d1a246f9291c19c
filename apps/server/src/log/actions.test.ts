import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ACTIONS } from './actions.ts';

test('whatever the program writes into the log has a name there', () => {
  const root = join(import.meta.dirname, '..');
  const sources = globSync('**/*.ts', { cwd: root }).filter((name) => !/\.(test|fixture)\.ts$/.test(name));
  const written = sources.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z.-]+)'/g)].map(
      ([, action]) => action,
    ),
  );
  assert.ok(new Set(written).size > 40);
  const named = ACTIONS.map(({ action }) => action);
  assert.deepEqual(
    written.filter((action) => !named.includes(action ?? '')),
    [],
  );
  assert.equal(new Set(named).size, named.length, 'each once');
});

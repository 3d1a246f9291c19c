// Writes the generated files that are kept in git, so that a review shows how they change.
//   node tools/generate.ts            write them
//   node tools/generate.ts --check    say which differ from what the code produces; exit 1 if any
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated } from './generated.ts';

const root = join(import.meta.dirname, '..');

/** The file's text as it stands, or undefined when there is no such file. */
function onDisk(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

const checkOnly = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of generated()) {
  if (onDisk(path) === text) continue;
  stale += 1;
  if (checkOnly) {
    console.error(`${path} is not what the code produces; run: node tools/generate.ts`);
  } else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.error(`wrote ${path}`);
  }
}
if (checkOnly && stale > 0) process.exitCode = 1;

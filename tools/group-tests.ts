// Prints what `node --test` is to run for files of tests, so that many share a process: loading the platform costs more than most of its tests.
//   node tools/group-tests.ts FOLDER FILE…
// FOLDER takes the groups. A file with hooks for its whole process keeps one to itself.
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = '', ...files] = process.argv.slice(2);

/** What loads the same, the longest first, and how many processes it is spread over. */
const KINDS = [
  { path: /^apps\/console\/e2e\//, processes: 5 },
  { path: /^apps\/server\//, processes: 8 },
  { path: /^(?:apps\/console\/src|packages)\//, processes: 6 },
] as const;

const HOOKS = /^(?:before|after|beforeEach|afterEach)\(|\{ after \}/m;

const alone = new Set<string>();
for (const file of files) {
  if (HOOKS.test(await readFile(file, 'utf8'))) alone.add(file);
}
for (const [kind, { path, processes }] of KINDS.entries()) {
  const alike = files.filter((file) => path.test(file) && !alone.has(file));
  for (let group = 0; group < Math.min(processes, alike.length); group += 1) {
    // Neighbours have alike work: each goes to another process.
    const members = alike.filter((_, index) => index % processes === group);
    const text = members.map((file) => `import ${JSON.stringify(pathToFileURL(resolve(file)).href)};\n`).join('');
    const name = join(folder, `${kind}-${group}.test.mjs`);
    await writeFile(name, text);
    console.log(name);
  }
}
for (const file of files) {
  if (alone.has(file) || !KINDS.some(({ path }) => path.test(file))) console.log(file);
}

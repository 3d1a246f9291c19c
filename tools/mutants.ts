/**
 * Breaks one thing at a time in a copy of the sources, and asks the gate whether it notices: a gate that catches no
 * deliberate break proves nothing. Writes the table of docs/verification.md.
 *
 *   node tools/mutants.ts [--cases N] [--seed S] [--only TEXT]
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { mutants, type Mutant } from './mutants-list.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'verification.md');
const marks = ['<!-- mutants: begin -->', '<!-- mutants: end -->'] as const;
/** What the gate needs of the workspace. */
const packages = ['errors', 'codes', 'claims', 'rules', 'audit', 'testkit'];

interface Verdict {
  readonly disagreements: number;
  readonly first: number | null;
  readonly evaluators: readonly string[];
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
const copy = mkdtempSync(join(tmpdir(), 'shouhu-mutants-'));
try {
  copyWorkspace();
  const chosen = mutants.filter(({ name }) => name.includes(values.only));
  for (const mutant of mutants) soundText(mutant);
  const sound = await runGate(cases);
  if (sound.disagreements > 0) throw new Error('the gate fails without a mutant: mend that first');
  const rows: string[] = [];
  for (const mutant of chosen) rows.push(await tryMutant(mutant));
  const survived = rows.filter((row) => row.includes('survived')).length;
  process.stdout.write(`${rows.join('\n')}\n${chosen.length - survived} of ${chosen.length} caught\n`);
  if (values.only === '') writeTable(rows);
  process.exitCode = survived === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Sources by copy, dependencies by link: what is broken is broken in the copy only. */
function copyWorkspace(): void {
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@shouhu'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@shouhu' && name !== '.bin') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of packages) {
    const into = join(copy, 'packages', name);
    mkdirSync(into, { recursive: true });
    cpSync(join(root, 'packages', name, 'package.json'), join(into, 'package.json'));
    cpSync(join(root, 'packages', name, 'src'), join(into, 'src'), { recursive: true });
    symlinkSync(into, join(modules, '@shouhu', name));
  }
}

/** The gate of the copy, in a process of its own, because modules are read once. */
async function runGate(size: number): Promise<Verdict> {
  const script = `
    import { runParity } from '@shouhu/testkit/parity';
    const { disagreements, first, by_evaluator } = await runParity({ cases: ${size}, seed: ${seed}, stopAfter: 1, examples: 0 });
    process.stdout.write(JSON.stringify({ disagreements, first, evaluators: Object.keys(by_evaluator) }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: copy,
  });
  const verdict: Verdict = JSON.parse(stdout);
  return verdict;
}

/** The file as it is; what is to be broken must stand in it exactly once, or the list is out of date. */
function soundText({ name, file, find }: Mutant): string {
  const sound = readFileSync(join(copy, 'packages', file), 'utf8');
  const at = sound.indexOf(find);
  if (at < 0 || sound.includes(find, at + 1)) throw new Error(`${name}: not exactly once in ${file}`);
  return sound;
}

async function tryMutant(mutant: Mutant): Promise<string> {
  const path = join(copy, 'packages', mutant.file);
  const sound = readFileSync(path, 'utf8');
  const at = sound.indexOf(mutant.find);
  if (at < 0 || sound.includes(mutant.find, at + 1))
    throw new Error(`${mutant.name}: not exactly once in ${mutant.file}`);
  writeFileSync(
    path,
    sound.replace(mutant.find, () => mutant.replace),
  );
  try {
    const { first, evaluators } = await runGate(cases);
    const caught = first === null ? '**survived**' : `case ${first} (${evaluators.join(', ')})`;
    process.stderr.write(`${mutant.name}: ${caught}\n`);
    return `| ${mutant.where} | ${mutant.name} | \`${mutant.file.replace('/src/', ' ')}\` | ${caught} |`;
  } finally {
    writeFileSync(path, sound);
  }
}

function writeTable(rows: readonly string[]): void {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = marks.map((mark) => text.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < 0)
    throw new Error(`${page}: no place for the table`);
  const head = `| Evaluator | Break | File | Caught at |\n|---|---|---|---|`;
  const command = `\`node tools/mutants.ts --cases ${cases} --seed ${seed}\``;
  const table = `${marks[0]}\n\n${command}\n\n${head}\n${rows.join('\n')}\n\n`;
  writeFileSync(page, text.slice(0, begin) + table + text.slice(end));
}

/**
 * Ends an import with SIGKILL at random moments, again and again, and looks each time whether the lake is readable and
 * holds exactly the state before or after:  node tools/kill-import.ts [kills] [seed]
 * Prints what it saw as JSON; exit status 1 when a lake was left in any other state.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolder, judgedViews, openEngine, rowsOf, verifyLake } from '@shouhu/lake';

const FOLDERS = 4;
const LINES = 20_000;
const VIEWS = ['j_line', 'j_visit', 'j_diagnosis', 'j_operation', 'j_sale'];

interface Scene {
  readonly dir: (state: number) => string;
  readonly lake: string;
  readonly key_file: string;
}

async function main(kills: number, seed: number): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'shouhu-kill-'));
  try {
    const scene: Scene = {
      dir: (state) => join(base, `in-${state}`),
      lake: join(base, 'lake'),
      key_file: join(base, 'key'),
    };
    for (let state = 1; state <= FOLDERS; state += 1) await writeFolder(scene.dir(state), state);
    const { states, longest_ms } = await statesOf({ ...scene, lake: join(base, 'reference') });
    const seen = await killAll(scene, states, longest_ms, kills, seed);
    console.log(JSON.stringify(seen));
    if (seen.broken.length > 0) process.exitCode = 1;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** An export: new lines and settlements, corrections and refunds of earlier ones, every fourth line without change. */
async function writeFolder(dir: string, state: number): Promise<void> {
  await mkdir(dir, { recursive: true });
  const at = (index: number): string => `2025-0${1 + (index % 3)}-1${index % 10} 0${index % 10}:00:00`;
  const head =
    'bkkp_sn,mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt,init_feedetl_sn,updt_time';
  const lines = Array.from({ length: LINES }, (_, index) => {
    const id = index + Math.floor((state - 1) * LINES * 0.75);
    const visit = id % 2000;
    const refund = id % 50 === 49;
    const cnt = refund ? -1 : 1 + (id % 3);
    const amount = (cnt * (state + 4)).toFixed(2);
    const original = refund ? String(id - 1) : '';
    return `${id},M${visit},P${visit % 500},H42050200001,${at(visit)},X${id % 97},${cnt},${state + 4}.00,${amount},${original},2025-09-0${state}`;
  });
  const visits = Array.from(
    { length: 2000 },
    (_, index) => `M${index},P${index % 500},H42050200001,11,${at(index)},住址${state}-${index}`,
  );
  await writeFile(join(dir, 'fee_list_d.csv'), `${[head, ...lines].join('\n')}\n`);
  await writeFile(
    join(dir, 'mdtrt_d.csv'),
    `${['mdtrt_id,psn_no,fixmedins_code,med_type,begntime,addr', ...visits].join('\n')}\n`,
  );
}

/** What the judged views hold after each folder, imported in peace; '' stands for no lake. */
async function statesOf(scene: Scene): Promise<{ states: string[]; longest_ms: number }> {
  const states = [''];
  let longest_ms = 0;
  for (let state = 1; state <= FOLDERS; state += 1) {
    longest_ms = Math.max(longest_ms, await childImport(scene, state));
    states.push(await contentOf(scene.lake));
  }
  return { states, longest_ms };
}

interface Seen {
  readonly kills: number;
  readonly seed: number;
  /** Imports that had ended before they could be killed. */
  ended: number;
  old: number;
  new: number;
  readonly broken: string[];
}

async function killAll(
  scene: Scene,
  states: readonly string[],
  longest_ms: number,
  kills: number,
  seed: number,
): Promise<Seen> {
  const seen: Seen = { kills, seed, ended: 0, old: 0, new: 0, broken: [] };
  const random = generator(seed);
  let state = 0;
  for (let done = 0; done < kills;) {
    const took = await childImport(scene, state + 1, Math.floor(random() * longest_ms));
    if (took >= 0) seen.ended += 1;
    else done += 1;
    const content = await contentOf(scene.lake).catch((error: unknown) => String(error));
    if (content === states[state]) seen.old += 1;
    else if (content === states[state + 1]) {
      seen.new += 1;
      state += 1;
    } else {
      seen.broken.push(`kill ${done} on state ${state}: ${content}`);
      state = FOLDERS;
    }
    if (state < FOLDERS) continue;
    await rm(scene.lake, { recursive: true, force: true });
    state = 0;
  }
  return seen;
}

/** Imports in a process of its own. @returns milliseconds it took, or -1 when it was killed after `kill_after_ms` */
async function childImport({ dir, lake, key_file }: Scene, state: number, kill_after_ms?: number): Promise<number> {
  const started = performance.now();
  const args = [import.meta.filename, 'child', dir(state), lake, key_file];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const timer = kill_after_ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), kill_after_ms);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...how) => resolve(how));
  });
  clearTimeout(timer);
  if (signal === 'SIGKILL') return -1;
  if (code !== 0) throw new Error(`the import of folder ${state} ended with status ${code}`);
  return performance.now() - started;
}

/** The lake, every file compared with its digest, as one text; '' when no import has ever finished in it. */
async function contentOf(path: string): Promise<string> {
  const lake = await verifyLake(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'SH-L001') return undefined;
    throw error;
  });
  if (lake === undefined) return '';
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-kill-spill') });
  try {
    const connection = await engine.connect();
    await judgedViews(connection, lake);
    const parts: string[] = [];
    for (const view of VIEWS) {
      const [row] = await rowsOf<{ rows: number; digest: string }>(
        connection,
        `SELECT count(*) AS rows, coalesce(bit_xor(hash(seen)), 0)::VARCHAR AS digest FROM ${view} seen`,
      );
      parts.push(`${view} ${row?.rows} ${row?.digest}`);
    }
    return parts.join('; ');
  } finally {
    engine.closeSync();
  }
}

/** Mulberry32: the same kills for the same seed, as far as the machine keeps time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const [first = '100', second = '1', lake = '', key_file = ''] = process.argv.slice(2);
if (first === 'child') await importFolder({ dir: second, lake, key_file });
else await main(Number(first), Number(second));

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { benches, type BenchOptions } from './index.ts';

/** One folder for all, kept between them, so that one county serves several measurements. */
let workdir = '';
const tiny = (): Partial<BenchOptions> => ({ lines: 5_000, rounds: 1, seed: 7, workdir, keep: true });
const quiet = () => undefined;

before(async () => {
  workdir = await mkdtemp(join(tmpdir(), 'shouhu-bench-test-'));
});
after(async () => {
  await rm(workdir, { recursive: true, force: true });
});

function hasKeys(report: object, keys: readonly string[]): void {
  for (const key of keys) assert.ok(key in report, `no key ${key} in ${Object.keys(report).join(', ')}`);
}

test('snapshot: the steps of cold and warm', async () => {
  const report = await benches.snapshot.run(tiny(), quiet);
  hasKeys(report, ['cold', 'warm', 'points', 'peak_rss_mb', 'machine']);
  assert.ok(report.points > 3_000);
  hasKeys(report.machine, ['cores', 'cpu', 'memory_mb', 'node', 'duckdb', 'load_before']);
});

test('till: the engine beside the reading of the same message', async () => {
  const report = await benches.till.run(tiny(), quiet);
  hasKeys(report, ['engine', 'reading', 'ratio', 'messages', 'peak_rss_mb', 'machine']);
  assert.deepEqual([report.lines, report.history_lines], [200, 520]);
  assert.ok(report.findings_per_message > 0);
});

test('import: both sides read the same rows', async () => {
  const report = await benches.import.run(tiny(), quiet);
  hasKeys(report, ['lines', 'import_s', 'bare_s', 'ratio', 'peak_rss_mb', 'bare_peak_rss_mb', 'machine']);
  assert.ok(report.rows > report.lines);
  assert.equal(report.rejected, 0);
});

test('audit: a scan, a run and statements by hand over one lake', async () => {
  const report = await benches.audit.run(tiny(), quiet);
  hasKeys(report, ['lines', 'scan_s', 'audit_s', 'ratio_to_scan', 'hand_s', 'peak_rss_mb', 'findings', 'machine']);
  assert.equal(report.hand_classes.length, 21);
  for (const row of report.hand_classes) assert.ok(row.findings > 0, `${row.rule_code} finds nothing by hand`);
});

test('closures: throughput and latency, alone and with history', async () => {
  const report = await benches.closures.run({ ...tiny(), lines: 15_000 }, quiet);
  hasKeys(report, ['compile_ms', 'heap_mb', 'alone', 'with_history', 'machine']);
  assert.ok(report.alone.distinct > 0);
  hasKeys(report.alone, ['encounters_per_s', 'p50_us', 'p99_us', 'p999_us', 'findings_per_1000_lines']);
});

test('engines: three engines find the same', async () => {
  const report = await benches.engines.run(tiny(), quiet);
  for (const row of report.engines) {
    assert.equal(row.disagreements, 0);
    assert.ok(row.found > 0);
  }
});

test('scale: one row a size, and nothing left behind that was not to be kept', async () => {
  const folder = join(workdir, 'removed');
  const report = await benches.scale.run({ ...tiny(), workdir: folder, keep: false }, quiet);
  assert.equal(report.sizes.length, 3);
  hasKeys(report, ['growth', 'machine']);
  assert.deepEqual(await readdir(folder), []);
});

test('clearing: every settlement of a month, once', async () => {
  const report = await benches.clearing.run({ ...tiny(), lines: 2_000, keep: false }, quiet);
  hasKeys(report, ['institutions', 'settlements', 'fill_s', 'compute_s', 'approve_s', 'again_s', 'machine']);
  assert.deepEqual([report.institutions, report.settlements], [1_000, 2_000]);
});

test('gateway: every message is answered, signed and not', async () => {
  const report = await benches.gateway.run({ ...tiny(), lines: 2_000, keep: false }, quiet);
  hasKeys(report, ['history_lines', 'fill_s', 'loads', 'machine']);
  assert.equal(Object.keys(report.loads).length, 5);
  for (const { messages, refused } of Object.values(report.loads)) {
    assert.ok(messages > 0);
    assert.equal(refused, 0);
  }
});

test('settlement: the script settles and posts as we do', async () => {
  const report = await benches.settlement.run({ ...tiny(), lines: 1_000, keep: false }, quiet);
  for (const { statements, ratio, reference } of [report.settlement, report.unsigned, report.posting]) {
    // A posting is the least of them: one statement within its transaction.
    assert.ok(statements >= 3 && ratio > 0);
    assert.match(reference, /^pg/);
  }
});

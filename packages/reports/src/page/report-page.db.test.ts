import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Script } from 'node:vm';
import { addIndicators } from '../fixture/indicators.fixture.ts';
import { HOSTILE, RING } from '../fixture/lines.fixture.ts';
import { fixtureRun } from '../fixture/run.fixture.ts';
import { openRun } from '../run/open-run.ts';
import { personsOf } from '../run/persons-of.ts';
import { withTables } from '../run/tables.ts';
import { writeReports } from '../write-reports.ts';
import { clientScript } from './client-script.ts';
import type { PageData } from './model.ts';
import { pageData } from './page-data.ts';
import type { LineCaps } from './page-lines.ts';

let run: Awaited<ReturnType<typeof fixtureRun>>;
let html = '';
before(async () => {
  run = await fixtureRun();
  await writeReports({ out: run.out });
  html = await readFile(join(run.out, 'report.html'), 'utf8');
});
after(async () => run.remove());

function dataOf(page: string): PageData {
  const text = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page)?.[1];
  assert.ok(text, 'the data are whole and hold no "<"');
  const data: PageData = JSON.parse(text);
  return data;
}

async function withCaps(caps?: LineCaps): Promise<PageData> {
  const opened = await openRun(run.out);
  return withTables(opened, async (connection) =>
    pageData(connection, opened, await personsOf(connection, opened, { revealed: false }), caps),
  );
}

describe('report.html', () => {
  test('names of data are neither markup nor the end of a script', () => {
    const { leads, institutions } = dataOf(html);
    assert.equal(leads[2]?.title, HOSTILE);
    assert.equal(institutions.find(({ code }) => code === 'H42900000002')?.name, HOSTILE);
    assert.ok(!html.includes('<script>alert'));
    assert.ok(!html.includes('\u2028'));
  });

  test('asks nothing of a network', () => {
    const own = html.replace(/<script>[\s\S]*?<\/script>/g, '');
    assert.doesNotMatch(own, /(?:src|href)="(?!data:|#)/);
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  });

  test('shows persons as codes and nowhere as numbers', () => {
    for (const psn_no of RING) assert.ok(!html.includes(psn_no), psn_no);
    const [ring] = dataOf(html).leads;
    assert.match(ring?.message ?? '', /以 P0001·0001 为首/);
    assert.equal(ring?.map?.nodes[0]?.name, 'P0001·0001');
  });

  test('is readable by its owner only and the same bytes again', async () => {
    assert.equal((await stat(join(run.out, 'report.html'))).mode & 0o777, 0o600);
    await writeReports({ out: run.out });
    assert.equal(await readFile(join(run.out, 'report.html'), 'utf8'), html);
  });

  test('its script is one that parses, and prints no warning', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', note);
    assert.doesNotThrow(() => new Script(html.match(/<script>\(\(\) => [\s\S]*<\/script>/)?.[0].slice(8, -9) ?? '('));
    await clientScript();
    process.off('warning', note);
    assert.deepEqual(warnings, []);
  });

  test('says what is missing', () => {
    const { indicators, institutions, not_run, totals, months } = dataOf(html);
    assert.equal(indicators, null);
    assert.deepEqual(not_run, [
      { kind: 'scheme', code: 'GZ10000202001000', name: '药品进销存异常', absent: ['stock'], lines: 0 },
    ]);
    assert.equal(totals.amount_fen, 291_012);
    assert.equal(institutions.find(({ code }) => code === 'H42900000003')?.expected_fen, 225_000);
    assert.equal(months[0]?.expected_fen, 78_911);
    assert.deepEqual(
      months.map(({ month }) => month),
      ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
    );
  });
});

describe('lines within the page', () => {
  test('lead to visits to lines, each with its reason', async () => {
    const { lines } = await withCaps();
    const limit = lines.of['L02']?.visits.find(({ id }) => id === 'M-limit');
    assert.equal(limit?.lines.length, 3);
    assert.match(lines.texts[limit?.lines[0]?.[12][0] ?? -1] ?? '', /限定频次/);
    assert.deepEqual([lines.shown, lines.total], [13, 13]);
  });

  test('leads come whole by rank until the cap is reached; of the one it cuts, the costliest visits', async () => {
    const { lines } = await withCaps({ all: 7, lead: 100, messages: 2 });
    assert.deepEqual([lines.of['L01']?.shown, lines.of['L02']?.shown, lines.of['L03']], [5, 2, undefined]);
    assert.equal(lines.of['L02']?.visits[0]?.id, 'M-limit');
    assert.deepEqual([lines.shown, lines.total], [7, 13]);
  });
});

test('indicators and risks are taken up where the run has them', async () => {
  const other = await fixtureRun();
  await addIndicators(other.out);
  await writeReports({ out: other.out });
  const data = dataOf(await readFile(join(other.out, 'report.html'), 'utf8'));
  await other.remove();
  assert.equal(data.indicators?.list.length, 3);
  assert.deepEqual(
    data.indicators?.list.map(({ name, unit }) => [name, unit]),
    [
      ['CT占比', 'share'],
      ['检验检查占比', 'share'],
      ['unknown', 'count'],
    ],
  );
  const far = data.institutions.find(({ risk }) => risk?.rank === 1);
  assert.deepEqual([far?.risk?.score, far?.risk?.probability, far?.risk?.parts.length], [91.5, 0.87, 3]);
  assert.deepEqual(
    far?.risk?.parts.map(({ where }) => where),
    ['', '', 'A04'],
  );
  // By month only what stands for the institution as a whole.
  assert.deepEqual(
    far?.risk?.series.map(({ name, trend_month }) => [name, trend_month]),
    [
      ['CT占比', '2026-08'],
      ['检验检查占比', '2026-08'],
    ],
  );
  assert.deepEqual(far?.risk?.series[0]?.months, ['2026-07', '2026-08', '2026-09']);
});

test('revealed, the page says so and the use is on record', async () => {
  const other = await fixtureRun();
  await writeReports({ out: other.out, reveal: { purpose: '案件 12' } });
  const page = await readFile(join(other.out, 'report.html'), 'utf8');
  const log = await readFile(join(other.out, 'reveal-log.jsonl'), 'utf8');
  assert.equal((await stat(join(other.out, 'reveal-log.jsonl'))).mode & 0o777, 0o600);
  await other.remove();
  assert.ok(page.includes(RING[0] ?? '-') && dataOf(page).run.revealed);
  const records = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    records.map(({ purpose, file }) => [purpose, file]),
    [
      ['案件 12', 'report.html'],
      ['案件 12', 'working-paper.xlsx'],
    ],
  );
  for (const { who, when } of records) assert.ok(who !== '' && !Number.isNaN(Date.parse(when)));
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { importFolder, judgedViews, openEngine, openLake, rowsOf } from '@shouhu/lake';
import { generateCounty } from '@shouhu/synth';
import type { DuckDBConnection } from '@duckdb/node-api';
import { buildAggregates } from './build.ts';
import type { BuildOptions } from './build.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-aggregates-'));
  generateCounty({ insured: 400, months: 4, seed: 12, out: join(folder, 'county') });
  await importing('county');
});
after(() => rm(folder, { recursive: true, force: true }));

async function importing(dir: string): Promise<void> {
  await importFolder({ dir: join(folder, dir), lake: join(folder, 'lake'), key_file: join(folder, 'key') });
}

/** Builds the aggregates and asks one thing of them. */
async function asking<T>(
  ask: (connection: DuckDBConnection) => Promise<T>,
  options: Partial<BuildOptions> = {},
): Promise<T> {
  const lake = await openLake(join(folder, 'lake'));
  const engine = await openEngine({ spill: join(folder, 'spill') });
  const connection = await engine.connect();
  try {
    await judgedViews(connection, lake);
    await buildAggregates(connection, lake, { cache: join(folder, 'cache'), ...options });
    return await ask(connection);
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

/** Cached files by name, with the time of their making. */
async function cached(): Promise<Map<string, number>> {
  const names = await readdir(join(folder, 'cache'));
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, number]> => [name, (await stat(join(folder, 'cache', name))).mtimeMs]),
    ),
  );
}

describe('aggregates', () => {
  test('add up to the lines they come from, visit by visit', async () => {
    const wrong = await asking(async (connection) =>
      rowsOf(
        connection,
        `WITH lines AS (SELECT fixmedins_code, mdtrt_id, psn_no, count(*) AS lines, sum(amount_fen)::BIGINT AS amount_fen,
            coalesce(sum(inscp_fen), 0)::BIGINT AS inscp_fen, count(DISTINCT day) FILTER (coalesce(charge, '') NOT IN ('01', '02', '07', '12', '13')) AS care_days
          FROM (SELECT *, CASE WHEN item LIKE '001109%' THEN '01' WHEN item LIKE '001101%' OR item LIKE '001102%' THEN '02'
              WHEN item LIKE '001201%' THEN '07' ELSE med_chrgitm_type END AS charge FROM j_line) GROUP BY ALL)
        FROM lines FULL JOIN (FROM a_visit WHERE lines > 0) visit USING (fixmedins_code, mdtrt_id, psn_no)
        SELECT mdtrt_id WHERE (lines.lines, lines.amount_fen, lines.inscp_fen, lines.care_days)
          IS DISTINCT FROM (visit.lines, visit.amount_fen, visit.inscp_fen, visit.care_days)`,
      ),
    );
    assert.deepEqual(wrong, []);
  });

  test('have the same visits in one part and in many', async () => {
    const visits = async (connection: DuckDBConnection): Promise<unknown[]> =>
      rowsOf(connection, 'FROM a_visit ORDER BY fixmedins_code, mdtrt_id, psn_no');
    const cache = join(folder, 'parts');
    const parts = await asking(visits, { cache, lines_per_part: 500 });
    assert.ok((await readdir(cache)).filter((name) => name.startsWith('visits-')).length > 2);
    assert.deepEqual(parts, await asking(visits));
  });

  test('add up to the same over items', async () => {
    const [sums] = await asking(async (connection) =>
      rowsOf(
        connection,
        `SELECT (SELECT sum(lines) FROM a_item) = (SELECT count(*) FROM j_line) AS lines,
          (SELECT sum(amount_fen) FROM a_item) = (SELECT sum(amount_fen) FROM j_line) AS fen,
          (SELECT count(*) > 0 FROM a_institution) AND (SELECT count(*) > 100 FROM a_visit) AS any`,
      ),
    );
    assert.deepEqual(sums, { lines: true, fen: true, any: true });
  });

  test('are kept, but for the months whose files changed', async () => {
    await asking(async () => {});
    const first = await cached();
    await asking(async () => {});
    assert.deepEqual(await cached(), first);

    const month = (await readdir(join(folder, 'county'))).filter((name) => name.startsWith('fee_list_d')).toSorted();
    const text = await readFile(join(folder, 'county', month.at(-1) ?? ''), 'utf8');
    const [header = '', row = ''] = text.split('\n');
    const updated = header.split(',').indexOf('updt_time');
    const again = row.split(',').map((cell, at) => (at === updated ? '2027-01-15 08:00:00' : cell));
    mkdirSync(join(folder, 'again'));
    writeFileSync(join(folder, 'again', 'fee_list_d.csv'), `${header}\n${again.join(',')}\n`);
    await importing('again');
    await asking(async () => {});
    const made = [...(await cached())].filter(([name, time]) => first.get(name) !== time).map(([name]) => name);
    assert.deepEqual(made.map((name) => name.replace(/-.*/, '')).toSorted(), ['imaging', 'item', 'visit', 'visits']);
  });
});

/** What a model sees of an institution: how far each indicator lies on its suspicious side. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { openEngine, parquet, rowsOf } from '@shouhu/lake';
import { indicators } from '../definitions/index.ts';

/** Indicators that a model may use, in a fixed order. */
export const featureNames: readonly string[] = indicators
  .filter(({ weight, direction }) => weight > 0 && direction !== 'none')
  .map(({ id }) => id);

const sides = new Map(indicators.map(({ id, direction }) => [id, direction === 'low' ? -1 : 1]));

/** An institution of one run: its robust z by indicator; what could not be compared is not there. */
export interface Case {
  readonly run: string;
  readonly fixmedins_code: string;
  readonly z: ReadonlyMap<string, number>;
}

/** From 0 where nothing is unusual; the logarithm keeps one extreme from outweighing all the rest. */
export function featureOf(indicator: string, z: number | undefined): number {
  return Math.log1p(Math.max(0, (sides.get(indicator) ?? 1) * (z ?? 0)));
}

interface Row {
  readonly fixmedins_code: string;
  readonly indicator: string;
  readonly z: number | null;
}

/** SQL of the rows a model looks at, over something with the columns of indicators.parquet. */
export const modelRows = (source: string): string =>
  `SELECT fixmedins_code, indicator, z FROM ${source} WHERE level = 'institution' AND month IS NULL ORDER BY ALL`;

/**
 * The institutions of finished runs.
 * @throws ShouhuError SH-P004 for a folder without indicators
 */
export async function casesOf(runs: readonly string[], file: string): Promise<Case[]> {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-model') });
  try {
    const connection = await engine.connect();
    const cases: Case[] = [];
    for (const run of runs) {
      const path = join(run, file);
      if (!existsSync(path)) throw shouhuError('SH-P004', { path: run, file });
      cases.push(...gather(run, await rowsOf<Row>(connection, modelRows(parquet([path])))));
    }
    return cases;
  } finally {
    engine.closeSync();
  }
}

/** Rows by institution. */
export function gather(run: string, rows: readonly Row[]): Case[] {
  return [...Map.groupBy(rows, ({ fixmedins_code }) => fixmedins_code)].map(([fixmedins_code, own]) => ({
    run,
    fixmedins_code,
    z: new Map(own.flatMap(({ indicator, z }) => (z === null ? [] : [[indicator, z]]))),
  }));
}

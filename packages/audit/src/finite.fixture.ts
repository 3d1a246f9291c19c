/** For tests: that every number a run promises is one. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quote, rowsOf } from '@shouhu/lake';
import type { Audited } from './bad-input.fixture.ts';
import { FILES } from './output/read.ts';

/** Keys of summary, leads and institutions that may be null (docs/formats.md); every other value is there. JSON writes NaN as null. */
const NULLABLE = new Set(['as_of', 'from', 'to', 'fixmedins_name', 'fixmedins_type', 'dept', 'dr', 'model']);

export async function assertFinite(result: Audited): Promise<void> {
  const nulls = nullsIn({ summary: result.summary, leads: result.leads, institutions: result.institutions });
  assert.deepEqual(nulls, []);
  assert.deepEqual((await valuesOf(result)).filter(isBroken), []);
}

function nullsIn(value: unknown, path = '', key = ''): string[] {
  if (value === null) return NULLABLE.has(key) ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((one, at) => nullsIn(one, `${path}[${at}]`, key));
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) => nullsIn(one, `${path}.${name}`, name));
}

interface IndicatorValue {
  readonly fixmedins_code: string;
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly peer_median: number | null;
  readonly peer_mad: number | null;
  readonly z: number | null;
  readonly trend_shift: number | null;
}

/** The rows of indicators.parquet. */
export async function valuesOf({ out }: Audited): Promise<IndicatorValue[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return await rowsOf<IndicatorValue>(connection, `FROM ${quote(join(out, FILES.indicators))}`);
  } finally {
    connection.closeSync();
  }
}

function isBroken({ numerator, denominator, value, peer_median, peer_mad, z, trend_shift }: IndicatorValue): boolean {
  const all = [numerator, denominator, value, peer_median, peer_mad, z, trend_shift];
  return numerator === null || all.some((one) => one !== null && !Number.isFinite(one));
}

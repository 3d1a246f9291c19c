import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judgedViews, openEngine, openLake, rowsOf } from '@shouhu/lake';
import { loadNational } from '@shouhu/rulebook';
import type { OnProgress } from '../bench.ts';
import { loadKnowledge, type Statement } from '../by-hand/knowledge.ts';
import { rounded, timed } from '../statistics.ts';

export interface ByHandInput {
  readonly lake: string;
  readonly scratch: string;
  readonly threads: number;
}

export interface ByHandClass {
  readonly rule_code: string;
  readonly statement: Statement;
  readonly findings: number;
  readonly seconds: number;
}

export interface ByHandOutput {
  /** Knowledge loaded and every class judged, one statement each; results are tables of keys, nothing is written. */
  readonly seconds: number;
  readonly findings: number;
  readonly classes: readonly ByHandClass[];
}

/** One statement per published class, as someone at home in SQL writes it, over the same judged relations. */
export async function byHand({ lake, scratch, threads }: ByHandInput, onProgress: OnProgress): Promise<ByHandOutput> {
  const facts = loadNational();
  const engine = await openEngine({ spill: join(scratch, 'spill'), threads });
  const connection = await engine.connect();
  const classes: ByHandClass[] = [];
  const whole = await timed(async () => {
    await judgedViews(connection, await openLake(lake));
    for (const { rule_code, statement } of await loadKnowledge(connection, facts, scratch)) {
      onProgress(`by hand: ${rule_code} ${statement}`);
      const sql = await readFile(new URL(`../by-hand/${statement}.sql`, import.meta.url), 'utf8');
      const { seconds, value } = await timed(async () => {
        await connection.run(`CREATE OR REPLACE TEMP VIEW k AS FROM point WHERE class_code = '${rule_code}'`);
        await connection.run(`CREATE OR REPLACE TEMP TABLE found AS ${sql}`);
        return rowsOf<{ findings: number }>(connection, 'SELECT count(*) AS findings FROM found');
      });
      classes.push({ rule_code, statement, findings: value[0]?.findings ?? 0, seconds: rounded(seconds) });
    }
  });
  engine.closeSync();
  return { seconds: whole.seconds, findings: classes.reduce((sum, row) => sum + row.findings, 0), classes };
}

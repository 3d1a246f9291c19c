import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, openDatabase } from '@shouhu/database';
import { approveClearing, computeClearing, migrations } from '@shouhu/server';
import type { Schema } from '@shouhu/server';
import type { Bench } from '../bench.ts';
import { fillMonth } from '../clearing/fill-month.ts';
import { describeMachine } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { rounded, timed } from '../statistics.ts';

export interface ClearingReport {
  readonly institutions: number;
  readonly settlements: number;
  readonly fill_s: number;
  /** Adding up, and writing what each institution is to get. */
  readonly compute_s: number;
  /** Postings per institution and fund. */
  readonly approve_s: number;
  /** Computing again, which finds all done. */
  readonly again_s: number;
  readonly machine: Machine;
}

const INSTITUTIONS = 1_000;
const MONTH = '2026-03';

const asking = (id: string, duty: 'auditor' | 'head', time: string) => ({
  caller: { id, name: id, duties: [duty], regions: ['429004'], fixmedins_code: null },
  at: new Date(time),
});

/** A month's clearing of a thousand institutions. `--lines` are settlements. */
export const clearingBench: Bench<ClearingReport> = {
  about: '一千家机构一个月的清算 · a month of a thousand institutions cleared',
  defaults: { lines: 5_000_000, rounds: 1 },
  async run({ lines, workdir, keep }, onProgress) {
    const machine = describeMachine();
    const folder = join(workdir, `clearing-${lines}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const database = await openDatabase<Schema>({ folder, statement_timeout_ms: 0 });
    try {
      const { db } = database;
      await migrate(db, migrations);
      onProgress('filling');
      const filled = await timed(async () => fillMonth(db, { institutions: INSTITUTIONS, settlements: lines }));
      onProgress('clearing');
      const computing = async () => computeClearing(db, asking('first', 'auditor', '2026-04-01T02:00:00Z'), MONTH);
      const computed = await timed(computing);
      const { institutions, settlements, pay_fen: seen_fen } = computed.value;
      const again = await timed(computing);
      const second = asking('second', 'head', '2026-05-20T02:00:00Z');
      const approved = await timed(async () => approveClearing(db, second, { month: MONTH, seen_fen }));
      return {
        institutions,
        settlements,
        fill_s: rounded(filled.seconds),
        compute_s: rounded(computed.seconds),
        approve_s: rounded(approved.seconds),
        again_s: rounded(again.seconds),
        machine,
      };
    } finally {
      await database.close();
      if (!keep) await rm(folder, { recursive: true, force: true });
    }
  },
};

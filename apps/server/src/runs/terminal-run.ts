/** Runs of `shouhu audit` in a terminal: recorded when the platform starts with their folder, and listed with those from the screen. */
import { randomUUID } from 'node:crypto';
import type { Services } from '../http/new-app.ts';
import type { RunFiles } from '../leads/read-run.ts';
import { recordRun } from '../leads/record-run.ts';
import type { Recorded } from '../leads/record-run.ts';
import type { Asking } from '../rights/caller.ts';
import { newTask } from '../tasks/new-task.ts';

/**
 * Records its leads, and a task that has ended with what is known of the run; its report and paper stay where it ran.
 * @throws ShouhuError SH-H002 without the right
 */
export async function recordTerminalRun(
  services: Pick<Services, 'db' | 'ring' | 'folder'>,
  asking: Asking,
  files: RunFiles,
): Promise<Recorded> {
  const { summary, leads } = files;
  const { from, to } = summary.period;
  const sum = (of: 'amount_fen' | 'expected_fen'): number => leads.reduce((total, lead) => total + lead[of], 0);
  return recordRun(services, asking, files, async (trx, { run_id, added, changed, withdrawn }) => {
    const result = {
      run_id,
      added,
      changed,
      withdrawn,
      lines: summary.lines,
      findings: summary.findings,
      cannot_decide: summary.cannot_decide,
      leads: leads.length,
      amount_fen: sum('amount_fen'),
      expected_fen: sum('expected_fen'),
      period_from: from,
      period_to: to,
      snapshot: summary.snapshot.digest,
    };
    const input = { terminal: true, from, to };
    await trx
      .insertInto('task')
      .values({
        ...newTask(asking, { task_id: randomUUID(), kind: 'run', input }),
        state: 'done',
        stage: 'record',
        ended_at: asking.at,
        recorded_at: asking.at,
        result: JSON.stringify(result),
      })
      .execute();
  });
}

/** An audit run in a process of its own: judged, and reported. */
import { parseCivilDate } from '@shouhu/codes';
import { runAudit, tunables } from '@shouhu/audit';
import { writeReports } from '@shouhu/reports';
import { currentKnowledge } from '@shouhu/rulebook';
import { asChild } from '../tasks/as-child.ts';
import { runInput } from './run-input.ts';
import type { Ran } from './run-input.ts';

asChild(runInput, async ({ lake, out, from, to, whole, memory_mb, knowledge, version }, onProgress): Promise<Ran> => {
  onProgress({ stage: 'prepare' });
  const { snapshot } = currentKnowledge({ schemes: tunables, folder: knowledge });
  const started = Date.now();
  const summary = await runAudit({
    lake,
    out,
    snapshot,
    whole,
    memory_mb,
    ...bound('from', from),
    ...bound('to', to),
    onProgress: ({ part, parts, step }) => onProgress({ stage: 'judge', step, done: part, total: parts }),
  });
  await writeReports({ out, onStep: (step) => onProgress({ stage: 'report', step }) });
  const { lines, findings, cannot_decide, leads, period } = summary;
  return {
    lines,
    findings,
    cannot_decide,
    leads: leads.leads,
    amount_fen: leads.amount_fen,
    expected_fen: leads.expected_fen,
    period_from: period.from,
    period_to: period.to,
    snapshot: summary.snapshot.digest,
    version,
    seconds: Math.round((Date.now() - started) / 1_000),
  };
});

function bound(name: 'from' | 'to', day: string | null) {
  const parsed = day === null ? null : parseCivilDate(day);
  return parsed?.ok === true ? { [name]: parsed.value } : {};
}

/** A plan in a process of its own: the lake judged by what holds and by the draft, and compared. */
import { join } from 'node:path';
import { compareRuns, runAudit, tunables } from '@shouhu/audit';
import { parseCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { currentKnowledge, KnowledgeProblems } from '@shouhu/rulebook';
import type { Snapshot } from '@shouhu/rulebook';
import { asChild } from '../tasks/as-child.ts';
import { planInput } from './plan-input.ts';
import type { Planned, PlanInput } from './plan-input.ts';

asChild(planInput, async (input, onProgress): Promise<Planned> => {
  onProgress({ stage: 'prepare' });
  const { lake, current, draft, current_run, out, memory_mb, as_of } = input;
  const judge = async (stage: string, snapshot: Snapshot, into: string): Promise<void> => {
    await runAudit({
      lake,
      out: into,
      snapshot,
      memory_mb,
      ...bound('from', input.from),
      ...bound('to', input.to),
      onProgress: ({ part, parts, step }) => onProgress({ stage, step, done: part, total: parts }),
    });
  };
  const after = snapshotOf(draft, as_of);
  const before = current_run ?? join(out, 'before');
  if (current_run === null) await judge('judge-current', snapshotOf(current, as_of), before);
  await judge('judge-draft', after, join(out, 'after'));
  onProgress({ stage: 'compare' });
  return { comparison: await compareRuns(before, join(out, 'after')) };
});

function snapshotOf(folder: string, as_of: PlanInput['as_of']): Snapshot {
  const { asOf } = bound('asOf', as_of);
  try {
    return currentKnowledge({ schemes: tunables, folder, ...(asOf === undefined ? {} : { asOf }) }).snapshot;
  } catch (error) {
    if (error instanceof KnowledgeProblems) throw shouhuError('SH-C094', { count: error.problems.length });
    throw error;
  }
}

function bound<Name extends 'from' | 'to' | 'asOf'>(
  name: Name,
  day: string | null,
): { readonly [Each in Name]?: number };
function bound(name: string, day: string | null): Readonly<Record<string, number>> {
  const parsed = day === null ? null : parseCivilDate(day);
  return parsed?.ok === true ? { [name]: parsed.value } : {};
}

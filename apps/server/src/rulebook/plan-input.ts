/** What a plan is asked for, and what worker and child tell each other. */
import type { Comparison } from '@shouhu/audit';
import { z } from 'zod';

export const planAsked = z.object({
  draft_id: z.uuid(),
  purpose: z.enum(['plan', 'backtest', 'shadow']),
  /** What is planned, and what it is compared with. */
  revision: z.int(),
  digest: z.string(),
  base_version: z.int(),
  base: z.string(),
  /** Service days, inclusive; null for all there are. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** Judges by the lists and knowledge of this day. */
  as_of: z.iso.date().nullable(),
  /** The audit run that a shadow stands beside. */
  run_task_id: z.uuid().nullable(),
});
export type PlanAsked = z.infer<typeof planAsked>;

export const planInput = planAsked.pick({ from: true, to: true, as_of: true }).extend({
  lake: z.string(),
  /** Folders of local knowledge. */
  current: z.string(),
  draft: z.string(),
  /** Finished run by the current knowledge over the same days; null: it is run. */
  current_run: z.string().nullable(),
  out: z.string(),
  memory_mb: z.int(),
});
export type PlanInput = z.infer<typeof planInput>;

export interface Planned {
  readonly comparison: Comparison;
}

/** Plans of drafts: started, found again with their results; and those that follow every audit run while a draft is on trial. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { newTask } from '../tasks/new-task.ts';
import { readTask, startTask } from '../tasks/tasks.ts';
import type { Task, TaskView } from '../tasks/tasks.ts';
import { checkContent } from './content.ts';
import { reachDraft } from './draft.ts';
import { inForce } from './in-force.ts';
import { planAsked } from './plan-input.ts';
import type { PlanAsked } from './plan-input.ts';
import type { PlanPurpose } from './schema.ts';

export interface PlanWanted {
  /** Made by the client: a repeat starts nothing new. */
  readonly task_id: string;
  readonly draft_id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly as_of: string | null;
}

/**
 * Plans the last revision of a draft; by the lists of a day it is a backtest, which does not count as the plan.
 * @throws ShouhuError SH-H003 out of reach; SH-J012 before anything was imported; SH-C094 for a draft with faults
 */
export async function startPlan(services: Services, asking: Asking, wanted: PlanWanted): Promise<TaskView> {
  const { db, folder, claims } = services;
  const { task_id, draft_id, ...bounds } = wanted;
  const { row } = await reachDraft(db, asking.caller, 'rulebook.write', draft_id);
  if (!existsSync(join(claims.lake, 'manifest.json'))) throw shouhuError('SH-J012', {});
  const { revision, digest } = row;
  const { files } = await db
    .selectFrom('rule_draft_revision')
    .select('files')
    .where('draft_id', '=', draft_id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  const { faults } = await checkContent(folder, files);
  if (faults.length > 0) throw shouhuError('SH-C094', { count: faults.length });
  const { version: base_version, digest: base } = await inForce(db);
  const purpose = bounds.as_of === null ? 'plan' : 'backtest';
  const input: PlanAsked = { draft_id, purpose, revision, digest, base_version, base, run_task_id: null, ...bounds };
  return startTask(services, asking, { task_id, kind: 'plan', input });
}

export interface PlanRow {
  readonly task_id: string;
  readonly purpose: PlanPurpose;
  readonly state: Task['state'];
  readonly asked_at: string;
  readonly asked_name: string;
  readonly revision: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly as_of: string | null;
  /** Of the draft as it is now, compared with what holds now. */
  readonly counts: boolean;
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Those of one draft, the newest first. @throws ShouhuError SH-H003 out of reach */
export async function listPlans(db: Kysely<Schema>, { caller }: Asking, draft_id: string): Promise<PlanRow[]> {
  const { row } = await reachDraft(db, caller, 'rulebook.read', draft_id);
  const { digest: base } = await inForce(db);
  const tasks = await db
    .selectFrom('task')
    .selectAll()
    .where('kind', '=', 'plan')
    .where(sql`input ->> 'draft_id'`, '=', draft_id)
    .orderBy('asked_at', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return tasks.map(({ task_id, state, asked_at, asked_by, input, result }) => {
    const { purpose, revision, from, to, as_of, ...of } = planAsked.parse(input);
    return {
      task_id,
      purpose,
      state,
      asked_at: asked_at.toISOString(),
      asked_name: asked_by.name,
      revision,
      from,
      to,
      as_of,
      counts: purpose === 'plan' && state === 'done' && of.digest === row.digest && of.base === base,
      result: result === null ? null : { ...result },
    };
  });
}

const MOST_LISTED = 50;

export interface PlanResult {
  readonly draft_id: string;
  readonly purpose: PlanPurpose;
  readonly digest: string;
  readonly comparison: object;
  /** Findings of the samples that the platform knows. */
  readonly known: readonly string[];
  /** Names of institutions that it knows, by code. */
  readonly places: Readonly<Record<string, string>>;
}

/** @throws ShouhuError SH-H003 for a plan out of reach, or without a result yet */
export async function readPlan(db: Kysely<Schema>, { caller }: Asking, task_id: string): Promise<PlanResult> {
  await readTask(db, caller, 'plan', task_id);
  const row = await db
    .selectFrom('rule_plan')
    .select(['draft_id', 'purpose', 'digest', 'comparison'])
    .where('task_id', '=', task_id)
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-H003', { id: task_id });
  await reachDraft(db, caller, 'rulebook.read', row.draft_id);
  const { samples, by_institution } = comparedParts.parse(row.comparison);
  const codes = by_institution.map(({ fixmedins_code }) => fixmedins_code);
  const places = await db
    .selectFrom('institution')
    .select(['fixmedins_code', 'fixmedins_name'])
    .where('fixmedins_code', 'in', [...codes, ''])
    .execute();
  const known = await db
    .selectFrom('finding')
    .select('finding_id')
    .where('finding_id', 'in', [...samples.map(({ finding_id }) => finding_id), ''])
    .execute();
  return {
    ...row,
    known: known.map(({ finding_id }) => finding_id),
    places: Object.fromEntries(places.map(({ fixmedins_code, fixmedins_name }) => [fixmedins_code, fixmedins_name])),
  };
}

const comparedParts = z.object({
  samples: z.array(z.object({ finding_id: z.string() })),
  by_institution: z.array(z.object({ fixmedins_code: z.string() })),
});

const bounds = planAsked.pick({ from: true, to: true });

/**
 * After an audit run: what every draft on trial would have found. Asked for again it queues nothing new.
 * @param base_version that the run judged by
 */
export async function queueShadows(
  { db, jobs, now }: Services,
  { task_id: run_task_id, ...run }: Task,
  base_version: number,
): Promise<void> {
  const { from, to } = bounds.parse(run.input);
  await transaction(db, 'read committed', async (trx) => {
    const drafts = await trx
      .selectFrom('rule_draft')
      .selectAll()
      .where('state', '=', 'shadow')
      .orderBy('draft_id')
      .execute();
    const { digest: base } = await trx
      .selectFrom('rule_version')
      .select('digest')
      .where('version', '=', base_version)
      .executeTakeFirstOrThrow();
    for (const { draft_id, revision, digest, admdvs } of drafts) {
      const asked: PlanAsked = {
        draft_id,
        purpose: 'shadow',
        revision,
        digest,
        base_version,
        base,
        from,
        to,
        as_of: null,
        run_task_id,
      };
      const task_id = uuidOf(`shadow ${run_task_id} ${draft_id}`);
      const asking = { caller: run.asked_by, at: now() };
      const made = await trx
        .insertInto('task')
        .values({ ...newTask(asking, { task_id, kind: 'plan', input: asked }), admdvs })
        .onConflict((on) => on.doNothing())
        .returning('task_id')
        .executeTakeFirst();
      if (made === undefined) continue;
      await jobs.send(trx, 'task.run', { task_id });
      await note(trx, asking.caller, asking.at, {
        action: 'rulebook.shadow',
        subject: `rules:${draft_id}`,
        region: admdvs,
        detail: task_id,
      });
    }
  });
}

import type { Insertable } from 'kysely';
import type { Asking } from '../rights/caller.ts';
import type { TaskKind, TaskTable } from './schema.ts';

export interface Wanted {
  /** Made by the client: a repeat starts nothing new. */
  readonly task_id: string;
  readonly kind: TaskKind;
  readonly input: object;
}

/** A task as it begins. */
export function newTask({ caller, at }: Asking, { task_id, kind, input }: Wanted): Insertable<TaskTable> {
  return {
    task_id,
    kind,
    asked_by: JSON.stringify(caller),
    asked_at: at,
    admdvs: caller.regions[0] ?? '',
    input: JSON.stringify(input),
    state: 'queued',
    stage: 'queued',
    step: '',
    done: 0,
    total: null,
    cancel_asked_at: null,
    started_at: null,
    ended_at: null,
    recorded_at: null,
    refusal: null,
    result: null,
  };
}

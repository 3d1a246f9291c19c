import type { ColumnType, JSONColumnType } from 'kysely';
import type { Caller } from '../rights/caller.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<Type extends object> = JSONColumnType<Type>;

export type TaskKind = 'import' | 'run' | 'plan';
export type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** What somebody started from the screen and a worker does: an import, a run, a plan of rules. */
export interface TaskTable {
  task_id: Fixed<string>;
  kind: Fixed<TaskKind>;
  /** Who asked, with the duties of that moment. */
  asked_by: JSONColumnType<Caller, string, never>;
  asked_at: Fixed<Date>;
  admdvs: Fixed<string>;
  input: JSONColumnType<object, string, never>;
  state: TaskState;
  /** Where it is: the name of a stage, and how much of it is done. */
  stage: string;
  step: string;
  done: number;
  total: number | null;
  cancel_asked_at: Instant | null;
  started_at: Instant | null;
  ended_at: Instant | null;
  /** Instant under which a run's leads are recorded: by it a repeat finds them. */
  recorded_at: Instant | null;
  /** Why it failed, as the catalogue has it. */
  refusal: Json<object> | null;
  result: Json<object> | null;
}

export interface TaskSchema {
  task: TaskTable;
}

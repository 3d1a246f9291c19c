/** What the server answers about imports and runs (api/answers.ts says how these are held to it). */
export type TaskKind = 'import' | 'run' | 'plan';
export type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

type Known = Readonly<Record<string, unknown>>;

export interface TaskView {
  readonly task_id: string;
  readonly kind: TaskKind;
  readonly asked_by: string;
  readonly asked_name: string;
  readonly asked_at: string;
  readonly state: TaskState;
  readonly stage: string;
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
  readonly cancelling: boolean;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly refusal: Known | null;
  readonly input: Known;
  readonly result: Known | null;
}

export interface InboxFolder {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

/** A number of a result; 0 where it has none. */
export function numberOf(known: Known | null, name: string): number {
  const value = known?.[name];
  return typeof value === 'number' ? value : 0;
}

/** A text of a result; empty where it has none. */
export function textIn(known: Known | null, name: string): string {
  const value = known?.[name];
  return typeof value === 'string' ? value : '';
}

/** Whether a result says something under a name. */
export function isKnown(known: Known | null, name: string): boolean {
  return known?.[name] !== undefined;
}

/** Whether a run was made in a terminal, and recorded when the platform started with its folder. */
export function isFromTerminal({ input }: Pick<TaskView, 'input'>): boolean {
  return input['terminal'] === true;
}

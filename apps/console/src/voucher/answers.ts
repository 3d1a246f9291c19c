/** What the server answers about e-vouchers (api/answers.ts says how these are held to it). */
export type By = 'device' | 'place' | 'witness';

export interface Activations {
  readonly of: string;
  readonly way: 'phone' | 'face' | 'window';
  readonly persons: number;
  readonly revoked: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly stands_out: boolean;
}

export interface Alarm {
  readonly alarm_id: string;
  readonly by: By;
  readonly of: string;
  readonly persons: number;
  readonly threshold: number;
  readonly days: number;
  readonly place: string;
  readonly regions: readonly string[];
  readonly first_at: string;
  readonly last_at: string;
  readonly raised_at: string;
  readonly handled_by: string | null;
  readonly handled_at: string | null;
  readonly words: string | null;
}

export interface TerminalRow {
  readonly terminal_id: string;
  readonly note: string;
  readonly added_by: string;
  readonly added_at: string;
  readonly revoked_at: string | null;
}

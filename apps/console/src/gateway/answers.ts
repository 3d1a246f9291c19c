/** What the server answers about the door; compared with its own types in e2e/answers.ts. */
export interface Connection {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly keys: number;
  readonly last_at: string | null;
  readonly done: number;
  readonly refused: number;
  readonly unsigned: number;
  readonly p95_ms: number | null;
  readonly turned_away: number;
  readonly turned_away_code: string | null;
}

/** A code in the words of the catalogue. */
export interface Said {
  readonly zh: string;
  readonly en: string;
  readonly fix_zh: string;
  readonly fix_en: string;
}

interface RefusedFor {
  readonly code: string;
  readonly by: 'door' | 'transaction';
  readonly count: number;
  readonly last_at: string;
  readonly said: Said | null;
}

export interface ConnectionView extends Connection {
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  readonly transactions: readonly {
    readonly infno: string;
    readonly done: number;
    readonly refused: number;
    readonly voided: number;
    readonly p50_ms: number;
    readonly p99_ms: number;
  }[];
  readonly refusals: readonly RefusedFor[];
}

export type Outcome = 'done' | 'refused' | 'void';

export interface MessageRow {
  readonly seq: number;
  readonly msgid: string;
  readonly fixmedins_code: string;
  readonly infno: string;
  readonly received_at: string;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly latency_ms: number;
  readonly signed: boolean;
}

export interface MessageView extends MessageRow {
  readonly fixmedins_name: string;
  readonly opter: string;
  readonly bytes: number | null;
  readonly key: { readonly note: string; readonly tail: string } | null;
  readonly said: Said | null;
  readonly setl_id: string | null;
}

export interface KeyRow {
  readonly key_id: string;
  readonly public_key: string;
  readonly encrypts: boolean;
  readonly note: string;
  readonly added_by: string;
  readonly added_at: string;
  readonly revoked_by: string | null;
  readonly revoked_at: string | null;
}

/** Of the last hour. */
export interface Flow {
  readonly minutes: readonly { readonly at: string; readonly done: number; readonly refused: number }[];
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly refusals: readonly { readonly code: string; readonly count: number; readonly said: Said | null }[];
}

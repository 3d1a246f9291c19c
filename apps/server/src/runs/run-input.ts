/** What a run is asked for, and what worker and child tell each other. */
import { z } from 'zod';

export const runAsked = z.object({
  /** Service days, inclusive; null for all there are. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** Judges everything anew; otherwise only what changed since the run before. */
  whole: z.boolean().default(false),
});
export type Asked = z.infer<typeof runAsked>;

export const runInput = runAsked.extend({
  lake: z.string(),
  out: z.string(),
  memory_mb: z.int(),
  /** Folder of local knowledge, and which published version it is. */
  knowledge: z.string(),
  version: z.int(),
});
export type RunInput = z.infer<typeof runInput>;

/** What a run found. */
export interface Ran {
  readonly lines: number;
  readonly findings: number;
  readonly cannot_decide: number;
  readonly leads: number;
  readonly amount_fen: number;
  readonly expected_fen: number;
  readonly period_from: string | null;
  readonly period_to: string | null;
  readonly snapshot: string;
  /** Published version of the rules that it judged by. */
  readonly version: number;
  readonly seconds: number;
}

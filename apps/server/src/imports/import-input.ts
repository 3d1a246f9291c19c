/** What an import is asked for, and what worker and child tell each other. */
import { z } from 'zod';

/** Files that were uploaded, or a folder of the inbox. */
export const importAsked = z.object({
  from: z.union([z.object({ files: z.array(z.string()).max(500) }), z.object({ folder: z.string() })]),
  /** The new rows replace what the lake holds of their institutions and period. */
  replace: z.boolean().default(false),
});

export const importInput = z.object({
  dir: z.string(),
  lake: z.string(),
  keyFile: z.string(),
  replace: z.boolean(),
  memory_mb: z.int(),
  /** When the task was first taken up. */
  since: z.string(),
  rejectsFile: z.string(),
});
export type ImportInput = z.infer<typeof importInput>;

export interface Imported {
  /** False: every file was imported before. */
  readonly changed: boolean;
  readonly generation: number;
  readonly rows: number;
  readonly rejected: number;
  readonly notices: readonly object[];
}

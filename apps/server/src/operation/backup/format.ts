/** What a backup is: a ZIP of the rows of every table as COPY writes them, the files of the data folder, a lake, and a manifest of all of it. */
import { z } from 'zod';
import { JOB_NAMES } from '../../jobs/names.ts';

/** Of the ZIP's members and of the manifest; a newer one is refused. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

const member = z.object({ path: z.string().min(1), bytes: z.int().min(0), sm3: z.string().regex(/^[0-9a-f]{64}$/) });

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  made_at: z.iso.datetime(),
  /** Of the key ring that the sealed values need; the ring itself is in no backup. */
  key_fingerprint: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), last: z.int(), called: z.boolean() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), ...member.omit({ path: true }).shape })),
  /** Work that was queued and not done yet; the tables of the queue are those of a library, and made anew. */
  jobs: z.array(z.object({ name: z.enum(JOB_NAMES), data: z.record(z.string(), z.unknown()) })),
  /** Within the data folder. */
  files: z.array(member),
  /** Within the folder of the lake that was named; null: none was. */
  lake: z.array(member).nullable(),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

/** Names of members. */
export const memberOf = {
  table: (name: string): string => `database/${name}.copy`,
  file: (path: string): string => `files/${path}`,
  lake: (path: string): string => `lake/${path}`,
};

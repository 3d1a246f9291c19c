/** A platform as commands reach it beside the process that serves it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reachDatabase } from '@shouhu/database';
import type { Database } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Schema } from '../store/schema.ts';

export interface PlatformPlace {
  /** Data of the platform. */
  readonly folder: string;
  /** A PostgreSQL of the bureau's own instead of the embedded one: DATABASE_URL. */
  readonly databaseUrl?: string;
}

/** The folder of the embedded database within the data. */
export const POSTGRES = 'postgres';

/**
 * Opens the database of a platform that is there, served or not.
 * @throws ShouhuError SH-O001 when there is none; of the section SH-B when it cannot be reached
 */
export async function reach({ folder, databaseUrl }: PlatformPlace): Promise<Database<Schema>> {
  if (databaseUrl !== undefined) return reachDatabase<Schema>({ url: databaseUrl, statement_timeout_ms: 0 });
  const postgres = join(folder, POSTGRES);
  if (!existsSync(join(postgres, 'data', 'PG_VERSION'))) throw shouhuError('SH-O001', { folder });
  return reachDatabase<Schema>({ folder: postgres, statement_timeout_ms: 0 });
}

/** A county of a few people, for imports and runs that take seconds. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolder } from '@shouhu/lake';
import { generateCounty } from '@shouhu/synth';
import type { Services } from '../http/new-app.ts';

export interface County {
  readonly folder: string;
  /** Its tables, without the answers. */
  readonly tables: readonly string[];
}

/** @param insured how many; a run over 150 takes a few seconds */
export function county(insured = 150): County {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-county-'));
  generateCounty({ insured, months: 1, seed: 3, out: folder, hospitalStock: true });
  const tables = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return { folder, tables };
}

/** Imports a county without the screen, for what begins with a lake. */
export async function fillLake({ claims }: Pick<Services, 'claims'>, folder: string): Promise<void> {
  await importFolder({ dir: folder, lake: claims.lake, key_file: claims.keyFile, memory_mb: 512 });
}

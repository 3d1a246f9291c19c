/** Findings of a finished run, each with the leads that its lines went into. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, quote, rowsOf } from '@shouhu/lake';
import { leadId, ruleLead } from '../leads/lead-id.ts';
import { FILES, readFindings } from './read.ts';
import type { WrittenFinding } from './written.ts';

export interface LedFinding {
  readonly finding: WrittenFinding;
  /** Lines of one finding may part into several leads; an exempted finding is in none. */
  readonly lead_ids: readonly string[];
}

/** Enough for the pairs of a province. */
const MEMORY_MB = 1_024;

/** @throws ShouhuError when the folder holds no finished run */
export async function* readLedFindings(out: string): AsyncGenerator<LedFinding> {
  const leads = await leadsByFinding(out);
  for await (const finding of readFindings(join(out, FILES.findings))) {
    const { finding_id, fixmedins_code, rule_code, exempted_by, lines } = finding;
    const own = leads.get(finding_id) ?? [];
    const lineless = exempted_by === null && lines.length === 0;
    yield { finding, lead_ids: lineless ? [leadId(ruleLead(fixmedins_code, rule_code))] : own };
  }
}

interface Pair {
  readonly finding_id: string;
  readonly lead_ids: readonly string[];
}

async function leadsByFinding(out: string): Promise<Map<string, readonly string[]>> {
  const path = join(out, FILES.leadLines);
  if (!existsSync(path)) return new Map();
  const engine = await openEngine({ memory_mb: MEMORY_MB, spill: join(out, FILES.cache, 'spill') });
  const connection = await engine.connect();
  try {
    const pairs = await rowsOf<Pair>(
      connection,
      `SELECT finding_id, list(DISTINCT lead_id ORDER BY lead_id) AS lead_ids
        FROM (SELECT lead_id, unnest(finding_ids) AS finding_id FROM read_parquet(${quote(path)})) GROUP BY finding_id`,
    );
    return new Map(pairs.map(({ finding_id, lead_ids }) => [finding_id, lead_ids]));
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

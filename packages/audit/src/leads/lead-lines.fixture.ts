/** For tests: the lines of leads as they were written, and as findings, schemes and the lake say they must be. */
import { join } from 'node:path';
import { linesInDetail, openEngine, openLake, quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Audited } from '../bad-input.fixture.ts';
import { FILES } from '../output/read.ts';

export interface LeadLine {
  readonly lead_id: string;
  readonly fixmedins_code: string;
  readonly line_id: string;
  readonly at_risk_fen: number;
  readonly verdict: string;
}

/** The rows of lead_lines.parquet. */
export async function leadLines(out: string): Promise<LeadLine[]> {
  return connected(out, async (connection) =>
    rowsOf<LeadLine>(connection, `FROM ${quote(join(out, FILES.leadLines))}`),
  );
}

interface Known {
  readonly fixmedins_code: string;
  readonly line_id: string;
  readonly mdtrt_id: string;
  readonly inscp_fen: number | null;
}

/** Every line that a finding or scheme names, with the greatest amount of them, sorted. */
export async function expectedLines({ lake, out, findings, schemes }: Audited): Promise<string[]> {
  const source = linesInDetail(await openLake(lake));
  const known = await connected(out, async (connection) =>
    rowsOf<Known>(connection, `SELECT fixmedins_code, line_id, mdtrt_id, inscp_fen FROM ${source}`),
  );
  const greatest = new Map<string, number>();
  const name = (key: string, fen: number): void => {
    greatest.set(key, Math.max(greatest.get(key) ?? 0, fen));
  };
  for (const finding of findings) {
    for (const { fixmedins_code = finding.fixmedins_code, line_id, amount_fen } of finding.lines)
      name(`${fixmedins_code} ${line_id}`, amount_fen ?? 0);
  }
  for (const { fixmedins_codes, mdtrt_ids, line_ids } of schemes) {
    const [places, visits, single] = [fixmedins_codes, mdtrt_ids, line_ids].map((codes) => new Set(codes));
    for (const { fixmedins_code, line_id, mdtrt_id, inscp_fen } of known) {
      const at = line_ids.length > 0 ? single?.has(line_id) : visits?.has(mdtrt_id);
      if (at === true && places?.has(fixmedins_code) === true) name(`${fixmedins_code} ${line_id}`, inscp_fen ?? 0);
    }
  }
  return [...greatest].map(([key, fen]) => `${key} ${fen}`).toSorted();
}

async function connected<Result>(
  out: string,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ spill: join(out, 'spill') });
  try {
    return await work(await engine.connect());
  } finally {
    engine.closeSync();
  }
}

/** Takes the leads of a run over: new ones, changed ones, and those it no longer finds (docs/semantics.md 17). Nothing is edited away. */
import type { Lead } from '@shouhu/audit';
import { readInstitutionCode } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import type { Transaction } from 'kysely';
import { recordFindings } from '../findings/record-findings.ts';
import type { FindingCount } from '../findings/record-findings.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { keepLines } from './lines.ts';
import type { RunFiles } from './read-run.ts';
import { recordLeads } from './record-leads.ts';
import type { LeadCount } from './record-leads.ts';

export interface Recorded extends LeadCount {
  readonly run_id: number;
  readonly findings: FindingCount;
}

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 2_000;

/** What is written in the same transaction, once the leads are. */
type Also = (transaction: Transaction<Schema>, recorded: Recorded) => Promise<void>;

/**
 * Records a run in one transaction. An institution that names no region by its code lies where the caller works.
 * @throws ShouhuError SH-H002 without the right
 */
export async function recordRun(
  { db, ring, folder }: Pick<Services, 'db' | 'ring' | 'folder'>,
  { caller, at }: Asking,
  { summary, leads, names, lead_lines, findings }: RunFiles,
  also: Also = async () => undefined,
): Promise<Recorded> {
  scopeOf(caller, 'run.record');
  const home = caller.regions[0] ?? '';
  const lines_digest = lead_lines === null ? null : await keepLines(folder, lead_lines);
  return transaction(db, 'read committed', async (trx) => {
    const fixmedins_codes = await takeInstitutions(trx, leads, names, home);
    const { snapshot, period, lines } = summary;
    const { run_id } = await trx
      .insertInto('run')
      .values({
        recorded_at: at,
        recorded_by: caller.id,
        snapshot: snapshot.digest,
        period_from: period.from,
        period_to: period.to,
        lines,
        leads: leads.length,
        lines_digest,
      })
      .returning('run_id')
      .executeTakeFirstOrThrow();
    const sight = { run_id, fixmedins_codes, period };
    const counted = await recordLeads(trx, ring, sight, leads);
    const found = await recordFindings(trx, ring, sight, findings());
    const count = { ...counted, findings: found };
    const recorded = { run_id, ...count };
    await also(trx, recorded);
    await note(trx, caller, at, {
      action: 'run.record',
      subject: `run:${run_id}`,
      region: home,
      detail: JSON.stringify(count),
    });
    return recorded;
  });
}

/** Every institution of the run; a name that a later run knows better replaces the code that stood for it. @returns their codes */
async function takeInstitutions(
  trx: Transaction<Schema>,
  leads: readonly Lead[],
  names: RunFiles['names'],
  home: string,
): Promise<readonly string[]> {
  const codes = [...new Set([...names.keys(), ...leads.flatMap(({ fixmedins_codes }) => fixmedins_codes)])];
  const rows = codes.map((fixmedins_code) => ({
    fixmedins_code,
    fixmedins_name: names.get(fixmedins_code) ?? fixmedins_code,
    admdvs: readInstitutionCode(fixmedins_code)?.admdvs ?? home,
  }));
  for (let at = 0; at < rows.length; at += ROWS) {
    await trx
      .insertInto('institution')
      .values(rows.slice(at, at + ROWS))
      .onConflict((on) =>
        on
          .column('fixmedins_code')
          .doUpdateSet({ fixmedins_name: (row) => row.ref('excluded.fixmedins_name') })
          .whereRef('excluded.fixmedins_name', '<>', 'excluded.fixmedins_code')
          // What is registered is known better than what a run says.
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom('institution_basics')
                  .select('institution_basics.fixmedins_code')
                  .whereRef('institution_basics.fixmedins_code', '=', 'excluded.fixmedins_code'),
              ),
            ),
          ),
      )
      .execute();
  }
  return codes;
}

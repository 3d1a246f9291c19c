/** Takes the leads of a run over: new ones, changed ones, and those it no longer finds (docs/semantics.md 17). Nothing is edited away. */
import { isDeepStrictEqual } from 'node:util';
import type { Lead } from '@shouhu/audit';
import { readInstitutionCode } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import type { Insertable, Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { LeadRevisionTable, LeadTable, Schema } from '../store/schema.ts';
import type { RunFiles } from './read-run.ts';

export interface Recorded {
  readonly run_id: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

interface Known {
  readonly revision: number;
  readonly content: object | null;
}

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 2_000;

/**
 * Records a run in one transaction. An institution that names no region by its code lies where the caller works.
 * @throws ShouhuError SH-H002 without the right
 */
export async function recordRun(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { summary, leads, names }: RunFiles,
): Promise<Recorded> {
  scopeOf(caller, 'run.record');
  const home = caller.regions[0] ?? '';
  return transaction(db, 'read committed', async (trx) => {
    await takeInstitutions(trx, leads, names, home);
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
      })
      .returning('run_id')
      .executeTakeFirstOrThrow();
    const known = await knownLeads(trx);
    const revisions: Insertable<LeadRevisionTable>[] = [];
    const rows: Insertable<LeadTable>[] = [];
    const count = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
    for (const lead of leads) {
      const { rank: _rank, ...content } = lead;
      const before = known.get(lead.lead_id);
      known.delete(lead.lead_id);
      const same = before !== undefined && isDeepStrictEqual(before.content, content);
      const revision = (before?.revision ?? 0) + (same ? 0 : 1);
      const standing = before === undefined || same ? 'current' : 'changed';
      count[before === undefined ? 'added' : same ? 'unchanged' : 'changed'] += 1;
      rows.push(rowOf(lead, revision, standing));
      if (!same)
        revisions.push({ lead_id: lead.lead_id, revision, run_id, standing, content: JSON.stringify(content) });
    }
    for (const [lead_id, { revision, content }] of known) {
      if (content === null) continue;
      count.withdrawn += 1;
      revisions.push({ lead_id, revision: revision + 1, run_id, standing: 'withdrawn', content: null });
    }
    await writeLeads(trx, rows, leads, revisions);
    await note(trx, caller, at, {
      action: 'run.record',
      subject: `run:${run_id}`,
      region: home,
      detail: JSON.stringify(count),
    });
    return { run_id, ...count };
  });
}

/** Every institution of the run; a name that a later run knows better replaces the code that stood for it. */
async function takeInstitutions(
  trx: Transaction<Schema>,
  leads: readonly Lead[],
  names: RunFiles['names'],
  home: string,
): Promise<void> {
  const codes = [...new Set([...names.keys(), ...leads.flatMap(({ fixmedins_codes }) => fixmedins_codes)])];
  const rows = codes.map((fixmedins_code) => ({
    fixmedins_code,
    fixmedins_name: names.get(fixmedins_code) ?? fixmedins_code,
    admdvs: readInstitutionCode(fixmedins_code)?.admdvs ?? home,
  }));
  for (const part of partsOf(rows)) {
    await trx
      .insertInto('institution')
      .values(part)
      .onConflict((on) =>
        on
          .column('fixmedins_code')
          .doUpdateSet({ fixmedins_name: (row) => row.ref('excluded.fixmedins_name') })
          .whereRef('excluded.fixmedins_name', '<>', 'excluded.fixmedins_code'),
      )
      .execute();
  }
}

/** Leads as the runs before left them, with the content of their last revision. */
async function knownLeads(trx: Transaction<Schema>): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('lead')
    .innerJoin('lead_revision', (join) =>
      join.onRef('lead_revision.lead_id', '=', 'lead.lead_id').onRef('lead_revision.revision', '=', 'lead.revision'),
    )
    .select(['lead.lead_id', 'lead.revision', 'lead_revision.content'])
    .forUpdate('lead')
    .execute();
  return new Map(rows.map(({ lead_id, revision, content }) => [lead_id, { revision, content }]));
}

function rowOf(lead: Lead, revision: number, standing: LeadTable['standing']): Insertable<LeadTable> {
  const { lead_id, rank, kind, title, verdict, amount_fen, expected_fen, period, message } = lead;
  const facts = {
    rank,
    kind,
    title,
    verdict,
    amount_fen,
    expected_fen,
    period_from: period.from,
    period_to: period.to,
    message,
  };
  return { lead_id, revision, standing, state: 'new', assignee: null, ...facts };
}

async function writeLeads(
  trx: Transaction<Schema>,
  rows: readonly Insertable<LeadTable>[],
  leads: readonly Lead[],
  revisions: readonly Insertable<LeadRevisionTable>[],
): Promise<void> {
  for (const part of partsOf(rows)) {
    await trx
      .insertInto('lead')
      .values(part)
      .onConflict((on) =>
        on.column('lead_id').doUpdateSet((row) => ({
          revision: row.ref('excluded.revision'),
          standing: row.ref('excluded.standing'),
          rank: row.ref('excluded.rank'),
          title: row.ref('excluded.title'),
          verdict: row.ref('excluded.verdict'),
          amount_fen: row.ref('excluded.amount_fen'),
          expected_fen: row.ref('excluded.expected_fen'),
          period_from: row.ref('excluded.period_from'),
          period_to: row.ref('excluded.period_to'),
          message: row.ref('excluded.message'),
        })),
      )
      .execute();
  }
  const places = leads.flatMap(({ lead_id, fixmedins_codes }) =>
    fixmedins_codes.map((fixmedins_code) => ({ lead_id, fixmedins_code })),
  );
  for (const part of partsOf(places)) {
    await trx
      .insertInto('lead_place')
      .values(part)
      .onConflict((on) => on.doNothing())
      .execute();
  }
  for (const part of partsOf(revisions)) await trx.insertInto('lead_revision').values(part).execute();
  for (const { lead_id, revision, standing } of revisions) {
    if (standing !== 'withdrawn') continue;
    await trx.updateTable('lead').set({ standing, revision }).where('lead_id', '=', lead_id).execute();
  }
}

function partsOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, at) => rows.slice(at * ROWS, (at + 1) * ROWS));
}

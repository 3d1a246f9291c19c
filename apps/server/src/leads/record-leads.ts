/** Takes the leads of a run over: new ones, changed ones, and those it no longer finds (docs/semantics.md 17). Nothing is edited away. */
import type { Lead } from '@shouhu/audit';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Insertable, Transaction } from 'kysely';
import type { Sight } from '../findings/record-findings.ts';
import type { LeadRevisionTable, LeadTable, Schema } from '../store/schema.ts';
import { masked, personsOf } from './persons.ts';
import { digestOf, sealContent } from './sealed-content.ts';

export interface LeadCount {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

interface Known {
  readonly lead_id: string;
  readonly revision: number;
  /** Null where the last run did not find it. */
  readonly digest: string | null;
  /** Whether the run looked at all of it: at each of its institutions, on all its days. */
  readonly in_sight: boolean;
}

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 2_000;

export async function recordLeads(
  trx: Transaction<Schema>,
  ring: KeyRing,
  sight: Sight,
  leads: readonly Lead[],
): Promise<LeadCount> {
  const { run_id } = sight;
  const known = await knownLeads(trx, sight);
  const revisions: Insertable<LeadRevisionTable>[] = [];
  const rows: Insertable<LeadTable>[] = [];
  const count = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  for (const lead of leads) {
    const { rank: _rank, ...content } = lead;
    const before = known.get(lead.lead_id);
    known.delete(lead.lead_id);
    const same = before !== undefined && before.digest === digestOf(ring, content);
    const revision = (before?.revision ?? 0) + (same ? 0 : 1);
    const standing = before === undefined || same ? 'current' : 'changed';
    count[before === undefined ? 'added' : same ? 'unchanged' : 'changed'] += 1;
    rows.push({ ...rowOf(lead, revision, standing), found_run: run_id });
    if (!same)
      revisions.push({ lead_id: lead.lead_id, revision, run_id, standing, ...sealContent(ring, content, revision) });
  }
  for (const [lead_id, { revision, digest, in_sight }] of known) {
    if (digest === null || !in_sight) continue;
    count.withdrawn += 1;
    revisions.push({ lead_id, revision: revision + 1, run_id, standing: 'withdrawn', sealed: null, digest: null });
  }
  await writeLeads(trx, rows, leads, revisions);
  return count;
}

/** Leads as the runs before left them, with the digest of their last revision. */
async function knownLeads(
  trx: Transaction<Schema>,
  { fixmedins_codes, period: { from, to } }: Sight,
): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('lead')
    .innerJoin('lead_revision', (join) =>
      join.onRef('lead_revision.lead_id', '=', 'lead.lead_id').onRef('lead_revision.revision', '=', 'lead.revision'),
    )
    .select((e) => [
      'lead.lead_id',
      'lead.revision',
      'lead_revision.digest',
      e
        .and([
          e('lead.period_from', '>=', from ?? NEVER),
          e('lead.period_to', '<=', to ?? NEVER),
          e.not(
            e.exists(
              e
                .selectFrom('lead_place')
                .whereRef('lead_place.lead_id', '=', 'lead.lead_id')
                .where(sql<boolean>`lead_place.fixmedins_code <> ALL(${fixmedins_codes}::text[])`)
                .select('lead_place.lead_id'),
            ),
          ),
        ])
        .$castTo<boolean>()
        .as('in_sight'),
    ])
    .forUpdate('lead')
    .execute();
  return new Map(rows.map((row) => [row.lead_id, row]));
}

/** A run over nothing looked at nothing. */
const NEVER = '9999-12-31';

function rowOf(
  lead: Lead,
  revision: number,
  standing: LeadTable['standing'],
): Omit<Insertable<LeadTable>, 'found_run'> {
  const { lead_id, rank, kind, title, verdict, amount_fen, expected_fen, period, message } = lead;
  const [fixmedins_code = null, ...others] = lead.fixmedins_codes;
  const facts = {
    rank,
    kind,
    title,
    verdict,
    amount_fen,
    expected_fen,
    period_from: period.from,
    period_to: period.to,
    message: masked(message, personsOf(lead)),
    fixmedins_code: others.length === 0 ? fixmedins_code : null,
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
          fixmedins_code: row.ref('excluded.fixmedins_code'),
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
  await trx
    .deleteFrom('lead_place')
    .where(sql<boolean>`lead_id = ANY(${leads.map(({ lead_id }) => lead_id)}::text[])`)
    .where(
      sql<boolean>`(lead_id, fixmedins_code) NOT IN (SELECT * FROM unnest(${places.map(({ lead_id }) => lead_id)}::text[], ${places.map(({ fixmedins_code }) => fixmedins_code)}::text[]))`,
    )
    .execute();
  for (const part of partsOf(revisions)) await trx.insertInto('lead_revision').values(part).execute();
  for (const { lead_id, revision, standing } of revisions) {
    if (standing !== 'withdrawn') continue;
    await trx.updateTable('lead').set({ standing, revision }).where('lead_id', '=', lead_id).execute();
  }
}

function partsOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, at) => rows.slice(at * ROWS, (at + 1) * ROWS));
}

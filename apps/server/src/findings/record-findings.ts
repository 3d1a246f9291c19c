/** Takes the findings of a run over: new ones, changed ones, and those it no longer finds (docs/semantics.md 17). */
import type { LedFinding } from '@shouhu/audit';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Insertable, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { digestOf, masked, sealFinding, tailOf } from './content.ts';
import type { FindingSchema } from './schema.ts';

/** What a run looked at: it says nothing about anything else. */
export interface Sight {
  readonly run_id: number;
  readonly fixmedins_codes: readonly string[];
  readonly period: { readonly from: string | null; readonly to: string | null };
}

export interface FindingCount {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

type Rows<Table extends keyof FindingSchema> = Insertable<FindingSchema[Table]>[];

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 2_000;

/** The institutions and leads of the run are recorded before. */
export async function recordFindings(
  trx: Transaction<Schema>,
  ring: KeyRing,
  sight: Sight,
  findings: AsyncIterable<LedFinding> | Iterable<LedFinding>,
): Promise<FindingCount> {
  const count = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  const take = async (part: readonly LedFinding[]): Promise<void> => {
    const taken = await takePart(trx, ring, sight.run_id, part);
    for (const name of ['added', 'changed', 'unchanged'] as const) count[name] += taken[name];
  };
  let part: LedFinding[] = [];
  for await (const each of findings) {
    part.push(each);
    if (part.length < ROWS) continue;
    await take(part);
    part = [];
  }
  await take(part);
  count.withdrawn = await withdraw(trx, sight);
  return count;
}

async function takePart(trx: Transaction<Schema>, ring: KeyRing, run_id: number, part: readonly LedFinding[]) {
  const count = { added: 0, changed: 0, unchanged: 0 };
  if (part.length === 0) return count;
  const known = await knownOf(
    trx,
    part.map(({ finding }) => finding.finding_id),
  );
  const rows: Rows<'finding'> = [];
  const revisions: Rows<'finding_revision'> = [];
  const same: string[] = [];
  for (const { finding } of part) {
    const { finding_id } = finding;
    const digest = digestOf(ring, finding);
    const before = known.get(finding_id);
    if (before !== undefined && before.digest === digest && before.standing !== 'withdrawn') {
      count.unchanged += 1;
      same.push(finding_id);
      continue;
    }
    count[before === undefined ? 'added' : 'changed'] += 1;
    const revision = (before?.revision ?? 0) + 1;
    const standing = before === undefined ? 'current' : 'changed';
    rows.push({ ...columnsOf(finding), revision, standing, run_id, digest });
    revisions.push({ finding_id, revision, run_id, standing, content: sealFinding(ring, finding, revision) });
  }
  await write(trx, rows, revisions);
  const isSame = sql<boolean>`finding_id = ANY(${same}::text[])`;
  await trx.updateTable('finding').set({ run_id, standing: 'current' }).where(isSame).execute();
  await lead(trx, run_id, part);
  return count;
}

async function knownOf(trx: Transaction<Schema>, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('finding')
    .select(['finding_id', 'revision', 'digest', 'standing'])
    .where(sql<boolean>`finding_id = ANY(${ids}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.finding_id, row]));
}

function columnsOf(finding: LedFinding['finding']) {
  const { finding_id, rule_code, rule_name, verdict, psn_no, fixmedins_code, service_date, amount_fen } = finding;
  const message = masked(finding.message, psn_no);
  const amount = { amount_fen: amount_fen ?? 0, has_amount: amount_fen !== null };
  return {
    finding_id,
    rule_code,
    rule_name,
    verdict,
    fixmedins_code,
    service_date,
    ...amount,
    psn_tail: tailOf(psn_no),
    message,
  };
}

async function write(trx: Transaction<Schema>, rows: Rows<'finding'>, revisions: Rows<'finding_revision'>) {
  if (rows.length === 0) return;
  await trx.insertInto('finding_revision').values(revisions).execute();
  await trx
    .insertInto('finding')
    .values(rows)
    .onConflict((on) =>
      on.column('finding_id').doUpdateSet((row) => ({
        revision: row.ref('excluded.revision'),
        standing: row.ref('excluded.standing'),
        run_id: row.ref('excluded.run_id'),
        digest: row.ref('excluded.digest'),
        rule_name: row.ref('excluded.rule_name'),
        verdict: row.ref('excluded.verdict'),
        service_date: row.ref('excluded.service_date'),
        amount_fen: row.ref('excluded.amount_fen'),
        has_amount: row.ref('excluded.has_amount'),
        message: row.ref('excluded.message'),
      })),
    )
    .execute();
}

/** Ties findings to the leads that this run put them into. */
async function lead(trx: Transaction<Schema>, run_id: number, part: readonly LedFinding[]): Promise<void> {
  const pairs = part.flatMap(({ finding: { finding_id }, lead_ids }) =>
    lead_ids.map((lead_id) => ({ lead_id, finding_id, run_id })),
  );
  if (pairs.length > 0) {
    await trx
      .insertInto('lead_finding')
      .values(pairs)
      .onConflict((on) => on.columns(['lead_id', 'finding_id']).doUpdateSet({ run_id }))
      .execute();
  }
  const ids = part.map(({ finding }) => finding.finding_id);
  await trx
    .deleteFrom('lead_finding')
    .where(sql<boolean>`finding_id = ANY(${ids}::text[])`)
    .where('run_id', '<>', run_id)
    .execute();
}

/** Marks what the run looked at and no longer finds. */
async function withdraw(trx: Transaction<Schema>, { run_id, fixmedins_codes, period }: Sight): Promise<number> {
  const { from, to } = period;
  if (from === null || to === null) return 0;
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .with('gone', (cte) =>
      cte
        .updateTable('finding')
        .set((row) => ({ standing: 'withdrawn', revision: row('revision', '+', 1) }))
        .where('run_id', '<>', run_id)
        .where('standing', '<>', 'withdrawn')
        .where(sql<boolean>`fixmedins_code = ANY(${fixmedins_codes}::text[])`)
        .where('service_date', '>=', from)
        .where('service_date', '<=', to)
        .returning(['finding_id', 'revision']),
    )
    .insertInto('finding_revision')
    .columns(['finding_id', 'revision', 'run_id', 'standing', 'content'])
    .expression((cte) =>
      cte
        .selectFrom('gone')
        .select((e) => [
          'gone.finding_id',
          'gone.revision',
          e.val(run_id).$castTo<number>().as('run_id'),
          e.val('withdrawn').as('standing'),
          e.lit(null).as('content'),
        ]),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows);
}
